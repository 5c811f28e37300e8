#include "renderer/gl/gpu_timer.h"

#include <glad/gl.h>

#include <utility>

namespace senga::gl {

GpuTimer::~GpuTimer() {
    if (queries_.front() != 0) {
        glDeleteQueries(static_cast<GLsizei>(depth), queries_.data());
    }
}

GpuTimer::GpuTimer(GpuTimer&& other) noexcept {
    *this = std::move(other);
}

GpuTimer& GpuTimer::operator=(GpuTimer&& other) noexcept {
    std::swap(queries_, other.queries_);
    std::swap(begun_, other.begun_);
    std::swap(taken_, other.taken_);
    std::swap(running_, other.running_);
    return *this;
}

void GpuTimer::begin() {
    if (begun_ - taken_ == depth) {
        return;
    }
    if (queries_.front() == 0) {
        glGenQueries(static_cast<GLsizei>(depth), queries_.data());
    }
    glBeginQuery(GL_TIME_ELAPSED, queries_.at(begun_ % depth));
    running_ = true;
}

void GpuTimer::end() {
    if (running_) {
        glEndQuery(GL_TIME_ELAPSED);
        ++begun_;
        running_ = false;
    }
}

std::optional<double> GpuTimer::take_ms() {
    if (taken_ == begun_) {
        return std::nullopt;
    }
    const GLuint query = queries_.at(taken_ % depth);
    GLint there = GL_FALSE;
    glGetQueryObjectiv(query, GL_QUERY_RESULT_AVAILABLE, &there);
    if (there != GL_TRUE) {
        return std::nullopt;
    }
    GLuint64 elapsed_ns = 0;
    glGetQueryObjectui64v(query, GL_QUERY_RESULT, &elapsed_ns);
    ++taken_;
    return static_cast<double>(elapsed_ns) / 1e6;
}

} // namespace senga::gl
