// The action table: no two actions claim a key, each key of the product's contract does what it says, every action
// makes its one player command or change, and README prints this very table.
#include "app/input/actions.h"
#include "fixtures.h"

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <set>
#include <sstream>

using namespace senga;
using namespace senga::test;

namespace {

State busy_state() {
    State state = playing_state();
    while (state.chain.chain.entries.size() < 9) {
        state.chain.chain.entries.push_back(sample_entry("more"));
    }
    state.view.fullscreen = true;
    state.view.compare = Compare::wipe;
    return state;
}

// What pressing it asks of the outside, from the state above.
Effects press(State& state, const Action& action) {
    return reduce(state, action.command(Phase::press), 0.0);
}

const std::map<std::string, Argv>& player_actions() {
    static const std::map<std::string, Argv> expected{
        {"playback.pause", {"cycle", "pause"}},
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
        {"seek.back-1", {"seek", "-1", "relative+exact"}},
        {"seek.forward-1", {"seek", "1", "relative+exact"}},
        {"seek.start", {"seek", "0.000", "absolute+exact"}},
        {"seek.chapter-back", {"set", "chapter", "1"}},
        {"seek.chapter-forward", {"set", "chapter", "2"}},
        {"playlist.previous", {"playlist-prev"}},
        {"playlist.next", {"playlist-next"}},
        {"audio.quieter", {"add", "volume", "-5"}},
        {"audio.louder", {"add", "volume", "5"}},
        {"audio.mute", {"set", "mute", "yes"}},
        {"audio.next-track", {"set", "aid", "2"}},
        {"audio.earlier", {"add", "audio-delay", "-0.1"}},
        {"audio.later", {"add", "audio-delay", "0.1"}},
        {"subtitle.next-track", {"set", "sid", "2"}},
        {"subtitle.previous-track", {"set", "sid", "no"}},
        {"subtitle.toggle", {"set", "sub-visibility", "no"}},
        {"subtitle.earlier", {"add", "sub-delay", "-0.1"}},
        {"subtitle.later", {"add", "sub-delay", "0.1"}},
        {"subtitle.up", {"add", "sub-pos", "-1"}},
        {"subtitle.down", {"add", "sub-pos", "1"}},
        {"subtitle.smaller", {"add", "sub-scale", "-0.1"}},
        {"subtitle.larger", {"add", "sub-scale", "0.1"}},
        {"video.next-track", {"set", "vid", "2"}},
        {"video.deinterlace", {"set", "deinterlace", "yes"}},
    };
    return expected;
}

using Check = std::function<bool(const State&)>;

// What must hold after the press, from busy_state().
const std::map<std::string, Check>& state_actions() {
    static const std::map<std::string, Check> expected{
        {"chain.toggle", [](const State& s) { return !s.chain.chain.enabled && s.chain.revision == 11; }},
        {"compare.peek", [](const State& s) { return s.view.peek; }},
        {"compare.original", [](const State& s) { return s.view.compare == Compare::original; }},
        {"compare.wipe", [](const State& s) { return s.view.compare == Compare::processed; }},
        {"compare.wipe-left", [](const State& s) { return s.view.wipe == doctest::Approx(0.48); }},
        {"compare.wipe-right", [](const State& s) { return s.view.wipe == doctest::Approx(0.52); }},
        {"window.panel", [](const State& s) { return !s.view.panel_visible; }},
        {"window.information", [](const State& s) { return !s.view.information_visible; }},
        {"window.cost", [](const State& s) { return s.view.cost_visible; }},
        {"window.quit", [](const State& s) { return s.quit; }},
    };
    return expected;
}

const std::map<std::string, Effect>& other_actions() {
    static const std::map<std::string, Effect> expected{
        {"chain.previous-preset", effect::LoadPresetFile{"off"}},
        {"chain.next-preset", effect::LoadPresetFile{"zeta"}},
        {"window.fullscreen", effect::SetFullscreen{Switch::off}},
        {"window.leave-fullscreen", effect::SetFullscreen{Switch::off}},
    };
    return expected;
}

bool toggles_pass(const std::string& id) {
    return id.rfind("chain.toggle-pass-", 0) == 0;
}

// README's key table as the action table has it.
std::string key_table() {
    std::string table = "| Key | What it does |\n|---|---|\n";
    for (const KeyLine& line : key_lines()) {
        std::string keys;
        for (const std::string& key : line.keys) {
            keys += (keys.empty() ? "`" : " `") + key + "`";
        }
        table += "| " + keys + " | " + line.help + " |\n";
    }
    return table;
}

} // namespace

