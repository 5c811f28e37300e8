// Frames made of formulas, damaged by operations as the command line names them.
#pragma once

#include "app/degrade/degrading.h"
#include "app/degrade/hash_noise.h"

#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <string>
#include <vector>

namespace senga::test {

// `value` of channel, x and y.
inline FilmFrame frame_of(Size size, const std::function<double(std::size_t, int, int)>& value) {
    FilmFrame out;
    out.format = {.size = size,
                  .layout = Layout::rgb,
                  .subsampling = {0, 0},
                  .bit_depth = 16,
                  .range = Range::full,
                  .transfer = Transfer::srgb};
    out.source = out.format;
    for (std::size_t c = 0; c < 3; ++c) {
        out.rgb[c] = float_plane(size);
        for (int y = 0; y < size.h; ++y) {
            for (int x = 0; x < size.w; ++x) {
                out.rgb[c].row(y)[x] = static_cast<float>(value(c, x, y));
            }
        }
    }
    return out;
}

inline FilmFrame grey(Size size, double value) {
    return frame_of(size, [value](std::size_t, int, int) { return value; });
}

// Any picture: codes of 8 bits without pattern.
inline FilmFrame scattered(Size size) {
    return frame_of(size, [](std::size_t c, int x, int y) {
        return static_cast<double>(hashed(c + 7, static_cast<std::uint64_t>(y * 4096 + x)) % 256) / 255.0;
    });
}

inline FilmFrame damaged(const FilmFrame& frame, const std::vector<std::string>& texts, std::uint64_t seed = 1) {
    std::vector<Damage> damages;
    for (const std::string& text : texts) {
        const Result<Damage> damage = damage_from_text(text);
        REQUIRE_MESSAGE(damage.ok(), text);
        damages.push_back(*damage);
    }
    const Result<FilmFrame> out = degraded_still(frame, damages, seed);
    REQUIRE(out.ok());
    return *out;
}

inline double at(const FilmFrame& frame, std::size_t channel, int x, int y) {
    return static_cast<double>(frame.rgb[channel].row(y)[x]);
}

inline bool same_bits(const FilmFrame& a, const FilmFrame& b) {
    return a.rgb[0].samples == b.rgb[0].samples && a.rgb[1].samples == b.rgb[1].samples &&
           a.rgb[2].samples == b.rgb[2].samples;
}

} // namespace senga::test
