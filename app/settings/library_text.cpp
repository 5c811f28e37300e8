#include "app/settings/library_text.h"

#include "app/input/actions.h"
#include "app/settings/part_reader.h"
#include "renderer/base/utf8.h"
#include "renderer/chain/toml_text.h"
#include "renderer/language/words.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace senga {
namespace {

using Read = PartReader::Read;

// --- settings.toml

constexpr double least_ui_scale = 1.0;
constexpr double most_ui_scale = 3.0;

void read_language(const toml::node& node, PartReader& reader, Settings& out) {
    std::string name;
    if (reader.text(node, "language", name) == Read::set) {
        const auto language = language_from_name(name);
        if (!language) {
            reader.wrong(node, "language must be \"en\" or \"zh\", not " + in_quotes(name) + "; the system's is taken");
        }
        out.language = language;
    }
}

void read_ui_scale(const toml::node& node, PartReader& reader, Settings& out) {
    double scale = 0.0;
    if (reader.number(node, "ui_scale", scale) == Read::left) {
        return;
    }
    if (scale < least_ui_scale || scale > most_ui_scale) {
        reader.wrong(node, "ui_scale must lie within 1 and 3, not " + shortest(scale) + "; the display's is taken");
        return;
    }
    out.ui_scale = scale;
}

void read_dock(const toml::node& node, const std::string& key, PartReader& reader, double& out) {
    double width = 0.0;
    if (reader.number(node, key, width) == Read::left) {
        return;
    }
    if (width < Settings::least_dock_pt || width > Settings::most_dock_pt) {
        reader.wrong(node, key + " must lie within " + shortest(Settings::least_dock_pt) + " and " +
                               shortest(Settings::most_dock_pt) + ", not " + shortest(width) + "; it stays as made");
        return;
    }
    out = width;
}

Settings read_settings(const toml::table& root, PartReader& reader) {
    Settings out;
    for (const auto& [key, node] : root) {
        if (key == "language") {
            read_language(node, reader, out);
        } else if (key == "ui_scale") {
            read_ui_scale(node, reader, out);
        } else if (key == "screenshot_folder") {
            reader.text(node, "screenshot_folder", out.screenshot_folder);
        } else if (key == "screenshot_template") {
            reader.text(node, "screenshot_template", out.screenshot_template);
        } else if (key == "export_folder") {
            reader.text(node, "export_folder", out.export_folder);
        } else if (key == "resume") {
            reader.toggle(node, "resume", out.resume);
        } else if (key == "dim_while_dragging") {
            reader.toggle(node, "dim_while_dragging", out.dim_while_dragging);
        } else if (key == "left_dock") {
            read_dock(node, "left_dock", reader, out.left_dock_pt);
        } else if (key == "right_dock") {
            read_dock(node, "right_dock", reader, out.right_dock_pt);
        } else if (key == "remember_folders") {
            reader.toggle(node, "remember_folders", out.remember_folders);
        } else {
            reader.unknown(key, "");
        }
    }
    return out;
}

std::string toml_toggle(bool value) {
    return value ? "true" : "false";
}

std::string settings_text(const Settings& settings) {
    // What has no value stands as a comment, to be filled in.
    const std::string language =
        settings.language ? "language = " + toml_string(language_name(*settings.language)) : "# language = \"en\"";
    const std::string scale = settings.ui_scale ? "ui_scale = " + toml_number(*settings.ui_scale) : "# ui_scale = 1.5";
    return "# Senga's settings. Senga writes this file anew when they change in the program: values stay, comments do\n"
           "# not. Senga reads it when it starts.\n"
           "\n# The language, \"en\" or \"zh\"; without this line the system's.\n" +
           language + "\n\n# The size of texts and panels, from 1 to 3; without this line the display's.\n" + scale +
           "\n\n# Where screenshots go; \"\" is the folder Senga in your pictures. Their names take {title} {time}\n"
           "# {frame} {preset} {what} {date}.\nscreenshot_folder = " +
           toml_string(settings.screenshot_folder) +
           "\nscreenshot_template = " + toml_string(settings.screenshot_template) +
           "\n\n# Where exports go; \"\" is a folder for each player in your documents.\nexport_folder = " +
           toml_string(settings.export_folder) +
           "\n\n# Whether a film goes on where you left it.\nresume = " + toml_toggle(settings.resume) +
           "\n\n# Whether the panel fades while you drag a slider, so that you see the picture.\n"
           "dim_while_dragging = " +
           toml_toggle(settings.dim_while_dragging) +
           "\n\n# Whether the preset that you choose by hand is chosen again for films of the same folder.\n"
           "remember_folders = " +
           toml_toggle(settings.remember_folders) +
           "\n\n# How wide the panels at the left and the right edge are, in points, from 260 to 800.\nleft_dock = " +
           toml_number(settings.left_dock_pt) + "\nright_dock = " + toml_number(settings.right_dock_pt) + "\n";
}

// --- keys.toml

// What sets passes apart from actions among the targets of a Keymap.
std::string pass_prefix() {
    return pass_target("");
}

void read_chord(const toml::node& node, const std::string& owner, PartReader& reader, std::vector<KeyChord>& out) {
    std::string text;
    if (reader.text(node, owner + "a key", text) == Read::left) {
        return;
    }
    const auto chord = parse_chord(text);
    if (!chord) {
        reader.wrong(node, owner + in_quotes(text) +
                               " is no key and ignored; keys are written like \"p\", \"P\", \"Space\", \"F5\" or "
                               "\"Ctrl+Shift+P\"");
    } else if (std::find(out.begin(), out.end(), *chord) != out.end()) {
        reader.wrong(node, owner + "the key " + in_quotes(text) + " stands there twice");
    } else {
        out.push_back(*chord);
    }
}

void read_binding(const toml::key& key, const toml::node& node, const std::string& target, PartReader& reader,
                  Keymap& out) {
    const std::string owner = in_quotes(key.str()) + ": ";
    std::vector<KeyChord> chords;
    if (node.is_string()) { // one key needs no brackets
        read_chord(node, owner, reader, chords);
        if (!chords.empty()) {
            out.own[target] = std::move(chords);
        }
        return;
    }
    const toml::array* const list = reader.list(node, owner + "its keys");
    if (list == nullptr) {
        return;
    }
    for (const toml::node& element : *list) {
        read_chord(element, owner, reader, chords);
    }
    // An empty list takes all keys away; one whose keys are all wrong was not meant to.
    if (!chords.empty() || list->empty()) {
        out.own[target] = std::move(chords);
    }
}

void read_actions(const toml::table& table, PartReader& reader, Keymap& out) {
    for (const auto& [key, node] : table) {
        const std::string id(key.str());
        if (id.starts_with(pass_prefix())) {
            reader.wrong(node, in_quotes(id) + " belongs under [passes], without " + in_quotes(pass_prefix()));
            continue;
        }
        if (find_action(std::string_view(id)) == nullptr) {
            // Kept: another version may know it.
            reader.note(Code::action_unknown, line_of(key),
                        "there is no action " + in_quotes(id) + "; senga actions lists them");
        }
        read_binding(key, node, id, reader, out);
    }
}

Keymap read_keys(const toml::table& root, PartReader& reader) {
    Keymap out;
    for (const auto& [key, node] : root) {
        if (key != "keys" && key != "passes") {
            reader.unknown(key, "");
            continue;
        }
        const toml::table* const table = reader.table(node, std::string(key.str()));
        if (table == nullptr) {
            continue;
        }
        if (key == "keys") {
            read_actions(*table, reader, out);
            continue;
        }
        for (const auto& [id, keys] : *table) {
            read_binding(id, keys, pass_target(id.str()), reader, out);
        }
    }
    return out;
}

std::string binding_text(std::string_view name, const std::vector<KeyChord>& chords) {
    std::string list;
    for (const KeyChord& chord : chords) {
        list += (list.empty() ? "" : ", ") + toml_string(to_string(chord));
    }
    return toml_string(name) + " = [" + list + "]\n";
}

std::string keys_text(const Keymap& keys) {
    std::string of_actions;
    std::string of_passes;
    for (const auto& [target, chords] : keys.own) {
        if (target.starts_with(pass_prefix())) {
            of_passes += binding_text(std::string_view(target).substr(pass_prefix().size()), chords);
        } else {
            of_actions += binding_text(target, chords);
        }
    }
    return "# Senga's keys, where they are not as Senga has them. Each line names an action, as \"senga actions\" "
           "lists\n"
           "# them, and all of its keys; [] takes all keys away. Keys are written like \"p\", \"P\", \"Space\", \"F5\" "
           "or\n"
           "# \"Ctrl+Shift+P\". Senga writes this file anew when you change a key in the program: comments are lost.\n"
           "\n[keys]\n" +
           of_actions +
           "\n# Keys that switch the passes of one shader on and off: \"classic/luma\" = [\"Ctrl+L\"]\n[passes]\n" +
           of_passes;
}

// --- rules.toml

// Texts, or plain numbers: fps = 24.
void read_bounds(const toml::node& node, const std::string& what, PartReader& reader, Bounds& out) {
    std::string text;
    if (node.is_number()) {
        double number = 0.0;
        if (reader.number(node, what, number) == Read::left) {
            return;
        }
        text = shortest(number);
    } else if (reader.text(node, what, text) == Read::left) {
        return;
    }
    const Result<Bounds> bounds = bounds_from_text(text);
    if (!bounds) {
        reader.wrong(node, what + ": " + bounds.error().text);
        return;
    }
    out = *bounds;
}

struct BoundsField {
    std::string_view key;
    Bounds Rule::*field;
};
constexpr BoundsField bounds_fields[] = {{"source_lines", &Rule::source_lines},
                                         {"display_lines", &Rule::display_lines},
                                         {"scale", &Rule::scale},
                                         {"fps", &Rule::fps}};
struct TextField {
    std::string_view key;
    std::string Rule::*field;
};
constexpr TextField text_fields[] = {{"name", &Rule::name},
                                     {"preset", &Rule::preset},
                                     {"codec", &Rule::codec},
                                     {"file", &Rule::file},
                                     {"folder", &Rule::folder}};

void read_rule_key(const toml::key& key, const toml::node& node, const std::string& owner, PartReader& reader,
                   Rule& out) {
    const std::string what = owner + std::string(key.str());
    const auto named = [&key](const auto& field) { return field.key == key.str(); };
    if (const auto* const bounds = std::find_if(std::begin(bounds_fields), std::end(bounds_fields), named);
        bounds != std::end(bounds_fields)) {
        read_bounds(node, what, reader, out.*bounds->field);
    } else if (const auto* const text = std::find_if(std::begin(text_fields), std::end(text_fields), named);
               text != std::end(text_fields)) {
        reader.text(node, what, out.*text->field);
    } else if (key == "enabled") {
        reader.toggle(node, what, out.enabled);
    } else {
        reader.unknown(key, owner);
    }
}

std::vector<Rule> read_rules(const toml::table& root, PartReader& reader) {
    std::vector<Rule> out;
    for (const auto& [key, node] : root) {
        if (key != "rule") {
            reader.unknown(key, "");
            continue;
        }
        const toml::array* const list = reader.list(node, "rule, each written [[rule]],");
        for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
            const std::string owner = "rule " + std::to_string(i + 1);
            const toml::table* const table = reader.table(*list->get(i), owner);
            if (table == nullptr) {
                continue;
            }
            Rule rule;
            for (const auto& [name, value] : *table) {
                read_rule_key(name, value, owner + ": ", reader, rule);
            }
            out.push_back(std::move(rule));
        }
    }
    return out;
}

