#include "renderer/gl/buffer.h"

#include <glad/gl.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace senga::gl {

unsigned Buffer::target() const {
    return kind_ == Kind::storage ? GL_SHADER_STORAGE_BUFFER : GL_UNIFORM_BUFFER;
}

Buffer::Buffer(Kind kind, std::size_t bytes) : kind_(kind), bytes_(bytes) {
    glGenBuffers(1, &id_);
    glBindBuffer(target(), id_);
    glBufferData(target(), static_cast<GLsizeiptr>(bytes), nullptr, GL_DYNAMIC_COPY);
    glBindBuffer(target(), 0);
}

Buffer::~Buffer() {
    if (id_ != 0) {
        glDeleteBuffers(1, &id_);
    }
}

Buffer::Buffer(Buffer&& other) noexcept : kind_(other.kind_), bytes_(other.bytes_), id_(std::exchange(other.id_, 0)) {}

Buffer& Buffer::operator=(Buffer&& other) noexcept {
    std::swap(kind_, other.kind_);
    std::swap(bytes_, other.bytes_);
    std::swap(id_, other.id_);
    return *this;
}

void Buffer::fill(std::span<const std::byte> data) {
    std::vector<std::byte> content(bytes_);
    std::copy_n(data.begin(), std::min(data.size(), bytes_), content.begin());
    glBindBuffer(target(), id_);
    glBufferSubData(target(), 0, static_cast<GLsizeiptr>(bytes_), content.data());
    glBindBuffer(target(), 0);
}

void Buffer::bind(int point) const {
    glBindBufferBase(target(), static_cast<GLuint>(point), id_);
}

} // namespace senga::gl
