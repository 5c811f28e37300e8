#include "tests/player/player_fixture.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <thread>
#include <unistd.h>

namespace senga::test {
namespace {

using Clock = std::chrono::steady_clock;

// FNV-1a.
std::uint64_t hash(const std::vector<std::uint8_t>& bytes) {
    std::uint64_t out = 0xcbf29ce484222325ULL;
    for (const std::uint8_t byte : bytes) {
        out = (out ^ byte) * 0x100000001b3ULL;
    }
    return out;
}

void* get_proc_address(void*, const char* name) {
    return gl::OffscreenContext::get_proc_address(name);
}

} // namespace

Folder::Folder() {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("senga-player-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
    std::filesystem::create_directories(path_);
}

Folder::~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

std::string Folder::make(const std::string& name, const std::string& arguments) const {
    const std::string file = *this / name;
    // libmpv's environment fills freed memory; ffmpeg need not.
    const std::string command = "env -u MALLOC_PERTURB_ ffmpeg -nostdin -v error -y " + arguments + " '" + file + "'";
    INFO(command);
    REQUIRE(std::system(command.c_str()) == 0);
    return file;
}

std::string moving(Size size, double seconds) {
    // testsrc2 makes even sizes only.
    return "-f lavfi -i testsrc2=s=" + std::to_string(size.w + size.w % 2) + "x" + std::to_string(size.h + size.h % 2) +
           ":r=25:d=" + std::to_string(seconds) + ",format=gbrp,crop=" + std::to_string(size.w) + ":" +
           std::to_string(size.h) + ":0:0 ";
}

std::string asset(const std::string& name) {
    return std::string(SENGA_SOURCE_DIR) + "/assets/" + name;
}

Screening::Screening(const MpvOptions& extra) {
    Result<gl::OffscreenContext> context = gl::OffscreenContext::create();
    REQUIRE_MESSAGE(context.ok(), context.error().text);
    context_.emplace(*std::move(context));
    PlayerOptions options;
    options.client.extra = {{"audio", "no"}, {"hwdec", "no"}, {"sid", "no"}};
    for (const MpvOption& option : extra) {
        std::erase_if(options.client.extra, [&](const MpvOption& usual) { return usual.name == option.name; });
        options.client.extra.push_back(option);
    }
    options.render.get_proc_address = get_proc_address;
    Result<Player> player = Player::create(std::move(options));
    REQUIRE_MESSAGE(player.ok(), player.error().text);
    player_.emplace(*std::move(player));
}

Screening::~Screening() {
    // The player's textures before their context.
    player_.reset();
}

void Screening::load(const std::string& file) {
    player_->client().command({"loadfile", file, "replace"});
}

void Screening::append(const std::string& file) {
    player_->client().command({"loadfile", file, "append-play"});
}

void Screening::take(const PlayerEvent& event) {
    if (on_event) {
        on_event(event);
    }
    if (const auto* number = std::get_if<event::NumberChanged>(&event)) {
        if (number->field == &PlayerState::time_s) {
            time_s = number->value;
        }
    } else if (const auto* flag = std::get_if<event::FlagChanged>(&event)) {
        if (flag->field == &PlayerState::ended) {
            ended = flag->value;
        } else if (flag->field == &PlayerState::paused) {
            paused = flag->value;
        }
    } else if (const auto* count = std::get_if<event::CountChanged>(&event)) {
        if (count->field == &PlayerState::dropped_output) {
            dropped += std::max(count->value - dropped_in_file_, 0);
            dropped_in_file_ = count->value;
        }
    } else if (const auto* text = std::get_if<event::TextChanged>(&event)) {
        if (text->field == &PlayerState::path) {
            path = text->value;
        }
    } else if (const auto* reported_one = std::get_if<event::Reported>(&event)) {
        reports.push_back(reported_one->diagnostic);
    } else if (const auto* format = std::get_if<event::FormatChanged>(&event)) {
        formats.push_back(*format);
    } else if (const auto* end = std::get_if<event::FileEnded>(&event)) {
        ended_files.push_back(end->why);
    } else if (const auto* list = std::get_if<event::TracksChanged>(&event)) {
        tracks = list->tracks;
    } else if (std::holds_alternative<event::FileLoaded>(event)) {
        ++loaded_files;
    } else if (std::holds_alternative<event::FrameShown>(event)) {
        ++frames_shown;
    }
}

PlayerUpdate Screening::turn() {
    for (const PlayerEvent& event : player_->poll()) {
        take(event);
    }
    PlayerUpdate out;
    if (hidden) {
        player_->skip();
    } else {
        out = player_->update(window);
        player_->shown();
    }
    if (on_update) {
        on_update(out);
    }
    std::this_thread::sleep_for(busy);
    return out;
}

bool Screening::run_until(const std::function<bool()>& done, Seconds patience) {
    const auto end = Clock::now() + patience;
    while (!done()) {
        if (Clock::now() > end) {
            return false;
        }
        turn();
    }
    return true;
}

void Screening::run_for(Seconds time) {
    const auto end = Clock::now() + time;
    run_until([&] { return Clock::now() >= end; }, time + Seconds(1));
}

bool Screening::settle() {
    auto last = Clock::now();
    std::uint64_t id = 0;
    int quiet_turns = 0;
    return run_until([&] {
        if (frame().empty() || frame().id != id) {
            last = Clock::now();
            id = frame().id;
            quiet_turns = 0;
        }
        // A single turn may take longer than that where shaders are compiled.
        return ++quiet_turns > 50 && Clock::now() - last > std::chrono::milliseconds(250);
    });
}

bool Screening::reported(Code code) const {
    return std::any_of(reports.begin(), reports.end(), [&](const Diagnostic& d) { return d.code == code; });
}

std::uint64_t picture_hash(const Frame& frame) {
    const bool rgb = frame.luma == nullptr;
    const std::vector<float> samples = (rgb ? frame.rgb : frame.luma)->read();
    const std::size_t step = rgb ? 4 : 1;
    std::vector<std::uint8_t> codes;
    for (std::size_t i = 0; i < samples.size(); i += step) {
        codes.push_back(static_cast<std::uint8_t>(std::lround(std::clamp(samples[i], 0.0F, 1.0F) * 255.0F)));
    }
    return hash(codes);
}

std::uint64_t picture_hash(const RawFrame& frame) {
    const RawPlane& plane = frame.planes.front();
    REQUIRE(plane.bytes_per_sample == 1);
    std::vector<std::uint8_t> codes;
    for (std::size_t i = 0; i < plane.bytes.size(); i += static_cast<std::size_t>(plane.components)) {
        codes.push_back(plane.bytes[i]);
    }
    return hash(codes);
}

std::vector<std::uint64_t> file_hashes(const std::string& file) {
    auto reader = VideoReader::open(file);
    REQUIRE(reader.ok());
    std::vector<std::uint64_t> out;
    for (auto frame = reader->next(); frame; frame = reader->next()) {
        out.push_back(picture_hash(*frame));
    }
    return out;
}

std::vector<double> file_times(const std::string& file) {
    auto reader = VideoReader::open(file);
    REQUIRE(reader.ok());
    std::vector<double> out;
    for (auto frame = reader->next(); frame; frame = reader->next()) {
        out.push_back(frame->pts_s);
    }
    return out;
}

} // namespace senga::test
