// ActionBuilder lets the table read like one: what is set by subject(), when(), within(), help() and repeats() holds
// for the entries that follow. Internal to app/input. Not shared between threads.
#pragma once

#include "app/input/action_conditions.h"
#include "app/input/actions.h"

#include <cassert>
#include <functional>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace senga {

class ActionBuilder {
public:
    using Keys = std::initializer_list<std::string>;
    using Derived = std::function<Command(const State&)>;

    // For what follows, until the next subject(). Clears everything else.
    ActionBuilder& subject(Text heading) {
        subject_ = heading;
        help_.reset();
        return when(when::always);
    }
    // Until the next when(). Clears context and repeat; the help stays.
    ActionBuilder& when(when::Condition condition) {
        condition_ = std::move(condition);
        context_ = Action::Context::any;
        repeat_ = Action::Repeat::no;
        return *this;
    }
    // Until the next when(). The condition must imply it.
    ActionBuilder& within(Action::Context context) {
        context_ = context;
        return *this;
    }
    // Entries that follow share a line of the key table; until the next help(), alone() or subject().
    ActionBuilder& help(Text text) {
        help_ = text;
        return *this;
    }
    // Each entry that follows has its label as help.
    ActionBuilder& alone() {
        help_.reset();
        return *this;
    }
    // Until the next when() or once().
    ActionBuilder& repeats() {
        repeat_ = Action::Repeat::yes;
        return *this;
    }
    ActionBuilder& once() {
        repeat_ = Action::Repeat::no;
        return *this;
    }

    void add(std::string id, Text label, Keys keys, Command command) {
        derive(std::move(id), label, keys, [command = std::move(command)](const State&) { return command; });
    }
    // A command that depends on how things are.
    void derive(std::string id, Text label, Keys keys, Derived command) {
        Action& action = append(std::move(id), label, keys);
        action.command = [command = std::move(command)](const State& state, Phase) { return command(state); };
    }
    void hold(std::string id, Text label, Keys keys, Command press, Command release) {
        Action& action = append(std::move(id), label, keys);
        action.kind = Action::Kind::hold;
        action.repeat = Action::Repeat::no;
        action.command = [press = std::move(press), release = std::move(release)](const State&, Phase phase) {
            return phase == Phase::press ? press : release;
        };
    }

    std::vector<Action> take() && { return std::move(table_); }

private:
    Action& append(std::string id, Text label, Keys keys) {
        Action action;
        action.id = std::move(id);
        action.subject = subject_;
        action.label = label;
        action.help = help_.value_or(label);
        action.repeat = repeat_;
        action.context = context_;
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
    Text subject_ = {};
    std::optional<Text> help_;
    when::Condition condition_ = when::always;
    Action::Context context_ = Action::Context::any;
    Action::Repeat repeat_ = Action::Repeat::no;
};

// The parts of the table, one per file.
void add_chain_actions(ActionBuilder& table);
void add_view_actions(ActionBuilder& table);
void add_picture_actions(ActionBuilder& table);
void add_playback_actions(ActionBuilder& table);
void add_window_actions(ActionBuilder& table);

} // namespace senga
