// ActionBuilder lets actions.cpp read like a table: what is set by when(), help() and repeats() holds for the entries
// that follow. Internal to app/input. Also the conditions the table uses. Not shared between threads.
#pragma once

#include "app/input/actions.h"

#include <cassert>
#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace senga {

inline bool always(const State&) {
    return true;
}
inline bool file_open(const State& state) {
    return state.player.opened;
}
inline bool has_chapters(const State& state) {
    return state.player.opened && !state.player.chapters.empty();
}
inline bool has_playlist(const State& state) {
    return state.player.playlist.entries.size() > 1;
}
inline bool has_presets(const State& state) {
    return !state.chain.presets.empty();
}
inline bool wiping(const State& state) {
    return state.view.compare == Compare::wipe;
}
inline bool fullscreen(const State& state) {
    return state.view.fullscreen;
}

class ActionBuilder {
public:
    // For what follows, until the next when(); clears help and repeat.
    ActionBuilder& when(std::function<bool(const State&)> condition) {
        condition_ = std::move(condition);
        return alone();
    }
    // For what follows, until the next help(), alone() or when(). Clears repeat.
    ActionBuilder& help(std::string text) {
        help_ = std::move(text);
        repeat_ = Action::Repeat::no;
        return *this;
    }
    // Each entry that follows has its label as help.
    ActionBuilder& alone() { return help(""); }
    // For what follows, until the next help(), alone() or when().
    ActionBuilder& repeats() {
        repeat_ = Action::Repeat::yes;
        return *this;
    }

    void add(std::string id, std::string label, std::initializer_list<std::string> keys, Command command) {
        Action& action = append(std::move(id), std::move(label), keys);
        action.command = [command = std::move(command)](Phase) { return command; };
    }
    void hold(std::string id, std::string label, std::initializer_list<std::string> keys, Command press,
              Command release) {
        Action& action = append(std::move(id), std::move(label), keys);
        action.kind = Action::Kind::hold;
        action.repeat = Action::Repeat::no;
        action.command = [press = std::move(press), release = std::move(release)](Phase phase) {
            return phase == Phase::press ? press : release;
        };
    }

    std::vector<Action> take() && { return std::move(table_); }

private:
    Action& append(std::string id, std::string label, std::initializer_list<std::string> keys) {
        Action action;
        action.help = help_.empty() ? label : help_;
        action.id = std::move(id);
        action.label = std::move(label);
        action.repeat = repeat_;
        action.enabled = condition_;
        for (const std::string& key : keys) {
            const auto chord = parse_chord(key);
            assert(chord && "a key in the action table does not parse");
            if (chord) {
                action.keys.push_back(*chord);
            }
        }
        table_.push_back(std::move(action));
        return table_.back();
    }

    std::vector<Action> table_;
    std::function<bool(const State&)> condition_ = always;
    std::string help_;
    Action::Repeat repeat_ = Action::Repeat::no;
};

} // namespace senga
