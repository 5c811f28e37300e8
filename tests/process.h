// The program as a process that runs beside the test and can be interrupted or killed. For the tests of long commands;
// they are built with SENGA_PROGRAM, the program's path. One thread.
#pragma once

#include <doctest/doctest.h>

#include <chrono>
#include <csignal>
#include <cstdint>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace senga::test {

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

} // namespace senga::test
