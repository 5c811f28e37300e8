// Sample states and small helpers for the tests of app/. No GL, no mpv, no files.
#pragma once

#include "app/state/reducer.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace senga::test {

// A pass with one real parameter 0..1 (initially 0.3) and one choice of two.
inline std::shared_ptr<const ShaderFile> sample_shader(const std::string& name) {
    auto file = std::make_shared<ShaderFile>();
    file->name = name;
    Parameter strength;
    strength.name = "strength";
    strength.desc = "Strength";
    strength.initial = 0.3;
    strength.minimum = 0.0;
    strength.maximum = 1.0;
    Parameter mode;
    mode.name = "mode";
    mode.type = Parameter::Type::integer;
    mode.minimum = 0.0;
    mode.maximum = 1.0;
    mode.labels = {"gentle", "strong"};
    file->parameters = {strength, mode};
    PassBlock pass;
    pass.hooks = {Stage::output};
    pass.desc = name;
    file->passes = {pass};
    return file;
}

inline ChainEntry sample_entry(const std::string& id) {
    ChainEntry entry;
    entry.id = id;
    entry.label = id;
    entry.shader = sample_shader(id);
    return entry;
}

// Three passes as a preset loads them, nothing playing.
inline State chain_state() {
    State state;
    Chain chain;
    chain.name = "sample";
    chain.entries = {sample_entry("one"), sample_entry("two"), sample_entry("three")};
    chain.entries[1].values["strength"] = 0.7;
    state.chain.chain = chain;
    state.chain.loaded = std::make_shared<const Chain>(chain);
    state.chain.preset = "sample";
    state.chain.awaited = "sample";
    state.chain.presets = {{"off", "Off"}, {"sample", "Sample"}, {"zeta", "Zeta"}};
    state.chain.revision = 10;
    return state;
}

// A film of 100 s with three chapters, two subtitle and two audio tracks, at 20 s.
inline State playing_state() {
    State state = chain_state();
    PlayerState& player = state.player;
    player.opened = true;
    player.idle = false;
    player.path = "/films/Episode 01.mkv";
    player.time_s = 20.0;
    player.duration_s = 100.0;
    player.chapters = {{0.0, "Opening"}, {15.0, "Part A"}, {60.0, "Part B"}};
    const auto track = [](TrackKind kind, int id, const char* lang, bool selected) {
        Track result;
        result.kind = kind;
        result.id = id;
        result.lang = lang;
        result.selected = selected;
        return result;
    };
    player.tracks = {track(TrackKind::video, 1, "", true), track(TrackKind::audio, 1, "jpn", true),
                     track(TrackKind::audio, 2, "eng", false), track(TrackKind::subtitle, 1, "eng", true),
                     track(TrackKind::subtitle, 2, "ger", false)};
    player.playlist.entries = {{"/films/Episode 01.mkv", ""}, {"/films/Episode 02.mkv", ""}};
    player.playlist.position = 0;
    FrameFormat format;
    format.size = {1280, 720};
    player.format = format;
    player.format_known = true;
    return state;
}

// A shader with the equaliser's five parameters, -100..100, initially 0.
inline ChainEntry sample_equaliser() {
    auto file = std::make_shared<ShaderFile>();
    file->name = "equaliser";
    for (const char* name : {"brightness", "contrast", "saturation", "gamma", "hue"}) {
        Parameter parameter;
        parameter.name = name;
        parameter.minimum = -100.0;
        parameter.maximum = 100.0;
        file->parameters.push_back(parameter);
    }
    ChainEntry entry;
    entry.id = "builtin/equaliser";
    entry.shader = file;
    return entry;
}

// That film with a plan in which pass 1 runs, 2 is skipped and 3 failed.
inline State planned_state() {
    State state = playing_state();
    auto plan = std::make_shared<Plan>();
    plan->output = {1280, 720};
    plan->format = *state.player.format;
    for (std::size_t i = 0; i < 3; ++i) {
        plan->shaders.push_back(state.chain.chain.entries[i].shader);
        PassReport report;
        report.entry = i;
        report.status = i == 0 ? PassStatus::runs : PassStatus::skipped;
        report.reason = i == 0 ? "" : "OUTPUT.w 1280 > HOOKED.w 1280 is not true";
        plan->reports.push_back(report);
    }
    state.chain.plan = plan;
    state.chain.chain.entries[2].failure = diagnose(Code::shader_compile, "syntax error 100%s", {"three.glsl", 12});
    return state;
}

using Argv = std::vector<std::string>;

// The player commands among the effects, in order.
inline std::vector<Argv> argvs(const Effects& effects) {
    std::vector<Argv> result;
    for (const Effect& effect : effects) {
        if (const auto* command = std::get_if<effect::PlayerCommand>(&effect)) {
            result.push_back(command->args);
        }
    }
    return result;
}

inline std::vector<Argv> player_commands(State& state, const Command& command, double now_s = 0.0) {
    return argvs(reduce(state, command, now_s));
}

// Reduces a command that asks nothing of the outside.
inline void quietly(State& state, const Command& command, double now_s = 0.0) {
    CHECK(reduce(state, command, now_s).empty());
}

template<class Event>
void happened(State& state, const Event& event, double now_s = 0.0) {
    CHECK(apply(state, event, now_s).empty());
}

inline bool loads(const Effects& effects, const std::string& preset) {
    return std::find(effects.begin(), effects.end(), Effect(effect::LoadPresetFile{preset})) != effects.end();
}

inline bool saves(const Effects& effects, LibraryPart part) {
    return std::find(effects.begin(), effects.end(), Effect(effect::Save{part})) != effects.end();
}

inline bool toasted(const State& state, const std::string& text) {
    for (const Toast& toast : state.view.toasts) {
        if (toast.text == text) {
            return true;
        }
    }
    return false;
}

} // namespace senga::test
