// What the viewer may set of mpv's (rotation, aspect) arrives in the frame's format, playing and paused; what the
// information view shows arrives at all; keys that are forwarded do what the viewer's file says, and nothing otherwise.
#include "tests/player/player_fixture.h"

#include <cmath>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <thread>

using namespace senga;
using namespace senga::test;

namespace {

// A test picture of 25 frames a second: 64x48, sound of 440 Hz, whose container says nothing of aspect or rotation.
std::string film(const Folder& folder) {
    return folder.make("film.mkv", "-f lavfi -i testsrc2=s=64x48:r=25:d=4 -f lavfi -i sine=440:r=48000:d=4 -ac 2 "
                                   "-c:v libx264 -g 25 -pix_fmt yuv420p -c:a flac");
}

// Waits for a frame that is so.
bool shows(Screening& screening, const std::function<bool(const FrameFormat&)>& wanted) {
    return screening.run_until([&] { return !screening.frame().empty() && wanted(screening.frame().format); },
                               Screening::Seconds(10));
}

void check_turns(Screening& screening) {
    for (const int turn : {90, 180, 270, 0}) {
        INFO("turned by ", turn);
        screening.player().client().set("video-rotate", std::to_string(turn));
        CHECK(shows(screening, [&](const FrameFormat& format) { return format.rotation_deg == turn; }));
        // Stored as ever: turning is the compositor's.
        CHECK(screening.frame().format.size == Size{64, 48});
        CHECK(screening.frame().luma != nullptr);
    }
}

// The picture is as wide as 16:9 of its height: 48 * 16/9 = 85.33 px from 64 stored ones, so 1.3333 each. mpv rounds
// the width it shows to whole pixels: 85 / 64 = 1.328.
void check_aspects(Screening& screening) {
    struct Row {
        const char* set;
        double pixel_aspect;
    };
    for (const Row& row : {Row{"16:9", 4.0 / 3.0}, Row{"2.35", 2.35 / (4.0 / 3.0)}, Row{"4:3", 1.0}, Row{"-1", 1.0}}) {
        INFO("aspect ", row.set);
        screening.player().client().set("video-aspect-override", row.set);
        // Half a pixel of 64.
        CHECK(shows(screening, [&](const FrameFormat& format) {
            return std::abs(format.pixel_aspect - row.pixel_aspect) < 0.5 / 64;
        }));
    }
}

// What events told.
void take(PlayerState& state, const PlayerEvent& event) {
    if (const auto* number = std::get_if<event::NumberChanged>(&event)) {
        state.*(number->field) = number->value;
    } else if (const auto* count = std::get_if<event::CountChanged>(&event)) {
        state.*(count->field) = count->value;
    } else if (const auto* flag = std::get_if<event::FlagChanged>(&event)) {
        state.*(flag->field) = flag->value;
    } else if (const auto* text = std::get_if<event::TextChanged>(&event)) {
        state.*(text->field) = text->value;
    }
}

// A core without a file, and what it told.
class Idle {
public:
    explicit Idle(const std::string& input_conf) {
        Result<MpvClient> client =
            MpvClient::create({.input_conf = input_conf, .extra = {{"audio", "no"}, {"hwdec", "no"}}});
        REQUIRE(client.ok());
        client_.emplace(*std::move(client));
    }
    void press(const std::string& key) {
        client_->command({"keydown", key});
        client_->command({"keyup", key});
    }
    bool until(const std::function<bool(const PlayerState&)>& done, std::chrono::milliseconds patience) {
        const auto end = std::chrono::steady_clock::now() + patience;
        while (!done(state_)) {
            if (std::chrono::steady_clock::now() > end) {
                return false;
            }
            for (const PlayerEvent& event : client_->poll()) {
                take(state_, event);
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        return true;
    }
    bool until(const std::function<bool(const PlayerState&)>& done) { return until(done, std::chrono::seconds(10)); }
    void set(const std::string& name, const std::string& value) { client_->set(name, value); }

private:
    std::optional<MpvClient> client_;
    PlayerState state_;
};

} // namespace

TEST_CASE("the viewer's rotation reaches the frame while the film plays") {
    const Folder folder;
    Screening screening(MpvOptions{{"loop-file", "inf"}});
    screening.load(film(folder));
    REQUIRE(screening.run_until([&] { return screening.frames_shown > 3; }));
    check_turns(screening);
}

TEST_CASE("the viewer's rotation reaches the frame while the film is paused, which stays where it is") {
    const Folder folder;
    Screening screening(MpvOptions{{"pause", "yes"}, {"start", "1.0"}});
    const std::string file = film(folder);
    screening.load(file);
    REQUIRE(screening.settle());
    const std::uint64_t picture = picture_hash(screening.frame());
    // Frame 25 of 25 a second.
    CHECK(picture == file_hashes(file).at(25));
    check_turns(screening);
    REQUIRE(screening.settle());
    CHECK(picture_hash(screening.frame()) == picture);
    CHECK(screening.paused);
}

TEST_CASE("the viewer's aspect reaches the frame while the film plays and while it is paused") {
    const Folder folder;
    Screening screening(MpvOptions{{"loop-file", "inf"}});
    screening.load(film(folder));
    REQUIRE(screening.run_until([&] { return screening.frames_shown > 3; }));
    check_aspects(screening);
    screening.player().client().set("pause", "yes");
    REQUIRE(screening.run_until([&] { return screening.paused; }));
    REQUIRE(screening.settle());
    check_aspects(screening);
}

// mpv adds the viewer's rotation to the file's.
TEST_CASE("the viewer's rotation is added to the file's own") {
    const Folder folder;
    const std::string upright = film(folder);
    const std::string turned =
        folder.make("turned.mp4", "-i '" + upright + "' -map 0:v -c copy -metadata:s:v rotate=270");
    Screening screening(MpvOptions{{"pause", "yes"}});
    screening.load(turned);
    REQUIRE(screening.settle());
    const int own = screening.frame().format.rotation_deg;
    CHECK(own % 180 == 90);
    screening.player().client().set("video-rotate", "90");
    CHECK(shows(screening, [&](const FrameFormat& format) { return format.rotation_deg == (own + 90) % 360; }));
}

TEST_CASE("what the information view shows") {
    const Folder folder;
    // A device that takes sound and makes none: without one mpv plays no sound and knows nothing of it.
    Screening screening(MpvOptions{{"audio", "auto"}, {"ao", "null"}, {"loop-file", "inf"}});
    PlayerState state;
    screening.on_event = [&](const PlayerEvent& event) { take(state, event); };
    screening.load(film(folder));
    CHECK(screening.run_until([&] {
        return state.measured_fps > 0 && state.cache_s > 0 && state.audio_bitrate > 0 && state.video_bitrate > 0;
    }));
    CHECK(state.file_format == "mkv");
    CHECK(state.video_codec == "h264");
    CHECK(state.audio_codec == "flac");
    CHECK(state.audio_output.find("48000 Hz stereo ") == 0);
    CHECK(state.fps == doctest::Approx(25.0));
    // Estimated from ten frames' times, which the container rounds to milliseconds.
    CHECK(state.measured_fps == doctest::Approx(25.0).epsilon(0.02));
    CHECK(state.cache_s <= 4);
    CHECK(std::abs(state.sync_s) < 1.0);
    CHECK(state.aspect.empty());
    CHECK(state.rotation_deg == 0);

    screening.player().client().set("video-rotate", "90");
    screening.player().client().set("video-aspect-override", "16:9");
    CHECK(screening.run_until([&] { return state.rotation_deg == 90 && state.aspect == "16:9"; }));
    screening.player().client().set("video-aspect-override", "2.35");
    CHECK(screening.run_until([&] { return state.aspect == "2.35:1"; }));
    screening.player().client().set("video-aspect-override", "-1");
    CHECK(screening.run_until([&] { return state.aspect.empty(); }));
}

// State forgets them when a file begins; mpv must tell them again although they are the same.
TEST_CASE("the next film's figures come anew, also where they equal the last one's") {
    const Folder folder;
    const std::string file = film(folder);
    Screening screening(MpvOptions{{"audio", "auto"}, {"ao", "null"}});
    PlayerState state;
    int files = 0;
    screening.on_event = [&](const PlayerEvent& event) {
        if (std::holds_alternative<event::FileStarted>(event)) {
            ++files;
            state = {};
            screening.tracks.clear();
        }
        take(state, event);
    };
    const auto complete = [&] {
        return state.file_format == "mkv" && state.video_codec == "h264" && state.audio_codec == "flac" &&
               !state.audio_output.empty() && screening.tracks.size() == 2 && state.title == "film.mkv" &&
               state.fps > 0 && state.measured_fps > 0 && state.cache_s > 0;
    };
    for (int i = 1; i <= 4; ++i) {
        INFO("file ", i);
        screening.load(file);
        CHECK(screening.run_until([&] { return files == i && complete(); }));
    }
}

TEST_CASE("figures come four times a second at most, the newest of each") {
    Figures figures;
    std::vector<PlayerEvent> out;
    int told = 0;
    double last = 0.0;
    // 60 changes a second for 3 seconds.
    for (int i = 0; i < 180; ++i) {
        figures.take("avsync", i);
        figures.tell(100.0 + i / 60.0, out);
        told += static_cast<int>(out.size());
        if (!out.empty()) {
            last = std::get<event::NumberChanged>(out.back()).value;
            CHECK(last == i);
        }
        out.clear();
    }
    // At 0, 1/4, ... of the three seconds.
    CHECK(told == 12);
    figures.tell(110.0, out); // what was left over
    REQUIRE(out.size() == 1);
    CHECK(std::get<event::NumberChanged>(out.back()).value == 179);
    out.clear();
    figures.tell(120.0, out); // nothing has changed
    CHECK(out.empty());
    figures.take("demuxer-cache-duration", 7.6);
    figures.take("avsync", std::nullopt); // no sound any more
    figures.tell(130.0, out);
    CHECK(out.size() == 2);
    CHECK(std::get<event::CountChanged>(out.back()).value == 8);
    CHECK(std::get<event::NumberChanged>(out.front()).value == 0.0);
}

TEST_CASE("a forwarded key does what the viewer's own file says") {
    const Folder folder;
    const std::string file = folder / "mpv-input.conf";
    std::ofstream(file) << "F7 set volume 42\nCtrl+j set mute yes\n";
    Idle idle(file);
    idle.press("F7");
    CHECK(idle.until([](const PlayerState& state) { return state.volume == 42.0; }));
    idle.press("Ctrl+j");
    CHECK(idle.until([](const PlayerState& state) { return state.muted; }));
}

TEST_CASE("a key that is let go no longer repeats") {
    const Folder folder;
    const std::string file = folder / "mpv-input.conf";
    std::ofstream(file) << "F7 repeatable add volume -1\n";
    Idle idle(file);
    idle.press("F7");
    CHECK(idle.until([](const PlayerState& state) { return state.volume == 99.0; }));
    // mpv repeats a key that is held after 0.2 s, 40 times a second.
    CHECK_FALSE(
        idle.until([](const PlayerState& state) { return state.volume < 98.5; }, std::chrono::milliseconds(600)));
}

TEST_CASE("no key is bound where the viewer has no file, nor where it is missing") {
    const Folder folder;
    for (const std::string& file : {std::string(), folder / "missing.conf"}) {
        Idle idle(file);
        // mpv's own: pause, mute, volume, pause again, quit.
        for (const char* key : {"SPACE", "m", "9", "p", "q"}) {
            idle.press(key);
        }
        CHECK_FALSE(
            idle.until([](const PlayerState& state) { return state.paused || state.muted || state.volume != 100.0; },
                       std::chrono::milliseconds(300)));
        // It lives, and its answers come in order: all keys were dealt with.
        idle.set("volume", "55");
        CHECK(idle.until([](const PlayerState& state) { return state.volume == 55.0; }));
    }
}