std::string rule_text(const Rule& rule) {
    std::string out = "\n[[rule]]\nname = " + toml_string(rule.name) + "\npreset = " + toml_string(rule.preset) +
                      "\nenabled = " + toml_toggle(rule.enabled) + "\n";
    for (const BoundsField& field : bounds_fields) {
        if (const Bounds& bounds = rule.*field.field; bounds != Bounds()) {
            out += std::string(field.key) + " = " + toml_string(to_text(bounds)) + "\n";
        }
    }
    for (const TextField& field : text_fields) {
        if (const std::string& text = rule.*field.field;
            field.field != &Rule::name && field.field != &Rule::preset && !text.empty()) {
            out += std::string(field.key) + " = " + toml_string(text) + "\n";
        }
    }
    return out;
}

std::string rules_text(const std::vector<Rule>& rules) {
    std::string out =
        "# Senga's rules: the first one that is enabled and holds chooses the preset. A preset that you choose by "
        "hand\n"
        "# wins. Conditions, all of which must hold:\n"
        "#   source_lines, display_lines   the height of the film and of the picture on the screen: \">=720\", "
        "\"<=1080\"\n"
        "#   scale                         the second divided by the first: \"<=1\" is not enlarged, \"1.5..3\"\n"
        "#   fps                           \"24\", \"23.9..24.1\"\n"
        "#   codec                         as mpv names it: \"h264\"\n"
        "#   file, folder                  patterns of * and ?: \"*[1080p]*\", \"/films/old/*\"\n"
        "# Senga writes this file anew when you change a rule in the program: comments are lost.\n";
    for (const Rule& rule : rules) {
        out += rule_text(rule);
    }
    return out;
}

