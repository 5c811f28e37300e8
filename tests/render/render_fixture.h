// What the tests of senga render share: clips that ffmpeg makes, and what ffmpeg and ffprobe say of films. Not a test.
// One thread.
#pragma once

#include "tests/measure/clips.h"
#include "tests/media/media_fixture.h"
#include "tests/process.h"
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

} // namespace senga::test
