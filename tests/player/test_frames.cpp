// Every frame once and in order, at the right time, across seeks, steps, changes of format and a window that is hidden.
#include "tests/invocations.h"
#include "tests/player/player_fixture.h"

#include <algorithm>
#include <cmath>

using namespace senga;
using namespace senga::test;

namespace {

// A short clip whose frames all differ, with a keyframe now and then.
std::string clip(const Folder& folder, const std::string& name, Size size, double seconds,
                 const std::string& options = "") {
    return folder.make(name, moving(size, seconds) + "-pix_fmt yuv420p -c:v libx264 -qp 0 -g 12 -bf 2 " + options);
}

// The hashes of the pictures that came, each once: a picture may be announced a second time when more is known of it.
struct Watch {
    explicit Watch(Screening& screening) {
        screening.on_update = [&screening, this](const PlayerUpdate& update) {
            const std::uint64_t count = screening.player().counters().frames;
            if (update.frame && count != count_) {
                count_ = count;
                seen.push_back(picture_hash(screening.frame()));
                ids.push_back(screening.frame().id);
                numbers.push_back(screening.frame().number);
                const FrameFormat& format = screening.frame().format;
                if (sizes.empty() || sizes.back() != format.size) {
                    sizes.push_back(format.size);
                }
                CHECK(screening.frame().luma->size() == format.size);
                CHECK(screening.frame().chroma->size() == chroma_size(format));
            }
        };
    }
    std::vector<std::uint64_t> seen;
    std::vector<std::uint64_t> ids;
    std::vector<std::uint32_t> numbers;
    std::vector<Size> sizes; // as they followed each other

private:
    std::uint64_t count_ = 0;
};

// Whether all of `seen` stand in `expected`, in this order.
bool in_order(const std::vector<std::uint64_t>& seen, const std::vector<std::uint64_t>& expected) {
    auto at = expected.begin();
    for (const std::uint64_t hash : seen) {
        at = std::find(at, expected.end(), hash);
        if (at == expected.end()) {
            return false;
        }
        ++at;
    }
    return true;
}

// Frame `index` of the file is on the screen.
bool shows(const Screening& screening, std::uint64_t hash) {
    return !screening.frame().empty() && picture_hash(screening.frame()) == hash;
}

} // namespace

TEST_CASE("frames: all of the demo clip, once and in order, while the UI is busy") {
    const std::vector<std::uint64_t> expected = file_hashes(asset("demo.mkv"));
    REQUIRE(expected.size() > 100);
    Screening screening(MpvOptions{{"framedrop", "no"}, {"pause", "yes"}});
    screening.busy = std::chrono::milliseconds(45); // longer than a frame of 24 fps lasts
    const Watch watch(screening);
    screening.load(asset("demo.mkv"));
    REQUIRE(screening.settle());
    const int dropped_before = screening.dropped;
    screening.player().client().set("pause", "no");
    REQUIRE(screening.run_until([&] { return screening.ended; }, Screening::Seconds(60)));
    screening.run_for(Screening::Seconds(0.2)); // the last frame's event comes after it
    // mpv gives a picture up if nobody takes it within 200 ms, and counts it; on a machine that is not overloaded there
    // is none. Where nothing else has come since, it is drawn nevertheless.
    const auto dropped = static_cast<std::size_t>(screening.dropped - dropped_before);
    WARN(dropped == 0);
    CHECK(watch.seen.size() <= expected.size());
    CHECK(watch.seen.size() + dropped >= expected.size());
    CHECK(in_order(watch.seen, expected));
    CHECK(std::is_sorted(watch.ids.begin(), watch.ids.end()));
    CHECK(std::adjacent_find(watch.ids.begin(), watch.ids.end()) == watch.ids.end());
    CHECK(std::is_sorted(watch.numbers.begin(), watch.numbers.end()));
    CHECK(std::adjacent_find(watch.numbers.begin(), watch.numbers.end()) == watch.numbers.end());
    // By the clock, which may be told a frame late at the most, and every frame has the next number at least.
    CHECK(watch.numbers.back() < expected.size() + 2);
    // One render for each frame; the first may be drawn twice, before its size is known, and once more where that took
    // so long that mpv may have given up another meanwhile.
    const Player::Counters counters = screening.player().counters();
    CHECK(counters.frames == watch.seen.size());
    CHECK(counters.renders >= counters.frames);
    CHECK(counters.renders <= counters.frames + 4 + dropped);
    CHECK(screening.frames_shown == static_cast<int>(watch.seen.size()));
}

