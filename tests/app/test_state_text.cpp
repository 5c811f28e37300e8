// Dropped names, words, toasts and the habits of hiding.
#include "app/state/drop.h"
#include "app/state/text.h"
#include "app/state/toasts.h"
#include "app/state/visibility.h"
#include "fixtures.h"

#include <limits>

using namespace senga;
using namespace senga::test;

TEST_CASE("natural order counts as people do and is strict") {
    const std::vector<std::string> sorted{"",
                                          "a",
                                          "A1",
                                          "a2",
                                          "a10",
                                          "a10b",
                                          "b01",
                                          "ep 9.mkv",
                                          "ep 010.mkv",
                                          "ep 99999999999999999999998",
                                          "ep 99999999999999999999999"};
    for (std::size_t i = 0; i < sorted.size(); ++i) {
        for (std::size_t j = 0; j < sorted.size(); ++j) {
            CAPTURE(sorted[i]);
            CAPTURE(sorted[j]);
            CHECK(natural_less(sorted[i], sorted[j]) == (i < j));
        }
    }
    // Equal to people, yet not the same: some order, and only one.
    CHECK(natural_less("ep 01", "ep 1") != natural_less("ep 1", "ep 01"));
    CHECK(natural_less("Ep", "ep") != natural_less("ep", "Ep"));
}

TEST_CASE("dropped files are told apart by their extension") {
    const Dropped dropped =
        sort_dropped({"/d/10.mkv", "/d/2.mkv", "/shaders.glsl/", "/s.Hook", "/a.glsl", "/x.srt", "/x.ASS", "/x.ssa",
                      "/x.sup", "/x.vtt", "/vob.idx", "/vob.sub", "/lone.sub", "/folder.ass/film", "/noext"});
    CHECK(dropped.shaders == std::vector<std::string>{"/a.glsl", "/s.Hook"});
    CHECK(dropped.subtitles ==
          std::vector<std::string>{"/lone.sub", "/vob.idx", "/x.ASS", "/x.srt", "/x.ssa", "/x.sup", "/x.vtt"});
    CHECK(dropped.media ==
          std::vector<std::string>{"/d/2.mkv", "/d/10.mkv", "/folder.ass/film", "/noext", "/shaders.glsl/"});
    CHECK(sort_dropped({}).media.empty());
}

TEST_CASE("times") {
    CHECK(time_text(0.0) == "0:00");
    CHECK(time_text(7.99) == "0:07");
    CHECK(time_text(754.0) == "12:34");
    CHECK(time_text(3723.0) == "1:02:03");
    CHECK(time_text(-1.0) == "0:00");
    CHECK(time_text(std::numeric_limits<double>::quiet_NaN()) == "0:00");
    CHECK(time_text(std::numeric_limits<double>::infinity()) == "0:00");
    CHECK(time_text(1e300) == "99:59:59");
    CHECK(delay_text(0.1 + 0.2) == "+0.3 s");
    CHECK(delay_text(-0.1) == "-0.1 s");
    CHECK(delay_text(0.1 - 0.1 + 1e-17) == "0 s");
}

TEST_CASE("what passes cost, in words") {
    CHECK(milliseconds_text(0.4249) == "0.42 ms");
    CHECK(milliseconds_number(99.99) == "99.99");
    CHECK(milliseconds_number(99.999) == "100.0");
    CHECK(milliseconds_number(1041.85) == "1041.8"); // the double lies below the tie
    CHECK(milliseconds_number(-0.5) == "-0.50");
    constexpr std::size_t mebibyte = 1048576;
    CHECK(mebibytes_text(0) == "0.00 MiB");
    CHECK(mebibytes_text(1280UL * 720 * 4) == "3.52 MiB");   // 3.5156
    CHECK(mebibytes_text(1920UL * 1080 * 16) == "31.6 MiB"); // 31.64
    CHECK(mebibytes_text(182 * mebibyte) == "182 MiB");
    CHECK(mebibytes_text(10 * mebibyte - 1) == "10.0 MiB"); // not 10.00
    CHECK(mebibytes_text(100 * mebibyte - 1) == "100 MiB");
    CHECK(frame_cost_text(Language::english, 12.4, 1000.0 / 24.0) == "12.40 of 41.67 ms per frame (30 %)"); // 29.76 %
    CHECK(frame_cost_text(Language::english, 50.0, 40.0) == "50.00 of 40.00 ms per frame (125 %)");
    CHECK(frame_cost_text(Language::english, 12.4, std::nullopt) == "12.40 ms per frame");
    CHECK(compile_text(Language::english, {.done = 3, .total = 12}) == "Compiling 3 of 12 passes");
}

