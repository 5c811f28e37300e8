// The action table: each action makes its one player command or change, when it can and as often as it should.
#include "app/input/bindings.h"
#include "fixtures.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

using namespace senga;
using namespace senga::test;

namespace {

// A state in which the action has something to do.
State state_for(const Action& action) {
    State state = playing_state();
    while (state.chain.chain.entries.size() < 9) {
        state.chain.chain.entries.push_back(sample_entry("more"));
    }
    while (state.chain.presets.size() < 9) {
        const std::string number = std::to_string(state.chain.presets.size() + 1);
        state.chain.presets.push_back({"p" + number, "P" + number});
    }
    state.chain.modified = true;
    const ChainMoment sample{.chain = *state.chain.loaded, .preset = "sample", .loaded = state.chain.loaded};
    state.chain.history = {.moments = {sample, sample, sample}, .at = 1};
    state.chain.last_preset = "zeta";
    state.chain.equaliser = sample_equaliser();
    state.chain.equaliser.values["hue"] = 20.0;
    Track second; // so that the video track has somewhere to go
    second.id = 2;
    state.player.tracks.push_back(second);
    state.player.playlist.entries.push_back({"/films/Episode 03.mkv", ""});
    state.player.playlist.position = 1;
    state.player.speed = 2.0;
    state.player.panscan = 0.5;
    state.view.window_px = {1280, 720};
    state.view.zoom.factor = 2.0;
    state.view.ui_scale = 1.5;
    state.library.recent = {{"/films/old.mkv", "", 0.0, 0.0}};
    state.library.keys.own["audio.mute"] = {};
    state.view.fullscreen = action.id == "window.leave-fullscreen";
    switch (action.context) {
    case Action::Context::wiping:
        state.view.compare = Compare::wipe;
        break;
    case Action::Context::differing:
        state.view.compare = Compare::difference;
        break;
    case Action::Context::blinking:
        state.view.compare = Compare::blink;
        break;
    case Action::Context::any:
    case Action::Context::not_wiping:
        break;
    }
    return state;
}

Effects press(State& state, const Action& action) {
    return reduce(state, action.command(state, Phase::press), 0.0);
}

const std::map<std::string, Argv>& player_actions() {
    static const std::map<std::string, Argv> expected{
        {"playback.pause", {"cycle", "pause"}},
        {"playback.stop", {"stop", "keep-playlist"}},
        {"playback.frame-back", {"frame-back-step"}},
        {"playback.frame-forward", {"frame-step"}},
        {"playback.slower", {"multiply", "speed", "0.909091"}}, // 1/1.1
        {"playback.faster", {"multiply", "speed", "1.1"}},
        {"playback.half-speed", {"multiply", "speed", "0.5"}},
        {"playback.double-speed", {"multiply", "speed", "2"}},
        {"playback.normal-speed", {"set", "speed", "1"}},
        {"playback.loop-ab", {"ab-loop"}},
        {"playback.loop-file", {"set", "loop-file", "inf"}},
        {"seek.back-5", {"seek", "-5", "relative+keyframes"}},
        {"seek.forward-5", {"seek", "5", "relative+keyframes"}},
        {"seek.back-60", {"seek", "-60", "relative+keyframes"}},
        {"seek.forward-60", {"seek", "60", "relative+keyframes"}},
        {"seek.back-600", {"seek", "-600", "relative+keyframes"}},
        {"seek.forward-600", {"seek", "600", "relative+keyframes"}},
        {"seek.back-1", {"seek", "-1", "relative+exact"}},
        {"seek.forward-1", {"seek", "1", "relative+exact"}},
        {"seek.exactly-back-5", {"seek", "-5", "relative+exact"}},
        {"seek.exactly-forward-5", {"seek", "5", "relative+exact"}},
        {"seek.start", {"seek", "0.000", "absolute+exact"}},
        {"seek.chapter-back", {"set", "chapter", "1"}},
        {"seek.chapter-forward", {"set", "chapter", "2"}},
        {"seek.revert", {"revert-seek"}},
        {"seek.mark", {"revert-seek", "mark"}},
        {"playlist.previous", {"playlist-prev"}},
        {"playlist.next", {"playlist-next"}},
        {"playlist.shuffle", {"playlist-shuffle"}},
        {"playlist.clear", {"playlist-clear"}},
        {"audio.quieter", {"add", "volume", "-5"}},
        {"audio.louder", {"add", "volume", "5"}},
        {"audio.mute", {"set", "mute", "yes"}},
        {"audio.next-track", {"set", "aid", "2"}},
        {"audio.earlier", {"add", "audio-delay", "-0.1"}},
        {"audio.later", {"add", "audio-delay", "0.1"}},
        {"subtitle.next-track", {"set", "sid", "2"}},
        {"subtitle.previous-track", {"set", "sid", "no"}},
        {"subtitle.toggle", {"set", "sub-visibility", "no"}},
        {"subtitle.style", {"set", "sub-ass-override", "force"}},
        {"subtitle.earlier", {"add", "sub-delay", "-0.1"}},
        {"subtitle.later", {"add", "sub-delay", "0.1"}},
        {"subtitle.up", {"add", "sub-pos", "-1"}},
        {"subtitle.down", {"add", "sub-pos", "1"}},
        {"subtitle.smaller", {"add", "sub-scale", "-0.1"}},
        {"subtitle.larger", {"add", "sub-scale", "0.1"}},
        {"subtitle.line-back", {"sub-seek", "-1"}},
        {"subtitle.line-forward", {"sub-seek", "1"}},
        {"subtitle.step-line-back", {"sub-step", "-1"}},
        {"subtitle.step-line-forward", {"sub-step", "1"}},
        {"video.next-track", {"set", "vid", "2"}},
        {"video.next-edition", {"cycle", "edition"}},
        {"video.deinterlace", {"set", "deinterlace", "yes"}},
        {"video.hwdec", {"set", "hwdec", "auto-safe"}},
        {"picture.aspect", {"set", "video-aspect-override", "16:9"}},
        {"picture.rotate-left", {"set", "video-rotate", "270"}},
        {"picture.rotate-right", {"set", "video-rotate", "90"}},
    };
    return expected;
}

using Check = std::function<bool(const State&)>;

Check compares(Compare compare) {
    return [compare](const State& s) { return s.view.compare == compare; };
}

Check divides_at(double position) {
    return [position](const State& s) { return s.view.divider.position == doctest::Approx(position); };
}

Check gains(double gain) {
    return [gain](const State& s) { return s.view.difference.gain == gain; };
}

Check blinks_every(double seconds) {
    return [seconds](const State& s) { return s.view.blink.period_s == doctest::Approx(seconds); };
}

Check zooms(std::optional<double> factor) {
    return [factor](const State& s) { return s.view.zoom.factor == factor; };
}

// At twice its size a tenth of the window is a twentieth of the picture.
Check centres(double x, double y) {
    return [x, y](const State& s) {
        return s.view.zoom.centre.x == doctest::Approx(x) && s.view.zoom.centre.y == doctest::Approx(y);
    };
}

Check equalises(const char* name, double value) {
    return [name, value](const State& s) {
        const auto found = s.chain.equaliser.values.find(name);
        return found != s.chain.equaliser.values.end() && found->second == value && s.chain.equaliser_revision == 1;
    };
}

Check crops(double panscan) {
    return [panscan](const State& s) { return s.player.panscan == doctest::Approx(panscan); };
}

Check shows_left(LeftTab tab) {
    return [tab](const State& s) { return s.view.panel_visible && s.view.left == tab; };
}

Check shows_right(RightTab tab) {
    return [tab](const State& s) { return s.view.panel_visible && s.view.right == tab; };
}

Check opens(Overlay overlay) {
    return [overlay](const State& s) { return s.view.overlay == overlay; };
}

// What must hold after the press, where nothing is asked of the outside.
const std::map<std::string, Check>& state_actions() {
    static const std::map<std::string, Check> expected{
        {"chain.toggle", [](const State& s) { return !s.chain.chain.enabled && s.chain.revision == 11; }},
        {"chain.revert-preset", [](const State& s) { return !s.chain.modified && s.chain.chain.entries.size() == 3; }},
        {"chain.undo", [](const State& s) { return s.chain.history.at == 0 && s.chain.chain.entries.size() == 3; }},
        {"chain.redo", [](const State& s) { return s.chain.history.at == 2 && s.chain.chain.entries.size() == 3; }},
        {"compare.peek", [](const State& s) { return s.view.peek; }},
        {"compare.original", compares(Compare::a)},
        {"compare.wipe", compares(Compare::wipe)},
        {"compare.side-by-side", compares(Compare::side_by_side)},
        {"compare.difference", compares(Compare::difference)},
        {"compare.blink", compares(Compare::blink)},
        {"compare.turn-divider", [](const State& s) { return s.view.divider.line == Divider::Line::horizontal; }},
        {"compare.wipe-left", divides_at(0.48)},
        {"compare.wipe-right", divides_at(0.52)},
        {"compare.difference-kind",
         [](const State& s) { return s.view.difference.kind == Difference::Kind::with_sign; }},
        {"compare.less-gain", gains(2.0)}, // it begins with 4
        {"compare.more-gain", gains(8.0)},
        {"compare.blink-slower", blinks_every(0.625)}, // 0.5 and a quarter of it
        {"compare.blink-faster", blinks_every(0.4)},
        {"compare.swap-sides", [](const State& s) { return s.view.a.kind == Exhibit::Kind::chain; }},
        {"compare.metrics", [](const State& s) { return s.view.metrics_visible; }},
    };
    return expected;
}

const std::map<std::string, Check>& view_actions() {
    static const std::map<std::string, Check> expected{
        {"view.zoom-in", zooms(3.0)},
        {"view.zoom-out", zooms(1.5)},
        {"view.zoom-one", zooms(1.0)},
        {"view.zoom-fit", zooms(std::nullopt)},
        {"view.reset", zooms(std::nullopt)},
        {"view.pan-left", centres(0.45, 0.5)},
        {"view.pan-right", centres(0.55, 0.5)},
        {"view.pan-up", centres(0.5, 0.45)},
        {"view.pan-down", centres(0.5, 0.55)},
        {"view.probe", [](const State& s) { return s.view.probe_visible; }},
        {"view.magnifier", [](const State& s) { return s.view.magnifier_visible; }},
        {"view.grid", [](const State& s) { return !s.view.grid_visible; }},
        {"picture.less-contrast", equalises("contrast", -1.0)},
        {"picture.more-contrast", equalises("contrast", 1.0)},
        {"picture.less-brightness", equalises("brightness", -1.0)},
        {"picture.more-brightness", equalises("brightness", 1.0)},
        {"picture.less-gamma", equalises("gamma", -1.0)},
        {"picture.more-gamma", equalises("gamma", 1.0)},
        {"picture.less-saturation", equalises("saturation", -1.0)},
        {"picture.more-saturation", equalises("saturation", 1.0)},
        {"picture.less-hue", equalises("hue", 19.0)},
        {"picture.more-hue", equalises("hue", 21.0)},
        {"picture.reset-equaliser", [](const State& s) { return s.chain.equaliser.values.empty(); }},
        {"picture.less-panscan", crops(0.4)},
        {"picture.more-panscan", crops(0.6)},
        {"window.panel", [](const State& s) { return !s.view.panel_visible; }},
        {"window.information", [](const State& s) { return !s.view.information_visible; }},
        {"window.progress", [](const State& s) { return s.view.last_mouse_move_s == 0.0; }}, // now
        {"window.passes", [](const State& s) { return !s.view.panel_visible; }},             // it was shown already
        {"window.compare", shows_left(LeftTab::compare)},
        {"window.picture", shows_left(LeftTab::picture)},
        {"window.settings", shows_left(LeftTab::settings)},
        {"window.cost", shows_right(RightTab::cost)},
        {"window.textures", shows_right(RightTab::textures)},
        {"window.playlist", shows_right(RightTab::playlist)},
        {"window.details", shows_right(RightTab::information)},
        {"window.palette", opens(Overlay::palette)},
        {"window.keys", opens(Overlay::keys)},
        {"file.export", opens(Overlay::exporting)},
    };
    return expected;
}

struct Asked {
    Effect effect;
    Check check = [](const State&) { return true; };
};

// What is asked of the outside, besides what must hold; saving what is remembered may come with it.
const std::map<std::string, Asked>& other_actions() {
    using What = command::TakeScreenshot::What;
    static const std::map<std::string, Asked> expected{
        {"chain.preset-off", {effect::LoadPresetFile{"off"}}},
        {"chain.previous-preset", {effect::LoadPresetFile{"off"}}},
        {"chain.next-preset", {effect::LoadPresetFile{"zeta"}}},
        {"chain.swap-presets", {effect::LoadPresetFile{"zeta"}}},
        {"chain.paste", {effect::ReadClipboard{}}},
        {"file.open", {effect::ListFolder{"/films/"}, opens(Overlay::opening)}},
        {"compare.screenshot", {effect::Screenshot{What::shown}}},
        {"compare.screenshot-sides", {effect::Screenshot{What::sides}}},
        {"playlist.clear-recent",
         {effect::Save{LibraryPart::recent}, [](const State& s) { return s.library.recent.size() <= 1; }}},
        {"window.fullscreen", {effect::SetFullscreen{Switch::on}}},
        {"window.leave-fullscreen", {effect::SetFullscreen{Switch::off}}},
        {"window.on-top", {effect::SetOnTop{Switch::on}}},
        {"window.half-size", {effect::ResizeWindow{{640, 360}}}},
        {"window.normal-size", {effect::ResizeWindow{{1280, 720}}}},
        {"window.double-size", {effect::ResizeWindow{{2560, 1440}}}},
        {"window.larger-text",
         {effect::Save{LibraryPart::settings}, [](const State& s) { return s.library.settings.ui_scale == 1.75; }}},
        {"window.smaller-text",
         {effect::Save{LibraryPart::settings}, [](const State& s) { return s.library.settings.ui_scale == 1.25; }}},
        {"window.language",
         {effect::Save{LibraryPart::settings}, [](const State& s) { return s.view.language == Language::chinese; }}},
        {"window.reset-keys",
         {effect::Save{LibraryPart::keys}, [](const State& s) { return s.library.keys.own.empty(); }}},
    };
    return expected;
}

bool numbered(const std::string& id, const char* beginning) {
    return id.rfind(beginning, 0) == 0 && id.back() >= '1' && id.back() <= '9';
}

} // namespace