TEST_CASE("frames: bringing one costs a start for ten samples, and no pass over it but for what mpv merges") {
    const Folder folder;
    Screening screening(MpvOptions{{"untimed", "yes"}});
    screening.load(clip(folder, "wide.mkv", {640, 360}, 2));
    // The first ones are drawn again until the parameters are known.
    REQUIRE(screening.run_until([&] { return screening.player().counters().frames >= 5; }));
    const std::uint64_t before = screening.player().counters().renders;
    const std::optional<Invocations> found = invocations_of(
        [&] { REQUIRE(screening.run_until([&] { return screening.player().counters().frames >= 15; })); });
    if (!found) {
        MESSAGE("this driver does not count");
        return;
    }
    const std::uint64_t renders = screening.player().counters().renders - before;
    REQUIRE(renders >= 10);
    const std::uint64_t chroma = 320U * 180U;
    CHECK(found->compute / renders <= (640U * 360U + chroma) / 10);
    CHECK(found->compute > 0);
    // Besides: mpv's own target while there are no subtitles, and what becomes of the blank picture.
    CHECK(found->fragment / renders <= chroma + 64U * 64U + 4000U);
}

TEST_CASE("frames: an exact seek shows the frame that begins there") {
    const Folder folder;
    const std::string file = clip(folder, "clip.mkv", {96, 54}, 4.0);
    const std::vector<std::uint64_t> hashes = file_hashes(file);
    const std::vector<double> times = file_times(file);
    REQUIRE(hashes.size() == 100);
    Screening screening(MpvOptions{{"pause", "yes"}, {"hr-seek", "yes"}});
    screening.load(file);
    REQUIRE(screening.run_until([&] { return shows(screening, hashes[0]); }));
    for (const std::size_t index :
         {std::size_t{50}, std::size_t{49}, std::size_t{13}, std::size_t{98}, std::size_t{1}, std::size_t{0}}) {
        CAPTURE(index);
        const std::uint64_t sequence = screening.frame().sequence;
        // A little before its begin, so that rounding of the time does not matter: mpv shows the first frame from there
        // on.
        screening.player().client().command(
            {"seek", std::to_string(std::max(times[index] - 0.002, 0.0)), "absolute+exact"});
        CHECK(screening.run_until([&] { return shows(screening, hashes[index]); }, Screening::Seconds(10)));
        CHECK(screening.frame().sequence != sequence); // what passes remember must not reach over the seek
        CHECK(screening.run_until([&] { return std::fabs(screening.time_s - times[index]) < 0.001; },
                                  Screening::Seconds(5)));
        CHECK(screening.frame().number == index);
    }
}

