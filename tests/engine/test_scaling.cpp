// Light and anti-ringing of the scalers against scalar versions in double precision, written from the formulas: the
// curves of BT.1886 and sRGB, the sigmoid, mpv's bounds for separable kernels and libplacebo's for polar ones.
#include "renderer/engine/kernel.h"
#include "tests/engine/engine_fixture.h"
#include "tests/engine/synthetic.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace senga;
using namespace senga::test;

namespace {

Image noise(int w, int h) {
    Image out(w, h, 3);
    Noise source(4711);
    for (float& value : out.values) {
        value = source.next();
    }
    return out;
}

Frame frame_of(const Image& image, Transfer transfer) {
    Frame out = rgb_frame(image);
    out.format.transfer = transfer;
    return out;
}

double value(const Image& image, int x, int y, int channel) {
    return static_cast<double>(image.at(std::clamp(x, 0, image.w - 1), std::clamp(y, 0, image.h - 1), channel));
}

// Bilinear at the output's pixel centres, over f(source).
template<class F>
double bilinear(const Image& image, Size output, int x, int y, int channel, F f) {
    const double px = (x + 0.5) * image.w / output.w - 0.5;
    const double py = (y + 0.5) * image.h / output.h - 0.5;
    const int ix = static_cast<int>(std::floor(px));
    const int iy = static_cast<int>(std::floor(py));
    const double fx = px - ix;
    const double fy = py - iy;
    const auto at = [&](int dx, int dy) { return f(value(image, ix + dx, iy + dy, channel)); };
    return (1 - fy) * ((1 - fx) * at(0, 0) + fx * at(1, 0)) + fy * ((1 - fx) * at(0, 1) + fx * at(1, 1));
}

double power(double v, double exponent) {
    return std::pow(std::clamp(v, 0.0, 1.0), exponent);
}

double srgb_to_light(double v) {
    return v <= 0.04045 ? v / 12.92 : std::pow((v + 0.055) / 1.055, 2.4);
}

double light_to_srgb(double v) {
    return v <= 0.0031308 ? v * 12.92 : 1.055 * std::pow(v, 1 / 2.4) - 0.055;
}

// The logistic function between its values at 0 and 1; bend() is the inverse of unbend().
double logistic(double v, double centre, double slope) {
    return 1.0 / (1.0 + std::exp(slope * (centre - v)));
}
double unbend(double v, double centre, double slope) {
    const double low = logistic(0, centre, slope);
    return (logistic(v, centre, slope) - low) / (logistic(1, centre, slope) - low);
}
double bend(double v, double centre, double slope) { // by bisection: no second formula to be wrong
    double low = 0.0;
    double high = 1.0;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (unbend(middle, centre, slope) < v ? low : high) = middle;
    }
    return low;
}

// The largest difference from `wanted(x, y, channel)`.
template<class F>
double worst_of(const Image& found, F wanted) {
    double worst = 0.0;
    for (int y = 0; y < found.h; ++y) {
        for (int x = 0; x < found.w; ++x) {
            for (int channel = 0; channel < 3; ++channel) {
                worst =
                    std::fmax(worst, std::fabs(static_cast<double>(found.at(x, y, channel)) - wanted(x, y, channel)));
            }
        }
    }
    return worst;
}

Scaling bilinear_in(UpLight up, DownLight down = DownLight::gamma) {
    return {.up = Kernel::bilinear, .down = Kernel::bilinear, .up_light = up, .down_light = down};
}

// GPU's exp, log and pow are good to about 2e-6 here, positions to 4e-6 of a pixel. The noise keeps off black, where
// the coding curve has no bound to its slope: at the lowest 0.1 it is 2.4 / 0.1 of light and back.
constexpr double curve_error = 5e-5;

Image mid_noise(int w, int h) {
    Image out = noise(w, h);
    for (float& each : out.values) {
        each = 0.1F + 0.85F * each;
    }
    return out;
}

} // namespace

TEST_CASE("scaling: linear light mixes light, with the video's own curve") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    const Image source = mid_noise(24, 18);
    const Size up{37, 29};
    const Image bt1886 =
        run(runner, chain_of({}, bilinear_in(UpLight::linear)), frame_of(source, Transfer::bt1886), up).picture;
    CHECK(worst_of(bt1886, [&](int x, int y, int channel) {
              return power(bilinear(source, up, x, y, channel, [](double v) { return power(v, 2.4); }), 1 / 2.4);
          }) < curve_error);
    const Image srgb =
        run(runner, chain_of({}, bilinear_in(UpLight::linear)), frame_of(source, Transfer::srgb), up).picture;
    CHECK(worst_of(srgb, [&](int x, int y, int channel) {
              return light_to_srgb(bilinear(source, up, x, y, channel, srgb_to_light));
          }) < curve_error);
    // Shrinking has its own switch.
    const Size down{17, 13};
    const Image shrunk = run(runner, chain_of({}, bilinear_in(UpLight::gamma, DownLight::linear)),
                             frame_of(source, Transfer::srgb), down)
                             .picture;
    CHECK(worst_of(shrunk, [&](int x, int y, int channel) {
              return light_to_srgb(bilinear(source, down, x, y, channel, srgb_to_light));
          }) < curve_error);
    const Image coded =
        run(runner, chain_of({}, bilinear_in(UpLight::linear)), frame_of(source, Transfer::srgb), down).picture;
    CHECK(worst_of(coded, [&](int x, int y, int channel) {
              return bilinear(source, down, x, y, channel, [](double v) { return v; });
          }) < curve_error);
}

