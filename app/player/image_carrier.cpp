#include "app/player/image_carrier.h"

#include <fmt/format.h>
#include <glad/gl.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

namespace senga {
namespace {

// Image units. mpv's own compute passes use the first ones; GL guarantees eight.
constexpr int unit_codes = 3;
constexpr int unit_stamp = 4;
constexpr int unit_rgb = 5;
constexpr int unit_luma = 6;
constexpr int unit_chroma = 7;

// Texels of the stamp: width, height, mpv's count of frames, and who wrote it (0: nobody).
enum class Mark { luma, chroma, rgb, count };
constexpr int finished_signature = 5;

int signature(const CarrierKind& kind) {
    return kind.source == CarrierSource::finished ? finished_signature : 1 + kind.rotation_deg / 90 % 4;
}
CarrierKind kind_of(int signature) {
    return signature == finished_signature ? CarrierKind{.source = CarrierSource::finished}
                                           : CarrierKind{.rotation_deg = (signature - 1) * 90};
}

// Where the texel `at` of an upright picture of `size` lies in the stored one.
const char* stored_texel(int rotation_deg) {
    switch (rotation_deg) {
    case 90:
        return "ivec2(at.y, size.x - 1 - at.x)";
    case 180:
        return "size - 1 - at";
    case 270:
        return "ivec2(size.y - 1 - at.y, at.x)";
    default:
        return "at";
    }
}

struct TilePass {
    const char* stage;
    Mark mark;
    int unit;
    const char* image_format;
    const char* value;
};

// One pass of the carrier. It runs as a compute shader on tiles and leaves a blank picture of a few pixels behind, so
// that nothing mpv does afterwards costs anything, and nothing but the subtitles remains in mpv's own output. It reads
// raw texels: rotation and siting are ours. mpv merges Cb and Cr with a filtered lookup that misses texel centres by
// some 1e-5 pixels, so values are rounded to whole codes, of which there are `codes` to 1 (0: unknown yet). A plane
// that says it is not turned though the video is (HOOKED_rot) has been turned by mpv. At MAIN four components, or alpha
// would be 1; planes keep their own number, or mpv aborts on combining more than four. There is a group for each tile,
// or nearly: mpv rounds, and swaps the edges in rotated videos, so each group takes every so many-th tile. What stands
// outside the loops costs as much as a texel where the processor draws, hence few invocations with several texels each.
std::string tile_pass(const TilePass& pass, const CarrierKind& kind) {
    const int turn = pass.mark == Mark::chroma ? kind.rotation_deg : 0;
    return fmt::format(
        R"(//!HOOK {stage}
//!BIND HOOKED
//!DESC senga image carrier ({stage})
{components}//!WIDTH HOOKED.w 31 + 32 /
//!HEIGHT HOOKED.h 31 + 32 /
//!COMPUTE 1 1 8 8
layout(binding = {unit}, {format}) writeonly uniform highp image2D senga_plane;
layout(binding = {stamp}, rgba32f) writeonly uniform highp image2D senga_stamp;
layout(binding = {codes}, r32f) readonly uniform highp image2D senga_codes;
ivec2 stored(ivec2 at, ivec2 size) {{
    return {stored};
}}
void take(ivec2 begin, ivec2 end, ivec2 size, bool turned, float codes) {{
    for (int y = begin.y + int(gl_LocalInvocationID.y); y < end.y; y += 8) {{
        for (int x = begin.x + int(gl_LocalInvocationID.x); x < end.x; x += 8) {{
            ivec2 texel = ivec2(x, y);
            vec4 v = HOOKED_mul * texelFetch(HOOKED_raw, texel, 0);
            v = codes > 0.0 ? round(v * codes) / codes : v;
            imageStore(senga_plane, turned ? stored(texel, size) : texel, {value});
        }}
    }}
}}
void hook() {{
    ivec2 size = textureSize(HOOKED_raw, 0);
    float codes = imageLoad(senga_codes, ivec2(0)).r;
    bool turned = HOOKED_rot[0].x > 0.5;
    ivec2 tiles = (size + 31) / 32;
    int groups = int(gl_NumWorkGroups.x * gl_NumWorkGroups.y);
    int group = int(gl_WorkGroupID.y * gl_NumWorkGroups.x + gl_WorkGroupID.x);
    for (int i = group; i < tiles.x * tiles.y; i += groups) {{
        ivec2 begin = 32 * ivec2(i % tiles.x, i / tiles.x);
        take(begin, min(begin + 32, size), size, turned, codes);
    }}
    if (gl_GlobalInvocationID.xy == uvec2(0u)) {{
        ivec2 written = turned ? {size} : size;
        imageStore(senga_stamp, ivec2({mark}, 0), vec4(vec2(written), float(frame), {signature}.0));
    }}
    if (gl_LocalInvocationIndex == 0u) {{
        imageStore(out_image, ivec2(gl_WorkGroupID.xy), vec4(0.0));
    }}
}}

)",
        fmt::arg("stage", pass.stage), fmt::arg("components", pass.mark == Mark::rgb ? "//!COMPONENTS 4\n" : ""),
        fmt::arg("unit", pass.unit), fmt::arg("format", pass.image_format), fmt::arg("stamp", unit_stamp),
        fmt::arg("codes", unit_codes), fmt::arg("stored", stored_texel(turn)), fmt::arg("value", pass.value),
        fmt::arg("size", turn % 180 == 90 ? "size.yx" : "size"), fmt::arg("mark", static_cast<int>(pass.mark)),
        fmt::arg("signature", signature(kind)));
}

// Takes the finished picture; it is as large as the render target's video rectangle and cannot be resized here.
std::string finished_pass(const CarrierKind& kind) {
    return fmt::format(R"(//!HOOK OUTPUT
//!BIND HOOKED
//!DESC senga image carrier (finished picture)
//!COMPONENTS 4
layout(binding = {}, rgba16) writeonly uniform highp image2D senga_plane;
layout(binding = {}, rgba32f) writeonly uniform highp image2D senga_stamp;
vec4 hook() {{
    ivec2 size = textureSize(HOOKED_raw, 0);
    ivec2 texel = ivec2(HOOKED_pos * vec2(size));
    imageStore(senga_plane, texel, vec4(texelFetch(HOOKED_raw, texel, 0).rgb, 1.0));
    if (texel == ivec2(0)) {{
        imageStore(senga_stamp, ivec2({}, 0), vec4(vec2(size), float(frame), {}.0));
    }}
    return vec4(0.0);
}}
)",
                       unit_rgb, unit_stamp, static_cast<int>(Mark::rgb), signature(kind));
}

