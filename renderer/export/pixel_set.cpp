#include "renderer/export/pixel_set.h"

#include "renderer/export/pixel_report.h"
#include "renderer/language/glsl_text.h"
#include "renderer/language/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace senga {
namespace {

// "push-grad" of "classic/push-grad", "krig" of "/home/me/krig.glsl".
std::string name_of(const ChainEntry& entry) {
    std::string_view id = entry.id.empty() ? std::string_view(entry.label) : std::string_view(entry.id);
    id = id.substr(id.find_last_of("/\\") + 1);
    if (id.ends_with(".glsl")) {
        id.remove_suffix(5);
    }
    return file_stem(id);
}

// What stands behind "Source:" in the file's comment, on one line.
std::string source_of(const ShaderFile& file) {
    std::string out;
    bool inside = false;
    std::string_view rest = file.header;
    while (!rest.empty()) {
        std::string_view line = trim(take_line(rest));
        if (!line.starts_with("//")) {
            break;
        }
        line = trim(line.substr(2));
        if (line.starts_with("Source:")) {
            inside = true;
            out = trim(line.substr(7));
        } else if (line.empty() || line.substr(0, line.find(' ')).ends_with(':')) {
            inside = false;
        } else if (inside) {
            out += " ";
            out += line;
        }
    }
    return out;
}

std::string values_of(const PixelSet& set, const FusedPass& fused) {
    const Lookup lookup = source_lookup(set.plan.format, set.plan.output);
    std::vector<std::size_t> reports = fused.producers;
    reports.push_back(fused.report);
    std::string out;
    std::set<std::string_view> told;
    for (const std::size_t index : reports) {
        const PassReport& report = set.plan.reports[index];
        const ChainEntry& entry = set.chain.entries[report.entry];
        for (const Parameter& parameter : entry.shader->parameters) {
            if (mentions(entry.shader->passes[report.block].body, parameter.name) &&
                told.insert(parameter.name).second) {
                out += fmt::format("{}{} = {}", out.empty() ? "" : ", ", parameter.name,
                                   shortest(effective_value(entry, parameter, lookup)));
            }
        }
    }
    return out;
}

class Builder {
public:
    Builder(PixelSet& set, const PixelHost& host) : set_(set), host_(host), rows_(set.result.passes) {}

    void run() {
        const FusedChain fused = fuse(set_.plan, set_.chain);
        for (const UnfusedPass& lost : fused.lost) {
            refuse(rows_, set_.chain, set_.plan, lost.report, lost.reason);
        }
        for (const FusedPass& pass : fused.passes) {
            take(pass);
        }
        settle_producers();
    }

private:
    const PassReport& report(std::size_t index) const { return set_.plan.reports[index]; }
    ExportedPass& row(std::size_t index) { return row_of(rows_, report(index)); }

    void take(const FusedPass& pass) {
        if (host_.sides == PixelHost::Sides::after_scaling && pass.where == FusedPass::Where::before_scaling) {
            lose(pass, fmt::format("it belongs before scaling, and {} runs shaders only after it", host_.player));
            return;
        }
        Result<HlslPass> written = to_hlsl(pass, set_.plan, set_.chain, {.shader_model = host_.model});
        if (!written) {
            lose(pass, written.error().text);
            return;
        }
        std::vector<std::string> complaints = ps_3_0_complaints(written->figures);
        if (host_.rules == PixelHost::Rules::ps_3_0 && !complaints.empty()) {
            std::string reason = fmt::format("{}", fmt::join(complaints, "; "));
            if (!pass.producers.empty()) {
                reason =
                    fmt::format("with {} computed inside it, {}", fmt::join(labels(pass.producers), " and "), reason);
            }
            lose(pass, reason);
            return;
        }
        add(pass, std::move(complaints));
        set_.shaders.back().model = host_.model;
        set_.shaders.back().written = *std::move(written);
    }

