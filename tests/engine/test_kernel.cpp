// The scaling kernels against definitions other than the polynomials they are coded with, and the pictures they make.
//  * spline16, 36 and 64 are the middle pieces of natural cubic splines through 4, 6 and 8 points: the spline is
//  solved.
//  * Mitchell's family is a mixture of the cubic B-spline, the Catmull-Rom spline and Hermite's step: each from its own
//  construction.
//  * Lanczos is sinc(x) sinc(x / 3); jinc is made of Bessel's integral.
#include "renderer/engine/kernel.h"
#include "tests/engine/engine_fixture.h"
#include "tests/engine/synthetic.h"

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace senga;
using namespace senga::test;

namespace {

// Doubles of at most a dozen operations on numbers below 10.
constexpr double rounding = 1e-13;

// The natural cubic spline that is 1 at point `one` of `points` and 0 at the others, at `x`.
double natural_spline(int points, int one, double x) {
    // Second derivatives: m[i-1] + 4 m[i] + m[i+1] = 6 (y[i-1] - 2 y[i] + y[i+1]), 0 at both ends. Thomas' algorithm.
    const auto y = [&](int i) { return i == one ? 1.0 : 0.0; };
    std::vector<double> diagonal(static_cast<std::size_t>(points), 4.0);
    std::vector<double> right(static_cast<std::size_t>(points), 0.0);
    std::vector<double> m(static_cast<std::size_t>(points), 0.0);
    for (int i = 1; i < points - 1; ++i) {
        const auto at = static_cast<std::size_t>(i);
        right[at] = 6.0 * (y(i - 1) - 2.0 * y(i) + y(i + 1));
        if (i > 1) {
            diagonal[at] -= 1.0 / diagonal[at - 1];
            right[at] -= right[at - 1] / diagonal[at - 1];
        }
    }
    for (int i = points - 2; i >= 1; --i) {
        const auto at = static_cast<std::size_t>(i);
        m[at] = (right[at] - m[at + 1]) / diagonal[at];
    }
    const int cell = std::clamp(static_cast<int>(std::floor(x)), 0, points - 2);
    const double t = x - cell;
    const double m0 = m[static_cast<std::size_t>(cell)];
    const double m1 = m[static_cast<std::size_t>(cell) + 1];
    return y(cell) * (1 - t) + y(cell + 1) * t - t * (1 - t) * ((2 - t) * m0 + (1 + t) * m1) / 6.0;
}

// The kernel of a scaler that fits a natural spline through `points` samples and reads it in the middle cell.
double spline_kernel(int points, double x) {
    const int middle = points / 2 - 1;
    const double cell = std::floor(-x);
    const double t = -x - cell; // the position within the middle cell
    const int sample = middle - static_cast<int>(cell);
    return sample < 0 || sample >= points ? 0.0 : natural_spline(points, sample, middle + t);
}

// Truncated powers: the fourth difference of x^3 / 6.
double b_spline(double x) {
    const auto power = [](double v) { return v > 0 ? v * v * v : 0.0; };
    return (power(x + 2) - 4 * power(x + 1) + 6 * power(x) - 4 * power(x - 1) + power(x - 2)) / 6.0;
}

// Hermite pieces with the tangent (next - previous) / 2 at each sample, for the sample that is 1 at 0.
double catmull_rom(double x) {
    const auto y = [](double i) { return i == 0.0 ? 1.0 : 0.0; };
    const double cell = std::floor(x);
    const double t = x - cell;
    const double m0 = (y(cell + 1) - y(cell - 1)) / 2;
    const double m1 = (y(cell + 2) - y(cell)) / 2;
    return (2 * t * t * t - 3 * t * t + 1) * y(cell) + (t * t * t - 2 * t * t + t) * m0 +
           (-2 * t * t * t + 3 * t * t) * y(cell + 1) + (t * t * t - t * t) * m1;
}

double lanczos3(double x) {
    const double a = std::numbers::pi * x;
    return x == 0.0 ? 1.0 : std::fabs(x) >= 3.0 ? 0.0 : 3.0 * std::sin(a) * std::sin(a / 3.0) / (a * a);
}

double hermite(double x) {
    const double t = std::fmin(std::fabs(x), 1.0);
    return (2 * t - 3) * t * t + 1;
}

// Mitchell and Netravali's formula is linear in b and c; its corners are (0, 0), (1, 0) and (0, 1/2).
double cubic_family(double b, double c, double x) {
    return (1 - b - 2 * c) * hermite(x) + b * b_spline(x) + 2 * c * catmull_rom(x);
}

// 2 J1(pi x) / (pi x) with J1 by Bessel's integral; the trapezium rule is exact but for rounding on a periodic function
// this smooth.
double jinc(double x) {
    constexpr int pieces = 256;
    const double z = std::numbers::pi * x;
    double sum = 0.0;
    for (int i = 0; i <= pieces; ++i) {
        const double tau = std::numbers::pi * i / pieces;
        sum += (i == 0 || i == pieces ? 0.5 : 1.0) * std::cos(tau - z * std::sin(tau));
    }
    return x == 0.0 ? 1.0 : 2.0 * sum / pieces / z;
}

constexpr double first_zero = 1.21966989126650; // of jinc: j(1,1) / pi
constexpr double third_zero = 3.23831548416624; // j(1,3) / pi

double ewa(double x, double radius, double blur) {
    const double d = std::fabs(x);
    return d >= radius || d >= radius * blur ? 0.0 : jinc(d / blur) * jinc(d / radius * first_zero);
}

double haasnsoft(double x) {
    const double d = std::fabs(x);
    return d >= third_zero ? 0.0 : jinc(d / 1.11) * std::pow(std::cos(std::numbers::pi * d / third_zero / 2.0), 2.0);
}

// Each by its other definition.
double expected_weight(Kernel kernel, double x) {
    switch (kernel) {
    case Kernel::nearest:
        return std::fabs(x) < 0.5 ? 1.0 : 0.0;
    case Kernel::bilinear:
        return std::fmax(0.0, 1.0 - std::fabs(x));
    case Kernel::bicubic:
        return b_spline(x);
    case Kernel::bcspline:
        return cubic_family(0.5, 0.5, x);
    case Kernel::catmull_rom:
        return catmull_rom(x);
    case Kernel::mitchell: // B = C = 1/3: a third of the B-spline and two thirds of Catmull-Rom
        return b_spline(x) / 3.0 + 2.0 * catmull_rom(x) / 3.0;
    case Kernel::hermite:
        return hermite(x);
    case Kernel::robidoux: // the pairs as ImageMagick documents them
    case Kernel::ewa_robidoux:
        return cubic_family(0.37821575509399867, 0.31089212245300067, x);
    case Kernel::robidouxsharp:
    case Kernel::ewa_robidouxsharp:
        return cubic_family(0.2620145123990142, 0.3689927438004929, x);
    case Kernel::spline16:
        return spline_kernel(4, x);
    case Kernel::spline36:
        return spline_kernel(6, x);
    case Kernel::spline64:
        return spline_kernel(8, x);
    case Kernel::gaussian:
        return std::fabs(x) >= 2.0 ? 0.0 : std::pow(std::exp(-x), 2.0 * x);
    case Kernel::ewa_lanczos:
        return ewa(x, 3.0, 1.0);
    case Kernel::ewa_lanczossharp:
        return ewa(x, third_zero, 0.9812505644269356);
    case Kernel::ewa_lanczossoft:
        return ewa(x, third_zero, 1.015);
    case Kernel::haasnsoft:
        return haasnsoft(x);
    case Kernel::lanczos:
        break;
    }
    return lanczos3(x);
}

double radius_of(Kernel kernel) {
    switch (kernel) {
    case Kernel::nearest:
        return 0.5;
    case Kernel::bilinear:
        return 1.0;
    case Kernel::spline36:
    case Kernel::lanczos:
    case Kernel::ewa_lanczos:
        return 3.0;
    case Kernel::spline64:
        return 4.0;
    case Kernel::ewa_lanczossharp:
    case Kernel::ewa_lanczossoft:
    case Kernel::haasnsoft:
        return third_zero;
    default:
        return 2.0;
    }
}

Scaling both(Kernel kernel) {
    return {.up = kernel, .down = kernel, .chroma = kernel};
}

// Weights are stored in half floats, 2^-12 relative at most 1, and interpolated between 64 rows: for a second
// derivative of at most 6 (lanczos: about 4.4) 6 / 8 / 63^2 = 1.9e-4. A product of two axes doubles that.
constexpr double table_error = 2.0 * (2.5e-4 + 1.9e-4);

// Polar tables have 64 rows for up to 3.24 pixels: for a second derivative of at most 6.2 at the top (jinc times jinc:
// twice pi^2 / 4 (1 + 0.15)) 6.2 / 8 (3.24 / 63)^2 = 2.1e-3, and its half floats. The sum it is divided by is 1.2 or
// more.
constexpr double polar_error = 2.5e-3;

std::vector<Kernel> kernels_that_are(bool polar) {
    std::vector<Kernel> out = all_kernels();
    std::erase_if(out, [&](Kernel kernel) { return is_polar(kernel) != polar; });
    return out;
}

// The weight of a sample at (dx, dy) from the position: as a share of all whose distance is below the last of 64 steps
// to the radius at which the kernel exceeds a thousandth.
double polar_weight_at(Kernel kernel, double x, double y, int sample_x, int sample_y) {
    double cutoff = 0.0;
    for (int step = 0; step < 64; ++step) {
        const double distance = step * radius_of(kernel) / 63.0;
        cutoff = std::fabs(expected_weight(kernel, distance)) > 0.001 ? distance : cutoff;
    }
    double sum = 0.0;
    double found = 0.0;
    for (int j = static_cast<int>(y) - 5; j <= static_cast<int>(y) + 5; ++j) {
        for (int i = static_cast<int>(x) - 5; i <= static_cast<int>(x) + 5; ++i) {
            const double distance = std::hypot(i + 0.5 - x, j + 0.5 - y);
            const double weight = distance < cutoff ? expected_weight(kernel, distance) : 0.0;
            sum += weight;
            found += i == sample_x && j == sample_y ? weight : 0.0;
        }
    }
    return found / sum;
}

// The normalised weights of the samples around `at` on one axis, at distance `widening` apart.
double weight_at(Kernel kernel, double position, int sample, double widening, int size) {
    double sum = 0.0;
    double found = 0.0;
    const int reach = static_cast<int>(std::ceil(radius_of(kernel) * widening)) + 1;
    const int first = static_cast<int>(std::floor(position)) - reach;
    for (int i = first; i <= first + 2 * reach + 1; ++i) {
        const double weight = expected_weight(kernel, (position - (i + 0.5)) / widening);
        sum += weight;
        // Samples outside are the border's.
        found += std::clamp(i, 0, size - 1) == sample ? weight : 0.0;
    }
    return found / sum;
}

} // namespace

