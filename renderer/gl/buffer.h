// Buffer owns one GL buffer object: the variables of a BUFFER block. Lives on the thread of its GL context and must die
// before it. Movable, not copyable.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace senga::gl {

class Buffer {
public:
    enum class Kind { storage, uniform };

    Buffer() = default;
    // Undefined content until fill().
    Buffer(Kind kind, std::size_t bytes);
    ~Buffer();
    Buffer(Buffer&& other) noexcept;
    Buffer& operator=(Buffer&& other) noexcept;

    std::size_t bytes() const { return bytes_; }
    // The first bytes become `data`, the rest zeros.
    void fill(std::span<const std::byte> data);
    void bind(int point) const;

private:
    unsigned target() const;

    Kind kind_ = Kind::storage;
    std::size_t bytes_ = 0;
    std::uint32_t id_ = 0;
};

} // namespace senga::gl
