// senga frame as a program: lists, pairs and sheets against its own single pictures, and its errors.
#include "app/media/png_file.h"
#include "tests/measure/clips.h"
#include "tests/program.h"

#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>

using namespace senga;
using namespace senga::test;
using nlohmann::json;

namespace {

// What it draws depends on how many frames came before: a picture of a list equals a picture alone only if nothing of
// the others is left.
constexpr const char* counting_shader = R"(//!HOOK MAIN
//!BIND HOOKED
//!DESC Counting
vec4 hook() {
    vec4 colour = HOOKED_tex(HOOKED_pos);
    return vec4(fract(colour.r + 0.25 * float(frame) + 0.5 * random), colour.gb, 1.0);
}
)";

struct Bench {
    TemporaryFolder folder{"frame"};
    // 48 frames at 24 per second.
    std::string clip = made_clip(folder, "clip.mkv", "testsrc2=size=96x54:rate=24", "-frames:v 48 -c:v ffv1");

    std::string at(const std::string& name) const { return (folder.path() / name).string(); }
    std::string bytes(const std::string& name) const { return contents(folder.path() / name); }
    Ran run(const std::string& arguments) const { return run_senga(folder, "frame " + arguments); }
    Ran done(const std::string& arguments) const {
        Ran ran = run(arguments);
        REQUIRE_MESSAGE(ran.code == 0, arguments << "\n" << ran.err);
        return ran;
    }
    // The same picture as a picture alone.
    std::string alone(const std::string& arguments) const {
        done(arguments + " -o " + at("alone.png"));
        std::string out = bytes("alone.png");
        REQUIRE_FALSE(out.empty());
        return out;
    }
    std::size_t files_in(const std::string& name) const {
        std::size_t out = 0;
        for (const auto& entry : std::filesystem::directory_iterator(folder.path() / name)) {
            out += entry.is_regular_file();
        }
        return out;
    }
};

Rgb16Image png(const std::string& path) {
    Result<Rgb16Image> out = read_png(path);
    REQUIRE(out.ok());
    return *std::move(out);
}

// Whether `part` lies in `whole` with its corner there.
bool lies_at(const Rgb16Image& part, const Rgb16Image& whole, int x, int y) {
    for (int j = 0; j < part.size.h; ++j) {
        const auto from = part.samples.begin() + j * part.size.w * 3;
        const auto to = whole.samples.begin() + ((y + j) * whole.size.w + x) * 3;
        if (!std::equal(from, from + part.size.w * 3, to)) {
            return false;
        }
    }
    return true;
}

std::vector<std::int64_t> frames_of(const json& report) {
    std::vector<std::int64_t> out;
    for (const json& picture : report["pictures"]) {
        out.push_back(picture["frame"]);
    }
    return out;
}

} // namespace

TEST_CASE("senga frame: pictures of a list are those of single calls, byte for byte, and --json names them") {
    const Bench bench;
    const std::string chain = " --shader " + bench.folder.write("counting.glsl", counting_shader).string();
    const Ran ran =
        bench.done(bench.clip + chain + " --frame 30,3,10-11 -o '" + bench.at("a b/ü %02d.png") + "' --json");
    const json report = json::parse(ran.out);
    CHECK(frames_of(report) == std::vector<std::int64_t>{3, 10, 11, 30});
    CHECK(report["pictures"][3]["file"] == bench.at("a b/ü 04.png"));
    CHECK(report["pictures"][3]["time_s"] == doctest::Approx(1.25)); // 30 / 24
    CHECK(report["pictures"][3]["width"] == 96);
    CHECK(report["pictures"][3]["chain"] == "Own shaders");
    CHECK(bench.files_in("a b") == 4);
    CHECK(bench.bytes("a b/ü 01.png") == bench.alone(bench.clip + chain + " --frame 3"));
    CHECK(bench.bytes("a b/ü 03.png") == bench.alone(bench.clip + chain + " --frame 11"));
    CHECK(bench.bytes("a b/ü 04.png") == bench.alone(bench.clip + chain + " --at 1.26"));
}

