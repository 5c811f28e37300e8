// ExportState is what the Export dialog holds: what is wished, whether an export is under way, and what came of the
// last one. Plain data; see state.h for who writes it.
#pragma once

#include "renderer/base/result.h"
#include "renderer/export/export.h"
#include "renderer/export/write.h"

#include <optional>
#include <string>
#include <vector>

namespace senga {

// What the viewer chose in the dialog.
struct ExportWish {
    ExportTarget target = ExportTarget::mpv;
    std::string name;   // of the files; empty: the chain's
    std::string folder; // empty: one of its own for each target, below ExportState::initial_folder
    ExportSetup::Form form = ExportSetup::Form::folded;
    Existing existing = Existing::keep;
    bool operator==(const ExportWish&) const = default;
};

// What came of an export.
struct ExportReport {
    ExportTarget target = ExportTarget::mpv;
    std::string folder;
    std::vector<std::string> files; // as ExportedFile::path
    std::vector<ExportedPass> passes;
    std::vector<std::string> notes;
};

struct ExportState {
    ExportWish wish;
    std::string initial_folder; // from the system; empty: there is none
    bool running = false;
    std::optional<ExportReport> report; // of the last one, if it went well
    std::optional<Diagnostic> failure;  // why the last one did not
};

// Where the wish's files go; empty where nobody says.
std::string export_folder(const ExportState& exporting);

} // namespace senga
