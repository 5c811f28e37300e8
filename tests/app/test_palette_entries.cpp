// What the palette offers and how it is found.
#include "app/input/bindings.h"
#include "app/input/palette.h"
#include "fixtures.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

using namespace senga;
using namespace senga::test;

namespace {

const PaletteEntry& entry_of(const std::vector<PaletteEntry>& entries, const std::string& id) {
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.id == id; });
    REQUIRE_MESSAGE(found != entries.end(), id);
    return *found;
}

State rich_state() {
    State state = planned_state();
    state.chain.shaders = {"classic/luma"};
    state.library.recent = {{"/films/old one.mkv", "", 0.0, 0.0}, {"/films/b.mkv", "Named", 0.0, 0.0}};
    auto plan = std::make_shared<Plan>(*state.chain.plan);
    for (const char* name : {"GUIDE", "OUTPUT", "GUIDE"}) {
        PlanTexture texture;
        texture.name = name;
        plan->textures.push_back(texture);
    }
    state.chain.plan = plan;
    return state;
}

std::string first(const std::vector<PaletteEntry>& entries, const char* query) {
    const std::vector<PaletteEntry> found = matching(entries, query);
    return found.empty() ? "" : found.front().id;
}

} // namespace

TEST_CASE("the palette has every action that is not held, each entry once") {
    const std::vector<PaletteEntry> entries = palette_entries(rich_state());
    std::set<std::string> ids;
    for (const PaletteEntry& entry : entries) {
        CAPTURE(entry.id);
        CHECK(ids.insert(entry.id).second);
        CHECK_FALSE(entry.label.empty());
        CHECK(entry.label == entry.english);
    }
    for (const Action& action : actions()) {
        CAPTURE(action.id);
        const bool named_otherwise = action.kind == Action::Kind::hold ||
                                     action.id.rfind("chain.toggle-pass-", 0) == 0 ||
                                     action.id.rfind("chain.preset-", 0) == 0;
        CHECK(ids.contains(action.id) != named_otherwise);
    }
    CHECK(entry_of(entries, "playback.pause").keys == "Space / p / RightClick / PlayPause / Pause");
    CHECK(entry_of(entries, "playback.pause").enabled);
    CHECK_FALSE(entry_of(entries, "playback.normal-speed").enabled);
}

TEST_CASE("the palette has what there is") {
    State state = rich_state();
    state.library.keys.own[pass_target("two")] = {*parse_chord("F12")};
    const std::vector<PaletteEntry> entries = palette_entries(state);
    const PaletteEntry& pass = entry_of(entries, "toggle-pass:2");
    CHECK(pass.label == "Switch pass 2: two");
    CHECK(pass.keys == "2 / F12");
    CHECK(std::get<command::TogglePass>(pass.command).entry == 1);
    CHECK(std::get<command::AddShader>(entry_of(entries, "add-shader:classic/luma").command).path == "classic/luma");
    const PaletteEntry& preset = entry_of(entries, "preset:zeta");
    CHECK(preset.label == "Preset: Zeta");
    CHECK(preset.keys == "Ctrl+3");
    CHECK(std::get<command::LoadPreset>(preset.command).key == "zeta");
    CHECK(entry_of(entries, "preset:off").keys == "Ctrl+1 / Ctrl+0");
    const auto& side = std::get<command::SetExhibit>(entry_of(entries, "side-a:preset:zeta").command);
    CHECK(side.side == Side::a);
    CHECK(side.exhibit == Exhibit{Exhibit::Kind::preset, "zeta", 0});
    CHECK(std::get<command::SetExhibit>(entry_of(entries, "side-b:texture:GUIDE:2").command).exhibit ==
          Exhibit{Exhibit::Kind::texture, "GUIDE", 1});
    CHECK_FALSE(entry_of(entries, "side-a:original").enabled); // it is that already
    CHECK(entry_of(entries, "side-b:original").enabled);
    CHECK(entry_of(entries, "side-b:original").label == "Compare, B: Original");
    CHECK(std::get<command::SelectTrack>(entry_of(entries, "subtitle-track:2").command).id == 2);
    CHECK_FALSE(entry_of(entries, "audio-track:1").enabled);
    CHECK(entry_of(entries, "chapter:3").label == "Chapter: 1:00 Part B");
    CHECK(std::get<command::SeekTo>(entry_of(entries, "chapter:3").command).time_s == 60.0);
    CHECK(entry_of(entries, "recent:1").label == "Open: old one.mkv");
    CHECK(entry_of(entries, "recent:2").label == "Open: Named");
    CHECK(std::get<command::OpenRecent>(entry_of(entries, "recent:2").command).index == 1);
}

