#include "tests/engine/synthetic.h"

#include <array>
#include <cmath>
#include <functional>
#include <numbers>
#include <utility>

namespace senga::test {
namespace {

using reference::Image;

using Colour = std::array<float, 3>;
using Formula = std::function<Colour(int, int)>;

Image drawn(int w, int h, const Formula& formula) {
    Image out(w, h, 3);
    for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x) {
            const Colour colour = formula(x, y);
            for (int channel = 0; channel < 3; ++channel) {
                out.at(x, y, channel) = colour[static_cast<std::size_t>(channel)];
            }
        }
    }
    return out;
}

Image gray(int w, int h, const std::function<float(int, int)>& formula) {
    return drawn(w, h, [&](int x, int y) {
        const float value = formula(x, y);
        return Colour{value, value, value};
    });
}

Image noise(int w, int h, std::uint32_t seed, float low, float high, int levels = 0) {
    Noise source(seed);
    return drawn(w, h, [&](int, int) {
        Colour out{};
        for (float& value : out) {
            value = source.next();
            if (levels > 1) {
                value = std::floor(value * static_cast<float>(levels)) / static_cast<float>(levels - 1);
            }
            value = low + (high - low) * value;
        }
        return out;
    });
}

// A disc whose edge is `softness` pixels wide.
float disc(int x, int y, float cx, float cy, float radius, float softness) {
    const float distance = std::hypot(static_cast<float>(x) - cx, static_cast<float>(y) - cy);
    return std::fmin(std::fmax((radius - distance) / softness + 0.5F, 0.0F), 1.0F);
}

void add_ramps(std::vector<Synthetic>& out) {
    out.push_back({"ramp to the right", gray(48, 20, [](int x, int) { return static_cast<float>(x) / 47.0F; })});
    out.push_back({"ramp downward", gray(20, 48, [](int, int y) { return static_cast<float>(y) / 47.0F; })});
    out.push_back(
        {"ramp along the diagonal", gray(40, 40, [](int x, int y) { return static_cast<float>(x + y) / 78.0F; })});
    out.push_back({"shallow ramp", gray(64, 16, [](int x, int) { return 0.4F + static_cast<float>(x) / 2000.0F; })});
    out.push_back({"ramp against the diagonal, colours apart", drawn(33, 31, [](int x, int y) {
                       return Colour{static_cast<float>(x) / 32.0F, static_cast<float>(y) / 30.0F,
                                     static_cast<float>(x - y + 30) / 62.0F};
                   })});
    out.push_back({"bands of one code", gray(64, 24, [](int x, int) {
                       return (80.0F + std::floor(static_cast<float>(x) / 12.0F)) / 255.0F;
                   })});
    out.push_back({"parabola", gray(41, 41, [](int x, int y) {
                       return static_cast<float>((x - 20) * (x - 20) + (y - 20) * (y - 20)) / 800.0F;
                   })});
}

void add_points_and_lines(std::vector<Synthetic>& out) {
    const auto impulse = [](int cx, int cy, float on, float off) {
        return gray(17, 15, [=](int x, int y) { return x == cx && y == cy ? on : off; });
    };
    out.push_back({"white point on black", impulse(8, 7, 1.0F, 0.0F)});
    out.push_back({"black point on white", impulse(8, 7, 0.0F, 1.0F)});
    out.push_back({"point in the first corner", impulse(0, 0, 0.9F, 0.2F)});
    out.push_back({"point in the last corner", impulse(16, 14, 0.1F, 0.8F)});
    out.push_back({"point on the border", impulse(0, 7, 0.3F, 0.7F)});
    out.push_back({"dark row", gray(21, 21, [](int, int y) { return y == 10 ? 0.1F : 0.9F; })});
    out.push_back({"dark column", gray(21, 21, [](int x, int) { return x == 10 ? 0.1F : 0.9F; })});
    out.push_back({"light diagonal", gray(21, 21, [](int x, int y) { return x == y ? 0.9F : 0.2F; })});
    out.push_back({"dark counter-diagonal", gray(21, 21, [](int x, int y) { return x + y == 20 ? 0.1F : 0.7F; })});
    out.push_back({"cross hatch", gray(24, 24, [](int x, int y) { return x % 5 == 0 || y % 7 == 0 ? 0.15F : 0.85F; })});
    out.push_back({"checker of one pixel", gray(16, 16, [](int x, int y) { return (x + y) % 2 == 0 ? 1.0F : 0.0F; })});
    out.push_back(
        {"checker of three pixels", gray(19, 17, [](int x, int y) { return (x / 3 + y / 3) % 2 == 0 ? 0.8F : 0.3F; })});
}

