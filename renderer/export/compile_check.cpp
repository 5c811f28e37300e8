#include "renderer/export/compile_check.h"

#include "renderer/export/spirv.h"
#include "renderer/language/prelude.h"

#include <algorithm>
#include <optional>
#include <string>

namespace senga {
namespace {

PreludeRequest request_of(const ChainEntry& entry, const PassBlock& pass, const Lookup& lookup) {
    const ShaderFile& file = *entry.shader;
    PreludeRequest out{.file = &file, .pass = &pass, .images = {}};
    for (const Binding& bind : pass.binds) {
        const TextureBlock* const texture = file.find_texture(bind.name);
        const BufferBlock* const buffer = file.find_buffer(bind.name);
        if (texture != nullptr) {
            (texture->storage ? out.storages : out.textures).push_back(texture);
        } else if (buffer != nullptr) {
            out.buffers.push_back(buffer);
        } else {
            out.images.push_back(bind.name);
        }
    }
    for (const Parameter& parameter : file.parameters) {
        out.values.push_back({&parameter, effective_value(entry, parameter, lookup)});
    }
    return out;
}

std::optional<Diagnostic> fault_of(PreludeRequest request) {
    const bool compute = request.pass->compute.has_value();
    for (const Stage stage : request.pass->hooks) {
        request.stage = stage;
        const std::string text =
            "#version 430 core\n" + (compute ? assemble_compute(request) : assemble_fragment(request));
        const Outcome good = spirv::check_glsl(text, compute ? spirv::Stage::compute : spirv::Stage::fragment);
        if (!good) {
            Diagnostic out = good.error();
            out.place.file = request.file->name;
            return out;
        }
    }
    return std::nullopt;
}

} // namespace

std::vector<PassFault> faults_of(const Chain& chain, const Lookup& lookup, Transfer transfer) {
    std::vector<PassFault> out;
    for (std::size_t e = 0; e < chain.entries.size(); ++e) {
        const ChainEntry& entry = chain.entries[e];
        if (!entry.shader || !takes_part(chain, e)) {
            continue;
        }
        for (std::size_t b = 0; b < entry.shader->passes.size(); ++b) {
            PreludeRequest request = request_of(entry, entry.shader->passes[b], lookup);
            request.transfer = transfer;
            if (std::optional<Diagnostic> fault = fault_of(std::move(request))) {
                out.push_back({e, b, *std::move(fault)});
            }
        }
    }
    return out;
}

std::vector<PassFault> faults_for(const Chain& chain, const ExportSetup& setup) {
    return faults_of(chain, source_lookup(setup.source, setup.display), setup.source.transfer);
}

} // namespace senga
