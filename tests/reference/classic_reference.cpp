#include "tests/reference/classic_reference.h"

#include <array>
#include <cmath>
#include <optional>

namespace senga::reference {
namespace {

struct Offset {
    int x;
    int y;
};

constexpr Offset tl{-1, -1}, t{0, -1}, tr{1, -1};
constexpr Offset l{-1, 0}, c{0, 0}, r{1, 0};
constexpr Offset bl{-1, 1}, b{0, 1}, br{1, 1};

struct Direction {
    std::array<Offset, 3> light;
    std::array<Offset, 3> dark;
    enum class Centre { must_be_darker, among_the_dark } centre;
};

constexpr auto straight = Direction::Centre::must_be_darker;
constexpr auto diagonal = Direction::Centre::among_the_dark;

// In order of evaluation: two and two belong together, the second is tried only where the first does not hit.
constexpr std::array<Direction, 8> directions{{
    {{tl, t, tr}, {bl, b, br}, straight}, // K0
    {{bl, b, br}, {tl, t, tr}, straight}, // K4
    {{t, tr, r}, {c, l, b}, diagonal},    // K1
    {{l, bl, b}, {c, t, r}, diagonal},    // K5
    {{tr, r, br}, {tl, l, bl}, straight}, // K2
    {{tl, l, bl}, {tr, r, br}, straight}, // K6
    {{r, br, b}, {c, t, l}, diagonal},    // K3
    {{tl, t, l}, {c, r, b}, diagonal},    // K7
}};

bool hits(const Direction& direction, const Image& guide, int x, int y) {
    for (const Offset& light : direction.light) {
        const float lit = guide.clamped(x + light.x, y + light.y);
        if (direction.centre == straight && !(lit > guide.at(x, y))) {
            return false;
        }
        for (const Offset& dark : direction.dark) {
            if (!(lit > guide.clamped(x + dark.x, y + dark.y))) {
                return false;
            }
        }
    }
    return true;
}

// (1 - s) centre + s / 3 (sum of the light side) of one channel.
float moved(const Direction& direction, const Image& image, int x, int y, int channel, float s) {
    const auto& side = direction.light;
    const float first = image.clamped(x + side[0].x, y + side[0].y, channel);
    const float second = image.clamped(x + side[1].x, y + side[1].y, channel);
    const float third = image.clamped(x + side[2].x, y + side[2].y, channel);
    const float share = s * (1.0F / 3.0F);
    return (1.0F - s) * image.at(x, y, channel) + share * (first + second + third);
}

std::optional<Direction> lightest_hit(const Image& guide, int x, int y, float s) {
    std::optional<Direction> best;
    float best_guide = guide.at(x, y);
    for (std::size_t pair = 0; pair < directions.size(); pair += 2) {
        for (std::size_t i = pair; i < pair + 2; ++i) {
            if (!hits(directions[i], guide, x, y)) {
                continue;
            }
            const float candidate = moved(directions[i], guide, x, y, 0, s);
            if (candidate > best_guide) {
                best = directions[i];
                best_guide = candidate;
            }
            break;
        }
    }
    return best;
}

std::optional<Direction> first_hit(const Image& guide, int x, int y) {
    for (const Direction& direction : directions) {
        if (hits(direction, guide, x, y)) {
            return direction;
        }
    }
    return std::nullopt;
}

// `choose` tells for each pixel towards which direction it moves, if any.
template<typename Choose>
Image move_pixels(const Image& rgb, float s, Choose choose) {
    Image out = rgb;
    for (int y = 0; y < rgb.h; ++y) {
        for (int x = 0; x < rgb.w; ++x) {
            const std::optional<Direction> direction = choose(x, y);
            for (int channel = 0; direction && channel < 3; ++channel) {
                out.at(x, y, channel) = moved(*direction, rgb, x, y, channel, s);
            }
        }
    }
    return out;
}

} // namespace

Image luma(const Image& rgb) {
    Image out(rgb.w, rgb.h, 1);
    for (int y = 0; y < rgb.h; ++y) {
        for (int x = 0; x < rgb.w; ++x) {
            const float weighted = (rgb.at(x, y, 2) + 3.0F * rgb.at(x, y, 1)) + 2.0F * rgb.at(x, y, 0);
            out.at(x, y) = weighted * (1.0F / 6.0F);
        }
    }
    return out;
}

Image push(const Image& rgb, const Image& guide, float strength) {
    return move_pixels(rgb, strength, [&](int x, int y) { return lightest_hit(guide, x, y, strength); });
}

Image gradient(const Image& rgb) {
    const Image y_of = luma(rgb);
    Image out(rgb.w, rgb.h, 1);
    for (int y = 0; y < rgb.h; ++y) {
        for (int x = 0; x < rgb.w; ++x) {
            const auto near = [&](Offset o) { return y_of.clamped(x + o.x, y + o.y); };
            const float gx = (near(tr) + 2.0F * near(r) + near(br)) - (near(tl) + 2.0F * near(l) + near(bl));
            const float gy = (near(bl) + 2.0F * near(b) + near(br)) - (near(tl) + 2.0F * near(t) + near(tr));
            out.at(x, y) = 1.0F - std::clamp(std::sqrt(gx * gx + gy * gy), 0.0F, 1.0F);
        }
    }
    return out;
}

Image push_grad(const Image& rgb, const Image& guide, float strength) {
    return move_pixels(rgb, strength, [&](int x, int y) { return first_hit(guide, x, y); });
}

} // namespace senga::reference
