#include "app/bench/mpv_chain.h"

#include "renderer/export/export.h"
#include "renderer/export/mpv_settings.h"

#include <fmt/format.h>

namespace senga {

Result<MpvChain> mpv_chain(const Chain& chain, const FrameFormat& format, Size size) {
    const Result<Export> exported =
        export_chain(chain, {.target = ExportTarget::mpv, .name = "bench", .source = format, .display = size});
    if (!exported) {
        return exported.error();
    }
    MpvChain out{.shader = "", .settings = mpv::scaling_options(chain.scaling), .notes = {}};
    for (const ExportedFile& file : exported->files) {
        if (file.path == "shaders/senga-bench.glsl") {
            out.shader = file.text;
        }
    }
    for (const ExportedPass& pass : exported->passes) {
        if (pass.fate == PassFate::refused || pass.fate == PassFate::approximated) {
            out.notes.push_back(fmt::format("{}: {} in mpv: {}", pass.label, fate_name(pass.fate), pass.reason));
        }
    }
    return out;
}

} // namespace senga