TEST_CASE("kernels: weights follow their definitions") {
    for (const Kernel kernel : all_kernels()) {
        CAPTURE(kernel_name(kernel));
        CHECK(std::fabs(kernel_radius(kernel) - radius_of(kernel)) < 1e-13);
        // Off the knots, where nearest and the ends are a matter of taste.
        for (double x = -4.4973; x < 4.5; x += 0.0191) {
            CAPTURE(x);
            // Bessel functions: 256 cosines are summed here.
            CHECK(std::fabs(kernel_weight(kernel, x) - expected_weight(kernel, x)) <
                  (is_polar(kernel) ? 256 * 1e-14 : rounding));
        }
    }
}

TEST_CASE("kernels: b, c, radius and blur change them as they say") {
    KernelChoice choice = Kernel::bcspline;
    choice.b = 0.2;
    choice.c = -0.7;
    for (double x = -2.2973; x < 2.3; x += 0.0191) {
        CHECK(std::fabs(kernel_weight(choice, x) - cubic_family(0.2, -0.7, x)) < rounding);
    }
    choice = Kernel::mitchell; // c stays a third
    choice.b = 0.9;
    CHECK(std::fabs(kernel_weight(choice, 0.4) - cubic_family(0.9, 1.0 / 3, 0.4)) < rounding);

    choice = Kernel::lanczos;
    choice.radius = 4.0;
    choice.blur = 0.9;
    CHECK(kernel_radius(choice) == 4.0);
    const auto sinc = [](double x) { return std::sin(std::numbers::pi * x) / (std::numbers::pi * x); };
    for (const double x : {0.1, 0.77, 1.3, 2.9, 3.55}) { // the window keeps its width, the curve gets narrower
        CHECK(std::fabs(kernel_weight(choice, x) - sinc(x / 0.9) * sinc(x / 4.0)) < rounding);
    }
    CHECK(kernel_weight(choice, 3.61) == 0.0);

    choice = Kernel::spline16;
    choice.blur = 1.5;
    CHECK(std::fabs(kernel_weight(choice, 1.2) - spline_kernel(4, 0.8)) < rounding);
}

