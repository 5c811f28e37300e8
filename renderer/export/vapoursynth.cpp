#include "renderer/export/mpv.h"

namespace senga {

Result<Export> export_vapoursynth(const Chain& chain, const ExportSetup& setup) {
    (void)chain;
    (void)setup;
    return diagnose(Code::export_nothing, "not yet");
}

} // namespace senga
