// What the tests of senga render share: clips that ffmpeg makes, what ffmpeg and ffprobe say of films, and senga as a
// process that can be killed. Not a test. One thread.
#pragma once

#include "tests/measure/clips.h"
#include "tests/media/media_fixture.h"
#include "tests/program.h"

#include <doctest/doctest.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <functional>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

namespace senga::test {

inline std::string quoted(const std::filesystem::path& path) {
    return "'" + path.string() + "'";
}

inline std::string text_of(const std::string& command) {
    const Bytes bytes = capture(command);
    return {bytes.begin(), bytes.end()};
}

inline std::vector<std::string> lines_of(const std::string& command) {
    std::vector<std::string> out;
    std::istringstream lines(text_of(command));
    for (std::string line; std::getline(lines, line);) {
        if (!line.empty()) {
            out.push_back(line);
        }
    }
    return out;
}

// The sum of every frame as ffmpeg decodes it.
inline std::vector<std::string> frame_sums(const std::filesystem::path& film, const std::string& options = "") {
    return lines_of("ffmpeg -v error -noautorotate -i " + quoted(film) + " -map 0:v:0 -vsync passthrough " + options +
                    " -f framemd5 - | grep -v '^#' | sed 's/.*, *//'");
}

// One line for each of `entries`, as ffprobe prints them.
inline std::vector<std::string> probed(const std::filesystem::path& film, const std::string& entries,
                                       const std::string& options = "-select_streams v:0") {
    return lines_of("ffprobe -v error " + options + " -show_entries " + entries + " -of csv=p=0 " + quoted(film));
}

// What ffmpeg complains of when it decodes everything.
inline std::string complaints(const std::filesystem::path& film) {
    return text_of("ffmpeg -v error -i " + quoted(film) + " -f null - 2>&1");
}

inline std::filesystem::path unfinished(const std::filesystem::path& output) {
    return output.string() + ".unfinished";
}

#ifdef SENGA_PROGRAM
// A senga of its own, which prints into `log`.
class Process {
public:
    Process(const std::vector<std::string>& arguments, const std::filesystem::path& log) {
        child_ = fork();
        REQUIRE(child_ >= 0);
        if (child_ == 0) {
            const int file = ::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
            dup2(file, STDOUT_FILENO);
            dup2(file, STDERR_FILENO);
            std::vector<std::string> words{SENGA_PROGRAM};
            words.insert(words.end(), arguments.begin(), arguments.end());
            std::vector<char*> pointers;
            for (std::string& word : words) {
                pointers.push_back(word.data());
            }
            pointers.push_back(nullptr);
            execv(SENGA_PROGRAM, pointers.data());
            _exit(127);
        }
    }
    ~Process() {
        if (!ended_) {
            ::kill(child_, SIGKILL);
            wait();
        }
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;

    // Sends it once `film` has so many bytes; false: it ended before.
    bool signal_at(const std::filesystem::path& film, std::uintmax_t bytes, int signal) {
        std::error_code none;
        while (true) {
            const std::uintmax_t size = std::filesystem::file_size(film, none);
            if (!none && size >= bytes) {
                ::kill(child_, signal);
                return true;
            }
            if (waitpid(child_, &status_, WNOHANG) == child_) {
                ended_ = true;
                return false;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
    }
    // The exit code; minus the signal where one ended it.
    int wait() {
        if (!ended_) {
            REQUIRE(wait4(child_, &status_, 0, &usage_) == child_);
            ended_ = true;
        }
        return WIFEXITED(status_) ? WEXITSTATUS(status_) : -WTERMSIG(status_);
    }
    // The most memory it had at once.
    std::int64_t peak_bytes() const { return static_cast<std::int64_t>(usage_.ru_maxrss) * 1024; }

private:
    pid_t child_ = -1;
    int status_ = 0;
    bool ended_ = false;
    rusage usage_{};
};
#endif

} // namespace senga::test
