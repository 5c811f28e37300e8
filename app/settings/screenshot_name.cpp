#include "app/settings/screenshot_name.h"

#include "renderer/base/utf8.h"

#include <algorithm>
#include <cmath>
#include <ctime>
#include <optional>
#include <system_error>

#include <fmt/format.h>

namespace senga {
namespace {

constexpr std::size_t most_bytes = 200; // file systems take 255; the rest is for numbers and the extension
constexpr std::size_t part_bytes = 80;  // of any one fact but the title
constexpr std::string_view fallback = "Senga";

// As long as no other program reads it, 00-12-34.567: Windows' file systems take no colon.
std::string time_text(double time_s) {
    const double bounded = std::isfinite(time_s) ? std::clamp(time_s, 0.0, 3.6e8) : 0.0;
    const auto ms = static_cast<long long>(std::llround(bounded * 1000.0));
    return fmt::format("{:02}-{:02}-{:02}.{:03}", ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60, ms % 1000);
}

// Characters that some system's file names must not hold become '_'.
std::string legal(std::string_view text) {
    constexpr std::string_view forbidden = "/\\:*?\"<>|";
    std::string out;
    while (!text.empty()) {
        const std::size_t bytes = utf8_character_bytes(text);
        const auto first = static_cast<unsigned char>(text.front());
        const bool good = bytes > 0 && first >= 0x20 && first != 0x7f && forbidden.find(text.front()) == forbidden.npos;
        out += good ? text.substr(0, bytes) : std::string_view("_");
        text.remove_prefix(std::max<std::size_t>(bytes, 1));
    }
    return out;
}

std::optional<std::string> value_of(std::string_view name, const ScreenshotFacts& facts, std::string_view title) {
    if (name == "title") {
        return std::string(title);
    }
    if (name == "time") {
        return time_text(facts.time_s);
    }
    if (name == "frame") {
        return std::to_string(facts.frame);
    }
    if (name == "preset") {
        return std::string(utf8_prefix(facts.preset, part_bytes));
    }
    if (name == "what") {
        return std::string(utf8_prefix(facts.what, part_bytes));
    }
    if (name == "date") {
        return std::string(utf8_prefix(facts.date, part_bytes));
    }
    return std::nullopt;
}

std::string filled(std::string_view name_template, const ScreenshotFacts& facts, std::string_view title) {
    std::string out;
    while (!name_template.empty()) {
        const std::size_t open = name_template.find('{');
        out += name_template.substr(0, open);
        name_template.remove_prefix(std::min(open, name_template.size()));
        const std::size_t close = name_template.find('}');
        if (close == std::string_view::npos) {
            return out.append(name_template);
        }
        const auto value = value_of(name_template.substr(1, close - 1), facts, title);
        if (value) {
            out += *value;
            name_template.remove_prefix(close + 1);
        } else { // the brace is a character like any other
            out += '{';
            name_template.remove_prefix(1);
        }
    }
    return out;
}

// One blank where several stand, as an empty fact leaves them; neither blanks nor dots at the ends, where they hide a
// file or get lost.
std::string tidy(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c != ' ' || !out.ends_with(' ')) {
            out += c;
        }
    }
    out.erase(0, std::min(out.find_first_not_of(" ."), out.size()));
    out.erase(out.find_last_not_of(" .") + 1);
    return out;
}

} // namespace

std::string screenshot_name(std::string_view name_template, const ScreenshotFacts& facts) {
    std::string wish(name_template);
    if (!facts.what.empty() && facts.what != "shown" && wish.find("{what}") == std::string::npos) {
        wish += " {what}";
    }
    const auto name_with = [&](std::string_view title) { return tidy(legal(filled(wish, facts, title))); };
    std::string_view title = facts.title;
    std::string name = name_with(title);
    while (name.size() > most_bytes && !title.empty()) {
        const std::size_t excess = name.size() - most_bytes;
        title = utf8_prefix(title, title.size() - std::min(excess, title.size()));
        name = wish.find("{title}") == std::string::npos ? name : name_with(title);
    }
    name = tidy(utf8_prefix(name, most_bytes));
    return name.empty() ? std::string(fallback) : name;
}

std::filesystem::path unique_path(const std::filesystem::path& folder, std::string_view name,
                                  std::string_view extension) {
    std::filesystem::path out;
    std::error_code error;
    for (int number = 1; number < 100'000; ++number) {
        out = folder / (std::string(name) + (number == 1 ? "" : fmt::format(" ({})", number)) + std::string(extension));
        if (!std::filesystem::exists(std::filesystem::symlink_status(out, error))) {
            break;
        }
    }
    return out;
}

std::string local_date_text(std::chrono::system_clock::time_point when) {
    const std::time_t seconds = std::chrono::system_clock::to_time_t(when);
    std::tm parts{};
    if (::localtime_r(&seconds, &parts) == nullptr) {
        return {};
    }
    return fmt::format("{:04}-{:02}-{:02} {:02}-{:02}-{:02}", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                       parts.tm_hour, parts.tm_min, parts.tm_sec);
}

} // namespace senga