TEST_CASE("senga frame: 16 bits, sizes, a pass and turned pictures work in lists as alone") {
    const Bench bench;
    const std::string shader = " --shader " + bench.folder.write("counting.glsl", counting_shader).string();
    for (const std::string& how : {std::string(" --none --depth 16 --size 31x17"), std::string(" --none --scale 1.5"),
                                   shader + " --pass Counting --depth 16"}) {
        CAPTURE(how);
        bench.done(bench.clip + how + " --at 0,50% --force -o '" + bench.at("how/{frame}.png") + "'");
        CHECK(bench.bytes("how/000024.png") == bench.alone(bench.clip + how + " --frame 24"));
    }
    // A picture on its side, of pixels a third wider than high.
    const std::string flat =
        made_clip(bench.folder, "flat.mp4", "testsrc2=size=96x54:rate=24,setsar=4/3", "-frames:v 5 -c:v mpeg4");
    const std::string turned = bench.at("turned.mp4");
    ffmpeg("-i " + flat + " -c copy -metadata:s:v:0 rotate=90 " + turned);
    const json report = json::parse(bench.done(turned + " --none --frame 1,4 --json -o " + bench.at("turned/")).out);
    CHECK(report["pictures"][0]["width"] == 54);
    CHECK(report["pictures"][0]["height"] == 128); // 96 * 4/3
    CHECK(contents(report["pictures"][1]["file"].get<std::string>()) == bench.alone(turned + " --none --frame 4"));
}

TEST_CASE("senga frame: every Nth frame, and moments spread evenly") {
    const Bench bench;
    const std::string to = " --none --json --force -o " + bench.at("steps/");
    const auto frames = [&](const std::string& how) {
        return frames_of(json::parse(bench.done(bench.clip + how + to).out));
    };
    CHECK(frames(" --every 20") == std::vector<std::int64_t>{0, 20, 40});
    CHECK(frames(" --every 5 --start 25% --end 1 --count 9") == std::vector<std::int64_t>{12, 17, 22});
    CHECK(frames(" --count 2") == std::vector<std::int64_t>{12, 36}); // the middles of the halves of 2 s
    CHECK(bench.files_in("steps") == 7);                              // 12 twice
    CHECK(std::filesystem::exists(bench.at("steps/clip 000036 00-00-01.500.png")));
    const Ran twice = bench.done(bench.clip + " --at 0,0.01,0.02" + to);
    CHECK(frames_of(json::parse(twice.out)) == std::vector<std::int64_t>{0});
    CHECK(twice.err.find("2 of the moments") != std::string::npos);
}

TEST_CASE("senga frame: a pair is the original and the chain of the same frame") {
    const Bench bench;
    const std::string chain = " --shader " + bench.folder.write("counting.glsl", counting_shader).string();
    const Ran ran = bench.done(bench.clip + chain + " --pairs --against off --frame 2,12 --json -o " + bench.at("p"));
    const json report = json::parse(ran.out);
    REQUIRE(report["pictures"].size() == 6);
    CHECK(report["pictures"][1]["chain"] == "Own shaders");
    const std::string original = bench.bytes("p/000012_00-00-00.500 - Original.png");
    CHECK(original == bench.alone(bench.clip + " --none --frame 12"));
    CHECK(original == bench.bytes("p/000012_00-00-00.500 - Off.png"));
    const std::string own = bench.bytes("p/000012_00-00-00.500 - Own shaders.png");
    CHECK(own == bench.alone(bench.clip + chain + " --frame 12"));
    CHECK(own != original);
    CHECK(bench.files_in("p") == 6);
}

TEST_CASE("senga frame: a pair's original is scaled as the chain's picture is") {
    const Bench bench;
    const auto preset = [&](const char* name, const char* scaler) {
        bench.folder.write(std::string("config/senga/presets/") + name + ".toml",
                           std::string("name = \"") + name + "\"\n[scaling]\nup = \"" + scaler +
                               "\"\n[[pass]]\nshader = \"classic/luma\"\n");
    };
    preset("sharp", "nearest");
    preset("soft", "bilinear");
    const std::string outer = std::getenv("XDG_CONFIG_HOME") != nullptr ? std::getenv("XDG_CONFIG_HOME") : "";
    setenv("XDG_CONFIG_HOME", bench.at("config").c_str(), 1);
    const std::string how = bench.clip + " --size 192x108 --frame 2";
    bench.done(how + " --preset sharp --pairs --against soft -o " + bench.at("p"));
    const std::string nearest = bench.alone(how + " --none --scaler nearest");
    const std::string bilinear = bench.alone(how + " --none --scaler bilinear");
    setenv("XDG_CONFIG_HOME", outer.c_str(), 1);
    CHECK(nearest != bilinear);
    CHECK(bench.bytes("p/000002_00-00-00.083 - Original.png") == nearest);
}

