// One file after another: what the last one was must not show in the next one's first picture, nor in what is said of
// it; and starting says nothing on stderr.
#include "tests/player/player_fixture.h"

#include <algorithm>
#include <cstdio>
#include <fcntl.h>
#include <fstream>
#include <iterator>
#include <unistd.h>

using namespace senga;
using namespace senga::test;

namespace {

constexpr const char* hd = "-colorspace bt709 -color_primaries bt709 -color_trc bt709 ";
constexpr const char* sd = "-colorspace smpte170m -color_primaries smpte170m -color_trc smpte170m ";

// Pictures of one size whatever they mean.
std::string film(const Folder& folder, const std::string& name, const std::string& filters, const std::string& colour,
                 Size size = {96, 54}) {
    return folder.make(name, moving(size, 2.0) + "-vf " + filters + " -pix_fmt yuv420p -c:v libx264 -qp 0 " + colour +
                                 "-metadata title='" + name + "'");
}

// Every picture that is on the screen after a turn, with the format it is shown with, as they change.
struct Seen {
    std::uint64_t hash = 0;
    FrameFormat format;
};

using Hashes = std::vector<std::uint64_t>;

bool is_one(const Hashes& hashes, std::uint64_t hash) {
    return std::find(hashes.begin(), hashes.end(), hash) != hashes.end();
}

std::vector<Seen> switch_over(Screening& screening, const std::string& file, const Hashes& pictures) {
    std::vector<Seen> out;
    screening.on_update = [&](const PlayerUpdate&) {
        const Seen now{picture_hash(screening.frame()), screening.frame().format};
        if (out.empty() || out.back().hash != now.hash || out.back().format != now.format) {
            out.push_back(now);
        }
    };
    screening.load(file);
    CHECK(
        screening.run_until([&] { return !out.empty() && is_one(pictures, out.back().hash); }, Screening::Seconds(15)));
    screening.run_for(Screening::Seconds(0.3));
    screening.on_update = {};
    return out;
}

// What was written to stderr meanwhile.
class Stderr {
public:
    explicit Stderr(const std::string& file) : file_(file), before_(::dup(STDERR_FILENO)) {
        const int to = ::open(file.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
        ::dup2(to, STDERR_FILENO);
        ::close(to);
    }
    ~Stderr() { release(); }
    Stderr(const Stderr&) = delete;
    Stderr& operator=(const Stderr&) = delete;
    std::string release() {
        std::fflush(stderr);
        if (before_ >= 0) {
            ::dup2(before_, STDERR_FILENO);
            ::close(before_);
            before_ = -1;
        }
        std::ifstream in(file_);
        return {std::istreambuf_iterator<char>(in), {}};
    }

private:
    std::string file_;
    int before_;
};

} // namespace

TEST_CASE("switching: the first picture of a file has its own matrix and pixel aspect, and the last stays till then") {
    const Folder folder;
    const std::string a = film(folder, "a.mkv", "setsar=1", hd);
    const std::string b = film(folder, "b.mkv", "negate,setsar=4/3", sd);
    const std::string large = film(folder, "large.mkv", "setsar=4/3", sd, {192, 108});
    for (const char* pause : {"yes", "no"}) {
        INFO("paused: ", pause);
        Screening screening(MpvOptions{{"pause", pause}});
        screening.load(a);
        REQUIRE(screening.run_until([&] { return !screening.frame().empty(); }));
        for (const std::string& file : {b, a, large, a, b}) {
            INFO(file);
            const Hashes own = file_hashes(file);
            for (const Seen& seen : switch_over(screening, file, own)) {
                // What is not of this file is of the other kind.
                const bool is_hd = is_one(own, seen.hash) == (file == a);
                CHECK((seen.format.matrix == Matrix::bt709) == is_hd);
                CHECK(seen.format.pixel_aspect == doctest::Approx(is_hd ? 1.0 : 4.0 / 3.0).epsilon(0.01));
            }
        }
    }
}

TEST_CASE("switching: mpv says nothing of parameters that are the same, and the picture comes all the same") {
    const Folder folder;
    const std::string a = film(folder, "a.mkv", "setsar=4/3", sd);
    const std::string b = film(folder, "b.mkv", "negate,setsar=4/3", sd);
    const Hashes of_a = file_hashes(a);
    const Hashes of_b = file_hashes(b);
    Screening screening(MpvOptions{{"pause", "yes"}});
    screening.load(a);
    REQUIRE(screening.settle());
    for (int i = 0; i < 5; ++i) {
        INFO("file ", i);
        const std::vector<Seen> seen = switch_over(screening, i % 2 == 0 ? b : a, i % 2 == 0 ? of_b : of_a);
        REQUIRE(!seen.empty());
        CHECK(seen.size() <= 2);
        for (const Seen& one : seen) {
            CHECK(one.format.matrix == Matrix::bt601);
        }
        CHECK(screening.frame().id % 2 == 0); // its codes are whole: taken with its own parameters
    }
}

// The window is busy for so long that a whole file's beginning is told of at once.
TEST_CASE("switching: title, duration and path are the file's own from the moment it is loaded") {
    const Folder folder;
    const std::string a = film(folder, "a.mkv", "setsar=1", hd);
    const std::string b = folder.make("b.mkv", "-f lavfi -i testsrc2=s=64x48:r=25:d=4 -metadata title=b.mkv");
    Screening screening(MpvOptions{{"pause", "yes"}});
    PlayerState state;
    bool loaded = false;
    std::vector<std::string> wrong;
    const auto own = [&](const std::string& value, const std::string& file) {
        return value.empty() || value.find(file) != std::string::npos;
    };
    std::string file = "a.mkv";
    screening.on_event = [&](const PlayerEvent& event) {
        if (const auto* started = std::get_if<event::FileStarted>(&event)) {
            state = {};
            loaded = false;
            state.path = started->path;
        } else if (const auto* text = std::get_if<event::TextChanged>(&event)) {
            state.*(text->field) = text->value;
        } else if (const auto* number = std::get_if<event::NumberChanged>(&event)) {
            state.*(number->field) = number->value;
        } else if (std::holds_alternative<event::FileLoaded>(event)) {
            loaded = true;
        }
        const bool duration = state.duration_s == 0.0 || (state.duration_s > 3.0) == (file == "b.mkv");
        if (loaded && !(own(state.title, file) && own(state.path, file) && duration)) {
            wrong.push_back(state.title + " " + state.path + " " + std::to_string(state.duration_s));
        }
    };
    screening.busy = std::chrono::milliseconds(400);
    for (int i = 0; i < 6; ++i) {
        INFO("file ", i);
        file = i % 2 == 0 ? "a.mkv" : "b.mkv";
        loaded = false;
        screening.load(i % 2 == 0 ? a : b);
        CHECK(screening.run_until([&] { return loaded && !state.title.empty() && state.duration_s > 0.0; }));
    }
    CHECK(wrong.empty());
    for (const std::string& one : wrong) {
        MESSAGE(one);
    }
}

TEST_CASE("switching: the first of several files that are opened at once is the one that begins") {
    const Folder folder;
    const std::string a = film(folder, "a.mkv", "setsar=1", hd);
    const std::string b = film(folder, "b.mkv", "setsar=1", hd);
    Screening screening(MpvOptions{{"pause", "yes"}});
    std::vector<std::string> started;
    screening.on_event = [&](const PlayerEvent& event) {
        if (const auto* one = std::get_if<event::FileStarted>(&event)) {
            started.push_back(one->path);
        }
    };
    screening.busy = std::chrono::milliseconds(200);
    screening.load(a);
    screening.player().client().command({"loadfile", b, "append"});
    REQUIRE(screening.run_until([&] { return screening.loaded_files == 1; }));
    CHECK(started == std::vector<std::string>{a});
}

TEST_CASE("switching: after a stop and after a failure an entry of the list is played again by its number") {
    const Folder folder;
    const std::string a = film(folder, "a.mkv", "setsar=1", hd);
    Screening screening(MpvOptions{{"pause", "yes"}});
    Playlist list;
    std::vector<std::int64_t> started;
    bool idle = false;
    screening.on_event = [&](const PlayerEvent& event) {
        if (const auto* one = std::get_if<event::FileStarted>(&event)) {
            started.push_back(one->entry);
        } else if (const auto* changed = std::get_if<event::PlaylistChanged>(&event)) {
            list = changed->playlist;
        } else if (const auto* flag = std::get_if<event::FlagChanged>(&event)) {
            idle = flag->field == &PlayerState::idle ? flag->value : idle;
        }
    };
    const auto stands = [&](int entries) {
        return [&, entries] {
            return idle && list.position == -1 && list.entries.size() == static_cast<std::size_t>(entries);
        };
    };
    screening.load(a);
    screening.player().client().command({"loadfile", "/no/such/film.mkv", "append"});
    REQUIRE(screening.run_until([&] { return screening.loaded_files == 1; }));
    screening.player().client().command({"stop", "keep-playlist"});
    REQUIRE(screening.run_until(stands(2)));
    REQUIRE(started.size() == 1);
    CHECK(started.back() == list.entries[0].id);
    idle = false;
    screening.player().client().command({"playlist-play-index", "1"});
    REQUIRE(screening.run_until([&] { return started.size() == 2 && screening.ended_files.size() == 2; }));
    REQUIRE(screening.run_until(stands(2)));
    CHECK(started.back() == list.entries[1].id);
    screening.player().client().command({"playlist-play-index", "0"});
    CHECK(screening.run_until([&] { return screening.loaded_files == 2; }));
}

TEST_CASE("switching: decoders that are not there are not written about on stderr") {
    const Folder folder;
    const std::string file = folder.make("a.mkv", moving({96, 54}, 0.4) + "-pix_fmt yuv420p -c:v libx264");
    Stderr written(folder / "stderr");
    {
        Screening screening(MpvOptions{{"pause", "yes"}, {"hwdec", "auto-safe"}});
        screening.load(file);
        screening.settle();
        screening.load(file);
        screening.settle();
    }
    CHECK(written.release() == "");
}

TEST_CASE("switching: CUDA is looked for where there is a driver for it") {
    const Folder folder;
    const std::filesystem::path devices = folder / "";
#if defined(__x86_64__)
    CHECK(hwdec_interop(devices) == "vaapi");
#endif
    std::ofstream(devices / "nvidiactl") << "";
    CHECK(hwdec_interop(devices) == "auto");
}
