// What is wanted of the Export dialog.
#include "app/state/command_reducer.h"
#include "app/state/geometry.h"
#include "app/state/text.h"

#include <utility>

namespace senga {

std::string export_folder(const ExportState& exporting) {
    const ExportWish& wish = exporting.wish;
    if (!wish.folder.empty() || exporting.initial_folder.empty()) {
        return wish.folder;
    }
    return exporting.initial_folder + "/" + std::string(export_target_info(wish.target).name);
}

void CommandReducer::operator()(const command::SetExport& wanted) {
    ExportState& exporting = state_.exporting;
    if (exporting.wish.target != wanted.wish.target) {
        exporting.report.reset(); // it speaks of the other player
        exporting.failure.reset();
    }
    exporting.wish = wanted.wish;
}

void CommandReducer::operator()(const command::ExportChain&) {
    ExportState& exporting = state_.exporting;
    if (exporting.running) {
        return;
    }
    exporting.report.reset();
    exporting.failure.reset();
    const ExportWish& wish = exporting.wish;
    const std::string folder = export_folder(exporting);
    if (folder.empty()) {
        exporting.failure = diagnose(Code::file_unwritable, "no folder is named: type the one the files are to go to");
        return;
    }
    effect::ExportChain effect{.target = wish.target, .name = wish.name, .folder = folder, .existing = wish.existing};
    if (effect.name.empty()) {
        effect.name = chain_name(state_.chain);
    }
    if (wish.target == ExportTarget::potplayer) {
        effect.form = wish.form;
    }
    // Without a film the exporters' own idea of one.
    const ExportSetup usual;
    const Size shown = picture_size(state_.player, state_.view.window_px);
    effect.source = state_.player.format.value_or(usual.source);
    effect.display = shown.empty() ? usual.display : shown;
    effects_.emplace_back(std::move(effect));
    exporting.running = true;
    if (state_.library.settings.export_folder != wish.folder) {
        state_.library.settings.export_folder = wish.folder;
        effects_.emplace_back(effect::Save{LibraryPart::settings});
    }
}

void CommandReducer::operator()(const command::CopyExportFolder&) {
    if (state_.exporting.report) {
        effects_.emplace_back(effect::SetClipboard{state_.exporting.report->folder});
        toast("export", Text::toast_export_copied);
    }
}

} // namespace senga