TEST_CASE("kernels: polar ones reach as far as they say") {
    // jinc is 0 at 1.2197 and at 2.2331; lanczossharp's is narrower by its blur.
    CHECK(std::fabs(first_zero_px(Kernel::ewa_lanczos, 1.0) - first_zero) < 1e-6);
    CHECK(std::fabs(first_zero_px(Kernel::ewa_lanczossharp, 1.0) - first_zero * 0.9812505644269356) < 1e-6);
    CHECK(std::fabs(first_zero_px(Kernel::ewa_lanczos, 2.5) - 2.5 * first_zero) < 1e-6);
    const PolarReach wide = polar_reach(Kernel::ewa_lanczos, 2.5);
    CHECK(wide.radius_px == 7.5);
    CHECK(wide.cutoff_px == polar_reach(Kernel::ewa_lanczos, 1.0).cutoff_px);
    CHECK(std::fabs(polar_reach(Kernel::ewa_lanczos, 100.0).radius_px - 16.0) < 1e-12);
    for (const Kernel kernel : kernels_that_are(true)) {
        const PolarReach reach = polar_reach(kernel, 1.0);
        const std::vector<float> weights = polar_weights(kernel);
        REQUIRE(weights.size() == 64);
        CHECK(weights.front() == static_cast<float>(expected_weight(kernel, 0.0)));
        CHECK(weights.back() == 0.0F);
        CHECK(std::fabs(expected_weight(kernel, reach.cutoff_px)) > 0.001);
        CHECK(std::fabs(expected_weight(kernel, reach.cutoff_px + reach.radius_px / 63)) <= 0.001);
    }
}

