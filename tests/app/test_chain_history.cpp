// Undoing and redoing what was done to the chain, and when it counts as changed.
#include "fixtures.h"

using namespace senga;
using namespace senga::test;

namespace {

double strength(const State& state, std::size_t entry) {
    const ParameterValues& values = state.chain.chain.entries.at(entry).values;
    const auto value = values.find("strength");
    return value == values.end() ? -1.0 : value->second;
}

std::vector<std::string> ids(const State& state) {
    std::vector<std::string> out;
    for (const ChainEntry& entry : state.chain.chain.entries) {
        out.push_back(entry.id);
    }
    return out;
}

void load_by_hand(State& state, const std::string& key, const std::vector<std::string>& passes, double now_s) {
    CHECK(loads(reduce(state, command::LoadPreset{key}, now_s), key));
    Chain chain;
    chain.name = key;
    for (const std::string& id : passes) {
        chain.entries.push_back(sample_entry(id));
    }
    happened(state, ChainEvent{event::ChainLoaded{key, chain, {}}}, now_s);
}

} // namespace

TEST_CASE("undo goes back through every kind of change, redo forth again") {
    State state = chain_state();
    quietly(state, command::SetParameter{1, "strength", 0.2}, 10.0);
    quietly(state, command::TogglePass{0}, 20.0);
    quietly(state, command::RemovePass{2}, 30.0);
    quietly(state, command::MovePass{0, Direction::forward}, 40.0);
    CHECK(ids(state) == std::vector<std::string>{"two", "one"});
    const std::uint64_t revision = state.chain.revision;

    quietly(state, command::UndoChain{});
    CHECK(ids(state) == std::vector<std::string>{"one", "two"});
    CHECK(state.chain.revision == revision + 1);
    quietly(state, command::UndoChain{});
    CHECK(ids(state) == std::vector<std::string>{"one", "two", "three"});
    CHECK_FALSE(state.chain.chain.entries[0].enabled);
    quietly(state, command::UndoChain{});
    CHECK(state.chain.chain.entries[0].enabled);
    CHECK(strength(state, 1) == 0.2);
    CHECK(state.chain.modified);
    quietly(state, command::UndoChain{});
    CHECK(strength(state, 1) == 0.7);
    CHECK_FALSE(state.chain.modified);
    CHECK(toasted(state, "Undone (0 more)"));
    const std::uint64_t first = state.chain.revision;
    quietly(state, command::UndoChain{});
    CHECK(state.chain.revision == first);
    CHECK(toasted(state, "Nothing to undo in the chain"));

    for (int i = 0; i < 4; ++i) {
        quietly(state, command::RedoChain{});
    }
    CHECK(ids(state) == std::vector<std::string>{"two", "one"});
    CHECK_FALSE(state.chain.chain.entries[1].enabled);
    CHECK(strength(state, 0) == 0.2);
    CHECK(state.chain.modified);
    quietly(state, command::RedoChain{});
    CHECK(toasted(state, "Nothing to redo in the chain"));
}

TEST_CASE("what is done after an undo takes the place of what was undone") {
    State state = chain_state();
    quietly(state, command::RemovePass{0}, 1.0);
    quietly(state, command::UndoChain{}, 2.0);
    quietly(state, command::RemovePass{1}, 3.0);
    quietly(state, command::RedoChain{}, 4.0);
    CHECK(ids(state) == std::vector<std::string>{"one", "three"});
    quietly(state, command::UndoChain{}, 5.0);
    CHECK(ids(state) == std::vector<std::string>{"one", "two", "three"});
}

TEST_CASE("one drag of a slider is one change; another drag, or another slider, is another") {
    State state = chain_state();
    for (int i = 1; i <= 5; ++i) {
        quietly(state, command::SetParameter{0, "strength", 0.1 * i}, 10.0 + 0.5 * i); // 2 s in all
    }
    quietly(state, command::SetParameter{0, "strength", 0.9}, 20.0);
    quietly(state, command::SetParameter{2, "strength", 0.8}, 20.1);
    quietly(state, command::UndoChain{}, 21.0);
    CHECK(strength(state, 2) == -1.0);
    CHECK(strength(state, 0) == 0.9);
    quietly(state, command::UndoChain{}, 21.1);
    CHECK(strength(state, 0) == 0.5);
    quietly(state, command::UndoChain{}, 21.2);
    CHECK(strength(state, 0) == -1.0);
    // Soon after an undo a drag does not flow into what was undone to.
    quietly(state, command::SetParameter{0, "strength", 0.6}, 21.3);
    quietly(state, command::UndoChain{}, 21.4);
    CHECK(strength(state, 0) == -1.0);
}

