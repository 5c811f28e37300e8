#include "renderer/engine/texture_pool.h"

#include <fmt/format.h>
#include <glad/gl.h>

#include <algorithm>

namespace senga {

Result<std::shared_ptr<Target>> TexturePool::acquire(const gl::TextureDesc& desc) {
    for (Slot& slot : slots_) {
        if (slot.target.use_count() == 1 && slot.target->texture.desc() == desc) {
            slot.last_round = round_;
            return slot.target;
        }
    }
    while (glGetError() != GL_NO_ERROR) {
    }
    auto target = std::make_shared<Target>();
    target->texture = gl::Texture(desc);
    if (glGetError() == GL_OUT_OF_MEMORY) {
        return diagnose(
            Code::gl_out_of_memory,
            fmt::format("no graphics memory for a {}x{} {} texture; choose a smaller window or fewer passes",
                        desc.size.w, desc.size.h, gl::info(desc.format).name));
    }
    Result<gl::Framebuffer> framebuffer = gl::Framebuffer::for_texture(target->texture);
    if (!framebuffer) {
        return framebuffer.error();
    }
    target->framebuffer = *std::move(framebuffer);
    ++allocations_;
    slots_.push_back({target, round_});
    return target;
}

void TexturePool::trim(std::uint64_t keep_rounds) {
    ++round_;
    std::erase_if(slots_, [&](const Slot& slot) {
        return slot.target.use_count() == 1 && slot.last_round + keep_rounds < round_;
    });
}

std::size_t TexturePool::bytes() const {
    std::size_t sum = 0;
    for (const Slot& slot : slots_) {
        sum += slot.target->texture.bytes();
    }
    return sum;
}

} // namespace senga
