// Keys in force and their changes.
#include "app/input/bindings.h"
#include "fixtures.h"

using namespace senga;
using namespace senga::test;

namespace {

KeyChord chord(const char* text) {
    const auto parsed = parse_chord(text);
    REQUIRE(parsed);
    return *parsed;
}

} // namespace

TEST_CASE("no key is claimed twice as delivered, and the check would notice") {
    for (const Clash& clash : find_clashes(Keymap{})) {
        FAIL_CHECK(clash_text(Language::english, clash));
    }
    Keymap keymap;
    keymap.own["audio.mute"] = {chord("m"), chord("f")};
    keymap.own["pass:one"] = {chord("f")};
    const std::vector<Clash> clashes = find_clashes(keymap);
    REQUIRE(clashes.size() == 1);
    CHECK(clashes[0].chord == chord("f"));
    CHECK(clashes[0].targets == std::vector<std::string>{"pass:one", "audio.mute", "window.fullscreen"});
    CHECK(clash_text(Language::english, clashes[0]) == "f is the key of several: switch one, Mute, Fullscreen");
}

TEST_CASE("two actions may share a key only where they are never there at once") {
    using Context = Action::Context;
    CHECK(exclude_each_other(Context::wiping, Context::not_wiping));
    CHECK(exclude_each_other(Context::blinking, Context::wiping));
    CHECK(exclude_each_other(Context::blinking, Context::differing));
    CHECK_FALSE(exclude_each_other(Context::blinking, Context::not_wiping));
    CHECK_FALSE(exclude_each_other(Context::wiping, Context::wiping));
    CHECK_FALSE(exclude_each_other(Context::wiping, Context::any));
    // An action's condition holds nowhere outside its context: else one of two could never be reached.
    for (const Compare compare :
         {Compare::b, Compare::a, Compare::wipe, Compare::side_by_side, Compare::difference, Compare::blink}) {
        State state = playing_state();
        state.view.compare = compare;
        for (const Action& action : actions()) {
            CAPTURE(action.id);
            const bool there = action.context == Context::any ||
                               (action.context == Context::wiping && compare == Compare::wipe) ||
                               (action.context == Context::not_wiping && compare != Compare::wipe) ||
                               (action.context == Context::differing && compare == Compare::difference) ||
                               (action.context == Context::blinking && compare == Compare::blink);
            CHECK((there || !action.enabled(state)));
        }
    }
    Keymap keymap;
    keymap.own["compare.blink-faster"] = {chord("Ctrl+Left")}; // the wipe has it, and subtitles while there is none
    REQUIRE(find_clashes(keymap).size() == 1);
    CHECK(find_clashes(keymap)[0].targets == std::vector<std::string>{"compare.blink-faster", "subtitle.line-back"});
}

TEST_CASE("what keys there are, in words") {
    Keymap keymap;
    CHECK(keys_text(keymap, "chain.toggle") == "Ctrl+Alt+P / 0");
    CHECK(main_key_text(keymap, "chain.toggle") == "Ctrl+Alt+P");
    CHECK(keys_text(keymap, "playlist.shuffle").empty());
    CHECK(keys_text(keymap, "pass:one").empty());
    CHECK(keys_text(keymap, "no.such-action").empty());
    keymap.own["pass:one"] = {chord("F12")};
    CHECK(keys_text(keymap, "pass:one") == "F12");
    keymap.own["chain.toggle"] = {};
    CHECK(keys_text(keymap, "chain.toggle").empty());
    CHECK(find_action(keymap, chord("0")) == nullptr);
}

TEST_CASE("a key is bound, taken from whoever had it, and given back") {
    const Keymap made;
    const Keymap taken = bound(made, "audio.mute", chord("f"));
    CHECK(keys_text(taken, "audio.mute") == "m / Mute / f");
    CHECK(keys_text(taken, "window.fullscreen") == "F11 / DoubleClick");
    CHECK(find_clashes(taken).empty());
    CHECK(find_action(taken, chord("f"))->id == "audio.mute");
    CHECK(bound(taken, "audio.mute", chord("f")) == taken);
    CHECK(reset(taken, "window.fullscreen") == made);                // taken back from where it went
    CHECK(unbound(taken, "audio.mute", chord("f")).own.size() == 1); // the other still lacks it
    CHECK(unbound(bound(made, "audio.mute", chord("F12")), "audio.mute", chord("F12")) == made);
    CHECK(unbound(made, "audio.mute", chord("F12")) == made);
    const Keymap pass = bound(made, pass_target("one"), chord("f"));
    CHECK(keys_text(pass, "pass:one") == "f");
    CHECK(keys_text(pass, "window.fullscreen") == "F11 / DoubleClick");
    CHECK(reset(pass, "pass:one") == unbound(pass, "pass:one", chord("f")));
}

TEST_CASE("a key that may be shared is not taken away") {
    const Keymap keymap = bound(bound(Keymap{}, "compare.turn-divider", chord("F12")), "compare.blink", chord("a"));
    CHECK(keys_text(keymap, "compare.metrics").empty());
    const Keymap shared = bound(keymap, "compare.difference-kind", chord("F12"));
    CHECK(targets_of(shared, chord("F12")) ==
          std::vector<std::string>{"compare.turn-divider", "compare.difference-kind"});
    CHECK(find_clashes(shared).empty());
}

TEST_CASE("changes of keys say what they did") {
    State state = playing_state();
    CHECK(bind_key(state, "audio.mute", chord("F12")).said == "F12: Mute");
    CHECK(bind_key(state, "audio.mute", chord("f")).said == "f: Mute (before: Fullscreen)");
    CHECK(bind_key(state, "pass:one", chord("F12")).said == "F12: switch one");
    CHECK(unbind_key(state, "audio.mute", chord("m")).keys.own.at("audio.mute") ==
          std::vector<KeyChord>{chord("Mute")});
    CHECK(saves(reduce(state, bind_key(state, "audio.mute", chord("f")), 0.0), LibraryPart::keys));
    CHECK(state.library.keys.own.size() == 2);
    CHECK(saves(reduce(state, reset_keys(state, "audio.mute"), 0.0), LibraryPart::keys));
    CHECK(keys_text(state.library.keys, "audio.mute") == "m / Mute");
    CHECK(keys_text(state.library.keys, "window.fullscreen") == "F11 / DoubleClick"); // only its own are as at first
    CHECK(saves(reduce(state, reset_keys(state), 0.0), LibraryPart::keys));
    CHECK(state.library.keys == Keymap{});
}

TEST_CASE("targets of another version are kept and harm nobody") {
    Keymap keymap;
    keymap.own["future.action"] = {chord("f")};
    CHECK(find_clashes(keymap).empty());
    CHECK(find_action(keymap, chord("f"))->id == "window.fullscreen");
    CHECK(bound(keymap, "audio.mute", chord("F12")).own.contains("future.action"));
}

TEST_CASE("a key that the viewer wrote into the file goes before the table's, whichever stands first") {
    Keymap keymap;
    // "v" is the wipe's and stays in its list: the file was written by hand, and the clash is told.
    keymap.own["playback.pause"] = {*parse_chord("v")};
    REQUIRE(find_action(keymap, *parse_chord("v")) != nullptr);
    CHECK(find_action(keymap, *parse_chord("v"))->id == "playback.pause");
    CHECK(targets_of(keymap, *parse_chord("v")).front() == "playback.pause");
    CHECK(find_clashes(keymap).size() == 1);
}
