// What is remembered: settings, keys, rules, folders and recent files from one session to the next, where a film was
// left, which preset a film gets, and the viewer's own presets.
#include "app/commands/shelf.h"
#include "tests/session/live_session.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>

using namespace senga;
using senga::test::differing;
using senga::test::LiveOptions;
using senga::test::LiveSession;
using senga::test::Pixels;
using senga::test::Workshop;

namespace {

std::string small_film(const Workshop& shop, const std::string& name) {
    return shop.make(name, "-f lavfi -i testsrc2=size=160x90:rate=25:duration=0.4 -c:v ffv1 -pix_fmt yuv420p");
}

// One frame a second, so that a film long enough to be resumed is a small one.
std::string long_film(const Workshop& shop) {
    return shop.make("long.mkv", "-f lavfi -i testsrc2=size=64x36:rate=1:duration=200 -c:v libx264 -preset ultrafast "
                                 "-qp 0 -pix_fmt yuv420p -g 10");
}

LiveOptions at_home(const Workshop& shop, const std::string& preset = "off") {
    return {.preset = preset, .window = {160, 90}, .home = &shop, .choice = ChainState::Choice::automatic};
}

std::string text_of(const std::filesystem::path& file) {
    std::ostringstream out;
    out << std::ifstream(file).rdbuf();
    return out.str();
}

bool stands_in_toast(const State& state, const std::string& part) {
    const std::vector<Toast>& toasts = state.view.toasts;
    return std::any_of(toasts.begin(), toasts.end(),
                       [&](const Toast& toast) { return toast.text.find(part) != std::string::npos; });
}

} // namespace

TEST_CASE("memory: settings, keys and rules are the next session's") {
    const Workshop shop;
    Settings settings;
    Keymap keys;
    Rule rule;
    {
        LiveSession live(at_home(shop));
        CHECK(live.state().library == Library{}); // a fresh installation
        settings = live.state().library.settings;
        settings.language = Language::chinese;
        settings.ui_scale = 1.5;
        settings.screenshot_template = "{frame}";
        settings.resume = false;
        keys.own["playback.pause"] = {KeyChord{"K", {.ctrl = true, .alt = true}}};
        rule.name = "Large";
        rule.preset = "off";
        rule.source_lines = {1080.0, {}};
        live.wish({command::ChangeSettings{settings}, command::SetKeys{keys, ""}, command::SetRules{{rule}}});
        CHECK(live.state().view.language == Language::chinese); // in force at once
        CHECK(live.state().view.ui_scale == 1.5);
    }
    LiveSession live(at_home(shop));
    CHECK(live.state().library.settings == settings);
    CHECK(live.state().library.keys == keys);
    CHECK(live.state().library.rules == std::vector{rule});
    CHECK(live.state().view.language == Language::chinese);
    CHECK(live.state().view.ui_scale == 1.5);
    for (const Diagnostic& said : live.state().view.log) {
        CHECK_MESSAGE(false, to_string(said));
    }
}

TEST_CASE("memory: a damaged file is told of and costs the others nothing") {
    const Workshop shop;
    const std::string file = shop.write("config/settings.toml", "resume = false\nlanguage = \n");
    shop.write("config/rules.toml", "[[rule]]\nname = \"Mine\"\npreset = \"off\"\n");
    LiveSession live(at_home(shop));
    CHECK(live.state().library.settings == Settings{});
    REQUIRE(live.state().library.rules.size() == 1);
    CHECK(live.state().library.rules[0].name == "Mine");
    REQUIRE(live.state().view.log.size() == 1);
    CHECK(live.state().view.log[0].code == Code::settings_syntax);
    CHECK(live.state().view.log[0].place == Place{file, 2});
}

