#include "renderer/export/mpv_text.h"

#include "renderer/export/mpv_blocks.h"
#include "renderer/export/mpv_rename.h"
#include "renderer/language/blocks.h"
#include "renderer/language/glsl_text.h"
#include "renderer/language/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace senga::mpv {
namespace {

std::string value_text(const Parameter& parameter, double value) {
    const bool labelled = value >= 0.0 && value < static_cast<double>(parameter.labels.size());
    return labelled ? parameter.labels[static_cast<std::size_t>(value)] : shortest(sanitised(parameter, value));
}

// "//   push_strength = 0.3", with what the preset's conditions make of it.
std::string value_lines(const ChainEntry& entry) {
    std::string out;
    for (const Parameter& parameter : entry.shader->parameters) {
        const auto own = entry.values.find(parameter.name);
        double value = own == entry.values.end() ? parameter.initial : own->second;
        std::string cases;
        for (const ConditionalValues& conditional : entry.conditional) {
            const auto at = conditional.values.find(parameter.name);
            if (own != entry.values.end() || at == conditional.values.end()) {
                continue;
            }
            if (conditional.when.empty()) { // holds always, so what stands before it does not count
                value = at->second;
                cases.clear();
            } else {
                cases +=
                    fmt::format("; {} where {}", value_text(parameter, at->second), one_line(conditional.when.text));
            }
        }
        out += fmt::format("//   {} = {}{}\n", parameter.name, value_text(parameter, value), cases);
    }
    return out;
}

// Every line of the text as a comment, whatever it was.
std::string as_comment(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const std::string_view line = take_line(text);
        const std::string_view trimmed = trim(line);
        if (!trimmed.starts_with("//") && !trimmed.empty()) {
            out += "// ";
        }
        out += without_magic(line);
        out += '\n';
    }
    while (out.ends_with("\n\n")) {
        out.pop_back();
    }
    return out;
}

std::string entry_comment(const ChainEntry& entry) {
    return fmt::format("// == {} ==\n{}{}", one_line(entry.label.empty() ? entry.id : entry.label),
                       as_comment(entry.shader->header), value_lines(entry));
}

constexpr std::string_view made_by = "// Made by Senga from the chain \"{}\". It says what each pass does below.\n";

std::string opening(Flavour flavour, const std::string& title, const std::string& stem) {
    std::string out = fmt::format(fmt::runtime(made_by), title);
    if (flavour == Flavour::universal) {
        return out + fmt::format("// For mpv, mpv.net, FFmpeg's libplacebo and VapourSynth's vs-placebo. In mpv:\n"
                                 "//     glsl-shaders=~~/shaders/senga-{}.glsl\n"
                                 "// The values are fixed: mpv's older versions refuse files with PARAM.\n\n",
                                 stem);
    }
    return out +
           fmt::format("// For mpv 0.37 and later with vo=gpu-next (libplacebo 6.338): values can be changed while "
                       "it plays:\n"
                       "//     glsl-shaders=~~/shaders/senga-{0}-params.glsl\n"
                       "//     glsl-shader-opts=senga-{0}-params/NAME=VALUE\n"
                       "// Older versions refuse the whole file and play unfiltered: take senga-{0}.glsl there.\n\n",
                       stem);
}

std::string file_number(std::size_t number, const ChainEntry& entry) {
    const std::size_t slash = entry.id.find_last_of("/\\");
    std::string name = slash == std::string::npos ? entry.id : entry.id.substr(slash + 1);
    name = name.ends_with(".glsl") ? name.substr(0, name.size() - 5) : name;
    return fmt::format("{:02}-{}.glsl", number, file_stem(name));
}

// Writes the chain in both flavours and the report.
class Author {
public:
    Author(const Chain& chain, const ExportSetup& setup)
        : original_(chain),
          chain_(without_clashes(chain)),
          setup_(setup),
          lookup_(source_lookup(setup.source, setup.display)),
          universal_(choose_passes(chain_, Flavour::universal)),
          parameters_(choose_passes(chain_, Flavour::parameters)) {}

    Result<Shaders> run();

private:
    std::string whole(Flavour flavour) const;
    Blocks blocks(std::size_t entry, Flavour flavour) const;
    void write_entries();
    void gather_needs();
    void add_need(EntryFile& file, const PassBlock& pass, std::size_t block) const;
    void report_entry(std::size_t entry);
    ExportedPass report(std::size_t entry, std::size_t block) const;
    std::string planned_reason(std::size_t entry, std::size_t block) const;
    void add_notes();
    bool body_uses(std::string_view word) const;
    bool in_mpv() const { return setup_.target == ExportTarget::mpv; }
    std::string_view player() const { return in_mpv() ? "mpv" : export_target_info(setup_.target).label; }

