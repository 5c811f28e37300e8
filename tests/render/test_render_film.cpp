// A rendered film: its pictures, times, shape and what is carried over, as ffmpeg and ffprobe see them.
#include "tests/render/render_fixture.h"

#include <nlohmann/json.hpp>

using namespace senga;
using namespace senga::test;

namespace {

constexpr const char* demo = SENGA_SOURCE_DIR "/assets/demo.mkv";

// As large as it was, and the same: what a pass that does nothing gives.
constexpr const char* identity = "//!HOOK MAIN\n//!BIND HOOKED\n//!DESC identity\n"
                                 "vec4 hook() { return HOOKED_tex(HOOKED_pos); }\n";
constexpr const char* black = "//!HOOK MAIN\n//!BIND HOOKED\n//!DESC black\n"
                              "vec4 hook() { return vec4(0.0, 0.0, 0.0, 1.0) + 0.0 * HOOKED_tex(HOOKED_pos); }\n";

// The mean of Y of each frame, rounded.
std::vector<int> brightness(const std::filesystem::path& film, Size size) {
    const Bytes codes = ffmpeg_raw(film.string(), "gray");
    const auto frame_bytes = static_cast<std::size_t>(size.w * size.h);
    std::vector<int> out;
    for (std::size_t at = 0; at + frame_bytes <= codes.size(); at += frame_bytes) {
        std::int64_t sum = 0;
        for (std::size_t i = 0; i < frame_bytes; ++i) {
            sum += codes[at + i];
        }
        out.push_back(static_cast<int>(sum / static_cast<std::int64_t>(frame_bytes)));
    }
    return out;
}

} // namespace

TEST_CASE("render: without passes, at its own size, a film keeps every code") {
    const TemporaryFolder folder("render_codes");
    for (const char* pixels : {"yuv420p", "yuv420p10le", "yuv444p", "yuv422p10le", "gray"}) {
        CAPTURE(std::string(pixels));
        const std::string film =
            made_clip(folder, "in.mkv", "testsrc2=size=70x50:rate=24,noise=alls=30:all_seed=5:allf=t",
                      std::string("-frames:v 12 -c:v ffv1 -pix_fmt ") + pixels);
        const auto out = folder.path() / "out.mkv";
        const Ran ran = run_senga(folder, "render " + film + " -o " + quoted(out) + " --none --codec ffv1 --force");
        INFO(ran.err);
        REQUIRE(ran.code == 0);
        CHECK(probed(out, "stream=pix_fmt") == probed(film, "stream=pix_fmt"));
        const auto sums = frame_sums(film);
        REQUIRE(sums.size() == 12);
        CHECK(frame_sums(out) == sums);
        CHECK_FALSE(std::filesystem::exists(unfinished(out)));
    }
}

TEST_CASE("render: a pass that does nothing changes no code of 4:4:4") {
    const TemporaryFolder folder("render_gpu");
    folder.write("identity.glsl", identity);
    // Half floats between passes are off by 2^-12 at most, 0.06 codes of each of R', G', B', which no rounding shows.
    // Colours well inside R'G'B': what lies outside is held within it.
    const std::string film = made_clip(
        folder, "in.mkv", "testsrc2=size=70x50:rate=24,format=rgb24,lutrgb=r=40+val*0.6:g=40+val*0.6:b=40+val*0.6",
        "-frames:v 6 -c:v ffv1 -pix_fmt yuv444p -colorspace bt709 -color_range tv");
    const auto out = folder.path() / "out.mkv";
    const Ran ran = run_senga(folder, "render " + film + " -o " + quoted(out) + " --no-dither --codec ffv1 --shader " +
                                          quoted(folder.path() / "identity.glsl"));
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    CHECK(frame_sums(out) == frame_sums(film));
}