TEST_CASE("kernels: one that is narrower than a sample takes the nearest") {
    KernelChoice thin = Kernel::spline16;
    thin.blur = 0.1;
    const KernelTable table = kernel_table(thin, 1.0);
    const auto at = [&](int row, int n) { return table.weights[static_cast<std::size_t>(row * table.stride + n)]; };
    CHECK(at(25, 1) == 1.0F); // position 25 / 63
    CHECK(at(25, 2) == 0.0F);
    CHECK(at(40, 1) == 0.0F);
    CHECK(at(40, 2) == 1.0F);
}

TEST_CASE("kernels: interpolating ones are 1 at their own sample and 0 at all others") {
    // Mitchell's blurs: 8/9 and 1/18; the B-spline more: 2/3 and 1/6.
    CHECK(std::fabs(kernel_weight(Kernel::mitchell, 0.0) - 8.0 / 9.0) < rounding);
    CHECK(std::fabs(kernel_weight(Kernel::mitchell, 1.0) - 1.0 / 18.0) < rounding);
    CHECK(std::fabs(kernel_weight(Kernel::bicubic, 0.0) - 2.0 / 3.0) < rounding);
    CHECK(std::fabs(kernel_weight(Kernel::bicubic, 1.0) - 1.0 / 6.0) < rounding);
    for (const Kernel kernel : {Kernel::nearest, Kernel::bilinear, Kernel::catmull_rom, Kernel::hermite,
                                Kernel::spline16, Kernel::spline36, Kernel::spline64, Kernel::lanczos}) {
        CAPTURE(kernel_name(kernel));
        CHECK(kernel_weight(kernel, 0.0) == 1.0);
        for (int n = 1; n <= 4; ++n) {
            CHECK(std::fabs(kernel_weight(kernel, n)) < rounding);
        }
    }
}

