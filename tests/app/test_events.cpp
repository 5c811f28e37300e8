// How what happened outside enters the State.
#include "fixtures.h"

using namespace senga;
using namespace senga::test;

namespace {

Track subtitle(int id, bool selected) {
    Track track;
    track.kind = TrackKind::subtitle;
    track.id = id;
    track.selected = selected;
    return track;
}

void start(State& state, const std::string& path) {
    happened(state, PlayerEvent{event::FileStarted{path}});
}

} // namespace

TEST_CASE("single values arrive in their member") {
    State state;
    happened(state, PlayerEvent{event::NumberChanged{&PlayerState::time_s, 12.5}});
    happened(state, PlayerEvent{event::CountChanged{&PlayerState::mistimed, 3}});
    happened(state, PlayerEvent{event::FlagChanged{&PlayerState::paused, true}});
    happened(state, PlayerEvent{event::TextChanged{&PlayerState::hwdec, "vaapi"}});
    happened(state, PlayerEvent{event::LoopChanged{1.0, std::nullopt}});
    happened(state, PlayerEvent{event::FrameShown{77}});
    CHECK(state.player.time_s == 12.5);
    CHECK(state.player.mistimed == 3);
    CHECK(state.player.paused);
    CHECK(state.player.hwdec == "vaapi");
    CHECK(state.player.loop_a_s == 1.0);
    CHECK_FALSE(state.player.loop_b_s);
    CHECK(state.player.frame_id == 77);
}

TEST_CASE("a new file forgets the old one but not the session") {
    State state = playing_state();
    state.player.volume = 40.0;
    state.player.speed = 2.0;
    state.player.subtitles_visible = false;
    state.player.dropped_output = 9;
    state.player.ended = true;
    state.player.frame_id = 1234;
    start(state, "/films/Episode 02.mkv");
    const PlayerState& player = state.player;
    CHECK(player.path == "/films/Episode 02.mkv");
    CHECK_FALSE(player.opened);
    CHECK_FALSE(player.idle);
    CHECK_FALSE(player.ended);
    CHECK(player.tracks.empty());
    CHECK(player.chapters.empty());
    CHECK(player.dropped_output == 0);
    CHECK(player.time_s == 0.0);
    CHECK(player.volume == 40.0);
    CHECK(player.speed == 2.0);
    CHECK_FALSE(player.subtitles_visible);
    CHECK(player.playlist.entries.size() == 2);
    CHECK(player.frame_id == 1234); // ids never come twice
    CHECK(player.format);           // the last picture is still on the screen
}

TEST_CASE("without a default track the first subtitles are chosen, once") {
    State state;
    start(state, "/a.mkv");
    happened(state, PlayerEvent{event::TracksChanged{{subtitle(1, false), subtitle(2, false)}}}); // still loading
    CHECK(argvs(apply(state, PlayerEvent{event::FileLoaded{}}, 0.0)) == std::vector<Argv>{{"set", "sid", "1"}});
    happened(state, PlayerEvent{event::TracksChanged{{subtitle(1, false), subtitle(2, false)}}});
}

TEST_CASE("the tracks may become known after the file is loaded") {
    State state;
    start(state, "/a.mkv");
    happened(state, PlayerEvent{event::FileLoaded{}});
    CHECK(argvs(apply(state, PlayerEvent{event::TracksChanged{{subtitle(3, false)}}}, 0.0)) ==
          std::vector<Argv>{{"set", "sid", "3"}});
}

TEST_CASE("a choice of subtitles is left alone, be it mpv's or the viewer's") {
    State state;
    start(state, "/a.mkv");
    happened(state, PlayerEvent{event::TracksChanged{{subtitle(1, false), subtitle(2, true)}}});
    happened(state, PlayerEvent{event::FileLoaded{}});
    CHECK(player_commands(state, command::SelectTrack{TrackKind::subtitle, 0}).size() == 1);
    happened(state, PlayerEvent{event::TracksChanged{{subtitle(1, false), subtitle(2, false)}}});
}

TEST_CASE("a file that fails is told and ends what waited for it") {
    State state = playing_state();
    CHECK_FALSE(player_commands(state, command::DropFiles{{"/bad.mkv", "/bad.srt"}}).empty());
    start(state, "/bad.mkv");
    const Diagnostic why = diagnose(Code::player_open, "cannot be read", {"/bad.mkv", 0});
    CHECK(apply(state, PlayerEvent{event::FileEnded{why}}, 5.0) == Effects{effect::Complain{why}});
    CHECK_FALSE(state.player.opened);
    CHECK(toasted(state, "libmpv cannot open the file\n/bad.mkv: cannot be read"));
    CHECK(state.view.log.size() == 1);
    start(state, "/good.mkv");
    happened(state, PlayerEvent{event::FileLoaded{}});
}

