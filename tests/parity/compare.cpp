#include "tests/parity/compare.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace senga::parity {

Comparison compare(const FloatImage& a, const FloatImage& b) {
    Comparison out{.same_size = a.size == b.size && a.rgb.size() == b.rgb.size(), .pixels = a.pixels()};
    if (!out.same_size) {
        out.max = out.mean = std::numeric_limits<double>::infinity();
        out.over = out.pixels;
        return out;
    }
    double sum = 0.0;
    for (std::size_t pixel = 0; pixel < out.pixels; ++pixel) {
        double worst = 0.0;
        for (std::size_t i = pixel * 3; i < pixel * 3 + 3; ++i) {
            double apart = std::abs(static_cast<double>(a.rgb[i]) - static_cast<double>(b.rgb[i])) * 255.0;
            if (!std::isfinite(apart)) {
                apart = std::numeric_limits<double>::infinity();
            }
            sum += apart;
            worst = std::max(worst, apart);
        }
        out.max = std::max(out.max, worst);
        out.over += worst > 1.0 ? 1 : 0;
    }
    out.mean = sum / static_cast<double>(std::max<std::size_t>(a.rgb.size(), 1));
    return out;
}

bool within(const Comparison& comparison, Kind kind) {
    if (!comparison.same_size || comparison.pixels == 0 || !(comparison.mean <= 0.1)) {
        return false;
    }
    switch (kind) {
    case Kind::smooth:
        return comparison.max <= 1.0;
    case Kind::comparing:
        return comparison.share_over() <= 0.001;
    case Kind::same_input:
        break;
    }
    return comparison.max <= 0.01;
}

std::string to_text(const Comparison& comparison) {
    return fmt::format("max {:8.4f}  mean {:8.5f}  over 1/255: {:6} of {:8} ({:.4f} %)", comparison.max,
                       comparison.mean, comparison.over, comparison.pixels, comparison.share_over() * 100.0);
}

} // namespace senga::parity