    const Chain& original_;
    const Chain chain_;
    const ExportSetup& setup_;
    const Lookup lookup_;
    const Choices universal_;
    const Choices parameters_;
    std::optional<Plan> plan_;
    Shaders out_;
};

Blocks Author::blocks(std::size_t entry, Flavour flavour) const {
    return blocks_of({.chain = &chain_,
                      .choices = flavour == Flavour::universal ? &universal_ : &parameters_,
                      .entry = entry,
                      .flavour = flavour,
                      .lookup = lookup_,
                      .transfer = setup_.source.transfer});
}

// All comments stand before the first block: there the player does not read, so that any language is safe in them.
std::string Author::whole(Flavour flavour) const {
    const Choices& choices = flavour == Flavour::universal ? universal_ : parameters_;
    std::string comments;
    std::string brought;
    std::string passes;
    std::set<std::string, std::less<>> known;
    for (const std::size_t e : running_order(chain_)) {
        if (!any_kept(choices[e])) {
            continue;
        }
        comments += entry_comment(chain_.entries[e]) + "\n";
        const Blocks its = blocks(e, flavour);
        for (const std::string& block : its.brought) {
            brought += known.insert(block).second ? block : ""; // two files may bring the same texture
        }
        passes += its.passes;
    }
    return passes.empty() ? "" : opening(flavour, out_.title, out_.stem) + comments + brought + passes;
}

void Author::write_entries() {
    for (const std::size_t e : running_order(chain_)) {
        if (!any_kept(universal_[e])) {
            continue;
        }
        const ChainEntry& entry = chain_.entries[e];
        const Blocks its = blocks(e, Flavour::universal);
        std::string text = fmt::format(fmt::runtime(made_by), out_.title);
        text += "// One pass alone, so that a key can switch it off; senga-" + out_.stem + ".glsl is all of them.\n\n";
        text += fmt::format("{}\n{}{}", entry_comment(entry), fmt::join(its.brought, ""), its.passes);
        out_.entries.push_back({.entry = e,
                                .label = one_line(entry.label.empty() ? entry.id : entry.label),
                                .name = file_number(out_.entries.size() + 1, entry),
                                .text = std::move(text),
                                .needs = {}});
    }
    gather_needs();
}

void Author::add_need(EntryFile& file, const PassBlock& pass, std::size_t block) const {
    const PassChoice& choice = universal_[file.entry][block];
    if (!choice.kept) {
        return;
    }
    const ShaderFile& own = *chain_.entries[file.entry].shader;
    for (const Binding& bind : pass.binds) {
        if (brings(own, bind.name, choice.hooks.back())) {
            continue;
        }
        std::vector<std::size_t> group;
        bool self = false;
        for (std::size_t i = 0; i < out_.entries.size(); ++i) {
            const std::size_t other = out_.entries[i].entry;
            const auto& passes = chain_.entries[other].shader->passes;
            for (std::size_t b = 0; b < passes.size(); ++b) {
                if (universal_[other][b].kept && passes[b].save == bind.name) {
                    self = self || other == file.entry;
                    group.push_back(i);
                }
            }
        }
        group.erase(std::unique(group.begin(), group.end()), group.end());
        if (!self && std::find(file.needs.begin(), file.needs.end(), group) == file.needs.end()) {
            file.needs.push_back(std::move(group));
        }
    }
}

void Author::gather_needs() {
    for (EntryFile& file : out_.entries) {
        const auto& passes = chain_.entries[file.entry].shader->passes;
        for (std::size_t b = 0; b < passes.size(); ++b) {
            add_need(file, passes[b], b);
        }
    }
}

// What the plan says of a pass that lacks a picture: it knows whose it is.
std::string Author::planned_reason(std::size_t entry, std::size_t block) const {
    if (plan_) {
        for (const PassReport& report : plan_->reports) {
            if (report.entry == entry && report.block == block && report.status == PassStatus::missing_texture) {
                return report.reason;
            }
        }
    }
    return "";
}

