// The part of preset.h that reads folders.
#include "renderer/chain/preset.h"

#include "renderer/base/files.h"
#include "renderer/base/utf8.h"
#include "renderer/language/parser.h"
#include "renderer/language/words.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <system_error>
#include <utility>

namespace senga {
namespace {

namespace fs = std::filesystem;

constexpr auto shader_extensions = std::to_array<std::string_view>({".glsl", ".hook"});

bool is_shader_path(const fs::path& path) {
    const std::string extension = path.extension().string();
    return std::find(shader_extensions.begin(), shader_extensions.end(), extension) != shader_extensions.end();
}

bool is_preset_path(const fs::path& path) {
    return path.extension() == ".toml";
}

bool is_file(const fs::path& path) {
    std::error_code error;
    return fs::is_regular_file(path, error);
}

// Paths relative to their folder, without extension, of all files that `wanted` accepts; sorted, each once.
std::vector<std::string> list_ids(const std::vector<fs::path>& folders, bool (*wanted)(const fs::path&)) {
    std::set<std::string> ids;
    for (const fs::path& folder : folders) {
        std::error_code error;
        fs::recursive_directory_iterator at(folder, fs::directory_options::skip_permission_denied, error);
        // A folder that is not there holds nothing; that is how a user's own folder begins.
        for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
            const fs::path& path = at->path();
            if (path.filename().string().starts_with('.')) {
                at.disable_recursion_pending();
            } else if (wanted(path) && is_file(path)) {
                ids.insert(path.lexically_relative(folder).replace_extension().generic_string());
            }
        }
    }
    return {ids.begin(), ids.end()};
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) {
        out += (out.empty() ? "" : ", ") + word;
    }
    return out.empty() ? "none" : out;
}

std::optional<fs::path> find_on_shelf(const std::vector<fs::path>& folders, const std::string& name) {
    for (const fs::path& folder : folders) {
        if (const fs::path path = folder / name; is_file(path)) {
            return path;
        }
    }
    return std::nullopt;
}

// An id names a file on the shelf, a path the file itself; a relative path may also lie on the shelf.
std::optional<fs::path> find_shader(const Shelf& shelf, const std::string& shader) {
    if (is_shader_path(shader)) {
        return is_file(shader) ? fs::path(shader) : find_on_shelf(shelf.shader_folders, shader);
    }
    for (const std::string_view extension : shader_extensions) {
        if (auto path = find_on_shelf(shelf.shader_folders, shader + std::string(extension))) {
            return path;
        }
    }
    const bool path_like = shader.find('/') != std::string::npos;
    return path_like && is_file(shader) ? std::optional(fs::path(shader)) : std::nullopt;
}

Diagnostic shader_missing(const Shelf& shelf, const std::string& shader) {
    if (is_shader_path(shader)) {
        return diagnose(Code::file_missing, "the file does not exist", {shader, 0});
    }
    return diagnose(Code::file_missing,
                    "there is no shader " + in_quotes(shader) + "; there are: " + joined(list_shaders(shelf)));
}

std::string label_of(const ShaderFile& file, const fs::path& path) {
    // Generated files describe every pass; the last is the one whose result is seen.
    std::string label = path.stem().string();
    for (const PassBlock& pass : file.passes) {
        label = pass.desc.empty() ? label : pass.desc;
    }
    return label;
}

// Reports what of `values` the shader cannot take as it stands.
void check_values(const ParameterValues& values, const ShaderFile& file, const Place& place,
                  std::vector<Diagnostic>& notes) {
    for (const auto& [name, value] : values) {
        const Parameter* const parameter = file.find_parameter(name);
        if (parameter == nullptr) {
            std::vector<std::string> known;
            for (const Parameter& each : file.parameters) {
                known.push_back(each.name);
            }
            notes.push_back(diagnose(Code::parameter_unknown,
                                     file.name + " has no parameter " + in_quotes(name) + "; it has: " + joined(known),
                                     place));
            continue;
        }
        const double taken = sanitised(*parameter, value);
        if (taken != value) {
            notes.push_back(diagnose(Code::preset_range,
                                     "parameter " + name + " of " + file.name + " cannot be " + shortest(value) +
                                         "; it is taken as " + shortest(taken),
                                     place));
        }
    }
}

// Puts a preset's values into the entry. ChainEntry::values beat every condition, so a value that some condition
// overrides goes in front of the conditions, as one that always holds.
void set_values(const PresetPass& pass, ChainEntry& entry) {
    ConditionalValues always;
    for (const auto& [name, value] : pass.parameters) {
        const bool overridden = std::any_of(pass.conditional.begin(), pass.conditional.end(),
                                            [&key = name](const auto& each) { return each.values.contains(key); });
        (overridden ? always.values : entry.values).insert_or_assign(name, value);
    }
    if (!always.values.empty()) {
        entry.conditional.push_back(std::move(always));
    }
    entry.conditional.insert(entry.conditional.end(), pass.conditional.begin(), pass.conditional.end());
}

} // namespace

std::vector<std::string> list_shaders(const Shelf& shelf) {
    return list_ids(shelf.shader_folders, is_shader_path);
}

std::vector<std::string> list_presets(const Shelf& shelf) {
    return list_ids(shelf.preset_folders, is_preset_path);
}

