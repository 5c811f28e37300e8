// Effect is what the outside must do after a Command or an Event was reduced: the reducer itself does no I/O.
// Effects are carried out in order. Plain data, any thread.
#pragma once

#include "app/state/command.h"

#include <string>
#include <variant>
#include <vector>

namespace senga {

namespace effect {

struct PlayerCommand { // mpv's argv, to be sent asynchronously: {"seek", "-5", "relative+exact"}
    std::vector<std::string> args;
    bool operator==(const PlayerCommand&) const = default;
};
struct LoadPresetFile { // comes back as event::ChainLoaded or event::Reported
    std::string key;
    bool operator==(const LoadPresetFile&) const = default;
};
struct LoadShaderFile { // comes back as event::ShaderLoaded
    std::string path;
    bool operator==(const LoadShaderFile&) const = default;
};
struct SetFullscreen {
    Switch to = Switch::on;
    bool operator==(const SetFullscreen&) const = default;
};

} // namespace effect

using Effect =
    std::variant<effect::PlayerCommand, effect::LoadPresetFile, effect::LoadShaderFile, effect::SetFullscreen>;
using Effects = std::vector<Effect>;

} // namespace senga
