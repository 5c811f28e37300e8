#include "renderer/language/glsl_text.h"

#include "renderer/language/words.h"

#include <algorithm>

namespace senga {
namespace {

// Where the comment that begins at `at` ends; `at` itself where none begins there.
std::size_t behind_comment(std::string_view text, std::size_t at) {
    if (text.substr(at, 2) == "//") {
        return std::min(text.find('\n', at), text.size());
    }
    if (text.substr(at, 2) == "/*") {
        const std::size_t end = text.find("*/", at + 2);
        return end == std::string_view::npos ? text.size() : end + 2;
    }
    return at;
}

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}

// Behind the end of the line that begins at `at`, and of those it is continued on.
std::size_t behind_line(std::string_view text, std::size_t at) {
    while (true) {
        const std::size_t newline = text.find('\n', at);
        if (newline == std::string_view::npos) {
            return text.size();
        }
        std::string_view line = text.substr(at, newline - at);
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (!line.ends_with('\\')) {
            return newline + 1;
        }
        at = newline + 1;
    }
}

std::string_view take_blanks(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) {
        text.remove_prefix(1);
    }
    return text;
}

std::string_view leading_identifier(std::string_view text) {
    std::size_t length = 0;
    while (length < text.size() && is_identifier_part(text[length])) {
        ++length;
    }
    return text.substr(0, length);
}

std::optional<PreprocessorLine> read_preprocessor_line(std::string_view line) {
    std::string_view rest = take_blanks(line);
    if (!rest.starts_with('#')) {
        return std::nullopt;
    }
    rest = take_blanks(rest.substr(1));
    PreprocessorLine out;
    out.word = leading_identifier(rest);
    out.argument = leading_identifier(take_blanks(rest.substr(out.word.size())));
    out.text = line;
    while (out.text.ends_with('\n') || out.text.ends_with('\r')) {
        out.text.remove_suffix(1);
    }
    return out;
}

// Behind the last line that a comment begun in [at, end) reaches into; `end` if it ends before.
std::size_t behind_comments(std::string_view text, std::size_t at, std::size_t end) {
    while (at < end) {
        const std::size_t next = behind_comment(text, at);
        at = next == at ? at + 1 : next;
        if (at > end) {
            end = behind_line(text, at);
        }
    }
    return end;
}

void blank_out(std::string& text, std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
        text[i] = text[i] == '\n' ? '\n' : ' ';
    }
}

} // namespace

std::optional<GlslWord> GlslWords::next() {
    while (at_ < text_.size()) {
        if (const std::size_t end = behind_comment(text_, at_); end != at_) {
            at_ = end;
            continue;
        }
        const char c = text_[at_];
        if (!is_identifier_part(c)) {
            last_ = is_space(c) ? last_ : c;
            before_ = is_space(c) && c != '\n' ? before_ : std::string_view();
            ++at_;
            continue;
        }
        GlslWord word{.text = leading_identifier(text_.substr(at_)), .before = before_, .last = last_};
        at_ += word.text.size();
        word.end = at_;
        last_ = word.text.back();
        if (is_identifier_start(word.text.front())) {
            before_ = word.text;
            return word;
        }
        before_ = {}; // a number
    }
    return std::nullopt;
}

std::string renamed_identifiers(std::string_view text, const GlslNames& names) {
    std::string out;
    std::size_t copied = 0;
    GlslWords words(text);
    while (const auto word = words.next()) {
        const auto at = names.find(word->text);
        if (at != names.end() && word->last != '.') {
            const std::size_t begin = word->end - word->text.size();
            out += text.substr(copied, begin - copied);
            out += at->second;
            copied = word->end;
        }
    }
    out += text.substr(copied);
    return out;
}

bool mentions(std::string_view text, std::string_view word) {
    if (text.find(word) == std::string_view::npos) {
        return false;
    }
    GlslWords words(text);
    while (const auto found = words.next()) {
        if (found->text == word) {
            return true;
        }
    }
    return false;
}

std::vector<PreprocessorLine> preprocessor_lines(std::string_view text) {
    std::vector<PreprocessorLine> out;
    int number = 0;
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t next = behind_comments(text, at, behind_line(text, at));
        if (auto line = read_preprocessor_line(text.substr(at, next - at))) {
            line->begin = at;
            line->end = next;
            line->number = number;
            out.push_back(*line);
        }
        number += static_cast<int>(std::count(text.begin() + static_cast<std::ptrdiff_t>(at),
                                              text.begin() + static_cast<std::ptrdiff_t>(next), '\n'));
        at = next;
    }
    return out;
}

std::string code_only(std::string_view text, const std::vector<PreprocessorLine>& lines) {
    std::string out(text);
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t end = behind_comment(text, at);
        blank_out(out, at, end);
        at = end == at ? at + 1 : end;
    }
    for (const PreprocessorLine& line : lines) {
        blank_out(out, line.begin, line.end);
    }
    return out;
}

} // namespace senga