TEST_CASE("senga frame: a sheet's tiles are the frames at the tiles' size") {
    const Bench bench;
    const json report = json::parse(
        bench.done(bench.clip + " --none --sheet 2x2 --tile-width 48 --gap 5 --text 10 --json -o " + bench.at("s.png"))
            .out);
    CHECK(frames_of(report) == std::vector<std::int64_t>{6, 18, 30, 42}); // the middles of the quarters of 2 s
    const Rgb16Image sheet = png(bench.at("s.png"));
    // Tiles of 48x27; a line of 10 takes 12; three lines on top.
    CHECK(sheet.size == Size{5 + 2 * (48 + 5), 5 + (3 * 12 + 5) + 2 * (27 + 12 + 5)});
    CHECK(report["sheet"]["width"] == sheet.size.w);
    CHECK(report["sheet"]["height"] == sheet.size.h);
    bench.done(bench.clip + " --none --size 48x27 --frame 6,18,30,42 -o '" + bench.at("tiles/%d.png") + "'");
    for (int i = 0; i < 4; ++i) {
        CAPTURE(i);
        const json& entry = report["pictures"][static_cast<std::size_t>(i)];
        CHECK(entry["x"] == 5 + i % 2 * 53);
        CHECK(entry["y"] == 46 + i / 2 * 44);
        CHECK(lies_at(png(bench.at("tiles/" + std::to_string(i + 1) + ".png")), sheet, entry["x"], entry["y"]));
    }
}

TEST_CASE("senga frame: a sheet of pairs in 16 bits; steps fill the sheet and no more") {
    const Bench bench;
    const std::string chain = " --shader " + bench.folder.write("counting.glsl", counting_shader).string();
    const std::string how = " --depth 16 --size 40x22";
    const json report =
        json::parse(bench
                        .done(bench.clip + chain + how + " --pairs --every 10 --sheet 1x2 --gap 4 --text 0 --json -o " +
                              bench.at("s.png"))
                        .out);
    CHECK(frames_of(report) == std::vector<std::int64_t>{0, 0, 10, 10});
    const Rgb16Image sheet = png(bench.at("s.png"));
    CHECK(sheet.file_bit_depth == 16);
    CHECK(sheet.size == Size{4 + 40 + 1 + 40 + 4, 4 + 2 * (22 + 4)});
    bench.done(bench.clip + chain + how + " --pairs --frame 10 -o " + bench.at("p/"));
    CHECK(lies_at(png(bench.at("p/000010_00-00-00.417 - Original.png")), sheet, 4, 4 + 26));
    CHECK(lies_at(png(bench.at("p/000010_00-00-00.417 - Own shaders.png")), sheet, 4 + 41, 4 + 26));
}

TEST_CASE("senga frame: a still is one picture in every form") {
    const Bench bench;
    const std::string still = bench.at("still.png");
    ffmpeg("-f lavfi -i testsrc=size=33x21 -frames:v 1 " + still);
    const std::string alone = bench.alone(still + " --none");
    CHECK(png(bench.at("alone.png")).size == Size{33, 21});
    for (const char* const how : {"--at 10,75%", "--count 5", "--every 3", "--frame 7-"}) {
        CAPTURE(how);
        bench.done(still + " --none --force " + how + " -o '" + bench.at("still/{name}.png") + "'");
        CHECK(bench.bytes("still/still.png") == alone);
    }
    bench.done(still + " --none --sheet 3x3 --size 33x21 --gap 0 --text 0 -o " + bench.at("s.png"));
    CHECK(lies_at(png(bench.at("alone.png")), png(bench.at("s.png")), 0, 0));
    CHECK(png(bench.at("s.png")).size == Size{99, 21}); // empty rows are left out, columns stay
}