void make_room(std::shared_ptr<gl::Texture>& texture, Size size, gl::Format format) {
    if (size.empty()) {
        return;
    }
    if (!texture || texture->size() != size) {
        texture = std::make_shared<gl::Texture>(gl::TextureDesc{.size = size, .format = format});
        texture->clear();
    }
}

constexpr const char* settling_source = R"(layout(location = 0) out vec4 senga_out;
uniform sampler2D plane;
uniform float codes;
void main() {
    vec4 v = texelFetch(plane, ivec2(gl_FragCoord.xy), 0);
    senga_out = codes > 0.0 ? round(v * codes) / codes : v;
}
)";

} // namespace

std::string carrier_shader(const CarrierKind& kind) {
    if (kind.source == CarrierSource::finished) {
        return finished_pass(kind);
    }
    // RGB is taken at MAIN, not at RGB: there mpv has not put the channels of gbrp and bgra into order yet. Of YCbCr
    // sources MAIN is the blank rest that the first two passes leave, and its stamp means nothing.
    return tile_pass({"LUMA", Mark::luma, unit_luma, "r32f", "vec4(v.r, 0.0, 0.0, 1.0)"}, kind) +
           tile_pass({"CHROMA", Mark::chroma, unit_chroma, "rg32f", "vec4(v.rg, 0.0, 1.0)"}, kind) +
           tile_pass({"MAIN", Mark::rgb, unit_rgb, "rgba16", "vec4(v.rgb, 1.0)"}, kind);
}

void ImageCarrier::reserve(Size luma, Size chroma, Size rgb) {
    make_room(luma_, luma, gl::Format::r32f);
    make_room(chroma_, chroma, gl::Format::rg32f);
    make_room(rgb_, rgb, gl::Format::rgba16);
}

void ImageCarrier::reserve_at_least(Size size) {
    const auto enlarged = [&](const std::shared_ptr<gl::Texture>& texture) {
        return texture ? Size{std::max(texture->size().w, size.w), std::max(texture->size().h, size.h)} : size;
    };
    reserve(enlarged(luma_), enlarged(chroma_), enlarged(rgb_));
}

void ImageCarrier::let_go() {
    luma_.reset();
    chroma_.reset();
    rgb_.reset();
}

Outcome ImageCarrier::settle(const CarrierStamp& stamp, double codes) {
    for (const auto& [texture, size] : {std::pair{&luma_, stamp.luma}, {&chroma_, stamp.chroma}, {&rgb_, stamp.rgb}}) {
        if (size.empty() || !*texture || (*texture)->size().w < size.w || (*texture)->size().h < size.h) {
            continue;
        }
        if (codes > 0.0 || (*texture)->size() != size) {
            if (const Outcome drawn = redraw(*texture, size, codes); !drawn) {
                return drawn.error();
            }
        }
    }
    return Done{};
}

