#include "renderer/language/buffer_layout.h"

#include <algorithm>
#include <array>
#include <optional>

namespace senga {
namespace {

constexpr std::size_t scalar_bytes = 4;
constexpr std::size_t vec4_bytes = 4 * scalar_bytes;

// A matrix is laid out as an array of its columns.
struct Shape {
    std::size_t columns = 1;
    std::size_t rows = 1;
};

std::size_t edge(char digit) {
    return digit >= '2' && digit <= '4' ? static_cast<std::size_t>(digit - '0') : 0;
}

// What stands behind "mat": "2" to "4", or columns, 'x', rows.
std::optional<Shape> matrix_shape(std::string_view text) {
    Shape out;
    if (text.size() == 1) {
        out = {.columns = edge(text[0]), .rows = edge(text[0])};
    } else if (text.size() == 3 && text[1] == 'x') {
        out = {.columns = edge(text[0]), .rows = edge(text[2])};
    } else {
        return std::nullopt;
    }
    return out.columns > 0 && out.rows > 0 ? std::optional(out) : std::nullopt;
}

std::optional<Shape> shape_of(std::string_view type) {
    if (type == "float" || type == "int" || type == "uint") {
        return Shape{};
    }
    if (type.starts_with("mat")) {
        return matrix_shape(type.substr(3));
    }
    for (const std::string_view prefix : {"vec", "ivec", "uvec"}) {
        if (type.starts_with(prefix) && type.size() == prefix.size() + 1 && edge(type.back()) > 0) {
            return Shape{.columns = 1, .rows = edge(type.back())};
        }
    }
    return std::nullopt;
}

std::size_t round_up(std::size_t value, std::size_t step) {
    return (value + step - 1) / step * step;
}

} // namespace

bool is_buffer_type(std::string_view type) {
    return shape_of(type).has_value();
}

std::size_t lay_out(std::vector<BufferBlock::Variable>& variables, BufferLayout layout) {
    std::size_t end = 0;
    for (BufferBlock::Variable& variable : variables) {
        const Shape shape = shape_of(variable.type).value_or(Shape{});
        // A vector of three is aligned like one of four, but takes its own size where it stands alone.
        std::size_t align = (shape.rows == 3 ? 4 : shape.rows) * scalar_bytes;
        std::size_t bytes = shape.rows * scalar_bytes;
        if (variable.count > 0 || shape.columns > 1) {
            align = layout == BufferLayout::std140 ? round_up(align, vec4_bytes) : align;
            bytes = align * shape.columns * static_cast<std::size_t>(std::max(variable.count, 1));
        }
        variable.offset = round_up(end, align);
        end = variable.offset + bytes;
    }
    return end;
}

} // namespace senga
