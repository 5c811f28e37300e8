#include "app/degrade/area_mean.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace senga {
namespace {

struct Cover {
    int first = 0;
    std::vector<float> shares; // of the samples from `first`, summing to 1
};

std::vector<Cover> covers(int from, int to) {
    std::vector<Cover> out;
    out.reserve(static_cast<std::size_t>(to));
    for (std::int64_t i = 0; i < to; ++i) {
        // Edges in units of 1/to of a sample, so that they are exact.
        const std::int64_t begin = i * from;
        const std::int64_t end = begin + from;
        Cover cover{.first = static_cast<int>(begin / to), .shares = {}};
        for (std::int64_t n = begin / to; n * to < end; ++n) {
            const std::int64_t covered = std::min(end, (n + 1) * to) - std::max(begin, n * to);
            cover.shares.push_back(static_cast<float>(static_cast<double>(covered) / from));
        }
        out.push_back(std::move(cover));
    }
    return out;
}

FloatPlane box_across(const FloatPlane& in, int width) {
    const std::vector<Cover> all = covers(in.size.w, width);
    FloatPlane out = float_plane({width, in.size.h});
    for (int y = 0; y < in.size.h; ++y) {
        const float* from = in.row(y);
        float* to = out.row(y);
        for (const Cover& cover : all) {
            float sum = 0.0F;
            for (std::size_t i = 0; i < cover.shares.size(); ++i) {
                sum += cover.shares[i] * from[static_cast<std::size_t>(cover.first) + i];
            }
            *to++ = sum;
        }
    }
    return out;
}

FloatPlane box_down(const FloatPlane& in, int height) {
    const std::vector<Cover> all = covers(in.size.h, height);
    FloatPlane out = float_plane({in.size.w, height});
    for (int y = 0; y < height; ++y) {
        const Cover& cover = all[static_cast<std::size_t>(y)];
        float* to = out.row(y);
        for (std::size_t i = 0; i < cover.shares.size(); ++i) {
            const float* from = in.row(cover.first + static_cast<int>(i));
            for (int x = 0; x < in.size.w; ++x) {
                to[x] += cover.shares[i] * from[x];
            }
        }
    }
    return out;
}

} // namespace

FloatPlane area_mean(const FloatPlane& in, Size size) {
    return box_down(box_across(in, size.w), size.h);
}

} // namespace senga
