// The walk through a film against one plain pass over all of its frames.
#include "app/commands/frame_walk.h"
#include "tests/measure/clips.h"

using namespace senga;
using namespace senga::test;

namespace {

constexpr int frame_count = 60;

// 60 frames at 24 per second, each with its number in its picture; keyframes every 12.
std::string clip(const TemporaryFolder& folder) {
    return made_clip(folder, "clip.mkv", "testsrc2=size=64x48:rate=24",
                     "-frames:v 60 -c:v libx264 -preset ultrafast -g 12 -pix_fmt yuv420p");
}

VideoReader opened(const std::string& path) {
    Result<VideoReader> reader = VideoReader::open(path);
    REQUIRE(reader.ok());
    return *std::move(reader);
}

struct Walked {
    std::vector<RawFrame> frames;
    std::optional<Diagnostic> error;
    std::int64_t repeated = 0;
};

Walked walk(const std::string& path, const FrameChoice& choice) {
    VideoReader reader = opened(path);
    FrameWalk steps(reader, choice);
    Walked out;
    while (true) {
        Result<std::optional<RawFrame>> frame = steps.next();
        if (!frame) {
            out.error = frame.error();
            break;
        }
        if (!*frame) {
            break;
        }
        out.frames.push_back(**std::move(frame));
    }
    out.repeated = steps.repeated();
    return out;
}

std::vector<std::int64_t> numbers(const Walked& walked) {
    std::vector<std::int64_t> out;
    for (const RawFrame& frame : walked.frames) {
        out.push_back(frame.index);
    }
    return out;
}

using Numbers = std::vector<std::int64_t>;

} // namespace

TEST_CASE("frame walk: each Nth frame has the number, the time and the bytes of one plain pass") {
    const TemporaryFolder folder("walk");
    const std::string path = clip(folder);
    std::vector<RawFrame> all;
    VideoReader straight = opened(path);
    for (Result<RawFrame> frame = straight.next(); frame; frame = straight.next()) {
        all.push_back(*std::move(frame));
    }
    REQUIRE(all.size() == frame_count);
    for (const std::int64_t every : {1, 7, 24, 59, 60, 1000}) {
        CAPTURE(every);
        const Walked walked = walk(path, FramesByStep{.every = every});
        CHECK_FALSE(walked.error);
        REQUIRE(walked.frames.size() == static_cast<std::size_t>((frame_count + every - 1) / every));
        for (std::size_t i = 0; i < walked.frames.size(); ++i) {
            const RawFrame& expected = all[i * static_cast<std::size_t>(every)];
            CHECK(walked.frames[i].index == expected.index);
            CHECK(walked.frames[i].pts_s == expected.pts_s);
            CHECK(walked.frames[i].planes[0].bytes == expected.planes[0].bytes);
        }
    }
}

TEST_CASE("frame walk: steps begin with the frame on the screen and end before the end") {
    const TemporaryFolder folder("walk");
    const std::string path = clip(folder);
    // Frame n is shown from n/24 s on, which the container rounds to milliseconds.
    CHECK(numbers(walk(path, FramesByStep{.every = 10, .start_s = 0.5})) == Numbers{12, 22, 32, 42, 52});
    CHECK(numbers(walk(path, FramesByStep{.every = 10, .start_s = 0.52})) == Numbers{12, 22, 32, 42, 52});
    CHECK(numbers(walk(path, FramesByStep{.every = 6, .end_s = 1.0})) == Numbers{0, 6, 12, 18});
    CHECK(numbers(walk(path, FramesByStep{.every = 6, .end_s = 1.01})) == Numbers{0, 6, 12, 18, 24});
    CHECK(numbers(walk(path, FramesByStep{.every = 6, .most = 2})) == Numbers{0, 6});
    CHECK(numbers(walk(path, FramesByStep{.every = no_end})) == Numbers{0});
    CHECK(walk(path, FramesByStep{.start_s = 60.0}).error->code == Code::media_end);
}

TEST_CASE("frame walk: ranges, and what lies behind the end") {
    const TemporaryFolder folder("walk");
    const std::string path = clip(folder);
    CHECK(numbers(walk(path, FramesByNumber{{{3, 5}, {20, 20}, {57, no_end}}})) == Numbers{3, 4, 5, 20, 57, 58, 59});
    const Walked cut = walk(path, FramesByNumber{{{58, 61}}});
    CHECK(numbers(cut) == Numbers{58, 59});
    REQUIRE(cut.error);
    CHECK(cut.error->code == Code::media_end);
    CHECK(cut.error->text.find("60 frames") != std::string::npos);
    const Walked behind = walk(path, FramesByNumber{{{60, no_end}}});
    CHECK(behind.frames.empty());
    CHECK(behind.error);
    CHECK(numbers(walk(path, FramesByNumber{{{59, no_end}}})) == Numbers{59});
}

TEST_CASE("frame walk: a frame that several times name is given once") {
    const TemporaryFolder folder("walk");
    const std::string path = clip(folder);
    const Walked walked = walk(path, FramesByTime{{0.0, 0.01, 0.02, 1.0, 1.01, 2.49}});
    CHECK(numbers(walked) == Numbers{0, 24, 59});
    CHECK(walked.repeated == 3);
    CHECK_FALSE(walked.error);
    const Walked late = walk(path, FramesByTime{{1.0, 99.0}});
    CHECK(numbers(late) == Numbers{24});
    CHECK(late.error->code == Code::media_end);
}

TEST_CASE("frame walk: a list is read in one pass") {
    const TemporaryFolder folder("walk");
    VideoReader reader = opened(clip(folder));
    FrameWalk steps(reader, FramesByNumber{{{1, 1}, {20, 22}, {40, 40}}});
    for (int i = 0; i < 6; ++i) {
        REQUIRE(steps.next().ok());
    }
    CHECK(reader.decoded_frames() <= 42); // 0 to 40, and the one decoded ahead
}
