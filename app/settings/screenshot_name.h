// Names of saved pictures, from the viewer's template: "{title} {time} {preset} {what}". What comes out is a legal file
// name on any system, whatever title and template hold. Pure functions, any thread, but for unique_path and
// local_date_text, which look at the disk and at the time zone.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace senga {

struct ScreenshotFacts {
    std::string title;
    double time_s = 0.0; // {time} is 00-12-34.567
    std::uint64_t frame = 0;
    std::string preset;
    std::string what; // "before", "after", "shown", or a texture's name
    std::string date; // as local_date_text() gives it
};

// Without extension; at most 200 bytes, of which the title gives way first. {names} nobody knows stay as they are. A
// template without {what} gets it at its end unless it is "shown", so that pictures of one frame have names of their
// own.
std::string screenshot_name(std::string_view name_template, const ScreenshotFacts& facts);

// The path of that name in the folder; " (2)", " (3)" and so on are added until no such file exists.
std::filesystem::path unique_path(const std::filesystem::path& folder, std::string_view name,
                                  std::string_view extension);

// "2024-05-01 21-14-05", local time.
std::string local_date_text(std::chrono::system_clock::time_point when);

} // namespace senga
