// MpvReference draws a frame with libmpv, set up so that its picture can be compared with ours: 32-bit float targets,
// no dither, no subtitles, the video filling the target. Each picture is made by a player of its own, so nothing can be
// left over from the one before. It is not the player of the program and knows no carrier.
// Belongs to the thread that made it; owns its GL context and makes it current when it draws.
#pragma once

#include "renderer/base/result.h"
#include "renderer/chain/chain.h"
#include "renderer/gl/context.h"
#include "tests/parity/float_image.h"

#include <string>
#include <utility>
#include <vector>

namespace senga::parity {

struct MpvRequest {
    std::string path;
    double start_s = 0.0; // the frame's own time
    Scaling scaling;
    std::vector<std::string> shaders; // texts without PARAM, in order
    Size size;
    // target: what mpv draws in the end. output_stage: the texels at its OUTPUT stage, behind all shaders; mpv draws
    // them at coordinates that are a little off, which is seen where neighbours differ much.
    enum class Take { target, output_stage } take = Take::target;
    std::vector<std::pair<std::string, std::string>> options; // mpv's, set after all others
};

class MpvReference {
public:
    // Errors: gl_no_context, gl_too_old; gl_internal where the renderer is not llvmpipe or MALLOC_PERTURB_ is not 255:
    // mpv leaves the padding of its weight tables uninitialised, and what lies there may make whole frames NaN.
    static Result<MpvReference> create();

    // Errors: player_start, player_open, player_command (mpv logged a warning, or the picture is not one).
    Result<FloatImage> picture(const MpvRequest& request);

private:
    explicit MpvReference(gl::OffscreenContext context) : context_(std::move(context)) {}
    gl::OffscreenContext context_;
};

} // namespace senga::parity
