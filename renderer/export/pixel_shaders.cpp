#include "renderer/export/pixel_shaders.h"

namespace senga {

Result<Export> export_potplayer(const Chain& chain, const ExportSetup& setup) {
    (void)chain;
    (void)setup;
    return diagnose(Code::export_nothing, "not yet");
}

Result<Export> export_mpc_hc(const Chain& chain, const ExportSetup& setup) {
    (void)chain;
    (void)setup;
    return diagnose(Code::export_nothing, "not yet");
}

Result<Export> export_mpc_be(const Chain& chain, const ExportSetup& setup) {
    (void)chain;
    (void)setup;
    return diagnose(Code::export_nothing, "not yet");
}

Result<Export> export_mpc_vr(const Chain& chain, const ExportSetup& setup) {
    (void)chain;
    (void)setup;
    return diagnose(Code::export_nothing, "not yet");
}

Result<Export> export_magpie(const Chain& chain, const ExportSetup& setup) {
    (void)chain;
    (void)setup;
    return diagnose(Code::export_nothing, "not yet");
}

Result<Export> export_reshade(const Chain& chain, const ExportSetup& setup) {
    (void)chain;
    (void)setup;
    return diagnose(Code::export_nothing, "not yet");
}

} // namespace senga
