// The chain for players that take HLSL pixel shaders: one picture in, one of the same size out, no textures between.
// Passes that read what others saved are folded into one (chain/fuse.h); what cannot be is reported. Pure functions,
// any thread.
#pragma once

#include "renderer/export/export.h"

namespace senga {

Result<Export> export_potplayer(const Chain& chain, const ExportSetup& setup);
Result<Export> export_mpc_hc(const Chain& chain, const ExportSetup& setup);
Result<Export> export_mpc_be(const Chain& chain, const ExportSetup& setup);
Result<Export> export_mpc_vr(const Chain& chain, const ExportSetup& setup);
Result<Export> export_magpie(const Chain& chain, const ExportSetup& setup);
Result<Export> export_reshade(const Chain& chain, const ExportSetup& setup);

} // namespace senga