TEST_CASE("kernels: every row of every table sums to 1, and its padding is 0") {
    for (const Kernel kernel : kernels_that_are(false)) {
        for (const double widening : {1.0, 1.25, 2.0, 3.7, 8.0, 60.0}) {
            CAPTURE(kernel_name(kernel));
            CAPTURE(widening);
            const KernelTable table = kernel_table(kernel, widening);
            REQUIRE(table.weights.size() == static_cast<std::size_t>(table.rows * table.stride));
            CHECK(table.taps % 2 == 0);
            CHECK(table.taps <= 64);
            CHECK((table.taps == 64 || table.taps >= 2.0 * radius_of(kernel) * widening));
            for (int row = 0; row < table.rows; ++row) {
                double sum = 0.0;
                for (int n = 0; n < table.stride; ++n) {
                    const float weight = table.weights[static_cast<std::size_t>(row * table.stride + n)];
                    CHECK((n < table.taps || weight == 0.0F));
                    sum += static_cast<double>(weight);
                }
                CHECK(std::fabs(sum - 1.0) < 64.0 * 6e-8); // a float rounding for each
            }
        }
    }
}

TEST_CASE("kernels: one colour stays that colour at any size") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    Image flat(23, 17, 3);
    for (std::size_t i = 0; i < flat.values.size(); ++i) {
        flat.values[i] = i % 3 == 0 ? 0.2F : i % 3 == 1 ? 0.5F : 0.9F;
    }
    for (const Kernel kernel : all_kernels()) {
        for (const Size output : {Size{46, 34}, {51, 19}, {24, 18}, {23, 17}, {7, 5}, {1, 1}, {11, 40}}) {
            CAPTURE(kernel_name(kernel));
            CAPTURE(output.w);
            CAPTURE(output.h);
            const Ran ran = run(runner, chain_of({}, both(kernel)), rgb_frame(flat), output);
            double worst = 0.0;
            for (std::size_t i = 0; i < ran.picture.values.size(); ++i) {
                const double wanted = i % 4 == 0 ? 0.2 : i % 4 == 1 ? 0.5 : i % 4 == 2 ? 0.9 : 1.0;
                worst = std::fmax(worst, std::fabs(static_cast<double>(ran.picture.values[i]) - wanted));
            }
            // The weights of a row sum to 1 but for their rounding to half floats: that of two axes.
            CHECK(worst < 2.0 * 64.0 * std::exp2(-14.0));
            CHECK((kernel != Kernel::nearest || worst < 1e-6));
        }
    }
}

