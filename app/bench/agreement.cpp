#include "app/bench/agreement.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace senga {
namespace {

double shown(float value) {
    return std::clamp(static_cast<double>(value), 0.0, 1.0);
}

} // namespace

PictureDistance distance_of(const std::vector<float>& a, const std::vector<float>& b) {
    const double infinite = std::numeric_limits<double>::infinity();
    const std::size_t pixels = a.size() / 4;
    if (a.size() != b.size() || pixels == 0) {
        return {.psnr_db = 0.0, .largest = infinite, .mean = infinite, .share_over = 1.0};
    }
    double squares = 0.0;
    double sum = 0.0;
    double largest = 0.0;
    std::size_t over = 0;
    for (std::size_t pixel = 0; pixel < pixels; ++pixel) {
        double worst = 0.0;
        for (std::size_t i = pixel * 4; i < pixel * 4 + 3; ++i) {
            const double difference =
                std::isfinite(a[i]) && std::isfinite(b[i]) ? std::abs(shown(a[i]) - shown(b[i])) : infinite;
            worst = std::max(worst, difference);
            sum += difference;
            squares += difference * difference;
        }
        largest = std::max(largest, worst);
        over += worst * 255.0 > 1.0 ? 1 : 0;
    }
    const double samples = static_cast<double>(pixels) * 3.0;
    const double mse = squares / samples;
    return {.psnr_db = mse == 0.0           ? infinite
                       : std::isfinite(mse) ? -10.0 * std::log10(mse)
                                            : 0.0,
            .largest = largest * 255.0,
            .mean = sum / samples * 255.0,
            .share_over = static_cast<double>(over) / static_cast<double>(pixels)};
}

std::string_view verdict_name(Verdict verdict) {
    switch (verdict) {
    case Verdict::agree:
        return "agree";
    case Verdict::differ:
        return "differ";
    case Verdict::unproven:
        return "unproven";
    case Verdict::untested:
        break;
    }
    return "untested";
}

bool within_bounds(const PictureDistance& distance) {
    return distance.share_over <= 0.005 && distance.mean <= 0.1;
}

Agreement judge(const PictureDistance& distance, const PictureDistance& effect, Passes passes) {
    // Ten times closer to our picture than the one without passes is.
    const bool shows = passes == Passes::none || effect.mean > 10.0 * distance.mean;
    return {.verdict = !within_bounds(distance) ? Verdict::differ
                       : shows                  ? Verdict::agree
                                                : Verdict::unproven,
            .distance = distance,
            .effect = effect};
}

} // namespace senga
