#include "renderer/chain/planner.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace senga::detail {
namespace {

int stored_components(int components) {
    return components <= 2 ? std::max(components, 1) : 4;
}

bool binds_name(const PassBlock& block, std::string_view name) {
    return std::any_of(block.binds.begin(), block.binds.end(), [&](const Binding& b) { return b.name == name; });
}

bool hooks_stage(const PassBlock& block, Stage stage) {
    return std::find(block.hooks.begin(), block.hooks.end(), stage) != block.hooks.end();
}

// Expressions know their line, not their file.
Diagnostic located(Diagnostic diagnostic, const ShaderFile& file) {
    diagnostic.place.file = file.name;
    return diagnostic;
}

// The labels of an ENUM are constants: the position in its list.
std::optional<double> label_value(const ShaderFile& file, std::string_view name) {
    for (const Parameter& parameter : file.parameters) {
        const auto found = std::find(parameter.labels.begin(), parameter.labels.end(), name);
        if (found != parameter.labels.end()) {
            return static_cast<double>(found - parameter.labels.begin());
        }
    }
    return std::nullopt;
}

} // namespace

Placement compose(const Placement& a, const Placement& b) {
    return {a.scale_x * b.scale_x, a.scale_y * b.scale_y, a.scale_x * b.shift_x + a.shift_x,
            a.scale_y * b.shift_y + a.shift_y};
}

Placement inverse(const Placement& placement) {
    return {1.0 / placement.scale_x, 1.0 / placement.scale_y, -placement.shift_x / placement.scale_x,
            -placement.shift_y / placement.scale_y};
}

Planner::Planner(const Chain& chain, const FrameFormat& format, Size output, const Limits& limits)
    : chain_(chain), order_(running_order(chain)), limits_(limits) {
    plan_.format = format;
    plan_.output = output;
    for (const ChainEntry& entry : chain.entries) {
        plan_.shaders.push_back(entry.shader);
    }
}

PlanImage Planner::add_plane(PlanTexture::Source source, Size size, int components, std::string name) {
    plan_.textures.push_back(
        {.source = source, .size = size, .components = stored_components(components), .name = std::move(name)});
    return {.texture = static_cast<int>(plan_.textures.size()) - 1, .size = size, .components = components};
}

PlanImage Planner::add_step(decltype(PlanStep::what) what, Size size, int components, std::string name) {
    const PlanImage out = add_plane(PlanTexture::Source::intermediate, size, components, std::move(name));
    plan_.steps.push_back({.what = std::move(what), .output = out.texture});
    return out;
}

bool Planner::is_plane(const PlanImage& image) const {
    return plan_.textures[static_cast<std::size_t>(image.texture)].source != PlanTexture::Source::intermediate;
}

bool Planner::uses(Stage stage) const {
    for (std::size_t e = 0; e < chain_.entries.size(); ++e) {
        const ChainEntry& entry = chain_.entries[e];
        if (!takes_part(chain_, e) || entry.failure || !entry.shader) {
            continue;
        }
        for (const PassBlock& block : entry.shader->passes) {
            if (hooks_stage(block, stage) || binds_name(block, stage_name(stage))) {
                return true;
            }
        }
    }
    return false;
}

bool Planner::needs(Stage stage, const PlanImage& image) const {
    for (const std::size_t e : order_) {
        const ChainEntry& entry = chain_.entries[e];
        if (!takes_part(chain_, e) || entry.failure || !entry.shader) {
            continue;
        }
        for (std::size_t b = 0; b < entry.shader->passes.size(); ++b) {
            const PassBlock& pass = entry.shader->passes[b];
            if (binds_name(pass, stage_name(stage))) {
                return true;
            }
            if (!hooks_stage(pass, stage)) {
                continue;
            }
            // The first that runs decides, and those before it have left `image` as it is.
            const Result<Evaluation> when =
                pass.when.empty() ? Evaluation{.value = 1.0F}
                                  : evaluate(pass.when, lookup({e, b, stage, entry, *entry.shader, pass}, image));
            if (!when || when->value != 0.0F) {
                return true;
            }
        }
    }
    return false;
}