    void add(const FusedPass& pass, std::vector<std::string> complaints) {
        const ChainEntry& entry = set_.chain.entries[report(pass.report).entry];
        PixelShader shader{.fused = pass,
                           .name = name_of(entry),
                           .label = row(pass.report).label,
                           .source = source_of(*entry.shader),
                           .values = values_of(set_, pass),
                           .holds = labels(pass.producers),
                           .complaints = std::move(complaints)};
        tell_what_is_fixed(row(pass.report), set_.chain, set_.plan, set_.made);
        set_.shaders.push_back(std::move(shader));
    }

    void lose(const FusedPass& pass, const std::string& reason) {
        refuse(rows_, set_.chain, set_.plan, pass.report, reason);
        for (const std::size_t producer : pass.producers) {
            lost_producers_.insert(producer);
        }
    }

    std::vector<std::string> labels(const std::vector<std::size_t>& reports) {
        std::vector<std::string> out;
        out.reserve(reports.size());
        for (const std::size_t index : reports) {
            out.push_back(row(index).label);
        }
        return out;
    }

    // A pass folded into several is lost only where all of them are.
    void settle_producers() {
        std::set<std::size_t> held;
        for (const PixelShader& shader : set_.shaders) {
            for (const std::size_t producer : shader.fused.producers) {
                ExportedPass& it = row(producer);
                if (held.insert(producer).second) {
                    it.fate = PassFate::folded;
                    it.reason = host_.between == PixelHost::Between::textures
                                    ? fmt::format("computed inside \"{}\", which reads it", shader.label)
                                    : fmt::format("computed inside \"{}\", as {} hands no textures on", shader.label,
                                                  host_.player);
                    tell_what_is_fixed(it, set_.chain, set_.plan, set_.made);
                }
            }
        }
        for (const std::size_t producer : lost_producers_) {
            if (!held.contains(producer)) {
                refuse(rows_, set_.chain, set_.plan, producer, "the pass that reads it is lost");
            }
        }
    }

    PixelSet& set_;
    const PixelHost& host_;
    std::vector<ExportedPass>& rows_;
    std::set<std::size_t> lost_producers_;
};

} // namespace

Result<PixelSet> pixel_set(const Chain& chain, const ExportSetup& setup, const PixelHost& host) {
    Result<Plan> planned = plan(chain, setup.source, setup.display);
    if (!planned) {
        return planned.error();
    }
    PixelSet out{.stem = file_stem(setup.name.empty() ? chain.name : setup.name),
                 .made = made_for(setup),
                 .chain = chain,
                 .plan = *std::move(planned)};
    out.result.passes = report_rows(chain, out.plan);
    Builder(out, host).run();
    out.result.notes.push_back(
        fmt::format("the values in the files are for {}; export again for other sizes", out.made));
    if (out.shaders.empty()) {
        const std::string reasons = every_reason(out.result.passes);
        return diagnose(Code::export_nothing,
                        reasons.empty() ? fmt::format("the chain has no pass that {} could run", host.player)
                                        : fmt::format("{} can run no pass of this chain:\n{}", host.player, reasons));
    }
    return out;
}

Result<HlslPass> functions_of(const PixelSet& set, const PixelShader& shader, int shader_model) {
    if (shader.model == shader_model) {
        return shader.written;
    }
    return to_hlsl(shader.fused, set.plan, set.chain, {.shader_model = shader_model});
}

void add_file(PixelSet& set, const PixelShader& shader, ExportedFile file) {
    std::vector<std::size_t> reports = shader.fused.producers;
    reports.push_back(shader.fused.report);
    for (const std::size_t index : reports) {
        std::vector<std::string>& files = row_of(set.result.passes, set.plan.reports[index]).files;
        if (std::find(files.begin(), files.end(), file.path) == files.end()) {
            files.push_back(file.path);
        }
    }
    std::vector<ExportedFile>& files = set.result.files;
    if (std::none_of(files.begin(), files.end(), [&](const ExportedFile& it) { return it.path == file.path; })) {
        files.push_back(std::move(file));
    }
}

} // namespace senga
