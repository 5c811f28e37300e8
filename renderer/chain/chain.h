// Chain is what the viewer arranged: an ordered list of shader files with their switches and parameter values, and the
// scalers between them. It says nothing about sizes or GL: Plan resolves those. Copied freely; files are shared.
// Plain data, any thread.
#pragma once

#include "renderer/chain/scaling.h"
#include "renderer/language/shader_file.h"
#include "renderer/picture/frame_format.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace senga {

using ParameterValues = std::map<std::string, double, std::less<>>;

// Values that hold only while a condition over OUTPUT, NATIVE, ... is true, e.g. a strength by the display's size.
struct ConditionalValues {
    Expression when;
    ParameterValues values;
};

// One shader file in the chain. The panel and the keys 1-9 call this a pass.
struct ChainEntry {
    std::string id;                           // "classic/luma", or the path it was loaded from
    std::string label;                        // for people; the DESC of its last pass, or the file's name
    std::string path;                         // of its file; empty where there is none
    std::shared_ptr<const ShaderFile> shader; // null while it failed to load
    std::optional<Diagnostic> failure;        // why it cannot run: load, parse or compile
    bool enabled = true;
    bool muted = false; // set aside for the moment, whatever `enabled` says; not saved
    bool solo = false;  // while any entry is, only those take part; not saved
    // At every stage its passes come before those of all other entries, wherever it stands in the list: for what
    // belongs to the picture as it arrives, such as the viewer's brightness. Not saved.
    bool leads = false;
    // The file on disk was changed and is broken: why. `shader` is still the last one that worked.
    std::optional<Diagnostic> edit_failure;
    std::shared_ptr<const ShaderFile> last_good; // what to go back to if `shader`, an edited one, does not compile
    ParameterValues values;                      // set by the viewer or unconditionally by the preset
    std::vector<ConditionalValues> conditional;  // set by the preset; the viewer's values win
};

struct Chain {
    std::string name; // of the preset it came from; for people
    std::vector<ChainEntry> entries;
    Scaling scaling;
    bool enabled = true;     // off: planes to RGB and scaling only
    std::string description; // of the preset; for people
};

// The same chain with every pass off: "Original". Same scalers, so that A and B differ by the passes alone.
Chain original_of(const Chain& chain);

// Whether the entry is to run, as far as the viewer's switches go: the chain's, its own, mute and solo.
bool takes_part(const Chain& chain, std::size_t entry);
// Why it does not, for people: "switched off", "muted", "another pass is solo", "the whole chain is switched off";
// empty where it does.
std::string_view why_not(const Chain& chain, std::size_t entry);

// The numbers of the entries in the order in which their passes run: those that lead first.
std::vector<std::size_t> running_order(const Chain& chain);

// What the conditions of a preset may ask for: the sizes OUTPUT, NATIVE, LUMA and CHROMA of a frame about to be shown.
Lookup source_lookup(const FrameFormat& format, Size output);

// The value a parameter has now: the viewer's, else a conditional one that holds, else the shader's initial one;
// clamped to its range. `lookup` answers the sizes of the conditions.
double effective_value(const ChainEntry& entry, const Parameter& parameter, const Lookup& lookup);

} // namespace senga
