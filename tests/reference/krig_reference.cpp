#include "tests/reference/krig_reference.h"

#include <array>
#include <cmath>
#include <numbers>
#include <utility>

namespace senga::reference {
namespace {

constexpr int nearest_sample = 8;

struct Sample {
    double x = 0.0; // place against the nearest sample, in chroma samples
    double y = 0.0;
    double mean = 0.0;
    double variance = 0.0;
    std::array<double, 2> chroma{};
};
using Neighbourhood = std::array<Sample, 9>;

double kernel(double t) {
    constexpr double pi = std::numbers::pi;
    return std::fabs(t) < 1.0 ? 0.42659 + 0.49656 * std::cos(pi * t) + 0.076849 * std::cos(2.0 * pi * t) : 0.0;
}

double squared(double value) {
    return value * value;
}

Neighbourhood neighbourhood(const Image& samples, int nearest_x, int nearest_y) {
    constexpr std::array<std::pair<int, int>, 9> places{
        {{-1, -1}, {0, -1}, {1, -1}, {-1, 0}, {1, 0}, {-1, 1}, {0, 1}, {1, 1}, {0, 0}}};
    Neighbourhood out;
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto [dx, dy] = places[i];
        const int x = nearest_x + dx;
        const int y = nearest_y + dy;
        out[i] = {static_cast<double>(dx),
                  static_cast<double>(dy),
                  samples.clamped(x, y, 0),
                  samples.clamped(x, y, 1),
                  {samples.clamped(x, y, 2), samples.clamped(x, y, 3)}};
    }
    return out;
}

// The model of the covariance, from the statistics of one neighbourhood.
struct Model {
    double local = 0.0;
    double total = 0.0;
    double radius = 1.0;

    double covariance(const Sample& a, const Sample& b) const {
        const double v = a.variance + b.variance;
        const double luma = squared(a.mean - b.mean) / (local + v);
        const double space = (squared(a.x - b.x) + squared(a.y - b.y)) / squared(radius);
        return std::exp(-0.5 * (luma + space)) / std::sqrt(1.0 + v / total);
    }
};

Model model_of(const Neighbourhood& samples, const KrigOptions& options) {
    double weights = 0.0;
    double mean = 0.0;
    double mean_squares = 0.0;
    double variance = 0.0;
    for (const Sample& sample : samples) {
        const double weight =
            std::clamp(1.5 - std::fabs(sample.x), 0.0, 1.0) * std::clamp(1.5 - std::fabs(sample.y), 0.0, 1.0);
        weights += weight;
        mean += weight * sample.mean;
        mean_squares += weight * squared(sample.mean);
        variance += weight * sample.variance;
    }
    Model model;
    model.local = std::fabs(mean_squares / weights - squared(mean / weights)) + squared(options.noise / 255.0);
    model.total = model.local + variance / weights;
    model.radius = options.radius;
    return model;
}

using System = std::array<std::array<double, 11>, 10>; // ten equations, the right side last

// Gauss-Jordan with row pivoting.
std::array<double, 10> solve(System system) {
    constexpr std::size_t n = 10;
    for (std::size_t column = 0; column < n; ++column) {
        std::size_t pivot = column;
        for (std::size_t row = column + 1; row < n; ++row) {
            if (std::fabs(system[row][column]) > std::fabs(system[pivot][column])) {
                pivot = row;
            }
        }
        std::swap(system[column], system[pivot]);
        for (std::size_t row = 0; row < n; ++row) {
            if (row == column) {
                continue;
            }
            const double factor = system[row][column] / system[column][column];
            for (std::size_t k = column; k <= n; ++k) {
                system[row][k] -= factor * system[column][k];
            }
        }
    }
    std::array<double, n> out{};
    for (std::size_t i = 0; i < n; ++i) {
        out[i] = system[i][n] / system[i][i];
    }
    return out;
}

// Weights of the nine samples for `target`: nine equations of likeness and, by a Lagrange multiplier, the tenth that
// the weights sum to one.
std::array<double, 10> weights_for(const Neighbourhood& samples, const Sample& target, const Model& model) {
    System system{};
    for (std::size_t i = 0; i < 9; ++i) {
        for (std::size_t j = 0; j < 9; ++j) {
            system[i][j] = model.covariance(samples[i], samples[j]);
        }
        system[i][9] = 1.0;
        system[9][i] = 1.0;
        system[i][10] = model.covariance(samples[i], target);
    }
    system[9][10] = 1.0;
    return solve(system);
}

double luma_between(const Image& luma, double x, double y) {
    const double left = std::floor(x - 0.5);
    const double top = std::floor(y - 0.5);
    const double fx = x - 0.5 - left;
    const double fy = y - 0.5 - top;
    const int ix = static_cast<int>(left);
    const int iy = static_cast<int>(top);
    const double above = luma.clamped(ix, iy) * (1.0 - fx) + luma.clamped(ix + 1, iy) * fx;
    const double below = luma.clamped(ix, iy + 1) * (1.0 - fx) + luma.clamped(ix + 1, iy + 1) * fx;
    return above * (1.0 - fy) + below * fy;
}

} // namespace