TEST_CASE("a preset replaces the chain and reports what is wrong in it") {
    State state = chain_state();
    state.chain.modified = true;
    state.chain.plan = std::make_shared<const Plan>();
    Chain chain;
    chain.name = "New";
    chain.entries = {sample_entry("a"), sample_entry("b")};
    chain.entries[1].failure = diagnose(Code::file_missing, "b is missing");
    happened(state, ChainEvent{event::ChainLoaded{"new", chain, {diagnose(Code::preset_range, "clamped")}}}, 1.0);
    CHECK(state.chain.revision == 11);
    CHECK(state.chain.preset == "new");
    CHECK_FALSE(state.chain.modified);
    CHECK_FALSE(state.chain.plan);
    CHECK(state.chain.chain.entries.size() == 2);
    CHECK(state.chain.diagnostics.size() == 2);
    CHECK(toasted(state, "Preset: New. Undo brings your changes back"));
    CHECK(toasted(state, "The file does not exist\nb is missing"));
    CHECK(toasted(state, "A parameter lies outside its range and is clamped\nclamped"));
}

TEST_CASE("a plan of another revision is not shown") {
    State state = chain_state();
    const auto plan = std::make_shared<const Plan>();
    happened(state, ChainEvent{event::Planned{9, plan}});
    CHECK_FALSE(state.chain.plan);
    happened(state, ChainEvent{event::Planned{10, plan}});
    CHECK(state.chain.plan == plan);
    CHECK(state.chain.revision == 10);
}

TEST_CASE("a pass the driver refuses fails once, and only if it is still that pass") {
    State state = chain_state();
    const Diagnostic why = diagnose(Code::shader_compile, "syntax error", {"two.glsl", 7});
    happened(state, ChainEvent{event::EntryFailed{1, "other", why}});
    happened(state, ChainEvent{event::EntryFailed{8, "two", why}});
    CHECK(state.chain.revision == 10);
    happened(state, ChainEvent{event::EntryFailed{1, "two", why}});
    CHECK(state.chain.revision == 11);
    CHECK(state.chain.chain.entries[1].failure == why);
    CHECK(toasted(state, "The driver rejects the GLSL of a pass\ntwo.glsl:7: syntax error"));
    happened(state, ChainEvent{event::EntryFailed{1, "two", why}});
    CHECK(state.chain.revision == 11);
}

TEST_CASE("a shader that failed to load stays in the chain with its reason") {
    State state = chain_state();
    ChainEntry broken;
    broken.id = broken.label = "/broken.glsl";
    broken.failure = diagnose(Code::shader_stage, "HOOK says NOWHERE");
    happened(state, ChainEvent{event::ShaderLoaded{broken}});
    CHECK(state.chain.chain.entries.size() == 4);
    CHECK(state.chain.revision == 11);
    CHECK(toasted(state, "HOOK names no stage\nHOOK says NOWHERE"));
}

TEST_CASE("the mouse counts as moved beyond a jitter of three points") {
    State state;
    state.view.ui_scale = 2.0; // six pixels
    happened(state, WindowEvent{event::MouseMoved{{100.0, 100.0}}}, 1.0);
    CHECK(state.view.last_mouse_move_s == 1.0);
    happened(state, WindowEvent{event::MouseMoved{{104.0, 103.0}}}, 2.0); // 5 px
    CHECK(state.view.last_mouse_move_s == 1.0);
    CHECK(state.view.mouse_px.x == 104.0);                                // the probe looks there
    happened(state, WindowEvent{event::MouseMoved{{105.0, 104.0}}}, 3.0); // 6.4 px from where it rested
    CHECK(state.view.last_mouse_move_s == 3.0);
}

TEST_CASE("the window's size and mode are what the window says") {
    State state;
    happened(state, WindowEvent{event::WindowResized{{1920, 1080}, 1.5}});
    happened(state, WindowEvent{event::FullscreenChanged{true}});
    CHECK(state.view.window_px == Size{1920, 1080});
    CHECK(state.view.ui_scale == 1.5);
    CHECK(state.view.fullscreen);
}

TEST_CASE("what the viewer set of the picture outlives the file") {
    State state = playing_state();
    CHECK(player_commands(state, command::Rotate{}).size() == 1);
    CHECK(player_commands(state, command::SetAspect{"4:3"}).size() == 1);
    quietly(state, command::ChangePanscan{0.5});
    start(state, "/films/Episode 02.mkv");
    CHECK(state.player.rotation_deg == 90);
    CHECK(state.player.aspect == "4:3");
    CHECK(state.player.panscan == 0.5);
    CHECK_FALSE(state.player.format_known);
}

