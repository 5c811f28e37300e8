// KeyChord is a key with the modifiers held: "Space", "Shift+Left", "Ctrl+Alt+P", ".", "L". A value; no SDL type.
// Keys that print are named by the character they print, so the layout has already been considered: "{" rather than
// "Shift+[", "L" rather than "Shift+l". Together with Ctrl, Alt or Meta Latin letters are written in upper case and
// Shift is named: "Ctrl+P", "Ctrl+Shift+P". Mouse buttons and the wheel are keys too: "WheelUp", "DoubleClick".
// Pure functions, any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace senga {

struct Modifiers {
    bool ctrl = false;
    bool alt = false;
    bool shift = false;
    bool meta = false;
    bool operator==(const Modifiers&) const = default;
};

struct KeyChord {
    std::string key; // a printable character of a keyboard, in UTF-8, or one of named_keys()
    Modifiers modifiers;
    bool operator==(const KeyChord&) const = default;
};

// Brings what a keyboard delivers into the form described above. nullopt where no such chord exists ("Shift+1": what it
// prints depends on the layout).
std::optional<KeyChord> make_chord(std::string_view key, Modifiers modifiers);

// Reads what to_string() writes; modifiers in any order. nullopt: not a chord.
std::optional<KeyChord> parse_chord(std::string_view text);
std::string to_string(const KeyChord& chord);

// "Space", "Left", "F1", "WheelUp", ...
const std::vector<std::string_view>& named_keys();

} // namespace senga