PlanImage Planner::run_stage(Stage stage, PlanImage image, Placement* source_to_image) {
    saved_.insert_or_assign(std::string(stage_name(stage)), image);
    for (const std::size_t e : order_) {
        const ChainEntry& entry = chain_.entries[e];
        if (!entry.shader) {
            continue;
        }
        for (std::size_t b = 0; b < entry.shader->passes.size(); ++b) {
            const PassBlock& pass = entry.shader->passes[b];
            if (hooks_stage(pass, stage)) {
                visit({e, b, stage, entry, *entry.shader, pass}, image, source_to_image);
            }
        }
    }
    return image;
}

void Planner::visit(const Hooked& hooked, PlanImage& image, Placement* source_to_image) {
    PassReport report = describe(hooked, image);
    const auto give_up = [&](PassStatus status, std::string reason) {
        report.status = status;
        report.reason = std::move(reason);
        plan_.reports.push_back(std::move(report));
    };
    const auto fail = [&](const Diagnostic& fault) {
        report.fault = fault;
        give_up(PassStatus::failed, to_string(fault));
    };
    if (hooked.chain_entry.failure) {
        return fail(*hooked.chain_entry.failure);
    }
    if (!takes_part(chain_, hooked.entry)) {
        return give_up(PassStatus::off, std::string(why_not(chain_, hooked.entry)));
    }
    PassStep step{.entry = hooked.entry, .block = hooked.block, .stage = hooked.stage};
    PlanImage seen = image; // HOOKED as this pass sees it
    const bool align = hooked.pass.offset.align && hooked.replaces_stage();
    if (align && source_to_image != nullptr) {
        seen.placement.shift_x += source_to_image->shift_x;
        seen.placement.shift_y += source_to_image->shift_y;
    }
    if (!condition_holds(hooked, image, report) || !bind_images(hooked, seen, step, report)) {
        plan_.reports.push_back(std::move(report));
        return;
    }
    const Result<Size> size = output_size(hooked, image);
    if (!size) {
        return fail(size.error());
    }
    const bool moves = *size != image.size || hooked.pass.offset.x != 0.0F || hooked.pass.offset.y != 0.0F;
    if (hooked.replaces_stage() && source_to_image == nullptr && (moves || align)) {
        return give_up(PassStatus::failed,
                       fmt::format("{} cannot be resized or shifted: the pass asks for {}x{} instead of {}x{}",
                                   stage_name(hooked.stage), size->w, size->h, image.size.w, image.size.h));
    }
    const PlanImage out = add_pass(hooked, image, *size, std::move(step));
    if (hooked.replaces_stage()) {
        if (source_to_image != nullptr) {
            move_stage(hooked, image.size, *size, *source_to_image);
        }
        image = out;
    }
    saved_.insert_or_assign(report.saves, out);
    report.status = PassStatus::runs;
    report.size = *size;
    report.texture = out.texture;
    plan_.reports.push_back(std::move(report));
}

PlanImage Planner::add_pass(const Hooked& hooked, const PlanImage& image, Size size, PassStep step) {
    const int components = hooked.pass.components > 0 ? hooked.pass.components : image.components;
    step.components = components;
    step.values = values_of(hooked.entry);
    step.input_size = *size_of("NATIVE_CROPPED", image);
    step.tex_offset_x = source_scale_.shift_x;
    step.tex_offset_y = source_scale_.shift_y;
    step.target_size = plan_.output;
    PlanImage out = add_step(std::move(step), size, components, pass_label(hooked.chain_entry, hooked.pass));
    // A compute pass that names no COMPONENTS stores what it likes, and in vo=gpu finds all four channels again: its
    // textures have four, whatever the stage has.
    if (hooked.pass.compute && hooked.pass.components == 0) {
        plan_.textures[static_cast<std::size_t>(out.texture)].components = 4;
    }
    if (hooked.pass.compute && out.components == 3) {
        out.components = 4; // nobody sets alpha to 1 for it
    }
    return out;
}

