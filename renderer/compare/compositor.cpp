#include "renderer/compare/compositor.h"

#include "renderer/compare/blue_noise.h"

#include <glad/gl.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <span>
#include <vector>

namespace senga {
namespace {

constexpr int noise_size = 64;

constexpr const char* source = R"(layout(location = 0) out vec4 senga_out;
uniform sampler2D picture_a;
uniform sampler2D picture_b;
uniform sampler2D subtitles;
uniform sampler2D noise;
uniform ivec4 rect;       // picture in the target: x, y, w, h from the top left
uniform ivec4 text_rect;  // the subtitles, likewise
uniform ivec2 target;
uniform int bottom_first; // 1: row 0 of the target is its last line
uniform int rotation;     // quarter turns, clockwise
uniform int split;        // first column that shows B; the width: A alone
uniform int divider;      // width of the line on it
uniform float levels;     // of the target's channels, less one

// Where the upright pixel lies in the stored picture.
ivec2 stored(ivec2 at, ivec2 size) {
    if (rotation == 1) {
        return ivec2(at.y, size.x - 1 - at.x);
    }
    if (rotation == 2) {
        return size - 1 - at;
    }
    if (rotation == 3) {
        return ivec2(size.y - 1 - at.y, at.x);
    }
    return at;
}

void main() {
    ivec2 pixel = ivec2(gl_FragCoord.xy);
    if (bottom_first == 1) {
        pixel.y = target.y - 1 - pixel.y;
    }
    ivec2 at = pixel - rect.xy;
    vec3 color = vec3(0.0);
    if (all(greaterThanEqual(at, ivec2(0))) && all(lessThan(at, rect.zw))) {
        ivec2 texel = stored(at, rect.zw);
        color = at.x < split ? texelFetch(picture_a, texel, 0).rgb : texelFetch(picture_b, texel, 0).rgb;
        if (abs(2 * (at.x - split) + 1) <= divider) {
            color = vec3(1.0);
        }
    }
    vec4 text = vec4(0.0);
    ivec2 in_text = pixel - text_rect.xy;
    if (all(greaterThanEqual(in_text, ivec2(0))) && all(lessThan(in_text, text_rect.zw))) {
        text = textureSize(subtitles, 0) == text_rect.zw
                   ? texelFetch(subtitles, in_text, 0)
                   : texture(subtitles, (vec2(in_text) + 0.5) / vec2(text_rect.zw));
    }
    color = clamp(color, 0.0, 1.0) * (1.0 - text.a) + text.rgb;
    // Threshold of the tile in (0, 1): values that are exact codes stay as they are. The tile lies on the picture, not on
    // the target, so that a picture is the same wherever it stands.
    float threshold = texelFetch(noise, at & (textureSize(noise, 0) - 1), 0).r;
    senga_out = vec4(floor(color * levels + threshold) / levels, 1.0);
}
)";

double levels_of(OutputDepth depth) {
    switch (depth) {
    case OutputDepth::eight:
        return 255;
    case OutputDepth::ten:
        return 1023;
    case OutputDepth::sixteen:
        break;
    }
    return 65535;
}

gl::Texture make_noise() {
    const std::vector<int> ranks = blue_noise_ranks(noise_size);
    std::vector<float> thresholds;
    thresholds.reserve(ranks.size());
    const auto count = static_cast<float>(ranks.size());
    std::transform(ranks.begin(), ranks.end(), std::back_inserter(thresholds),
                   [&](int rank) { return (static_cast<float>(rank) + 0.5F) / count; });
    gl::Texture out({.size = {noise_size, noise_size},
                     .format = gl::Format::r32f,
                     .filter = gl::Filter::nearest,
                     .wrap = gl::Wrap::repeat});
    out.upload(std::as_bytes(std::span(thresholds)));
    return out;
}

} // namespace

int divider_column(double wipe, int width) {
    return static_cast<int>(std::lround(std::clamp(wipe, 0.0, 1.0) * width));
}

Result<Compositor> Compositor::create() {
    Compositor out;
    Result<gl::Program> program = gl::Program::from_fragment(source, "compositor");
    if (!program) {
        return diagnose(Code::gl_internal, program.error().text);
    }
    out.program_ = *std::move(program);
    out.program_.use();
    const std::array<const char*, 4> samplers{"picture_a", "picture_b", "subtitles", "noise"};
    for (std::size_t unit = 0; unit < samplers.size(); ++unit) {
        glUniform1i(out.program_.location(samplers[unit]), static_cast<int>(unit));
    }
    glUseProgram(0);
    const auto at = [&](const char* name) { return out.program_.location(name); };
    out.uniforms_ = {.rect = at("rect"),
                     .text_rect = at("text_rect"),
                     .target = at("target"),
                     .bottom_first = at("bottom_first"),
                     .rotation = at("rotation"),
                     .split = at("split"),
                     .divider = at("divider"),
                     .levels = at("levels")};
    out.noise_ = make_noise();
    out.black_ = gl::Texture({.size = {1, 1}, .format = gl::Format::rgba8, .filter = gl::Filter::nearest});
    out.black_.clear();
    return out;
}

void Compositor::draw(const Composition& what, std::uint32_t framebuffer, Size target, RowOrder rows) {
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    glViewport(0, 0, target.w, target.h);
    glDisable(GL_BLEND);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_DITHER);
    glDisable(GL_FRAMEBUFFER_SRGB);
    const gl::Texture* a = what.a != nullptr ? what.a : &black_;
    const gl::Texture* b = what.b != nullptr ? what.b : &black_;
    // Without a picture there is nothing to look up: everything is border.
    const bool shown = what.mode == CompareMode::b ? what.b != nullptr : what.a != nullptr;
    const Rect rect = shown ? what.picture : Rect{};
    int split = rect.w;
    if (what.mode == CompareMode::b) {
        split = 0;
    } else if (what.mode == CompareMode::wipe) {
        split = divider_column(what.wipe, rect.w);
    }
    program_.use();
    a->bind(0);
    b->bind(1);
    (what.subtitles != nullptr ? *what.subtitles : black_).bind(2);
    noise_.bind(3);
    glUniform4i(uniforms_.rect, rect.x, rect.y, rect.w, rect.h);
    const Rect text = what.subtitles_rect.size().empty() ? Rect{0, 0, target.w, target.h} : what.subtitles_rect;
    glUniform4i(uniforms_.text_rect, text.x, text.y, text.w, text.h);
    glUniform2i(uniforms_.target, target.w, target.h);
    glUniform1i(uniforms_.bottom_first, rows == RowOrder::bottom_first ? 1 : 0);
    glUniform1i(uniforms_.rotation, ((what.rotation_deg / 90) % 4 + 4) % 4);
    glUniform1i(uniforms_.split, split);
    glUniform1i(uniforms_.divider, what.mode == CompareMode::wipe ? what.divider_px : 0);
    glUniform1f(uniforms_.levels, static_cast<float>(levels_of(what.depth)));
    triangle_.draw();
    glUseProgram(0);
    glActiveTexture(GL_TEXTURE0);
}

} // namespace senga
