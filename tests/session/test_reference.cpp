// A second file beside the film: the frame of a time is the one the player shows at that time, however it was reached.
#include "app/player/player.h"
#include "app/session/reference.h"
#include "renderer/gl/context.h"
#include "tests/media/media_fixture.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cmath>
#include <optional>
#include <string>
#include <thread>
#include <vector>

using namespace senga;
using senga::test::Folder;

namespace {

using Clock = std::chrono::steady_clock;

struct Current {
    Current() {
        Result<gl::OffscreenContext> made = gl::OffscreenContext::create();
        REQUIRE(made.ok());
        context.emplace(*std::move(made));
    }
    std::optional<gl::OffscreenContext> context;
};

// 25 frames a second, each different from every other; lossless, with a keyframe every `group` frames.
std::string film(const Folder& folder, const std::string& name, double seconds, int group = 12) {
    return folder.make(name, "-f lavfi -i testsrc2=s=96x54:r=25:d=" + std::to_string(seconds) +
                                 " -c:v libx264 -preset ultrafast -qp 0 -pix_fmt yuv420p -g " + std::to_string(group));
}

// All samples of a frame, plane after plane.
std::vector<float> samples(const Frame& frame) {
    std::vector<float> out;
    for (const auto& plane : {frame.luma, frame.chroma, frame.rgb}) {
        if (plane) {
            const std::vector<float> read = plane->read();
            out.insert(out.end(), read.begin(), read.end());
        }
    }
    return out;
}

// Of every frame of the file in order, without Reference: luma codes of 8 bits.
std::vector<std::vector<std::uint8_t>> luma_codes_of(const std::string& file) {
    VideoReader reader = senga::test::open(file);
    std::vector<std::vector<std::uint8_t>> out;
    for (Result<RawFrame> frame = reader.next(); frame; frame = reader.next()) {
        out.push_back(frame->planes.front().bytes);
    }
    return out;
}

std::vector<std::uint8_t> luma_codes(const Frame& frame) {
    std::vector<std::uint8_t> out;
    for (const float value : frame.luma->read()) {
        out.push_back(static_cast<std::uint8_t>(std::lround(value * 255.0F)));
    }
    return out;
}

// Waits until nothing is being read, and takes what has come.
std::optional<Frame> taken(Reference& reference) {
    const auto end = Clock::now() + std::chrono::seconds(20);
    while (!reference.idle() && Clock::now() < end) {
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    REQUIRE(reference.idle());
    return reference.take();
}

std::optional<Frame> frame_at(Reference& reference, double time_s) {
    reference.request(time_s);
    return taken(reference);
}

// Which of the frames it is; -1: none of them.
int number_in(const std::vector<std::vector<std::uint8_t>>& frames, const std::optional<Frame>& frame) {
    if (frame) {
        const std::vector<std::uint8_t> codes = luma_codes(*frame);
        for (std::size_t i = 0; i < frames.size(); ++i) {
            if (frames[i] == codes) {
                return static_cast<int>(i);
            }
        }
    }
    return -1;
}

// A player that stands still.
class Still {
public:
    explicit Still(const std::string& file) {
        PlayerOptions options;
        options.client.extra = {{"audio", "no"}, {"hwdec", "no"}, {"pause", "yes"}};
        options.render.get_proc_address = [](void*, const char* name) {
            return gl::OffscreenContext::get_proc_address(name);
        };
        Result<Player> player = Player::create(std::move(options));
        REQUIRE(player.ok());
        player_.emplace(*std::move(player));
        player_->client().command({"loadfile", file});
        settle();
    }
    void seek(double time_s) {
        player_->client().command({"seek", std::to_string(time_s), "absolute+exact"});
        settle();
    }
    double time_s() const { return time_s_; }
    const Frame& frame() const { return player_->frame(); }

private:
    // Until nothing has come for a while.
    void settle() {
        auto last = Clock::now();
        const auto end = last + std::chrono::seconds(20);
        while (Clock::now() < end && (frame().empty() || Clock::now() - last < std::chrono::milliseconds(400))) {
            for (const PlayerEvent& event : player_->poll()) {
                const auto* number = std::get_if<event::NumberChanged>(&event);
                if (number != nullptr && number->field == &PlayerState::time_s) {
                    time_s_ = number->value;
                    last = Clock::now();
                }
            }
            if (player_->update({320, 180}).frame) {
                last = Clock::now();
            }
            player_->shown();
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        REQUIRE_FALSE(frame().empty());
    }

    std::optional<Player> player_;
    double time_s_ = 0.0;
};

} // namespace

TEST_CASE("the reference of the film itself is the player's frame") {
    const Folder folder;
    const std::string file = film(folder, "film.mkv", 4.0);
    const auto frames = luma_codes_of(file);
    REQUIRE(frames.size() == 100);
    const Current current;
    Still player(file);
    Reference reference;
    reference.open(file);
    for (const double time_s : {0.0, 1.3, 3.1, 0.52, 2.0}) {
        CAPTURE(time_s);
        player.seek(time_s);
        const std::optional<Frame> frame = frame_at(reference, player.time_s());
        REQUIRE(frame.has_value());
        // Frame n begins at n/25 s and stands until the next; these times are no boundaries but for exact ones.
        CHECK(number_in(frames, frame) == std::lround(time_s * 25.0));
        CHECK(frame->format == player.frame().format);
        CHECK(samples(*frame) == samples(player.frame()));
    }
    CHECK_FALSE(reference.take_error().has_value());
}

TEST_CASE("the reference's frame is the last that begins no later than half a frame after the time") {
    const Folder folder;
    const std::string file = film(folder, "film.mkv", 2.0);
    const auto frames = luma_codes_of(file);
    const Current current;
    Reference reference;
    reference.open(file);
    // Frame 10 begins at 0.400 s; the container's times are whole milliseconds.
    CHECK(number_in(frames, frame_at(reference, 0.400)) == 10);
    CHECK(number_in(frames, frame_at(reference, 0.4190)) == -1); // still 10: nothing new comes
    CHECK(number_in(frames, frame_at(reference, 0.4210)) == 11);
    CHECK(number_in(frames, frame_at(reference, 0.3999999)) == 10); // a player's time, rounded
    CHECK(number_in(frames, frame_at(reference, 0.3790)) == 9);
    CHECK(number_in(frames, frame_at(reference, -5.0)) == 0);
}

TEST_CASE("following the film forward decodes each frame once") {
    const Folder folder;
    const std::string file = film(folder, "film.mkv", 8.0, 250); // one group: a seek would begin at the beginning
    const auto frames = luma_codes_of(file);
    const Current current;
    Reference reference;
    reference.open(file);
    std::vector<std::uint64_t> ids;
    for (int i = 0; i < 150; ++i) {
        const std::optional<Frame> frame = frame_at(reference, i / 25.0);
        CHECK(number_in(frames, frame) == i);
        ids.push_back(frame ? frame->id : 0);
    }
    // The reader holds one frame more than it hands out.
    CHECK(reference.decoded_frames() <= 151);
    std::sort(ids.begin(), ids.end());
    CHECK(std::unique(ids.begin(), ids.end()) == ids.end());

    CHECK(number_in(frames, frame_at(reference, 1.0)) == 25);
    CHECK(number_in(frames, frame_at(reference, 1.04)) == 26);
}

TEST_CASE("the newest wish wins") {
    const Folder folder;
    const std::string file = film(folder, "film.mkv", 8.0, 250);
    const auto frames = luma_codes_of(file);
    const Current current;
    Reference reference;
    reference.open(file);
    for (int i = 0; i < 190; ++i) {
        reference.request(i / 25.0);
    }
    CHECK(number_in(frames, taken(reference)) == 189);
    CHECK_FALSE(reference.take().has_value());
    // Asked for again it has nothing new, and does not read.
    const std::int64_t decoded = reference.decoded_frames();
    CHECK_FALSE(frame_at(reference, 189 / 25.0).has_value());
    CHECK(reference.decoded_frames() == decoded);
}

TEST_CASE("behind the end of a shorter reference its last frame stays") {
    const Folder folder;
    const std::string file = film(folder, "short.mkv", 1.0);
    const auto frames = luma_codes_of(file);
    REQUIRE(frames.size() == 25);
    const Current current;
    Reference reference;
    reference.open(file);
    SUBCASE("played up to there") {
        for (int i = 0; i < 25; ++i) {
            CHECK(number_in(frames, frame_at(reference, i / 25.0)) == i);
        }
        for (int i = 25; i < 80; ++i) {
            CHECK_FALSE(frame_at(reference, i / 25.0).has_value());
        }
    }
    SUBCASE("sought at once") {
        CHECK(number_in(frames, frame_at(reference, 60.0)) == 24);
        const std::int64_t decoded = reference.decoded_frames();
        CHECK_FALSE(frame_at(reference, 61.0).has_value());
        CHECK_FALSE(frame_at(reference, 90.0).has_value());
        CHECK(reference.decoded_frames() == decoded);
        CHECK(number_in(frames, frame_at(reference, 0.2)) == 5);
        CHECK(number_in(frames, frame_at(reference, 70.0)) == 24);
    }
    SUBCASE("where the container says nothing of its length") {
        const std::string bare = folder.make("bare.h264", "-i '" + file + "' -c copy");
        Reference other;
        other.open(bare);
        CHECK(number_in(frames, frame_at(other, 60.0)) == 24);
    }
    CHECK_FALSE(reference.take_error().has_value());
}

TEST_CASE("an image answers once, whatever the time") {
    const Current current;
    std::atomic<int> changes = 0;
    Reference reference({.on_change = [&] { ++changes; }});
    reference.open(SENGA_SOURCE_DIR "/assets/stills/s02_boy_eyes_crop_640x360.png");
    const std::optional<Frame> frame = frame_at(reference, 17.0);
    REQUIRE(frame.has_value());
    CHECK(frame->format.size == Size{640, 360});
    CHECK(frame->format.layout == Layout::rgb);
    CHECK(frame->rgb != nullptr);
    CHECK_FALSE(frame_at(reference, 18.0).has_value());
    CHECK_FALSE(frame_at(reference, 0.0).has_value());
    CHECK(reference.decoded_frames() == 1);
    CHECK(changes == 1);
}

TEST_CASE("a reference that cannot be read is told of once") {
    const Folder folder;
    const Current current;
    Reference reference;
    struct Row {
        std::string file;
        Code code;
    };
    for (const Row& row : {Row{folder / "missing.mkv", Code::file_missing},
                           Row{folder.write("broken.mkv", "this is no film"), Code::media_unreadable}}) {
        CAPTURE(row.file);
        reference.open(row.file);
        CHECK_FALSE(frame_at(reference, 0.0).has_value());
        const std::optional<Diagnostic> error = reference.take_error();
        REQUIRE(error.has_value());
        CHECK(error->code == row.code);
        CHECK(error->place.file == row.file);
        CHECK_FALSE(frame_at(reference, 1.0).has_value());
        CHECK_FALSE(reference.take_error().has_value());
    }
    // Another file goes on as if nothing had been.
    const std::string file = film(folder, "film.mkv", 1.0);
    reference.open(file);
    CHECK(number_in(luma_codes_of(file), frame_at(reference, 0.4)) == 10);
    CHECK_FALSE(reference.take_error().has_value());
}

TEST_CASE("opening another file drops what was still to come of the last") {
    const Folder folder;
    const std::string first = film(folder, "first.mkv", 4.0, 250);
    const std::string second = folder.make("second.mkv", "-f lavfi -i color=red:s=48x30:r=25:d=1 -c:v ffv1");
    const Current current;
    Reference reference;
    for (int i = 0; i < 20; ++i) {
        reference.open(first);
        reference.request(3.9);
        reference.open(second);
        reference.request(0.5);
        const std::optional<Frame> frame = taken(reference);
        REQUIRE(frame.has_value());
        CHECK(frame->format.size == Size{48, 30});
    }
    reference.open("");
    CHECK_FALSE(frame_at(reference, 0.0).has_value());
    CHECK_FALSE(reference.take_error().has_value());
}

TEST_CASE("a reference may go while it is being read") {
    const Folder folder;
    const std::string file = film(folder, "film.mkv", 8.0, 250);
    const Current current;
    for (int i = 0; i < 20; ++i) {
        Reference reference;
        reference.open(file);
        reference.request(7.5);
    }
}
