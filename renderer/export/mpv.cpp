#include "renderer/export/mpv.h"

#include "renderer/export/guides.h"
#include "renderer/export/mpv_settings.h"

#include <fmt/format.h>

#include <algorithm>

namespace senga {
namespace {

std::string entry_path(const mpv::Shaders& shaders, const mpv::EntryFile& entry) {
    return fmt::format("shaders/senga-{}/{}", shaders.stem, entry.name);
}

void add_shaders(const mpv::Shaders& shaders, Export& out) {
    const std::string whole = fmt::format("shaders/senga-{}.glsl", shaders.stem);
    const std::string parameters = fmt::format("shaders/senga-{}-params.glsl", shaders.stem);
    if (!shaders.universal.empty()) {
        out.files.push_back({whole, shaders.universal});
    }
    if (!shaders.parameters.empty()) {
        out.files.push_back({parameters, shaders.parameters});
    }
    for (const mpv::EntryFile& entry : shaders.entries) {
        out.files.push_back({entry_path(shaders, entry), entry.text});
    }
    for (ExportedPass& pass : out.passes) {
        const bool written = pass.fate == PassFate::kept || pass.fate == PassFate::approximated;
        if (written) {
            pass.files = {whole, parameters};
        } else if (pass.fate == PassFate::refused) {
            pass.files = {parameters};
        }
        const auto own = std::find_if(shaders.entries.begin(), shaders.entries.end(),
                                      [&](const mpv::EntryFile& entry) { return entry.entry == pass.entry; });
        if (written && own != shaders.entries.end()) {
            pass.files.push_back(entry_path(shaders, *own));
        }
    }
}

} // namespace

Result<Export> export_mpv(const Chain& chain, const ExportSetup& setup) {
    auto written = mpv::write_shaders(chain, setup);
    if (!written) {
        return written.error();
    }
    mpv::Shaders& shaders = *written;
    for (std::string& note : mpv::scaling_notes(chain.scaling)) {
        shaders.notes.push_back(std::move(note));
    }
    Export out;
    out.passes = shaders.passes;
    out.notes = shaders.notes;
    add_shaders(shaders, out);
    out.files.push_back({fmt::format("senga-{}.conf", shaders.stem), mpv::profile_text(shaders, chain.scaling)});
    out.files.push_back({fmt::format("senga-{}-input.conf", shaders.stem), mpv::keys_text(shaders)});
    out.files.push_back({fmt::format("scripts/senga-{}.lua", shaders.stem), mpv::script_text(shaders)});
    out.files.push_back({guide_name(shaders.stem), mpv::readme_text(shaders)});
    out.notes.push_back(fmt::format("copy the files into mpv's folder (~/.config/mpv or %APPDATA%\\mpv) and add "
                                    "include=~~/senga-{0}.conf and profile=senga-{0} to mpv.conf",
                                    shaders.stem));
    return out;
}

} // namespace senga
