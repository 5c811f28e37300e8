// Blur, haloes, bleeding colour, a doubled field.
#include "app/degrade/gaussian.h"
#include "app/degrade/operations.h"
#include "renderer/measure/resample.h"
#include "renderer/picture/colour.h"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace senga {
namespace {

struct Directions {
    std::vector<float> across; // empty: not blurred that way
    std::vector<float> down;
};

Directions directions(const DamageValues& values) {
    const double sigma_px = values.number("sigma");
    const std::string& direction = values.word("direction");
    const std::vector<float> weights = sigma_px > 0.0 ? gaussian_weights(sigma_px) : std::vector<float>{};
    return {.across = direction == "vertical" ? std::vector<float>{} : weights,
            .down = direction == "horizontal" ? std::vector<float>{} : weights};
}

FloatPlane blurred(const FloatPlane& plane, const Directions& weights) {
    const FloatPlane across = weights.across.empty() ? plane : convolved_across(plane, weights.across);
    return weights.down.empty() ? across : convolved_down(across, weights.down);
}

// Brightness alone sharpened over what a blur leaves of it, as an analogue edge enhancer or a careless unsharp mask
// does: Y' + amount * (Y' - blurred Y').
void add_halo(FilmFrame& frame, const Directions& weights, float amount) {
    FloatPlane luma = luma_of(frame);
    const FloatPlane soft = blurred(luma, weights);
    for (std::size_t i = 0; i < luma.samples.size(); ++i) {
        luma.samples[i] = amount * (luma.samples[i] - soft.samples[i]);
    }
    add_to_luma(frame, luma);
}

struct Bleeding {
    std::vector<float> weights; // empty: none
    double right_px = 0.0;
    double down_px = 0.0;
};

FloatPlane bled(const FloatPlane& plane, const Bleeding& how) {
    const FloatPlane soft = how.weights.empty() ? plane : convolved_across(plane, how.weights);
    // Catmull-Rom interpolates: whole pixels move exactly.
    return resample(soft, {.samples = plane.size.w, .shift = -how.right_px},
                    {.samples = plane.size.h, .shift = -how.down_px}, Kernel::catmull_rom);
}

// Colour is what R'-Y' and B'-Y' say; G' follows from Y' = Kr R' + Kg G' + Kb B', which stays.
void bleed(FilmFrame& frame, const Bleeding& how) {
    const std::array<double, 3> weights = luma_weights(frame.format.matrix);
    const FloatPlane luma = luma_of(frame);
    for (const std::size_t c : {std::size_t{0}, std::size_t{2}}) {
        FloatPlane& plane = frame.rgb[c];
        for (std::size_t i = 0; i < plane.samples.size(); ++i) {
            plane.samples[i] -= luma.samples[i];
        }
        plane = bled(plane, how);
    }
    const auto red_in_green = static_cast<float>(weights[0] / weights[1]);
    const auto blue_in_green = static_cast<float>(weights[2] / weights[1]);
    for (std::size_t i = 0; i < luma.samples.size(); ++i) {
        float& r = frame.rgb[0].samples[i];
        float& b = frame.rgb[2].samples[i];
        frame.rgb[1].samples[i] = luma.samples[i] - red_in_green * r - blue_in_green * b;
        r += luma.samples[i];
        b += luma.samples[i];
    }
}

struct Field {
    int first_row = 0; // of the field that is kept
    enum class Fill { repeat, average } fill = Fill::repeat;
};

// The lines of the other field become copies of the one kept above (or, at the top, below), or the mean of both
// neighbours.
void double_field(FloatPlane& plane, const Field& field) {
    const int last = plane.size.h - 1;
    for (int y = 1 - field.first_row; y <= last; y += 2) {
        const int above = y > 0 ? y - 1 : std::min(y + 1, last);
        const int below = field.fill == Field::Fill::average && y < last ? y + 1 : above;
        const float* a = plane.row(above);
        const float* b = plane.row(below);
        float* to = plane.row(y);
        for (int x = 0; x < plane.size.w; ++x) {
            to[x] = 0.5F * (a[x] + b[x]);
        }
    }
}

} // namespace

StagePtr make_blur(const DamageValues& values, const StagePlace& /*place*/) {
    return std::make_unique<FrameStage>([weights = directions(values)](FilmFrame& frame) -> Outcome {
        for (FloatPlane& plane : frame.rgb) {
            plane = blurred(plane, weights);
        }
        return Done{};
    });
}

StagePtr make_halo(const DamageValues& values, const StagePlace& /*place*/) {
    const auto amount = static_cast<float>(values.number("amount"));
    return std::make_unique<FrameStage>([weights = directions(values), amount](FilmFrame& frame) -> Outcome {
        add_halo(frame, weights, amount);
        return Done{};
    });
}

StagePtr make_bleed(const DamageValues& values, const StagePlace& /*place*/) {
    const double sigma_px = values.number("sigma");
    const Bleeding how{.weights = sigma_px > 0.0 ? gaussian_weights(sigma_px) : std::vector<float>{},
                       .right_px = values.number("x"),
                       .down_px = values.number("y")};
    return std::make_unique<FrameStage>([how](FilmFrame& frame) -> Outcome {
        bleed(frame, how);
        return Done{};
    });
}

StagePtr make_field(const DamageValues& values, const StagePlace& /*place*/) {
    const Field field{.first_row = values.word("keep") == "bottom" ? 1 : 0,
                      .fill = values.word("fill") == "average" ? Field::Fill::average : Field::Fill::repeat};
    return std::make_unique<FrameStage>([field](FilmFrame& frame) -> Outcome {
        for (FloatPlane& plane : frame.rgb) {
            double_field(plane, field);
        }
        return Done{};
    });
}

} // namespace senga
