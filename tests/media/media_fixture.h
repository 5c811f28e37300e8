// What the media tests share: a folder of their own, and the `ffmpeg` and `ffprobe` programs as the independent source
// of media and of truth. Not a test. One thread; the folder is removed with the fixture.
#pragma once

#include "app/media/video_reader.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <unistd.h>
#include <vector>

namespace senga::test {

using Bytes = std::vector<std::uint8_t>;

// What the command writes to its standard output; the command must succeed.
inline Bytes capture(const std::string& command) {
    Bytes out;
    FILE* pipe = popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    Bytes chunk(1u << 16);
    for (std::size_t got = 1; got > 0;) {
        got = std::fread(chunk.data(), 1, chunk.size(), pipe);
        out.insert(out.end(), chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(got));
    }
    INFO(command);
    REQUIRE(pclose(pipe) == 0);
    return out;
}

class Folder {
public:
    Folder() : path_(std::filesystem::temp_directory_path() / ("senga-media-" + std::to_string(::getpid()))) {
        std::filesystem::create_directories(path_);
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    std::string operator/(const std::string& name) const { return (path_ / name).string(); }

    // Runs ffmpeg with `arguments` (inputs and codec) and the file as its output.
    std::string make(const std::string& name, const std::string& arguments) const {
        const std::string file = *this / name;
        capture("ffmpeg -nostdin -v error -y " + arguments + " '" + file + "'");
        return file;
    }
    std::string write(const std::string& name, const std::string& content) const {
        std::ofstream(*this / name, std::ios::binary) << content;
        return *this / name;
    }

private:
    std::filesystem::path path_;
};

inline std::string source(const std::string& lavfi) {
    return "-f lavfi -i " + lavfi + " ";
}

// Every frame of the video as ffmpeg decodes it, end to end.
inline Bytes ffmpeg_raw(const std::string& file, const std::string& pixel_format, const std::string& options = "") {
    return capture("ffmpeg -nostdin -v fatal -noautorotate -i '" + file + "' -map 0:v:0 -vsync passthrough " + options +
                   " -f rawvideo -pix_fmt " + pixel_format + " -");
}

// Numbers of the first of `entries`; NaN where ffprobe knows none.
inline std::vector<double> ffprobe_numbers(const std::string& file, const std::string& entries) {
    const Bytes text = capture("ffprobe -v fatal -select_streams v:0 -show_entries " + entries + " -of csv=p=0 '" +
                               file + "' | cut -d, -f1");
    std::istringstream lines(std::string(text.begin(), text.end()));
    std::vector<double> out;
    for (std::string line; std::getline(lines, line);) {
        if (!line.empty()) {
            out.push_back(line == "N/A" ? std::nan("") : std::atof(line.c_str()));
        }
    }
    return out;
}

inline VideoReader open(const std::string& file) {
    auto reader = VideoReader::open(file);
    INFO((reader ? std::string("opened ") + file : to_string(reader.error())));
    REQUIRE(reader.ok());
    return std::move(*reader);
}

inline Bytes joined(const RawFrame& frame) {
    Bytes out;
    for (const RawPlane& plane : frame.planes) {
        out.insert(out.end(), plane.bytes.begin(), plane.bytes.end());
    }
    return out;
}

// FNV-1a on words of eight bytes, to compare many frames without keeping them.
inline std::uint64_t hash(const std::uint8_t* bytes, std::size_t count) {
    std::uint64_t value = 0xcbf29ce484222325ull ^ count;
    for (std::size_t i = 0; i < count; i += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes + i, std::min<std::size_t>(8, count - i));
        value = (value ^ word) * 0x100000001b3ull;
        value ^= value >> 29; // lets the high bits reach the low ones
    }
    return value;
}
inline std::uint64_t hash(const RawFrame& frame) {
    const Bytes bytes = joined(frame);
    return hash(bytes.data(), bytes.size());
}

inline std::vector<std::uint64_t> sequential_hashes(VideoReader& reader) {
    std::vector<std::uint64_t> out;
    for (auto frame = reader.next(); frame; frame = reader.next()) {
        CHECK(frame->index == static_cast<std::int64_t>(out.size()));
        out.push_back(hash(*frame));
    }
    return out;
}

inline bool has(const std::vector<Diagnostic>& all, Code code) {
    for (const Diagnostic& one : all) {
        if (one.code == code) {
            return true;
        }
    }
    return false;
}

} // namespace senga::test