Image krig_samples(const Image& luma, const Image& chroma, const KrigGeometry& geometry) {
    Image out(chroma.w, chroma.h, 4);
    for (int y = 0; y < chroma.h; ++y) {
        for (int x = 0; x < chroma.w; ++x) {
            const double centre_x = geometry.ratio_x * (x + 0.5 - geometry.siting_x);
            const double centre_y = geometry.ratio_y * (y + 0.5 - geometry.siting_y);
            double sum = 0.0;
            double mean = 0.0;
            double squares = 0.0;
            for (int j = static_cast<int>(centre_y) - 8; j <= static_cast<int>(centre_y) + 8; ++j) {
                for (int i = static_cast<int>(centre_x) - 8; i <= static_cast<int>(centre_x) + 8; ++i) {
                    const double weight = kernel((i + 0.5 - centre_x) / geometry.ratio_x) *
                                          kernel((j + 0.5 - centre_y) / geometry.ratio_y);
                    const double value = luma.clamped(i, j);
                    sum += weight;
                    mean += weight * value;
                    squares += weight * squared(value);
                }
            }
            mean /= sum;
            out.at(x, y, 0) = static_cast<float>(mean);
            out.at(x, y, 1) = static_cast<float>(std::max(squares / sum - squared(mean), 0.0));
            out.at(x, y, 2) = chroma.at(x, y, 0);
            out.at(x, y, 3) = chroma.at(x, y, 1);
        }
    }
    return out;
}

Image krig(const Image& luma, const Image& chroma, const KrigGeometry& geometry, const KrigOptions& options) {
    const Image all = krig_samples(luma, chroma, geometry);
    Image out(luma.w, luma.h, 2);
    for (int y = 0; y < luma.h; ++y) {
        for (int x = 0; x < luma.w; ++x) {
            // The output spans the whole chroma plane, also where an odd size leaves half a sample outside.
            const double plane_x = (x + 0.5) * chroma.w / luma.w;
            const double plane_y = (y + 0.5) * chroma.h / luma.h;
            const double at_x = plane_x + geometry.siting_x;
            const double at_y = plane_y + geometry.siting_y;
            const Neighbourhood samples =
                neighbourhood(all, static_cast<int>(std::floor(at_x)), static_cast<int>(std::floor(at_y)));
            Sample target;
            target.x = at_x - std::floor(at_x) - 0.5;
            target.y = at_y - std::floor(at_y) - 0.5;
            target.mean = luma_between(luma, plane_x * geometry.ratio_x, plane_y * geometry.ratio_y);
            const auto weights = weights_for(samples, target, model_of(samples, options));
            for (std::size_t channel = 0; channel < 2; ++channel) {
                double value = 0.0;
                double lowest = samples[nearest_sample].chroma[channel];
                double highest = lowest;
                for (std::size_t i = 0; i < samples.size(); ++i) {
                    value += weights[i] * samples[i].chroma[channel];
                    lowest = std::min(lowest, samples[i].chroma[channel]);
                    highest = std::max(highest, samples[i].chroma[channel]);
                }
                const double slack = options.guard * (highest - lowest);
                out.at(x, y, static_cast<int>(channel)) =
                    static_cast<float>(std::clamp(value, lowest - slack, highest + slack));
            }
        }
    }
    return out;
}

} // namespace senga::reference
