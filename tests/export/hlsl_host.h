// A player for tests: takes an exported pixel shader as a player gets it, reads it with glslang's HLSL front end (not
// with what wrote it), and draws it on OpenGL. It stands for the hosts' conventions: registers c0 and c1, texture
// coordinates of texel centres, addresses clamped, a buffer between shaders. Not a test. Thread of the GL context.
#pragma once

#include "renderer/base/result.h"
#include "renderer/export/spirv.h"
#include "renderer/gl/program.h"
#include "tests/reference/image.h"

#include <cstdint>
#include <string>
#include <vector>

namespace senga::test {

// How the host reads between texels.
enum class Sampling {
    direct3d, // linear, positions rounded to 1/256 of a texel: what Direct3D asks of a GPU at least
    exact,    // linear, positions as precise as floats: llvmpipe's own
    nearest,
};

struct HostInputs {
    float counter = 0.0F; // what players put into p0.z and p0.w
    float clock = 0.0F;
};

// Which of the hosts' conventions a file is written in.
enum class HostForm { direct3d_9, direct3d_11 };

// The HLSL with what stands for the host in front of it, and the host's names replaced.
std::string hosted(const std::string& text, HostForm form, Sampling sampling);
// The same for one pass of a Magpie effect and of a ReShade one.
struct EffectPass {
    int number = 1;
    std::vector<std::string> in;
    std::string out;
    std::string text; // a direct3d_9-like whole, as hosted() gives it
};
std::vector<EffectPass> magpie_passes(const std::string& effect, Sampling sampling);
std::vector<EffectPass> reshade_passes(const std::string& effect, Sampling sampling);

class HlslHost {
public:
    // Of a text that hosted() made. Errors: export_failed, with the words of who refuses it.
    static Result<HlslHost> load(const std::string& hosted_text, Sampling sampling);

    // Four channels in, four out, as 32-bit floats.
    reference::Image draw(const reference::Image& rgba, const HostInputs& inputs = {}) const;

    const spirv::Figures& figures() const { return figures_; }

private:
    gl::Program program_;
    gl::FullscreenTriangle triangle_;
    Sampling sampling_ = Sampling::direct3d;
    spirv::Figures figures_;
};

// What a buffer between two shaders makes of a picture.
enum class Buffer {
    floats,       // nothing
    opaque_float, // alpha is lost
    opaque_8_bit, // alpha is lost, codes of 8 bits
};
reference::Image buffered(reference::Image rgba, Buffer buffer);

} // namespace senga::test