Outcome ImageCarrier::redraw(std::shared_ptr<gl::Texture>& texture, Size size, double codes) {
    if (!settling_) {
        Result<gl::Program> compiled = gl::Program::from_fragment(settling_source, "built-in");
        if (!compiled) {
            return diagnose(Code::gl_internal, compiled.error().text);
        }
        settling_ = *std::move(compiled);
        triangle_.emplace();
    }
    auto settled = std::make_shared<gl::Texture>(gl::TextureDesc{.size = size, .format = texture->desc().format});
    Result<gl::Framebuffer> framebuffer = gl::Framebuffer::for_texture(*settled);
    if (!framebuffer) {
        return framebuffer.error();
    }
    settling_->use();
    texture->bind(0);
    glUniform1i(settling_->location("plane"), 0);
    glUniform1f(settling_->location("codes"), static_cast<float>(codes));
    glDisable(GL_BLEND);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_DITHER);
    framebuffer->bind();
    triangle_->draw();
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glUseProgram(0);
    texture = std::move(settled);
    return Done{};
}

void ImageCarrier::bind_image(int unit, const gl::Texture* texture, unsigned format, unsigned access) const {
    glBindImageTexture(static_cast<GLuint>(unit), texture == nullptr ? 0 : texture->id(), 0, GL_FALSE, 0, access,
                       format);
}

void ImageCarrier::set_codes(double codes) {
    if (!codes_) {
        codes_.emplace(gl::TextureDesc{.size = {1, 1}, .format = gl::Format::r32f, .filter = gl::Filter::nearest});
    }
    if (codes != codes_value_) {
        codes_value_ = codes;
        const auto value = static_cast<float>(codes);
        codes_->upload(std::as_bytes(std::span(&value, 1)));
    }
}

void ImageCarrier::bind() {
    if (!codes_) {
        set_codes(0.0);
    }
    if (!stamp_) {
        stamp_.emplace(gl::TextureDesc{
            .size = {static_cast<int>(Mark::count), 1}, .format = gl::Format::rgba32f, .filter = gl::Filter::nearest});
    }
    stamp_->clear();
    bind_image(unit_codes, &*codes_, GL_R32F, GL_READ_ONLY);
    bind_image(unit_stamp, &*stamp_, GL_RGBA32F, GL_WRITE_ONLY);
    bind_image(unit_luma, luma_.get(), GL_R32F, GL_WRITE_ONLY);
    bind_image(unit_chroma, chroma_.get(), GL_RG32F, GL_WRITE_ONLY);
    bind_image(unit_rgb, rgb_.get(), GL_RGBA16, GL_WRITE_ONLY);
}

CarrierStamp ImageCarrier::collect() {
    glMemoryBarrier(GL_TEXTURE_FETCH_BARRIER_BIT | GL_TEXTURE_UPDATE_BARRIER_BIT);
    for (const int unit : {unit_codes, unit_stamp, unit_luma, unit_chroma, unit_rgb}) {
        bind_image(unit, nullptr, GL_R32F, GL_READ_ONLY);
    }
    const std::vector<float> texels = stamp_->read();
    const auto size_at = [&](Mark mark) {
        const auto i = static_cast<std::size_t>(mark) * 4;
        return texels[i + 3] > 0.0F
                   ? Size{static_cast<int>(std::lround(texels[i])), static_cast<int>(std::lround(texels[i + 1]))}
                   : Size{};
    };
    CarrierStamp out{.luma = size_at(Mark::luma), .chroma = size_at(Mark::chroma), .rgb = size_at(Mark::rgb)};
    const auto reference = static_cast<std::size_t>(out.luma.empty() ? Mark::rgb : Mark::luma) * 4;
    out.upload = static_cast<int>(std::lround(texels[reference + 2]));
    out.kind = kind_of(static_cast<int>(std::lround(texels[reference + 3])));
    if (!out.luma.empty()) {
        out.rgb = {};
    }
    return out;
}

bool ImageCarrier::holds(const CarrierStamp& stamp) const {
    const auto fits = [](const std::shared_ptr<gl::Texture>& texture, Size size) {
        return size.empty() || (texture && texture->size() == size);
    };
    return fits(luma_, stamp.luma) && fits(chroma_, stamp.chroma) && fits(rgb_, stamp.rgb);
}

} // namespace senga