TEST_CASE("senga frame: the file that is named is replaced, others only with --force") {
    const Bench bench;
    bench.folder.write("one.png", "old");
    bench.done(bench.clip + " --none -o " + bench.at("one.png"));
    CHECK(bench.bytes("one.png") != "old");
    bench.folder.write("l/000024.png", "old");
    const std::string list = bench.clip + " --none --frame 2,24,30 -o '" + bench.at("l/{frame}.png") + "'";
    const Ran kept = bench.run(list);
    CHECK(kept.code == 1);
    CHECK(kept.err.find("--force") != std::string::npos);
    CHECK(kept.err.find("000024.png") != std::string::npos);
    CHECK(bench.bytes("l/000024.png") == "old");
    CHECK(bench.files_in("l") == 2); // 2 was written before, 30 was not
    bench.done(list + " --force");
    CHECK(bench.bytes("l/000024.png") != "old");
    CHECK(bench.files_in("l") == 3);
}

TEST_CASE("senga frame: bad input ends with 1, wrong usage with 2, and both say what to do") {
    const Bench bench;
    const auto code = [&](const std::string& arguments) {
        const Ran ran = bench.run(bench.clip + " --none " + arguments);
        CHECK_FALSE(ran.err.empty());
        CHECK(ran.out.empty());
        return ran.code;
    };
    const std::string to = " -o '" + bench.at("e/{frame}.png") + "'";
    const Ran behind = bench.run(bench.clip + " --none --frame 46,99" + to + " --json");
    CHECK(behind.code == 1);
    CHECK(behind.err.find("48 frames") != std::string::npos);
    CHECK(frames_of(json::parse(behind.out)) == std::vector<std::int64_t>{46}); // stays, and is told
    CHECK(code("--at 1,99" + to) == 1);
    CHECK(code("--frame 1 -o /proc/nowhere/a.png") == 1);
    CHECK(code("--frame 1,2 -o " + bench.at("same.png")) == 2);
    CHECK(code("--frame 1,x" + to) == 2);
    CHECK(code("--at 1 --frame 1" + to) == 2);
    CHECK(code("--at 1 --every 2" + to) == 2);
    CHECK(code("--start 1" + to) == 2);
    CHECK(code("--against off" + to) == 2);
    CHECK(code("--pairs -o " + bench.at("p/")) == 2); // --none twice
    CHECK(code("--sheet 4 -o " + bench.at("s.png")) == 2);
    CHECK(code("--sheet 2x2 --frame 0-4 -o " + bench.at("s.png")) == 2);
    CHECK(code("--sheet 2x2 --size 9000x9 --count 4 --gap 1024 --text 256 --scale 2 -o " + bench.at("s.png")) == 2);
    CHECK(code("--sheet 4x1 --size 9000x9 --count 1 -o " + bench.at("s.png")) == 2); // 36000 pixels wide
    CHECK(code("--pairs --against off --pass HOOKED" + to) == 2);
    CHECK(code("--gap 3" + to) == 2);
    CHECK_FALSE(std::filesystem::exists(bench.at("s.png")));
    CHECK(bench.run(bench.at("none.mkv") + to).code == 1);
}

TEST_CASE("senga frame: the input is never written over, whatever it is called and whatever may be replaced") {
    const Bench bench;
    ffmpeg("-f lavfi -i testsrc=size=33x21 -frames:v 1 " + bench.at("s.png"));
    const std::string still = bench.bytes("s.png");
    std::filesystem::create_symlink("s.png", bench.folder.path() / "link.png");
    std::filesystem::copy_file(bench.at("s.png"), bench.at("000001.png"));
    for (const std::string& arguments :
         {bench.at("s.png") + " --none -o " + bench.at("s.png"),
          bench.at("s.png") + " --none -o " + bench.at("link.png"),
          bench.at("link.png") + " --none --force -o " + bench.at("./s.png"),
          bench.at("s.png") + " --none --sheet 2x1 -o " + bench.at("s.png"),
          bench.at("000001.png") + " --none --frame 1- --force -o '" + bench.at("%06d.png") + "'"}) {
        CAPTURE(arguments);
        const Ran ran = bench.run(arguments);
        CHECK(ran.code == 2);
        CHECK_MESSAGE(ran.err.find("the output is the input itself") != std::string::npos, ran.err);
    }
    CHECK(bench.bytes("s.png") == still);
    CHECK(bench.bytes("000001.png") == still);
    const std::string film = bench.bytes("clip.mkv");
    CHECK(bench.run(bench.clip + " --none -o " + bench.clip).code == 2);
    CHECK(bench.run(bench.clip + " --none --sheet 2x1 -o " + bench.clip).code == 2);
    CHECK(bench.bytes("clip.mkv") == film);
}