ExportedPass Author::report(std::size_t entry, std::size_t block) const {
    const ChainEntry& owner = original_.entries[entry];
    const PassBlock& pass = owner.shader->passes[block];
    const PassChoice& choice = universal_[entry][block];
    ExportedPass out{.entry = entry,
                     .block = block,
                     .label = pass.desc.empty() ? owner.label : pass.desc,
                     .fate = choice.fate,
                     .reason = choice.reason,
                     .files = {}};
    if (!choice.kept) {
        const std::string planned = planned_reason(entry, block);
        out.reason = planned.empty() ? out.reason : planned;
        if (choice.fate == PassFate::refused && in_mpv() && parameters_[entry][block].kept) {
            out.reason += "; only the file with PARAM has it, for vo=gpu-next";
        }
        return out;
    }
    const auto approximate = [&out](const std::string& reason) {
        out.fate = PassFate::approximated;
        out.reason += out.reason.empty() ? reason : "; " + reason;
    };
    const Variants variants = variants_of(chain_, universal_, entry, block, lookup_);
    if (!variants.approximation.empty()) {
        approximate(fmt::format("{}, so it has the values of a {}x{} film on a {}x{} display", variants.approximation,
                                setup_.source.size.w, setup_.source.size.h, setup_.display.w, setup_.display.h));
    }
    if (in_mpv() && !missing_functions(pass).empty()) {
        approximate(fmt::format("linearize() follows the film's curve in Senga and in vo=gpu-next; vo=gpu lacks it and "
                                "gets the one of {}",
                                transfer_name(setup_.source.transfer)));
    }
    if (in_mpv() && std::find(choice.hooks.begin(), choice.hooks.end(), Stage::preoutput) != choice.hooks.end()) {
        approximate("vo=gpu has no PREOUTPUT stage and skips it; vo=gpu-next has one");
    }
    return out;
}

void Author::report_entry(std::size_t entry) {
    const ChainEntry& owner = original_.entries[entry];
    if (!owner.shader) {
        out_.passes.push_back({.entry = entry,
                               .block = 0,
                               .label = owner.label.empty() ? owner.id : owner.label,
                               .fate = PassFate::left_out,
                               .reason = owner.failure ? to_string(*owner.failure) : "the file could not be loaded",
                               .files = {}});
        return;
    }
    for (std::size_t block = 0; block < owner.shader->passes.size(); ++block) {
        out_.passes.push_back(report(entry, block));
    }
}

bool Author::body_uses(std::string_view word) const {
    for (std::size_t e = 0; e < universal_.size(); ++e) {
        for (std::size_t b = 0; b < universal_[e].size(); ++b) {
            if (universal_[e][b].kept && mentions(chain_.entries[e].shader->passes[b].body, word)) {
                return true;
            }
        }
    }
    return false;
}

void Author::add_notes() {
    if (body_uses("frame")) {
        out_.notes.push_back(
            fmt::format("`frame` counts the pictures that {} has {}: patterns move as in Senga, but are "
                        "not the same in the same picture",
                        player(), in_mpv() ? "uploaded" : "drawn"));
    }
    if (body_uses("random")) {
        out_.notes.emplace_back("`random` is another number in each player");
    }
}

Result<Shaders> Author::run() {
    out_.title = one_line(setup_.name.empty() ? original_.name : setup_.name);
    out_.title = out_.title.empty() ? "chain" : out_.title;
    out_.stem = file_stem(out_.title);
    if (auto planned = plan(original_, setup_.source, setup_.display)) {
        plan_ = *std::move(planned);
    }
    bool wanted = false;
    bool kept = false;
    for (std::size_t e = 0; e < original_.entries.size(); ++e) {
        report_entry(e);
        wanted = wanted || takes_part(original_, e);
        kept = kept || any_kept(universal_[e]) || any_kept(parameters_[e]);
    }
    if (wanted && !kept) {
        std::string text = fmt::format("no pass of the chain can be written for {}", player());
        for (const ExportedPass& pass : out_.passes) {
            text += fmt::format("; {}: {}", pass.label, pass.reason);
        }
        return diagnose(Code::export_nothing, std::move(text));
    }
    out_.universal = whole(Flavour::universal);
    out_.parameters = whole(Flavour::parameters);
    write_entries();
    add_notes();
    return std::move(out_);
}

} // namespace

std::string one_line(std::string_view text) {
    std::string out = without_magic(text);
    std::replace_if(
        out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    return out;
}

Result<Shaders> write_shaders(const Chain& chain, const ExportSetup& setup) {
    return Author(chain, setup).run();
}

} // namespace senga::mpv
