// The words of a pixel shader export's report: why a pass is not as it was, and what comes closest to one that is lost.
// Pure functions, any thread.
#pragma once

#include "renderer/export/export.h"
#include "renderer/export/pixel_set.h"

#include <cstddef>
#include <string>

namespace senga {

// One row for each pass of every entry: those that run are `kept` until somebody says otherwise, the others are left
// out with the reason.
std::vector<ExportedPass> report_rows(const Chain& chain, const Plan& plan);
// The row of a pass that the plan reports.
ExportedPass& row_of(std::vector<ExportedPass>& rows, const PassReport& report);

void refuse(std::vector<ExportedPass>& rows, const Chain& chain, const Plan& plan, std::size_t report,
            const std::string& reason);
// Adds what had to be fixed because it depends on sizes; nothing where nothing does.
void tell_what_is_fixed(ExportedPass& row, const Chain& chain, const Plan& plan, const std::string& made);

// "a film of 1920x1080 on a display of 3840x2160".
std::string made_for(const ExportSetup& setup);
// All rows with a reason, for the message that nothing is left.
std::string every_reason(const std::vector<ExportedPass>& rows);

} // namespace senga