TEST_CASE("changes that a preset by hand took away come back with their preset") {
    State state = playing_state();
    quietly(state, command::SetParameter{1, "strength", 0.2}, 1.0);
    load_by_hand(state, "zeta", {"four"}, 2.0);
    CHECK(toasted(state, "Preset: zeta. Undo brings your changes back"));
    CHECK_FALSE(state.chain.modified);
    quietly(state, command::UndoChain{}, 3.0);
    CHECK(state.chain.preset == "sample");
    CHECK(state.chain.last_preset == "zeta");
    CHECK(strength(state, 1) == 0.2);
    CHECK(state.chain.modified);
    CHECK(state.chain.loaded->entries.size() == 3); // reset and revert go back to that preset
    CHECK(toasted(state, "Undone: back to Sample"));
    quietly(state, command::UndoChain{}, 4.0);
    CHECK_FALSE(state.chain.modified);
    quietly(state, command::RedoChain{}, 5.0);
    quietly(state, command::RedoChain{}, 6.0);
    CHECK(state.chain.preset == "zeta");
    CHECK(ids(state) == std::vector<std::string>{"four"});
    CHECK_FALSE(state.chain.modified);
    // A preset that is gone meanwhile is none.
    happened(state, ChainEvent{event::PresetsListed{{{"zeta", "Zeta"}}}});
    quietly(state, command::UndoChain{}, 7.0);
    CHECK(state.chain.preset.empty());
    CHECK(state.chain.modified);
}

TEST_CASE("what rules loaded by themselves is the beginning") {
    State state = chain_state();
    state.chain.choice = ChainState::Choice::automatic;
    quietly(state, command::RemovePass{0});
    Chain chain;
    chain.entries = {sample_entry("four")};
    happened(state, ChainEvent{event::ChainLoaded{"zeta", chain, {}}});
    quietly(state, command::UndoChain{});
    CHECK(ids(state) == std::vector<std::string>{"four"});
}

TEST_CASE("undo leaves alone what is of the moment: switches, edited files, failures") {
    State state = chain_state();
    quietly(state, command::SetParameter{0, "strength", 0.1}, 1.0);
    quietly(state, command::ToggleChain{}, 2.0);
    quietly(state, command::MutePass{1}, 3.0);
    const auto edited = sample_shader("one, edited");
    state.chain.chain.entries[0].shader = edited;
    state.chain.chain.entries[2].failure = diagnose(Code::shader_compile, "broken");
    CHECK(state.chain.history.moments.size() == 2); // neither the switch nor the mute is a change
    quietly(state, command::UndoChain{}, 4.0);
    CHECK_FALSE(state.chain.chain.enabled);
    CHECK(state.chain.chain.entries[0].shader == edited);
    CHECK(strength(state, 0) == -1.0);
    CHECK(state.chain.chain.entries[1].muted);
    CHECK(state.chain.chain.entries[2].failure);
}

TEST_CASE("a chain is changed where saving it would make another preset, and only there") {
    State state = chain_state();
    const auto changed = [&](const Command& command) {
        quietly(state, command);
        return state.chain.modified;
    };
    CHECK_FALSE(changed(command::ToggleChain{})); // of the moment
    CHECK_FALSE(changed(command::SoloPass{0}));
    CHECK(changed(command::TogglePass{2}));
    CHECK_FALSE(changed(command::TogglePass{2}));
    CHECK(changed(command::SetParameter{1, "strength", 0.6}));
    CHECK_FALSE(changed(command::SetParameter{1, "strength", 0.7}));
    CHECK(changed(command::SetParameter{0, "strength", 0.6}));
    CHECK_FALSE(changed(command::SetParameter{0, "strength", 0.3})); // the shader's own value
    CHECK(changed(command::MovePass{0, Direction::forward}));
    CHECK_FALSE(changed(command::MovePass{0, Direction::forward}) == changed(command::MovePass{0, Direction::forward}));
    State other = chain_state();
    const Scaling before = other.chain.chain.scaling;
    Scaling scaling = before;
    scaling.up_light = UpLight::linear;
    REQUIRE_FALSE(scaling == before);
    quietly(other, command::SetScaling{scaling});
    CHECK(other.chain.modified);
    quietly(other, command::SetScaling{before});
    CHECK_FALSE(other.chain.modified);
    // Where a condition decides, saying the shader's own value is a change.
    State conditional = chain_state();
    conditional.chain.chain.entries[0].conditional = {{Expression{}, {{"strength", 0.9}}}};
    conditional.chain.loaded = std::make_shared<const Chain>(conditional.chain.chain);
    quietly(conditional, command::SetParameter{0, "strength", 0.3});
    CHECK(conditional.chain.modified);
}

TEST_CASE("saving moves the mark: what was undone to is a change of what is saved now") {
    State state = chain_state();
    quietly(state, command::SetParameter{1, "strength", 0.2}, 1.0);
    happened(state, ChainEvent{event::PresetSaved{"sample", "Sample"}}, 2.0);
    CHECK_FALSE(state.chain.modified);
    quietly(state, command::UndoChain{}, 3.0);
    CHECK(strength(state, 1) == 0.7);
    CHECK(state.chain.modified);
    quietly(state, command::RedoChain{}, 4.0);
    CHECK_FALSE(state.chain.modified);
}

TEST_CASE("the history forgets its oldest changes and no others") {
    State state = chain_state();
    for (int i = 0; i < 500; ++i) {
        quietly(state, command::TogglePass{0}, i);
    }
    CHECK(state.chain.history.moments.size() == 200);
    for (int i = 0; i < 300; ++i) {
        quietly(state, command::UndoChain{}, 500.0 + i);
    }
    CHECK_FALSE(state.chain.history.can_undo());
    CHECK(state.chain.history.moments.size() == 200);
}