TEST_CASE("every action has a unique id, labels in both languages, a command, and keys unless it is the palette's") {
    const std::set<std::string> of_the_palette{"playlist.shuffle", "playlist.clear", "playlist.clear-recent",
                                               "window.language", "window.reset-keys"};
    std::set<std::string> ids;
    std::map<std::string, std::set<std::string>> labels;
    for (const Action& action : actions()) {
        CAPTURE(action.id);
        CHECK(ids.insert(action.id).second);
        for (const Language language : {Language::english, Language::chinese}) {
            CHECK(labels[std::string(language_name(language))].insert(tr(language, action.label)).second);
            CHECK(std::string(tr(language, action.help)) != "");
        }
        CHECK(action.keys.empty() == of_the_palette.contains(action.id));
        CHECK(action.enabled);
        CHECK(action.command);
        CHECK(find_action(action.id) == &action);
    }
}

TEST_CASE("every action does what its id says, and none is forgotten here") {
    for (const Action& action : actions()) {
        CAPTURE(action.id);
        State state = state_for(action);
        REQUIRE(action.enabled(state));
        const Effects effects = press(state, action);
        const bool of_the_view = action.id.rfind("chain.", 0) != 0;
        if (const auto player = player_actions().find(action.id); player != player_actions().end()) {
            CHECK(argvs(effects) == std::vector<Argv>{player->second});
        } else if (const auto changes = state_actions().find(action.id); changes != state_actions().end()) {
            CHECK(effects.empty());
            CHECK(changes->second(state));
        } else if (const auto seen = view_actions().find(action.id); seen != view_actions().end()) {
            CHECK(effects.empty());
            CHECK(seen->second(state));
        } else if (const auto other = other_actions().find(action.id); other != other_actions().end()) {
            CHECK(std::find(effects.begin(), effects.end(), other->second.effect) != effects.end());
            CHECK(other->second.check(state));
        } else if (action.id == "window.quit") {
            CHECK(state.quit);
        } else if (action.id == "chain.save-preset") {
            REQUIRE(effects.size() == 1);
            REQUIRE(std::holds_alternative<effect::SavePreset>(effects[0]));
            CHECK(std::get<effect::SavePreset>(effects[0]).key == "sample");
        } else if (action.id == "chain.copy") {
            REQUIRE(effects.size() == 1);
            CHECK(std::holds_alternative<effect::SetClipboard>(effects[0]));
        } else if (numbered(action.id, "chain.preset-")) {
            CHECK(loads(effects, state.chain.presets[static_cast<std::size_t>(action.id.back() - '1')].key));
        } else {
            REQUIRE(numbered(action.id, "chain.toggle-pass-"));
            const auto pass = static_cast<std::size_t>(action.id.back() - '1');
            for (std::size_t i = 0; i < 9; ++i) {
                CHECK(state.chain.chain.entries[i].enabled == (i != pass));
            }
            CHECK(state.chain.revision == 11);
        }
        CHECK((!of_the_view || state.chain.revision == 10)); // what is only seen or heard never runs the chain again
    }
    CHECK(actions().size() == player_actions().size() + state_actions().size() + view_actions().size() +
                                  other_actions().size() + 3 + 9 + 9);
}