void add_edges(std::vector<Synthetic>& out) {
    for (int octant = 0; octant < 8; ++octant) {
        const double angle = octant * std::numbers::pi / 4.0;
        const auto nx = static_cast<float>(std::cos(angle));
        const auto ny = static_cast<float>(std::sin(angle));
        out.push_back({"blurred edge towards octant " + std::to_string(octant), gray(24, 24, [=](int x, int y) {
                           const float along =
                               nx * (static_cast<float>(x) - 11.5F) + ny * (static_cast<float>(y) - 11.5F);
                           return 0.15F + 0.7F * std::fmin(std::fmax(along / 5.0F + 0.5F, 0.0F), 1.0F);
                       })});
    }
    out.push_back(
        {"soft disc", gray(40, 40, [](int x, int y) { return 0.1F + 0.8F * disc(x, y, 19.3F, 20.1F, 11.0F, 4.0F); })});
    out.push_back({"thin ring in colours", drawn(40, 40, [](int x, int y) {
                       const float ring = disc(x, y, 20.0F, 20.0F, 14.0F, 1.5F) - disc(x, y, 20.0F, 20.0F, 12.0F, 1.5F);
                       return Colour{0.9F - 0.8F * ring, 0.7F - 0.4F * ring, 0.2F + 0.6F * ring};
                   })});
}

void add_noise_and_limits(std::vector<Synthetic>& out) {
    out.push_back({"noise", noise(48, 40, 1, 0.0F, 1.0F)});
    out.push_back({"faint noise", noise(48, 40, 2, 0.49F, 0.51F)});
    out.push_back({"noise of four levels, full of ties", noise(48, 40, 3, 0.0F, 1.0F, 4)});
    out.push_back({"noise of two levels", noise(48, 40, 4, 0.0F, 1.0F, 2)});
    out.push_back({"noise of 256 levels", noise(48, 40, 5, 0.0F, 1.0F, 256)});
    out.push_back({"noise beyond black and white", noise(48, 40, 6, -0.4F, 1.6F)});
    out.push_back({"black", gray(9, 7, [](int, int) { return 0.0F; })});
    out.push_back({"white", gray(9, 7, [](int, int) { return 1.0F; })});
    out.push_back({"one colour", drawn(9, 7, [](int, int) { return Colour{0.3F, 0.6F, 0.1F}; })});
    for (const auto& [w, h] : {std::pair{1, 1}, {2, 1}, {1, 2}, {2, 2}, {3, 3}, {1, 9}, {9, 1}}) {
        out.push_back({"noise of " + std::to_string(w) + "x" + std::to_string(h),
                       noise(w, h, static_cast<std::uint32_t>(100 + 10 * w + h), 0.0F, 1.0F)});
    }
    out.push_back({"noise on a ramp, 853x479", [] {
                       Image image = noise(853, 479, 7, 0.0F, 0.25F);
                       for (int y = 0; y < image.h; ++y) {
                           for (int x = 0; x < image.w; ++x) {
                               for (int channel = 0; channel < 3; ++channel) {
                                   image.at(x, y, channel) += 0.7F * static_cast<float>(x) / 853.0F;
                               }
                           }
                       }
                       return image;
                   }()});
}

} // namespace

std::vector<Synthetic> synthetic_pictures() {
    std::vector<Synthetic> out;
    add_ramps(out);
    add_points_and_lines(out);
    add_edges(out);
    add_noise_and_limits(out);
    return out;
}

Image luma_codes(const Image& rgb, int bit_depth) {
    const float step = std::exp2(static_cast<float>(bit_depth - 8));
    Image out(rgb.w, rgb.h, 1);
    for (int y = 0; y < rgb.h; ++y) {
        for (int x = 0; x < rgb.w; ++x) {
            const float value = std::fmin(std::fmax(rgb.at(x, y), 0.0F), 1.0F);
            out.at(x, y) = std::round((16.0F + 219.0F * value) * step) / (255.0F * step);
        }
    }
    return out;
}

reference::Image noise_picture(int w, int h, std::uint32_t seed) {
    reference::Image out(w, h, 3);
    Noise noise(seed);
    for (float& value : out.values) {
        value = noise.next();
    }
    return out;
}

} // namespace senga::test
