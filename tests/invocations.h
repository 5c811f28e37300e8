// Invocations counts how often programs are started while something is drawn: what a software renderer's time goes by,
// and what shows a pass too many. Drivers count whole tiles, so a little more than pixels. Not a test. One thread, with
// the context current in which it is drawn.
#pragma once

#include <glad/gl.h>

#include <array>
#include <cstdint>
#include <functional>
#include <optional>

namespace senga::test {

struct Invocations {
    std::uint64_t fragment = 0;
    std::uint64_t compute = 0;
};

// nullopt where the driver does not count.
inline std::optional<Invocations> invocations_of(const std::function<void()>& work) {
    constexpr std::array<GLenum, 2> kinds{GL_FRAGMENT_SHADER_INVOCATIONS, GL_COMPUTE_SHADER_INVOCATIONS};
    while (glGetError() != GL_NO_ERROR) {
    }
    std::array<GLuint, 2> queries{};
    glGenQueries(2, queries.data());
    for (std::size_t i = 0; i < kinds.size(); ++i) {
        glBeginQuery(kinds[i], queries[i]);
    }
    const bool counts = glGetError() == GL_NO_ERROR;
    work();
    std::array<GLuint64, 2> found{};
    for (std::size_t i = 0; counts && i < kinds.size(); ++i) {
        glEndQuery(kinds[i]);
        glGetQueryObjectui64v(queries[i], GL_QUERY_RESULT, &found[i]);
    }
    glDeleteQueries(2, queries.data());
    return counts ? std::optional(Invocations{found[0], found[1]}) : std::nullopt;
}

} // namespace senga::test