TEST_CASE("with nothing open only what needs nothing is enabled") {
    const std::set<std::string> always{
        "file.open",          "chain.paste",        "audio.quieter",     "audio.louder",    "audio.mute",
        "window.panel",       "window.information", "window.passes",     "window.compare",  "window.picture",
        "window.settings",    "window.cost",        "window.textures",   "window.playlist", "window.details",
        "window.palette",     "window.keys",        "window.fullscreen", "window.on-top",   "window.quit",
        "window.larger-text", "window.language",
    };
    // Nothing is saved of a chain without passes that has no preset, but it could be.
    const State nothing_open;
    for (const Action& action : actions()) {
        CAPTURE(action.id);
        CHECK(action.enabled(nothing_open) == (always.contains(action.id) || action.id == "chain.save-preset"));
    }
}

TEST_CASE("what was stopped, or could not be played, can be played again and be stepped from") {
    const auto enabled = [](const char* id, const State& state) { return find_action(id)->enabled(state); };
    State state;
    CHECK_FALSE(enabled("playback.pause", state));
    state.player.playlist.entries = {{"/a", "", 1}, {"/b", "", 2}};
    state.player.entry = 2;
    CHECK(enabled("playback.pause", state));
    CHECK(enabled("playlist.previous", state));
    CHECK_FALSE(enabled("playlist.next", state));
    state.player.entry = 1;
    CHECK_FALSE(enabled("playlist.previous", state));
    CHECK(enabled("playlist.next", state));
    state.player.entry = 0; // nothing was tried
    CHECK_FALSE(enabled("playlist.next", state));
}

