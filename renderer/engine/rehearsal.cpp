#include "renderer/engine/rehearsal.h"

#include "renderer/gl/framebuffer.h"

#include <glad/gl.h>

namespace senga {
namespace {

// No powers of two: some drivers compile for those apart, and pictures are none.
constexpr Size stage_size{12, 10};

gl::TextureDesc shrunk(gl::TextureDesc desc) {
    desc.size = desc.dimensions == 1 ? Size{stage_size.w, 1} : stage_size;
    desc.depth = desc.dimensions == 3 ? 3 : 1;
    return desc;
}

std::vector<gl::Texture> textures(const std::vector<gl::TextureDesc>& descs) {
    std::vector<gl::Texture> out;
    for (const gl::TextureDesc& desc : descs) {
        out.emplace_back(shrunk(desc));
        out.back().clear();
    }
    return out;
}

std::vector<gl::Buffer> buffers(gl::Buffer::Kind kind, const std::vector<std::size_t>& sizes) {
    std::vector<gl::Buffer> out;
    for (const std::size_t bytes : sizes) {
        out.emplace_back(kind, bytes);
        out.back().fill({});
        out.back().bind(static_cast<int>(out.size()) - 1);
    }
    return out;
}

} // namespace

void rehearse(const gl::Program& program, gl::ProgramKind kind, const Rehearsal& rehearsal) {
    const std::vector<gl::Texture> sampled = textures(rehearsal.sampled);
    const std::vector<gl::Texture> images = textures(rehearsal.images);
    const std::vector<gl::Buffer> storage = buffers(gl::Buffer::Kind::storage, rehearsal.storage_bytes);
    const std::vector<gl::Buffer> uniform = buffers(gl::Buffer::Kind::uniform, rehearsal.uniform_bytes);
    for (std::size_t i = 0; i < sampled.size(); ++i) {
        sampled[i].bind(static_cast<int>(i));
    }
    for (std::size_t i = 0; i < images.size(); ++i) {
        images[i].bind_image(static_cast<int>(i), gl::Texture::Access::read_write);
    }
    program.use();
    if (kind == gl::ProgramKind::compute) {
        glDispatchCompute(1, 1, 1);
    } else {
        const gl::Texture target({.size = stage_size, .format = rehearsal.target});
        const Result<gl::Framebuffer> framebuffer = gl::Framebuffer::for_texture(target);
        if (framebuffer) {
            const gl::FullscreenTriangle triangle;
            framebuffer->bind();
            glDisable(GL_BLEND);
            triangle.draw();
            glBindFramebuffer(GL_FRAMEBUFFER, 0);
        }
    }
    glUseProgram(0);
    glActiveTexture(GL_TEXTURE0);
    glFinish(); // the compiling, not only the order for it
}

} // namespace senga
