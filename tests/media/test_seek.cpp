// A frame has the same number and the same bytes however it is reached; times name the frame ffprobe says is shown.
#include "tests/media/media_fixture.h"

#include <algorithm>
#include <random>

using namespace senga;
using namespace senga::test;

namespace {

struct Coded {
    const char* name;
    const char* arguments;
};

// Numbers and bytes of frames reached in a shuffled order against those of one pass.
void check_random_access(const std::string& file, std::size_t tries) {
    VideoReader straight = open(file);
    const auto expected = sequential_hashes(straight);
    REQUIRE(expected.size() > 10);
    // The ffmpeg program counts as many.
    CHECK(ffprobe_numbers(file, "frame=best_effort_timestamp_time").size() == expected.size());
    VideoReader reader = open(file);
    std::mt19937 random(7);
    std::uniform_int_distribution<std::size_t> any(0, expected.size() - 1);
    int wrong = 0;
    for (std::size_t i = 0; i < tries; ++i) {
        // Neighbours of a jump too: the frame after it by next(), the one before it by number.
        const std::size_t at = i == 0 ? expected.size() - 1 : any(random);
        const auto frame = reader.frame_at_index(static_cast<std::int64_t>(at));
        REQUIRE(frame.ok());
        wrong += hash(*frame) != expected[at] || frame->index != static_cast<std::int64_t>(at);
        if (at + 1 < expected.size() && i % 2 == 0) {
            const auto after = reader.next();
            REQUIRE(after.ok());
            wrong += hash(*after) != expected[at + 1];
        }
        if (at > 0 && i % 3 == 0) {
            const auto before = reader.frame_at_index(static_cast<std::int64_t>(at) - 1);
            REQUIRE(before.ok());
            wrong += hash(*before) != expected[at - 1];
        }
    }
    CHECK(wrong == 0);
    const auto behind = reader.frame_at_index(static_cast<std::int64_t>(expected.size()));
    REQUIRE_FALSE(behind.ok());
    CHECK(behind.error().code == Code::media_end);
}

const std::string long_clip = source("testsrc2=s=64x48:r=25:d=24") + "-pix_fmt yuv420p "; // 600 frames

} // namespace

TEST_CASE("seek: the demo clip, any order") {
    check_random_access(SENGA_SOURCE_DIR "/assets/demo.mkv", 12);
}

TEST_CASE("seek: codecs and containers of every habit") {
    const Folder folder;
    const std::vector<Coded> all{
        {"b.mkv", "-c:v libx264 -preset veryfast -bf 3 -g 30"},
        {"open.mkv", "-c:v libx264 -preset veryfast -bf 3 -g 24 -x264-params open-gop=1:b-pyramid=normal"},
        {"refresh.mkv", "-c:v libx264 -preset veryfast -g 30 -x264-params intra-refresh=1"},
        {"hevc.mkv", "-c:v libx265 -preset ultrafast -x265-params log-level=none:keyint=24:open-gop=1:bframes=4"},
        {"b.mp4", "-c:v libx264 -preset veryfast -bf 3 -g 30"},
        {"fields.mp4", "-c:v libx264 -preset veryfast -g 30 -flags +ilme+ildct -x264-params tff=1"},
        {"b.ts", "-c:v libx264 -preset veryfast -bf 3 -g 30"},
        {"packed.avi", "-c:v mpeg4 -bf 2 -g 30"},
        {"vp8.webm", "-c:v libvpx -auto-alt-ref 1 -lag-in-frames 16 -g 60 -deadline realtime -cpu-used 8 -b:v 100k"},
        {"vp9.webm", "-c:v libvpx-vp9 -auto-alt-ref 1 -lag-in-frames 16 -g 60 -deadline realtime -cpu-used 8"},
        {"mpeg2.mkv", "-c:v mpeg2video -bf 2 -g 15"},
        {"intra.nut", "-c:v ffv1"},
    };
    for (const Coded& each : all) {
        CAPTURE(each.name);
        check_random_access(folder.make(each.name, long_clip + each.arguments), 10);
    }
}

TEST_CASE("seek: a file cut out of another, whose first group leans on what was cut off") {
    const Folder folder;
    for (const char* codec : {"libx264 -preset veryfast -bf 3 -x264-params keyint=24:open-gop=1",
                              "libx265 -preset ultrafast -x265-params log-level=none:keyint=24:open-gop=1:bframes=4"}) {
        CAPTURE(codec);
        const std::string whole = folder.make("whole.mkv", long_clip + "-c:v " + codec);
        check_random_access(folder.make("cut.mkv", "-ss 3 -i '" + whole + "' -c copy"), 6);
        check_random_access(folder.make("cut.mp4", "-ss 3.1 -i '" + whole + "' -c copy"), 6);
    }
}

