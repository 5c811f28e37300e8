// What senga compare says to command lines that cannot be meant, and to files that cannot be read or written.
#include "tests/clip/clip_fixture.h"

#include <nlohmann/json.hpp>

#include <algorithm>

using namespace senga;
using namespace senga::test;

TEST_CASE("clips: wrong usage is 2, bad input is 1, one line says what to do, and nothing is written") {
    const TemporaryFolder folder("usage");
    const std::string a = flat_film(folder, "a.mkv", 255, "32x18", 4);
    const std::string b = flat_film(folder, "b.mkv", 0, "32x18", 4);
    const std::string out = in(folder, "out.mkv");
    struct Case {
        std::string arguments;
        int code;
        std::string said;
    };
    const std::vector<Case> cases{
        {a, 2, "name a second file, or ask for a clip"},
        {a + " --preset default", 2, "--preset is for clips"},
        {a + " " + b + " --slide-speed 1", 2, "--slide-speed is for clips"},
        {a + " " + b + " --preset default --wipe " + out, 2, "leave one of them out"},
        {a + " --json --wipe " + out, 2, "numbers are of two files"},
        {a + " " + b + " --pause-at 0.5,1.5 --wipe " + out, 2, "--pause-at \"0.5,1.5\""},
        {a + " " + b + " --fps 0 --wipe " + out, 2, "--fps \"0\""},
        {a + " " + b + " --clip-size big --wipe " + out, 2, "--clip-size: \"big\""},
        {a + " " + b + " --pixel-format none-such --wipe " + out, 2, "no pixel format \"none-such\""},
        {a + " " + b + " --codec none-such --wipe " + out, 2, "no codec \"none-such\""},
        {a + " " + b + " --wipe " + in(folder, "out.txt"), 2, ".mp4"},
        {a + " " + b + " --still " + in(folder, "out.jpg"), 2, "a name that ends in .png"},
        {a + " --wipe " + out + " --shader " +
             folder.write("bad.glsl", "//!HOOK MAIN\n//!BIND HOOKED\nvec4 hook() {\n    return nonsense;\n}\n")
                 .string(),
         1, "bad.glsl:4"},
        {a + " " + b + " --force --wipe " + a, 2, "over its own source"},
        {a + " " + b + " --wipe " + out + " --side-by-side " + out, 2, "each its own name"},
        {a + " " + b + " --line diagonal --wipe " + out, 2, "--line"},
        {a + " " + b + " --repeat -1 --wipe " + out, 2, "--repeat"},
        {a + " --preset none-such --wipe " + out, 1, "none-such"},
        {a + " " + b + " --clip-size 31x17 --wipe " + in(folder, "out.mp4"), 1, "30x16"},
        {in(folder, "missing.mkv") + " --wipe " + out, 1, "missing.mkv"},
        {a + " " + SENGA_SOURCE_DIR "/CMakeLists.txt --wipe " + out, 1, "CMakeLists.txt"},
        {a + " " + b + " --start 100 --wipe " + out, 1, "the video has 4 frames"},
        {a + " " + b + " --still " + in(folder, "no/such/folder/x.png"), 1, "x.png"},
    };
    for (const Case& each : cases) {
        CAPTURE(each.arguments);
        const Ran ran = compare(folder, each.arguments);
        CHECK(ran.code == each.code);
        CHECK(ran.out.empty());
        CHECK_MESSAGE(ran.err.find(each.said) != std::string::npos, ran.err);
        if (each.code == 1) {
            CHECK_MESSAGE(count_of(ran.err, "senga: ") == 1, ran.err); // a driver's words may take more lines
        }
        CHECK_FALSE(std::filesystem::exists(out));
    }
    CHECK_FALSE(std::filesystem::exists(in(folder, "out.mp4")));
}

TEST_CASE("clips: an existing file is kept unless --force says otherwise") {
    const TemporaryFolder folder("usage");
    const std::string a = flat_film(folder, "a.mkv", 255, "32x18", 2);
    const std::string out = folder.write("old.mkv", "old").string();
    const Ran kept = compare(folder, a + " --none --wipe " + out);
    CHECK(kept.code == 1);
    CHECK(kept.err.find("--force") != std::string::npos);
    CHECK(contents(out) == "old");
    compared(folder,
             a + " --none --codec ffv1 --pause 0 --slide-speed 20 --slide-delay 0 --hold 0 --force --wipe " + out);
    CHECK(contents(out).size() > 100);
}

TEST_CASE("clips: numbers come with a clip where they are asked for, and not otherwise") {
    const TemporaryFolder folder("usage");
    const std::string a = flat_film(folder, "a.mkv", 255, "32x18", 3);
    const std::string b = flat_film(folder, "b.mkv", 0, "32x18", 3);
    const std::string still = " --force --still " + in(folder, "still.png");
    CHECK(compared(folder, a + " " + b + still).out.empty());
    const Ran both = compared(folder, a + " " + b + " --metrics mse --json" + still);
    const nlohmann::json found = nlohmann::json::parse(both.out);
    CHECK(found["frames"].size() == 3);
    CHECK(std::filesystem::exists(in(folder, "still.png")));
    CHECK(both.err.find("still.png: 32x18") != std::string::npos);
}

TEST_CASE("clips: a damaged source leaves what was written playable and says so") {
    const TemporaryFolder folder("usage");
    const std::string a = made_clip(folder, "a.mkv", "testsrc2=size=64x36:rate=24", "-frames:v 48 -c:v ffv1");
    const std::string bytes = contents(a);
    const std::string cut = folder.write("cut \xE7\xBA\xBF.mkv", bytes.substr(0, bytes.size() / 2)).string();
    const std::string out = in(folder, "out \xE7\xBA\xBF.mkv");
    const Ran ran = compare(folder, "'" + cut +
                                        "' --none --no-labels --codec ffv1 --slide-delay 0 --slide-speed 4 "
                                        "--pause 0 --hold 0 --wipe '" +
                                        out + "'");
    CHECK(ran.code == 0);
    CHECK(ran.err.find("damaged") != std::string::npos);
    const std::size_t frames = decoded(folder, out, {64, 36}).frames.size();
    CHECK(frames > 12 + 10); // half the film and the way there and back
    CHECK(frames < 48 + 12);
}
