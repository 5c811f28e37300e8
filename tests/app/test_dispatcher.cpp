// What becomes of keys: actions, holds, passes, captures, and what goes to mpv.
#include "app/input/dispatcher.h"
#include "fixtures.h"

using namespace senga;
using namespace senga::test;

namespace {

KeyEvent press(const char* chord, int key_id, KeyEvent::Kind kind = KeyEvent::Kind::down) {
    return {kind, key_id, parse_chord(chord)};
}

KeyEvent release(int key_id) {
    return {KeyEvent::Kind::up, key_id, std::nullopt};
}

bool is_peek(const std::vector<Command>& commands, Switch to) {
    return commands.size() == 1 && std::holds_alternative<command::SetPeek>(commands[0]) &&
           std::get<command::SetPeek>(commands[0]).to == to;
}

bool is_forward(const Command& command, const std::string& key, Switch to) {
    const auto* forward = std::get_if<command::ForwardKey>(&command);
    return forward != nullptr && forward->key == key && forward->to == to;
}

template<class Wanted>
const Wanted& only(const std::vector<Command>& commands) {
    REQUIRE(commands.size() == 1);
    REQUIRE(std::holds_alternative<Wanted>(commands[0]));
    return std::get<Wanted>(commands[0]);
}

} // namespace

TEST_CASE("a held key begins once and ends with that key, whatever the modifiers do") {
    KeyDispatcher dispatcher;
    const State state = playing_state();
    CHECK(is_peek(dispatcher.dispatch(press("Backspace", 42), state), Switch::on));
    CHECK(dispatcher.dispatch(press("Backspace", 42, KeyEvent::Kind::repeat), state).empty());
    CHECK(dispatcher.dispatch(press("Shift+Backspace", 42, KeyEvent::Kind::repeat), state).empty());
    CHECK(dispatcher.dispatch(release(7), state).empty());
    CHECK(is_peek(dispatcher.dispatch(release(42), state), Switch::off));
    CHECK(dispatcher.dispatch(release(42), state).empty());
}

TEST_CASE("losing the keyboard ends what is held") {
    KeyDispatcher dispatcher;
    const State state = playing_state();
    CHECK(dispatcher.dispatch(press("Backspace", 42), state).size() == 1);
    CHECK(is_peek(dispatcher.release_all(), Switch::off));
    CHECK(dispatcher.release_all().empty());
}

TEST_CASE("a disabled action does nothing; auto-repeat only where it helps; the wheel counts") {
    KeyDispatcher dispatcher;
    const State nothing_open;
    CHECK(dispatcher.dispatch(press("Space", 1), nothing_open).empty());
    const State state = playing_state();
    only<command::TogglePause>(dispatcher.dispatch(press("Space", 1), state));
    CHECK(dispatcher.dispatch(press("Space", 1, KeyEvent::Kind::repeat), state).empty());
    only<command::SeekBy>(dispatcher.dispatch(press("Right", 3, KeyEvent::Kind::repeat), state));
    CHECK(only<command::TogglePass>(dispatcher.dispatch(press("3", 4), state)).entry == 2);
    CHECK(dispatcher.dispatch(press("4", 4), state).empty()); // there are three passes
    KeyEvent wheel = press("Shift+WheelUp", 5);
    wheel.count = 3;
    CHECK(dispatcher.dispatch(wheel, state).size() == 3);
}

TEST_CASE("under a dialog keys do nothing but lead out of it or to another") {
    KeyDispatcher dispatcher;
    State state = playing_state();
    state.library.keys.own[pass_target("two")] = {*parse_chord("Ctrl+L")};
    for (const Overlay overlay : {Overlay::palette, Overlay::keys, Overlay::exporting}) {
        state.view.overlay = overlay;
        int key_id = 0;
        for (const char* chord : {"q", "Space", "1", "d", "Tab", "Ctrl+1", "Ctrl+L", "Right", "WheelUp", "DoubleClick",
                                  "Backspace", "Ctrl+Shift+K", "F12"}) {
            CAPTURE(chord);
            CHECK(dispatcher.dispatch(press(chord, ++key_id), state).empty());
        }
        only<command::LeaveFullscreen>(dispatcher.dispatch(press("Esc", ++key_id), state));
        only<command::ToggleOverlay>(dispatcher.dispatch(press("?", ++key_id), state));
        only<command::ToggleOverlay>(dispatcher.dispatch(press("Ctrl+Shift+P", ++key_id), state));
        CHECK(dispatcher.release_all().empty());
    }
}

TEST_CASE("a key that is held when a dialog opens still comes up") {
    KeyDispatcher dispatcher;
    State state = playing_state();
    CHECK(is_peek(dispatcher.dispatch(press("Backspace", 1), state), Switch::on));
    state.view.overlay = Overlay::keys;
    CHECK(is_peek(dispatcher.dispatch(release(1), state), Switch::off));
}

