#include "app/input/mpv_keys.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace senga {
namespace {

struct Name {
    std::string_view ours;
    std::string_view mpv;
};

// Where it is not just our name in capitals.
constexpr std::array names{
    Name{"#", "SHARP"},
    Name{"Backspace", "BS"},
    Name{"Insert", "INS"},
    Name{"Delete", "DEL"},
    Name{"PageUp", "PGUP"},
    Name{"PageDown", "PGDWN"},
    Name{"WheelUp", "WHEEL_UP"},
    Name{"WheelDown", "WHEEL_DOWN"},
    Name{"WheelLeft", "WHEEL_LEFT"},
    Name{"FastForward", "FORWARD"},
    Name{"WheelRight", "WHEEL_RIGHT"},
    Name{"DoubleClick", "MBTN_LEFT_DBL"},
    Name{"RightClick", "MBTN_RIGHT"},
    Name{"MiddleClick", "MBTN_MID"},
    Name{"MouseBack", "MBTN_BACK"},
    Name{"MouseForward", "MBTN_FORWARD"},
    Name{"NextTrack", "NEXT"},
    Name{"PreviousTrack", "PREV"},
    Name{"VolumeUp", "VOLUME_UP"},
    Name{"VolumeDown", "VOLUME_DOWN"},
};

std::string changed_case(std::string text, int (*change)(int)) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [&](char c) { return static_cast<char>(change(static_cast<unsigned char>(c))); });
    return text;
}

std::string mpv_name(const std::string& key) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const Name& name) { return name.ours == key; });
    return found != names.end() ? std::string(found->mpv) : changed_case(key, std::toupper);
}

bool is_letter(const std::string& key) {
    return key.size() == 1 && ((key[0] >= 'A' && key[0] <= 'Z') || (key[0] >= 'a' && key[0] <= 'z'));
}

} // namespace

std::string mpv_key_name(const KeyChord& chord) {
    const Modifiers& modifiers = chord.modifiers;
    std::string name;
    name += modifiers.ctrl ? "Ctrl+" : "";
    name += modifiers.alt ? "Alt+" : "";
    name += modifiers.meta ? "Meta+" : "";
    const auto last_byte = static_cast<unsigned char>(chord.key.back());
    if (is_letter(chord.key)) {
        // mpv has "Ctrl+p" and "Ctrl+P" where we have "Ctrl+P" and "Ctrl+Shift+P".
        const bool shortcut = modifiers.ctrl || modifiers.alt || modifiers.meta;
        return name + (shortcut && !modifiers.shift ? changed_case(chord.key, std::tolower) : chord.key);
    }
    if ((chord.key.size() == 1 && chord.key != "#") || last_byte >= 0x80) {
        return name + chord.key; // prints: its character, which contains Shift already
    }
    name += modifiers.shift && chord.key != "#" ? "Shift+" : "";
    return name + mpv_name(chord.key);
}

} // namespace senga
