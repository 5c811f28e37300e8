#include "app/degrade/storage_words.h"

#include <array>
#include <utility>

namespace senga {
namespace {

constexpr std::array matrices{Matrix::bt601, Matrix::bt709, Matrix::bt2020_ncl, Matrix::smpte240m};

} // namespace

std::string matrix_words() {
    std::string out;
    for (const Matrix matrix : matrices) {
        out += out.empty() ? "" : ", ";
        out += matrix_name(matrix);
    }
    return out;
}

std::optional<Matrix> matrix_from_word(std::string_view word) {
    for (const Matrix matrix : matrices) {
        if (matrix_name(matrix) == word) {
            return matrix;
        }
    }
    return std::nullopt;
}

Subsampling subsampling_from_word(std::string_view word) {
    static constexpr std::pair<std::string_view, Subsampling> known[]{
        {"420", {1, 1}}, {"422", {1, 0}}, {"440", {0, 1}}, {"411", {2, 0}}, {"444", {0, 0}}};
    for (const auto& [each, subsampling] : known) {
        if (word == each) {
            return subsampling;
        }
    }
    return {1, 1};
}

Siting siting_from_word(std::string_view word) {
    static constexpr std::pair<std::string_view, Siting> known[]{
        {"left", Siting::left}, {"center", Siting::center}, {"topleft", Siting::top_left}};
    for (const auto& [each, siting] : known) {
        if (word == each) {
            return siting;
        }
    }
    return Siting::left;
}

} // namespace senga
