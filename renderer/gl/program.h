// Program is a linked GL program: a fragment shader whose vertex stage covers the whole target with one triangle, or a
// compute shader. It knows no textures and no passes. Programs are shared by the contexts of a group; each may be used
// on one thread at a time. Movable.
#pragma once

#include "renderer/base/result.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace senga::gl {

enum class ProgramKind { fragment, compute };

// A compiled program as the driver writes it; only the same driver reads it again.
struct ProgramBinary {
    std::uint32_t format = 0;
    std::vector<std::byte> data;
};

class Program {
public:
    Program() = default;
    // `source` is a complete shader without its #version line, which is added here (430 core). Errors: shader_compile
    // with the driver's own message; `#line` directives in the source make its line numbers the file's.
    static Result<Program> from_source(ProgramKind kind, const std::string& source, const std::string& file);
    static Result<Program> from_fragment(const std::string& source, const std::string& file) {
        return from_source(ProgramKind::fragment, source, file);
    }
    // nullopt where the driver refuses it: another driver's, or damaged.
    static std::optional<Program> from_binary(const ProgramBinary& binary);
    // nullopt where the driver offers none.
    std::optional<ProgramBinary> binary() const;

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

// The vertex array that a fragment program's triangle is drawn with: it has no attributes, but core GL wants one bound.
// Belongs to one context: vertex arrays are not shared.
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

// The line of the first error in a driver's message ("0:12(3): error" of Mesa, "0(12) : error" of NVIDIA, "ERROR:
// 0:12:" of AMD and Intel), else the first line number in it, 0 if there is none.
int line_of_message(const std::string& message);

} // namespace senga::gl
