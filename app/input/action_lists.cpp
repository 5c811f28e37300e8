// The action table written out.
#include "app/input/actions.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

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

std::vector<std::string> key_names(const Action& action) {
    std::vector<std::string> names;
    for (const KeyChord& chord : action.keys) {
        names.push_back(to_string(chord));
    }
    return names;
}

} // namespace

std::string actions_json() {
    std::vector<std::string> objects;
    for (const Action& action : actions()) {
        std::vector<std::string> keys = key_names(action);
        std::transform(keys.begin(), keys.end(), keys.begin(), json_string);
        objects.push_back(fmt::format(R"(  {{"id": {}, "label": {{"en": {}, "zh": {}}}, "keys": [{}], "kind": "{}"}})",
                                      json_string(action.id), json_string(tr(Language::english, action.label)),
                                      json_string(tr(Language::chinese, action.label)), joined(keys, ", "),
                                      action.kind == Action::Kind::hold ? "hold" : "press"));
    }
    return "[\n" + joined(objects, ",\n") + "\n]\n";
}

std::string actions_text() {
    std::vector<std::array<std::string, 3>> rows; // id, keys, English; what follows needs no width
    std::array<std::size_t, 3> widths{};
    for (const Action& action : actions()) {
        rows.push_back({action.id, joined(key_names(action), " "), tr(Language::english, action.label)});
        for (std::size_t i = 0; i < widths.size(); ++i) {
            widths[i] = std::max(widths[i], rows.back()[i].size());
        }
    }
    std::string text;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        text += fmt::format("{:<{}}  {:<{}}  {:<{}}  {}\n", rows[i][0], widths[0], rows[i][1], widths[1], rows[i][2],
                            widths[2], tr(Language::chinese, actions()[i].label));
    }
    return text;
}

std::vector<KeyLine> key_lines() {
    std::vector<KeyLine> lines;
    for (const Action& action : actions()) {
        const std::vector<std::string> names = key_names(action);
        if (names.empty()) {
            continue;
        }
        if (lines.empty() || lines.back().help != action.help) {
            lines.push_back({{}, action.help});
        }
        auto& keys = lines.back().keys;
        if (std::find(keys.begin(), keys.end(), names) == keys.end()) {
            keys.push_back(names);
        }
    }
    return lines;
}

} // namespace senga
