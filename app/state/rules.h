// Rules choose a preset by what plays and where: "off where nothing is enlarged". The first rule that is on and holds
// wins. Here are the rules and the choice; rules_file.h reads and writes them. Pure, any thread.
#pragma once

#include "renderer/base/result.h"
#include "renderer/picture/size.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace senga {

// Bounds of a number, both inclusive; none: unbounded.
struct Bounds {
    std::optional<double> least;
    std::optional<double> most;
    bool holds(double value) const { return !(least && value < *least) && !(most && value > *most); }
    bool unbounded() const { return !least && !most; }
    bool operator==(const Bounds&) const = default;
};
// ">=720", "<=1", "1.5..3", "24"; empty: any. Errors: preset_value.
Result<Bounds> bounds_from_text(std::string_view text);
std::string to_text(const Bounds& bounds);

struct Rule {
    std::string name; // for people
    std::string preset;
    bool enabled = true;
    Bounds source_lines;  // height of the picture as it is stored
    Bounds display_lines; // height it is shown at
    Bounds scale;         // of the two: above 1 it is enlarged
    Bounds fps;
    std::string codec;  // "h264"; empty: any. As mpv calls it, without regard to case
    std::string file;   // a pattern of * and ? for the file's name
    std::string folder; // the same for the whole folder it lies in
    bool operator==(const Rule&) const = default;
};

// What is known of the film and the screen.
struct RuleFacts {
    Size source;
    Size display; // of the picture on the screen
    double fps = 0.0;
    std::string codec;
    std::string path;
};

bool holds(const Rule& rule, const RuleFacts& facts);
// The preset's key; nullopt: no rule holds.
std::optional<std::string> choose_preset(const std::vector<Rule>& rules, const RuleFacts& facts);
// What a fresh installation has: "off where nothing is enlarged", switched off.
std::vector<Rule> initial_rules();

} // namespace senga
