// What the reducer does to the chain: every change raises the revision by one, what changes nothing leaves it.
#include "fixtures.h"

using namespace senga;
using namespace senga::test;

namespace {

// The revision's rise by a command that asks nothing of the outside.
std::uint64_t rise(State& state, const Command& command) {
    const std::uint64_t before = state.chain.revision;
    quietly(state, command);
    return state.chain.revision - before;
}

std::vector<std::string> ids(const State& state) {
    std::vector<std::string> result;
    for (const ChainEntry& entry : state.chain.chain.entries) {
        result.push_back(entry.id);
    }
    return result;
}

} // namespace

TEST_CASE("toggling a pass keeps its values and the plan") {
    State state = chain_state();
    state.chain.plan = std::make_shared<const Plan>();
    CHECK(rise(state, command::TogglePass{1}) == 1);
    CHECK_FALSE(state.chain.chain.entries[1].enabled);
    CHECK(state.chain.chain.entries[0].enabled);
    CHECK(state.chain.chain.entries[1].values.at("strength") == 0.7);
    CHECK(state.chain.plan);
    CHECK(state.chain.modified);
    CHECK(toasted(state, "2 two: off"));
    CHECK(rise(state, command::TogglePass{1}) == 1);
    CHECK(state.chain.chain.entries[1].enabled);
    CHECK(rise(state, command::TogglePass{3}) == 0);
}

TEST_CASE("switching a refused pass on tries it again; one that did not load stays failed") {
    State state = chain_state();
    auto& entries = state.chain.chain.entries;
    entries[0].enabled = false;
    entries[0].failure = diagnose(Code::shader_compile, "no");
    CHECK(rise(state, command::TogglePass{0}) == 1);
    CHECK_FALSE(entries[0].failure);
    entries[1].enabled = false;
    entries[1].shader = nullptr;
    entries[1].failure = diagnose(Code::file_missing, "no");
    CHECK(rise(state, command::TogglePass{1}) == 1);
    CHECK(entries[1].failure);
}

TEST_CASE("the whole chain switches without touching its passes") {
    State state = chain_state();
    state.chain.chain.entries[2].enabled = false;
    CHECK(rise(state, command::ToggleChain{}) == 1);
    CHECK_FALSE(state.chain.chain.enabled);
    CHECK(state.chain.chain.entries[0].enabled);
    CHECK_FALSE(state.chain.chain.entries[2].enabled);
}

TEST_CASE("a parameter is clamped, and the same value is no change") {
    State state = chain_state();
    auto& values = state.chain.chain.entries[0].values;
    CHECK(rise(state, command::SetParameter{0, "strength", 0.5}) == 1);
    CHECK(values.at("strength") == 0.5);
    CHECK(rise(state, command::SetParameter{0, "strength", 0.5}) == 0);
    CHECK(rise(state, command::SetParameter{0, "strength", 7.0}) == 1);
    CHECK(values.at("strength") == 1.0);
    CHECK(rise(state, command::SetParameter{0, "mode", 0.6}) == 1);
    CHECK(values.at("mode") == 1.0);
    CHECK(rise(state, command::SetParameter{0, "unknown", 1.0}) == 0);
    CHECK(rise(state, command::SetParameter{9, "strength", 1.0}) == 0);
    state.chain.chain.entries[0].shader = nullptr;
    CHECK(rise(state, command::SetParameter{0, "strength", 0.1}) == 0);
}

TEST_CASE("reset goes back to the preset's value, else to the shader's own") {
    State state = chain_state();
    auto& entries = state.chain.chain.entries;
    CHECK(rise(state, command::ResetParameter{1, "strength"}) == 0);
    CHECK(rise(state, command::SetParameter{1, "strength", 0.2}) == 1);
    CHECK(rise(state, command::ResetParameter{1, "strength"}) == 1);
    CHECK(entries[1].values.at("strength") == 0.7);
    CHECK(rise(state, command::SetParameter{0, "strength", 0.2}) == 1);
    CHECK(rise(state, command::ResetParameter{0, "strength"}) == 1);
    CHECK(entries[0].values.empty());
    CHECK(rise(state, command::ResetParameter{0, "strength"}) == 0);
    CHECK(rise(state, command::ResetParameter{9, "strength"}) == 0);
}

