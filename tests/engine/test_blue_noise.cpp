// The tile of blue noise: what makes it a tile (a permutation) and what makes it blue (a spectrum that is nearly empty
// near 0, a threshold at any level that is evenly spread).
#include "renderer/engine/blue_noise.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdint>
#include <numbers>

using namespace senga;

namespace {

using Field = std::vector<double>;

Field centred(const std::vector<int>& ranks) {
    Field out;
    const double middle = (static_cast<double>(ranks.size()) - 1.0) / 2.0;
    for (const int rank : ranks) {
        out.push_back((rank - middle) / static_cast<double>(ranks.size()));
    }
    return out;
}

double power_at(const Field& field, int size, int fx, int fy) {
    std::complex<double> sum = 0.0;
    for (int y = 0; y < size; ++y) {
        for (int x = 0; x < size; ++x) {
            const double phase = -2.0 * std::numbers::pi * (fx * x + fy * y) / size;
            sum += field[static_cast<std::size_t>(y * size + x)] * std::polar(1.0, phase);
        }
    }
    return std::norm(sum);
}

// Mean power of the frequencies whose distance from 0 lies in (from, to], in cycles per tile.
double mean_power(const Field& field, int size, double from, double to) {
    double sum = 0.0;
    int count = 0;
    for (int fy = -size / 2; fy < size / 2; ++fy) {
        for (int fx = 0; fx < size / 2; ++fx) { // the other half mirrors it
            const double distance = std::hypot(fx, fy);
            if (distance > from && distance <= to) {
                sum += power_at(field, size, fx, fy);
                ++count;
            }
        }
    }
    REQUIRE(count > 0);
    return sum / count;
}

// The same ranks in any order: white noise, to compare with.
std::vector<int> shuffled(std::vector<int> ranks) {
    std::uint32_t state = 12345;
    for (std::size_t i = ranks.size() - 1; i > 0; --i) {
        state = state * 1664525U + 1013904223U;
        std::swap(ranks[i], ranks[(state >> 8U) % (i + 1)]);
    }
    return ranks;
}

} // namespace

TEST_CASE("blue noise: every rank once, the same every time") {
    for (const int size : {16, 64}) {
        CAPTURE(size);
        const std::vector<int> ranks = blue_noise_ranks(size);
        std::vector<int> sorted = ranks;
        std::sort(sorted.begin(), sorted.end());
        REQUIRE(sorted.size() == static_cast<std::size_t>(size * size));
        for (int i = 0; i < size * size; ++i) {
            REQUIRE(sorted[static_cast<std::size_t>(i)] == i);
        }
        if (size == 16) {
            CHECK(blue_noise_ranks(size) == ranks);
        }
    }
}

TEST_CASE("blue noise: hardly any energy at low frequencies, and the same amount in all") {
    constexpr int size = 64;
    const std::vector<int> ranks = blue_noise_ranks(size);
    const Field blue = centred(ranks);
    const Field white = centred(shuffled(ranks));
    // A white tile has the same mean power everywhere. Blue noise falls towards 0; a tenth up to an eighth of the
    // highest frequency is what void-and-cluster reaches with ease, white noise never.
    const double all = mean_power(white, size, 0.0, size / 2.0);
    CHECK(mean_power(blue, size, 0.0, size / 16.0) < 0.1 * all);
    CHECK(mean_power(blue, size, 3.0 * size / 8.0, size / 2.0) > all);
    // The test can tell: white noise fails it.
    CHECK(mean_power(white, size, 0.0, size / 16.0) > 0.5 * all);
}

TEST_CASE("blue noise: at every level the dots are spread evenly") {
    constexpr int size = 64;
    const std::vector<int> ranks = blue_noise_ranks(size);
    const auto worst_block = [&](const std::vector<int>& tile, int level) {
        int worst = 0;
        for (int by = 0; by < size; by += 16) {
            for (int bx = 0; bx < size; bx += 16) {
                int dots = 0;
                for (int y = by; y < by + 16; ++y) {
                    for (int x = bx; x < bx + 16; ++x) {
                        dots += tile[static_cast<std::size_t>(y * size + x)] < level ? 1 : 0;
                    }
                }
                worst = std::max(worst, std::abs(dots - level / 16));
            }
        }
        return worst;
    };
    const std::vector<int> white = shuffled(ranks);
    int worse_than_white = 0;
    for (int level = 256; level < size * size; level += 256) {
        CAPTURE(level);
        // Of evenly spread dots only the cells that a block's edge cuts are uncertain: n dots in 16x16 lie 16 / sqrt(n)
        // apart, so its edge of 64 cuts 4 sqrt(n) cells, each in or out by 1/sqrt(12). Four such deviations.
        const double dots = std::min(level, size * size - level) / 16.0;
        CHECK(worst_block(ranks, level) <= 4.0 * std::sqrt(4.0 * std::sqrt(dots) / 12.0));
        worse_than_white += worst_block(ranks, level) >= worst_block(white, level) ? 1 : 0;
    }
    CHECK(worse_than_white == 0);
}
