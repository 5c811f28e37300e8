#include "app/input/actions.h"

#include "app/input/action_builder.h"

#include <algorithm>

namespace senga {
namespace {

std::vector<Action> build_table() {
    ActionBuilder table;
    add_chain_actions(table);
    add_view_actions(table);
    add_picture_actions(table);
    add_playback_actions(table);
    add_window_actions(table);
    return std::move(table).take();
}

} // namespace

const std::vector<Action>& actions() {
    static const std::vector<Action> table = build_table();
    return table;
}

const Action* find_action(std::string_view id) {
    const auto& table = actions();
    const auto found = std::find_if(table.begin(), table.end(), [&](const Action& action) { return action.id == id; });
    return found != table.end() ? &*found : nullptr;
}

bool exclude_each_other(Action::Context a, Action::Context b) {
    using Context = Action::Context;
    if (a == Context::any || b == Context::any || a == b) {
        return false;
    }
    if (a == Context::not_wiping || b == Context::not_wiping) {
        return a == Context::wiping || b == Context::wiping;
    }
    return true;
}

} // namespace senga