// --- folders.toml and recent.toml

// A path that is no UTF-8 has no way into TOML: it is forgotten rather than changed into another one.
bool can_be_kept(const std::string& path) {
    return !path.empty() && is_utf8(path);
}

std::map<std::string, std::string, std::less<>> read_folders(const toml::table& root, PartReader& reader) {
    std::map<std::string, std::string, std::less<>> out;
    for (const auto& [key, node] : root) {
        const toml::table* const table = key == "folders" ? reader.table(node, "folders") : nullptr;
        if (key != "folders") {
            reader.unknown(key, "");
        }
        if (table == nullptr) {
            continue;
        }
        for (const auto& [folder, preset] : *table) {
            std::string name;
            if (reader.text(preset, in_quotes(folder.str()), name) == Read::set) {
                out.insert_or_assign(std::string(folder.str()), std::move(name));
            }
        }
    }
    return out;
}

std::string folders_text(const std::map<std::string, std::string, std::less<>>& folders) {
    std::string out =
        "# Which preset you chose by hand for the films of a folder. Senga writes this file.\n\n[folders]\n";
    for (const auto& [folder, preset] : folders) {
        out += can_be_kept(folder) ? toml_string(folder) + " = " + toml_string(preset) + "\n" : "";
    }
    return out;
}

