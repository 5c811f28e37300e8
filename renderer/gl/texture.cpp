#include "renderer/gl/texture.h"

#include <glad/gl.h>

#include <array>
#include <cassert>
#include <utility>

namespace senga::gl {
namespace {

constexpr auto formats = std::to_array<FormatInfo>({
    {"r8", GL_R8, GL_RED, GL_UNSIGNED_BYTE, 1, 1},
    {"rg8", GL_RG8, GL_RG, GL_UNSIGNED_BYTE, 2, 2},
    {"rgba8", GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE, 4, 4},
    {"r16", GL_R16, GL_RED, GL_UNSIGNED_SHORT, 1, 2},
    {"rg16", GL_RG16, GL_RG, GL_UNSIGNED_SHORT, 2, 4},
    {"rgba16", GL_RGBA16, GL_RGBA, GL_UNSIGNED_SHORT, 4, 8},
    {"r16f", GL_R16F, GL_RED, GL_FLOAT, 1, 2},
    {"rg16f", GL_RG16F, GL_RG, GL_FLOAT, 2, 4},
    {"rgba16f", GL_RGBA16F, GL_RGBA, GL_FLOAT, 4, 8},
    {"r32f", GL_R32F, GL_RED, GL_FLOAT, 1, 4},
    {"rg32f", GL_RG32F, GL_RG, GL_FLOAT, 2, 8},
    {"rgba32f", GL_RGBA32F, GL_RGBA, GL_FLOAT, 4, 16},
});

// Bytes of one texel as uploaded, which for half formats are floats.
int upload_bytes(const FormatInfo& format) {
    const int component = format.type == GL_UNSIGNED_BYTE ? 1 : format.type == GL_UNSIGNED_SHORT ? 2 : 4;
    return component * format.components;
}

} // namespace

const FormatInfo& info(Format format) {
    return formats.at(static_cast<std::size_t>(format));
}

Texture::Texture(const TextureDesc& desc) : desc_(desc) {
    assert(!desc.size.empty());
    glGenTextures(1, &id_);
    glBindTexture(GL_TEXTURE_2D, id_);
    glTexStorage2D(GL_TEXTURE_2D, 1, info(desc.format).internal, desc.size.w, desc.size.h);
    const GLint filter = desc.filter == Filter::linear ? GL_LINEAR : GL_NEAREST;
    const GLint wrap = desc.wrap == Wrap::clamp ? GL_CLAMP_TO_EDGE : GL_REPEAT;
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MIN_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_MAG_FILTER, filter);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_S, wrap);
    glTexParameteri(GL_TEXTURE_2D, GL_TEXTURE_WRAP_T, wrap);
    glBindTexture(GL_TEXTURE_2D, 0);
}

Texture::~Texture() {
    if (id_ != 0) {
        glDeleteTextures(1, &id_);
    }
}

Texture::Texture(Texture&& other) noexcept : desc_(other.desc_), id_(std::exchange(other.id_, 0)) {}

Texture& Texture::operator=(Texture&& other) noexcept {
    std::swap(desc_, other.desc_);
    std::swap(id_, other.id_);
    return *this;
}

std::size_t Texture::bytes() const {
    const auto texels = static_cast<std::size_t>(desc_.size.w) * static_cast<std::size_t>(desc_.size.h);
    return texels * static_cast<std::size_t>(info(desc_.format).bytes_per_texel);
}

void Texture::upload(std::span<const std::byte> data, std::size_t stride_bytes) {
    const FormatInfo& format = info(desc_.format);
    const auto texel = static_cast<std::size_t>(upload_bytes(format));
    const std::size_t packed = texel * static_cast<std::size_t>(desc_.size.w);
    const std::size_t stride = stride_bytes == 0 ? packed : stride_bytes;
    assert(data.size() >= stride * static_cast<std::size_t>(desc_.size.h - 1) + packed);
    glBindTexture(GL_TEXTURE_2D, id_);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    // GL counts row length in texels; rows whose stride is no multiple of a texel are sent one by one.
    if (stride % texel == 0) {
        glPixelStorei(GL_UNPACK_ROW_LENGTH, static_cast<GLint>(stride / texel));
        glTexSubImage2D(GL_TEXTURE_2D, 0, 0, 0, desc_.size.w, desc_.size.h, format.external, format.type, data.data());
    } else {
        for (int y = 0; y < desc_.size.h; ++y) {
            glTexSubImage2D(GL_TEXTURE_2D, 0, 0, y, desc_.size.w, 1, format.external, format.type,
                            data.data() + stride * static_cast<std::size_t>(y));
        }
    }
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glBindTexture(GL_TEXTURE_2D, 0);
}

void Texture::clear() {
    const std::vector<std::byte> zeros(static_cast<std::size_t>(upload_bytes(info(desc_.format))) *
                                       static_cast<std::size_t>(desc_.size.w) * static_cast<std::size_t>(desc_.size.h));
    upload(zeros);
}

std::vector<float> Texture::read() const {
    const FormatInfo& format = info(desc_.format);
    std::vector<float> out(static_cast<std::size_t>(desc_.size.w) * static_cast<std::size_t>(desc_.size.h) *
                           static_cast<std::size_t>(format.components));
    glBindTexture(GL_TEXTURE_2D, id_);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glGetTexImage(GL_TEXTURE_2D, 0, format.external, GL_FLOAT, out.data());
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    glBindTexture(GL_TEXTURE_2D, 0);
    return out;
}

void Texture::bind(int unit) const {
    glActiveTexture(GL_TEXTURE0 + static_cast<GLenum>(unit));
    glBindTexture(GL_TEXTURE_2D, id_);
}

} // namespace senga::gl
