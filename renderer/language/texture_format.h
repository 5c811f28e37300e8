// TextureFormat is what a FORMAT line of a TEXTURE block means: channels, kind, and how many bytes a texel takes in the
// file. It is not the GL format; the engine maps it. Names as vo=gpu ("r8ui", "rgb10_a2") and as libplacebo ("r8u",
// "rgba16hf", "rgb10a2") write them. Plain data, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace senga {

struct TextureFormat {
    // packed: several channels share one little-endian word (rgb10_a2, rgb565).
    enum class Kind { unorm, snorm, unsigned_integer, signed_integer, real, half_real, packed };

    int components = 4;
    int bits = 8; // of a channel on the GPU; of the word where it is packed
    Kind kind = Kind::unorm;
    int file_bytes = 4; // one texel; "rgba16f" holds 32-bit floats in the file, "rgba16hf" real halves
    bool operator==(const TextureFormat&) const = default;

    // Integer textures can only be read with NEAREST.
    bool filterable() const { return kind != Kind::unsigned_integer && kind != Kind::signed_integer; }
};

// nullopt: no such format.
std::optional<TextureFormat> texture_format(std::string_view name);

// The layout qualifier under which GLSL reads and writes such texels as an image: "rgba16f", "r8_snorm", "rgb10_a2".
// Empty: it cannot; there is none for three components.
std::string image_qualifier(const TextureFormat& format);

} // namespace senga
