#include "tests/reference/deband_reference.h"

#include <cmath>

namespace senga::reference {
namespace {

constexpr float code = 1.0F / 255.0F;

float unit(float value) {
    return std::clamp(value, 0.0F, 1.0F);
}

// `image` between its samples at (x, y), in its own samples, sample n centred at n + 0.5.
float between(const Image& image, double x, double y) {
    const double left = std::floor(x - 0.5);
    const double top = std::floor(y - 0.5);
    const double fx = x - 0.5 - left;
    const double fy = y - 0.5 - top;
    const int ix = static_cast<int>(left);
    const int iy = static_cast<int>(top);
    const double above = image.clamped(ix, iy) * (1.0 - fx) + image.clamped(ix + 1, iy) * fx;
    const double below = image.clamped(ix, iy + 1) * (1.0 - fx) + image.clamped(ix + 1, iy + 1) * fx;
    return static_cast<float>(above * (1.0 - fy) + below * fy);
}

struct Round {
    float range = 0.0F;
    float threshold = 0.0F;
    std::uint32_t turn = 0; // which random numbers
    float grain = 0.0F;     // in the samples' units
};

int distance_at(int x, int y, const Image& plane, const Round& round, float random) {
    const int edge = std::min(std::min(x, plane.w - 1 - x), std::min(y, plane.h - 1 - y));
    const float reach = std::min(round.range, static_cast<float>(edge));
    return static_cast<int>(std::floor(random * reach + 0.5F));
}

float grain_strength(float luma, float grain) {
    const float light = (luma / code - 16.0F) / 219.0F;
    return grain * unit(8.0F * std::min(light, 1.0F - light));
}

Image run(const Image& plane, const Image& allow, const Round& round, const DebandOptions& options) {
    Image out = plane;
    for (int y = 0; y < plane.h; ++y) {
        for (int x = 0; x < plane.w; ++x) {
            const auto random = random_at(static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(y),
                                          round.turn + 16U * options.frame);
            const int d = distance_at(x, y, plane, round, random[0]);
            const float may = between(allow, (x + 0.5) * allow.w / plane.w, (y + 0.5) * allow.h / plane.h);
            for (int channel = 0; channel < plane.channels; ++channel) {
                const float centre = plane.at(x, y, channel);
                const float smooth =
                    soft_mean(centre, plane.at(x, y - d, channel), plane.at(x, y + d, channel),
                              plane.at(x - d, y, channel), plane.at(x + d, y, channel), round.threshold, options);
                float value = centre + may * (smooth - centre);
                if (round.grain > 0.0F) {
                    value += may * grain_strength(value, round.grain) * (2.0F * random[1] - 1.0F);
                }
                out.at(x, y, channel) = value;
            }
        }
    }
    return out;
}

} // namespace

std::array<float, 3> random_at(std::uint32_t x, std::uint32_t y, std::uint32_t z) {
    constexpr std::uint32_t factor = 1664525U;
    constexpr std::uint32_t summand = 1013904223U;
    x = x * factor + summand;
    y = y * factor + summand;
    z = z * factor + summand;
    const auto mix = [&] {
        x += y * z;
        y += z * x;
        z += x * y;
    };
    mix();
    x ^= x >> 16U;
    y ^= y >> 16U;
    z ^= z >> 16U;
    mix();
    constexpr float scale = 1.0F / 16777216.0F;
    return {static_cast<float>(x >> 8U) * scale, static_cast<float>(y >> 8U) * scale,
            static_cast<float>(z >> 8U) * scale};
}

float soft_mean(float x, float up, float down, float left, float right, float threshold, const DebandOptions& options) {
    const auto soft = [](float difference, float limit) {
        return unit(3.0F * (1.0F - std::fabs(difference) / std::max(limit, 1e-6F)));
    };
    const float mean = (up + down + left + right) / 4.0F;
    float farthest = 0.0F;
    for (const float sample : {up, down, left, right}) {
        farthest = std::max(farthest, std::fabs(sample - x));
    }
    const float f = soft(mean - x, threshold) * soft(farthest, threshold * options.spread) *
                    soft(up + down - 2.0F * x, threshold * options.curve) *
                    soft(left + right - 2.0F * x, threshold * options.curve);
    return x + std::pow(f, 0.1F) * (mean - x);
}

Image deband_allow(const Image& luma, const DebandOptions& options) {
    Image out(luma.w, luma.h, 1);
    for (int y = 0; y < luma.h; ++y) {
        for (int x = 0; x < luma.w; ++x) {
            float lowest = luma.at(x, y);
            float highest = lowest;
            for (int dy = -2; dy <= 2; ++dy) {
                const int half = std::abs(dy) == 2 ? 1 : 2;
                for (int dx = -half; dx <= half; ++dx) {
                    lowest = std::min(lowest, luma.clamped(x + dx, y + dy));
                    highest = std::max(highest, luma.clamped(x + dx, y + dy));
                }
            }
            const float light = unit((luma.at(x, y) / code - 24.0F) / 24.0F);
            const float limit = options.detail * (5.0F + light) / 6.0F;
            out.at(x, y) = 1.0F - unit(((highest - lowest) / code - limit) / 0.5F);
        }
    }
    return out;
}

Image deband_luma(const Image& luma, const DebandOptions& options) {
    const Image allow = deband_allow(luma, options);
    const Image wide = run(luma, allow, {options.range, options.luma * code, 0U, 0.0F}, options);
    return run(wide, allow, {options.range / 3.0F, options.luma * code, 1U, options.grain * code}, options);
}

Image deband_chroma(const Image& chroma, const Image& luma, const DebandOptions& options) {
    const Image allow = deband_allow(luma, options);
    const Image wide = run(chroma, allow, {options.range, options.chroma * code, 2U, 0.0F}, options);
    return run(wide, allow, {options.range / 3.0F, options.chroma * code, 3U, 0.0F}, options);
}

} // namespace senga::reference
