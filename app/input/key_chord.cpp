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
        "Space",
        "Enter",
        "Tab",
        "Backspace",
        "Esc",
        "Insert",
        "Delete",
        "Home",
        "End",
        "PageUp",
        "PageDown",
        "Left",
        "Right",
        "Up",
        "Down",
        "F1",
        "F2",
        "F3",
        "F4",
        "F5",
        "F6",
        "F7",
        "F8",
        "F9",
        "F10",
        "F11",
        "F12",
        "WheelUp",
        "WheelDown",
        "DoubleClick",
        "RightClick",
        "MiddleClick",
        "MouseBack",
        "MouseForward",
        "PlayPause",
        "NextTrack",
        "PreviousTrack",
        "Stop",
    };
    return names;
}

std::optional<KeyChord> make_chord(std::string_view key, Modifiers modifiers) {
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
    if (modifiers.ctrl || modifiers.alt || modifiers.meta) {
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
