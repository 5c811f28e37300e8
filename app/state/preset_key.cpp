#include "app/state/preset_key.h"

#include <algorithm>

namespace senga {

std::string trimmed(std::string_view text) {
    constexpr std::string_view white = " \t\r\n";
    const std::size_t first = text.find_first_not_of(white);
    if (first == std::string_view::npos) {
        return "";
    }
    return std::string(text.substr(first, text.find_last_not_of(white) - first + 1));
}

std::string key_from_name(std::string_view name) {
    constexpr std::size_t longest = 100; // file systems take 255 bytes, with the ending and room for a number
    std::string key;
    bool gap = false; // something was left out since the last character
    for (const char c : name) {
        const bool upper = c >= 'A' && c <= 'Z';
        const bool kept = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
        if (!kept) {
            gap = true;
            continue;
        }
        if (gap && !key.empty()) {
            key += '-';
        }
        gap = false;
        key += upper ? static_cast<char>(c - 'A' + 'a') : c;
    }
    if (key.size() > longest) {
        std::size_t end = longest;
        while (end > 0 && (key[end] & 0xC0) == 0x80) {
            --end; // not within a character
        }
        key.resize(end);
    }
    return key.empty() ? "preset" : key;
}

std::string free_key(const std::vector<PresetName>& presets, const std::string& key) {
    const auto shipped = [&](const std::string& candidate) {
        return std::any_of(presets.begin(), presets.end(),
                           [&](const PresetName& preset) { return preset.key == candidate && !preset.own; });
    };
    std::string candidate = key;
    for (int number = 2; shipped(candidate); ++number) {
        candidate = key + "-" + std::to_string(number);
    }
    return candidate;
}

std::string unused_name(const std::vector<PresetName>& presets, const std::string& name) {
    const auto taken = [&](const std::string& candidate) {
        const std::string key = key_from_name(candidate);
        return std::any_of(presets.begin(), presets.end(), [&](const PresetName& preset) { return preset.key == key; });
    };
    std::string candidate = name;
    for (int number = 2; taken(candidate); ++number) {
        candidate = name + " " + std::to_string(number);
    }
    return candidate;
}

} // namespace senga