void Planner::move_stage(const Hooked& hooked, Size from, Size to, Placement& source_to_image) {
    const Placement by_pass{static_cast<double>(to.w) / from.w, static_cast<double>(to.h) / from.h,
                            hooked.pass.offset.x, hooked.pass.offset.y};
    source_to_image = compose(by_pass, source_to_image);
    if (hooked.pass.offset.align) {
        source_to_image.shift_x = 0.0;
        source_to_image.shift_y = 0.0;
    }
    // The combined picture is the source itself: the next pass of the stage finds NATIVE_CROPPED enlarged. A plane
    // counts as the source only once its stage is over.
    if (hooked.stage >= Stage::native) {
        source_scale_ = source_to_image;
    }
}

PassReport Planner::describe(const Hooked& hooked, const PlanImage& image) const {
    PassReport report{.entry = hooked.entry, .block = hooked.block, .stage = hooked.stage, .desc = hooked.pass.desc};
    report.size = image.size;
    for (const Binding& bind : hooked.pass.binds) {
        report.binds.push_back(bind.name);
    }
    report.saves = hooked.pass.save.empty() ? std::string(stage_name(hooked.stage)) : hooked.pass.save;
    return report;
}

bool Planner::condition_holds(const Hooked& hooked, const PlanImage& image, PassReport& report) {
    const Expression& when = hooked.pass.when;
    if (when.empty()) {
        return true;
    }
    const Lookup names = lookup(hooked, image);
    const Result<Evaluation> result = evaluate(when, names);
    if (!result) {
        report.status = PassStatus::failed;
        report.fault = located(result.error(), hooked.file);
        report.reason = to_string(*report.fault);
        return false;
    }
    if (result->leftover > 0) {
        // mpv and libplacebo both refuse the expression and skip the pass.
        const Diagnostic note = diagnose(
            Code::expression_malformed,
            fmt::format("WHEN \"{}\" leaves {} values too many: an operator is missing, and the pass is skipped",
                        when.text, result->leftover),
            {.file = hooked.file.name, .line = when.line});
        plan_.notes.push_back(note);
        report.status = PassStatus::skipped;
        report.reason = note.text;
        return false;
    }
    // mpv converts to bool: anything but 0 runs.
    if (result->value == 0.0F) {
        report.status = PassStatus::skipped;
        report.reason = explain(when, names) + " is false";
        return false;
    }
    return true;
}

bool Planner::bind_images(const Hooked& hooked, const PlanImage& image, PassStep& step, PassReport& report) {
    for (const Binding& bind : hooked.pass.binds) {
        if (bind.name == "HOOKED") {
            step.images.push_back({"HOOKED", image});
            continue;
        }
        // A file's own TEXTURE wins over a saved texture of the same name, as in mpv.
        const auto& textures = hooked.file.textures;
        const auto found =
            std::find_if(textures.begin(), textures.end(), [&](const TextureBlock& t) { return t.name == bind.name; });
        if (found != textures.end()) {
            step.textures.push_back(static_cast<std::size_t>(found - textures.begin()));
            continue;
        }
        const auto& buffers = hooked.file.buffers;
        const auto buffer =
            std::find_if(buffers.begin(), buffers.end(), [&](const BufferBlock& b) { return b.name == bind.name; });
        if (buffer != buffers.end()) {
            step.buffers.push_back(static_cast<std::size_t>(buffer - buffers.begin()));
            continue;
        }
        const auto saved = saved_.find(bind.name);
        if (saved == saved_.end()) {
            report.status = PassStatus::missing_texture;
            report.reason = missing_reason(hooked, bind.name);
            return false;
        }
        step.images.push_back({bind.name, saved->second});
    }
    return true;
}