TEST_CASE("senga frame: a pass that does not compile ends it before anything is written") {
    const Bench bench;
    const std::string broken =
        bench.folder.write("broken.glsl", "//!HOOK MAIN\n//!BIND HOOKED\nvec4 hook() {\n    return nonsense;\n}\n")
            .string();
    const std::string chain = bench.clip + " --shader " + broken;
    for (const std::string& how : {std::string(" -o ") + bench.at("x.png"), " --pairs --frame 0-3 -o " + bench.at("p/"),
                                   " --sheet 2x1 --pairs -o " + bench.at("s.png")}) {
        CAPTURE(how);
        const Ran ran = bench.run(chain + how);
        CHECK(ran.code == 1);
        CHECK_MESSAGE(ran.err.find("broken.glsl:4") != std::string::npos, ran.err);
    }
    CHECK(bench.run(bench.clip + " --shader " + bench.at("absent.glsl") + " -o " + bench.at("x.png")).code == 1);
    for (const char* const name : {"x.png", "p", "s.png"}) {
        CHECK_FALSE(std::filesystem::exists(bench.at(name)));
    }
}

TEST_CASE("senga frame: options that contradict each other, and numbers that cannot be, are told in one sentence") {
    const Bench bench;
    const std::string to = " -o '" + bench.at("e/{frame}.png") + "'";
    struct Case {
        std::string arguments;
        std::string said;
    };
    for (const Case& each : {Case{"--none --preset off", "--preset"}, Case{"--none --shader x.glsl", "--shader"},
                             Case{"--size 9x9 --scale 2", "senga: error: --"},
                             Case{"--count 0", "senga: error: --count: write a whole number from 1, not \"0\""},
                             Case{"--count 1.5", "a whole number from 1"},
                             Case{"--tile-width 3 --sheet 2x2", "a whole number from 16 to 16384, not \"3\""},
                             Case{"--scale -1", "a number above 0, not \"-1\""}}) {
        CAPTURE(each.arguments);
        const Ran ran = bench.run(bench.clip + " " + each.arguments + to);
        CHECK(ran.code == 2);
        CHECK_MESSAGE(ran.err.starts_with("senga: error: "), ran.err);
        CHECK_MESSAGE(ran.err.find(each.said) != std::string::npos, ran.err);
        CHECK(ran.err.size() < 250);
    }
    // Without passes, but against presets: that is meant.
    bench.done(bench.clip + " --none --pairs --against off -o " + bench.at("p/"));
}

TEST_CASE("senga frame: a value out of its range is told with the one that is used") {
    const Bench bench;
    const std::string shader =
        bench.folder
            .write("level.glsl",
                   "//!PARAM level\n//!TYPE float\n//!MINIMUM 0.0\n//!MAXIMUM 2.0\n1.0\n"
                   "//!HOOK MAIN\n//!BIND HOOKED\nvec4 hook() { return HOOKED_tex(HOOKED_pos) * level; }\n")
            .string();
    const std::string how = bench.clip + " --shader " + shader + " --set level=";
    const Ran most = bench.done(how + "9 -o " + bench.at("a.png"));
    CHECK_MESSAGE(most.err.find("level is at most 2; 2 is used") != std::string::npos, most.err);
    CHECK(bench.done(how + "-1 -o " + bench.at("a.png")).err.find("level is at least 0; 0 is used") !=
          std::string::npos);
    CHECK(bench.done(how + "2 -o " + bench.at("a.png")).err.find("used") == std::string::npos);
}
