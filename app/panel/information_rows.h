// What the tab "Information" tells, as rows of words. No widgets. Pure functions, any thread.
#pragma once

#include "app/state/state.h"

#include <string>
#include <vector>

namespace senga {

struct InformationRow {
    std::string name;  // of a heading alone if there is no value
    std::string value; // not cut
};

// Rows whose value is not known are left out; empty while nothing is open.
std::vector<InformationRow> information_rows(const State& state);
// The same for the clipboard: a line each.
std::string to_text(const std::vector<InformationRow>& rows);

} // namespace senga
