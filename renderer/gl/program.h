// Program is a linked GL program whose vertex stage covers the whole target with one triangle. It knows no textures and
// no passes. Lives on the thread of its GL context; movable.
#pragma once

#include "renderer/base/result.h"

#include <cstdint>
#include <string>

namespace senga::gl {

class Program {
public:
    Program() = default;
    // `source` is a complete fragment shader without its #version line, which is added here (430 core). Errors:
    // shader_compile with the driver's own message; `#line` directives in the source make its line numbers the file's.
    static Result<Program> from_fragment(const std::string& source, const std::string& file);
    ~Program();
    Program(Program&& other) noexcept;
    Program& operator=(Program&& other) noexcept;

    std::uint32_t id() const { return id_; }
    void use() const;
    // -1 where the compiler dropped the uniform; setting it is then a no-op.
    int location(const char* name) const;

private:
    std::uint32_t id_ = 0;
};

// The vertex array that from_fragment's triangle is drawn with: it has no attributes, but core GL wants one bound.
class FullscreenTriangle {
public:
    FullscreenTriangle();
    ~FullscreenTriangle();
    FullscreenTriangle(FullscreenTriangle&& other) noexcept;
    FullscreenTriangle& operator=(FullscreenTriangle&& other) noexcept;
    void draw() const;

private:
    std::uint32_t id_ = 0;
};

// The first line number in a driver's message ("0:12(3): error" of Mesa, "0(12) : error" of NVIDIA, "ERROR: 0:12:" of
// AMD and Intel), 0 if there is none.
int line_of_message(const std::string& message);

} // namespace senga::gl