TEST_CASE("one key, two meanings: what is compared decides") {
    KeyDispatcher dispatcher;
    State state = playing_state();
    only<command::SeekLine>(dispatcher.dispatch(press("Ctrl+Left", 1), state));
    state.view.compare = Compare::wipe;
    CHECK(only<command::MoveDivider>(dispatcher.dispatch(press("Ctrl+Left", 1), state)).delta < 0.0);
    state.view.compare = Compare::blink;
    CHECK(only<command::SetBlinkPeriod>(dispatcher.dispatch(press("Ctrl+Up", 1), state)).seconds ==
          doctest::Approx(0.4));
    state.view.compare = Compare::difference;
    CHECK(only<command::SetDifference>(dispatcher.dispatch(press("Ctrl+Up", 1), state)).difference.gain == 8.0);
}

TEST_CASE("what nobody uses goes to mpv, down once and up once") {
    KeyDispatcher dispatcher;
    const State state = playing_state();
    std::vector<Command> commands = dispatcher.dispatch(press("Ctrl+Shift+K", 9), state);
    REQUIRE(commands.size() == 1);
    CHECK(is_forward(commands[0], "Ctrl+K", Switch::on));
    CHECK(dispatcher.dispatch(press("Ctrl+Shift+K", 9, KeyEvent::Kind::repeat), state).empty());
    commands = dispatcher.dispatch(release(9), state);
    REQUIRE(commands.size() == 1);
    CHECK(is_forward(commands[0], "Ctrl+K", Switch::off));
    // Nothing tells when the wheel comes up.
    commands = dispatcher.dispatch(press("Meta+WheelUp", 10), state);
    REQUIRE(commands.size() == 2);
    CHECK(is_forward(commands[0], "Meta+WHEEL_UP", Switch::on));
    CHECK(is_forward(commands[1], "Meta+WHEEL_UP", Switch::off));
    CHECK(dispatcher.release_all().empty());
    CHECK(dispatcher.dispatch(press("F12", 11), state).size() == 1);
    commands = dispatcher.release_all();
    REQUIRE(commands.size() == 1);
    CHECK(is_forward(commands[0], "F12", Switch::off));
}

TEST_CASE("a key that was taken away from its action goes to mpv") {
    KeyDispatcher dispatcher;
    State state = playing_state();
    state.library.keys = unbound(state.library.keys, "audio.mute", *parse_chord("m"));
    CHECK(is_forward(dispatcher.dispatch(press("m", 1), state).at(0), "m", Switch::on));
}

TEST_CASE("a pass's own key switches it while it is in the chain, and leaves the key alone otherwise") {
    KeyDispatcher dispatcher;
    State state = playing_state();
    state.library.keys.own[pass_target("two")] = {*parse_chord("Ctrl+L")};
    CHECK(only<command::ToggleShader>(dispatcher.dispatch(press("Ctrl+L", 1), state)).id == "two");
    CHECK(dispatcher.dispatch(press("Ctrl+L", 1, KeyEvent::Kind::repeat), state).empty());
    state.library.keys.own[pass_target("absent")] = {*parse_chord("m"), *parse_chord("F12")};
    only<command::ToggleMute>(dispatcher.dispatch(press("m", 2), state));
    CHECK(is_forward(dispatcher.dispatch(press("F12", 3), state).at(0), "F12", Switch::on));
}

TEST_CASE("a capture makes the next key the target's") {
    KeyDispatcher dispatcher;
    State state = playing_state();
    quietly(state, command::CaptureKey{"playback.stop"});
    CHECK(dispatcher.dispatch({KeyEvent::Kind::down, 1, std::nullopt}, state).empty()); // a modifier alone
    CHECK(dispatcher.dispatch(press("F12", 2, KeyEvent::Kind::repeat), state).empty()); // held since before
    const auto commands = dispatcher.dispatch(press("F12", 2), state);
    const Keymap keys = only<command::SetKeys>(commands).keys;
    CHECK(keys.own.at("playback.stop") ==
          std::vector<KeyChord>{*parse_chord("Ctrl+."), *parse_chord("Stop"), *parse_chord("F12")});
    CHECK(saves(reduce(state, commands[0], 0.0), LibraryPart::keys));
    CHECK_FALSE(state.view.capture);
    CHECK(toasted(state, "F12: Stop"));
    CHECK(dispatcher.dispatch(release(2), state).empty());
    only<command::Stop>(dispatcher.dispatch(press("F12", 2), state));
}

TEST_CASE("Esc ends a capture; the mouse may be captured, but for what cannot be held") {
    KeyDispatcher dispatcher;
    State state = playing_state();
    quietly(state, command::CaptureKey{"playback.stop"});
    CHECK_FALSE(only<command::CaptureKey>(dispatcher.dispatch(press("Esc", 1), state)).target);
    only<command::SetKeys>(dispatcher.dispatch(press("Shift+Esc", 1), state));
    only<command::SetKeys>(dispatcher.dispatch(press("Alt+WheelUp", 2), state));
    only<command::SetKeys>(dispatcher.dispatch(press("MiddleClick", 3), state));
    quietly(state, command::CaptureKey{"compare.peek"});
    CHECK(dispatcher.dispatch(press("WheelUp", 2), state).empty());
    CHECK(dispatcher.dispatch(press("DoubleClick", 2), state).empty());
    only<command::SetKeys>(dispatcher.dispatch(press("MiddleClick", 3), state));
}
