// The data of TEXTURE and BUFFER blocks. The input's first four bytes choose a format, a size and a layout, the rest
// are the data's text: no crash, nothing allocated beyond the limits, and what is read has exactly the length that the
// format or the layout says.
#include "fuzz/property.h"

#include "renderer/language/buffer_layout.h"
#include "renderer/language/parser.h"
#include "renderer/language/texture_format.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace {

using namespace senga;

constexpr auto formats = std::to_array<std::string_view>(
    {"r8",      "rg8",   "rgb8",   "rgba8",    "bgra8",    "r16",     "rgba16", "r8ui",    "rgba16ui",
     "r32u",    "rg32i", "rgba8i", "r8s",      "rg16s",    "r16f",    "rgb16f", "rgba16f", "r32f",
     "rgba32f", "r16hf", "rg16hf", "rgba16hf", "rgb10_a2", "rgb10a2", "rgb565"});
constexpr auto types =
    std::to_array<std::string_view>({"float", "int", "uint", "vec2", "vec3", "uvec3", "ivec4", "vec4", "mat2", "mat3",
                                     "mat4", "mat2x3", "mat3x2", "mat4x2", "mat4x3"});

const std::string pass = "\n//!HOOK MAIN\n//!BIND HOOKED\nvec4 hook() { return HOOKED_texOff(0); }\n";

struct Choice {
    std::size_t a, b, c, d;
};

Limits small_limits() {
    Limits out;
    out.texture_bytes = 1U << 16;
    return out;
}

void check_texture(const Choice& choice, std::string_view data) {
    const std::string_view name = formats[choice.a % formats.size()];
    const auto format = texture_format(name);
    SENGA_PROPERTY(format.has_value());
    std::string text = "//!TEXTURE t\n//!FORMAT " + std::string(name) + "\n//!SIZE";
    std::size_t texels = 1;
    for (std::size_t i = 0; i <= choice.b % 3; ++i) {
        const std::size_t edge = 1 + (i == 0 ? choice.c : choice.d) % (i == 2 ? 4 : 64);
        text += " " + std::to_string(edge);
        texels *= edge;
    }
    text += (choice.b & 4) != 0 ? "\n//!STORAGE\n" : "\n";
    const auto file = parse_shader(text + std::string(data) + pass, "fuzz", small_limits());
    if (!file.ok() || file->textures.empty()) {
        return; // the data may hold directives as well
    }
    const TextureBlock& texture = file->textures.front();
    const std::size_t bytes = texels * static_cast<std::size_t>(format->file_bytes);
    SENGA_PROPERTY(bytes <= small_limits().texture_bytes);
    SENGA_PROPERTY(!texture.storage || !image_qualifier(*texture_format(texture.format)).empty());
    if (texture.format == name && texture.storage == ((choice.b & 4) != 0)) {
        const auto& [w, h, d] = texture.size;
        const std::size_t now = static_cast<std::size_t>(w) * static_cast<std::size_t>(h) *
                                static_cast<std::size_t>(d) * static_cast<std::size_t>(format->file_bytes);
        SENGA_PROPERTY(texture.data.size() == now || (texture.storage && texture.data.empty()));
    }
}

void check_layout(const BufferBlock& buffer) {
    std::size_t end = 0;
    for (const BufferBlock::Variable& variable : buffer.variables) {
        SENGA_PROPERTY(variable.offset >= end && variable.offset % 4 == 0 && variable.offset < buffer.bytes);
        end = variable.offset + 4;
    }
    SENGA_PROPERTY(buffer.bytes >= end && buffer.bytes % 4 == 0);
    SENGA_PROPERTY(buffer.data.empty() ? buffer.storage : buffer.data.size() == buffer.bytes);
}

void check_buffer(const Choice& choice, std::string_view data) {
    std::string text = "//!BUFFER b\n";
    std::size_t seed = choice.a + choice.b * 256 + choice.c * 65536;
    for (std::size_t i = 0; i <= choice.d % 8; ++i) {
        text += "//!VAR " + std::string(types[seed % types.size()]) + " v" + std::to_string(i);
        text += seed % 3 == 0 ? "[" + std::to_string(1 + seed % 7) + "]\n" : "\n";
        seed = seed * 31 + 7;
    }
    const std::string storage = (choice.d & 8) != 0 ? "//!STORAGE\n" : "";
    const auto file = parse_shader(text + storage + std::string(data) + pass, "fuzz", small_limits());
    if (file.ok()) {
        for (const BufferBlock& buffer : file->buffers) {
            check_layout(buffer);
        }
    }
    // As many digits as the layout says are always read.
    const auto empty = parse_shader(text + "//!STORAGE\n" + pass, "fuzz", small_limits());
    SENGA_PROPERTY(empty.ok());
    const std::string digits(empty->buffers.front().bytes * 2, 'a');
    SENGA_PROPERTY(parse_shader(text + "//!STORAGE\n" + digits + pass, "fuzz", small_limits()).ok());
    SENGA_PROPERTY(!parse_shader(text + "//!STORAGE\n" + digits + "aa" + pass, "fuzz", small_limits()).ok());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 4) {
        return 0;
    }
    const Choice choice{.a = data[0], .b = data[1], .c = data[2], .d = data[3]};
    const std::string_view rest(reinterpret_cast<const char*>(data) + 4, size - 4);
    check_texture(choice, rest);
    check_buffer(choice, rest);
    return 0;
}
