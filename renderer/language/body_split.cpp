#include "renderer/language/body_split.h"

#include "renderer/language/glsl_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace senga {
namespace {

enum class Role { opens, turns, closes, macro, extension, version, other };

Role role_of(std::string_view word) {
    if (word == "if" || word == "ifdef" || word == "ifndef") {
        return Role::opens;
    }
    if (word == "elif" || word == "else") {
        return Role::turns;
    }
    if (word == "endif") {
        return Role::closes;
    }
    if (word == "define" || word == "undef") {
        return Role::macro;
    }
    if (word == "extension") {
        return Role::extension;
    }
    return word == "version" ? Role::version : Role::other;
}

// How deep inside conditions the line behind this one stands.
int depth_behind(Role role, int depth) {
    if (role == Role::opens) {
        return depth + 1;
    }
    return role == Role::closes ? depth - 1 : depth;
}

using Lines = std::vector<PreprocessorLine>;

// One past the last line that has to move for the sake of an #extension inside a condition; 0 if there is none. A stray
// #endif ends the search: what follows has no meaning.
std::size_t conditional_lines(const Lines& lines) {
    std::size_t out = 0;
    int depth = 0;
    for (std::size_t i = 0; i < lines.size() && depth >= 0; ++i) {
        const Role role = role_of(lines[i].word);
        out = role == Role::extension && depth > 0 ? i + 1 : out;
        depth = depth_behind(role, depth);
    }
    return out;
}

std::string without(const Lines& lines, std::string_view body) {
    std::string out;
    out.reserve(body.size());
    std::size_t at = 0;
    for (const PreprocessorLine& line : lines) {
        const Role role = role_of(line.word);
        if (role == Role::extension || role == Role::version) {
            out += body.substr(at, line.begin - at);
            const std::string_view taken = body.substr(line.begin, line.end - line.begin);
            out.append(static_cast<std::size_t>(std::count(taken.begin(), taken.end(), '\n')), '\n');
            at = line.end;
        }
    }
    out += body.substr(at);
    return out;
}

// The lines that go to the top.
class Mover {
public:
    Mover(BodySplit& out, int first_line) : out_(out), first_line_(first_line) {}

    void run(const Lines& lines) {
        const std::size_t conditional = conditional_lines(lines);
        out_.conditional = conditional > 0;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const Role role = role_of(lines[i].word);
            if (role == Role::extension || (i < conditional && role != Role::version && role != Role::other)) {
                move(lines[i], role);
            }
            if (i + 1 == conditional) {
                close();
            }
        }
    }

private:
    void move(const PreprocessorLine& line, Role role) {
        out_.first += fmt::format("#line {}\n{}\n", first_line_ + line.number, line.text);
        depth_ = depth_behind(role, depth_);
        if (role == Role::macro && !line.argument.empty()) {
            out_.defined.emplace(line.argument);
        }
    }

    void close() {
        for (; depth_ > 0; --depth_) {
            out_.first += "#endif\n";
        }
    }

    BodySplit& out_;
    int first_line_;
    int depth_ = 0;
};

} // namespace

BodySplit split_body(std::string_view body, int first_line) {
    const Lines lines = preprocessor_lines(body);
    BodySplit out;
    out.rest = without(lines, body);
    Mover(out, first_line).run(lines);
    return out;
}

} // namespace senga
