// What the reducer does to the chain: every change raises the revision by one, what changes nothing leaves it.
#include "fixtures.h"

#include <cmath>

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
    CHECK(state.chain.revision == 10);
    happened(state, ChainEvent{event::ShaderLoaded{sample_entry("/a.glsl")}});
    CHECK(state.chain.revision == 11);
    CHECK(ids(state).back() == "/a.glsl");
}

TEST_CASE("a pass is dragged to its place, or duplicated behind itself") {
    State state = chain_state();
    state.chain.plan = std::make_shared<const Plan>();
    CHECK(rise(state, command::MovePassTo{1, 1}) == 0);
    CHECK(rise(state, command::MovePassTo{0, 3}) == 0);
    CHECK(rise(state, command::MovePassTo{3, 0}) == 0);
    CHECK(state.chain.plan);
    CHECK(rise(state, command::MovePassTo{0, 2}) == 1);
    CHECK(ids(state) == std::vector<std::string>{"two", "three", "one"});
    CHECK_FALSE(state.chain.plan);
    CHECK(rise(state, command::MovePassTo{2, 1}) == 1);
    CHECK(ids(state) == std::vector<std::string>{"two", "one", "three"});
    CHECK(rise(state, command::DuplicatePass{0}) == 1);
    CHECK(ids(state) == std::vector<std::string>{"two", "two", "one", "three"});
    CHECK(state.chain.chain.entries[1].values.at("strength") == 0.7);
    CHECK(rise(state, command::DuplicatePass{4}) == 0);
    CHECK(state.chain.modified);
}

TEST_CASE("mute and solo change the picture, not the preset") {
    State state = chain_state();
    CHECK(rise(state, command::MutePass{0}) == 1);
    CHECK_FALSE(takes_part(state.chain.chain, 0));
    CHECK(rise(state, command::MutePass{0}) == 1);
    CHECK(takes_part(state.chain.chain, 0));
    CHECK(rise(state, command::SoloPass{1}) == 1);
    CHECK(takes_part(state.chain.chain, 1));
    CHECK_FALSE(takes_part(state.chain.chain, 2));
    CHECK(rise(state, command::SoloPass{9}) == 0);
    CHECK(rise(state, command::MutePass{9}) == 0);
    CHECK_FALSE(state.chain.modified);
}

TEST_CASE("a shader's own key switches all its passes, in one change") {
    State state = chain_state();
    auto& entries = state.chain.chain.entries;
    entries.push_back(sample_entry("one"));
    entries[3].enabled = false;
    CHECK(rise(state, command::ToggleShader{"one"}) == 1);
    CHECK_FALSE(entries[0].enabled);
    CHECK_FALSE(entries[3].enabled);
    CHECK(entries[1].enabled);
    entries[3].failure = diagnose(Code::shader_compile, "no");
    CHECK(rise(state, command::ToggleShader{"one"}) == 1);
    CHECK(entries[0].enabled);
    CHECK(entries[3].enabled);
    CHECK_FALSE(entries[3].failure); // tried again
    CHECK(rise(state, command::ToggleShader{"absent"}) == 0);
    CHECK(toasted(state, "absent is not in the chain"));
}

TEST_CASE("a pass's file is opened where there is one") {
    State state = chain_state();
    quietly(state, command::OpenSource{0});
    CHECK(toasted(state, "one has no file that could be opened"));
    state.chain.chain.entries[0].path = "/shaders/one.glsl";
    CHECK(reduce(state, command::OpenSource{0}, 0.0) == Effects{effect::OpenExternally{"/shaders/one.glsl"}});
    quietly(state, command::OpenSource{7});
    CHECK(state.chain.revision == 10);
}

TEST_CASE("other scalers are another chain; the same are not") {
    State state = chain_state();
    Scaling scaling = state.chain.chain.scaling;
    CHECK(rise(state, command::SetScaling{scaling}) == 0);
    scaling.up = Kernel::lanczos;
    CHECK(rise(state, command::SetScaling{scaling}) == 1);
    CHECK(state.chain.chain.scaling.up.kernel == Kernel::lanczos);
    CHECK(state.chain.modified);
}

TEST_CASE("the equaliser has values of its own, within -100..100, and no preset knows of them") {
    State state = chain_state();
    quietly(state, command::SetEqualiser{"gamma", 5.0});
    CHECK(toasted(state, "The equaliser's shader is missing; reinstall Senga's shaders"));
    happened(state, ChainEvent{event::EqualiserLoaded{sample_equaliser()}});
    const std::uint64_t before = state.chain.equaliser_revision;
    const ParameterValues& values = state.chain.equaliser.values;
    quietly(state, command::ChangeEqualiser{"contrast", 5.0});
    quietly(state, command::ChangeEqualiser{"contrast", 5.0});
    CHECK(values.at("contrast") == 10.0);
    CHECK(toasted(state, "Contrast: +10"));
    quietly(state, command::SetEqualiser{"hue", -250.0});
    CHECK(values.at("hue") == -100.0);
    CHECK(state.chain.equaliser_revision == before + 3);
    quietly(state, command::ChangeEqualiser{"hue", -1.0}); // at its end
    quietly(state, command::SetEqualiser{"unknown", 1.0});
    quietly(state, command::SetEqualiser{"hue", std::nan("")});
    CHECK(state.chain.equaliser_revision == before + 3);
    quietly(state, command::SetEqualiser{"hue", 0.0});
    CHECK(values.size() == 1); // as it was made: not set
    quietly(state, command::ResetEqualiser{});
    CHECK(values.empty());
    CHECK(state.chain.equaliser_revision == before + 5);
    quietly(state, command::ResetEqualiser{});
    CHECK(state.chain.equaliser_revision == before + 5);
    CHECK(state.chain.revision == 10);
    CHECK_FALSE(state.chain.modified);
}