RecentFile read_recent_file(const toml::table& table, const std::string& owner, PartReader& reader) {
    RecentFile out;
    for (const auto& [key, node] : table) {
        const std::string what = owner + std::string(key.str());
        if (key == "path") {
            reader.text(node, what, out.path);
        } else if (key == "title") {
            reader.text(node, what, out.title);
        } else if (key == "time_s" || key == "duration_s") {
            double seconds = 0.0;
            if (reader.number(node, what, seconds) == Read::set) {
                (key == "time_s" ? out.time_s : out.duration_s) = std::max(seconds, 0.0);
            }
        } else {
            reader.unknown(key, owner);
        }
    }
    return out;
}

std::vector<RecentFile> read_recent(const toml::table& root, PartReader& reader) {
    std::vector<RecentFile> out;
    for (const auto& [key, node] : root) {
        if (key != "file") {
            reader.unknown(key, "");
            continue;
        }
        const toml::array* const list = reader.list(node, "file, each written [[file]],");
        for (std::size_t i = 0; list != nullptr && i < list->size() && out.size() < Library::most_recent; ++i) {
            const std::string owner = "file " + std::to_string(i + 1);
            const toml::table* const table = reader.table(*list->get(i), owner);
            if (table == nullptr) {
                continue;
            }
            RecentFile file = read_recent_file(*table, owner + ": ", reader);
            if (file.path.empty()) {
                reader.wrong(*table, owner + " has no path and is ignored");
            } else {
                out.push_back(std::move(file));
            }
        }
    }
    return out;
}

std::string recent_text(const std::vector<RecentFile>& recent) {
    std::string out = "# What you watched, the latest first, and where you left it. Senga writes this file.\n";
    std::size_t kept = 0;
    for (const RecentFile& file : recent) {
        if (!can_be_kept(file.path) || kept == Library::most_recent) {
            continue;
        }
        const auto seconds = [](double value) { return toml_number(std::isfinite(value) ? value : 0.0); };
        out += "\n[[file]]\npath = " + toml_string(file.path) + "\n";
        out += file.title.empty() ? "" : "title = " + toml_string(file.title) + "\n";
        out += "time_s = " + seconds(file.time_s) + "\nduration_s = " + seconds(file.duration_s) + "\n";
        ++kept;
    }
    return out;
}

} // namespace

std::vector<Diagnostic> read_part(LibraryPart part, std::string_view text, std::string_view place_name,
                                  Library& library) {
    const Result<toml::table> root = parse_toml(text, place_name, Code::settings_syntax);
    if (!root) {
        return {root.error()};
    }
    PartReader reader(place_name);
    switch (part) {
    case LibraryPart::settings:
        library.settings = read_settings(*root, reader);
        break;
    case LibraryPart::keys:
        library.keys = read_keys(*root, reader);
        break;
    case LibraryPart::rules:
        library.rules = read_rules(*root, reader);
        break;
    case LibraryPart::folders:
        library.folder_presets = read_folders(*root, reader);
        break;
    case LibraryPart::recent:
        library.recent = read_recent(*root, reader);
        break;
    }
    return std::move(reader).take();
}

std::string part_text(LibraryPart part, const Library& library) {
    switch (part) {
    case LibraryPart::settings:
        return settings_text(library.settings);
    case LibraryPart::keys:
        return keys_text(library.keys);
    case LibraryPart::rules:
        return rules_text(library.rules);
    case LibraryPart::folders:
        return folders_text(library.folder_presets);
    case LibraryPart::recent:
        break;
    }
    return recent_text(library.recent);
}

bool loses_text(const std::vector<Diagnostic>& notes) {
    return std::any_of(notes.begin(), notes.end(),
                       [](const Diagnostic& note) { return note.code != Code::action_unknown; });
}

} // namespace senga
