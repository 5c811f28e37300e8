// What becomes of a pass, in words and in colour: from the viewer's switches, which are newer than any plan, from the
// plan and from the figures. No widgets. Pure functions; main thread, as they hand out theme colours.
#pragma once

#include "app/state/state.h"

#include <imgui/imgui.h>

#include <cstddef>
#include <optional>
#include <string>

namespace senga {

struct StatusLine {
    std::string text;
    ImVec4 colour;
    std::optional<Diagnostic> log; // what a click copies
};
StatusLine status_line(const State& state, std::size_t index);

// Set while the file on disk is a broken edit and an older version runs.
std::optional<StatusLine> edit_line(const State& state, std::size_t index);

// The texture that the pass's last step wrote, as it can be shown; nullopt: it does not run.
std::optional<Exhibit> written_by(const ChainState& chain, std::size_t index);

} // namespace senga
