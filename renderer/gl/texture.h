// Texture owns one GL texture of immutable size and format, of one, two or three dimensions. It is not a render target
// by itself (see Framebuffer). Lives on the thread of its GL context and must die before it. Movable, not copyable; 0
// means none.
// Row 0 is the top row of the picture everywhere in the renderer; only the window's final draw turns it over.
#pragma once

#include "renderer/picture/size.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace senga::gl {

// Those the engine draws into come first; the rest is what TEXTURE blocks of shaders may ask for.
enum class Format {
    r8,
    rg8,
    rgba8,
    r16,
    rg16,
    rgba16,
    r16f,
    rg16f,
    rgba16f,
    r32f,
    rg32f,
    rgba32f,
    rgb8,
    rgb16,
    rgb16f,
    rgb32f,
    r8s,
    rg8s,
    rgb8s,
    rgba8s,
    r16s,
    rg16s,
    rgb16s,
    rgba16s,
    r8ui,
    rg8ui,
    rgb8ui,
    rgba8ui,
    r16ui,
    rg16ui,
    rgb16ui,
    rgba16ui,
    r32ui,
    rg32ui,
    rgb32ui,
    rgba32ui,
    r8i,
    rg8i,
    rgb8i,
    rgba8i,
    r16i,
    rg16i,
    rgb16i,
    rgba16i,
    r32i,
    rg32i,
    rgb32i,
    rgba32i,
    rgb10_a2,
    rgb565,
};

// One row of the table of formats: the GL enums, and what a texel takes.
struct FormatInfo {
    std::string_view name;
    unsigned internal;
    unsigned external;
    unsigned type;
    int components;
    int bytes_per_texel;
    int upload_bytes; // one texel as upload() takes it: half formats take floats
};
const FormatInfo& info(Format format);

enum class Filter { nearest, linear };
enum class Wrap { clamp, repeat, mirror };

struct TextureDesc {
    Size size; // of one layer; a 1-D texture is 1 high
    Format format = Format::rgba16f;
    Filter filter = Filter::linear;
    Wrap wrap = Wrap::clamp;
    int dimensions = 2;
    int depth = 1; // layers of a 3-D texture
    bool operator==(const TextureDesc&) const = default;
};

class Texture {
public:
    Texture() = default;
    explicit Texture(const TextureDesc& desc);
    ~Texture();
    Texture(Texture&& other) noexcept;
    Texture& operator=(Texture&& other) noexcept;

    std::uint32_t id() const { return id_; }
    explicit operator bool() const { return id_ != 0; }
    const TextureDesc& desc() const { return desc_; }
    Size size() const { return desc_.size; }
    std::size_t bytes() const;

    // Fills the whole texture. `stride_bytes` is the distance of rows, 0 for tightly packed, as all but 2-D textures
    // must be; the data are in the format's own type (integers of its size, or floats; half formats take floats).
    void upload(std::span<const std::byte> data, std::size_t stride_bytes = 0);
    // Fills it with zeros.
    void clear();
    // Reads it back as tightly packed floats, components as in the format. Not for integer formats. Waits for the GPU.
    std::vector<float> read() const;

    void bind(int unit) const;
    enum class Access { read, write, read_write };
    // For imageLoad and imageStore.
    void bind_image(int unit, Access access) const;

private:
    unsigned target() const;

    TextureDesc desc_;
    std::uint32_t id_ = 0;
};

} // namespace senga::gl
