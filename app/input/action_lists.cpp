// The action table written out, and checked for clashes.
#include "app/input/actions.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace senga {
namespace {

std::string json_string(std::string_view text) {
    std::string result = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            result += '\\';
            result += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            result += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            result += c;
        }
    }
    return result + '"';
}

std::string joined(const std::vector<std::string>& parts, std::string_view between) {
    std::string result;
    for (const std::string& part : parts) {
        if (!result.empty()) {
            result += between;
        }
        result += part;
    }
    return result;
}

} // namespace

std::vector<Clash> find_clashes(const std::vector<Action>& table) {
    std::map<std::string, Clash> by_chord;
    for (const Action& action : table) {
        for (const KeyChord& chord : action.keys) {
            Clash& clash = by_chord[to_string(chord)];
            clash.chord = chord;
            clash.ids.push_back(action.id);
        }
    }
    std::vector<Clash> clashes;
    for (auto& [text, clash] : by_chord) {
        if (clash.ids.size() > 1) {
            clashes.push_back(std::move(clash));
        }
    }
    return clashes;
}

std::string actions_json() {
    std::vector<std::string> objects;
    for (const Action& action : actions()) {
        std::vector<std::string> keys;
        for (const KeyChord& chord : action.keys) {
            keys.push_back(json_string(to_string(chord)));
        }
        objects.push_back(fmt::format(R"(  {{"id": {}, "label": {}, "keys": [{}], "kind": "{}"}})",
                                      json_string(action.id), json_string(action.label), joined(keys, ", "),
                                      action.kind == Action::Kind::hold ? "hold" : "press"));
    }
    return "[\n" + joined(objects, ",\n") + "\n]\n";
}

std::vector<KeyLine> key_lines() {
    std::vector<KeyLine> lines;
    std::vector<std::string> others; // of the present line: what is not an action's first key
    const auto close = [&] {
        if (!lines.empty()) {
            lines.back().keys.insert(lines.back().keys.end(), others.begin(), others.end());
        }
        others.clear();
    };
    for (const Action& action : actions()) {
        if (lines.empty() || lines.back().help != action.help) {
            close();
            lines.push_back({{}, action.help});
        }
        for (const KeyChord& chord : action.keys) {
            (chord == action.keys.front() ? lines.back().keys : others).push_back(to_string(chord));
        }
    }
    close();
    return lines;
}

std::string actions_text() {
    const std::vector<KeyLine> lines = key_lines();
    std::size_t width = 0;
    for (const KeyLine& line : lines) {
        width = std::max(width, joined(line.keys, " ").size());
    }
    std::string text;
    for (const KeyLine& line : lines) {
        text += fmt::format("{:<{}}  {}\n", joined(line.keys, " "), width, line.help);
    }
    return text;
}

} // namespace senga