TEST_CASE("the first lines of a text") {
    CHECK(first_lines("a\nb\nc", 1) == "a");
    CHECK(first_lines("a\nb\nc", 2) == "a\nb");
    CHECK(first_lines("a\nb\nc", 3) == "a\nb\nc");
    CHECK(first_lines("a\nb\nc", 9) == "a\nb\nc");
    CHECK(first_lines("a\n", 1) == "a");
    CHECK(first_lines("\na", 1).empty());
    CHECK(first_lines("a", 0).empty());
    CHECK(first_lines("", 3).empty());
}

TEST_CASE("formats and tracks") {
    FrameFormat format;
    format.size = {1280, 720};
    CHECK(format_text(format) == "1280x720 4:2:0 8-bit bt709 limited");
    format.layout = Layout::rgb;
    format.range = Range::full;
    CHECK(format_text(format) == "1280x720 RGB 8-bit");
    Track track;
    track.id = 2;
    track.title = "Signs";
    track.codec = "ass";
    track.external = true;
    CHECK(track_text(Language::english, track) == "2: Signs, ass (external)");
    CHECK(track_text(Language::english, Track{}) == "0:");
}

TEST_CASE("the information line says what is on") {
    State state = playing_state();
    state.player.dropped_output = 4;
    state.player.dropped_decoder = 1;
    state.player.mistimed = 2;
    const std::string dot = "  \xC2\xB7  ";
    CHECK(information_line(state) == "Episode 01.mkv" + dot + "1280x720 4:2:0 8-bit bt709 limited" + dot +
                                         "software decoder" + dot + "dropped 4 (decoder 1), mistimed 2");
    state.player.hwdec = "vaapi";
    state.player.hdr = true;
    auto plan = std::make_shared<Plan>();
    plan->output = {1920, 1080};
    state.chain.plan = plan;
    const std::string line = information_line(state);
    CHECK(line.find("hardware decoder vaapi") != std::string::npos);
    CHECK(line.find("to 1920x1080") != std::string::npos);
    CHECK(line.find("HDR: tone-mapped by mpv") != std::string::npos);
    state.player.opened = false;
    CHECK(information_line(state).empty());
}

TEST_CASE("toasts replace their topic, expire, and do not pile up") {
    ViewState view;
    show_toast(view, "volume", "Volume 90 %", 0.0);
    show_toast(view, "volume", "Volume 85 %", 1.0);
    REQUIRE(view.toasts.size() == 1);
    CHECK(view.toasts[0].text == "Volume 85 %");
    expire_toasts(view, 2.0); // the second began at 1
    CHECK(view.toasts.size() == 1);
    expire_toasts(view, 2.5);
    CHECK(view.toasts.empty());

    for (int i = 0; i < 8; ++i) {
        report(view, diagnose(Code::player_open, "error " + std::to_string(i)), 0.0);
    }
    CHECK(view.toasts.size() == 5);
    CHECK(view.toasts.back().text == "libmpv cannot open the file\nerror 7");
    CHECK(view.log.size() == 8);
    expire_toasts(view, 9.0); // errors stay for ten seconds
    CHECK(view.toasts.size() == 5);
    expire_toasts(view, 10.0);
    CHECK(view.toasts.empty());
    for (int i = 0; i < 500; ++i) {
        report(view, diagnose(Code::player_open, "again"), 0.0);
    }
    CHECK(view.log.size() == 200);
    CHECK(view.toasts.size() == 1); // the same text once
}