TEST_CASE("reset of a pass restores all its values, also where the shader stands twice") {
    State state = chain_state();
    auto& entries = state.chain.chain.entries;
    ChainEntry again = entries[1];
    again.values["strength"] = 0.9;
    entries.push_back(again);
    state.chain.loaded = std::make_shared<const Chain>(state.chain.chain);
    CHECK(rise(state, command::SetParameter{1, "strength", 0.1}) == 1);
    CHECK(rise(state, command::SetParameter{3, "strength", 0.1}) == 1);
    CHECK(rise(state, command::SetParameter{3, "mode", 1.0}) == 1);
    CHECK(rise(state, command::ResetPass{1}) == 1);
    CHECK(rise(state, command::ResetPass{3}) == 1);
    CHECK(rise(state, command::ResetPass{3}) == 0);
    CHECK(entries[1].values == ParameterValues{{"strength", 0.7}});
    CHECK(entries[3].values == ParameterValues{{"strength", 0.9}});
}

TEST_CASE("moving and removing voids the plan, whose numbers name entries") {
    State state = chain_state();
    state.chain.plan = std::make_shared<const Plan>();
    CHECK(rise(state, command::MovePass{0, Direction::back}) == 0);
    CHECK(rise(state, command::MovePass{2, Direction::forward}) == 0);
    CHECK(rise(state, command::MovePass{7, Direction::back}) == 0);
    CHECK(state.chain.plan);
    CHECK(rise(state, command::MovePass{2, Direction::back}) == 1);
    CHECK(ids(state) == std::vector<std::string>{"one", "three", "two"});
    CHECK_FALSE(state.chain.plan);
    CHECK(rise(state, command::RemovePass{1}) == 1);
    CHECK(ids(state) == std::vector<std::string>{"one", "two"});
    CHECK(rise(state, command::RemovePass{2}) == 0);
}

TEST_CASE("files are loaded outside, and the chain changes when they arrive") {
    State state = chain_state();
    CHECK(reduce(state, command::AddShader{"/a.glsl"}, 0.0) == Effects{effect::LoadShaderFile{"/a.glsl"}});
    CHECK(reduce(state, command::LoadPreset{"off"}, 0.0) == Effects{effect::LoadPresetFile{"off"}});
    CHECK(state.chain.revision == 10);
    happened(state, ChainEvent{event::ShaderLoaded{sample_entry("/a.glsl")}});
    CHECK(state.chain.revision == 11);
    CHECK(ids(state).back() == "/a.glsl");
}

TEST_CASE("presets go round; an unknown one counts as before the first") {
    State state = chain_state(); // off, sample, zeta; at sample
    const auto next = [&](Direction direction) { return reduce(state, command::StepPreset{direction}, 0.0); };
    CHECK(next(Direction::forward) == Effects{effect::LoadPresetFile{"zeta"}});
    CHECK(next(Direction::back) == Effects{effect::LoadPresetFile{"off"}});
    state.chain.preset = "zeta";
    CHECK(next(Direction::forward) == Effects{effect::LoadPresetFile{"off"}});
    state.chain.preset = "off";
    CHECK(next(Direction::back) == Effects{effect::LoadPresetFile{"zeta"}});
    state.chain.preset = "gone";
    CHECK(next(Direction::forward) == Effects{effect::LoadPresetFile{"off"}});
    CHECK(next(Direction::back) == Effects{effect::LoadPresetFile{"zeta"}});
    state.chain.presets.clear();
    CHECK(next(Direction::forward).empty());
}
