#include "renderer/compare/probe.h"

#include "renderer/gl/framebuffer.h"

#include <glad/gl.h>

#include <algorithm>
#include <cstddef>
#include <vector>

namespace senga {
namespace {

// Formats that cannot be drawn into cannot be read by the texel either: the whole texture, then.
std::array<float, 4> read_slowly(const gl::Texture& texture, int x, int y) {
    std::array<float, 4> out{0.0F, 0.0F, 0.0F, 1.0F};
    const std::vector<float> values = texture.read();
    const auto components = static_cast<std::size_t>(gl::info(texture.desc().format).components);
    const std::size_t first =
        (static_cast<std::size_t>(y) * static_cast<std::size_t>(texture.size().w) + static_cast<std::size_t>(x)) *
        components;
    std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(first), components, out.begin());
    return out;
}

} // namespace

std::array<float, 4> read_texel(const gl::Texture& texture, int x, int y) {
    const Size size = texture.size();
    x = std::clamp(x, 0, size.w - 1);
    y = std::clamp(y, 0, size.h - 1);
    const Result<gl::Framebuffer> framebuffer = gl::Framebuffer::for_texture(texture);
    if (!framebuffer) {
        return read_slowly(texture, x, y);
    }
    std::array<float, 4> out{};
    glBindFramebuffer(GL_READ_FRAMEBUFFER, framebuffer->id());
    glReadPixels(x, y, 1, 1, GL_RGBA, GL_FLOAT, out.data());
    glBindFramebuffer(GL_READ_FRAMEBUFFER, 0);
    return out;
}

} // namespace senga