TEST_CASE("render: times of a film with a changing rate stay") {
    const TemporaryFolder folder("render_vfr");
    // 40, 40, 80 ms, with a first frame that is not at 0.
    const std::string film = made_clip(folder, "in.mkv", "testsrc2=size=64x48:rate=25,setpts=(N+floor(N/3)+2)*0.04/TB",
                                       "-vsync passthrough -frames:v 40 -c:v ffv1");
    for (const char* name : {"out.mkv", "out.mp4"}) {
        CAPTURE(std::string(name));
        const auto out = folder.path() / name;
        const Ran ran = run_senga(folder, "render " + film + " -o " + quoted(out) +
                                              " --none --codec x264 --encoder-preset ultrafast");
        INFO(ran.err);
        REQUIRE(ran.code == 0);
        const auto source = ffprobe_numbers(film, "frame=pts_time");
        const auto written = ffprobe_numbers(out.string(), "frame=pts_time");
        REQUIRE(source.size() == 40);
        REQUIRE(written.size() == 40);
        for (std::size_t i = 0; i < source.size(); ++i) {
            CHECK(written[i] == doctest::Approx(source[i]).epsilon(1e-9)); // both in whole milliseconds
        }
    }
}

TEST_CASE("render: in .mp4 the first frame of every fragment has its time") {
    const TemporaryFolder folder("render_mp4");
    const std::string film = made_clip(folder, "in.mkv", "testsrc2=size=64x48:rate=24", "-t 25 -c:v ffv1");
    const auto out = folder.path() / "out.mp4";
    // Keyframes every 250 frames and B-frames, so that fragments begin at both kinds.
    const Ran ran = run_senga(folder, "render " + film + " -o " + quoted(out) + " --none --encoder-preset faster");
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    const auto times = ffprobe_numbers(out.string(), "frame=pts_time");
    REQUIRE(times.size() == 600);
    for (std::size_t i = 0; i < times.size(); ++i) {
        // Matroska rounds to 1 ms, which moves a time by half of it.
        CHECK(std::fabs(times[i] - static_cast<double>(i) / 24.0) <= 0.00051);
    }
}

TEST_CASE("render: sound, subtitles, chapters and attachments come along") {
    const TemporaryFolder folder("render_carry");
    const auto out = folder.path() / "\u7dda \u753b.mkv";
    const Ran ran = run_senga(folder, std::string("render ") + demo + " -o " + quoted(out) +
                                          " --none --codec x264 --encoder-preset ultrafast --json");
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    const auto count = [&](const std::filesystem::path& film, const std::string& kind) {
        return probed(film, "stream=codec_type", "-select_streams " + kind).size();
    };
    for (const char* kind : {"v", "a", "s", "t"}) {
        CAPTURE(std::string(kind));
        CHECK(count(out, kind) == count(demo, kind));
    }
    CHECK(probed(out, "chapter_tags=title", "-show_chapters") == probed(demo, "chapter_tags=title", "-show_chapters"));
    CHECK(probed(out, "frame=pts_time") == probed(demo, "frame=pts_time"));
    const auto packets = [&](const std::filesystem::path& film) {
        return probed(film, "stream=index,nb_read_packets", "-count_packets -select_streams a");
    };
    CHECK(packets(out) == packets(demo));
    CHECK(probed(out, "stream=color_space,color_transfer,color_primaries,color_range,chroma_location") ==
          probed(demo, "stream=color_space,color_transfer,color_primaries,color_range,chroma_location"));
    const nlohmann::json told = nlohmann::json::parse(ran.out);
    CHECK(told["end"] == "whole");
    CHECK(told["frames"] == probed(demo, "packet=pts").size());
    CHECK(told["bytes"] == std::filesystem::file_size(out));
}

