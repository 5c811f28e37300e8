#include "renderer/engine/shader_texture.h"

#include <fmt/format.h>

#include <array>
#include <optional>

namespace senga {
namespace {

std::optional<gl::Format> format_from_name(std::string_view name) {
    for (int i = 0; i <= static_cast<int>(gl::Format::rgba32f); ++i) {
        const auto format = static_cast<gl::Format>(i);
        if (gl::info(format).name == name) {
            return format;
        }
    }
    return std::nullopt;
}

// Bytes of one texel in the file: float formats, half ones included, are written as 32-bit floats.
std::size_t file_bytes(gl::Format format) {
    const gl::FormatInfo& row = gl::info(format);
    const bool floats = row.name.ends_with("f");
    return static_cast<std::size_t>(floats ? row.components * 4 : row.bytes_per_texel);
}

} // namespace

Result<gl::Texture> make_shader_texture(const TextureBlock& block, const std::string& file) {
    const Place place{.file = file, .line = block.line};
    const auto unsupported = [&](std::string what) {
        return diagnose(Code::shader_unsupported,
                        fmt::format("texture {}: {} is not supported yet; the file is left out", block.name, what),
                        place);
    };
    if (block.dimensions != 2) {
        return unsupported(fmt::format("a {}-D texture", block.dimensions));
    }
    if (block.storage) {
        return unsupported("STORAGE");
    }
    if (block.border == TextureBlock::Border::mirror) {
        return unsupported("BORDER MIRROR");
    }
    const std::optional<gl::Format> format = format_from_name(block.format);
    if (!format) {
        return unsupported("format " + block.format);
    }
    const Size size{block.size[0], block.size[1]};
    const std::size_t wanted =
        file_bytes(*format) * static_cast<std::size_t>(size.w) * static_cast<std::size_t>(size.h);
    if (size.empty() || block.data.size() < wanted) {
        return diagnose(Code::shader_texture_data,
                        fmt::format("texture {}: {}x{} {} takes {} bytes, the file has {}", block.name, size.w, size.h,
                                    block.format, wanted, block.data.size()),
                        place);
    }
    gl::Texture out({.size = size,
                     .format = *format,
                     .filter = block.filter == TextureBlock::Filter::linear ? gl::Filter::linear : gl::Filter::nearest,
                     .wrap = block.border == TextureBlock::Border::repeat ? gl::Wrap::repeat : gl::Wrap::clamp});
    out.upload(block.data);
    return out;
}

} // namespace senga
