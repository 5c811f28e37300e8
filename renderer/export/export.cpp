#include "renderer/export/export.h"

#include "renderer/export/compile_check.h"
#include "renderer/export/mpv.h"
#include "renderer/export/pixel_shaders.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace senga {
namespace {

struct Row {
    ExportTargetInfo info;
    Result<Export> (*exporter)(const Chain& chain, const ExportSetup& setup);
};

constexpr std::array rows{
    Row{{ExportTarget::mpv, "mpv", "mpv, mpv.net", "shader file, profile, keys and a script"}, export_mpv},
    Row{{ExportTarget::potplayer, "potplayer", "PotPlayer", "pixel shaders for the PxShader folder"}, export_potplayer},
    Row{{ExportTarget::mpc_hc, "mpc-hc", "MPC-HC", "pixel shaders for the Shaders folder"}, export_mpc_hc},
    Row{{ExportTarget::mpc_be, "mpc-be", "MPC-BE", "pixel shaders for Direct3D 9 and 11"}, export_mpc_be},
    Row{{ExportTarget::mpc_vr, "mpc-vr", "MPC Video Renderer", "pixel shaders after scaling"}, export_mpc_vr},
    Row{{ExportTarget::magpie, "magpie", "Magpie", "an effect for any window"}, export_magpie},
    Row{{ExportTarget::vapoursynth, "vapoursynth", "VapourSynth", "a script for vs-placebo"}, export_vapoursynth},
    Row{{ExportTarget::ffmpeg, "ffmpeg", "FFmpeg", "a command line for the libplacebo filter"}, export_ffmpeg},
    Row{{ExportTarget::reshade, "reshade", "ReShade", "an effect file"}, export_reshade},
};

constexpr auto infos = [] {
    std::array<ExportTargetInfo, rows.size()> out{};
    std::transform(rows.begin(), rows.end(), out.begin(), [](const Row& row) { return row.info; });
    return out;
}();

// How many letters of UTF-8 text fit into `most` bytes.
std::size_t cut_between_letters(std::string_view text, std::size_t most) {
    std::size_t end = std::min(text.size(), most);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) {
        --end;
    }
    return end;
}

// Windows opens a device for these, whatever comes behind the dot.
bool is_device(std::string_view stem) {
    std::string upper(stem.substr(0, stem.find('.')));
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    constexpr std::array<std::string_view, 4> devices{"CON", "PRN", "AUX", "NUL"};
    const bool numbered = upper.size() == 4 && (upper.starts_with("COM") || upper.starts_with("LPT")) &&
                          upper[3] >= '0' && upper[3] <= '9';
    return numbered || std::find(devices.begin(), devices.end(), upper) != devices.end();
}

} // namespace

std::span<const ExportTargetInfo> export_targets() {
    return infos;
}

const ExportTargetInfo& export_target_info(ExportTarget target) {
    return infos[static_cast<std::size_t>(target)];
}

std::optional<ExportTarget> export_target_from_name(std::string_view name) {
    const auto found = std::find_if(infos.begin(), infos.end(), [&](const auto& info) { return info.name == name; });
    return found == infos.end() ? std::nullopt : std::optional(found->target);
}

std::string_view fate_name(PassFate fate) {
    constexpr std::array<std::string_view, 5> names{"kept", "folded", "approximated", "refused", "left out"};
    return names[static_cast<std::size_t>(fate)];
}

Result<Export> export_chain(const Chain& chain, const ExportSetup& setup) {
    Chain sound = chain;
    const std::vector<PassFault> faults = faults_for(chain, setup);
    for (const PassFault& fault : faults) {
        sound.entries[fault.entry].shader = nullptr;
        sound.entries[fault.entry].failure = fault.diagnostic;
    }
    Result<Export> out = rows[static_cast<std::size_t>(setup.target)].exporter(sound, setup);
    const bool nothing = !out && out.error().code == Code::export_nothing;
    return nothing && !faults.empty() ? Result<Export>(faults.front().diagnostic) : std::move(out);
}

std::string file_stem(std::string_view name) {
    std::string out;
    for (const char c : name) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
                           c == '_' || c == '.' || (static_cast<unsigned char>(c) & 0x80) != 0;
        if (plain) {
            out += c;
        } else if (!out.empty() && out.back() != '-') {
            out += '-';
        }
    }
    out.resize(cut_between_letters(out, 80));
    // A dot in front hides the file, one at the end is dropped by Windows.
    const auto first = out.find_first_not_of("-.");
    out = first == std::string::npos ? "chain" : out.substr(first, out.find_last_not_of("-.") + 1 - first);
    return is_device(out) ? "chain-" + out : out;
}

std::string report_text(const Export& result) {
    std::string out;
    for (const ExportedPass& pass : result.passes) {
        out += fmt::format("{:<13} {}{}{}\n", fate_name(pass.fate), pass.label, pass.reason.empty() ? "" : ": ",
                           pass.reason);
    }
    for (const std::string& note : result.notes) {
        out += fmt::format("note          {}\n", note);
    }
    return out;
}

} // namespace senga
