#include "renderer/engine/download_source.h"

#include <fmt/format.h>

namespace senga::builtin {
namespace {

// Values outside 0..1 are not in the picture, as on the screen; what is no number counts as black.
constexpr const char* held = R"(uniform sampler2D picture;
uniform mat3 matrix;
uniform vec3 shift;
vec3 held(ivec2 texel) {
    vec3 color = texelFetch(picture, texel, 0).rgb;
    return mix(clamp(color, 0.0, 1.0), vec3(0.0), isnan(color));
}
)";

// Thresholds lie about a half: without spread this rounds to the nearest code.
constexpr const char* rounding = R"(uniform sampler2D noise;
uniform ivec2 tile;
uniform float spread;
uniform float top;
layout(location = 0) out uvec4 senga_out;
vec3 rounded(vec3 code) {
    ivec2 at = (ivec2(gl_FragCoord.xy) + tile) & (textureSize(noise, 0) - 1);
    float threshold = 0.5 + spread * (texelFetch(noise, at, 0).r - 0.5);
    return clamp(floor(code + threshold), 0.0, top);
}
)";

// Beyond the border its last sample goes on.
std::string axis() {
    return fmt::format("uniform float weights[{}];\n"
                       "uniform int taps;\n"
                       "uniform int first;\n"
                       "uniform int stride;\n"
                       "int sample_at(int target, int tap, int extent) {{\n"
                       "    return clamp(target * stride + first + tap, 0, extent - 1);\n"
                       "}}\n",
                       download_taps);
}

} // namespace

std::string encode_picture() {
    return fmt::format(R"({}{}void main() {{
    vec3 code = matrix * held(ivec2(gl_FragCoord.xy)) + shift;
    senga_out = uvec4(rounded(code), top);
}}
)",
                       held, rounding);
}

std::string narrow_chroma() {
    return fmt::format(R"({}{}layout(location = 0) out vec4 senga_out;
void main() {{
    ivec2 at = ivec2(gl_FragCoord.xy);
    vec3 mean = vec3(0.0);
    for (int tap = 0; tap < taps; tap++) {{
        mean += weights[tap] * held(ivec2(sample_at(at.x, tap, textureSize(picture, 0).x), at.y));
    }}
    senga_out = vec4((matrix * mean + shift).yz, 0.0, 1.0);
}}
)",
                       held, axis());
}

std::string encode_chroma() {
    return fmt::format(R"({}{}uniform sampler2D chroma;
uniform int component;
void main() {{
    ivec2 at = ivec2(gl_FragCoord.xy);
    float code = 0.0;
    for (int tap = 0; tap < taps; tap++) {{
        ivec2 texel = ivec2(at.x, sample_at(at.y, tap, textureSize(chroma, 0).y));
        code += weights[tap] * texelFetch(chroma, texel, 0)[component];
    }}
    senga_out = uvec4(rounded(vec3(code)), top);
}}
)",
                       rounding, axis());
}

} // namespace senga::builtin
