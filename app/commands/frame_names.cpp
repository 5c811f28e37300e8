#include "app/commands/frame_names.h"

#include "app/offline/output_check.h"
#include "app/settings/screenshot_name.h"
#include "app/state/text.h"
#include "renderer/base/ascii.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <system_error>

namespace senga {
namespace {

// Frames of one run sort by name as by number: more than ten hours at 24 per second.
constexpr int frame_digits = 6;

// What a field tells apart.
enum class Tells { nothing, frames, chains };

struct Field {
    const char* word;
    Tells tells;
    std::string (*value)(const PictureFacts&);
    const char* help;
};

// A name of the wanted kind for one fact alone: legal everywhere.
std::string legal_value(const char* screenshot_field, const ScreenshotFacts& facts) {
    return screenshot_name(screenshot_field, facts);
}

constexpr Field fields[]{
    {"{frame}", Tells::frames,
     [](const PictureFacts& facts) { return fmt::format("{:0{}}", facts.frame, frame_digits); },
     "the frame's number, six digits from 000000"},
    {"{time}", Tells::frames, [](const PictureFacts& facts) { return legal_value("{time}", {.time_s = facts.time_s}); },
     "its time as 00-01-23.457"},
    {"{preset}", Tells::chains,
     [](const PictureFacts& facts) { return legal_value("{preset}", {.preset = facts.chain}); },
     "the chain's name, or Original"},
    {"{name}", Tells::nothing, [](const PictureFacts& facts) { return legal_value("{title}", {.title = facts.name}); },
     "the film's name"},
};

struct Counter {
    std::size_t bytes = 0; // of "%03d"; 0: there is none
    int digits = 0;
};

using Counting = NameRule::Counting;

// "%d", "%03d" at the beginning of the text.
Counter counter_at(std::string_view text, Counting counting) {
    std::size_t at = 1;
    int digits = 0;
    while (at < text.size() && at < 4 && std::isdigit(static_cast<unsigned char>(text[at])) != 0) {
        digits = digits * 10 + (text[at] - '0');
        ++at;
    }
    const bool is_one = counting == Counting::on && text.starts_with('%') && at < text.size() && text[at] == 'd';
    return is_one ? Counter{at + 1, std::min(digits, 20)} : Counter{};
}

const Field* field_at(std::string_view text) {
    const auto* found =
        std::find_if(std::begin(fields), std::end(fields), [&](const Field& f) { return text.starts_with(f.word); });
    return found != std::end(fields) ? found : nullptr;
}

struct Used {
    bool any = false;
    bool frames = false;
    bool chains = false;
};

Used fields_used(std::string_view pattern, Counting counting) {
    Used out;
    for (; !pattern.empty(); pattern.remove_prefix(1)) {
        const Field* field = field_at(pattern);
        const bool counts = counter_at(pattern, counting).bytes > 0;
        out.any = out.any || field != nullptr || counts;
        out.frames = out.frames || counts || (field != nullptr && field->tells == Tells::frames);
        out.chains = out.chains || counts || (field != nullptr && field->tells == Tells::chains);
    }
    return out;
}

bool ends_in_png(const std::string& name) {
    return ascii_lower(name.substr(name.size() - std::min<std::size_t>(name.size(), 4))) == ".png";
}

// "x.jpg", but not "{name} v1.5": an ending that says what the file is.
bool ends_as_another_kind(const std::string& name) {
    const std::string ending = std::filesystem::path(name).extension().string();
    return !ends_in_png(name) && ending.size() >= 3 && ending.size() <= 5 &&
           std::isalpha(static_cast<unsigned char>(ending[1])) != 0 &&
           std::all_of(ending.begin() + 1, ending.end(), [](unsigned char c) { return std::isalnum(c) != 0; });
}

NameRule names_in(const std::string& folder, PicturesWanted wanted, Counting counting) {
    const char* const names = wanted.form == PicturesWanted::Form::sheet         ? "{name} sheet.png"
                              : wanted.chains == PicturesWanted::Chains::several ? "{frame}_{time} - {preset}.png"
                                                                                 : "{name} {frame} {time}.png";
    return {(std::filesystem::path(folder) / names).string(), NameRule::Kind::from_fields, counting};
}

} // namespace

std::string name_fields_help() {
    std::string out = "%03d (of several pictures its number, from 001)";
    for (const Field& field : fields) {
        out += fmt::format(", {} ({})", field.word, field.help);
    }
    return out;
}

Result<NameRule> name_rule(const std::string& output, PicturesWanted wanted) {
    const bool files = wanted.form == PicturesWanted::Form::files;
    const bool frames = files && wanted.frames == PicturesWanted::Frames::several;
    const bool chains = files && wanted.chains == PicturesWanted::Chains::several;
    const bool single = !frames && !chains && wanted.frames == PicturesWanted::Frames::one;
    const Counting counting = single || !files ? Counting::off : Counting::on;
    const Used used = fields_used(output, counting);
    std::error_code failed;
    if (output.ends_with('/') || (!used.any && std::filesystem::is_directory(output, failed))) {
        return names_in(output, wanted, counting);
    }
    if (!used.any && !frames && !chains) {
        if (const Outcome ends = check_ending(output, ".png", "a picture"); !ends) {
            return ends.error();
        }
        return NameRule{output, NameRule::Kind::written_out, counting};
    }
    if (!used.any && !std::filesystem::path(output).has_extension()) {
        return names_in(output, wanted, counting);
    }
    const char* const lacking = frames && !used.frames   ? "%03d, {frame} or {time}"
                                : chains && !used.chains ? "{preset} or %03d"
                                                         : nullptr;
    if (lacking != nullptr) {
        return diagnose(Code::usage,
                        fmt::format("-o {}: several pictures would get this one name; put {} into it, or name a "
                                    "folder, with a / at its end",
                                    output, lacking));
    }
    if (ends_as_another_kind(output)) {
        return check_ending(output, ".png", "a picture").error();
    }
    return NameRule{ends_in_png(output) ? output : output + ".png", NameRule::Kind::from_fields, counting};
}

std::filesystem::path picture_path(const NameRule& rule, const PictureFacts& facts) {
    if (rule.kind == NameRule::Kind::written_out) {
        return rule.pattern;
    }
    std::string out;
    std::string_view rest = rule.pattern;
    while (!rest.empty()) {
        if (const Counter counter = counter_at(rest, rule.counting); counter.bytes > 0) {
            out += fmt::format("{:0{}}", facts.number, counter.digits);
            rest.remove_prefix(counter.bytes);
        } else if (const Field* field = field_at(rest)) {
            out += field->value(facts);
            rest.remove_prefix(std::string_view(field->word).size());
        } else {
            out += rest.front();
            rest.remove_prefix(1);
        }
    }
    return out;
}

std::string film_name(const std::string& location) {
    return std::filesystem::path(file_name(location)).stem().string();
}

std::vector<std::string> told_apart(std::vector<std::string> names) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::string own = names[i];
        const auto taken = [&] {
            return std::any_of(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i),
                               [&](const std::string& other) { return ascii_lower(other) == ascii_lower(names[i]); });
        };
        for (int number = 2; taken(); ++number) {
            names[i] = fmt::format("{} ({})", own, number);
        }
    }
    return names;
}

} // namespace senga