TEST_CASE("no key is claimed twice, and the check would notice") {
    for (const Clash& clash : find_clashes(actions())) {
        FAIL_CHECK(to_string(clash.chord) << " is claimed by " << clash.ids[0] << " and " << clash.ids[1]);
    }
    std::vector<Action> table = actions();
    table.push_back(table.front());
    table.back().id = "twin";
    REQUIRE(find_clashes(table).size() == 1);
    CHECK(find_clashes(table)[0].ids == std::vector<std::string>{"chain.toggle-pass-1", "twin"});
}

TEST_CASE("every action has a unique id, a label, a key that parsed, and a command") {
    std::set<std::string> ids;
    for (const Action& action : actions()) {
        CAPTURE(action.id);
        CHECK(ids.insert(action.id).second);
        CHECK_FALSE(action.label.empty());
        CHECK_FALSE(action.help.empty());
        CHECK_FALSE(action.keys.empty());
        CHECK(action.enabled);
        CHECK(action.command);
        CHECK(find_action(action.id) == &action);
        for (const KeyChord& chord : action.keys) {
            CHECK(find_action(chord) == &action);
        }
    }
}

TEST_CASE("the keys of the contract") {
    const std::map<std::string, std::string> contract{
        {"Space", "playback.pause"},
        {"Left", "seek.back-5"},
        {"Right", "seek.forward-5"},
        {"Up", "seek.forward-60"},
        {"Down", "seek.back-60"},
        {"f", "window.fullscreen"},
        {"q", "window.quit"},
        {"Ctrl+Alt+P", "chain.toggle"},
        {"Backspace", "compare.peek"},
        {"v", "compare.wipe"},
        {"1", "chain.toggle-pass-1"},
        {"9", "chain.toggle-pass-9"},
        {"Esc", "window.leave-fullscreen"},
    };
    for (const auto& [key, id] : contract) {
        CAPTURE(key);
        const auto chord = parse_chord(key);
        REQUIRE(chord);
        const Action* action = find_action(*chord);
        REQUIRE(action != nullptr);
        CHECK(action->id == id);
    }
}

TEST_CASE("every action does what its id says, and none is forgotten here") {
    for (const Action& action : actions()) {
        CAPTURE(action.id);
        State state = busy_state();
        Track second; // so that the video track has somewhere to go
        second.id = 2;
        state.player.tracks.push_back(second);
        REQUIRE(action.enabled(state));
        const Effects effects = press(state, action);
        if (const auto player = player_actions().find(action.id); player != player_actions().end()) {
            CHECK(effects == Effects{effect::PlayerCommand{player->second}});
            CHECK(state.chain.revision == 10);
        } else if (const auto changes = state_actions().find(action.id); changes != state_actions().end()) {
            CHECK(effects.empty());
            CHECK(changes->second(state));
        } else if (const auto other = other_actions().find(action.id); other != other_actions().end()) {
            CHECK(effects == Effects{other->second});
        } else {
            REQUIRE(toggles_pass(action.id));
            const auto pass = static_cast<std::size_t>(action.id.back() - '1');
            for (std::size_t i = 0; i < 9; ++i) {
                CHECK(state.chain.chain.entries[i].enabled == (i != pass));
            }
            CHECK(state.chain.revision == 11);
        }
    }
    CHECK(actions().size() == player_actions().size() + state_actions().size() + other_actions().size() + 9);
}