TEST_CASE("an edited shader takes effect with the values as they are") {
    State state = chain_state();
    state.chain.plan = std::make_shared<const Plan>();
    auto& entries = state.chain.chain.entries;
    entries.push_back(sample_entry("two"));
    const auto old = entries[1].shader;
    ChainEntry edited = sample_entry("two");
    edited.label = "Two, edited";
    happened(state, ChainEvent{event::ShaderReloaded{edited}});
    CHECK(state.chain.revision == 11); // one change, however many passes
    for (const std::size_t i : {std::size_t{1}, std::size_t{3}}) {
        CHECK(entries[i].shader == edited.shader);
        CHECK(entries[i].label == "Two, edited");
    }
    CHECK(entries[1].last_good == old);
    CHECK(entries[1].values.at("strength") == 0.7);
    CHECK_FALSE(state.chain.plan);
    CHECK_FALSE(state.chain.modified); // the preset is as it was
    CHECK(toasted(state, "Reloaded Two, edited"));
    happened(state, ChainEvent{event::ShaderReloaded{sample_entry("absent")}});
    CHECK(state.chain.revision == 11);
}

TEST_CASE("an edit that cannot be read changes nothing but what is said of it") {
    State state = chain_state();
    auto& entry = state.chain.chain.entries[1];
    const auto old = entry.shader;
    ChainEntry broken;
    broken.id = "two";
    broken.failure = diagnose(Code::shader_stage, "HOOK says NOWHERE", {"two.glsl", 3});
    happened(state, ChainEvent{event::ShaderReloaded{broken}});
    CHECK(entry.shader == old);
    CHECK(entry.edit_failure == broken.failure);
    CHECK_FALSE(entry.failure);
    CHECK(state.chain.revision == 10);
    CHECK(toasted(state, "HOOK names no stage\ntwo.glsl:3: HOOK says NOWHERE"));
    happened(state, ChainEvent{event::ShaderReloaded{sample_entry("two")}}); // mended
    CHECK_FALSE(entry.edit_failure);
    CHECK(entry.last_good == old);
    CHECK(state.chain.revision == 11);
}

TEST_CASE("an edit that does not compile gives way to the last that did, once") {
    State state = chain_state();
    auto& entry = state.chain.chain.entries[1];
    const auto old = entry.shader;
    const Diagnostic why = diagnose(Code::shader_compile, "syntax error", {"two.glsl", 7});
    happened(state, ChainEvent{event::ShaderReloaded{sample_entry("two")}});
    happened(state, ChainEvent{event::CompileProgressed{{.done = 0, .total = 1}}});
    happened(state, ChainEvent{event::ShaderReloaded{sample_entry("two")}}); // saved again while it compiles
    CHECK(entry.last_good == old);                                           // the one between was never proven
    happened(state, ChainEvent{event::EntryFailed{1, "two", why}});
    CHECK(entry.shader == old);
    CHECK(entry.edit_failure == why);
    CHECK_FALSE(entry.failure);
    CHECK(state.chain.revision == 13);
    happened(state, ChainEvent{event::EntryFailed{1, "two", why}}); // should even that one fail
    CHECK(entry.failure == why);
    CHECK(state.chain.revision == 14);
}

TEST_CASE("a shader that never worked is mended by its edit") {
    State state = chain_state();
    auto& entry = state.chain.chain.entries[2];
    entry.shader = nullptr;
    entry.failure = diagnose(Code::shader_empty, "empty");
    ChainEntry still_broken;
    still_broken.id = "three";
    still_broken.failure = diagnose(Code::shader_stage, "no");
    happened(state, ChainEvent{event::ShaderReloaded{still_broken}});
    CHECK(entry.failure == still_broken.failure);
    happened(state, ChainEvent{event::ShaderReloaded{sample_entry("three")}});
    CHECK_FALSE(entry.failure);
    CHECK(entry.shader);
    CHECK_FALSE(entry.last_good); // there is none to go back to
}

TEST_CASE("an equaliser that the driver refuses is told once, and is another picture") {
    State state;
    state.chain.equaliser.id = "colour/equaliser";
    const std::uint64_t before = state.chain.equaliser_revision;
    const Diagnostic why = diagnose(Code::shader_compile, "0:12: error");
    happened(state, ChainEvent{event::EqualiserFailed{why}});
    happened(state, ChainEvent{event::EqualiserFailed{why}});
    CHECK(state.chain.equaliser.failure == why);
    CHECK(state.chain.equaliser_revision == before + 1);
    CHECK(state.chain.diagnostics == std::vector<Diagnostic>{why});
    CHECK(state.view.toasts.size() == 1);
}

TEST_CASE("no passes at all are nothing that could be lost") {
    State state;
    Chain none;
    none.name = "Original";
    happened(state, ChainEvent{event::ChainLoaded{"", none, {}}});
    CHECK_FALSE(state.chain.modified);
    none.entries = {sample_entry("one")};
    happened(state, ChainEvent{event::ChainLoaded{"", none, {}}});
    CHECK(state.chain.modified); // nowhere saved
}