TEST_CASE("frames: stepping goes one frame on and one back, and a paused picture stays") {
    const Folder folder;
    const std::string file = clip(folder, "clip.mkv", {96, 54}, 2.0);
    const std::vector<std::uint64_t> hashes = file_hashes(file);
    Screening screening(MpvOptions{{"pause", "yes"}, {"hr-seek", "yes"}});
    screening.load(file);
    REQUIRE(screening.run_until([&] { return shows(screening, hashes[0]); }));
    REQUIRE(screening.settle());
    std::uint64_t sequence = 0;
    const auto numbered = [&](std::uint32_t number) {
        return [&screening, number] { return screening.frame().number == number; };
    };
    CHECK(screening.frame().number == 0);
    for (std::size_t index = 1; index <= 4; ++index) {
        screening.player().client().command({"frame-step"});
        CHECK(screening.run_until([&] { return shows(screening, hashes[index]); }, Screening::Seconds(10)));
        CHECK(screening.run_until(numbered(static_cast<std::uint32_t>(index)), Screening::Seconds(5)));
        CHECK((index == 1 || screening.frame().sequence == sequence)); // they follow one another
        sequence = screening.frame().sequence;
    }
    screening.player().client().command({"frame-back-step"});
    CHECK(screening.run_until([&] { return shows(screening, hashes[3]); }, Screening::Seconds(10)));
    CHECK(screening.frame().sequence != sequence);
    CHECK(screening.run_until(numbered(3), Screening::Seconds(5)));
    REQUIRE(screening.settle());
    const std::uint64_t id = screening.frame().id;
    const std::uint64_t renders = screening.player().counters().renders;
    screening.run_for(Screening::Seconds(0.5));
    CHECK(screening.frame().id == id);
    CHECK(screening.player().counters().renders == renders);
    CHECK(shows(screening, hashes[3]));
}

TEST_CASE("frames: a change of format in mid-file brings the right planes at the right size") {
    const Folder folder;
    const std::string small = clip(folder, "small.ts", {96, 54}, 1.0, "-muxdelay 0");
    const std::string large = clip(folder, "large.ts", {160, 90}, 1.0, "-muxdelay 0 -output_ts_offset 1");
    const std::string both = folder / "both.ts";
    REQUIRE(std::system(("cat '" + small + "' '" + large + "' > '" + both + "'").c_str()) == 0);
    std::vector<std::uint64_t> expected = file_hashes(small);
    const std::vector<std::uint64_t> rest = file_hashes(large);
    expected.insert(expected.end(), rest.begin(), rest.end());
    Screening screening(MpvOptions{{"framedrop", "no"}, {"pause", "yes"}});
    const Watch watch(screening);
    screening.load(both);
    REQUIRE(screening.settle());
    screening.player().client().set("pause", "no");
    REQUIRE(screening.run_until([&] { return screening.ended; }));
    CHECK(watch.sizes == std::vector<Size>{{96, 54}, {160, 90}});
    // The decoder may keep a frame back where the stream breaks.
    CHECK(in_order(watch.seen, expected));
    CHECK(watch.seen.size() + 3 >= expected.size());
    REQUIRE(screening.formats.size() >= 2);
    CHECK(screening.formats.back().format->size == Size{160, 90});
}

TEST_CASE("frames: a playlist of two formats plays through") {
    const Folder folder;
    const std::string a = clip(folder, "a.mkv", {96, 54}, 0.6);
    const std::string b = folder.make("b.mkv", moving({61, 43}, 0.6) + "-pix_fmt yuv444p10le -c:v ffv1");
    Screening screening(MpvOptions{{"framedrop", "no"}});
    const Watch watch(screening);
    screening.load(a);
    screening.append(b);
    REQUIRE(screening.run_until([&] { return screening.loaded_files == 2 && screening.ended; }));
    screening.run_for(Screening::Seconds(0.2));
    CHECK(watch.sizes == std::vector<Size>{{96, 54}, {61, 43}});
    // 15 each, from the first on, as nothing was paused here; but the second film's first picture goes by unseen where
    // its parameters come after the next one. mpv waits 200 ms for a picture to be drawn and as long again, then it
    // gives the next one up; compiling its shaders for a new format may take longer here. It counts those (and redraws
    // that come too late).
    const std::uint64_t frames = screening.player().counters().frames;
    CHECK(frames <= 30);
    CHECK(frames + static_cast<std::uint64_t>(screening.dropped) >= 29);
    CHECK(screening.frames_shown == static_cast<int>(frames));
    CHECK(screening.frame().format.bit_depth == 10);
    CHECK(screening.frame().format.subsampling == Subsampling{0, 0});
    CHECK(screening.path == b);
    REQUIRE(screening.ended_files.size() == 1); // the second one is kept open
    CHECK(!screening.ended_files[0].has_value());
}

