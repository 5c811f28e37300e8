// Framebuffer draws into a texture it does not own. Lives on the thread of its GL context; movable.
#pragma once

#include "renderer/base/result.h"
#include "renderer/gl/texture.h"

namespace senga::gl {

class Framebuffer {
public:
    Framebuffer() = default;
    // Errors: gl_framebuffer (the driver refuses the texture as a target).
    static Result<Framebuffer> for_texture(const Texture& target);
    ~Framebuffer();
    Framebuffer(Framebuffer&& other) noexcept;
    Framebuffer& operator=(Framebuffer&& other) noexcept;

    std::uint32_t id() const { return id_; }
    // Binds it for drawing and sets the viewport to its whole size.
    void bind() const;

private:
    std::uint32_t id_ = 0;
    Size size_;
};

} // namespace senga::gl
