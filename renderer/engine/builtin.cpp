#include "renderer/engine/builtin.h"

#include "renderer/language/prelude.h"

#include <fmt/format.h>

namespace senga::builtin {
namespace {

constexpr const char* output = "layout(location = 0) out vec4 senga_out;\n";

} // namespace

std::string assemble(Lookup chroma) {
    return fmt::format(R"({}uniform sampler2D luma;
uniform sampler2D chroma;
uniform vec4 chroma_place;
uniform mat3 matrix;
uniform vec3 shift;
void main() {{
    float y = texelFetch(luma, ivec2(gl_FragCoord.xy), 0).r;
    vec2 c = {};
    senga_out = vec4(matrix * vec3(y, c) + shift, 1.0);
}}
)",
                       output,
                       chroma == Lookup::exact
                           ? "texelFetch(chroma, ivec2(gl_FragCoord.xy), 0).rg"
                           : "texture(chroma, gl_FragCoord.xy * chroma_place.xy + chroma_place.zw).rg");
}

std::string assemble_gray() {
    return fmt::format(R"({}uniform sampler2D luma;
uniform mat3 matrix;
uniform vec3 shift;
void main() {{
    float y = texelFetch(luma, ivec2(gl_FragCoord.xy), 0).r;
    senga_out = vec4(matrix * vec3(y, 0.0, 0.0) + shift, 1.0);
}}
)",
                       output);
}

std::string convert() {
    return fmt::format(R"({}uniform sampler2D source;
uniform mat3 matrix;
uniform vec3 shift;
void main() {{
    vec4 color = texelFetch(source, ivec2(gl_FragCoord.xy), 0);
    senga_out = vec4(matrix * color.rgb + shift, 1.0);
}}
)",
                       output);
}

std::string resample(Kernel kernel, int components) {
    // The nearest texel is the one that holds the position; at an exact border that is the lower right one, as in GL.
    const char* lookup = kernel == Kernel::nearest
                             ? "texelFetch(source, clamp(ivec2(floor(pos * vec2(size))), ivec2(0), size - 1), 0)"
                             : "texture(source, pos)";
    return fmt::format(R"({}uniform sampler2D source;
uniform vec4 source_place;
void main() {{
    ivec2 size = textureSize(source, 0);
    vec2 pos = gl_FragCoord.xy * source_place.xy + source_place.zw;
    vec4 color = {};
    senga_out = {};
}}
)",
                       output, lookup, written_components(components));
}

std::string separable(int taps, int rows, int components) {
    return fmt::format(R"({}uniform sampler2D source;
uniform sampler2D weights;
uniform vec4 place_px;
uniform ivec2 axis;
const int taps = {};
void main() {{
    ivec2 last = textureSize(source, 0) - 1;
    vec2 pos = gl_FragCoord.xy * place_px.xy + place_px.zw - 0.5;
    float along = dot(pos, vec2(axis));
    float cell = floor(along);
    // Row 0 of the table is sub-pixel position 0, the last row is 1; both lie at texel centres.
    float row = mix(0.5 / {:.1f}, 1.0 - 0.5 / {:.1f}, along - cell);
    ivec2 texel = ivec2(gl_FragCoord.xy) * (ivec2(1) - axis) + axis * (int(cell) - (taps / 2 - 1));
    vec4 color = vec4(0.0);
    vec4 group = vec4(0.0);
    for (int n = 0; n < taps; n++) {{
        if (n % 4 == 0) {{
            group = texture(weights, vec2((float(n / 4) + 0.5) / float((taps + 3) / 4), row));
        }}
        color += group[n % 4] * texelFetch(source, clamp(texel, ivec2(0), last), 0);
        texel += axis;
    }}
    senga_out = {};
}}
)",
                       output, taps, static_cast<double>(rows), static_cast<double>(rows),
                       written_components(components));
}

std::string seal() {
    return fmt::format(R"({}uniform sampler2D source;
void main() {{
    senga_out = vec4(texelFetch(source, ivec2(gl_FragCoord.xy), 0).rgb, 1.0);
}}
)",
                       output);
}

std::string normalise(Upload upload) {
    return fmt::format(
        R"({}uniform sampler2D first;
uniform sampler2D second;
uniform float scale;
uniform float codes;
void main() {{
    ivec2 texel = ivec2(gl_FragCoord.xy);
    {}
    // Whole codes, divided once: the live player's carrier does the same, so both agree to the last bit.
    senga_out = round(scale * color * codes) / codes;
}}
)",
        output,
        upload == Upload::one_texture
            ? "vec4 color = texelFetch(first, texel, 0);"
            : "vec4 color = vec4(texelFetch(first, texel, 0).r, texelFetch(second, texel, 0).r, 0.0, 0.0);");
}

} // namespace senga::builtin
