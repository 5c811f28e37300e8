#include "app/commands/frame_choice.h"

#include "app/commands/time_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string_view>

namespace senga {
namespace {

constexpr std::int64_t most_moments = 100'000; // of --count alone: each is a number in memory

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

// What stands between the commas; a comma at the end leaves an empty part.
std::vector<std::string> parts_of(std::string_view list) {
    std::vector<std::string> out;
    while (true) {
        const std::size_t comma = list.find(',');
        out.emplace_back(trimmed(list.substr(0, comma)));
        if (comma == std::string_view::npos) {
            return out;
        }
        list.remove_prefix(comma + 1);
    }
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [after, error] = std::from_chars(text.data(), end, value);
    // Below the largest number, so that the one after it exists.
    const bool good = error == std::errc() && after == end && value >= 0 && value < no_end && text.front() != '-';
    return good ? std::optional(value) : std::nullopt;
}

// "12", "12-20" or "12-". Errors: usage.
Result<FrameRange> read_range(const std::string& part) {
    const std::size_t dash = part.find('-');
    const bool range = dash != std::string::npos;
    const std::string_view last_text = range ? trimmed(std::string_view(part).substr(dash + 1)) : std::string_view();
    const std::optional<std::int64_t> first = whole_number(trimmed(std::string_view(part).substr(0, dash)));
    const std::optional<std::int64_t> last = !range              ? first
                                             : last_text.empty() ? std::optional(no_end)
                                                                 : whole_number(last_text);
    if (!first || !last) {
        return diagnose(
            Code::usage,
            fmt::format("--frame: \"{}\" is no frame: write numbers from 0 on and ranges, like 10,20,30-40 or 50-",
                        part));
    }
    if (*last < *first) {
        return diagnose(Code::usage,
                        fmt::format("--frame: {} runs backwards; pictures come in the film's order, write {}-{}", part,
                                    *last, *first));
    }
    return FrameRange{*first, *last};
}

Result<FrameChoice> frames_by_number(const std::string& list) {
    std::vector<FrameRange> named;
    for (const std::string& part : parts_of(list)) {
        const Result<FrameRange> range = read_range(part);
        if (!range) {
            return range.error();
        }
        named.push_back(*range);
    }
    std::sort(named.begin(), named.end(), [](FrameRange a, FrameRange b) { return a.first < b.first; });
    FramesByNumber out;
    for (const FrameRange& range : named) {
        const bool apart =
            out.ranges.empty() || (out.ranges.back().last != no_end && out.ranges.back().last + 1 < range.first);
        if (apart) {
            out.ranges.push_back(range);
        } else {
            out.ranges.back().last = std::max(out.ranges.back().last, range.last);
        }
    }
    return FrameChoice(std::move(out));
}

Diagnostic unknown_length(const std::string& what) {
    return diagnose(Code::usage, what + " needs the film's length, which this file does not tell; write the time in "
                                        "seconds, or use --every");
}

// Errors: usage.
Result<double> read_moment(const std::string& option, const std::string& text, const FilmFacts& film) {
    if (film.kind == FilmKind::film && film.duration_s <= 0.0 && text.ends_with('%')) {
        return unknown_length(option + " " + text);
    }
    return parse_time(option, text, film.duration_s);
}

Result<FrameChoice> frames_by_time(const std::string& list, const FilmFacts& film) {
    FramesByTime out;
    for (const std::string& part : parts_of(list)) {
        const Result<double> time_s = read_moment("--at", part, film);
        if (!time_s) {
            return time_s.error();
        }
        out.times_s.push_back(*time_s);
    }
    std::sort(out.times_s.begin(), out.times_s.end());
    out.times_s.erase(std::unique(out.times_s.begin(), out.times_s.end()), out.times_s.end());
    return FrameChoice(std::move(out));
}

struct Bounds {
    double start_s = 0.0;
    std::optional<double> end_s;
};

Result<Bounds> read_bounds(const FrameChoiceText& text, const FilmFacts& film) {
    Bounds out;
    if (!text.start.empty()) {
        const Result<double> start_s = read_moment("--start", text.start, film);
        if (!start_s) {
            return start_s.error();
        }
        out.start_s = *start_s;
    }
    if (!text.end.empty()) {
        const Result<double> end_s = read_moment("--end", text.end, film);
        if (!end_s) {
            return end_s.error();
        }
        out.end_s = *end_s;
    }
    if (out.end_s && *out.end_s <= out.start_s && film.kind == FilmKind::film) {
        return diagnose(Code::usage, fmt::format("--end {} does not lie behind --start {}", text.end,
                                                 text.start.empty() ? "0" : text.start));
    }
    return out;
}

Result<FrameChoice> spread(std::int64_t count, const Bounds& bounds, const FilmFacts& film) {
    if (count > most_moments) {
        return diagnose(Code::usage,
                        fmt::format("--count {}: at most {} moments can be spread over a film", count, most_moments));
    }
    if (!bounds.end_s && film.duration_s <= 0.0) {
        return unknown_length("spreading frames over the film");
    }
    const double film_end_s = film.duration_s > 0.0 ? film.duration_s : *bounds.end_s;
    const double end_s = std::min(bounds.end_s.value_or(film_end_s), film_end_s);
    if (bounds.start_s >= end_s) {
        return diagnose(Code::usage,
                        fmt::format("--start lies at {:.3f} s, but the film ends at {:.3f} s", bounds.start_s, end_s));
    }
    FramesByTime out;
    for (std::int64_t i = 0; i < count; ++i) {
        out.times_s.push_back(bounds.start_s +
                              (end_s - bounds.start_s) * (static_cast<double>(i) + 0.5) / static_cast<double>(count));
    }
    return FrameChoice(std::move(out));
}

// Errors: usage, where options do not go together or are out of range.
Outcome check_words(const FrameChoiceText& text, FramesUnlessChosen unless_chosen) {
    const bool listed = !text.frames.empty() || !text.times.empty();
    if (!text.frames.empty() && !text.times.empty()) {
        return diagnose(Code::usage, "--frame and --at exclude each other: choose frames by number or by time");
    }
    if (listed && (text.every || text.count)) {
        return diagnose(Code::usage, "--every and --count choose the frames themselves; leave out --frame and --at");
    }
    const bool bounded = !text.start.empty() || !text.end.empty();
    if (bounded && (listed || (!text.every && !text.count && unless_chosen.kind == FramesUnlessChosen::Kind::first))) {
        return diagnose(Code::usage, "--start and --end are bounds for --every, --count and --sheet; use one of these, "
                                     "or --at for a single frame");
    }
    if ((text.every && *text.every < 1) || (text.count && *text.count < 1)) {
        return diagnose(Code::usage, "--every and --count are whole numbers from 1 on");
    }
    return Done{};
}

Result<FrameChoice> choose_of_film(const FrameChoiceText& text, const FilmFacts& film,
                                   FramesUnlessChosen unless_chosen) {
    if (!text.frames.empty()) {
        return frames_by_number(text.frames);
    }
    if (!text.times.empty()) {
        return frames_by_time(text.times, film);
    }
    const Result<Bounds> bounds = read_bounds(text, film);
    if (!bounds) {
        return bounds.error();
    }
    if (text.every) {
        return FrameChoice(FramesByStep{.every = *text.every,
                                        .start_s = bounds->start_s,
                                        .end_s = bounds->end_s.value_or(std::numeric_limits<double>::infinity()),
                                        .most = text.count.value_or(no_end)});
    }
    const std::int64_t count = text.count.value_or(unless_chosen.count);
    const bool first_frame = !text.count && unless_chosen.kind == FramesUnlessChosen::Kind::first;
    return first_frame || film.kind == FilmKind::still ? FrameChoice(FramesByNumber{{{0, 0}}})
                                                       : spread(count, *bounds, film);
}

} // namespace

Result<FrameChoice> choose_frames(const FrameChoiceText& text, const FilmFacts& film,
                                  FramesUnlessChosen unless_chosen) {
    if (const Outcome good = check_words(text, unless_chosen); !good) {
        return good.error();
    }
    Result<FrameChoice> chosen = choose_of_film(text, film, unless_chosen);
    if (chosen && film.kind == FilmKind::still) {
        return FrameChoice(FramesByNumber{{{0, 0}}});
    }
    return chosen;
}

bool names_one_frame(const FrameChoiceText& text) {
    const bool list = text.frames.find_first_of(",-") != std::string::npos || text.times.find(',') != std::string::npos;
    return !list && !text.every && !text.count;
}

std::optional<std::int64_t> most_frames(const FrameChoice& choice) {
    if (const auto* times = std::get_if<FramesByTime>(&choice)) {
        return static_cast<std::int64_t>(times->times_s.size());
    }
    // More than that nobody has; sums and products of it stay within 64 bits.
    constexpr std::int64_t countless = 1'000'000'000'000;
    if (const auto* steps = std::get_if<FramesByStep>(&choice)) {
        return steps->most >= countless ? std::nullopt : std::optional(steps->most);
    }
    std::int64_t out = 0;
    for (const FrameRange& range : std::get<FramesByNumber>(choice).ranges) {
        if (range.last - range.first >= countless - out) {
            return std::nullopt;
        }
        out += range.last - range.first + 1;
    }
    return out;
}

} // namespace senga
