// Preset is a chain as it lies on disk: a TOML file that names shaders, their order, switches and parameters, and the
// scalers. Reading text and reading files are separate: preset_from_text() does no I/O, so it can be fuzzed.
// Plain data and pure functions, any thread, but for PresetShelf, which reads folders.
//
//     name = "default"                      # for people; the file's stem is its key
//     description = "..."
//     [scaling]                             # optional, as are all its keys; kernels as in chain/scaling.h
//     up = "spline36"
//     down = "lanczos:antiring=0.5"
//     chroma = "bcspline:b=0.2,c=0.4"
//     downscale = "widened"                 # or "plain"
//     up_light = "sigmoid"                  # or "gamma", "linear"
//     down_light = "linear"                 # or "gamma"
//     sigmoid_centre = 0.75                 # and sigmoid_slope
//     [[pass]]
//     shader = "classic/push-grad"          # under shaders/, or a path ending in .glsl relative to the preset
//     enabled = true
//     [pass.parameters]
//     strength = 1.0
//     [[pass.when]]                         # overrides while the condition holds
//     condition = "OUTPUT.h 1080 > !"
//     strength = 0.7
#pragma once

#include "renderer/base/limits.h"
#include "renderer/base/result.h"
#include "renderer/chain/chain.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace senga {

struct PresetPass {
    std::string shader;
    bool enabled = true;
    ParameterValues parameters;
    std::vector<ConditionalValues> conditional;
    int line = 0;
};

struct Preset {
    std::string key; // file stem
    std::string name;
    std::string description;
    Scaling scaling;
    std::vector<PresetPass> passes;
    std::vector<Diagnostic> notes; // unknown keys; the preset works all the same
};

// `place_name` is what diagnostics call it. Errors: preset_syntax, preset_value, shader_expression.
Result<Preset> preset_from_text(std::string_view text, std::string_view place_name, const Limits& limits = {});
// TOML that reads back to the same Preset.
std::string to_text(const Preset& preset);

// The chain as a preset: what would load as the same chain, from any working folder. A value that the viewer set takes
// the place of conditional ones, which it beats. Mute, solo and the chain's own switch are of the moment and left out.
Preset preset_of(const Chain& chain);

// Where shaders/ and presets/ lie. Folders are searched in order; the first hit wins, so a user's own come first.
struct Shelf {
    std::vector<std::filesystem::path> shader_folders;
    std::vector<std::filesystem::path> preset_folders;
    // Where the viewer's own presets are saved: one of preset_folders. Empty: nothing can be saved.
    std::filesystem::path own_presets = {};
};

// Every shader on the shelf as an id ("classic/luma"), sorted.
std::vector<std::string> list_shaders(const Shelf& shelf);
std::vector<std::string> list_presets(const Shelf& shelf);

// The same with their names, for lists: one that cannot be read is named by its key.
struct PresetListing {
    std::string key;
    std::string name;
    bool own = false; // the viewer's: may be overwritten and deleted
    bool operator==(const PresetListing&) const = default;
};
std::vector<PresetListing> preset_listings(const Shelf& shelf);

// Reads one shader by id or by path. The entry always comes back; where the file is missing or does not parse, its
// `failure` says so and the chain runs without it.
ChainEntry load_entry(const Shelf& shelf, const std::string& shader, const Limits& limits = {});

// Errors: preset_unknown (the text lists the known ones), and those of preset_from_text.
Result<Preset> load_preset(const Shelf& shelf, const std::string& key, const Limits& limits = {});

// Loads every shader of the preset. Failures of single shaders stand in their entries. Parameters the shader does not
// have and values outside their range are reported in `notes`.
struct LoadedChain {
    Chain chain;
    std::vector<Diagnostic> notes;
};
LoadedChain load_chain(const Shelf& shelf, const Preset& preset, const Limits& limits = {});

// A chain from a preset's text, as to_text(preset_of(chain)) gives it. Errors: those of preset_from_text.
Result<LoadedChain> load_chain_text(const Shelf& shelf, std::string_view text, const Limits& limits = {});

// Writes one of the viewer's own presets, whole or not at all; the one of that key is replaced. Errors:
// file_unwritable, preset_value (the key is none).
Outcome save_preset(const Shelf& shelf, const std::string& key, std::string_view text);
// The viewer's own only; one of the same key that came with the program shows again. Errors: preset_unknown,
// preset_value, file_unwritable.
Outcome delete_preset(const Shelf& shelf, const std::string& key);

} // namespace senga
