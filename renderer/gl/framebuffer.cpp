#include "renderer/gl/framebuffer.h"

#include <fmt/format.h>
#include <glad/gl.h>

#include <utility>

namespace senga::gl {

Result<Framebuffer> Framebuffer::for_texture(const Texture& target) {
    Framebuffer out;
    out.size_ = target.size();
    glGenFramebuffers(1, &out.id_);
    glBindFramebuffer(GL_FRAMEBUFFER, out.id_);
    glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, target.id(), 0);
    const GLenum status = glCheckFramebufferStatus(GL_FRAMEBUFFER);
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    if (status != GL_FRAMEBUFFER_COMPLETE) {
        return diagnose(
            Code::gl_framebuffer,
            fmt::format("the driver refuses a {}x{} {} render target (status {:#x}); a newer driver may help",
                        target.size().w, target.size().h, info(target.desc().format).name, status));
    }
    return out;
}

Framebuffer::~Framebuffer() {
    if (id_ != 0) {
        glDeleteFramebuffers(1, &id_);
    }
}

Framebuffer::Framebuffer(Framebuffer&& other) noexcept : id_(std::exchange(other.id_, 0)), size_(other.size_) {}

Framebuffer& Framebuffer::operator=(Framebuffer&& other) noexcept {
    std::swap(id_, other.id_);
    std::swap(size_, other.size_);
    return *this;
}

void Framebuffer::bind() const {
    glBindFramebuffer(GL_FRAMEBUFFER, id_);
    glViewport(0, 0, size_.w, size_.h);
}

} // namespace senga::gl
