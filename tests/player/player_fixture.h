// What the tests of the player share: a real libmpv in a context without a window, the events it sent, and media made
// on the spot with the ffmpeg program. Not a test. One thread.
#pragma once

#include "app/media/video_reader.h"
#include "app/player/player.h"
#include "renderer/gl/context.h"

#include <doctest/doctest.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace senga::test {

// A folder of its own, removed with it.
class Folder {
public:
    Folder();
    ~Folder();
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    std::string operator/(const std::string& name) const { return (path_ / name).string(); }
    // Runs ffmpeg with these arguments and the file as its output; it must succeed.
    std::string make(const std::string& name, const std::string& arguments) const;

private:
    std::filesystem::path path_;
};

// ffmpeg's arguments for a moving test picture of any size, `seconds` long, 25 frames a second.
std::string moving(Size size, double seconds);

// A file under assets/.
std::string asset(const std::string& name);

using MpvOptions = std::vector<MpvOption>;

// A player at work. Options are mpv's; sound and hardware are left out unless asked for.
class Screening {
public:
    explicit Screening(const MpvOptions& extra = {});
    ~Screening();
    Screening(const Screening&) = delete;
    Screening& operator=(const Screening&) = delete;

    Player& player() { return *player_; }
    const Frame& frame() const { return player_->frame(); }
    void load(const std::string& file);
    void append(const std::string& file);

    // One turn of a window's loop: events, the picture that is due, the swap.
    PlayerUpdate turn();
    // Turns until `done`; false after `patience`.
    using Seconds = std::chrono::duration<double>;
    bool run_until(const std::function<bool()>& done, Seconds patience = Seconds(30));
    void run_for(Seconds time);
    // Until a picture is there and nothing has come for a while.
    bool settle();

    Size window{320, 180};
    std::chrono::milliseconds busy{1};                       // what the loop spends elsewhere in each turn
    bool hidden = false;                                     // the window is not seen
    std::function<void(const PlayerUpdate&)> on_update = {}; // after each turn
    std::function<void(const PlayerEvent&)> on_event = {};

    // What the events told so far.
    std::vector<Diagnostic> reports;
    std::vector<event::FormatChanged> formats;
    std::vector<std::optional<Diagnostic>> ended_files;
    std::vector<Track> tracks;
    double time_s = 0.0;
    bool ended = false;
    bool paused = false;
    int loaded_files = 0;
    int frames_shown = 0;
    int dropped = 0; // by mpv, as it counts them
    std::string path;

    bool reported(Code code) const;

private:
    void take(const PlayerEvent& event);

    std::optional<gl::OffscreenContext> context_;
    std::optional<Player> player_;
    int dropped_in_file_ = 0;
};

// The luma samples, or the red ones, as codes of 8 bits, hashed: enough to tell one frame from another.
std::uint64_t picture_hash(const Frame& frame);
std::uint64_t picture_hash(const RawFrame& frame);

// Of every frame of the file, in order.
std::vector<std::uint64_t> file_hashes(const std::string& file);
std::vector<double> file_times(const std::string& file);

} // namespace senga::test