TEST_CASE("what makes no sense now is disabled") {
    const State nothing;
    const auto enabled = [](const char* id, const State& state) { return find_action(id)->enabled(state); };
    for (const char* id : {"playback.pause", "seek.forward-5", "seek.chapter-forward", "playlist.next",
                           "chain.toggle-pass-1", "chain.next-preset", "compare.wipe-left", "window.leave-fullscreen",
                           "subtitle.toggle", "video.deinterlace"}) {
        CAPTURE(id);
        CHECK_FALSE(enabled(id, nothing));
    }
    for (const char* id : {"window.quit", "window.fullscreen", "chain.toggle", "compare.peek", "audio.mute"}) {
        CAPTURE(id);
        CHECK(enabled(id, nothing));
    }
    const State three = chain_state();
    CHECK(enabled("chain.toggle-pass-3", three));
    CHECK_FALSE(enabled("chain.toggle-pass-4", three));
}

TEST_CASE("only the peek is held, and its release undoes its press") {
    for (const Action& action : actions()) {
        CHECK((action.kind == Action::Kind::hold) == (action.id == "compare.peek"));
    }
    State state = playing_state();
    const Action* peek = find_action("compare.peek");
    REQUIRE(peek != nullptr);
    quietly(state, peek->command(Phase::press));
    CHECK(shown(state.view) == Compare::original);
    quietly(state, peek->command(Phase::release));
    CHECK(shown(state.view) == Compare::processed);
}

TEST_CASE("switches do not flicker under auto-repeat") {
    for (const Action& action : actions()) {
        State state = busy_state();
        const Command command = action.command(Phase::press);
        const bool steps = std::holds_alternative<command::SeekBy>(command) ||
                           std::holds_alternative<command::StepFrame>(command) ||
                           std::holds_alternative<command::ChangeVolume>(command) ||
                           std::holds_alternative<command::MoveWipe>(command) ||
                           std::holds_alternative<command::ShiftAudio>(command) ||
                           std::holds_alternative<command::ShiftSubtitles>(command) ||
                           std::holds_alternative<command::MoveSubtitles>(command) ||
                           std::holds_alternative<command::ScaleSubtitles>(command) || action.id == "playback.slower" ||
                           action.id == "playback.faster";
        CAPTURE(action.id);
        CHECK((action.repeat == Action::Repeat::yes) == steps);
    }
}

TEST_CASE("the table as JSON and as text") {
    const std::string json = actions_json();
    CHECK(json.substr(0, 2) == "[\n");
    CHECK(json.find(R"({"id": "chain.toggle", "label": "Switch the whole chain on and off", "keys": ["Ctrl+Alt+P"], )"
                    R"("kind": "press"})") != std::string::npos);
    CHECK(json.find(R"("kind": "hold")") != std::string::npos);
    CHECK(std::count(json.begin(), json.end(), '{') ==
          static_cast<std::ptrdiff_t>(actions().size()) + 1); // one more: the key "{"
    CHECK(actions_text().find("Ctrl+Alt+P") != std::string::npos);
}

TEST_CASE("README's key table is this table") {
    const std::string begin = "<!-- keys -->\n";
    std::ifstream file(SENGA_SOURCE_DIR "/README.md");
    std::stringstream text;
    text << file.rdbuf();
    const std::string readme = text.str();
    const std::size_t from = readme.find(begin);
    const std::size_t to = readme.find("<!-- /keys -->");
    REQUIRE_MESSAGE(from != std::string::npos, "README.md lacks the line <!-- keys -->");
    REQUIRE_MESSAGE(to != std::string::npos, "README.md lacks the line <!-- /keys -->");
    CHECK_MESSAGE(readme.substr(from + begin.size(), to - from - begin.size()) == key_table(),
                  "put this between the markers of README.md:\n"
                      << key_table());
}
