// TexturePool hands out render targets by size and format and takes them back when nobody holds them any more, so that
// a running chain allocates nothing. It does not decide who needs what: the Runner does.
// Belongs to the thread of its GL context, and must outlive no target's context.
#pragma once

#include "renderer/base/result.h"
#include "renderer/gl/framebuffer.h"
#include "renderer/gl/texture.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace senga {

struct Target {
    gl::Texture texture;
    gl::Framebuffer framebuffer;
};

class TexturePool {
public:
    // A target nobody else holds; its content is undefined. It returns to the pool when the last copy of the pointer is
    // gone. Errors: gl_framebuffer, gl_out_of_memory.
    Result<std::shared_ptr<Target>> acquire(const gl::TextureDesc& desc);

    // Frees what nobody holds and nobody asked for during the last `keep_rounds` calls; call it once per picture.
    void trim(std::uint64_t keep_rounds = 8);

    std::size_t bytes() const;
    std::uint64_t allocations() const { return allocations_; } // so far, for tests

private:
    struct Slot {
        std::shared_ptr<Target> target;
        std::uint64_t last_round = 0;
    };
    std::vector<Slot> slots_;
    std::uint64_t round_ = 0;
    std::uint64_t allocations_ = 0;
};

} // namespace senga
