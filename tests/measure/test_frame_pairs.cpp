// Which frame of B is compared with which of A, and what is left over.
#include "app/measure/frame_pairs.h"
#include "app/measure/measurement.h"
#include "tests/measure/clips.h"

#include <fstream>

#include <unistd.h>

using namespace senga;
using namespace senga::test;

namespace {

struct Walk {
    std::vector<std::int64_t> a;
    std::vector<std::int64_t> b;
    std::vector<std::string> leftovers;
};

Walk walk(const std::string& a, const std::string& b, const PairOptions& options = {}) {
    Result<FramePairs> pairs = FramePairs::open(a, b, options);
    REQUIRE_MESSAGE(pairs, pairs.error().text);
    Walk out;
    while (true) {
        const Result<std::optional<FramePair>> pair = pairs->next();
        REQUIRE_MESSAGE(pair, pair.error().text);
        if (!pair->has_value()) {
            break;
        }
        out.a.push_back((*pair)->a->index);
        out.b.push_back((*pair)->b->index);
    }
    CHECK(pairs->next()); // asking again changes nothing
    out.leftovers = pairs->leftovers();
    return out;
}

std::string clip(const TemporaryFolder& folder, const std::string& name, const std::string& rate, int frames) {
    return made_clip(folder, name, "testsrc=size=64x48:rate=" + rate,
                     "-frames:v " + std::to_string(frames) + " -c:v ffv1 -pix_fmt yuv420p");
}

std::vector<std::int64_t> numbers(std::int64_t first, std::int64_t count, std::int64_t step = 1) {
    std::vector<std::int64_t> out;
    for (std::int64_t i = 0; i < count; ++i) {
        out.push_back(first + i * step);
    }
    return out;
}

double resident_mb() {
    std::ifstream file("/proc/self/statm");
    double pages = 0.0;
    file >> pages >> pages;
    return pages * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

} // namespace

TEST_CASE("frames meet by their time, though containers round it") {
    const TemporaryFolder folder("pairs");
    // Matroska keeps milliseconds, AVI exact fractions: they differ by up to half of one, in either direction.
    const std::string a = clip(folder, "a.mkv", "24000/1001", 30);
    const std::string b = clip(folder, "b.avi", "24000/1001", 30);
    const Walk forth = walk(a, b);
    CHECK(forth.a == numbers(0, 30));
    CHECK(forth.b == numbers(0, 30));
    CHECK(forth.leftovers.empty());
    CHECK(walk(b, a).b == numbers(0, 30));
}

TEST_CASE("a slower B stays on the screen, a faster one is passed over") {
    const TemporaryFolder folder("pairs");
    const std::string fast = clip(folder, "fast.mkv", "24", 12);
    const std::string slow = clip(folder, "slow.mkv", "12", 6);
    CHECK(walk(fast, slow).b == std::vector<std::int64_t>{0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5});
    CHECK(walk(fast, slow).leftovers.empty());
    const Walk back = walk(slow, fast);
    CHECK(back.b == numbers(0, 6, 2));
    CHECK(back.leftovers.empty()); // the last frame of the fast one lies within the last of the slow one
}

TEST_CASE("different lengths are told, whichever ends first") {
    const TemporaryFolder folder("pairs");
    const std::string longer = clip(folder, "longer.mkv", "24", 12);
    const std::string shorter = clip(folder, "shorter.mkv", "24", 9);
    const Walk b_short = walk(longer, shorter);
    CHECK(b_short.a == numbers(0, 9));
    REQUIRE(b_short.leftovers.size() == 1);
    CHECK(b_short.leftovers[0].find("B ends before A") == 0);
    CHECK(b_short.leftovers[0].find("0.333") != std::string::npos); // 8 / 24
    const Walk a_short = walk(shorter, longer);
    CHECK(a_short.b == numbers(0, 9));
    REQUIRE(a_short.leftovers.size() == 1);
    CHECK(a_short.leftovers[0].find("A ends before B") == 0);
    CHECK(a_short.leftovers[0].find("0.375") != std::string::npos); // 9 / 24
    // Who asks for a few is told nothing.
    CHECK(walk(longer, shorter, {.most_pairs = 9}).leftovers.empty());
}

TEST_CASE("starts, offsets, every nth and at most") {
    const TemporaryFolder folder("pairs");
    const std::string a = clip(folder, "a.mkv", "24", 24);
    const Walk some = walk(a, a, {.start_s = 0.25, .offset_s = 0.125, .every = 4, .most_pairs = 3});
    CHECK(some.a == numbers(6, 3, 4)); // 0.25 s is frame 6
    CHECK(some.b == numbers(9, 3, 4)); // three frames later
    // A's frames before B's first have no partner.
    const Walk early = walk(a, a, {.offset_s = -0.25});
    CHECK(early.a == numbers(6, 18));
    CHECK(early.b == numbers(0, 18));
    REQUIRE(!early.leftovers.empty());
    CHECK(early.leftovers[0].find("6 frames of A") == 0);
    // No moment in common.
    Result<FramePairs> apart = FramePairs::open(a, a, {.offset_s = 60.0});
    REQUIRE(apart);
    const Result<std::optional<FramePair>> none = apart->next();
    REQUIRE(!none);
    CHECK(none.error().code == Code::media_end);
}

TEST_CASE("first frames meet unless an offset is given") {
    const TemporaryFolder folder("pairs");
    const std::string silent = clip(folder, "silent.mkv", "24", 12);
    // Sound from 0, pictures from 0.25 s on: six frames.
    const std::string late = (folder.path() / "late.mkv").string();
    ffmpeg("-f lavfi -i sine=duration=1 -itsoffset 0.25 -i " + silent + " -map 0 -map 1 -c:v copy " + late);
    const Walk met = walk(silent, late);
    CHECK(met.a == numbers(0, 12));
    CHECK(met.b == numbers(0, 12));
    REQUIRE(met.leftovers.size() == 1);
    CHECK(met.leftovers[0].find(" s apart") != std::string::npos);
    const Walk by_time = walk(silent, late, {.offset_s = 0.0});
    CHECK(by_time.a == numbers(6, 6));
    CHECK(by_time.b == numbers(0, 6));
}

TEST_CASE("a still as B is compared with every frame") {
    const TemporaryFolder folder("pairs");
    const std::string a = clip(folder, "a.mkv", "24", 5);
    const std::string still = (folder.path() / "still.png").string();
    ffmpeg("-i " + a + " -frames:v 1 -pix_fmt rgb24 " + still);
    CHECK(walk(a, still).b == std::vector<std::int64_t>{0, 0, 0, 0, 0});
    const Walk one = walk(still, a);
    CHECK(one.a == numbers(0, 1));
    CHECK(walk(still, still).leftovers.empty());
}

TEST_CASE("memory does not grow with the length") {
    const TemporaryFolder folder("pairs");
    const std::string a =
        made_clip(folder, "a.mkv", "testsrc=size=320x180:rate=24", "-frames:v 1500 -c:v mpeg4 -q:v 8 -pix_fmt yuv420p");
    const MeasureRequest request{.a = a, .b = a, .metrics = {Metric::ssim}};
    double early_mb = 0.0;
    double late_mb = 0.0;
    const Result<Measurement> found = measure(request, [&](const MeasureProgress& progress) {
        early_mb = progress.pairs == 200 ? resident_mb() : early_mb;
        late_mb = progress.pairs == 1500 ? resident_mb() : late_mb;
        return Onward::yes;
    });
    REQUIRE(found);
    REQUIRE(found->frames.size() == 1500);
    REQUIRE(early_mb > 0.0);
    // 1300 frames kept of one file alone would be 320 * 180 * 1.5 bytes each, 112 MB; the numbers are 1300 * 64 bytes.
    CHECK(late_mb - early_mb < 20.0);
}