TEST_CASE("memory: a film goes on where it was left, unless it was asked for elsewhere") {
    const Workshop shop;
    const std::string film = long_film(shop);
    const auto at = [](const LiveSession& live, double time_s) {
        return [&live, time_s] { return std::abs(live.state().player.time_s - time_s) < 0.001; };
    };
    {
        LiveSession live(at_home(shop));
        live.open_paused(film);
        live.wish(command::SeekTo{100.0, Precision::exact});
        REQUIRE(live.until(at(live, 100.0)));
        live.settle();
        live.wish(command::Quit{});
        CHECK(live.state().quit);
    }
    {
        LiveSession live(at_home(shop));
        REQUIRE(live.state().library.recent.size() == 1);
        CHECK(live.state().library.recent[0].path == film);
        CHECK(live.state().library.recent[0].time_s == doctest::Approx(100.0));
        CHECK(live.state().library.recent[0].duration_s == doctest::Approx(200.0));
        live.wish(command::OpenRecent{0});
        live.wish(command::TogglePause{});
        // A toast goes by the clock, so it is looked for in every turn and not at a moment.
        bool told = false;
        REQUIRE(live.until([&] {
            told = told || stands_in_toast(live.state(), "1:40");
            return told && live.state().player.opened && at(live, 100.0)();
        }));
        live.settle();
        // And it is that frame.
        const Chain plain = senga::test::plain_chain(live.state().chain.chain.scaling);
        CHECK(differing(live.shot(), senga::test::offline_shot(film, plain, {160, 90}, {.frame = 100})) == 0);
        // Asked for at a place of its own.
        live.wish({command::OpenFiles{{film}, OpenMode::replace, "50"}, command::TogglePause{}});
        REQUIRE(live.until(at(live, 50.0)));
        // Seen nearly to its end it begins anew.
        live.wish(command::SeekTo{198.0, Precision::exact});
        REQUIRE(live.until(at(live, 198.0)));
        live.settle();
        live.wish({command::OpenFiles{{film}, OpenMode::replace}, command::TogglePause{}});
        REQUIRE(live.until(at(live, 0.0)));
        live.settle();
        CHECK(live.state().player.time_s == 0.0);
        // And switched off it is not done.
        live.wish(command::SeekTo{120.0, Precision::exact});
        REQUIRE(live.until(at(live, 120.0)));
        live.settle();
        Settings settings = live.state().library.settings;
        settings.resume = false;
        live.wish({command::ChangeSettings{settings}, command::Quit{}});
    }
    LiveSession live(at_home(shop));
    CHECK(live.state().library.recent[0].time_s == doctest::Approx(120.0));
    live.open_paused(film);
    CHECK(live.state().player.time_s == 0.0);
    live.wish(command::ClearRecent{});
    CHECK(live.state().library.recent.empty());
}

TEST_CASE("rules: each of their conditions chooses, and gives back what was before") {
    const Workshop shop;
    shop.write_preset("chosen", "vec4(1.0 - c.rgb, 1.0)");
    // 160 x 90 at 25 frames a second, shown twice as large.
    const std::string film = small_film(shop, "some/folder/Episode 01.mkv");
    LiveOptions options = at_home(shop);
    options.window = {320, 180};
    LiveSession live(options);
    live.open_paused(film);
    const Pixels before = live.shot();
    using Change = std::function<void(Rule&)>;
    const auto named = [](const Change& change) {
        Rule rule;
        rule.name = "rule";
        rule.preset = "chosen";
        change(rule);
        return rule;
    };
    struct Row {
        std::string name;
        Change holds;
        Change fails;
    };
    const std::string some = shop / "some";
    const Row rows[] = {
        {"source",
         [](Rule& r) {
             r.source_lines = {90.0, 90.0};
         },
         [](Rule& r) {
             r.source_lines = {91.0, {}};
         }},
        {"display",
         [](Rule& r) {
             r.display_lines = {180.0, {}};
         },
         [](Rule& r) {
             r.display_lines = {{}, 179.0};
         }},
        {"scale",
         [](Rule& r) {
             r.scale = {1.5, 2.5};
         },
         [](Rule& r) {
             r.scale = {{}, 1.0};
         }},
        {"frames a second",
         [](Rule& r) {
             r.fps = {24.5, 25.5};
         },
         [](Rule& r) {
             r.fps = {30.0, {}};
         }},
        {"codec", [](Rule& r) { r.codec = "FFV1"; }, [](Rule& r) { r.codec = "h264"; }},
        {"file", [](Rule& r) { r.file = "episode ??.*"; }, [](Rule& r) { r.file = "*.mp4"; }},
        {"folder", [&](Rule& r) { r.folder = some + "*"; }, [](Rule& r) { r.folder = "/elsewhere/*"; }},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        live.wish(command::SetRules{{named(row.fails)}});
        live.still();
        CHECK(live.state().chain.preset == "off");
        live.wish(command::SetRules{{named(row.holds)}});
        live.still();
        CHECK(live.state().chain.preset == "chosen");
        CHECK(differing(live.shot(), before) > 1000);
        live.wish(command::SetRules{{}});
        live.still();
        CHECK(live.state().chain.preset == "off");
        CHECK(differing(live.shot(), before) == 0);
    }
    // The first that is on and holds wins; a smaller window may undo it.
    Rule off = named(rows[2].holds);
    off.enabled = false;
    Rule first = named(rows[2].holds);
    first.preset = "classic-1080p";
    const Rule any = named([](Rule&) {});
    live.wish(command::SetRules{{off, first, any}});
    live.still();
    CHECK(live.state().chain.preset == "classic-1080p");
    live.resize({160, 90});
    live.settle();
    CHECK(live.state().chain.preset == "chosen");
}

