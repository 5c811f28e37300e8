// What the tests of clips share: films of flat colours that tell their frames and sides apart, runs of senga compare,
// and the pixels of what it wrote, decoded by the ffmpeg program. Not a test.
#pragma once

#include "app/media/png_file.h"
#include "tests/measure/clips.h"
#include "tests/program.h"

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace senga::test {

using Rgb = std::array<int, 3>;
inline constexpr Rgb white{255, 255, 255};

// Full channels only, which no arithmetic of the engine touches. Red tells A from B, green and blue count frames.
inline Rgb colour_of_a(int frame) {
    return {255, 255 * (frame % 2), 255 * (frame / 2 % 2)};
}
inline Rgb colour_of_b(int frame) {
    return {0, 255 * (frame % 2), 255 * (frame / 2 % 2)};
}

// A lossless film of R'G'B', 24 frames per second.
inline std::string flat_film(const TemporaryFolder& folder, const std::string& name, int red, const std::string& size,
                             int frames) {
    return made_clip(folder, name,
                     "color=black:size=" + size + ":rate=24,format=gbrp,geq=r=" + std::to_string(red) +
                         ":g='255*mod(N,2)':b='255*mod(floor(N/2),2)'",
                     "-frames:v " + std::to_string(frames) + " -c:v ffv1 -pix_fmt gbrp");
}

// Frames of R'G'B', 8 bits.
struct Film {
    Size size;
    std::vector<std::string> frames; // of bytes
    Rgb at(std::size_t frame, int x, int y) const {
        const std::size_t first = (static_cast<std::size_t>(y) * static_cast<std::size_t>(size.w) + x) * 3;
        const auto code = [&](std::size_t i) {
            return static_cast<int>(static_cast<unsigned char>(frames.at(frame)[first + i]));
        };
        return {code(0), code(1), code(2)};
    }
};

inline Film decoded(const TemporaryFolder& folder, const std::string& path, Size size) {
    const std::string raw = (folder.path() / "raw.rgb").string();
    ffmpeg("-i '" + path + "' -map 0:v -fps_mode passthrough -f rawvideo -pix_fmt rgb24 '" + raw + "'");
    const std::string bytes = contents(raw);
    const std::size_t each = static_cast<std::size_t>(size.w) * static_cast<std::size_t>(size.h) * 3;
    Film out{.size = size, .frames = {}};
    REQUIRE(bytes.size() % each == 0);
    for (std::size_t at = 0; at < bytes.size(); at += each) {
        out.frames.push_back(bytes.substr(at, each));
    }
    return out;
}

// Pixels of a frame that differ from the formula by more than `tolerance` codes.
inline int wrong_pixels(const Film& film, std::size_t frame, const std::function<Rgb(int x, int y)>& expected,
                        int tolerance = 0) {
    int out = 0;
    for (int y = 0; y < film.size.h; ++y) {
        for (int x = 0; x < film.size.w; ++x) {
            const Rgb found = film.at(frame, x, y);
            const Rgb wanted = expected(x, y);
            bool good = true;
            for (std::size_t c = 0; c < 3; ++c) {
                good = good && std::abs(found[c] - wanted[c]) <= tolerance;
            }
            out += good ? 0 : 1;
        }
    }
    return out;
}

// A picture as a film of one frame, so that both are looked at in one way.
inline Film picture(const std::string& path) {
    const Result<Rgb16Image> image = read_png(path);
    INFO(path, image ? "" : image.error().text);
    REQUIRE(image.ok());
    Film out{.size = image->size, .frames = {""}};
    for (const std::uint16_t sample : image->samples) {
        out.frames[0] += static_cast<char>(sample / 257);
    }
    return out;
}

inline Ran compare(const TemporaryFolder& folder, const std::string& arguments) {
    return run_senga(folder, "compare " + arguments);
}

inline Ran compared(const TemporaryFolder& folder, const std::string& arguments) {
    Ran ran = compare(folder, arguments);
    REQUIRE_MESSAGE(ran.code == 0, arguments, "\n", ran.err);
    return ran;
}

inline std::string in(const TemporaryFolder& folder, const std::string& name) {
    return (folder.path() / name).string();
}

} // namespace senga::test
