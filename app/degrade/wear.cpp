// Dust and scratches. The models are simple ones: spots that are there for one frame, and upright lines that stay while
// a piece of film runs through and drift slowly sideways.
#include "app/degrade/hash_noise.h"
#include "app/degrade/operations.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace senga {
namespace {

// What wear leaves behind: nearly black where dirt holds back light, nearly white where the layer is gone (or the other
// way on a negative).
constexpr float dark = 0.03F;
constexpr float bright = 0.97F;

void blend(FilmFrame& frame, int x, int y, float value, float share) {
    for (FloatPlane& plane : frame.rgb) {
        float& sample = plane.row(y)[x];
        sample += share * (value - sample);
    }
}

// --- dust ------------------------------------------------------------------------------------------------------------

struct Dust {
    float count = 0.0F; // a frame, on average
    float radius_px = 0.0F;
    float bright_share = 0.0F;
    float opacity = 0.0F;
};

// An ellipse whose edge is a pixel wide.
struct Spot {
    float x = 0.0F;
    float y = 0.0F;
    float along_x = 1.0F; // unit vector of the longer axis
    float along_y = 0.0F;
    float longer_px = 1.0F;
    float shorter_px = 1.0F;
    float value = dark;
};

Spot spot(std::uint64_t key, Size size, const Dust& dust) {
    const float x = 2.0F * uniform(key, 2) - 1.0F;
    const float y = 2.0F * uniform(key, 3) - 1.0F;
    const float length = std::sqrt(x * x + y * y);
    const bool pointed = length > 0.01F;
    const float longer_px = dust.radius_px * (0.5F + uniform(key, 4));
    return {.x = uniform(key, 0) * static_cast<float>(size.w),
            .y = uniform(key, 1) * static_cast<float>(size.h),
            .along_x = pointed ? x / length : 1.0F,
            .along_y = pointed ? y / length : 0.0F,
            .longer_px = longer_px,
            .shorter_px = longer_px * (0.25F + 0.75F * uniform(key, 5)),
            .value = uniform(key, 6) < dust.bright_share ? bright : dark};
}

void draw(FilmFrame& frame, const Spot& spot, float opacity) {
    const Size size = frame.format.size;
    const float reach = spot.longer_px + 1.0F;
    const int bottom = std::min(size.h - 1, static_cast<int>(spot.y + reach));
    const int right = std::min(size.w - 1, static_cast<int>(spot.x + reach));
    for (int y = std::max(0, static_cast<int>(spot.y - reach)); y <= bottom; ++y) {
        for (int x = std::max(0, static_cast<int>(spot.x - reach)); x <= right; ++x) {
            const float dx = static_cast<float>(x) + 0.5F - spot.x;
            const float dy = static_cast<float>(y) + 0.5F - spot.y;
            const float along = (dx * spot.along_x + dy * spot.along_y) / spot.longer_px;
            const float aside = (dy * spot.along_x - dx * spot.along_y) / spot.shorter_px;
            const float inside_px = (1.0F - std::sqrt(along * along + aside * aside)) * spot.shorter_px;
            const float cover = std::clamp(inside_px + 0.5F, 0.0F, 1.0F);
            if (cover > 0.0F) {
                blend(frame, x, y, spot.value, cover * opacity);
            }
        }
    }
}

void add_dust(FilmFrame& frame, const StagePlace& place, const Dust& dust) {
    const std::uint64_t key = key_of({place.seed, place.position, static_cast<std::uint64_t>(frame.index)});
    const auto spots = static_cast<std::uint64_t>(dust.count + uniform(key, 0));
    for (std::uint64_t i = 0; i < spots; ++i) {
        draw(frame, spot(key_of({key, i}), frame.format.size, dust), dust.opacity);
    }
}

// --- scratches -------------------------------------------------------------------------------------------------------

struct Scratches {
    int count = 0;
    int life_frames = 1;
    float width_px = 1.0F;
    float drift_px = 0.0F; // a frame, at most
    float bright_share = 0.0F;
    float opacity = 0.0F;
};

// How much of a scratch is left at a height: between 0.4 and 1, in pieces of some 48 lines that run past.
float left_at(std::uint64_t key, float line) {
    const float piece = std::floor(line / 48.0F);
    const float part = line / 48.0F - piece;
    const auto number = static_cast<std::uint64_t>(piece);
    const float a = uniform(key, number);
    const float b = uniform(key, number + 1);
    return 0.4F + 0.6F * (a + part * (b - a));
}

// One of several that are there at a time: each is replaced by another after its life, not all at once.
void add_scratch(FilmFrame& frame, const StagePlace& place, const Scratches& scratches, std::uint64_t number) {
    const Size size = frame.format.size;
    const std::uint64_t own = key_of({place.seed, place.position, number});
    const auto life = static_cast<std::uint64_t>(scratches.life_frames);
    const std::uint64_t time = static_cast<std::uint64_t>(frame.index) + hashed(own, 0) % life;
    const std::uint64_t key = key_of({own, time / life});
    const auto age = static_cast<float>(time % life);
    const float drift = scratches.drift_px * (2.0F * uniform(key, 1) - 1.0F);
    const float centre = uniform(key, 0) * static_cast<float>(size.w) + drift * age;
    const float value = uniform(key, 2) < scratches.bright_share ? bright : dark;
    const float reach = 0.5F * scratches.width_px + 0.5F;
    const int first = std::max(0, static_cast<int>(std::floor(centre - reach)));
    const int last = std::min(size.w - 1, static_cast<int>(std::floor(centre + reach)));
    for (int y = 0; y < size.h; ++y) {
        const float left = left_at(key, static_cast<float>(y) + age * static_cast<float>(size.h));
        for (int x = first; x <= last; ++x) {
            const float away = std::abs(static_cast<float>(x) + 0.5F - centre);
            const float cover = std::clamp(reach - away, 0.0F, std::min(1.0F, scratches.width_px));
            blend(frame, x, y, value, cover * left * scratches.opacity);
        }
    }
}

} // namespace

StagePtr make_dust(const DamageValues& values, const StagePlace& place) {
    const Dust dust{.count = static_cast<float>(values.number("count")),
                    .radius_px = static_cast<float>(values.number("size")),
                    .bright_share = static_cast<float>(values.number("bright")),
                    .opacity = static_cast<float>(values.number("opacity"))};
    return std::make_unique<FrameStage>([dust, place](FilmFrame& frame) -> Outcome {
        add_dust(frame, place, dust);
        return Done{};
    });
}

StagePtr make_scratches(const DamageValues& values, const StagePlace& place) {
    const Scratches scratches{.count = values.whole("count"),
                              .life_frames = values.whole("life"),
                              .width_px = static_cast<float>(values.number("width")),
                              .drift_px = static_cast<float>(values.number("drift")),
                              .bright_share = static_cast<float>(values.number("bright")),
                              .opacity = static_cast<float>(values.number("opacity"))};
    return std::make_unique<FrameStage>([scratches, place](FilmFrame& frame) -> Outcome {
        for (int i = 0; i < scratches.count; ++i) {
            add_scratch(frame, place, scratches, static_cast<std::uint64_t>(i));
        }
        return Done{};
    });
}

} // namespace senga