TEST_CASE("rules: off where nothing is enlarged, before the first picture") {
    const Workshop shop;
    shop.write("config/rules.toml", "[[rule]]\nname = \"Off\"\npreset = \"off\"\nscale = \"<=1\"\n");
    shop.write_preset("negative", "vec4(1.0 - c.rgb, 1.0)");
    LiveOptions options = at_home(shop, "negative");
    options.window = {160, 90};
    LiveSession live(options);
    const std::string film = small_film(shop, "film.mkv");
    live.wish({command::OpenFiles{{film}, OpenMode::replace}, command::TogglePause{}});
    REQUIRE(live.until([&] { return live.state().player.opened && live.state().chain.preset == "off"; }));
    live.settle();
    const Chain plain = senga::test::plain_chain(live.state().chain.chain.scaling);
    CHECK(differing(live.shot(), senga::test::offline_shot(film, plain, {160, 90})) == 0);
    // Enlarged, it has its passes again.
    live.resize({320, 180});
    live.settle();
    CHECK(live.state().chain.preset == "negative");
}

TEST_CASE("rules: a choice by hand wins, and is remembered for the folder") {
    const Workshop shop;
    const std::string here = small_film(shop, "here/film.mkv");
    const std::string there = small_film(shop, "there/film.mkv");
    shop.write("config/rules.toml", "[[rule]]\nname = \"All\"\npreset = \"classic-1080p\"\n");
    const auto chosen = [](LiveSession& live, const std::string& key) {
        return live.until([&] { return live.state().chain.preset == key; }, 20.0);
    };
    {
        LiveSession live(at_home(shop));
        live.open_paused(here);
        CHECK(live.state().chain.preset == "classic-1080p");
        live.wish(command::LoadPreset{"classic-4k"});
        live.settle();
        live.resize({200, 120}); // the rules are asked again
        live.settle();
        CHECK(live.state().chain.preset == "classic-4k");
        // Another film in another folder is the rules' again, the first folder the viewer's.
        live.open_paused(there);
        CHECK(chosen(live, "classic-1080p"));
        live.open_paused(here);
        CHECK(chosen(live, "classic-4k"));
    }
    CHECK(text_of(shop / "state/folders.toml").find("here") != std::string::npos);
    {
        LiveSession live(at_home(shop));
        live.open_paused(here);
        CHECK(chosen(live, "classic-4k"));
        live.open_paused(there);
        CHECK(chosen(live, "classic-1080p"));
    }
    // What the command line chose, rules leave alone.
    LiveOptions options = at_home(shop);
    options.choice = ChainState::Choice::by_hand;
    LiveSession live(options);
    live.open_paused(there);
    CHECK(live.state().chain.preset == "off");
}

TEST_CASE("presets: the chain goes through the clipboard and comes back the same") {
    const Workshop shop;
    LiveSession live({.home = &shop});
    live.open_paused(senga::test::demo_film);
    live.wish({command::TogglePass{1}, command::SetParameter{3, "grad_strength", 0.25}, command::MovePass{0}});
    live.still();
    const Pixels arranged = live.shot();
    const std::string arranged_text = to_text(preset_of(live.state().chain.chain));
    live.session().take_window_effects();
    live.wish(command::CopyChain{});
    std::vector<WindowEffect> effects = live.session().take_window_effects();
    REQUIRE(effects.size() == 1);
    REQUIRE(std::holds_alternative<effect::SetClipboard>(effects[0]));
    const std::string text = std::get<effect::SetClipboard>(effects[0]).text;

    live.wish(command::LoadPreset{"off"});
    live.still();
    CHECK(differing(live.shot(), arranged) > 1000);
    live.wish(command::PasteChain{});
    effects = live.session().take_window_effects();
    REQUIRE(effects == std::vector<WindowEffect>{effect::ReadClipboard{}});
    const auto paste = [&](const std::string& read) {
        live.session().dispatch(WindowEvent(event::ClipboardRead{read}), senga::test::clock_s());
        live.still();
    };
    paste(text);
    CHECK(to_text(preset_of(live.state().chain.chain)) == arranged_text);
    CHECK(differing(live.shot(), arranged) == 0);
    CHECK(live.state().chain.modified); // it is saved nowhere
    CHECK(live.state().chain.preset.empty());
    // Other texts take nothing away.
    for (const char* other : {"", "no preset at all", "[[pass]]\nshader = 3\n"}) {
        CAPTURE(other);
        paste(other);
        CHECK(differing(live.shot(), arranged) == 0);
    }
    CHECK(live.state().view.log.size() == 2); // an empty clipboard is no fault
}

