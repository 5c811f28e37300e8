// White noise, as of a sensor or a tape, and the grain of film.
#include "app/degrade/gaussian.h"
#include "app/degrade/hash_noise.h"
#include "app/degrade/operations.h"
#include "renderer/picture/colour.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <utility>
#include <vector>

namespace senga {
namespace {

// A pattern stands for `hold` frames; 0: for ever.
std::uint64_t pattern_key(const StagePlace& place, std::int64_t frame, int hold, std::uint64_t plane) {
    const auto pattern = static_cast<std::uint64_t>(hold > 0 ? frame / hold : 0);
    return key_of({place.seed, place.position, pattern, plane});
}

FloatPlane normal_plane(Size size, std::uint64_t key) {
    FloatPlane out = float_plane(size);
    for (std::size_t i = 0; i < out.samples.size(); ++i) {
        out.samples[i] = normal(key, i);
    }
    return out;
}

// --- white noise -----------------------------------------------------------------------------------------------------

struct Noise {
    float luma = 0.0F; // deviations, black to white is 1
    float chroma = 0.0F;
    int hold = 1;
};

// Cb and Cr move by the noise: B'-Y' and R'-Y' by their spans times it, G' so that Y' stays.
void add_chroma_noise(FilmFrame& frame, const StagePlace& place, const Noise& noise) {
    const std::array<double, 3> k = luma_weights(frame.format.matrix);
    const auto red_span = static_cast<float>(2.0 * (1.0 - k[0])) * noise.chroma;
    const auto blue_span = static_cast<float>(2.0 * (1.0 - k[2])) * noise.chroma;
    const auto red_in_green = static_cast<float>(k[0] / k[1]);
    const auto blue_in_green = static_cast<float>(k[2] / k[1]);
    const std::uint64_t cb_key = pattern_key(place, frame.index, noise.hold, 1);
    const std::uint64_t cr_key = pattern_key(place, frame.index, noise.hold, 2);
    for (std::size_t i = 0; i < frame.rgb[0].samples.size(); ++i) {
        const float blue = blue_span * normal(cb_key, i);
        const float red = red_span * normal(cr_key, i);
        frame.rgb[0].samples[i] += red;
        frame.rgb[1].samples[i] -= red_in_green * red + blue_in_green * blue;
        frame.rgb[2].samples[i] += blue;
    }
}

void add_noise(FilmFrame& frame, const StagePlace& place, const Noise& noise) {
    if (noise.luma > 0.0F) {
        FloatPlane plane = normal_plane(frame.format.size, pattern_key(place, frame.index, noise.hold, 0));
        for (float& value : plane.samples) {
            value *= noise.luma;
        }
        add_to_luma(frame, plane);
    }
    if (noise.chroma > 0.0F) {
        add_chroma_noise(frame, place, noise);
    }
}

// --- grain -----------------------------------------------------------------------------------------------------------

struct Grain {
    float strength = 0.0F;      // deviation in the middle of the scale, black to white is 1
    std::vector<float> weights; // of the blur that makes grains of white noise; the sum of their squares is 1
    float midtones = 1.0F;
    float colour = 0.0F;
    int hold = 1;
};

// Deviation 1 stays deviation 1 only if the squares, not the weights, sum to 1.
std::vector<float> of_unit_power(std::vector<float> weights) {
    double power = 0.0;
    for (const float weight : weights) {
        power += static_cast<double>(weight) * static_cast<double>(weight);
    }
    const auto factor = static_cast<float>(1.0 / std::sqrt(power));
    for (float& weight : weights) {
        weight *= factor;
    }
    return weights;
}

// The noise is made larger than the picture by what the blur reaches, so that the edges are as the middle.
FloatPlane grain_plane(Size size, std::uint64_t key, const std::vector<float>& weights) {
    const int margin = static_cast<int>(weights.size() / 2);
    const Size padded{size.w + 2 * margin, size.h + 2 * margin};
    const FloatPlane soft = convolved_down(convolved_across(normal_plane(padded, key), weights), weights);
    FloatPlane out = float_plane(size);
    for (int y = 0; y < size.h; ++y) {
        std::copy_n(soft.row(y + margin) + margin, size.w, out.row(y));
    }
    return out;
}

// The model: each channel takes a mix of one grain for all and one of its own, of deviation 1, times the strength,
// times 1 - midtones * (1 - 4 Y' (1 - Y')): film shows most grain between black and white.
void add_grain(FilmFrame& frame, const StagePlace& place, const Grain& grain) {
    FloatPlane strength = luma_of(frame);
    for (float& value : strength.samples) {
        const float y = std::clamp(value, 0.0F, 1.0F);
        value = grain.strength * (1.0F - grain.midtones * (1.0F - 4.0F * y * (1.0F - y)));
    }
    const auto plane = [&](std::uint64_t number) {
        return grain_plane(frame.format.size, pattern_key(place, frame.index, grain.hold, number), grain.weights);
    };
    const float of_all = std::sqrt(1.0F - grain.colour);
    const float of_own = std::sqrt(grain.colour);
    const FloatPlane all = plane(0);
    for (std::size_t c = 0; c < 3; ++c) {
        const FloatPlane own = grain.colour > 0.0F ? plane(c + 1) : float_plane(frame.format.size);
        for (std::size_t i = 0; i < all.samples.size(); ++i) {
            frame.rgb[c].samples[i] += strength.samples[i] * (of_all * all.samples[i] + of_own * own.samples[i]);
        }
    }
}

float share_of_255(double codes) {
    return static_cast<float>(codes / 255.0);
}

} // namespace

StagePtr make_noise(const DamageValues& values, const StagePlace& place) {
    const Noise noise{.luma = share_of_255(values.number("sigma")),
                      .chroma = share_of_255(values.number("chroma")),
                      .hold = values.whole("hold")};
    return std::make_unique<FrameStage>([noise, place](FilmFrame& frame) -> Outcome {
        add_noise(frame, place, noise);
        return Done{};
    });
}

StagePtr make_grain(const DamageValues& values, const StagePlace& place) {
    Grain grain{.strength = share_of_255(values.number("sigma")),
                .weights = of_unit_power(gaussian_weights(values.number("size"))),
                .midtones = static_cast<float>(values.number("midtones")),
                .colour = static_cast<float>(values.number("colour")),
                .hold = values.whole("hold")};
    return std::make_unique<FrameStage>([grain = std::move(grain), place](FilmFrame& frame) -> Outcome {
        add_grain(frame, place, grain);
        return Done{};
    });
}

} // namespace senga
