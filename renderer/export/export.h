// Exports a chain to other players: pure functions from a Chain and its values to files and a report that says of every
// pass what became of it. Nothing is read from or written to disk here (write.h does that), and no GL is used.
// Any thread; the first export of a process prepares the shader compilers.
#pragma once

#include "renderer/chain/chain.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace senga {

enum class ExportTarget { mpv, potplayer, mpc_hc, mpc_be, mpc_vr, magpie, vapoursynth, ffmpeg, reshade };

// One row for each target; the command's help, the panel's list and README derive from it.
struct ExportTargetInfo {
    ExportTarget target;
    std::string_view name;    // on the command line: "mpv", "mpc-hc"
    std::string_view label;   // for people, the player's own name: "PotPlayer"
    std::string_view summary; // what is written, in one line
};
std::span<const ExportTargetInfo> export_targets();
const ExportTargetInfo& export_target_info(ExportTarget target);
std::optional<ExportTarget> export_target_from_name(std::string_view name);

struct ExportSetup {
    ExportTarget target = ExportTarget::mpv;
    std::string name; // of the files, for people; empty: the chain's. Any text: file_stem() makes a file's name of it
    // Players that cannot decide while they play (all but mpv and what runs its files) get the passes that run, and the
    // values that hold, for a film of this format on a display of this size.
    FrameFormat source{.size = {1920, 1080}};
    Size display{3840, 2160};
    // PotPlayer only. alpha_guide keeps each pass a file of its own and hands the guide on in alpha, which works only
    // where the player keeps floats between shaders.
    enum class Form { folded, alpha_guide } form = Form::folded;
};

struct ExportedFile {
    std::string path; // below the folder asked for, with '/': "shaders/senga-default.glsl"
    std::string text; // UTF-8; line ends as the target's players want them
};

// What became of a pass, the kindest first.
enum class PassFate { kept, folded, approximated, refused, left_out };
std::string_view fate_name(PassFate fate); // "kept", "folded", "approximated", "refused", "left out"

struct ExportedPass {
    std::size_t entry = 0; // of the chain
    std::size_t block = 0; // of its file
    std::string label;     // the pass's DESC, else the entry's label
    PassFate fate = PassFate::kept;
    std::string reason;             // a sentence; empty only where it is kept unchanged
    std::vector<std::string> files; // those that compute it
};

struct Export {
    std::vector<ExportedFile> files;
    std::vector<ExportedPass> passes; // one for each pass of every entry, in the chain's order
    std::vector<std::string> notes;   // what the player does otherwise, and what the viewer has to do
};

// A file with a pass that does not compile (compile_check.h) is left out, and said; where nothing else is left, that is
// the error: shader_compile.
// Errors: export_nothing (no pass of the chain can be expressed for the target; the text says why), export_failed (the
// exporter's own output was refused by a compiler: a defect).
Result<Export> export_chain(const Chain& chain, const ExportSetup& setup);

// A name that every file system takes: letters of any script, digits and "-_." stay, the rest becomes '-'; never empty,
// never a name Windows reserves, 80 bytes at most, cut between characters.
std::string file_stem(std::string_view name);

// The report as lines for people.
std::string report_text(const Export& result);

} // namespace senga