TEST_CASE("seek: a far frame costs a few groups, not the whole file") {
    const Folder folder;
    const std::string file = folder.make("b.mkv", long_clip + "-c:v libx264 -preset veryfast -bf 3 -g 30");
    VideoReader reader = open(file);
    REQUIRE(reader.frame_at_index(570).ok());
    // From the last keyframe but one: at most two groups of 30. One frame was decoded for opening.
    CHECK(reader.decoded_frames() <= 61);
    REQUIRE(reader.frame_at_time(1.0).ok()); // back into the first groups: at worst from the beginning, 26 frames
    CHECK(reader.decoded_frames() <= 61 + 61);
    CHECK(reader.frame_at_index(1'000'000).error().code == Code::media_end);
    CHECK(reader.decoded_frames() <= 61 + 61 + 61);
}

TEST_CASE("seek: what is searched and not decoded from the beginning") {
    const Folder folder;
    const std::string whole = folder.make("b.mp4", long_clip + "-c:v libx264 -preset veryfast -bf 3 -g 30");
    // Cut inside a group: the file keeps the group's beginning and an edit list hides it.
    const std::string cut = folder.make("cut.mp4", "-ss 3.1 -i '" + whole + "' -c copy");
    const std::vector<std::string> files{
        whole, cut,
        folder.make("open.mkv", long_clip + "-c:v libx264 -preset veryfast -bf 3 -x264-params keyint=24:open-gop=1"),
        folder.make("hevc.mkv", long_clip + "-c:v libx265 -preset ultrafast -x265-params "
                                            "log-level=none:keyint=24:open-gop=1:bframes=4"),
        folder.make("vp9.webm", long_clip + "-c:v libvpx-vp9 -g 30 -deadline realtime -cpu-used 8")};
    for (const std::string& file : files) {
        CAPTURE(file);
        VideoReader reader = open(file);
        REQUIRE(reader.frame_at_index(500).ok());
        // Two groups of at most 30, one more where the demuxer lands a keyframe early (MP4 with an edit list), the
        // leading frames of one (at most 4), the frame of opening: 95. Decoding from the beginning would cost 501.
        CHECK(reader.decoded_frames() <= 95);
    }
}

TEST_CASE("seek: by time, the frame that ffprobe says is shown") {
    const Folder folder;
    const std::vector<std::string> files{
        SENGA_SOURCE_DIR "/assets/demo.mkv",
        folder.make("b.mkv", long_clip + "-c:v libx264 -preset veryfast -bf 3 -g 30"),
        folder.make("b.mp4", source("testsrc2=s=64x48:r=24000/1001:d=24") +
                                 "-pix_fmt yuv420p -c:v libx264 -preset veryfast -bf 3 -g 30"),
        folder.make("packed.avi", long_clip + "-c:v mpeg4 -bf 2 -g 30")};
    for (const std::string& file : files) {
        CAPTURE(file);
        VideoReader straight = open(file);
        std::vector<double> starts;
        std::vector<std::uint64_t> hashes;
        for (auto frame = straight.next(); frame; frame = straight.next()) {
            starts.push_back(frame->pts_s);
            hashes.push_back(hash(*frame));
        }
        const auto probed = ffprobe_numbers(file, "frame=best_effort_timestamp_time");
        REQUIRE(probed.size() == starts.size());
        int misplaced = 0;
        for (std::size_t i = 0; i < starts.size(); ++i) {
            // ffprobe prints six digits; where it knows no time (the last frame of an AVI) there is nothing to compare
            misplaced += std::abs(probed[i] - starts[i] - (probed[0] - starts[0])) > 1e-6;
        }
        CHECK(misplaced == 0);
        VideoReader reader = open(file);
        int wrong = 0;
        for (const std::size_t i : {std::size_t{0}, starts.size() - 2, starts.size() / 2, std::size_t{3},
                                    starts.size() / 3, starts.size() / 3}) {
            // At its beginning, in its middle and just before its end the same frame is shown.
            const double length = starts[i + 1] - starts[i];
            for (const double within : {0.0, 0.5 * length, length - 1e-4}) {
                const auto frame = reader.frame_at_time(starts[i] + within);
                REQUIRE(frame.ok());
                wrong += frame->index != static_cast<std::int64_t>(i) || hash(*frame) != hashes[i];
            }
        }
        CHECK(wrong == 0);
        CHECK(reader.frame_at_time(-5.0)->index == 0);
        CHECK(reader.frame_at_time(1e9).error().code == Code::media_end);
        CHECK(reader.frame_at_time(starts.back())->index == static_cast<std::int64_t>(starts.size()) - 1);
    }
}

TEST_CASE("seek: next() goes on from where a jump led") {
    VideoReader reader = open(SENGA_SOURCE_DIR "/assets/demo.mkv");
    CHECK(reader.frame_at_time(2.0)->index == 47); // 2.0 * 23.976 = 47.95; the clip begins at 0
    CHECK(reader.next()->index == 48);
    CHECK(reader.frame_at_index(48)->index == 48);
    CHECK(reader.frame_at_index(10)->index == 10);
    CHECK(reader.next()->index == 11);
    CHECK(reader.frame_at_index(-1).error().code == Code::usage);
    CHECK(reader.next()->index == 12); // a refused wish moves nothing
}
