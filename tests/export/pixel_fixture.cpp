#include "tests/export/pixel_fixture.h"

#include "renderer/chain/preset.h"
#include "tests/engine/synthetic.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

namespace senga::test {

Chain shipped_chain(const std::string& key) {
    const std::string root = SENGA_SOURCE_DIR;
    const Shelf shelf{.shader_folders = {root + "/shaders"}, .preset_folders = {root + "/presets"}};
    const Result<Preset> preset = load_preset(shelf, key);
    REQUIRE_MESSAGE(preset.ok(), key);
    return load_chain(shelf, *preset).chain;
}

Chain pinned_chain(const ShippedChain& shipped) {
    Chain out = shipped_chain(shipped.key);
    out.entries.back().values["grad_strength"] = shipped.grad_strength;
    return out;
}

Chain even_chain() {
    Chain out = shipped_chain("classic-4k");
    out.entries[1].values["push_strength"] = 0.5;
    out.entries[3].values["grad_strength"] = 1.0;
    return out;
}

Export exported(const Chain& chain, const ExportSetup& setup) {
    Result<Export> result = export_chain(chain, setup);
    REQUIRE_MESSAGE(result.ok(), to_string(result.error()));
    return *std::move(result);
}

const Export& shipped_export(const std::string& key, ExportTarget target, ExportSetup::Form form) {
    static std::map<std::tuple<std::string, ExportTarget, ExportSetup::Form>, Export> made;
    const auto [at, fresh] = made.try_emplace({key, target, form});
    if (fresh) {
        at->second = exported(shipped_chain(key), {.target = target, .name = key, .form = form});
    }
    return at->second;
}

std::vector<ExportedFile> shader_files(const Export& result, const std::string& folder) {
    std::vector<ExportedFile> out;
    std::copy_if(result.files.begin(), result.files.end(), std::back_inserter(out),
                 [&](const ExportedFile& file) { return file.path.starts_with(folder); });
    return out;
}

Chain part_of(const Chain& chain, const Export& result, const std::string& path) {
    Chain out = chain;
    for (ChainEntry& entry : out.entries) {
        entry.enabled = false;
    }
    for (const ExportedPass& pass : result.passes) {
        if (std::find(pass.files.begin(), pass.files.end(), path) != pass.files.end()) {
            out.entries[pass.entry].enabled = true;
        }
    }
    return out;
}

Image with_random_alpha(const Image& rgb) {
    Noise noise(77);
    Image out(rgb.w, rgb.h, 4);
    for (int y = 0; y < rgb.h; ++y) {
        for (int x = 0; x < rgb.w; ++x) {
            for (int channel = 0; channel < 3; ++channel) {
                out.at(x, y, channel) = rgb.at(x, y, channel);
            }
            out.at(x, y, 3) = noise.next();
        }
    }
    return out;
}

Image live_picture(Runner& runner, const Chain& chain, const Image& rgb) {
    return run(runner, chain, rgb_frame(rgb), {rgb.w, rgb.h}).picture;
}

Image stacked(const std::vector<HlslHost>& hosts, Image rgba, Buffer buffer) {
    for (const HlslHost& host : hosts) {
        rgba = buffered(host.draw(rgba), buffer);
    }
    return rgba;
}

HlslHost hosted_file(const ExportedFile& file, HostForm form, Sampling sampling) {
    Result<HlslHost> host = HlslHost::load(hosted(file.text, form, sampling), sampling);
    REQUIRE_MESSAGE(host.ok(), file.path << "\n" << to_string(host.error()));
    return *std::move(host);
}

} // namespace senga::test
