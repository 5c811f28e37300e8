// Clips made with the ffmpeg program, and what its filters psnr and ssim say of them, for tests that measure.
#pragma once

#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>
#include <sstream>
#include <string>
#include <vector>

namespace senga::test {

inline void ffmpeg(const std::string& arguments) {
    const std::string command = "ffmpeg -v error -y " + arguments;
    REQUIRE_MESSAGE(std::system(command.c_str()) == 0, command);
}

// Made by FFmpeg from a description of its own: "testsrc2=size=320x180:rate=24".
inline std::string made_clip(const TemporaryFolder& folder, const std::string& name, const std::string& source,
                             const std::string& encoding) {
    std::string path = (folder.path() / name).string();
    ffmpeg("-f lavfi -i \"" + source + "\" " + encoding + " " + path);
    return path;
}

// Per frame: "psnr.psnr.y", "psnr.psnr_avg", "ssim.Y", "ssim.All" and so on, with six decimals.
using FfmpegFrame = std::map<std::string, double>;

inline std::vector<FfmpegFrame> ffmpeg_metrics(const TemporaryFolder& folder, const std::string& a,
                                               const std::string& b, const std::string& filter, int frames) {
    const std::string log = (folder.path() / (filter + ".log")).string();
    // By number, not by time: which frames meet is tested elsewhere.
    // Without vector code: its SSIM takes variances from floats of up to 5e8, whose last digit is 32, against a
    // constant of 2e5, and is off by some 1e-5 on flat pictures. Decoders that are not exact must be kept out of here:
    // their C code gives other samples.
    ffmpeg("-cpuflags 0 -i " + b + " -i " + a +
           " -lavfi \"[0:v]settb=1/24,setpts=N[b];[1:v]settb=1/24,setpts=N[a];[b][a]" + filter +
           ",metadata=print:file=" + log + "\" -frames:v " + std::to_string(frames) + " -f null -");
    std::vector<FfmpegFrame> out;
    std::istringstream lines(contents(log));
    const std::string prefix = "lavfi.";
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("frame:")) {
            out.emplace_back();
        } else if (const std::size_t equals = line.find('='); line.starts_with(prefix) && equals != std::string::npos) {
            out.back()[line.substr(prefix.size(), equals - prefix.size())] =
                std::strtod(line.c_str() + equals + 1, nullptr);
        }
    }
    // The filter may have run ahead of what was taken from it.
    out.resize(std::min(out.size(), static_cast<std::size_t>(frames)));
    return out;
}

} // namespace senga::test