TEST_CASE("letters find labels in their order, whatever their case") {
    CHECK(match("", "Anything") == Fit{});
    CHECK(match("  ", "Anything") == Fit{});
    CHECK(match("fscr", "Fullscreen"));
    CHECK(match("FULL", "fullscreen"));
    CHECK_FALSE(match("fsx", "Fullscreen"));
    CHECK_FALSE(match("nf", "Fullscreen"));
    CHECK_FALSE(match("ff", "Fullscreen")); // a letter is not used twice
    CHECK(match("track audio", "Next audio track"));
    CHECK_FALSE(match("track video", "Next audio track"));
    CHECK(match("x", "") == std::nullopt);
}

TEST_CASE("what kind of fit it is goes before how good a one") {
    using Kind = Fit::Kind;
    CHECK(match("audio", "Next audio track")->kind == Kind::phrase);
    CHECK(match("Audio Track", "Next audio track")->kind == Kind::phrase);
    CHECK(match("rack", "Next audio track")->kind == Kind::run);
    CHECK(match("track next", "Next audio track")->kind == Kind::words);
    CHECK(match("rack ext", "Next audio track")->kind == Kind::parts);
    CHECK(match("natr", "Next audio track")->kind == Kind::letters);
    CHECK(match("轨", "下一条音轨")->kind == Kind::phrase); // no spaces part its words
    CHECK(*match("as", "brass") > *match("as", "Always ... size"));
    CHECK(has_words_of("Wipe: A left, B right", "wipe"));
    CHECK(has_words_of("Wipe: A left, B right", "left wipe"));
    CHECK_FALSE(has_words_of("window.passes", "wipe")); // W..I..P..E, scattered
}

TEST_CASE("of one kind, beginnings of words, runs and short labels come first") {
    CHECK(*match("scr", "a script") > *match("scr", "ascertain r"));        // 4+3+3 against s, c in a run, then r
    CHECK(*match("mute", "Mute") > *match("mute", "Mute the other track")); // shorter
    CHECK(match("ab", "xaxab")->score == doctest::Approx(4.0 - 0.05));      // the run, not the first a
}

TEST_CASE("what is typed finds what it says, and what to do before what there is") {
    State state = rich_state();
    state.player.tracks[2].title = "English stereo Opus";
    state.player.tracks[2].codec = "opus";
    state.library.recent = {{"/films/Mute.mkv", "Mute the world", 0.0, 0.0}};
    const std::map<std::string, std::string> english{{"open", "file.open"},
                                                     {"open a file", "file.open"},
                                                     {"mute", "audio.mute"},
                                                     {"wipe", "compare.wipe"},
                                                     {"full", "window.fullscreen"},
                                                     {"quit", "window.quit"},
                                                     {"interface", "window.language"},
                                                     {"stereo", "audio-track:2"},
                                                     {"zeta", "preset:zeta"},
                                                     {"world", "recent:1"},
                                                     {"part b", "chapter:3"}};
    for (const auto& [query, id] : english) {
        CAPTURE(query);
        CHECK(first(palette_entries(state), query.c_str()) == id);
    }
    state.view.language = Language::chinese;
    const std::map<std::string, std::string> chinese{
        {"english", "window.language"}, {"打开", "file.open"}, {"全屏", "window.fullscreen"}, {"mute", "audio.mute"}};
    for (const auto& [query, id] : chinese) {
        CAPTURE(query);
        CHECK(first(palette_entries(state), query.c_str()) == id);
    }
}

TEST_CASE("Chinese labels are found in Chinese and in English, and characters are never cut") {
    State state = rich_state();
    state.view.language = Language::chinese;
    const std::vector<PaletteEntry> entries = palette_entries(state);
    CHECK(entry_of(entries, "audio.mute").label == "静音");
    CHECK(entry_of(entries, "audio.mute").english == "Mute");
    CHECK(first(entries, "静音") == "audio.mute");
    CHECK(first(entries, "mute") == "audio.mute");
    CHECK(first(entries, "zeta") == "preset:zeta");
    // Its bytes occur in this order in the label, but not as one character: E9 9D 99, E9 9F B3 hold E9 9D B3.
    CHECK_FALSE(match("\xE9\x9D\xB3", "静音"));
}

TEST_CASE("what cannot be done now comes last") {
    const State nothing;
    const std::vector<PaletteEntry> found = matching(palette_entries(nothing), "pause");
    REQUIRE_FALSE(found.empty());
    const std::vector<PaletteEntry> all = matching(palette_entries(nothing), "");
    CHECK(all.size() == palette_entries(nothing).size());
    CHECK(std::is_partitioned(all.begin(), all.end(), [](const PaletteEntry& entry) { return entry.enabled; }));
    CHECK(all.front().enabled);
    CHECK_FALSE(all.back().enabled);
    CHECK(first(palette_entries(playing_state()), "pause") == "playback.pause");
}
