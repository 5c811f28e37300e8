#include "app/input/key_chord.h"

#include <algorithm>
#include <cstddef>

namespace senga {
namespace {

bool is_lower(char c) {
    return c >= 'a' && c <= 'z';
}

bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

bool is_printable(char c) {
    return c > ' ' && c <= '~'; // space is a named key
}

// One character beyond ASCII of the alphabets that stand on keyboards, in UTF-8: Latin, Greek, Cyrillic, Hebrew, Arabic
// and so on, U+00A1 to U+07FF. Beyond them characters are composed by input methods.
bool is_national(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    if (text.size() != 2 || (byte(0) & 0xE0U) != 0xC0 || (byte(1) & 0xC0U) != 0x80) {
        return false;
    }
    return (((byte(0) & 0x1FU) << 6U) | (byte(1) & 0x3FU)) >= 0xA1;
}

bool* modifier_named(Modifiers& modifiers, std::string_view name) {
    if (name == "Ctrl") {
        return &modifiers.ctrl;
    }
    if (name == "Alt") {
        return &modifiers.alt;
    }
    if (name == "Shift") {
        return &modifiers.shift;
    }
    return name == "Meta" ? &modifiers.meta : nullptr;
}

} // namespace

const std::vector<std::string_view>& named_keys() {
    static const std::vector<std::string_view> names{
        "Space",      "Enter",       "Tab",         "Backspace",
        "Esc",        "Insert",      "Delete",      "Home",
        "End",        "PageUp",      "PageDown",    "Left",
        "Right",      "Up",          "Down",        "F1",
        "F2",         "F3",          "F4",          "F5",
        "F6",         "F7",          "F8",          "F9",
        "F10",        "F11",         "F12",         "F13",
        "F14",        "F15",         "F16",         "F17",
        "F18",        "F19",         "F20",         "F21",
        "F22",        "F23",         "F24",         "WheelUp",
        "WheelDown",  "WheelLeft",   "WheelRight",  "DoubleClick",
        "RightClick", "MiddleClick", "MouseBack",   "MouseForward",
        "PlayPause",  "Pause",       "NextTrack",   "PreviousTrack",
        "Stop",       "Rewind",      "FastForward", "VolumeUp",
        "VolumeDown", "Mute",        "Power",
    };
    return names;
}

std::optional<KeyChord> make_chord(std::string_view key, Modifiers modifiers) {
    const bool shortcut = modifiers.ctrl || modifiers.alt || modifiers.meta;
    if (is_national(key)) {
        return modifiers.shift && !shortcut ? std::nullopt : std::optional(KeyChord{std::string(key), modifiers});
    }
    if (key.size() != 1) {
        const auto& names = named_keys();
        if (std::find(names.begin(), names.end(), key) == names.end()) {
            return std::nullopt;
        }
        return KeyChord{std::string(key), modifiers};
    }
    char c = key.front();
    if (!is_printable(c)) {
        return std::nullopt;
    }
    const bool letter = is_lower(c) || is_upper(c);
    if (shortcut) {
        c = is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
        modifiers.shift = modifiers.shift && letter; // other characters contain it already
    } else if (modifiers.shift) {
        if (!letter) {
            return std::nullopt;
        }
        c = is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c;
        modifiers.shift = false;
    }
    return KeyChord{std::string(1, c), modifiers};
}

std::optional<KeyChord> parse_chord(std::string_view text) {
    Modifiers modifiers;
    for (;;) {
        const std::size_t plus = text.find('+');
        if (plus == std::string_view::npos || plus == 0) { // "+" itself is a key
            return make_chord(text, modifiers);
        }
        bool* modifier = modifier_named(modifiers, text.substr(0, plus));
        if (modifier == nullptr || *modifier) {
            return std::nullopt;
        }
        *modifier = true;
        text.remove_prefix(plus + 1);
    }
}

std::string to_string(const KeyChord& chord) {
    std::string text;
    text += chord.modifiers.ctrl ? "Ctrl+" : "";
    text += chord.modifiers.alt ? "Alt+" : "";
    text += chord.modifiers.shift ? "Shift+" : "";
    text += chord.modifiers.meta ? "Meta+" : "";
    return text + chord.key;
}

} // namespace senga
