// What becomes of a film when the process dies, the disk is full, or the film is long. Each writes in a process of its
// own; this one looks at what is left, with ffmpeg's programs.
#include "tests/media/writer_fixture.h"

#include <array>
#include <atomic>
#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <new>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <thread>

using namespace senga;
using namespace senga::test;

namespace {

constexpr double fps = 24.0;

// What the other process tells this one.
struct Told {
    std::atomic<int> frames = 0;
    std::atomic<int> code = -1;
    std::array<char, 512> text{};
};

class Shared {
public:
    Shared()
        : told_(new (mmap(nullptr, sizeof(Told), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0)) Told) {}
    ~Shared() { munmap(told_, sizeof(Told)); }
    Shared(const Shared&) = delete;
    Shared& operator=(const Shared&) = delete;
    Told& operator*() const { return *told_; }
    Told* operator->() const { return told_; }

private:
    Told* told_;
};

VideoWriterOptions options_for_noise(const std::string& path, const std::string& codec, Size size) {
    VideoWriterOptions options;
    options.path = path;
    options.codec = codec;
    options.encoder_preset = codec == "x264" ? "veryfast" : "";
    options.format = noise_frame(size, 0, fps).format;
    options.fps = {24, 1};
    options.time_base = {1, 24};
    options.existing = Existing::replace;
    return options;
}

// Writes up to `count` frames of noise and finishes; tells how far it got.
void write_noise(const VideoWriterOptions& options, int count, Told& told) {
    const auto tell = [&](const Diagnostic& error) {
        told.code = static_cast<int>(error.code);
        std::snprintf(told.text.data(), told.text.size(), "%s", to_string(error).c_str());
    };
    auto writer = VideoWriter::open(options);
    if (!writer) {
        tell(writer.error());
        return;
    }
    for (int i = 0; i < count; ++i) {
        if (const Outcome written = writer->write(noise_frame(options.format.size, i, fps)); !written) {
            tell(written.error());
            return;
        }
        told.frames = i + 1;
    }
    if (const Outcome finished = writer->finish(); !finished) {
        tell(finished.error());
    }
}

pid_t in_another_process(const std::function<void()>& work) {
    const pid_t child = fork();
    REQUIRE(child >= 0);
    if (child == 0) {
        work();
        _exit(0);
    }
    return child;
}

} // namespace

TEST_CASE("video writer: kill -9 leaves a film that plays") {
    const Folder folder;
    struct Case {
        const char* name;
        double lost_s; // what the container may still hold back: a cluster of 1 s; a fragment of 1 s up to a keyframe,
                       // of 4 s without one
    };
    for (const Case& each : {Case{"out.mkv", 1.0}, Case{"out.mp4", 4.0}}) {
        CAPTURE(std::string(each.name));
        const std::string file = folder / each.name;
        const Shared told;
        const pid_t child = in_another_process([&] {
            write_noise(options_for_noise(file, "x264", {160, 96}), 1000000, *told);
        });
        while (told->frames < 400 && told->code < 0) {
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        const int written = told->frames;
        kill(child, SIGKILL);
        int status = 0;
        REQUIRE(waitpid(child, &status, 0) == child);
        CHECK(WIFSIGNALED(status));
        INFO(told->text.data());
        REQUIRE(written >= 400);
        // The encoder itself holds back frames: x264's veryfast looks 10 ahead, 3 B-frames, some per thread; 60 is
        // more than that.
        const std::size_t playable = decodable_frames(file);
        CHECK(static_cast<double>(playable) >= written - each.lost_s * fps - 60.0);
        auto reader = VideoReader::open(file);
        REQUIRE(reader.ok());
        CHECK(reader->frame_at_index(300).ok());
    }
}

TEST_CASE("video writer: a full disk is told, and what was written stays") {
    const Folder folder;
    for (const char* name : {"out.mkv", "out.mp4"}) {
        CAPTURE(std::string(name));
        const std::string file = folder / name;
        const Shared told;
        const pid_t child = in_another_process([&] {
            signal(SIGXFSZ, SIG_IGN);
            const rlimit limit{2000000, 2000000};
            setrlimit(RLIMIT_FSIZE, &limit);
            write_noise(options_for_noise(file, "x264", {160, 96}), 5000, *told);
        });
        int status = 0;
        REQUIRE(waitpid(child, &status, 0) == child);
        CHECK(WIFEXITED(status));
        CHECK(told->code == static_cast<int>(Code::file_unwritable));
        const std::string text = told->text.data();
        CHECK(text.find(file) != std::string::npos);
        CHECK(text.find("stays") != std::string::npos);
        CHECK(told->frames < 5000);
        CHECK(decodable_frames(file) > 48);
    }
}

TEST_CASE("video writer: a full disk is called that") {
    const Folder folder;
    const std::string full = folder / "full.mkv"; // a name that says what it is to hold
    std::filesystem::create_symlink("/dev/full", full);
    const Shared told;
    write_noise(options_for_noise(full, "ffv1", {64, 64}), 500, *told);
    CHECK(told->code == static_cast<int>(Code::file_unwritable));
    CHECK(std::string(told->text.data()).find("the disk is full") != std::string::npos);
}

TEST_CASE("video writer: memory does not grow with the film") {
    const Folder folder;
    // Ten times the length. Were the film kept, 180 s more of noise would be 36 MB of picture and 35 MB of sound, much
    // more than the fifth of some 20 MB that is allowed.
    std::vector<double> peaks_mb;
    for (const int length_s : {20, 200}) {
        const std::string sound =
            folder.make("sound.mkv", source("testsrc2=s=16x16:r=1:d=" + std::to_string(length_s)) +
                                         source("anoisesrc=r=48000:d=" + std::to_string(length_s)) +
                                         "-c:v ffv1 -c:a pcm_s16le -ac 2");
        const Shared told;
        const pid_t child = in_another_process([&] {
            VideoWriterOptions options = options_for_noise(folder / "out.mkv", "ffv1", {96, 64});
            options.copy_from = sound;
            write_noise(options, length_s * 24, *told);
        });
        int status = 0;
        rusage used{};
        REQUIRE(wait4(child, &status, 0, &used) == child);
        INFO(told->text.data());
        CHECK(told->code == -1);
        CHECK(told->frames == length_s * 24);
        CHECK(static_cast<double>(std::filesystem::file_size(folder / "out.mkv")) > length_s * 24 * 96 * 64 * 1.4);
        peaks_mb.push_back(static_cast<double>(used.ru_maxrss) / 1024.0);
    }
    CAPTURE(peaks_mb[0]);
    CAPTURE(peaks_mb[1]);
    CHECK(peaks_mb[1] < 1.2 * peaks_mb[0]);
}
