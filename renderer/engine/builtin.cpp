#include "renderer/engine/builtin.h"

#include "renderer/language/prelude.h"
#include "renderer/picture/transfer.h"

#include <fmt/format.h>

#include <cmath>

namespace senga::builtin {
namespace {

constexpr const char* output = "layout(location = 0) out vec4 senga_out;\n";

// Anti-ringing of polar kernels, as libplacebo does it: a soft maximum of the neighbours, their mean weighted by their
// 32nd power, and likewise a soft minimum. The powers are held within what a float can hold.
constexpr const char* ring_uniforms = "uniform float ring_px;\nuniform float strength;\n";
constexpr const char* ring_begin = R"(    vec4 high = vec4(0.0);
    vec4 high_sum = vec4(0.0);
    vec4 low = vec4(0.0);
    vec4 low_sum = vec4(0.0);
)";
constexpr const char* ring_sample = R"(            if (d <= ring_px) {
                vec4 above = weight * pow(clamp(texel_color + 0.1, 0.1, 8.0), vec4(32.0));
                vec4 below = weight * pow(clamp(1.1 - texel_color, 0.1, 8.0), vec4(32.0));
                high += above * texel_color;
                high_sum += above;
                low += below * texel_color;
                low_sum += below;
            }
)";
constexpr const char* ring_end = R"(    if (high_sum.r > 0.0) {
        high /= high_sum;
        low /= low_sum;
        vec4 bounded = mix(clamp(color, low, high), 0.5 * (low + high), greaterThan(low, high));
        color = mix(color, bounded, strength);
    }
)";

// x = centre - ln(1 / (v scale + offset) - 1) / slope, and back; offset and scale make 0 and 1 stay where they are.
// Six decimals, as mpv writes them: near black both ways cancel only as exactly as their numbers agree.
std::string sigmoid(const SigmoidShape& shape, CurveStep::Curve curve, const std::string& name) {
    const double offset = 1.0 / (1.0 + std::exp(shape.slope * shape.centre));
    const double scale = 1.0 / (1.0 + std::exp(shape.slope * (shape.centre - 1.0))) - offset;
    const std::string body = curve == CurveStep::Curve::bend
                                 ? fmt::format("{:f} - log(1.0 / (color.rgb * {:f} + {:f}) - 1.0) / {:f}", shape.centre,
                                               scale, offset, shape.slope)
                                 : fmt::format("(1.0 / (1.0 + exp({:f} * ({:f} - color.rgb))) - {:f}) / {:f}",
                                               shape.slope, shape.centre, offset, scale);
    return fmt::format("vec4 {}(vec4 color) {{\n"
                       "    color.rgb = clamp(color.rgb, 0.0, 1.0);\n"
                       "    color.rgb = {};\n"
                       "    return color;\n"
                       "}}\n",
                       name, body);
}

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

std::string separable(int taps, int rows, int components, Ringing ringing) {
    const bool held = ringing == Ringing::held;
    return fmt::format(
        R"({}uniform sampler2D source;
uniform sampler2D weights;
uniform vec4 place_px;
uniform ivec2 axis;
{}const int taps = {};
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
{}    for (int n = 0; n < taps; n++) {{
        if (n % 4 == 0) {{
            group = texture(weights, vec2((float(n / 4) + 0.5) / float((taps + 3) / 4), row));
        }}
        vec4 texel_color = texelFetch(source, clamp(texel, ivec2(0), last), 0);
        color += group[n % 4] * texel_color;
{}        texel += axis;
    }}
{}    senga_out = {};
}}
)",
        output, held ? "uniform float strength;\n" : "", taps, static_cast<double>(rows), static_cast<double>(rows),
        // The bounds take in black and white, as mpv's do.
        held ? "    vec4 low = vec4(1.0);\n    vec4 high = vec4(0.0);\n" : "",
        held ? "        if (n == taps / 2 - 1 || n == taps / 2) {\n"
               "            low = min(low, texel_color);\n"
               "            high = max(high, texel_color);\n"
               "        }\n"
             : "",
        held ? "    color = mix(color, clamp(color, low, high), strength);\n" : "", written_components(components));
}

std::string polar(int entries, int components, Ringing ringing) {
    const bool held = ringing == Ringing::held;
    return fmt::format(
        R"({0}uniform sampler2D source;
uniform sampler2D weights;
uniform vec4 place_px;
uniform vec2 reach_px;
{1}void main() {{
    ivec2 last = textureSize(source, 0) - 1;
    vec2 pos = gl_FragCoord.xy * place_px.xy + place_px.zw - 0.5;
    vec2 cell = floor(pos);
    vec2 within = pos - cell;
    int bound = int(ceil(reach_px.y));
    vec4 color = vec4(0.0);
    float sum = 0.0;
{2}    for (int y = 1 - bound; y <= bound; y++) {{
        for (int x = 1 - bound; x <= bound; x++) {{
            float d = length(vec2(x, y) - within);
            if (d >= reach_px.y) {{
                continue;
            }}
            float entry = mix(0.5 / {3:.1f}, 1.0 - 0.5 / {3:.1f}, d / reach_px.x);
            float weight = textureLod(weights, vec2(entry, 0.5), 0.0).r;
            vec4 texel_color = texelFetch(source, clamp(ivec2(cell) + ivec2(x, y), ivec2(0), last), 0);
            sum += weight;
            color += weight * texel_color;
{4}        }}
    }}
    // A kernel narrower than a sample may meet none: then the nearest one.
    color = abs(sum) > 1e-6 ? color / sum : texelFetch(source, clamp(ivec2(floor(pos + 0.5)), ivec2(0), last), 0);
{5}    senga_out = {6};
}}
)",
        output, held ? ring_uniforms : "", held ? ring_begin : "", static_cast<double>(entries),
        held ? ring_sample : "", held ? ring_end : "", written_components(components));
}

std::string curves(const CurveStep& step) {
    std::string functions;
    std::string calls;
    for (const CurveStep::Curve curve : step.curves) {
        const std::string name = fmt::format("curve{}", static_cast<int>(curve));
        switch (curve) {
        case CurveStep::Curve::linearise:
            functions += to_linear_glsl(step.transfer, name);
            break;
        case CurveStep::Curve::delinearise:
            functions += from_linear_glsl(step.transfer, name);
            break;
        case CurveStep::Curve::bend:
        case CurveStep::Curve::unbend:
            functions += sigmoid(step.sigmoid, curve, name);
            break;
        }
        calls += fmt::format("    color = {}(color);\n", name);
    }
    return fmt::format(R"({}uniform sampler2D source;
{}void main() {{
    vec4 color = texelFetch(source, ivec2(gl_FragCoord.xy), 0);
{}    senga_out = {};
}}
)",
                       output, functions, calls, written_components(step.source.components));
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