Result<Size> Planner::output_size(const Hooked& hooked, const PlanImage& image) const {
    const Lookup names = lookup(hooked, image);
    const auto edge = [&](const Expression& expression, int as_hooked) -> Result<int> {
        if (expression.empty()) {
            return as_hooked;
        }
        const Result<Evaluation> result = evaluate(expression, names);
        if (!result) {
            return located(result.error(), hooked.file);
        }
        if (result->leftover > 0) {
            return diagnose(Code::expression_malformed,
                            fmt::format("\"{}\" leaves {} values too many: an operator is missing", expression.text,
                                        result->leftover),
                            {.file = hooked.file.name, .line = expression.line});
        }
        const long rounded = std::lround(std::clamp(result->value, -1.0F, 1e6F));
        if (rounded < 1 || rounded > limits_.texture_edge_px) {
            return diagnose(Code::plan_size,
                            fmt::format("\"{}\" gives {}: a texture is 1 to {} pixels wide and high", expression.text,
                                        result->value, limits_.texture_edge_px),
                            {.file = hooked.file.name, .line = expression.line});
        }
        return static_cast<int>(rounded);
    };
    const Result<int> w = edge(hooked.pass.width, image.size.w);
    if (!w) {
        return w.error();
    }
    const Result<int> h = edge(hooked.pass.height, image.size.h);
    if (!h) {
        return h.error();
    }
    return Size{*w, *h};
}

std::optional<Size> Planner::size_of(std::string_view name, const PlanImage& image) const {
    if (name == "HOOKED") {
        return image.size;
    }
    if (name == "OUTPUT") {
        // OUTPUT is the display size even before the stage of that name is reached.
        return plan_.output;
    }
    if (name == "NATIVE_CROPPED") {
        return Size{static_cast<int>(std::lround(plan_.format.size.w * source_scale_.scale_x)),
                    static_cast<int>(std::lround(plan_.format.size.h * source_scale_.scale_y))};
    }
    const auto saved = saved_.find(name);
    return saved == saved_.end() ? std::nullopt : std::optional<Size>(saved->second.size);
}

Lookup Planner::lookup(const Hooked& hooked, const PlanImage& image) const {
    return {
        .size = [this, image](std::string_view name) { return size_of(name, image); },
        .parameter = [this, entry = hooked.entry](std::string_view name) -> std::optional<double> {
            const ChainEntry& chain_entry = chain_.entries[entry];
            const Parameter* parameter = chain_entry.shader->find_parameter(name);
            if (parameter == nullptr) {
                return label_value(*chain_entry.shader, name);
            }
            return effective_value(chain_entry, *parameter, source_lookup(plan_.format, plan_.output));
        },
    };
}

std::vector<NamedValue> Planner::values_of(std::size_t entry) const {
    const ChainEntry& chain_entry = chain_.entries[entry];
    const Lookup names = source_lookup(plan_.format, plan_.output);
    std::vector<NamedValue> out;
    for (const Parameter& parameter : chain_entry.shader->parameters) {
        out.push_back({&parameter, effective_value(chain_entry, parameter, names)});
    }
    return out;
}

Plan Planner::finish(const PlanImage& picture) {
    report_unmet();
    plan_.picture = picture.texture;
    const auto reads = [&](const PlanImage& image, std::size_t step) {
        if (image.texture >= 0) {
            plan_.textures[static_cast<std::size_t>(image.texture)].last_step = static_cast<int>(step);
        }
    };
    for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
        const auto& what = plan_.steps[i].what;
        if (const auto* pass = std::get_if<PassStep>(&what)) {
            for (const NamedImage& named : pass->images) {
                reads(named.image, i);
            }
        } else if (const auto* assemble = std::get_if<AssembleStep>(&what)) {
            reads(assemble->luma, i);
            reads(assemble->chroma, i);
        } else if (const auto* convert = std::get_if<ConvertStep>(&what)) {
            reads(convert->source, i);
        } else if (const auto* curve = std::get_if<CurveStep>(&what)) {
            reads(curve->source, i);
        } else if (const auto* resample = std::get_if<ResampleStep>(&what)) {
            reads(resample->source, i);
        } else if (const auto* seal = std::get_if<SealStep>(&what)) {
            reads(seal->source, i);
        }
    }
    return std::move(plan_);
}

} // namespace senga::detail