TEST_CASE("render: ranges begin and end at exactly their frames") {
    const TemporaryFolder folder("render_ranges");
    const Size size{64, 48};
    const std::string film =
        made_clip(folder, "in.mkv", "color=white:size=64x48:rate=10", "-frames:v 30 -c:v ffv1 -pix_fmt yuv420p");
    const auto shader = folder.write("black.glsl", black);
    struct Case {
        std::string ranges;
        std::function<bool(int)> is_black;
    };
    const std::string name = "=" + shader.string();
    for (const Case& each : {Case{"--range '5-7" + name + "' --range '20-" + name + "'",
                                  [](int i) { return i == 5 || i == 6 || i >= 20; }},
                             // 0.5 s is frame 5; 1.25 s lies between 12 and 13.
                             Case{"--range '0.5s-0:01.25" + name + "'", [](int i) { return i >= 5 && i <= 12; }},
                             Case{"--range '-50%" + name + "'", [](int i) { return i < 15; }},
                             Case{"--shader " + shader.string() + " --range 3-4=none", [](int i) { return i != 3; }}}) {
        CAPTURE(each.ranges);
        const auto out = folder.path() / "out.mkv";
        const std::string rest = each.ranges.starts_with("--shader") ? " " : " --none ";
        const Ran ran =
            run_senga(folder, "render " + film + " -o " + quoted(out) + rest + each.ranges + " --codec ffv1 --force");
        INFO(ran.err);
        REQUIRE(ran.code == 0);
        const std::vector<int> found = brightness(out, size);
        REQUIRE(found.size() == 30);
        for (int i = 0; i < 30; ++i) {
            CAPTURE(i);
            // ffmpeg's gray of limited range keeps the codes: 16 is black and 235 white; or 0 and 255 where it expands.
            CHECK((found[static_cast<std::size_t>(i)] < 100) == each.is_black(i));
        }
    }
}

TEST_CASE("render: a part begins with the frame on the screen and has so many frames") {
    const TemporaryFolder folder("render_part");
    const std::string film = made_clip(folder, "in.mkv", "testsrc2=size=64x48:rate=10", "-frames:v 30 -c:v ffv1");
    const auto sums = frame_sums(film);
    REQUIRE(sums.size() == 30);
    struct Case {
        const char* options;
        int first;
        int count;
    };
    for (const Case& each : {Case{"--start 1.05 --frames 4", 10, 4}, Case{"--start 12f --end 20f", 12, 8},
                             Case{"--start 0:02 --end 2.55", 20, 6}, Case{"--start 90%", 27, 3}}) {
        CAPTURE(std::string(each.options));
        const auto out = folder.path() / "out.mkv";
        const Ran ran =
            run_senga(folder, "render " + film + " -o " + quoted(out) + " --none --codec ffv1 --force " + each.options);
        INFO(ran.err);
        REQUIRE(ran.code == 0);
        CHECK(frame_sums(out) ==
              std::vector<std::string>(sums.begin() + each.first, sums.begin() + each.first + each.count));
        CHECK(ffprobe_numbers(out.string(), "frame=pts_time").front() == 0.0);
    }
}

TEST_CASE("render: the shape is right whatever the source's pixels and the size asked for") {
    const TemporaryFolder folder("render_shape");
    const std::string wide = made_clip(folder, "wide.mkv", "testsrc2=size=72x48:rate=24,setsar=32/27",
                                       "-frames:v 3 -c:v ffv1 -pix_fmt yuv420p");
    const std::string flat =
        made_clip(folder, "flat.mp4", "testsrc2=size=72x48:rate=24", "-frames:v 3 -c:v libx264 -pix_fmt yuv420p");
    ffmpeg("-i " + flat + " -c copy -metadata:s:v rotate=90 " + quoted(folder.path() / "turned.mp4"));
    const auto shape = [&](const std::string& input, const std::string& options) {
        const auto out = folder.path() / "out.mkv";
        const Ran ran = run_senga(folder, "render " + input + " -o " + quoted(out) + " --none --force " + options);
        INFO(ran.err);
        REQUIRE(ran.code == 0);
        return probed(out, "stream=width,height,sample_aspect_ratio").at(0);
    };
    // 72 * 32 / 27 = 85.33: 85 with square pixels, 86 where chroma is halved.
    CHECK(shape(wide, "") == "86,48,1:1");
    CHECK(shape(wide, "--codec ffv1") == "85,48,1:1");
    CHECK(shape(wide, "--size 72x48") == "72,48,32:27");
    CHECK(shape(wide, "--scale 2") == "170,96,1:1"); // of 85x48, doubled
    CHECK(shape(quoted(folder.path() / "turned.mp4"), "") == "48,72,1:1");
}