TEST_CASE("frames: a hidden window does not stop the film") {
    const Folder folder;
    const std::string file = clip(folder, "clip.mkv", {96, 54}, 6.0);
    const std::vector<std::uint64_t> hashes = file_hashes(file);
    Screening screening;
    screening.load(file);
    REQUIRE(screening.run_until([&] { return screening.time_s > 0.2; }));
    screening.hidden = true;
    const double before = screening.time_s;
    const std::uint64_t renders = screening.player().counters().renders;
    screening.run_for(Screening::Seconds(2.0));
    CHECK(screening.player().counters().renders == renders);
    CHECK(screening.time_s > before + 1.5);
    CHECK(screening.time_s < before + 2.6);
    screening.hidden = false;
    const std::uint64_t id = screening.frame().id;
    REQUIRE(screening.run_until([&] { return screening.frame().id != id; }));
    const auto found = std::find(hashes.begin(), hashes.end(), picture_hash(screening.frame()));
    REQUIRE(found != hashes.end());
    // Frames last 40 ms.
    CHECK(std::fabs(static_cast<double>(found - hashes.begin()) * 0.04 - screening.time_s) < 0.2);
}

TEST_CASE("frames: a paused picture that came while the window was hidden is there when it is shown") {
    const Folder folder;
    const std::string file = clip(folder, "hidden.mkv", {96, 64}, 1.0);
    const std::vector<std::uint64_t> expected = file_hashes(file);
    // The first picture of all, as when a window takes its time to come up; then one that was stepped to.
    Screening screening(MpvOptions{{"pause", "yes"}});
    screening.hidden = true;
    screening.load(file);
    REQUIRE(screening.run_until([&] { return screening.loaded_files == 1; }));
    screening.run_for(Screening::Seconds(1.0));
    CHECK(screening.frame().empty());
    screening.hidden = false;
    CHECK(screening.run_until([&] { return shows(screening, expected[0]); }));
    screening.hidden = true;
    screening.player().client().command({"frame-step"});
    screening.run_for(Screening::Seconds(1.0));
    CHECK(shows(screening, expected[0]));
    screening.hidden = false;
    CHECK(screening.run_until([&] { return shows(screening, expected[1]); }));
}

// mpv waits 0.2 s for somebody to draw a picture. A shader's compilation may well take longer.
TEST_CASE("frames: a paused picture that came while the window was busy is shown in the end") {
    const Folder folder;
    Screening screening(MpvOptions{{"pause", "yes"}});
    screening.load(clip(folder, "clip.mkv", {96, 54}, 0.4));
    REQUIRE(screening.settle());
    screening.busy = std::chrono::milliseconds(700);
    for (int i = 0; i < 6; ++i) {
        INFO("film ", i);
        const std::uint64_t before = screening.frame().id;
        screening.load(clip(folder, std::to_string(i) + ".mkv", {96, 54}, 0.4));
        CHECK(screening.run_until([&] { return screening.frame().id > before + 1; }, Screening::Seconds(8)));
    }
}

TEST_CASE("frames: players come and go twenty times") {
    const Folder folder;
    const std::string file = clip(folder, "clip.mkv", {96, 54}, 0.4);
    const std::uint64_t first = file_hashes(file).front();
    for (int i = 0; i < 20; ++i) {
        Screening screening(MpvOptions{{"pause", "yes"}});
        if (i % 4 == 3) {
            continue; // gone before anything was asked of it
        }
        screening.load(file);
        if (i % 4 == 2) {
            screening.turn(); // gone while it opens the file
            continue;
        }
        REQUIRE(screening.run_until([&] { return shows(screening, first); }));
    }
}
