#include "renderer/engine/kernel.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace senga {
namespace {

constexpr int table_rows = 64;
constexpr int most_taps = 64;
constexpr double widest_polar_px = 16.0;
constexpr double negligible = 0.001;
constexpr double jinc_first_zero = 1.2196698912665045;
constexpr double jinc_third_zero = 3.2383154841662362;

// From here on x is a distance: never negative.

double box(double, double, double) {
    return 1.0;
}

double triangle(double, double, double x) {
    return std::max(0.0, 1.0 - x);
}

double cubic(double b, double c, double x) {
    if (x < 1.0) {
        return ((12 - 9 * b - 6 * c) * x * x * x + (-18 + 12 * b + 6 * c) * x * x + (6 - 2 * b)) / 6;
    }
    if (x >= 2.0) {
        return 0.0;
    }
    return ((-b - 6 * c) * x * x * x + (6 * b + 30 * c) * x * x + (-12 * b - 48 * c) * x + (8 * b + 24 * c)) / 6;
}

double spline16(double, double, double x) {
    if (x < 1.0) {
        return ((x - 9.0 / 5) * x - 1.0 / 5) * x + 1;
    }
    const double t = x - 1;
    return ((-1.0 / 3 * t + 4.0 / 5) * t - 7.0 / 15) * t;
}

double spline36(double, double, double x) {
    if (x < 1.0) {
        return ((13.0 / 11 * x - 453.0 / 209) * x - 3.0 / 209) * x + 1;
    }
    if (x < 2.0) {
        const double t = x - 1;
        return ((-6.0 / 11 * t + 270.0 / 209) * t - 156.0 / 209) * t;
    }
    const double t = x - 2;
    return ((1.0 / 11 * t - 45.0 / 209) * t + 26.0 / 209) * t;
}

double spline64(double, double, double x) {
    if (x < 1.0) {
        return ((49.0 / 41 * x - 6387.0 / 2911) * x - 3.0 / 2911) * x + 1;
    }
    if (x < 2.0) {
        const double t = x - 1;
        return ((-24.0 / 41 * t + 4032.0 / 2911) * t - 2328.0 / 2911) * t;
    }
    if (x < 3.0) {
        const double t = x - 2;
        return ((6.0 / 41 * t - 1008.0 / 2911) * t + 582.0 / 2911) * t;
    }
    const double t = x - 3;
    return ((-1.0 / 41 * t + 168.0 / 2911) * t - 97.0 / 2911) * t;
}

double gaussian(double, double, double x) {
    return std::exp(-2.0 * x * x);
}

double sinc(double, double, double x) {
    if (x < 1e-8) {
        return 1.0;
    }
    const double t = std::numbers::pi * x;
    return std::sin(t) / t;
}

double jinc(double, double, double x) {
    if (x < 1e-8) {
        return 1.0;
    }
    const double t = std::numbers::pi * x;
    return 2.0 * std::cyl_bessel_j(1.0, t) / t;
}

double hann(double, double, double x) {
    return 0.5 + 0.5 * std::cos(std::numbers::pi * x);
}

using Curve = double (*)(double b, double c, double x);

// A kernel is a curve under a window; the window is stretched so that its own radius falls on the kernel's.
struct Shape {
    Curve curve = box;
    double radius = 0.5;
    Curve window = nullptr;
    double window_radius = 1.0;
    double blur = 1.0;
    double b = 0.0;
    double c = 0.0;
};

constexpr double root2 = std::numbers::sqrt2;

Shape cubic_shape(double b, double c) {
    return {.curve = cubic, .radius = 2, .b = b, .c = c};
}

Shape jinc_shape(double radius, double blur) {
    return {.curve = jinc, .radius = radius, .window = jinc, .window_radius = jinc_first_zero, .blur = blur};
}

Shape own_shape(Kernel kernel) {
    switch (kernel) {
    case Kernel::nearest:
        return {};
    case Kernel::bilinear:
        return {.curve = triangle, .radius = 1};
    case Kernel::bicubic:
        return cubic_shape(1, 0);
    case Kernel::bcspline:
        return cubic_shape(0.5, 0.5);
    case Kernel::catmull_rom:
        return cubic_shape(0, 0.5);
    case Kernel::mitchell:
        return cubic_shape(1.0 / 3, 1.0 / 3);
    case Kernel::hermite:
        return cubic_shape(0, 0);
    case Kernel::robidoux:
    case Kernel::ewa_robidoux:
        return cubic_shape(12 / (19 + 9 * root2), 113 / (58 + 216 * root2));
    case Kernel::robidouxsharp:
    case Kernel::ewa_robidouxsharp:
        return cubic_shape(6 / (13 + 7 * root2), 7 / (2 + 12 * root2));
    case Kernel::spline16:
        return {.curve = spline16, .radius = 2};
    case Kernel::spline36:
        return {.curve = spline36, .radius = 3};
    case Kernel::spline64:
        return {.curve = spline64, .radius = 4};
    case Kernel::lanczos:
        return {.curve = sinc, .radius = 3, .window = sinc};
    case Kernel::gaussian:
        return {.curve = gaussian, .radius = 2};
    case Kernel::ewa_lanczos:
        return jinc_shape(3, 1.0);
    case Kernel::ewa_lanczossharp:
        return jinc_shape(jinc_third_zero, 0.9812505644269356);
    case Kernel::ewa_lanczossoft:
        return jinc_shape(jinc_third_zero, 1.015);
    case Kernel::haasnsoft:
        break;
    }
    return {.curve = jinc, .radius = jinc_third_zero, .window = hann, .blur = 1.11};
}

Shape shape_of(const KernelChoice& choice) {
    Shape out = own_shape(choice.kernel);
    out.b = choice.b.value_or(out.b);
    out.c = choice.c.value_or(out.c);
    out.radius = choice.radius.value_or(out.radius);
    out.blur = choice.blur.value_or(out.blur);
    return out;
}

double weight(const Shape& shape, double x) {
    x = std::abs(x);
    const double blurred = x / shape.blur;
    if (blurred >= shape.radius) {
        return 0.0;
    }
    const double value = shape.curve(shape.b, shape.c, blurred);
    if (shape.window == nullptr) {
        return value;
    }
    const double within = x / shape.radius * shape.window_radius;
    return within < shape.window_radius ? value * shape.window(0, 0, within) : 0.0;
}

// The tap counts mpv offers; the smallest that holds `wanted` is taken, or the largest. A kernel blurred beyond its
// radius is cut off there, so the count is part of the picture.
int offered_taps(int wanted) {
    for (const int count : {2, 4, 6}) {
        if (count >= wanted) {
            return count;
        }
    }
    return std::min((wanted + 3) / 4 * 4, most_taps);
}

double polar_stretch(const Shape& shape, double widening) {
    return std::min(std::max(widening, 1.0), widest_polar_px / shape.radius);
}

// The distance that row `row` of a polar table stands for.
double row_distance(const Shape& shape, int row) {
    return row * shape.radius / (table_rows - 1);
}

} // namespace

