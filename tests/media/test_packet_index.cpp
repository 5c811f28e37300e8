// The count of packets against ffprobe's list of decoded frames.
#include "app/media/packet_index.h"
#include "tests/media/media_fixture.h"

#include <cmath>

using namespace senga;
using namespace senga::test;

namespace {

bool suits(const std::string& file) {
    const auto input = ff::open_input(file);
    REQUIRE(input.ok());
    const int stream = ff::select_video_stream(*input->format);
    REQUIRE(stream >= 0);
    return ff::PacketIndex::suits(*input->format, *input->format->streams[stream]);
}

const std::string clip = source("testsrc2=s=64x48:r=25:d=8") + "-pix_fmt yuv420p ";

} // namespace

TEST_CASE("packet index: timestamps and keyframes are those of ffprobe's frames") {
    const Folder folder;
    const std::string file = folder.make("b.mkv", clip + "-c:v libx264 -preset veryfast -bf 3 -g 30");
    const auto times = ffprobe_numbers(file, "frame=best_effort_timestamp"); // ticks of 1/1000
    const auto keys = ffprobe_numbers(file, "frame=key_frame");
    REQUIRE(times.size() == 200);
    REQUIRE(keys.size() == 200);
    ff::PacketIndex index(file, 0);
    std::vector<double> key_times;
    int wrong = 0;
    for (std::size_t i = 0; i < times.size(); ++i) {
        const auto number = static_cast<std::int64_t>(i);
        const auto ticks = static_cast<std::int64_t>(times[i]);
        if (keys[i] != 0.0) {
            key_times.push_back(times[i]);
        }
        wrong += index.timestamp_of(number) != ticks;
        wrong += index.number_of(ticks) != number;
        wrong += index.number_at(ticks + 1) != number;
        wrong += index.number_of(ticks + 1).has_value();
        const auto before = index.keyframe_before(number);
        wrong += before.has_value() != (key_times.size() >= 2);
        wrong += before && static_cast<double>(*before) != key_times[key_times.size() - 2];
    }
    CHECK(wrong == 0);
    CHECK(index.trusted());
    CHECK_FALSE(index.timestamp_of(200).has_value());
    CHECK_FALSE(index.number_at(-1).has_value());
    CHECK(index.at_most(1000) == 199);
    CHECK(index.at_most(7) == 7);
}

TEST_CASE("packet index: only where a packet is a frame") {
    const Folder folder;
    CHECK(suits(folder.make("a.mkv", clip + "-c:v libx264 -preset ultrafast")));
    CHECK(suits(folder.make("b.mp4", clip + "-c:v libx264 -preset ultrafast")));
    CHECK(suits(folder.make("c.mkv", clip + "-c:v prores")));
    CHECK_FALSE(suits(folder.make("d.webm", clip + "-c:v libvpx -deadline realtime -cpu-used 8")));
    CHECK_FALSE(suits(folder.make("e.avi", clip + "-c:v mpeg4")));
    CHECK_FALSE(suits(folder.make("f.ts", clip + "-c:v libx264 -preset ultrafast")));
}

TEST_CASE("packet index: a file that cannot be opened is not trusted") {
    ff::PacketIndex index("/nonexistent/file.mkv", 0);
    CHECK_FALSE(index.trusted());
    CHECK_FALSE(index.timestamp_of(0).has_value());
}
