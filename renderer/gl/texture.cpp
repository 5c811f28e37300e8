#include "renderer/gl/texture.h"

#include <glad/gl.h>

#include <array>
#include <cassert>
#include <utility>

namespace senga::gl {
namespace {

// name, internal format, external format, type, components, bytes of a texel, bytes of a texel as uploaded
constexpr auto formats = std::to_array<FormatInfo>({
    {"r8", GL_R8, GL_RED, GL_UNSIGNED_BYTE, 1, 1, 1},
    {"rg8", GL_RG8, GL_RG, GL_UNSIGNED_BYTE, 2, 2, 2},
    {"rgba8", GL_RGBA8, GL_RGBA, GL_UNSIGNED_BYTE, 4, 4, 4},
    {"r16", GL_R16, GL_RED, GL_UNSIGNED_SHORT, 1, 2, 2},
    {"rg16", GL_RG16, GL_RG, GL_UNSIGNED_SHORT, 2, 4, 4},
    {"rgba16", GL_RGBA16, GL_RGBA, GL_UNSIGNED_SHORT, 4, 8, 8},
    {"r16f", GL_R16F, GL_RED, GL_FLOAT, 1, 2, 4},
    {"rg16f", GL_RG16F, GL_RG, GL_FLOAT, 2, 4, 8},
    {"rgba16f", GL_RGBA16F, GL_RGBA, GL_FLOAT, 4, 8, 16},
    {"r32f", GL_R32F, GL_RED, GL_FLOAT, 1, 4, 4},
    {"rg32f", GL_RG32F, GL_RG, GL_FLOAT, 2, 8, 8},
    {"rgba32f", GL_RGBA32F, GL_RGBA, GL_FLOAT, 4, 16, 16},
    {"rgb8", GL_RGB8, GL_RGB, GL_UNSIGNED_BYTE, 3, 3, 3},
    {"rgb16", GL_RGB16, GL_RGB, GL_UNSIGNED_SHORT, 3, 6, 6},
    {"rgb16f", GL_RGB16F, GL_RGB, GL_FLOAT, 3, 6, 12},
    {"rgb32f", GL_RGB32F, GL_RGB, GL_FLOAT, 3, 12, 12},
    {"r8s", GL_R8_SNORM, GL_RED, GL_BYTE, 1, 1, 1},
    {"rg8s", GL_RG8_SNORM, GL_RG, GL_BYTE, 2, 2, 2},
    {"rgb8s", GL_RGB8_SNORM, GL_RGB, GL_BYTE, 3, 3, 3},
    {"rgba8s", GL_RGBA8_SNORM, GL_RGBA, GL_BYTE, 4, 4, 4},
    {"r16s", GL_R16_SNORM, GL_RED, GL_SHORT, 1, 2, 2},
    {"rg16s", GL_RG16_SNORM, GL_RG, GL_SHORT, 2, 4, 4},
    {"rgb16s", GL_RGB16_SNORM, GL_RGB, GL_SHORT, 3, 6, 6},
    {"rgba16s", GL_RGBA16_SNORM, GL_RGBA, GL_SHORT, 4, 8, 8},
    {"r8ui", GL_R8UI, GL_RED_INTEGER, GL_UNSIGNED_BYTE, 1, 1, 1},
    {"rg8ui", GL_RG8UI, GL_RG_INTEGER, GL_UNSIGNED_BYTE, 2, 2, 2},
    {"rgb8ui", GL_RGB8UI, GL_RGB_INTEGER, GL_UNSIGNED_BYTE, 3, 3, 3},
    {"rgba8ui", GL_RGBA8UI, GL_RGBA_INTEGER, GL_UNSIGNED_BYTE, 4, 4, 4},
    {"r16ui", GL_R16UI, GL_RED_INTEGER, GL_UNSIGNED_SHORT, 1, 2, 2},
    {"rg16ui", GL_RG16UI, GL_RG_INTEGER, GL_UNSIGNED_SHORT, 2, 4, 4},
    {"rgb16ui", GL_RGB16UI, GL_RGB_INTEGER, GL_UNSIGNED_SHORT, 3, 6, 6},
    {"rgba16ui", GL_RGBA16UI, GL_RGBA_INTEGER, GL_UNSIGNED_SHORT, 4, 8, 8},
    {"r32ui", GL_R32UI, GL_RED_INTEGER, GL_UNSIGNED_INT, 1, 4, 4},
    {"rg32ui", GL_RG32UI, GL_RG_INTEGER, GL_UNSIGNED_INT, 2, 8, 8},
    {"rgb32ui", GL_RGB32UI, GL_RGB_INTEGER, GL_UNSIGNED_INT, 3, 12, 12},
    {"rgba32ui", GL_RGBA32UI, GL_RGBA_INTEGER, GL_UNSIGNED_INT, 4, 16, 16},
    {"r8i", GL_R8I, GL_RED_INTEGER, GL_BYTE, 1, 1, 1},
    {"rg8i", GL_RG8I, GL_RG_INTEGER, GL_BYTE, 2, 2, 2},
    {"rgb8i", GL_RGB8I, GL_RGB_INTEGER, GL_BYTE, 3, 3, 3},
    {"rgba8i", GL_RGBA8I, GL_RGBA_INTEGER, GL_BYTE, 4, 4, 4},
    {"r16i", GL_R16I, GL_RED_INTEGER, GL_SHORT, 1, 2, 2},
    {"rg16i", GL_RG16I, GL_RG_INTEGER, GL_SHORT, 2, 4, 4},
    {"rgb16i", GL_RGB16I, GL_RGB_INTEGER, GL_SHORT, 3, 6, 6},
    {"rgba16i", GL_RGBA16I, GL_RGBA_INTEGER, GL_SHORT, 4, 8, 8},
    {"r32i", GL_R32I, GL_RED_INTEGER, GL_INT, 1, 4, 4},
    {"rg32i", GL_RG32I, GL_RG_INTEGER, GL_INT, 2, 8, 8},
    {"rgb32i", GL_RGB32I, GL_RGB_INTEGER, GL_INT, 3, 12, 12},
    {"rgba32i", GL_RGBA32I, GL_RGBA_INTEGER, GL_INT, 4, 16, 16},
    {"rgb10_a2", GL_RGB10_A2, GL_RGBA, GL_UNSIGNED_INT_2_10_10_10_REV, 4, 4, 4},
    {"rgb565", GL_RGB565, GL_RGB, GL_UNSIGNED_SHORT_5_6_5, 3, 2, 2},
});

GLint wrap_mode(Wrap wrap) {
    switch (wrap) {
    case Wrap::repeat:
        return GL_REPEAT;
    case Wrap::mirror:
        return GL_MIRRORED_REPEAT;
    case Wrap::clamp:
        break;
    }
    return GL_CLAMP_TO_EDGE;
}

std::size_t texels(const TextureDesc& desc) {
    return static_cast<std::size_t>(desc.size.w) * static_cast<std::size_t>(desc.size.h) *
           static_cast<std::size_t>(desc.depth);
}

} // namespace

const FormatInfo& info(Format format) {
    return formats.at(static_cast<std::size_t>(format));
}

unsigned Texture::target() const {
    return desc_.dimensions == 1 ? GL_TEXTURE_1D : desc_.dimensions == 2 ? GL_TEXTURE_2D : GL_TEXTURE_3D;
}

Texture::Texture(const TextureDesc& desc) : desc_(desc) {
    assert(!desc.size.empty() && desc.depth > 0);
    const GLenum kind = target();
    const GLenum internal = info(desc.format).internal;
    glGenTextures(1, &id_);
    glBindTexture(kind, id_);
    if (desc.dimensions == 1) {
        glTexStorage1D(kind, 1, internal, desc.size.w);
    } else if (desc.dimensions == 2) {
        glTexStorage2D(kind, 1, internal, desc.size.w, desc.size.h);
    } else {
        glTexStorage3D(kind, 1, internal, desc.size.w, desc.size.h, desc.depth);
    }
    const GLint filter = desc.filter == Filter::linear ? GL_LINEAR : GL_NEAREST;
    glTexParameteri(kind, GL_TEXTURE_MIN_FILTER, filter);
    glTexParameteri(kind, GL_TEXTURE_MAG_FILTER, filter);
    for (const GLenum axis : {GL_TEXTURE_WRAP_S, GL_TEXTURE_WRAP_T, GL_TEXTURE_WRAP_R}) {
        glTexParameteri(kind, axis, wrap_mode(desc.wrap));
    }
    glBindTexture(kind, 0);
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
    return id_ == 0 ? 0 : texels(desc_) * static_cast<std::size_t>(info(desc_.format).bytes_per_texel);
}

void Texture::upload(std::span<const std::byte> data, std::size_t stride_bytes) {
    const FormatInfo& format = info(desc_.format);
    const auto texel = static_cast<std::size_t>(format.upload_bytes);
    const std::size_t packed = texel * static_cast<std::size_t>(desc_.size.w);
    const std::size_t stride = stride_bytes == 0 ? packed : stride_bytes;
    assert(desc_.dimensions == 2 || stride == packed);
    assert(data.size() >= stride * static_cast<std::size_t>(desc_.size.h * desc_.depth - 1) + packed);
    const GLenum kind = target();
    glBindTexture(kind, id_);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 1);
    if (desc_.dimensions == 1) {
        glTexSubImage1D(kind, 0, 0, desc_.size.w, format.external, format.type, data.data());
    } else if (desc_.dimensions == 3) {
        glTexSubImage3D(kind, 0, 0, 0, 0, desc_.size.w, desc_.size.h, desc_.depth, format.external, format.type,
                        data.data());
    } else if (stride % texel == 0) {
        // GL counts row length in texels; rows whose stride is no multiple of a texel are sent one by one.
        glPixelStorei(GL_UNPACK_ROW_LENGTH, static_cast<GLint>(stride / texel));
        glTexSubImage2D(kind, 0, 0, 0, desc_.size.w, desc_.size.h, format.external, format.type, data.data());
    } else {
        for (int y = 0; y < desc_.size.h; ++y) {
            glTexSubImage2D(kind, 0, 0, y, desc_.size.w, 1, format.external, format.type,
                            data.data() + stride * static_cast<std::size_t>(y));
        }
    }
    glPixelStorei(GL_UNPACK_ROW_LENGTH, 0);
    glPixelStorei(GL_UNPACK_ALIGNMENT, 4);
    glBindTexture(kind, 0);
}

void Texture::clear() {
    const std::vector<std::byte> zeros(static_cast<std::size_t>(info(desc_.format).upload_bytes) * texels(desc_));
    upload(zeros);
}

std::vector<float> Texture::read() const {
    const FormatInfo& format = info(desc_.format);
    std::vector<float> out(texels(desc_) * static_cast<std::size_t>(format.components));
    const GLenum kind = target();
    glBindTexture(kind, id_);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    glGetTexImage(kind, 0, format.external, GL_FLOAT, out.data());
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    glBindTexture(kind, 0);
    return out;
}

void Texture::bind(int unit) const {
    glActiveTexture(GL_TEXTURE0 + static_cast<GLenum>(unit));
    glBindTexture(target(), id_);
}

void Texture::bind_image(int unit, Access access) const {
    const GLenum mode = access == Access::read ? GL_READ_ONLY : access == Access::write ? GL_WRITE_ONLY : GL_READ_WRITE;
    const GLboolean layered = desc_.dimensions == 3 ? GL_TRUE : GL_FALSE;
    glBindImageTexture(static_cast<GLuint>(unit), id_, 0, layered, 0, mode, info(desc_.format).internal);
}

} // namespace senga::gl
