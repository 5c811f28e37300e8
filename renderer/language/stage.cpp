#include "renderer/language/stage.h"

#include <array>
#include <cstddef>

namespace senga {
namespace {

constexpr auto names = std::to_array<std::string_view>({
    "LUMA",
    "CHROMA",
    "RGB",
    "ALPHA",
    "XYZ",
    "CHROMA_SCALED",
    "ALPHA_SCALED",
    "NATIVE",
    "MAINPRESUB",
    "MAIN",
    "LINEAR",
    "SIGMOID",
    "PREKERNEL",
    "POSTKERNEL",
    "SCALED",
    "PREOUTPUT",
    "OUTPUT",
});

} // namespace

std::string_view stage_name(Stage stage) {
    return names.at(static_cast<std::size_t>(stage));
}

std::optional<Stage> stage_from_name(std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) {
            return static_cast<Stage>(i);
        }
    }
    return std::nullopt;
}

bool stage_resizable(Stage stage) {
    return stage <= Stage::xyz || stage == Stage::native || stage == Stage::mainpresub || stage == Stage::main;
}

} // namespace senga