TEST_CASE("kernels: a point enlarged twofold shows the kernel itself") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    Image point(20, 18, 3);
    for (int channel = 0; channel < 3; ++channel) {
        point.at(9, 8, channel) = 1.0F;
    }
    for (const Kernel kernel : all_kernels()) {
        CAPTURE(kernel_name(kernel));
        const bool polar = is_polar(kernel);
        const Image found = run(runner, chain_of({}, both(kernel)), rgb_frame(point), {40, 36}).picture;
        double worst = 0.0;
        for (int y = 0; y < 36; ++y) {
            for (int x = 0; x < 40; ++x) {
                // Output pixel x is centred on source position (x + 0.5) / 2.
                const double wanted = polar ? polar_weight_at(kernel, (x + 0.5) / 2.0, (y + 0.5) / 2.0, 9, 8)
                                            : weight_at(kernel, (x + 0.5) / 2.0, 9, 1.0, 20) *
                                                  weight_at(kernel, (y + 0.5) / 2.0, 8, 1.0, 18);
                worst = std::fmax(worst, std::fabs(static_cast<double>(found.at(x, y, 1)) - wanted));
            }
        }
        CHECK(worst < (polar ? polar_error : table_error));
    }
}

TEST_CASE("kernels: shrinking widens the kernel by the milder factor, unless told not to") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    Image point(40, 40, 3);
    for (int channel = 0; channel < 3; ++channel) {
        point.at(21, 18, channel) = 1.0F;
    }
    for (const Kernel kernel : {Kernel::spline36, Kernel::lanczos, Kernel::mitchell, Kernel::spline16}) {
        for (const bool wide : {true, false}) {
            CAPTURE(kernel_name(kernel));
            CAPTURE(wide);
            Scaling scaling = both(kernel);
            scaling.downscale = wide ? Scaling::Downscale::widened : Scaling::Downscale::plain;
            // To a half and a quarter: the milder factor is 2, for both axes.
            const Image found = run(runner, chain_of({}, scaling), rgb_frame(point), {20, 10}).picture;
            const double widening = wide ? 2.0 : 1.0;
            double worst = 0.0;
            for (int y = 0; y < 10; ++y) {
                for (int x = 0; x < 20; ++x) {
                    const double wanted = weight_at(kernel, (x + 0.5) * 2.0, 21, widening, 40) *
                                          weight_at(kernel, (y + 0.5) * 4.0, 18, widening, 40);
                    worst = std::fmax(worst, std::fabs(static_cast<double>(found.at(x, y, 1)) - wanted));
                }
            }
            CHECK(worst < table_error);
        }
    }
}

TEST_CASE("kernels: at 1:1 no kernel touches the picture") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    for (const Synthetic& each : synthetic_pictures()) {
        if (each.name == "noise beyond black and white") {
            for (const Kernel kernel : all_kernels()) {
                const Image found = run(runner, chain_of({}, both(kernel)), rgb_frame(each.rgb), {48, 40}).picture;
                CHECK(mismatches(channels(found, 3), each.rgb) == 0);
            }
        }
    }
}

TEST_CASE("kernels: mirroring the source mirrors the picture") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    Image source(31, 19, 3);
    Noise noise(77);
    for (float& value : source.values) {
        value = noise.next();
    }
    const auto mirrored = [](const Image& image) {
        Image out = image;
        for (int y = 0; y < image.h; ++y) {
            for (int x = 0; x < image.w; ++x) {
                for (int channel = 0; channel < image.channels; ++channel) {
                    out.at(x, y, channel) = image.at(image.w - 1 - x, image.h - 1 - y, channel);
                }
            }
        }
        return out;
    };
    for (const Kernel kernel : {Kernel::bilinear, Kernel::spline36, Kernel::lanczos, Kernel::mitchell}) {
        for (const Size output : {Size{62, 38}, {47, 30}, {13, 11}}) {
            CAPTURE(kernel_name(kernel));
            CAPTURE(output.w);
            const Image a = run(runner, chain_of({}, both(kernel)), rgb_frame(source), output).picture;
            const Image b = run(runner, chain_of({}, both(kernel)), rgb_frame(mirrored(source)), output).picture;
            // Positions are floats of up to 62, right to 4e-6; a weight changes by at most 2.2 per pixel, on two axes.
            CHECK(difference(a, mirrored(b)).largest < 1e-4);
        }
    }
}
