#include "renderer/language/block_readers.h"
#include "renderer/language/buffer_layout.h"
#include "renderer/language/hex_data.h"
#include "renderer/language/words.h"

#include <algorithm>
#include <utility>

// Only libplacebo knows BUFFER blocks, so its reading is the one that counts.
namespace senga {
namespace {

class BufferReader {
public:
    BufferReader(const SourceBlock& block, Reading& reading) : block_(block), reading_(reading) {}

    Result<BufferBlock> run();

private:
    using Fault = std::optional<Diagnostic>;

    Fault read(const Directive& directive);
    Fault read_variable(const Directive& directive);
    Fault read_count(const Directive& directive, std::string_view text, BufferBlock::Variable& out) const;
    Fault read_data();
    Fault fault(int line, std::string text) const;

    const SourceBlock& block_;
    Reading& reading_;
    BufferBlock buffer_;
};

Result<BufferBlock> BufferReader::run() {
    buffer_.line = block_.line();
    for (const Directive& directive : block_.directives) {
        if (auto wrong = read(directive)) {
            return *std::move(wrong);
        }
    }
    if (buffer_.variables.empty()) {
        return *fault(block_.line(), "has no VAR line; add one for each variable, such as //!VAR float average");
    }
    // After all lines: STORAGE may stand behind the VARs whose places depend on it.
    buffer_.bytes = lay_out(buffer_.variables, buffer_.storage ? BufferLayout::std430 : BufferLayout::std140);
    if (auto wrong = read_data()) {
        return *std::move(wrong);
    }
    return std::move(buffer_);
}

BufferReader::Fault BufferReader::fault(int line, std::string text) const {
    return reading_.error(Code::shader_buffer, line, "BUFFER " + buffer_.name + " " + std::move(text));
}

BufferReader::Fault BufferReader::read(const Directive& directive) {
    if (directive.word == "BUFFER") {
        auto name = read_name(directive, reading_);
        if (!name) {
            return name.error();
        }
        buffer_.name = *std::move(name);
        return std::nullopt;
    }
    if (directive.word == "VAR") {
        return read_variable(directive);
    }
    if (directive.word == "STORAGE") {
        buffer_.storage = true;
        return std::nullopt;
    }
    return refuse_misplaced(directive, BlockKind::buffer, reading_);
}

// TYPE NAME or TYPE NAME[COUNT]
BufferReader::Fault BufferReader::read_variable(const Directive& directive) {
    const auto words = split_words(directive.value);
    const std::string_view type = words.empty() ? std::string_view() : words.front();
    if (!is_buffer_type(type)) {
        return fault(directive.number, "has a VAR of the type " + in_quotes(type) +
                                           "; there are float, int, uint, their vectors such as uvec3, and matrices "
                                           "such as mat4x3");
    }
    const std::string_view rest = trim(directive.value.substr(type.size()));
    const std::size_t bracket = std::min(rest.find('['), rest.size());
    const std::string_view name = trim(rest.substr(0, bracket));
    if (!is_identifier(name) || name.size() > reading_.limits.name_bytes) {
        return fault(directive.number,
                     "needs one name of letters, digits and _ behind the type of a VAR, not " + in_quotes(name));
    }
    BufferBlock::Variable variable{.type = std::string(type), .name = std::string(name)};
    if (auto wrong = read_count(directive, rest.substr(bracket), variable)) {
        return wrong;
    }
    const auto same = [&](const BufferBlock::Variable& other) { return other.name == variable.name; };
    if (std::any_of(buffer_.variables.begin(), buffer_.variables.end(), same)) {
        return reading_.error(Code::shader_duplicate, directive.number,
                              "BUFFER " + buffer_.name + " has two variables " + in_quotes(name) +
                                  "; rename one of the two");
    }
    buffer_.variables.push_back(std::move(variable));
    return std::nullopt;
}

// "[COUNT]" or nothing. libplacebo declares an array of one element as a plain variable, and shaders written for it use
// it as one.
BufferReader::Fault BufferReader::read_count(const Directive& directive, std::string_view text,
                                             BufferBlock::Variable& out) const {
    if (text.empty()) {
        return std::nullopt;
    }
    const bool closed = text.size() > 2 && text.ends_with(']');
    const auto count = closed ? parse_integer(trim(text.substr(1, text.size() - 2))) : std::nullopt;
    if (!count || *count < 1) {
        return fault(directive.number,
                     "needs a whole number above 0 in the brackets of VAR " + out.name + ", not " + in_quotes(text));
    }
    // 16 bytes at most for a column, and 4 columns.
    if (static_cast<unsigned long long>(*count) > reading_.limits.texture_bytes / 4) {
        return reading_.error(Code::shader_limit, directive.number,
                              "BUFFER " + buffer_.name + " takes more than " +
                                  std::to_string(reading_.limits.texture_bytes) + " bytes");
    }
    out.count = *count == 1 ? 0 : static_cast<int>(*count);
    return std::nullopt;
}

BufferReader::Fault BufferReader::read_data() {
    if (buffer_.bytes > reading_.limits.texture_bytes) {
        return reading_.error(Code::shader_limit, block_.line(),
                              "BUFFER " + buffer_.name + " takes more than " +
                                  std::to_string(reading_.limits.texture_bytes) + " bytes");
    }
    if (trim(block_.body).empty()) {
        return buffer_.storage
                   ? std::nullopt // starts as zeros
                   : fault(block_.line(), "has no data, and no pass could write any; add them as hexadecimal digits "
                                          "behind its //! lines, or the line //!STORAGE");
    }
    auto data = read_hex(block_,
                         {.owner = "BUFFER " + buffer_.name,
                          .by = buffer_.storage ? "its VAR lines (std430)" : "its VAR lines (std140)",
                          .bytes = buffer_.bytes,
                          .fault = Code::shader_buffer},
                         reading_);
    if (!data) {
        return data.error();
    }
    buffer_.data = *std::move(data);
    return std::nullopt;
}

} // namespace

Result<BufferBlock> read_buffer(const SourceBlock& block, Reading& reading) {
    return BufferReader(block, reading).run();
}

} // namespace senga
