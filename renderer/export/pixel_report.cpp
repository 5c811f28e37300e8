#include "renderer/export/pixel_report.h"

#include "renderer/base/ascii.h"
#include "renderer/language/glsl_text.h"
#include "renderer/language/words.h"

#include <fmt/format.h>

#include <algorithm>

namespace senga {
namespace {

std::string label_of(const ChainEntry& entry, const PassBlock& block) {
    return block.desc.empty() ? entry.label : block.desc;
}

// "broken.glsl:4: ..."
std::string place_and_text(const Diagnostic& diagnostic) {
    const Place& place = diagnostic.place;
    const std::string line = place.line > 0 ? fmt::format(":{}", place.line) : "";
    return place.file.empty() ? diagnostic.text : fmt::format("{}{}: {}", place.file, line, diagnostic.text);
}

ExportedPass failed_row(const Chain& chain, std::size_t index) {
    const ChainEntry& entry = chain.entries[index];
    return {.entry = index,
            .label = entry.label.empty() ? entry.id : entry.label,
            .fate = PassFate::left_out,
            .reason = entry.failure ? place_and_text(*entry.failure) : "its file could not be read"};
}

// The report to go by, of those that a pass has at its stages: one that runs, else the first.
const PassReport* report_of(const Plan& plan, std::size_t entry, std::size_t block) {
    const PassReport* out = nullptr;
    for (const PassReport& report : plan.reports) {
        if (report.entry == entry && report.block == block &&
            (out == nullptr || (out->status != PassStatus::runs && report.status == PassStatus::runs))) {
            out = &report;
        }
    }
    return out;
}

std::string why_it_does_not_run(const Chain& chain, std::size_t entry, const PassReport* report) {
    if (const std::string_view why = why_not(chain, entry); !why.empty()) {
        return std::string(why);
    }
    if (report == nullptr || report->reason.empty()) {
        return "it does not run";
    }
    return report->reason;
}

void add_sentence(std::string& text, const std::string& sentence) {
    if (!text.empty()) {
        text += "; ";
    }
    text += sentence;
}

// What the player has itself that comes closest to a lost pass; empty: nothing does but mpv.
std::string_view substitute(const Chain& chain, const Plan& plan, const PassReport& report) {
    const ChainEntry& entry = chain.entries[report.entry];
    const PassBlock& block = entry.shader->passes[report.block];
    if (ascii_lower(entry.id).find("deband") != std::string::npos ||
        ascii_lower(report.desc).find("deband") != std::string::npos) {
        return "closest: the debanding of the renderer (madVR has one) or of the player's own filters";
    }
    const bool chroma = std::any_of(block.hooks.begin(), block.hooks.end(), [](Stage stage) {
        return stage == Stage::chroma || stage == Stage::chroma_scaled;
    });
    if (chroma || std::find(report.binds.begin(), report.binds.end(), "CHROMA") != report.binds.end()) {
        return "closest: the renderer's chroma upscaling (madVR: NGU or Jinc; MPC Video Renderer: Catmull-Rom)";
    }
    if (block.compute || !entry.shader->textures.empty() || !entry.shader->buffers.empty()) {
        return "export for mpv, which runs it";
    }
    const Size picture = report.stage < Stage::postkernel ? plan.format.size : plan.output;
    if (report.size.w > picture.w || report.size.h > picture.h) {
        return "closest: the player's own resizer";
    }
    return "export for mpv, which runs it";
}

bool asks_for_sizes(const Expression& expression) {
    return std::any_of(expression.tokens.begin(), expression.tokens.end(), [](const Token& token) {
        return token.kind == Token::Kind::width || token.kind == Token::Kind::height;
    });
}

bool depends_on_sizes(const ChainEntry& entry, const std::string& parameter) {
    return !entry.values.contains(parameter) &&
           std::any_of(entry.conditional.begin(), entry.conditional.end(),
                       [&](const ConditionalValues& values) { return values.values.contains(parameter); });
}

} // namespace

std::vector<ExportedPass> report_rows(const Chain& chain, const Plan& plan) {
    std::vector<ExportedPass> out;
    for (std::size_t index = 0; index < chain.entries.size(); ++index) {
        const ChainEntry& entry = chain.entries[index];
        if (entry.shader == nullptr) {
            out.push_back(failed_row(chain, index));
            continue;
        }
        for (std::size_t block = 0; block < entry.shader->passes.size(); ++block) {
            ExportedPass row{.entry = index, .block = block, .label = label_of(entry, entry.shader->passes[block])};
            const PassReport* const report = report_of(plan, index, block);
            if (report == nullptr || report->status != PassStatus::runs) {
                row.fate = PassFate::left_out;
                row.reason = why_it_does_not_run(chain, index, report);
            }
            out.push_back(std::move(row));
        }
    }
    return out;
}

ExportedPass& row_of(std::vector<ExportedPass>& rows, const PassReport& report) {
    return *std::find_if(rows.begin(), rows.end(), [&](const ExportedPass& row) {
        return row.entry == report.entry && row.block == report.block;
    });
}

void refuse(std::vector<ExportedPass>& rows, const Chain& chain, const Plan& plan, std::size_t report,
            const std::string& reason) {
    ExportedPass& row = row_of(rows, plan.reports[report]);
    if (row.fate == PassFate::refused) {
        return; // at another stage, for the same reason as a rule
    }
    row.fate = PassFate::refused;
    row.reason = reason;
    add_sentence(row.reason, std::string(substitute(chain, plan, plan.reports[report])));
}

void tell_what_is_fixed(ExportedPass& row, const Chain& chain, const Plan& plan, const std::string& made) {
    const ChainEntry& entry = chain.entries[row.entry];
    const PassBlock& block = entry.shader->passes[row.block];
    const Lookup lookup = source_lookup(plan.format, plan.output);
    std::string fixed;
    for (const Parameter& parameter : entry.shader->parameters) {
        if (depends_on_sizes(entry, parameter.name) && mentions(block.body, parameter.name)) {
            fixed += fmt::format("{}{} = {}", fixed.empty() ? "" : ", ", parameter.name,
                                 shortest(effective_value(entry, parameter, lookup)));
        }
    }
    if (asks_for_sizes(block.when)) {
        fixed += fmt::format("{}that it runs at all", fixed.empty() ? "" : ", ");
    }
    if (fixed.empty()) {
        return;
    }
    row.fate = row.fate == PassFate::kept ? PassFate::approximated : row.fate;
    add_sentence(row.reason, fmt::format("fixed as it is for {}: {}; export again for other sizes", made, fixed));
}

std::string made_for(const ExportSetup& setup) {
    return fmt::format("a film of {}x{} on a display of {}x{}", setup.source.size.w, setup.source.size.h,
                       setup.display.w, setup.display.h);
}

std::string every_reason(const std::vector<ExportedPass>& rows) {
    std::string out;
    for (const ExportedPass& row : rows) {
        out += fmt::format("{}{}: {}", out.empty() ? "" : "\n", row.label, row.reason);
    }
    return out;
}

} // namespace senga
