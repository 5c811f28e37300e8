#include "renderer/language/block_readers.h"
#include "renderer/language/hex_data.h"
#include "renderer/language/texture_format.h"
#include "renderer/language/words.h"

#include <algorithm>
#include <utility>

namespace senga {
namespace {

class TextureReader {
public:
    TextureReader(const SourceBlock& block, Reading& reading) : block_(block), reading_(reading) {}

    Result<TextureBlock> run();

private:
    using Fault = std::optional<Diagnostic>;

    Fault read(const Directive& directive);
    Fault read_size(const Directive& directive);
    Fault read_format(const Directive& directive);
    Fault read_filter(const Directive& directive);
    Fault read_border(const Directive& directive);
    Fault settle_filter();
    Fault check_storage() const;
    Fault read_data();
    Fault wrong_value(const Directive& directive, const char* expected) const;
    unsigned long long expected_bytes() const;

    const SourceBlock& block_;
    Reading& reading_;
    TextureBlock texture_;
    std::optional<TextureFormat> format_;
    std::optional<TextureBlock::Filter> filter_;
};

Result<TextureBlock> TextureReader::run() {
    texture_.line = block_.line();
    for (const Directive& directive : block_.directives) {
        if (auto fault = read(directive)) {
            return *std::move(fault);
        }
    }
    if (!format_) {
        return reading_.error(Code::shader_value, block_.line(),
                              "TEXTURE " + texture_.name + " has no FORMAT line; add one, such as //!FORMAT rgba16f");
    }
    if (auto fault = settle_filter()) {
        return *std::move(fault);
    }
    if (auto fault = check_storage()) {
        return *std::move(fault);
    }
    if (auto fault = read_data()) {
        return *std::move(fault);
    }
    return std::move(texture_);
}

TextureReader::Fault TextureReader::read(const Directive& directive) {
    if (directive.word == "TEXTURE") {
        auto name = read_name(directive, reading_);
        if (!name) {
            return name.error();
        }
        texture_.name = *std::move(name);
        return std::nullopt;
    }
    if (directive.word == "SIZE") {
        return read_size(directive);
    }
    if (directive.word == "FORMAT") {
        return read_format(directive);
    }
    if (directive.word == "FILTER") {
        return read_filter(directive);
    }
    if (directive.word == "BORDER") {
        return read_border(directive);
    }
    if (directive.word == "STORAGE") {
        texture_.storage = true;
        return std::nullopt;
    }
    return refuse_misplaced(directive, BlockKind::texture, reading_);
}

TextureReader::Fault TextureReader::wrong_value(const Directive& directive, const char* expected) const {
    return reading_.error(Code::shader_value, directive.number,
                          std::string(directive.word) + " needs " + expected + ", not " + in_quotes(directive.value));
}

TextureReader::Fault TextureReader::read_size(const Directive& directive) {
    const auto words = split_words(directive.value);
    if (words.empty() || words.size() > 3) {
        return wrong_value(directive, "one, two or three whole numbers");
    }
    texture_.size = {1, 1, 1};
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto edge = parse_integer(words[i]);
        if (!edge || *edge < 1) {
            return wrong_value(directive, "one, two or three whole numbers above 0");
        }
        if (*edge > reading_.limits.texture_edge_px) {
            return reading_.error(Code::shader_limit, directive.number,
                                  "an edge of the texture is longer than " +
                                      std::to_string(reading_.limits.texture_edge_px) + " texels");
        }
        texture_.size[i] = static_cast<int>(*edge);
    }
    texture_.dimensions = static_cast<int>(words.size());
    return std::nullopt;
}

TextureReader::Fault TextureReader::read_format(const Directive& directive) {
    format_ = texture_format(directive.value);
    if (!format_) {
        return wrong_value(directive, "a format such as r8, rgba8, r16f or rgba32f");
    }
    texture_.format = directive.value;
    return std::nullopt;
}

TextureReader::Fault TextureReader::read_filter(const Directive& directive) {
    if (directive.value == "LINEAR") {
        filter_ = TextureBlock::Filter::linear;
    } else if (directive.value == "NEAREST") {
        filter_ = TextureBlock::Filter::nearest;
    } else {
        return wrong_value(directive, "LINEAR or NEAREST");
    }
    return std::nullopt;
}

TextureReader::Fault TextureReader::read_border(const Directive& directive) {
    if (directive.value == "CLAMP") {
        texture_.border = TextureBlock::Border::clamp;
    } else if (directive.value == "REPEAT") {
        texture_.border = TextureBlock::Border::repeat;
    } else if (directive.value == "MIRROR") {
        texture_.border = TextureBlock::Border::mirror;
    } else {
        return wrong_value(directive, "CLAMP, REPEAT or MIRROR");
    }
    return std::nullopt;
}

// Without a FILTER line vo=gpu filters linearly and libplacebo does not. We follow vo=gpu, whose pictures ours are
// compared with; but for storage and integer textures, which vo=gpu refuses, so that only libplacebo's reading exists.
TextureReader::Fault TextureReader::settle_filter() {
    const bool filterable = format_->filterable();
    if (filter_ == TextureBlock::Filter::linear && !filterable) {
        return reading_.error(Code::shader_value, block_.line(),
                              "TEXTURE " + texture_.name +
                                  " holds integers, which cannot be filtered; write //!FILTER "
                                  "NEAREST");
    }
    const bool linear_default = filterable && !texture_.storage;
    texture_.filter = filter_.value_or(linear_default ? TextureBlock::Filter::linear : TextureBlock::Filter::nearest);
    return std::nullopt;
}

TextureReader::Fault TextureReader::check_storage() const {
    if (!texture_.storage || !image_qualifier(*format_).empty()) {
        return std::nullopt;
    }
    return reading_.error(Code::shader_value, block_.line(),
                          "TEXTURE " + texture_.name + " is a STORAGE of the format " + texture_.format +
                              ", which GLSL cannot write; take one of 1, 2 or 4 components, such as rgba8 or rgba16f");
}

unsigned long long TextureReader::expected_bytes() const {
    // Three edges of 2^14 texels of 16 bytes each: 2^46, far below overflow.
    unsigned long long bytes = static_cast<unsigned long long>(format_->file_bytes);
    for (const int edge : texture_.size) {
        bytes *= static_cast<unsigned long long>(edge);
    }
    return bytes;
}

TextureReader::Fault TextureReader::read_data() {
    const unsigned long long expected = expected_bytes();
    if (expected > reading_.limits.texture_bytes) {
        return reading_.error(Code::shader_limit, block_.line(),
                              "TEXTURE " + texture_.name + " takes more than " +
                                  std::to_string(reading_.limits.texture_bytes) + " bytes");
    }
    if (texture_.storage && trim(block_.body).empty()) {
        return std::nullopt; // starts as zeros
    }
    auto data = read_hex(block_, {.owner = "TEXTURE " + texture_.name, .by = "its SIZE and FORMAT", .bytes = expected},
                         reading_);
    if (!data) {
        return data.error();
    }
    texture_.data = *std::move(data);
    return std::nullopt;
}

} // namespace

Result<TextureBlock> read_texture(const SourceBlock& block, Reading& reading) {
    return TextureReader(block, reading).run();
}

} // namespace senga
