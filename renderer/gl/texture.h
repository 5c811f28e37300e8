// Texture owns one 2-D GL texture of immutable size and format. It is not a render target by itself (see Framebuffer).
// Lives on the thread of its GL context and must die before it. Movable, not copyable; 0 means none.
// Row 0 is the top row of the picture everywhere in the renderer; only the window's final draw turns it over.
#pragma once

#include "renderer/picture/size.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace senga::gl {

enum class Format { r8, rg8, rgba8, r16, rg16, rgba16, r16f, rg16f, rgba16f, r32f, rg32f, rgba32f };

// One row of the table of formats: the GL enums, and what a texel takes.
struct FormatInfo {
    std::string_view name;
    unsigned internal;
    unsigned external;
    unsigned type;
    int components;
    int bytes_per_texel;
};
const FormatInfo& info(Format format);

enum class Filter { nearest, linear };
enum class Wrap { clamp, repeat };

struct TextureDesc {
    Size size;
    Format format = Format::rgba16f;
    Filter filter = Filter::linear;
    Wrap wrap = Wrap::clamp;
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

    // Fills the whole texture. `stride_bytes` is the distance of rows, 0 for tightly packed; the data are in the
    // format's own type (unsigned bytes, unsigned shorts or floats; half formats take floats).
    void upload(std::span<const std::byte> data, std::size_t stride_bytes = 0);
    // Fills it with zeros.
    void clear();
    // Reads it back as tightly packed floats, components as in the format. Waits for the GPU.
    std::vector<float> read() const;

    void bind(int unit) const;

private:
    TextureDesc desc_;
    std::uint32_t id_ = 0;
};

} // namespace senga::gl
