#include "renderer/gl/program.h"

#include <glad/gl.h>

#include <algorithm>
#include <string>
#include <utility>

namespace senga::gl {
namespace {

constexpr const char* version = "#version 430 core\n";
constexpr const char* vertex_source = R"(#version 430 core
void main() {
    vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
    gl_Position = vec4(corner * 2.0 - 1.0, 0.0, 1.0);
}
)";

// Owns a shader object until the program is linked.
struct Shader {
    GLuint id;
    explicit Shader(GLenum type) : id(glCreateShader(type)) {}
    ~Shader() { glDeleteShader(id); }
    Shader(const Shader&) = delete;
    Shader& operator=(const Shader&) = delete;
};

std::string shader_log(GLuint id) {
    GLint length = 0;
    glGetShaderiv(id, GL_INFO_LOG_LENGTH, &length);
    std::string log(static_cast<std::size_t>(std::max(length, 1)), '\0');
    glGetShaderInfoLog(id, length, &length, log.data());
    log.resize(static_cast<std::size_t>(std::max(length, 0)));
    return log;
}

std::string program_log(GLuint id) {
    GLint length = 0;
    glGetProgramiv(id, GL_INFO_LOG_LENGTH, &length);
    std::string log(static_cast<std::size_t>(std::max(length, 1)), '\0');
    glGetProgramInfoLog(id, length, &length, log.data());
    log.resize(static_cast<std::size_t>(std::max(length, 0)));
    return log;
}

Diagnostic compile_error(const std::string& log, const std::string& file) {
    std::string text = "the driver rejects this GLSL: " + log;
    while (!text.empty() && (text.back() == '\n' || text.back() == '\0' || text.back() == ' ')) {
        text.pop_back();
    }
    if (log.find("GL_EXT_spirv_intrinsics") != std::string::npos) {
        text =
            "this file needs GL_EXT_spirv_intrinsics, which Vulkan alone offers; look for its version without dp4a. " +
            text;
    }
    return diagnose(Code::shader_compile, std::move(text), {.file = file, .line = line_of_message(log)});
}

bool compile(const Shader& shader, std::initializer_list<const char*> parts) {
    glShaderSource(shader.id, static_cast<GLsizei>(parts.size()), parts.begin(), nullptr);
    glCompileShader(shader.id);
    GLint ok = GL_FALSE;
    glGetShaderiv(shader.id, GL_COMPILE_STATUS, &ok);
    return ok == GL_TRUE;
}

bool linked(GLuint id) {
    GLint ok = GL_FALSE;
    glGetProgramiv(id, GL_LINK_STATUS, &ok);
    return ok == GL_TRUE;
}

// A number, ':' or '(', and another number: the source string and the line in it.
int first_line_number(const std::string& message) {
    const auto is_digit = [&](std::size_t i) { return i < message.size() && message[i] >= '0' && message[i] <= '9'; };
    const auto digits_end = [&](std::size_t i) {
        while (is_digit(i)) {
            ++i;
        }
        return i;
    };
    for (std::size_t i = 0; i < message.size(); i = std::max(i + 1, digits_end(i))) {
        const std::size_t mark = digits_end(i);
        const std::size_t end = digits_end(mark + 1);
        const bool separated = mark > i && mark < message.size() && (message[mark] == ':' || message[mark] == '(');
        if (separated && end > mark + 1 && end < mark + 10) {
            return std::stoi(message.substr(mark + 1, end - mark - 1));
        }
    }
    return 0;
}

} // namespace

int line_of_message(const std::string& message) {
    // Warnings often come before the error they have nothing to do with.
    std::size_t begin = 0;
    while (begin < message.size()) {
        const std::size_t end = std::min(message.find('\n', begin), message.size());
        const std::string line = message.substr(begin, end - begin);
        if (line.find("error") != std::string::npos || line.find("ERROR") != std::string::npos) {
            if (const int number = first_line_number(line); number > 0) {
                return number;
            }
        }
        begin = end + 1;
    }
    return first_line_number(message);
}

Result<Program> Program::from_source(ProgramKind kind, const std::string& source, const std::string& file) {
    const bool fragment = kind == ProgramKind::fragment;
    const Shader vertex(GL_VERTEX_SHADER);
    if (fragment && !compile(vertex, {vertex_source})) {
        return diagnose(Code::gl_internal, "the built-in vertex shader does not compile: " + shader_log(vertex.id));
    }
    const Shader main(fragment ? GL_FRAGMENT_SHADER : GL_COMPUTE_SHADER);
    if (!compile(main, {version, source.c_str()})) {
        return compile_error(shader_log(main.id), file);
    }
    Program out;
    out.id_ = glCreateProgram();
    glProgramParameteri(out.id_, GL_PROGRAM_BINARY_RETRIEVABLE_HINT, GL_TRUE);
    if (fragment) {
        glAttachShader(out.id_, vertex.id);
    }
    glAttachShader(out.id_, main.id);
    glLinkProgram(out.id_);
    if (fragment) {
        glDetachShader(out.id_, vertex.id);
    }
    glDetachShader(out.id_, main.id);
    if (!linked(out.id_)) {
        return compile_error(program_log(out.id_), file);
    }
    return out;
}

std::optional<Program> Program::from_binary(const ProgramBinary& binary) {
    Program out;
    out.id_ = glCreateProgram();
    glProgramBinary(out.id_, binary.format, binary.data.data(), static_cast<GLsizei>(binary.data.size()));
    if (!linked(out.id_)) {
        while (glGetError() != GL_NO_ERROR) { // an unknown format is an error of GL's as well
        }
        return std::nullopt;
    }
    return out;
}

std::optional<ProgramBinary> Program::binary() const {
    GLint formats = 0;
    glGetIntegerv(GL_NUM_PROGRAM_BINARY_FORMATS, &formats);
    GLint length = 0;
    if (formats > 0) {
        glGetProgramiv(id_, GL_PROGRAM_BINARY_LENGTH, &length);
    }
    if (length <= 0) {
        return std::nullopt;
    }
    ProgramBinary out;
    out.data.resize(static_cast<std::size_t>(length));
    GLenum format = 0;
    glGetProgramBinary(id_, length, &length, &format, out.data.data());
    out.format = format;
    out.data.resize(static_cast<std::size_t>(std::max(length, 0)));
    return out.data.empty() ? std::nullopt : std::optional(std::move(out));
}

Program::~Program() {
    if (id_ != 0) {
        glDeleteProgram(id_);
    }
}

Program::Program(Program&& other) noexcept : id_(std::exchange(other.id_, 0)) {}

Program& Program::operator=(Program&& other) noexcept {
    std::swap(id_, other.id_);
    return *this;
}

void Program::use() const {
    glUseProgram(id_);
}

int Program::location(const char* name) const {
    return glGetUniformLocation(id_, name);
}

FullscreenTriangle::FullscreenTriangle() {
    glGenVertexArrays(1, &id_);
}

FullscreenTriangle::~FullscreenTriangle() {
    if (id_ != 0) {
        glDeleteVertexArrays(1, &id_);
    }
}

FullscreenTriangle::FullscreenTriangle(FullscreenTriangle&& other) noexcept : id_(std::exchange(other.id_, 0)) {}

FullscreenTriangle& FullscreenTriangle::operator=(FullscreenTriangle&& other) noexcept {
    std::swap(id_, other.id_);
    return *this;
}

void FullscreenTriangle::draw() const {
    glBindVertexArray(id_);
    glDrawArrays(GL_TRIANGLES, 0, 3);
    glBindVertexArray(0);
}

} // namespace senga::gl
