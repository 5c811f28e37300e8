#include "app/state/reducer.h"

#include "app/state/command_reducer.h"
#include "app/state/toasts.h"
#include "app/state/visibility.h"

#include <utility>

namespace senga {

Effects reduce(State& state, const Command& command, double now_s) {
    Effects effects;
    begin_history(state.chain);
    std::visit(CommandReducer(state, effects, now_s), command);
    return effects;
}

void tick(State& state, double now_s) {
    expire_toasts(state.view, now_s);
    state.view.cursor_hidden = !cursor_wanted(state, now_s);
}

void CommandReducer::player(std::vector<std::string> args) {
    effects_.emplace_back(effect::PlayerCommand{std::move(args)});
}

void CommandReducer::toast(std::string topic, std::string text) {
    show_toast(state_.view, std::move(topic), std::move(text), now_s_);
}

std::string CommandReducer::on_off(bool on) const {
    return tr(state_.view.language, on ? Text::toast_on : Text::toast_off);
}

} // namespace senga
