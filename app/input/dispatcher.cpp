#include "app/input/dispatcher.h"

#include <algorithm>

namespace senga {

std::vector<Command> KeyDispatcher::dispatch(const KeyEvent& event, const State& state) {
    const auto held =
        std::find_if(held_.begin(), held_.end(), [&](const Held& other) { return other.key_id == event.key_id; });
    if (event.kind == KeyEvent::Kind::up) {
        if (held == held_.end()) {
            return {};
        }
        const Command release = held->action->command(Phase::release);
        held_.erase(held);
        return {release};
    }
    // A key that is held already only repeats, even if the system forgot to say so.
    if (held != held_.end() || !event.chord) {
        return {};
    }
    const Action* action = find_action(*event.chord);
    if (action == nullptr || !action->enabled(state)) {
        return {};
    }
    if (event.kind == KeyEvent::Kind::repeat && action->repeat == Action::Repeat::no) {
        return {};
    }
    if (action->kind == Action::Kind::hold) {
        held_.push_back({event.key_id, action});
    }
    return {action->command(Phase::press)};
}

std::vector<Command> KeyDispatcher::release_all() {
    std::vector<Command> commands;
    for (const Held& held : held_) {
        commands.push_back(held.action->command(Phase::release));
    }
    held_.clear();
    return commands;
}

} // namespace senga
