// senga bench as a program: what it prints and its exit codes.
#include "tests/bench/bench_fixture.h"
#include "tests/program.h"

#include <nlohmann/json.hpp>

using namespace senga;
using namespace senga::test;

namespace {

Ran bench(const TemporaryFolder& folder, const std::string& arguments) {
    return run_senga(folder, "bench " + arguments);
}

const std::string quick = " --size 128x72 --frames 3 --warm-up 1 --start 0 --time-limit 0 ";

} // namespace

TEST_CASE("senga bench prints its JSON, and nothing else, to standard output") {
    const TemporaryFolder folder("bench");
    const std::string film = small_film(folder, "a film \xe7\xb7\x9a.mp4");
    const Ran ran =
        bench(folder, "'" + (folder.path() / "a film \xe7\xb7\x9a.mp4").string() +
                          "' --preset classic-1080p --against mpv --sweep --sweep-limit 480 --json" + quick);
    REQUIRE_MESSAGE(ran.code == 0, ran.err);
    CHECK(ran.err.empty());
    const auto json = nlohmann::json::parse(ran.out);
    CHECK(json["output"]["width"] == 128);
    CHECK(json["chain"]["ms"]["count"] == 3);
    CHECK(json["chain"]["runs"] == 3);
    CHECK(json["chain"]["compiles"] == 0);
    CHECK(json["chain"]["passes"].size() == 4);
    const auto& against = json["against"];
    CHECK(against["agreement"]["verdict"] == "agree");
    CHECK(json["ratio"].get<double>() ==
          doctest::Approx(against["ours_ms"]["median"].get<double>() / against["mpv_median_ms"].get<double>()));
    REQUIRE(json["sweep"]["sizes"].size() == 1);
    CHECK(json["sweep"]["sizes"][0]["width"] == 854); // 480 * 16 / 9 = 853.3, to an even number
    CHECK(json["window"].is_null());
}

TEST_CASE("a broken shader ends the bench before anything is measured") {
    const TemporaryFolder folder("bench");
    const std::string film = small_film(folder);
    const std::string broken =
        folder.write("broken.glsl", "//!HOOK OUTPUT\n//!BIND HOOKED\nvec4 hook() {\n    return nonsense;\n}\n")
            .string();
    for (const std::string& shader : {broken, (folder.path() / "absent.glsl").string()}) {
        const Ran ran = bench(folder, film + " --shader " + shader + " --json" + quick);
        CHECK(ran.code == 1);
        CHECK(ran.out.empty());
        CHECK_MESSAGE(ran.err.find(shader) != std::string::npos, ran.err);
    }
    CHECK(bench(folder, film + " --shader " + broken + quick).err.find("broken.glsl:4") != std::string::npos);
}

TEST_CASE("senga bench prints a table, of a still too") {
    const TemporaryFolder folder("bench");
    const std::string still = made_clip(folder, "still.png", "testsrc2=size=96x54:rate=24", "-frames:v 1");
    const Ran ran = bench(folder, still + " --none" + quick);
    REQUIRE_MESSAGE(ran.code == 0, ran.err);
    CHECK(ran.out.find("chain   Original") != std::string::npos);
    CHECK(ran.out.find("128x72") != std::string::npos);
    CHECK(ran.out.find("software: the processor draws") != std::string::npos);
}

TEST_CASE("senga bench's errors have the exit codes of the other commands") {
    const TemporaryFolder folder("bench");
    const std::string film = small_film(folder);
    const auto refused = [&](const std::string& arguments, int code) {
        const Ran ran = bench(folder, arguments);
        INFO(arguments, ran.err);
        CHECK(ran.code == code);
        CHECK(ran.out.empty());
        CHECK_FALSE(ran.err.empty());
    };
    refused("", 2);
    refused(film + " --frames 0", 2);
    refused(film + " --size 12", 2);
    refused(film + " --none --markdown", 2); // of what table?
    refused(film + " --none --presets off", 2);
    refused(film + " --quality " + folder.path().string(), 2); // which of them?
    refused("--quality " + folder.path().string() + " --sweep", 2);
    refused(film + " --against vlc", 2);
    refused(film + " --sweep-limit 720", 2); // of what sweep?
    refused(film + " --start noon", 2);
    refused(film + " --start 1:00:00" + " --none", 1); // behind the end
    refused(film + " --preset nobody", 1);
    refused((folder.path() / "none.mkv").string(), 1);
    refused(folder.write("noise.mkv", "this is no film").string(), 1);
    const std::string still = made_clip(folder, "still.png", "testsrc2=size=96x54:rate=24", "-frames:v 1");
    refused(still + " --none --window" + quick, 2);
}
