#include "renderer/engine/kernel.h"

#include <array>
#include <cmath>
#include <numbers>

namespace senga {
namespace {

constexpr int table_rows = 64;

double cubic(double b, double c, double x) {
    if (x < 1.0) {
        return ((12 - 9 * b - 6 * c) * x * x * x + (-18 + 12 * b + 6 * c) * x * x + (6 - 2 * b)) / 6;
    }
    return ((-b - 6 * c) * x * x * x + (6 * b + 30 * c) * x * x + (-12 * b - 48 * c) * x + (8 * b + 24 * c)) / 6;
}

double spline16(double x) {
    if (x < 1.0) {
        return ((x - 9.0 / 5) * x - 1.0 / 5) * x + 1;
    }
    const double t = x - 1;
    return ((-1.0 / 3 * t + 4.0 / 5) * t - 7.0 / 15) * t;
}

double spline36(double x) {
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

double spline64(double x) {
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

double sinc(double x) {
    if (std::abs(x) < 1e-8) {
        return 1.0;
    }
    const double t = std::numbers::pi * x;
    return std::sin(t) / t;
}

} // namespace

double kernel_radius(Kernel kernel) {
    switch (kernel) {
    case Kernel::nearest:
        return 0.5;
    case Kernel::bilinear:
        return 1;
    case Kernel::bicubic:
    case Kernel::catmull_rom:
    case Kernel::mitchell:
    case Kernel::spline16:
        return 2;
    case Kernel::spline36:
    case Kernel::lanczos:
        return 3;
    case Kernel::spline64:
        break;
    }
    return 4;
}

double kernel_weight(Kernel kernel, double x) {
    x = std::abs(x);
    if (x >= kernel_radius(kernel)) {
        return 0.0;
    }
    switch (kernel) {
    case Kernel::nearest:
        return 1.0;
    case Kernel::bilinear:
        return 1.0 - x;
    case Kernel::bicubic:
    case Kernel::catmull_rom:
        return cubic(0.0, 0.5, x);
    case Kernel::mitchell:
        return cubic(1.0 / 3, 1.0 / 3, x);
    case Kernel::spline16:
        return spline16(x);
    case Kernel::spline36:
        return spline36(x);
    case Kernel::spline64:
        return spline64(x);
    case Kernel::lanczos:
        break;
    }
    return sinc(x) * sinc(x / 3);
}

KernelTable kernel_table(Kernel kernel, double widening) {
    // The tap counts mpv offers; the smallest that holds the widened kernel is taken.
    constexpr std::array<int, 16> counts{2, 4, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64};
    const double radius = kernel_radius(kernel);
    double stretch = std::max(widening, 1.0);
    const int wanted = static_cast<int>(std::ceil(2 * radius * stretch));
    KernelTable out;
    out.taps = counts.back();
    for (const int count : counts) {
        if (count >= wanted) {
            out.taps = count;
            break;
        }
    }
    if (wanted > out.taps) {
        stretch = out.taps / 2.0 / radius;
    }
    out.rows = table_rows;
    out.stride = (out.taps + 3) / 4 * 4;
    out.weights.assign(static_cast<std::size_t>(out.rows * out.stride), 0.0F);
    const int first = 1 - out.taps / 2; // of the samples, from the one left of the position
    for (int row = 0; row < out.rows; ++row) {
        const double position = row / static_cast<double>(out.rows - 1);
        std::array<float, 64> raw{};
        double sum = 0;
        for (int n = 0; n < out.taps; ++n) {
            const double weight = kernel_weight(kernel, (position - (first + n)) / stretch);
            raw[static_cast<std::size_t>(n)] = static_cast<float>(weight);
            sum += weight;
        }
        for (int n = 0; n < out.taps; ++n) {
            out.weights[static_cast<std::size_t>(row * out.stride + n)] =
                static_cast<float>(raw[static_cast<std::size_t>(n)] / sum);
        }
    }
    return out;
}

} // namespace senga
