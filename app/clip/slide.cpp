#include "app/clip/slide.h"

#include <algorithm>
#include <cmath>

namespace senga {
namespace {

constexpr double all_a = 1.0;
constexpr double all_b = 0.0;
// What a sum of times may be off by.
constexpr double rounding_s = 1e-9;

template<class Legs>
double length_of(const Legs& legs) {
    double out = 0.0;
    for (const auto& leg : legs) {
        out += leg.length_s;
    }
    return out;
}

template<class Legs>
double film_of(const Legs& legs) {
    double out = 0.0;
    for (const auto& leg : legs) {
        out += leg.film_s;
    }
    return out;
}

// `film_s` of the result counts from the beginning of the legs. Behind the last one time passes as the film does.
template<class Legs>
Moment moment_within(const Legs& legs, double time_s) {
    Moment out;
    double left_s = time_s;
    for (const auto& leg : legs) {
        if (left_s < leg.length_s) {
            const double share = left_s / leg.length_s;
            return {out.film_s + leg.film_s * share, std::lerp(leg.from, leg.to, share)};
        }
        left_s -= leg.length_s;
        out = {out.film_s + leg.film_s, leg.to};
    }
    out.film_s += left_s;
    return out;
}

} // namespace

Slide::Slide(const SlideOptions& options) : options_(options) {
    const double start = std::clamp(options_.start_position, all_b, all_a);
    rest(first_, start, options_.delay_s, SlideOptions::Pause::film_runs);
    if (options_.speed_per_s <= 0.0) {
        return;
    }
    travel(first_, start, all_b);
    rest(again_, all_b, options_.pause_s, options_.pause);
    travel(again_, all_b, all_a);
    rest(again_, all_a, options_.pause_s, options_.pause);
    travel(again_, all_a, all_b);
}

void Slide::rest(Legs& legs, double position, double length_s, SlideOptions::Pause film) const {
    if (length_s > 0.0) {
        const bool waits = film == SlideOptions::Pause::film_waits;
        legs.push_back({.length_s = length_s, .from = position, .to = position, .film_s = waits ? 0.0 : length_s});
    }
}

void Slide::travel(Legs& legs, double from, double to) const {
    std::vector<double> stops;
    for (const double stop : options_.stops) {
        if (stop > std::min(from, to) && stop < std::max(from, to)) {
            stops.push_back(stop);
        }
    }
    std::sort(stops.begin(), stops.end());
    if (to < from) {
        std::reverse(stops.begin(), stops.end());
    }
    stops.push_back(to);
    double at = from;
    for (const double stop : stops) {
        const double length_s = std::abs(stop - at) / options_.speed_per_s;
        if (length_s > 0.0) {
            legs.push_back({.length_s = length_s, .from = at, .to = stop, .film_s = length_s});
        }
        at = stop;
        if (stop != to) {
            rest(legs, stop, options_.pause_s, options_.pause);
        }
    }
}

Moment Slide::running(double time_s) const {
    const double first_s = length_of(first_);
    const double again_s = length_of(again_);
    const bool ever_again = again_s > 0.0 && options_.crossings != 1;
    if (time_s < first_s || !ever_again) {
        return moment_within(first_, time_s);
    }
    double rounds = std::floor((time_s - first_s) / again_s);
    if (options_.crossings > 0) {
        rounds = std::min(rounds, options_.crossings - 2.0);
    }
    Moment out = moment_within(again_, time_s - first_s - rounds * again_s);
    out.film_s += film_of(first_) + rounds * film_of(again_);
    return out;
}

double Slide::rests_after_s() const {
    return length_of(first_) + std::max(options_.crossings - 1, 0) * length_of(again_);
}

Slide::Legs Slide::ending_legs(double from) const {
    Legs out;
    double last = from;
    if (options_.speed_per_s > 0.0) {
        if (options_.back == SlideOptions::Back::slides && from < all_a) {
            travel(out, from, all_a);
            rest(out, all_a, options_.pause_s, SlideOptions::Pause::film_waits);
            last = all_a;
        }
        travel(out, last, all_b);
        last = all_b;
    }
    rest(out, last, options_.hold_s, SlideOptions::Pause::film_waits);
    return out;
}

std::optional<double> Slide::ending(double from, double time_s) const {
    const Legs legs = ending_legs(from);
    if (time_s > length_of(legs) + rounding_s) {
        return std::nullopt;
    }
    return legs.empty() ? from : moment_within(legs, time_s).position;
}

double Slide::ending_s(double from) const {
    return length_of(ending_legs(from));
}

} // namespace senga
