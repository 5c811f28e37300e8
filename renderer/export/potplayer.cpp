// Pixel shaders in the form of PotPlayer's own: its PxShader folder, its first comment line, its two sets.
#include "renderer/export/alpha_guide.h"
#include "renderer/export/guides.h"
#include "renderer/export/host_text.h"
#include "renderer/export/pixel_report.h"
#include "renderer/export/pixel_shaders.h"
#include "renderer/export/resizers.h"

#include <fmt/format.h>

namespace senga {
namespace {

struct Numbered {
    std::size_t before = 0;
    std::size_t after = 0;
    std::size_t next(FusedPass::Where where) { return where == FusedPass::Where::before_scaling ? ++before : ++after; }
};

std::string path_of(const PixelSet& set, FusedPass::Where where, std::size_t number, std::string_view name) {
    return fmt::format("PxShader/senga-{}-{}-{}-{}.txt", set.stem, side_name(where), number, name);
}

// The player takes the name in its list, and perhaps the profile, from the first line.
std::string first_line(std::string_view label) {
    return fmt::format("// Senga {}=ps_3_0\n", ascii_line(label.substr(0, label.find_first_of(":="))));
}

Result<Done> write_folded(PixelSet& set) {
    const std::vector<ShaderPlace> places = places_of(set);
    for (std::size_t i = 0; i < set.shaders.size(); ++i) {
        const PixelShader& shader = set.shaders[i];
        const Result<HlslPass> functions = functions_of(set, shader, 30);
        if (!functions) {
            return functions.error();
        }
        add_file(set, shader,
                 {path_of(set, places[i].where, places[i].number, shader.name),
                  with_crlf(first_line(shader.label) + comment_head(set, shader, places[i], *functions) + "\n" +
                            direct3d_9_text(*functions))});
    }
    return Done{};
}

std::string name_of_producer(const PixelSet& set, const PixelShader& shader) {
    const PassReport& report = set.plan.reports[shader.fused.producers.front()];
    const std::string& id = set.chain.entries[report.entry].id;
    const std::string name = file_stem(std::string_view(id).substr(id.find_last_of('/') + 1));
    return name == shader.name ? name + "-guide" : name;
}

std::size_t count_of(const PixelSet& set, const std::vector<std::optional<AlphaPair>>& pairs, FusedPass::Where where) {
    std::size_t out = 0;
    for (std::size_t i = 0; i < set.shaders.size(); ++i) {
        out += set.shaders[i].fused.where != where ? 0U : pairs[i] ? 2U : 1U;
    }
    return out;
}

void write_alpha_pair(PixelSet& set, const PixelShader& shader, const AlphaPair& pair, ShaderPlace place,
                      Numbered& numbers) {
    PixelShader guide = shader;
    guide.label = shader.holds.front();
    guide.holds = {"the number that the next shader reads, in alpha: the buffer has to hold floats"};
    guide.fused = {.report = shader.fused.producers.front(), .where = shader.fused.where};
    PixelShader reader = shader;
    reader.holds.clear();
    reader.fused.producers.clear();
    place.number = numbers.next(place.where);
    add_file(set, guide,
             {path_of(set, place.where, place.number, name_of_producer(set, shader)),
              with_crlf(first_line(guide.label) + comment_head(set, guide, place, pair.guide) + "\n" +
                        guide_text(pair.guide))});
    place.number = numbers.next(place.where);
    add_file(set, reader,
             {path_of(set, place.where, place.number, shader.name),
              with_crlf(first_line(reader.label) + comment_head(set, reader, place, pair.consumer) + "\n" +
                        direct3d_9_text(pair.consumer))});
    ExportedPass& row = row_of(set.result.passes, set.plan.reports[guide.fused.report]);
    row.fate = PassFate::approximated;
    row.reason = fmt::format("hands its number to \"{}\" in alpha, which buffers of 8 or 10 bits lose", shader.label);
}

void write_with_alpha(PixelSet& set) {
    std::vector<std::optional<AlphaPair>> pairs;
    pairs.reserve(set.shaders.size());
    for (const PixelShader& shader : set.shaders) {
        pairs.push_back(alpha_pair(set, shader));
    }
    Numbered numbers;
    for (std::size_t i = 0; i < set.shaders.size(); ++i) {
        const PixelShader shader = set.shaders[i];
        ShaderPlace place{.where = shader.fused.where, .count = count_of(set, pairs, shader.fused.where)};
        if (pairs[i]) {
            write_alpha_pair(set, shader, *pairs[i], place, numbers);
            continue;
        }
        place.number = numbers.next(place.where);
        add_file(set, shader,
                 {path_of(set, place.where, place.number, shader.name),
                  with_crlf(first_line(shader.label) + comment_head(set, shader, place, shader.written) + "\n" +
                            direct3d_9_text(shader.written))});
    }
}

void add_notes(PixelSet& set, const ExportSetup& setup) {
    std::vector<std::string>& notes = set.result.notes;
    if (const std::string advice = scaling_advice(setup.target, set.chain, set.plan); !advice.empty()) {
        notes.push_back(advice);
    }
    if (setup.form == ExportSetup::Form::alpha_guide) {
        notes.emplace_back("this form hands data on in alpha: with buffers of 8 or 10 bits PotPlayer loses it, and the "
                           "chain then changes nothing; choose 32-bit float buffers in its pixel shader settings");
    } else {
        notes.emplace_back("choose 32-bit float buffers in PotPlayer's pixel shader settings; with 8-bit ones each "
                           "shader rounds once");
    }
    notes.push_back(guide_name(set.stem) + " says where the files go and in which order they are stacked");
}

} // namespace

Result<Export> export_potplayer(const Chain& chain, const ExportSetup& setup) {
    Result<PixelSet> set = pixel_set(chain, setup, {.player = "PotPlayer"});
    if (!set) {
        return set.error();
    }
    if (setup.form == ExportSetup::Form::alpha_guide) {
        write_with_alpha(*set);
    } else if (const Outcome written = write_folded(*set); !written) {
        return written.error();
    }
    add_notes(*set, setup);
    set->result.files.push_back({guide_name(set->stem), potplayer_guide(*set, setup)});
    return std::move(set->result);
}

} // namespace senga
