#include "renderer/engine/shader_texture.h"

#include "renderer/language/texture_format.h"

#include <fmt/format.h>
#include <glad/gl.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <optional>

namespace senga {
namespace {

using Kind = TextureFormat::Kind;

// The GL format of a FORMAT line, whichever player's spelling it uses.
std::optional<gl::Format> gl_format(const TextureFormat& format, std::string_view written) {
    static constexpr std::array<std::string_view, 5> channels{"", "r", "rg", "rgb", "rgba"};
    std::string name = format.kind == Kind::packed ? (written == "rgb565" ? "rgb565" : "rgb10_a2")
                                                   : fmt::format("{}{}", channels.at(format.components), format.bits);
    switch (format.kind) {
    case Kind::snorm:
        name += "s";
        break;
    case Kind::unsigned_integer:
        name += "ui";
        break;
    case Kind::signed_integer:
        name += "i";
        break;
    case Kind::real:
    case Kind::half_real:
        name += "f";
        break;
    case Kind::unorm:
    case Kind::packed:
        break;
    }
    for (int i = 0; i <= static_cast<int>(gl::Format::rgb565); ++i) {
        if (gl::info(static_cast<gl::Format>(i)).name == name) {
            return static_cast<gl::Format>(i);
        }
    }
    return std::nullopt;
}

// IEEE 754 half precision: sign, 5 bits of exponent, 10 of mantissa.
float half_to_float(std::uint16_t half) {
    const float sign = (half & 0x8000U) != 0 ? -1.0F : 1.0F;
    const int exponent = half >> 10U & 0x1FU;
    const int mantissa = half & 0x3FFU;
    if (exponent == 0) {
        return sign * std::ldexp(static_cast<float>(mantissa), -24);
    }
    if (exponent == 31) {
        // Infinity and NaN as they are: what a shader carries is its own affair.
        return std::bit_cast<float>((half & 0x8000U) << 16U | 0x7F800000U | static_cast<unsigned>(mantissa) << 13U);
    }
    return sign * std::ldexp(static_cast<float>(mantissa + 1024), exponent - 25);
}

std::vector<std::byte> widened(const std::vector<std::byte>& halves) {
    std::vector<std::byte> out(halves.size() * 2);
    for (std::size_t i = 0; i + 1 < halves.size(); i += 2) {
        std::uint16_t half = 0;
        std::memcpy(&half, halves.data() + i, sizeof half);
        const float value = half_to_float(half);
        std::memcpy(out.data() + i * 2, &value, sizeof value);
    }
    return out;
}

std::size_t texel_count(const TextureBlock& block) {
    std::size_t out = 1;
    for (const int edge : block.size) {
        out *= static_cast<std::size_t>(edge);
    }
    return out;
}

gl::Wrap wrap_of(TextureBlock::Border border) {
    switch (border) {
    case TextureBlock::Border::repeat:
        return gl::Wrap::repeat;
    case TextureBlock::Border::mirror:
        return gl::Wrap::mirror;
    case TextureBlock::Border::clamp:
        break;
    }
    return gl::Wrap::clamp;
}

int longest_edge(int dimensions) {
    GLint out = 0;
    glGetIntegerv(dimensions == 3 ? GL_MAX_3D_TEXTURE_SIZE : GL_MAX_TEXTURE_SIZE, &out);
    return out;
}

} // namespace

void fill_shader_texture(gl::Texture& texture, const TextureBlock& block) {
    const std::optional<TextureFormat> format = texture_format(block.format);
    if (format && format->kind == Kind::half_real) {
        texture.upload(widened(block.data));
    } else {
        texture.upload(block.data);
    }
}

Result<gl::Texture> make_shader_texture(const TextureBlock& block, const std::string& file) {
    const Place place{.file = file, .line = block.line};
    const std::optional<TextureFormat> written = texture_format(block.format);
    const std::optional<gl::Format> format = written ? gl_format(*written, block.format) : std::nullopt;
    if (!format) {
        return diagnose(
            Code::shader_unsupported,
            fmt::format("texture {}: OpenGL has no format {}; the file is left out", block.name, block.format), place);
    }
    const std::size_t wanted = texel_count(block) * static_cast<std::size_t>(written->file_bytes);
    if (!(block.storage && block.data.empty()) && block.data.size() < wanted) {
        return diagnose(Code::shader_texture_data,
                        fmt::format("texture {}: {} takes {} bytes, the file has {}", block.name, block.format, wanted,
                                    block.data.size()),
                        place);
    }
    const int limit = longest_edge(block.dimensions);
    for (const int edge : block.size) {
        if (edge > limit) {
            return diagnose(Code::shader_unsupported,
                            fmt::format("texture {}: this graphics card takes edges of at most {} texels, not {}; the "
                                        "file is left out",
                                        block.name, limit, edge),
                            place);
        }
    }
    while (glGetError() != GL_NO_ERROR) {
    }
    gl::Texture out({.size = {block.size[0], block.size[1]},
                     .format = *format,
                     .filter = block.filter == TextureBlock::Filter::linear ? gl::Filter::linear : gl::Filter::nearest,
                     .wrap = wrap_of(block.border),
                     .dimensions = block.dimensions,
                     .depth = block.size[2]});
    if (glGetError() == GL_OUT_OF_MEMORY) {
        return diagnose(
            Code::gl_out_of_memory,
            fmt::format("no graphics memory for texture {} of {} bytes; the file is left out", block.name, wanted),
            place);
    }
    if (!block.data.empty()) {
        fill_shader_texture(out, block);
    }
    return out;
}

} // namespace senga