std::vector<PresetListing> preset_listings(const Shelf& shelf) {
    std::vector<PresetListing> out;
    for (const std::string& key : list_presets(shelf)) {
        const auto preset = load_preset(shelf, key);
        out.push_back({key, preset ? preset->name : key,
                       !shelf.own_presets.empty() && is_file(shelf.own_presets / (key + ".toml"))});
    }
    return out;
}

ChainEntry load_entry(const Shelf& shelf, const std::string& shader, const Limits& limits) {
    ChainEntry entry;
    entry.id = shader;
    entry.label = fs::path(shader).stem().string();
    const auto path = find_shader(shelf, shader);
    if (!path) {
        entry.failure = shader_missing(shelf, shader);
        return entry;
    }
    entry.path = path->string();
    const auto text = read_file(*path, limits.file_bytes);
    if (!text) {
        entry.failure = text.error();
        return entry;
    }
    auto file = parse_shader(*text, path->string(), limits);
    if (!file) {
        entry.failure = file.error();
        return entry;
    }
    entry.label = label_of(*file, *path);
    entry.shader = std::make_shared<const ShaderFile>(*std::move(file));
    return entry;
}

Result<Preset> load_preset(const Shelf& shelf, const std::string& key, const Limits& limits) {
    const bool is_path = is_preset_path(key) && is_file(key);
    const auto path = is_path ? std::optional(fs::path(key)) : find_on_shelf(shelf.preset_folders, key + ".toml");
    if (!path) {
        return diagnose(Code::preset_unknown,
                        "there is no preset " + in_quotes(key) + "; there are: " + joined(list_presets(shelf)));
    }
    const auto text = read_file(*path, limits.file_bytes);
    if (!text) {
        return text.error();
    }
    auto preset = preset_from_text(*text, path->string(), limits);
    if (!preset) {
        return preset.error();
    }
    for (PresetPass& pass : preset->passes) {
        const fs::path beside = path->parent_path() / pass.shader;
        if (is_shader_path(pass.shader) && is_file(beside)) {
            pass.shader = beside.lexically_normal().string();
        }
    }
    return preset;
}

LoadedChain load_chain(const Shelf& shelf, const Preset& preset, const Limits& limits) {
    LoadedChain out;
    out.chain.name = preset.name;
    out.chain.description = preset.description;
    out.chain.scaling = preset.scaling;
    for (const PresetPass& pass : preset.passes) {
        ChainEntry entry = load_entry(shelf, pass.shader, limits);
        entry.enabled = pass.enabled;
        set_values(pass, entry);
        if (entry.shader) {
            const Place place{preset.key, pass.line};
            check_values(pass.parameters, *entry.shader, place, out.notes);
            for (const ConditionalValues& conditional : pass.conditional) {
                check_values(conditional.values, *entry.shader, place, out.notes);
            }
        }
        out.chain.entries.push_back(std::move(entry));
    }
    return out;
}

Result<LoadedChain> load_chain_text(const Shelf& shelf, std::string_view text, const Limits& limits) {
    const auto preset = preset_from_text(text, "pasted text", limits);
    if (!preset) {
        return preset.error();
    }
    LoadedChain out = load_chain(shelf, *preset, limits);
    out.notes.insert(out.notes.begin(), preset->notes.begin(), preset->notes.end());
    return out;
}

// --- the viewer's own presets ---------------------------------------------------------------------------------------

namespace {

// A dot at the beginning would hide the file or lead out of the folder.
bool is_key_part(const std::string& part) {
    return !part.empty() && part.front() != '.' && is_utf8(part) && std::none_of(part.begin(), part.end(), [](char c) {
        return (c >= 0 && c < 0x20) || c == 0x7f || c == '/' || c == '\\';
    });
}

// The file of one of the viewer's own presets. A key may name a subfolder, but nothing outside.
Result<fs::path> own_file(const Shelf& shelf, const std::string& key) {
    if (shelf.own_presets.empty()) {
        return diagnose(Code::file_unwritable,
                        "there is no folder for presets of your own; set HOME or XDG_CONFIG_HOME");
    }
    const fs::path path(key);
    if (path.empty() ||
        !std::all_of(path.begin(), path.end(), [](const fs::path& part) { return is_key_part(part); })) {
        return diagnose(Code::preset_value,
                        "a preset cannot be saved as " + in_quotes(key) +
                            "; give it a name without dots at its beginning and without a backslash");
    }
    return shelf.own_presets / (key + ".toml");
}

} // namespace

Outcome save_preset(const Shelf& shelf, const std::string& key, std::string_view text) {
    const auto file = own_file(shelf, key);
    return file ? write_file(*file, text) : Outcome(file.error());
}

Outcome delete_preset(const Shelf& shelf, const std::string& key) {
    const auto file = own_file(shelf, key);
    if (!file) {
        return file.error();
    }
    if (!is_file(*file)) {
        return diagnose(Code::preset_unknown,
                        "there is no preset " + in_quotes(key) + " of your own; those that came with the program stay");
    }
    std::error_code error;
    fs::remove(*file, error);
    return error ? Outcome(diagnose(Code::file_unwritable, "the preset cannot be deleted: " + error.message(),
                                    {file->string(), 0}))
                 : Outcome(Done{});
}

} // namespace senga
