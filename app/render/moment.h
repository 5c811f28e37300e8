// A Moment is a place in a film as people write it, by frame or by time, and a Stretch lies between two of them. This
// reads them from the command line; it does not know the film. Pure functions, any thread.
#pragma once

#include "renderer/base/result.h"

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace senga {

enum class MomentUnit { frames, seconds };

struct Moment {
    MomentUnit unit = MomentUnit::seconds;
    double value = 0.0; // a frame's number, or seconds from the film's beginning
    bool operator==(const Moment&) const = default;
};

// "240f" is a frame; "83.5s", "1:23.5" and "25%" (of `duration_s`) are times; a bare number is of `bare` unit. Errors:
// usage; `option` is named in it.
Result<Moment> parse_moment(const std::string& option, const std::string& text, MomentUnit bare, double duration_s);

// From `from` to before `to`, both of one unit.
struct Stretch {
    MomentUnit unit = MomentUnit::seconds;
    double from = 0.0;
    double to = std::numeric_limits<double>::infinity();
    bool operator==(const Stretch&) const = default;
};

// "100-200", "1:02.5-1:10", "25%-50%"; a side left out is the film's beginning or end. Bare numbers are frames. Errors:
// usage.
Result<Stretch> parse_stretch(const std::string& option, const std::string& text, double duration_s);

// Whether the frame lies in it. Containers round times to microseconds at worst, and so does this.
bool contains(const Stretch& stretch, std::int64_t frame, double pts_s);

// Errors: usage where two overlap, or where some count frames and others seconds: which of them meet depends on the
// film.
Outcome check_apart(const std::string& option, const std::vector<Stretch>& stretches);

} // namespace senga
