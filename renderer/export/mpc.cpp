// Pixel shaders for the three players of the MPC family. They read the same texts; what differs is the folders, the
// generations of Direct3D, and whether shaders run before scaling.
#include "renderer/export/guides.h"
#include "renderer/export/host_text.h"
#include "renderer/export/pixel_shaders.h"
#include "renderer/export/resizers.h"

#include <fmt/format.h>

namespace senga {
namespace {

enum class Generation { direct3d_9, direct3d_11 };

// Where a player wants one generation's files.
struct Folder {
    std::string_view path; // with '/'
    Generation generation = Generation::direct3d_9;
};

std::string_view profile(Generation generation) {
    return generation == Generation::direct3d_9 ? "ps_3_0" : "ps_4_0";
}

Outcome write_folder(PixelSet& set, const Folder& folder) {
    const std::vector<ShaderPlace> places = places_of(set);
    for (std::size_t i = 0; i < set.shaders.size(); ++i) {
        const PixelShader& shader = set.shaders[i];
        const bool nine = folder.generation == Generation::direct3d_9;
        if (nine && !shader.complaints.empty()) {
            set.result.notes.push_back(
                fmt::format("\"{}\" is missing for Direct3D 9: {}", shader.label, fmt::join(shader.complaints, "; ")));
            continue;
        }
        const Result<HlslPass> functions = functions_of(set, shader, nine ? 30 : 40);
        if (!functions) {
            return functions.error();
        }
        const ShaderPlace& place = places[i];
        add_file(set, shader,
                 {fmt::format("{}senga-{}-{}-{}-{}.hlsl", folder.path, set.stem, side_name(place.where), place.number,
                              shader.name),
                  with_crlf(fmt::format("// $MinimumShaderProfile: {}\n", profile(folder.generation)) +
                            comment_head(set, shader, place, *functions) + "\n" +
                            (nine ? direct3d_9_text(*functions) : direct3d_11_text(*functions)))});
    }
    return Done{};
}

void add_scaling_advice(PixelSet& set, const ExportSetup& setup) {
    if (const std::string advice = scaling_advice(setup.target, set.chain, set.plan); !advice.empty()) {
        set.result.notes.push_back(advice);
    }
}

// What all of them need: files, notes and the guide.
struct Edition {
    PixelHost host;
    std::vector<Folder> folders;
    std::vector<std::string> steps; // of the guide
    std::vector<std::string> notes;
};

Result<Export> written(const Chain& chain, const ExportSetup& setup, const Edition& edition) {
    Result<PixelSet> set = pixel_set(chain, setup, edition.host);
    if (!set) {
        return set.error();
    }
    for (const Folder& folder : edition.folders) {
        if (const Outcome done = write_folder(*set, folder); !done) {
            return done.error();
        }
    }
    add_scaling_advice(*set, setup);
    set->result.notes.insert(set->result.notes.end(), edition.notes.begin(), edition.notes.end());
    const std::string_view first = edition.folders.back().path;
    const std::string guide = plain_guide(*set, edition.host.player, edition.steps, guide_files(*set, first));
    set->result.files.push_back({guide_name(set->stem), guide});
    return std::move(set->result);
}

} // namespace

Result<Export> export_mpc_hc(const Chain& chain, const ExportSetup& setup) {
    return written(chain, setup,
                   {.host = {.player = "MPC-HC"},
                    .folders = {{"Shaders/", Generation::direct3d_9}},
                    .steps = {"Copy the .hlsl files into the folder Shaders, where MPC-HC is installed or in "
                              "%APPDATA%\\MPC-HC.",
                              "Options > Playback > Output: choose EVR (custom presenter), Sync Renderer or madVR.",
                              "Play > Shaders > Select Shaders: add the \"pre\" files to the pre-resize list and the "
                              "\"post\" files to the post-resize list, in the order below.",
                              "Ctrl+P switches the pre-resize shaders on and off, Ctrl+Alt+P the post-resize ones."},
                    .notes = {"in EVR (custom presenter) take floating point processing, if the driver offers it "
                              "(View > Renderer Settings); else each shader rounds to 8 bits once"}});
}

Result<Export> export_mpc_be(const Chain& chain, const ExportSetup& setup) {
    return written(
        chain, setup,
        {.host = {.player = "MPC-BE", .rules = PixelHost::Rules::none},
         .folders = {{"Shaders/", Generation::direct3d_9}, {"Shaders11/", Generation::direct3d_11}},
         .steps = {"Copy the files of Shaders (Direct3D 9) and Shaders11 (Direct3D 11) into the folders of "
                   "these names, where MPC-BE is installed or in %APPDATA%\\MPC-BE.",
                   "With EVR (custom presenter) or Sync the ones of Shaders are offered; with MPC Video "
                   "Renderer in Direct3D 11 mode the ones of Shaders11.",
                   "Play > Shaders > Select Shaders: add the files in the order below.",
                   "Files of the wrong folder fail to load; take the other one."},
         .notes = {"MPC Video Renderer runs no shaders before scaling: with it, leave the \"pre\" files out"}});
}

Result<Export> export_mpc_vr(const Chain& chain, const ExportSetup& setup) {
    return written(chain, setup,
                   {.host = {.player = "MPC Video Renderer",
                             .sides = PixelHost::Sides::after_scaling,
                             .rules = PixelHost::Rules::none},
                    .folders = {{"Shaders/", Generation::direct3d_9}, {"Shaders11/", Generation::direct3d_11}},
                    .steps = {"In MPC-BE copy both folders beside its own; in MPC-HC copy the files of Shaders11 into "
                              "its folder Shaders (Direct3D 11), or those of Shaders (Direct3D 9).",
                              "Play > Shaders > Select Shaders: add the files to the post-resize list, in the order "
                              "below.",
                              "In the renderer's settings choose 16-bit floating point textures."},
                    .notes = {"with 8-bit or 10-bit textures each shader rounds once; choose 16-bit floating point in "
                              "the renderer's settings"}});
}

} // namespace senga
