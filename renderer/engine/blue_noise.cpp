#include "renderer/engine/blue_noise.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace senga {
namespace {

// A binary pattern on a torus with the Gaussian density of its points (sigma 1.5, as Ulichney proposes).
class Pattern {
public:
    explicit Pattern(int size) : size_(size), points_(area()), density_(area()), kernel_(area()) {
        for (int y = 0; y < size; ++y) {
            for (int x = 0; x < size; ++x) {
                const double dx = std::min(x, size - x);
                const double dy = std::min(y, size - y);
                kernel_[index(x, y)] = std::exp(-(dx * dx + dy * dy) / (2 * 1.5 * 1.5));
            }
        }
    }

    bool at(std::size_t i) const { return points_[i] != 0; }
    std::size_t area() const { return static_cast<std::size_t>(size_) * static_cast<std::size_t>(size_); }

    void set(std::size_t i, bool on) {
        points_[i] = on ? 1 : 0;
        const int px = static_cast<int>(i) % size_;
        const int py = static_cast<int>(i) / size_;
        const double sign = on ? 1.0 : -1.0;
        for (int y = 0; y < size_; ++y) {
            const int row = (y - py + size_) % size_;
            for (int x = 0; x < size_; ++x) {
                density_[index(x, y)] += sign * kernel_[index((x - px + size_) % size_, row)];
            }
        }
    }

    // The point with most points around it, or the gap with fewest.
    std::size_t tightest_cluster() const { return extreme(1, 1.0); }
    std::size_t largest_void() const { return extreme(0, -1.0); }

private:
    std::size_t index(int x, int y) const { return static_cast<std::size_t>(y * size_ + x); }

    std::size_t extreme(std::uint8_t wanted, double sign) const {
        std::size_t best = area();
        for (std::size_t i = 0; i < area(); ++i) {
            if (points_[i] == wanted && (best == area() || sign * density_[i] > sign * density_[best])) {
                best = i;
            }
        }
        return best;
    }

    int size_;
    std::vector<std::uint8_t> points_;
    std::vector<double> density_;
    std::vector<double> kernel_;
};

// A tenth of the cells, spread by a fixed generator and then relaxed until no point wants to move.
Pattern prototype(int size) {
    Pattern pattern(size);
    std::uint32_t state = 1;
    const std::size_t wanted = pattern.area() / 10;
    for (std::size_t placed = 0; placed < wanted;) {
        state = state * 1664525U + 1013904223U;
        const std::size_t i = (state >> 8U) % pattern.area();
        if (!pattern.at(i)) {
            pattern.set(i, true);
            ++placed;
        }
    }
    for (std::size_t guard = 0; guard < pattern.area(); ++guard) {
        const std::size_t cluster = pattern.tightest_cluster();
        pattern.set(cluster, false);
        const std::size_t gap = pattern.largest_void();
        pattern.set(gap, true);
        if (gap == cluster) {
            break;
        }
    }
    return pattern;
}

} // namespace

std::vector<int> blue_noise_ranks(int size) {
    const Pattern start = prototype(size);
    std::vector<int> ranks(start.area(), 0);
    int points = 0;
    for (std::size_t i = 0; i < start.area(); ++i) {
        points += start.at(i) ? 1 : 0;
    }
    // Downward from the prototype: the point of the tightest cluster goes first.
    Pattern pattern = start;
    for (int rank = points - 1; rank >= 0; --rank) {
        const std::size_t i = pattern.tightest_cluster();
        pattern.set(i, false);
        ranks[i] = rank;
    }
    // Upward: fill the largest void next.
    pattern = start;
    for (int rank = points; rank < static_cast<int>(start.area()); ++rank) {
        const std::size_t i = pattern.largest_void();
        pattern.set(i, true);
        ranks[i] = rank;
    }
    return ranks;
}

} // namespace senga
