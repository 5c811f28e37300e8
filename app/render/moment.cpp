#include "app/render/moment.h"

#include "app/commands/time_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

namespace senga {
namespace {

constexpr double time_tolerance_s = 1e-6;

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    const bool all = error == std::errc() && end == text.data() + text.size();
    return all && out >= 0 ? std::optional(out) : std::nullopt;
}

Result<Moment> frame_moment(const std::string& option, const std::string& text, std::string_view number) {
    const std::optional<std::int64_t> frame = whole_number(number);
    if (!frame) {
        return diagnose(Code::usage,
                        fmt::format("{} \"{}\" is no frame: frames are whole numbers from 0, and seconds are written "
                                    "12.5s, 1:02.5 or 25%",
                                    option, text));
    }
    return Moment{MomentUnit::frames, static_cast<double>(*frame)};
}

} // namespace

Result<Moment> parse_moment(const std::string& option, const std::string& text, MomentUnit bare, double duration_s) {
    const char last = text.empty() ? '\0' : text.back();
    const std::string head = text.empty() ? text : text.substr(0, text.size() - 1);
    const bool time = last == 's' || last == '%' || text.find(':') != std::string::npos;
    if (last == 'f' || (!time && bare == MomentUnit::frames)) {
        return frame_moment(option, text, last == 'f' ? head : text);
    }
    if (last == '%' && duration_s <= 0.0) {
        return diagnose(Code::usage,
                        fmt::format("{} \"{}\": the input does not say how long it is; give a time", option, text));
    }
    const Result<double> seconds = parse_time(option, last == 's' ? head : text, duration_s);
    return seconds ? Result<Moment>(Moment{MomentUnit::seconds, *seconds}) : Result<Moment>(seconds.error());
}

Result<Stretch> parse_stretch(const std::string& option, const std::string& text, double duration_s) {
    const std::size_t dash = text.find('-');
    if (dash == std::string::npos || text.size() == 1) {
        return diagnose(Code::usage, fmt::format("{} \"{}\" is no range: write FROM-TO in frames (100-200) or times "
                                                 "(10s-20s, 1:02.5-1:10, 25%-50%)",
                                                 option, text));
    }
    Stretch out{.unit = MomentUnit::frames};
    std::optional<MomentUnit> unit;
    const std::pair<std::string, double*> sides[]{{text.substr(0, dash), &out.from}, {text.substr(dash + 1), &out.to}};
    for (const auto& [side, value] : sides) {
        if (side.empty()) {
            continue;
        }
        const Result<Moment> moment = parse_moment(option, side, MomentUnit::frames, duration_s);
        if (!moment) {
            return moment.error();
        }
        if (unit && *unit != moment->unit) {
            return diagnose(Code::usage,
                            fmt::format("{} \"{}\": one side is a frame and the other a time", option, text));
        }
        unit = moment->unit;
        *value = moment->value;
    }
    out.unit = unit.value_or(MomentUnit::frames);
    if (!(out.from < out.to)) {
        return diagnose(Code::usage, fmt::format("{} \"{}\" ends where it begins or before; TO is the first that no "
                                                 "longer belongs to it",
                                                 option, text));
    }
    return out;
}

bool contains(const Stretch& stretch, std::int64_t frame, double pts_s) {
    const double at = stretch.unit == MomentUnit::frames ? static_cast<double>(frame) : pts_s + time_tolerance_s;
    return at >= stretch.from && at < stretch.to;
}

Outcome check_apart(const std::string& option, const std::vector<Stretch>& stretches) {
    for (std::size_t i = 0; i < stretches.size(); ++i) {
        for (std::size_t k = 0; k < i; ++k) {
            const Stretch& a = stretches[k];
            const Stretch& b = stretches[i];
            if (a.unit != b.unit) {
                return diagnose(Code::usage, fmt::format("{}: some count frames and others seconds, and whether they "
                                                         "overlap is unknown; give all in one of the two",
                                                         option));
            }
            if (std::max(a.from, b.from) < std::min(a.to, b.to)) {
                return diagnose(
                    Code::usage,
                    fmt::format("{}: the {}. and the {}. overlap; TO is the first {} that no longer belongs "
                                "to a range",
                                option, k + 1, i + 1, a.unit == MomentUnit::frames ? "frame" : "moment"));
            }
        }
    }
    return Done{};
}

} // namespace senga
