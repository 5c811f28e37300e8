#include "renderer/engine/pack_buffer.h"

#include <fmt/format.h>
#include <glad/gl.h>

#include <utility>

namespace senga {
namespace {

// A wait is cut into pieces, as drivers hold different views of the longest one.
constexpr GLuint64 patience_ns = 100'000'000;

GLsync sync_of(void* fence) {
    return static_cast<GLsync>(fence);
}

// Null where the driver cannot map for good.
const std::uint8_t* store(GLsizeiptr bytes) {
    if (glBufferStorage == nullptr) {
        glBufferData(GL_PIXEL_PACK_BUFFER, bytes, nullptr, GL_STREAM_READ);
        return nullptr;
    }
    constexpr GLbitfield access = GL_MAP_READ_BIT | GL_MAP_PERSISTENT_BIT | GL_MAP_COHERENT_BIT;
    glBufferStorage(GL_PIXEL_PACK_BUFFER, bytes, nullptr, access);
    return static_cast<const std::uint8_t*>(glMapBufferRange(GL_PIXEL_PACK_BUFFER, 0, bytes, access));
}

} // namespace

Result<PackBuffer> PackBuffer::create(std::size_t bytes) {
    PackBuffer out;
    out.bytes_ = bytes;
    glGenBuffers(1, &out.id_);
    glBindBuffer(GL_PIXEL_PACK_BUFFER, out.id_);
    out.mapped_ = store(static_cast<GLsizeiptr>(bytes));
    GLint stored = 0; // stays 0 where there is no memory
    glGetBufferParameteriv(GL_PIXEL_PACK_BUFFER, GL_BUFFER_SIZE, &stored);
    glBindBuffer(GL_PIXEL_PACK_BUFFER, 0);
    if (stored == 0) {
        while (glGetError() != GL_NO_ERROR) { // said below
        }
        return diagnose(Code::gl_out_of_memory,
                        fmt::format("the graphics driver has no {} MiB left to read pictures back; render at a smaller "
                                    "size or close other programs",
                                    bytes / (1024 * 1024) + 1));
    }
    return out;
}

PackBuffer::~PackBuffer() {
    if (fence_ != nullptr) {
        glDeleteSync(sync_of(fence_));
    }
    if (id_ != 0) {
        glDeleteBuffers(1, &id_); // unmaps it
    }
}

PackBuffer::PackBuffer(PackBuffer&& other) noexcept
    : bytes_(std::exchange(other.bytes_, 0)),
      id_(std::exchange(other.id_, 0)),
      mapped_(std::exchange(other.mapped_, nullptr)),
      fence_(std::exchange(other.fence_, nullptr)) {}

PackBuffer& PackBuffer::operator=(PackBuffer&& other) noexcept {
    std::swap(bytes_, other.bytes_);
    std::swap(id_, other.id_);
    std::swap(mapped_, other.mapped_);
    std::swap(fence_, other.fence_);
    return *this;
}

void PackBuffer::read(const gl::Texture& texture, const gl::Framebuffer& framebuffer, std::size_t offset) {
    const gl::FormatInfo& format = gl::info(texture.desc().format);
    framebuffer.bind();
    glBindBuffer(GL_PIXEL_PACK_BUFFER, id_);
    glPixelStorei(GL_PACK_ALIGNMENT, 1);
    // With a buffer bound the pointer is an offset into it.
    glReadPixels(0, 0, texture.size().w, texture.size().h, format.external, format.type,
                 reinterpret_cast<void*>(offset));
    glPixelStorei(GL_PACK_ALIGNMENT, 4);
    glBindBuffer(GL_PIXEL_PACK_BUFFER, 0);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
}

void PackBuffer::seal() {
    if (fence_ != nullptr) {
        glDeleteSync(sync_of(fence_));
    }
    fence_ = glFenceSync(GL_SYNC_GPU_COMMANDS_COMPLETE, 0);
    glFlush(); // so that the GPU begins now, and not when somebody asks
}

bool PackBuffer::arrived(Wait wait) const {
    if (fence_ == nullptr) {
        return true;
    }
    const GLuint64 once_ns = wait == Wait::never ? 0 : patience_ns;
    GLenum state = glClientWaitSync(sync_of(fence_), GL_SYNC_FLUSH_COMMANDS_BIT, once_ns);
    while (wait == Wait::until_done && state == GL_TIMEOUT_EXPIRED) {
        state = glClientWaitSync(sync_of(fence_), GL_SYNC_FLUSH_COMMANDS_BIT, once_ns);
    }
    return state != GL_TIMEOUT_EXPIRED;
}

std::vector<std::uint8_t> PackBuffer::copy(std::size_t offset, std::size_t count) const {
    if (mapped_ != nullptr) {
        return {mapped_ + offset, mapped_ + offset + count};
    }
    std::vector<std::uint8_t> out(count);
    glBindBuffer(GL_PIXEL_PACK_BUFFER, id_);
    glGetBufferSubData(GL_PIXEL_PACK_BUFFER, static_cast<GLintptr>(offset), static_cast<GLsizeiptr>(count), out.data());
    glBindBuffer(GL_PIXEL_PACK_BUFFER, 0);
    return out;
}

} // namespace senga