TEST_CASE("what makes no sense now is disabled") {
    const auto enabled = [](const char* id, const State& state) { return find_action(id)->enabled(state); };
    const State three = chain_state();
    CHECK(enabled("chain.toggle-pass-3", three));
    CHECK_FALSE(enabled("chain.toggle-pass-4", three));
    CHECK(enabled("chain.preset-3", three));
    CHECK_FALSE(enabled("chain.preset-4", three));
    State state = playing_state(); // the first of two files, as large as fits
    CHECK_FALSE(enabled("playlist.previous", state));
    CHECK(enabled("playlist.next", state));
    CHECK(enabled("playback.pause", state));
    CHECK_FALSE(enabled("playback.normal-speed", state));
    CHECK_FALSE(enabled("view.pan-left", state));
    CHECK_FALSE(enabled("view.zoom-one", state));
    CHECK_FALSE(enabled("picture.less-panscan", state));
    CHECK_FALSE(enabled("compare.wipe-left", state));
    CHECK(enabled("subtitle.line-back", state));
    state.view.compare = Compare::wipe;
    CHECK(enabled("compare.wipe-left", state));
    CHECK_FALSE(enabled("subtitle.line-back", state));
    state.view.zoom.factor = 16.0;
    CHECK_FALSE(enabled("view.zoom-in", state));
    CHECK(enabled("view.zoom-out", state));
    state.view.zoom.factor = 0.125;
    CHECK_FALSE(enabled("view.zoom-out", state));
}

