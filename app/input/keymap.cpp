#include "app/input/keymap.h"

namespace senga {

std::string pass_target(std::string_view shader_id) {
    return "pass:" + std::string(shader_id);
}

} // namespace senga
