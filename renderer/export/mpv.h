// The chain for mpv, and for what runs mpv's shader files: FFmpeg's libplacebo filter and VapourSynth's vs-placebo.
// Text only, pure functions, any thread.
#pragma once

#include "renderer/export/export.h"

namespace senga {

Result<Export> export_mpv(const Chain& chain, const ExportSetup& setup);
Result<Export> export_vapoursynth(const Chain& chain, const ExportSetup& setup);
Result<Export> export_ffmpeg(const Chain& chain, const ExportSetup& setup);

} // namespace senga