TEST_CASE("only the peek is held, and its release undoes its press") {
    for (const Action& action : actions()) {
        CHECK((action.kind == Action::Kind::hold) == (action.id == "compare.peek"));
    }
    State state = playing_state();
    const Action* peek = find_action("compare.peek");
    REQUIRE(peek != nullptr);
    quietly(state, peek->command(state, Phase::press));
    CHECK(shown(state.view, 0.0) == Compare::a);
    quietly(state, peek->command(state, Phase::release));
    CHECK(shown(state.view, 0.0) == Compare::b);
}

TEST_CASE("switches do not flicker under auto-repeat") {
    const std::set<std::string> steps_by_name{"playback.slower",    "playback.faster",      "compare.less-gain",
                                              "compare.more-gain",  "compare.blink-slower", "compare.blink-faster",
                                              "window.larger-text", "window.smaller-text"};
    for (const Action& action : actions()) {
        const State state = state_for(action);
        const Command command = action.command(state, Phase::press);
        const bool steps =
            std::holds_alternative<command::SeekBy>(command) || std::holds_alternative<command::StepFrame>(command) ||
            std::holds_alternative<command::ChangeVolume>(command) ||
            std::holds_alternative<command::MoveDivider>(command) ||
            std::holds_alternative<command::ShiftAudio>(command) ||
            std::holds_alternative<command::ShiftSubtitles>(command) ||
            std::holds_alternative<command::MoveSubtitles>(command) ||
            std::holds_alternative<command::ScaleSubtitles>(command) ||
            std::holds_alternative<command::ChangeEqualiser>(command) ||
            std::holds_alternative<command::ChangePanscan>(command) ||
            std::holds_alternative<command::ZoomBy>(command) || std::holds_alternative<command::PanBy>(command) ||
            std::holds_alternative<command::SeekLine>(command) || steps_by_name.contains(action.id);
        CAPTURE(action.id);
        CHECK((action.repeat == Action::Repeat::yes) == steps);
    }
}
