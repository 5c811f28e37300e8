#include "app/bench/target.h"

#include <utility>

namespace senga {

Result<Target> new_target(const gl::TextureDesc& desc) {
    gl::Texture texture(desc);
    Result<gl::Framebuffer> framebuffer = gl::Framebuffer::for_texture(texture);
    if (!framebuffer) {
        return framebuffer.error();
    }
    return Target{std::move(texture), *std::move(framebuffer)};
}

} // namespace senga
