// When rules and folders choose a preset, and when the viewer does.
#include "fixtures.h"

using namespace senga;
using namespace senga::test;

namespace {

// A 720p film is loaded in a window as large as it; "off where nothing is enlarged" is switched on.
State state_with_rule() {
    State state = playing_state();
    state.library.rules = initial_rules();
    state.library.rules[0].enabled = true;
    state.view.window_px = {1280, 720};
    return state;
}

Effects resized(State& state, Size window) {
    return apply(state, WindowEvent{event::WindowResized{window, 1.0}}, 0.0);
}

void loaded(State& state, const std::string& key) {
    happened(state, ChainEvent{event::ChainLoaded{key, Chain{.name = key}, {}}});
}

// Opens a film with pictures of that size, and returns what follows from its first picture.
Effects opened(State& state, const std::string& path, Size size) {
    Effects all = apply(state, PlayerEvent{event::FileStarted{path}}, 0.0);
    const auto add = [&](const Effects& effects) { all.insert(all.end(), effects.begin(), effects.end()); };
    add(apply(state, PlayerEvent{event::FileLoaded{}}, 0.0));
    FrameFormat format;
    format.size = size;
    if (!(state.player.format == format)) {
        add(apply(state, PlayerEvent{event::FormatChanged{format, "yuv420p", false}}, 0.0));
    }
    add(apply(state, PlayerEvent{event::FrameShown{state.player.frame_id + 2}}, 0.0));
    return all;
}

} // namespace

TEST_CASE("a rule loads its preset once, and what was there before comes back") {
    State state = state_with_rule();
    CHECK(resized(state, {1280, 720}) == Effects{effect::LoadPresetFile{"off"}});
    CHECK(resized(state, {1270, 714}).empty()); // being loaded already
    loaded(state, "off");
    CHECK(toasted(state, "Preset for this film: off"));
    CHECK(resized(state, {1280, 720}).empty());
    CHECK(resized(state, {1920, 1080}) == Effects{effect::LoadPresetFile{"sample"}});
    loaded(state, "sample");
    CHECK(resized(state, {1920, 1080}).empty());
    CHECK(state.chain.last_preset.empty()); // the viewer chose nothing
}

TEST_CASE("a choice by hand holds until another film opens") {
    State state = state_with_rule();
    state.library.settings.remember_folders = false;
    CHECK(loads(resized(state, {1280, 720}), "off"));
    loaded(state, "off");
    CHECK(loads(reduce(state, command::LoadPreset{"zeta"}, 0.0), "zeta"));
    loaded(state, "zeta");
    CHECK(resized(state, {1280, 720}).empty());
    CHECK(resized(state, {1920, 1080}).empty());
    CHECK(resized(state, {1280, 720}).empty());
    CHECK(opened(state, "/films/Episode 01.mkv", {1280, 720}).empty()); // the same once more
    CHECK(loads(opened(state, "/films/Episode 02.mkv", {1280, 720}), "off"));
    loaded(state, "off");
    CHECK(loads(resized(state, {1920, 1080}), "zeta")); // what the viewer chose is what comes back
}

TEST_CASE("the rules wait for the film's own pictures") {
    State state = state_with_rule();
    CHECK(apply(state, PlayerEvent{event::FileStarted{"/films/4k.mkv"}}, 0.0).empty());
    CHECK(apply(state, PlayerEvent{event::FileLoaded{}}, 0.0).empty()); // the format is still the last film's
    CHECK(resized(state, {1280, 720}).empty());
    FrameFormat format;
    format.size = {640, 360};
    CHECK(apply(state, PlayerEvent{event::FormatChanged{format, "yuv420p", false}}, 0.0).empty()); // enlarged
    State same = state_with_rule();
    CHECK(loads(opened(same, "/films/b.mkv", {1280, 720}), "off")); // no change of format, but a picture
}

TEST_CASE("rules may ask for what becomes known later") {
    State state = state_with_rule();
    Rule rule;
    rule.preset = "zeta";
    rule.codec = "hevc";
    Rule fast;
    fast.preset = "off";
    fast.fps = {50.0, std::nullopt};
    CHECK(reduce(state, command::SetRules{{rule, fast}}, 0.0) == Effects{effect::Save{LibraryPart::rules}});
    CHECK(apply(state, PlayerEvent{event::TextChanged{&PlayerState::video_codec, "hevc"}}, 0.0) ==
          Effects{effect::LoadPresetFile{"zeta"}});
    loaded(state, "zeta");
    CHECK(apply(state, PlayerEvent{event::TextChanged{&PlayerState::video_codec, "h264"}}, 0.0) ==
          Effects{effect::LoadPresetFile{"sample"}});
    loaded(state, "sample");
    CHECK(apply(state, PlayerEvent{event::NumberChanged{&PlayerState::fps, 59.94}}, 0.0) ==
          Effects{effect::LoadPresetFile{"off"}});
    loaded(state, "off");
    CHECK(reduce(state, command::SetRules{{}}, 0.0) ==
          Effects{effect::Save{LibraryPart::rules}, effect::LoadPresetFile{"sample"}});
}

TEST_CASE("a folder's preset wins over the rules, for films of that folder") {
    State state = state_with_rule();
    CHECK(reduce(state, command::LoadPreset{"zeta"}, 0.0).size() == 2);
    loaded(state, "zeta");
    CHECK(loads(opened(state, "/other/a.mkv", {1280, 720}), "off"));
    loaded(state, "off");
    CHECK(loads(opened(state, "/films/Episode 02.mkv", {1280, 720}), "zeta"));
    loaded(state, "zeta");
    CHECK(resized(state, {1920, 1080}).empty());
    state.library.settings.remember_folders = false;
    CHECK(loads(resized(state, {1280, 720}), "off"));
}

TEST_CASE("a folder's preset that no longer exists is passed over") {
    State state = state_with_rule();
    state.library.rules.clear();
    state.library.folder_presets["/films"] = "deleted";
    CHECK(opened(state, "/films/Episode 02.mkv", {1280, 720}).empty());
}

TEST_CASE("unsaved changes are not lost to a rule; what it would have loaded is said once") {
    State state = state_with_rule();
    quietly(state, command::SetParameter{0, "strength", 0.9});
    happened(state, WindowEvent{event::WindowResized{{1280, 720}, 1.0}});
    const std::string told = "The chain has unsaved changes, so preset Off is not loaded";
    CHECK(toasted(state, told));
    state.view.toasts.clear();
    happened(state, WindowEvent{event::WindowResized{{1270, 714}, 1.0}});
    CHECK_FALSE(toasted(state, told));
    CHECK(state.chain.chain.entries[0].values.at("strength") == 0.9);
    quietly(state, command::RevertPreset{});
    CHECK(loads(resized(state, {1280, 720}), "off"));
}

TEST_CASE("a preset picked before the first film opens is a choice") {
    State state = state_with_rule();
    state.player = {};
    CHECK(loads(reduce(state, command::LoadPreset{"zeta"}, 0.0), "zeta"));
    loaded(state, "zeta");
    CHECK(opened(state, "/films/a.mkv", {1280, 720}).empty());
    CHECK(loads(opened(state, "/films/b.mkv", {1280, 720}), "off"));
}
