// PackBuffer carries textures from the GPU to memory without anybody waiting: read() queues copies, seal() marks their
// end, arrived() says whether they are done, and copy() hands over what came. One GL buffer object, mapped for good
// where the driver can. It knows nothing of pictures. Belongs to the thread of its GL context and must die before it.
// Movable.
#pragma once

#include "renderer/base/result.h"
#include "renderer/gl/framebuffer.h"
#include "renderer/gl/texture.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace senga {

// Whether a call returns at once or when the GPU is done.
enum class Wait { never, until_done };

class PackBuffer {
public:
    PackBuffer() = default;
    // Errors: gl_out_of_memory.
    static Result<PackBuffer> create(std::size_t bytes);
    ~PackBuffer();
    PackBuffer(PackBuffer&& other) noexcept;
    PackBuffer& operator=(PackBuffer&& other) noexcept;

    std::size_t bytes() const { return bytes_; }
    // Queues a copy of the whole texture, to which `framebuffer` belongs, to `offset`: rows from the top, without
    // padding, in the texture's own type.
    void read(const gl::Texture& texture, const gl::Framebuffer& framebuffer, std::size_t offset);
    // What was queued so far is what arrived() asks for.
    void seal();
    // Also true where the driver fails, and before the first seal(): taking the data waits by itself.
    bool arrived(Wait wait) const;
    // `count` bytes from `offset` on; only after arrived().
    std::vector<std::uint8_t> copy(std::size_t offset, std::size_t count) const;

private:
    std::size_t bytes_ = 0;
    std::uint32_t id_ = 0;
    const std::uint8_t* mapped_ = nullptr; // null: not mapped, copies are asked for
    void* fence_ = nullptr;                // a GLsync
};

} // namespace senga