TEST_CASE("presets: save as, change, revert, save, delete") {
    const Workshop shop;
    const auto chain = [](const LiveSession& live) -> const ChainState& { return live.state().chain; };
    const auto find = [&](const LiveSession& live, const std::string& key) {
        const std::vector<PresetName>& all = chain(live).presets;
        return std::find_if(all.begin(), all.end(), [&](const PresetName& each) { return each.key == key; });
    };
    LiveSession live({.home = &shop});
    live.open_paused(senga::test::demo_film);
    live.wish({command::SetParameter{3, "grad_strength", 0.25}, command::SavePresetAs{"My own: 线条"}});
    live.still();
    const Pixels mine = live.shot();
    const std::string key = chain(live).preset;
    CHECK(key == "my-own-线条");
    CHECK_FALSE(chain(live).modified);
    REQUIRE(find(live, key) != chain(live).presets.end());
    CHECK(find(live, key)->own);
    CHECK(find(live, key)->name == "My own: 线条");
    CHECK(std::filesystem::exists(shop.path() / "presets" / (key + ".toml")));

    live.wish({command::SetParameter{3, "grad_strength", 0.9}, command::RemovePass{0}});
    live.still();
    CHECK(chain(live).modified);
    CHECK(differing(live.shot(), mine) > 1000);
    CHECK(differing(live.after(command::RevertPreset{}), mine) == 0);
    CHECK_FALSE(chain(live).modified);

    live.wish({command::TogglePass{1}, command::SavePreset{}});
    live.still();
    const Pixels saved = live.shot();
    CHECK_FALSE(chain(live).modified);
    CHECK(differing(saved, mine) > 1000);
    // The last two on one key.
    CHECK(differing(live.after(command::LoadPreset{"off"}), saved) > 1000);
    CHECK(differing(live.after(command::SwapPresets{}), saved) == 0);
    CHECK(chain(live).preset == key);
    live.after(command::SwapPresets{});
    CHECK(chain(live).preset == "off");
    CHECK(differing(live.after(command::SwapPresets{}), saved) == 0);

    // What came with the program stays; the viewer's own goes, and the chain with it does not.
    live.wish({command::DeletePreset{"off"}, command::DeletePreset{key}});
    live.still();
    CHECK(find(live, "off") != chain(live).presets.end());
    CHECK(find(live, key) == chain(live).presets.end());
    CHECK_FALSE(std::filesystem::exists(shop.path() / "presets" / (key + ".toml")));
    CHECK(differing(live.shot(), saved) == 0);
    CHECK(chain(live).modified);
}

TEST_CASE("presets: one of the viewer's that cannot be written is told of") {
    const Workshop shop;
    shop.write("presets", "a file where the folder should be");
    LiveSession live({.home = &shop});
    live.open_paused(senga::test::demo_film);
    live.wish({command::TogglePass{0}, command::SavePresetAs{"Mine"}});
    live.still();
    REQUIRE(live.state().view.log.size() == 1);
    CHECK(live.state().view.log[0].code == Code::file_unwritable);
    CHECK(live.state().chain.modified);
    CHECK(live.state().chain.preset == "classic-1080p");
}

TEST_CASE("forwarded keys: mpv acts where the viewer's own file binds them, and nowhere else") {
    const Workshop shop;
    const std::string bindings = shop.write("mpv-input.conf", "KP5 set speed 1.5\n");
    for (const bool bound : {true, false}) {
        CAPTURE(bound);
        LiveOptions options = at_home(shop);
        options.change = [&](SessionOptions& wish) { wish.player.client.input_conf = bound ? bindings : ""; };
        LiveSession live(options);
        live.open_paused(senga::test::demo_film);
        // mpv's own keys, whose default would seek and quit.
        for (const char* key : {"KP5", "RIGHT", "q"}) {
            live.wish({command::ForwardKey{key, Switch::on}, command::ForwardKey{key, Switch::off}});
        }
        live.wish(command::StepFrame{}); // carried out after them
        REQUIRE(live.until([&] { return live.state().player.time_s > 0.0; }));
        live.settle();
        CHECK(live.state().player.speed == (bound ? 1.5 : 1.0));
        CHECK(live.state().player.time_s < 0.1);
        CHECK(live.state().player.opened);
    }
}