double kernel_radius(const KernelChoice& choice) {
    return shape_of(choice).radius;
}

double kernel_weight(const KernelChoice& choice, double x) {
    return weight(shape_of(choice), x);
}

KernelTable kernel_table(const KernelChoice& choice, double widening) {
    const Shape shape = shape_of(choice);
    double stretch = std::max(widening, 1.0);
    const int wanted = static_cast<int>(std::ceil(2 * shape.radius * stretch));
    KernelTable out{.taps = offered_taps(wanted), .rows = table_rows};
    if (wanted > out.taps) {
        stretch = out.taps / 2.0 / shape.radius;
    }
    out.stride = (out.taps + 3) / 4 * 4;
    out.weights.assign(static_cast<std::size_t>(out.rows * out.stride), 0.0F);
    const int first = 1 - out.taps / 2; // of the samples, from the one left of the position
    for (int row = 0; row < out.rows; ++row) {
        const double position = row / static_cast<double>(out.rows - 1);
        std::array<float, most_taps> raw{};
        double sum = 0;
        for (int n = 0; n < out.taps; ++n) {
            const double value = weight(shape, (position - (first + n)) / stretch);
            raw[static_cast<std::size_t>(n)] = static_cast<float>(value);
            sum += value;
        }
        if (sum == 0.0) { // a kernel narrower than a sample: the nearest one
            raw[static_cast<std::size_t>(position < 0.5 ? -first : 1 - first)] = 1.0F;
            sum = 1.0;
        }
        for (int n = 0; n < out.taps; ++n) {
            out.weights[static_cast<std::size_t>(row * out.stride + n)] =
                static_cast<float>(raw[static_cast<std::size_t>(n)] / sum);
        }
    }
    return out;
}

std::vector<float> polar_weights(const KernelChoice& choice) {
    const Shape shape = shape_of(choice);
    std::vector<float> out;
    out.reserve(table_rows);
    for (int row = 0; row < table_rows; ++row) {
        out.push_back(static_cast<float>(weight(shape, row_distance(shape, row))));
    }
    return out;
}

PolarReach polar_reach(const KernelChoice& choice, double widening) {
    const Shape shape = shape_of(choice);
    int row = table_rows - 1;
    while (row > 0 && std::abs(weight(shape, row_distance(shape, row))) <= negligible) {
        --row;
    }
    return {.radius_px = shape.radius * polar_stretch(shape, widening), .cutoff_px = row_distance(shape, row)};
}

double first_zero_px(const KernelChoice& choice, double widening) {
    const Shape shape = shape_of(choice);
    double positive = 0.0;
    double beyond = 0.0;
    while (beyond < shape.radius && weight(shape, beyond) > 0.0) {
        positive = beyond;
        beyond += 1.0 / 32;
    }
    for (int i = 0; i < 30; ++i) {
        const double middle = (positive + beyond) / 2;
        (weight(shape, middle) > 0.0 ? positive : beyond) = middle;
    }
    return std::min(positive, shape.radius) * polar_stretch(shape, widening);
}

} // namespace senga
