#include "app/input/dispatcher.h"

#include "app/input/mpv_keys.h"

#include <algorithm>
#include <cstddef>
#include <iterator>

namespace senga {
namespace {

bool in_chain(const State& state, std::string_view shader) {
    const auto& entries = state.chain.chain.entries;
    return std::any_of(entries.begin(), entries.end(), [&](const ChainEntry& entry) { return entry.id == shader; });
}

// What a key may do while a dialog lies over everything: to that dialog, and to no other thing that the viewer cannot
// see.
bool about_dialogs(const Command& command) {
    return std::holds_alternative<command::ToggleOverlay>(command) ||
           std::holds_alternative<command::LeaveFullscreen>(command);
}

bool holds(const Action* action) {
    return action != nullptr && action->kind == Action::Kind::hold;
}

} // namespace

bool comes_up(const KeyChord& chord) {
    return !chord.key.starts_with("Wheel") && chord.key != "DoubleClick";
}

std::vector<Command> KeyDispatcher::dispatch(const KeyEvent& event, const State& state) {
    const auto held =
        std::find_if(held_.begin(), held_.end(), [&](const Held& other) { return other.key_id == event.key_id; });
    if (event.kind == KeyEvent::Kind::up) {
        if (held == held_.end()) {
            return {};
        }
        const Command release = held->release;
        held_.erase(held);
        return {release};
    }
    // A key that is held already only repeats, even if the system forgot to say so.
    if (held != held_.end() || !event.chord) {
        return {};
    }
    if (state.view.capture) {
        return captured(event, state);
    }
    const std::vector<std::string> targets = targets_of(state.library.keys, *event.chord);
    const bool dialog = state.view.overlay != Overlay::none;
    bool claimed = dialog;
    for (const std::string& target : targets) {
        if (const auto shader = shader_of(target)) {
            if (!in_chain(state, *shader)) {
                continue; // a pass that is not there leaves the key to whoever else wants it
            }
            claimed = true;
            if (event.kind == KeyEvent::Kind::down && !dialog) {
                return {command::ToggleShader{std::string(*shader)}};
            }
            continue;
        }
        claimed = true;
        const Action& action = *find_action(target);
        if (!action.enabled(state)) {
            continue;
        }
        if (action.repeat == Action::Repeat::no && event.kind == KeyEvent::Kind::repeat) {
            return {};
        }
        const Command press = action.command(state, Phase::press);
        if (dialog && !about_dialogs(press)) {
            return {};
        }
        if (action.kind == Action::Kind::hold) {
            return begin(event, press, action.command(state, Phase::release));
        }
        const int count = action.repeat == Action::Repeat::yes ? std::max(1, event.count) : 1;
        return std::vector<Command>(static_cast<std::size_t>(count), press);
    }
    return claimed ? std::vector<Command>{} : forward(event);
}

std::vector<Command> KeyDispatcher::captured(const KeyEvent& event, const State& state) const {
    if (event.kind != KeyEvent::Kind::down) {
        return {};
    }
    if (*event.chord == KeyChord{"Esc", {}}) {
        return {command::CaptureKey{std::nullopt}};
    }
    if (!comes_up(*event.chord) && holds(find_action(*state.view.capture))) {
        return {}; // cannot be held
    }
    return {bind_key(state, *state.view.capture, *event.chord)};
}

std::vector<Command> KeyDispatcher::begin(const KeyEvent& event, const Command& press, const Command& release) {
    if (!comes_up(*event.chord)) {
        return {press, release};
    }
    held_.push_back({event.key_id, release});
    return {press};
}

// mpv repeats held keys by itself.
std::vector<Command> KeyDispatcher::forward(const KeyEvent& event) {
    if (event.kind != KeyEvent::Kind::down) {
        return {};
    }
    const std::string name = mpv_key_name(*event.chord);
    return begin(event, command::ForwardKey{name, Switch::on}, command::ForwardKey{name, Switch::off});
}

std::vector<Command> KeyDispatcher::release_all() {
    std::vector<Command> commands;
    std::transform(held_.begin(), held_.end(), std::back_inserter(commands),
                   [](const Held& held) { return held.release; });
    held_.clear();
    return commands;
}

} // namespace senga