TEST_CASE("render: codecs, depths and samplings that can be had") {
    const TemporaryFolder folder("render_formats");
    const std::string film =
        made_clip(folder, "in.mkv", "testsrc2=size=96x64:rate=24", "-frames:v 3 -c:v ffv1 -pix_fmt yuv420p10le");
    struct Case {
        const char* options;
        const char* pixels;
    };
    for (const Case& each :
         {Case{"--codec x264", "yuv420p10le"}, Case{"--codec x264 --depth 8", "yuv420p"},
          Case{"--codec x265 --subsampling 444", "yuv444p10le"},
          Case{"--codec ffv1 --subsampling rgb --depth 8", "bgr0"}, Case{"--codec av1", "yuv420p10le"}}) {
        CAPTURE(std::string(each.options));
        const auto out = folder.path() / "out.mkv";
        const Ran ran = run_senga(folder, "render " + film + " -o " + quoted(out) + " --none --force " + each.options);
        INFO(ran.err);
        REQUIRE(ran.code == 0);
        CHECK(probed(out, "stream=pix_fmt").at(0) == each.pixels);
        CHECK(probed(out, "packet=pts").size() == 3);
    }
}

TEST_CASE("render: what cannot be is said, and nothing is written") {
    const TemporaryFolder folder("render_usage");
    const std::string film = made_clip(folder, "in.mkv", "testsrc2=size=64x48:rate=24", "-frames:v 10 -c:v ffv1");
    const auto out = folder.path() / "out.mkv";
    struct Case {
        std::string options;
        int code;
        const char* text; // of the message
    };
    const std::string to = " -o " + quoted(out) + " ";
    for (const Case& each : {
             Case{film, 2, "output"},
             Case{quoted(folder.path() / "none.mkv") + to, 1, "no such file"},
             Case{film + to + "--codec divx", 2, "x264"},
             Case{film + to + "--crf 99", 2, "crf"},
             Case{film + to + "--codec ffv1 --crf 3", 2, "lossless"},
             Case{film + to + "--encoder-preset rapid", 2, "preset"},
             Case{film + to + "--size 63x47", 1, "62x46"},
             Case{film + to + "--depth 16", 1, "420 of 8 or 10 bits"},
             Case{film + to + "--range 1-5", 2, "FROM-TO=PRESET"},
             Case{film + to + "--range 1.5-5=none", 2, "1.5"},
             Case{film + to + "--range 5-5=none", 2, "ends where it begins"},
             Case{film + to + "--range 1-5=none --range 4-8=none", 2, "overlap"},
             Case{film + to + "--range 1-5=none --range 8s-9s=none", 2, "one of the two"},
             Case{film + to + "--range 1-5=nosuch", 1, "nosuch"},
             Case{film + to + "--preset nosuch", 1, "nosuch"},
             Case{film + to + "--shader nosuch.glsl", 1, "nosuch"},
             Case{film + to + "--start 99", 1, "10 frames"},
             Case{film + to + "--start 0.3 --end 0.2", 2, "--end"},
             Case{film + to + "--resume --force", 2, "resume"},
             Case{film + " -o " + quoted(folder.path() / "out.avi"), 2, ".mkv"},
             Case{film + " -o " + film, 1, "already"},
             Case{film + " --force -o " + film, 2, "own source"},
             Case{film + " -o /proc/none/out.mkv --none", 1, "/proc/none"},
         }) {
        CAPTURE(each.options);
        const Ran ran = run_senga(folder, "render " + each.options);
        INFO(ran.err);
        CHECK(ran.code == each.code);
        CHECK(ran.err.find(each.text) != std::string::npos);
        CHECK(ran.out.empty());
        CHECK_FALSE(std::filesystem::exists(out));
        CHECK_FALSE(std::filesystem::exists(unfinished(out)));
    }
    CHECK(frame_sums(film).size() == 10); // the source is whole
}