TEST_CASE("a toast stays as long as its text takes to read") {
    const auto seconds = [](const std::string& text) {
        ViewState view;
        show_toast(view, "", text, 10.0);
        return view.toasts.at(0).expires_s - 10.0;
    };
    CHECK(seconds("Muted") == doctest::Approx(1.5));
    CHECK(seconds(std::string(30, 'x')) == doctest::Approx(1.5));
    CHECK(seconds(std::string(80, 'x')) == doctest::Approx(4.5)); // 50 letters more at 60 ms
    CHECK(seconds(std::string(500, 'x')) == doctest::Approx(8.0));
    CHECK(seconds("当前链有未保存的更改，未载入预设") == doctest::Approx(1.62)); // 16 characters count as 32 letters
}

TEST_CASE("controls show for two seconds after the mouse moved, and fade, in a pause too") {
    State state = playing_state();
    state.view.last_mouse_move_s = 100.0;
    CHECK(controls_opacity(state, 100.0) == 1.0);
    CHECK(controls_opacity(state, 102.0) == 1.0);
    CHECK(controls_opacity(state, 102.075) == doctest::Approx(0.5)); // half of 150 ms
    CHECK_FALSE(controls_visible(state, 102.2));
    state.player.paused = true;
    CHECK(controls_opacity(state, 101.0) == 1.0);
    CHECK_FALSE(controls_visible(state, 500.0));
    state.player.opened = false; // stopped: what was stopped can be played again
    state.player.playlist.entries = {{"/films/a.mkv", ""}};
    CHECK(controls_visible(state, 100.0));
    state.player.playlist.entries.clear();
    CHECK_FALSE(controls_visible(state, 100.0));
}

TEST_CASE("the cursor hides over a playing picture and in fullscreen") {
    State state = playing_state();
    state.view.last_mouse_move_s = 100.0;
    CHECK(cursor_wanted(state, 103.0)); // the panel is open
    state.view.panel_visible = false;
    CHECK(cursor_wanted(state, 101.9));
    CHECK_FALSE(cursor_wanted(state, 102.0));
    tick(state, 102.0);
    CHECK(state.view.cursor_hidden);
    state.player.paused = true;
    CHECK_FALSE(cursor_wanted(state, 103.0));
    state.view.fullscreen = true;
    CHECK_FALSE(cursor_wanted(state, 103.0));
    state.view.last_mouse_move_s = 104.0;
    tick(state, 104.0);
    CHECK_FALSE(state.view.cursor_hidden);
}

TEST_CASE("only a playing film keeps the screen awake") {
    PlayerState player;
    CHECK(screensaver_allowed(player));
    player.opened = true;
    CHECK_FALSE(screensaver_allowed(player));
    player.paused = true;
    CHECK(screensaver_allowed(player));
    player.paused = false;
    player.ended = true;
    CHECK(screensaver_allowed(player));
}

TEST_CASE("the loop knows how long it may sleep, and whether there is anything to draw") {
    State state = playing_state();
    state.view.panel_visible = false;
    state.view.cursor_hidden = true;
    CHECK_FALSE(overlay_visible(state, 50.0));
    CHECK_FALSE(next_change_s(state, 50.0));
    state.view.last_mouse_move_s = 49.0;
    CHECK(overlay_visible(state, 50.0));
    CHECK(next_change_s(state, 50.0) == 51.0);
    CHECK(next_change_s(state, 51.1) == 51.1); // fading: draw again at once
    show_toast(state.view, "a", "a", 49.2);
    CHECK(next_change_s(state, 50.0) == doctest::Approx(50.7));
    state = playing_state();
    state.view.panel_visible = false;
    state.view.peek = true;
    CHECK(overlay_visible(state, 50.0));
}

TEST_CASE("the window's name") {
    PlayerState player;
    CHECK(window_title(player) == "Senga");
    player.path = "/films/a b.mkv";
    CHECK(window_title(player) == "a b.mkv - Senga");
    player.title = "Title";
    CHECK(window_title(player) == "Title - Senga");
}
