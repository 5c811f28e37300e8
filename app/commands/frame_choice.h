// Which frames of a film the command line asks for: --frame, --at, --every, --count, --start, --end. It reads words and
// opens no file, so it knows no frame's time and no time's frame: who walks through the film finds out.
// Pure functions over plain data, any thread.
#pragma once

#include "renderer/base/result.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace senga {

// As on the command line; empty is not given.
struct FrameChoiceText {
    std::string frames; // "10,20,30-40,50-"
    std::string times;  // "1:00,2:30,75%"
    std::optional<std::int64_t> every;
    std::optional<std::int64_t> count;
    std::string start; // bounds of `every` and `count`
    std::string end;
};

enum class FilmKind { film, still };

struct FilmFacts {
    FilmKind kind = FilmKind::film;
    double duration_s = 0.0; // 0: unknown
};

constexpr std::int64_t no_end = std::numeric_limits<std::int64_t>::max();

// Both count from 0 and belong to it; `last` is no_end for all that follow.
struct FrameRange {
    std::int64_t first = 0;
    std::int64_t last = 0;
    bool operator==(const FrameRange&) const = default;
};

struct FramesByNumber {
    std::vector<FrameRange> ranges; // ascending, with gaps between them
    bool operator==(const FramesByNumber&) const = default;
};

// Two of the times may lie within one frame.
struct FramesByTime {
    std::vector<double> times_s; // ascending, each once
    bool operator==(const FramesByTime&) const = default;
};

// The frame that is shown at start_s, the Nth after it and so on, as long as they begin before end_s.
struct FramesByStep {
    std::int64_t every = 1;
    double start_s = 0.0;
    double end_s = std::numeric_limits<double>::infinity();
    std::int64_t most = no_end;
    bool operator==(const FramesByStep&) const = default;
};

using FrameChoice = std::variant<FramesByNumber, FramesByTime, FramesByStep>;

// Where the text chooses none: the first frame, or so many spread evenly.
struct FramesUnlessChosen {
    enum class Kind { first, spread } kind = Kind::first;
    std::int64_t count = 1;
};

// N moments spread evenly are the middles of N parts of equal length, so that neither a film's black beginning nor its
// end is one of them.
// A still is its one frame, whatever the text asks for, as long as it is well formed.
// Errors: usage (malformed, contradicting, or the film's length is needed and unknown).
Result<FrameChoice> choose_frames(const FrameChoiceText& text, const FilmFacts& film,
                                  FramesUnlessChosen unless_chosen = {});

// Whether the words are none, one number or one time: then a picture is meant, not a list of one.
bool names_one_frame(const FrameChoiceText& text);

// How many frames that is at most; empty where only the film's end ends it, and above 10^12.
std::optional<std::int64_t> most_frames(const FrameChoice& choice);

} // namespace senga