TEST_CASE("scaling: sigmoid light is bent by the numbers it is given") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    const Image source = mid_noise(20, 16);
    const Size up{33, 31};
    for (const SigmoidShape shape : {SigmoidShape{}, SigmoidShape{.centre = 0.5, .slope = 3.0}}) {
        Scaling scaling = bilinear_in(UpLight::sigmoid);
        scaling.sigmoid = shape;
        const Image found = run(runner, chain_of({}, scaling), frame_of(source, Transfer::bt1886), up).picture;
        const auto bent = [&](double v) { return bend(power(v, 2.4), shape.centre, shape.slope); };
        // The sigmoid's slope at 0 is 20 times flatter than in its middle, and six decimals of its numbers remain.
        CHECK(worst_of(found, [&](int x, int y, int channel) {
                  return power(unbend(bilinear(source, up, x, y, channel, bent), shape.centre, shape.slope), 1 / 2.4);
              }) < 4e-4);
    }
}

TEST_CASE("scaling: black, white and grey keep their value in every light") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    for (const float grey : {0.0F, 0.25F, 1.0F}) {
        Image flat(9, 7, 3);
        std::fill(flat.values.begin(), flat.values.end(), grey);
        for (const UpLight light : {UpLight::gamma, UpLight::linear, UpLight::sigmoid}) {
            for (const Kernel kernel : {Kernel::spline36, Kernel::ewa_lanczossharp}) {
                Scaling scaling = bilinear_in(light);
                scaling.up = kernel;
                const Image found =
                    run(runner, chain_of({}, scaling), frame_of(flat, Transfer::bt1886), {20, 15}).picture;
                // Black: what exp and log leave of 0 is about 1e-7 of light, coded 1e-7 ^ (1 / 2.4) = 1.2e-3; half of
                // 1/255 is the most that may be seen.
                CHECK(worst_of(found, [&](int, int, int) { return static_cast<double>(grey); }) < 0.5 / 255);
            }
        }
    }
}

TEST_CASE("scaling: anti-ringing of separable kernels holds each axis between its two neighbours") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    const Image source = noise(16, 1); // one row: the vertical axis has nothing to do
    const Size up{37, 1};
    for (const double strength : {0.5, 1.0}) {
        KernelChoice kernel = Kernel::lanczos;
        const Image free = run(runner, chain_of({}, {.up = kernel}), rgb_frame(source), up).picture;
        kernel.antiring = strength;
        const Image held = run(runner, chain_of({}, {.up = kernel}), rgb_frame(source), up).picture;
        double moved = 0.0;
        const double worst = worst_of(held, [&](int x, int y, int channel) {
            const int left = static_cast<int>(std::floor((x + 0.5) * 16 / 37 - 0.5));
            const double a = value(source, left, 0, channel);
            const double b = value(source, left + 1, 0, channel);
            const double was = static_cast<double>(free.at(x, y, channel));
            const double wanted = was + strength * (std::clamp(was, std::min(a, b), std::max(a, b)) - was);
            moved = std::fmax(moved, std::fabs(wanted - was));
            return wanted;
        });
        CHECK(worst < 1e-6); // the same sums
        CHECK(moved > 0.05); // there was something to hold
    }
}

TEST_CASE("scaling: anti-ringing of polar kernels holds them between a soft minimum and maximum") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    Image source = noise(14, 12);
    for (float& each : source.values) {
        each = each > 0.5F ? 1.0F : 0.0F; // edges ring
    }
    const Size up{33, 29};
    KernelChoice kernel = Kernel::ewa_lanczos;
    const Image free = run(runner, chain_of({}, {.up = kernel}), rgb_frame(source), up).picture;
    kernel.antiring = 0.8;
    const Image held = run(runner, chain_of({}, {.up = kernel}), rgb_frame(source), up).picture;
    double moved = 0.0;
    double overshoot = 0.0;
    const double worst = worst_of(held, [&](int x, int y, int channel) {
        const double px = (x + 0.5) * source.w / up.w - 0.5;
        const double py = (y + 0.5) * source.h / up.h - 0.5;
        std::array<double, 4> sums{}; // of weights and of weighted values: for the maximum, for the minimum
        for (int j = static_cast<int>(py) - 2; j <= static_cast<int>(py) + 3; ++j) {
            for (int i = static_cast<int>(px) - 2; i <= static_cast<int>(px) + 3; ++i) {
                const double distance = std::hypot(i - px, j - py);
                if (distance < 1.2196698912665) { // up to the first zero
                    const double v = value(source, i, j, channel);
                    const double weight = kernel_weight(Kernel::ewa_lanczos, distance);
                    const double high = weight * std::pow(v + 0.1, 32);
                    const double low = weight * std::pow(1 - v + 0.1, 32);
                    sums[0] += high;
                    sums[1] += high * v;
                    sums[2] += low;
                    sums[3] += low * (1 - v);
                }
            }
        }
        const double high = sums[1] / sums[0];
        const double low = 1 - sums[3] / sums[2];
        const double was = static_cast<double>(free.at(x, y, channel));
        const double bounded = low > high ? (low + high) / 2 : std::clamp(was, low, high);
        moved = std::fmax(moved, std::fabs(bounded - was));
        overshoot = std::fmax(overshoot, was - 1.0);
        return was + 0.8 * (bounded - was);
    });
    // Weights come from the table, 2.1e-3 at the most from the kernel; of black and white samples alone every mean is
    // 0 or 1 all the same, but for (0.1 / 1.1)^32 = 5e-34.
    CHECK(worst < 1e-5);
    CHECK(moved > 0.05);
    CHECK(overshoot > 0.05);
}
