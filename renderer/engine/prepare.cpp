// Runner::prepare and advance: from a Plan to programs and uniform locations.
#include "renderer/engine/builtin_step.h"
#include "renderer/engine/pass_step.h"
#include "renderer/engine/runner.h"
#include "renderer/engine/shader_texture.h"

#include <algorithm>
#include <chrono>

namespace senga {
namespace {

// How long one call may rehearse programs: a small part of a frame at 60 Hz.
constexpr std::chrono::milliseconds rehearsal_budget{4};

bool part_of_the_text(const Parameter& parameter) {
    return parameter.binding == Parameter::Binding::define || parameter.binding == Parameter::Binding::constant;
}

bool same_text_values(const PassStep& a, const PassStep& b) {
    return std::equal(a.values.begin(), a.values.end(), b.values.begin(), b.values.end(),
                      [](const NamedValue& x, const NamedValue& y) {
                          return x.parameter == y.parameter && (!part_of_the_text(*x.parameter) || x.value == y.value);
                      });
}

bool same_images(const PassStep& a, const Plan& plan_a, const PassStep& b, const Plan& plan_b) {
    return std::equal(a.images.begin(), a.images.end(), b.images.begin(), b.images.end(),
                      [&](const NamedImage& x, const NamedImage& y) {
                          const PlanTexture& in_a = plan_a.textures[static_cast<std::size_t>(x.image.texture)];
                          const PlanTexture& in_b = plan_b.textures[static_cast<std::size_t>(y.image.texture)];
                          return x.name == y.name && in_a.source == in_b.source && in_a.components == in_b.components;
                      });
}

// Whether both steps run the same program with the same textures of their file. Parameters that are uniforms, and
// sizes, may differ: this is what moving a slider leaves as it was.
bool same_program(const Plan& plan_a, const PassStep& a, const Plan& plan_b, const PassStep& b) {
    return plan_a.shaders[a.entry] == plan_b.shaders[b.entry] && a.block == b.block && a.stage == b.stage &&
           a.components == b.components && a.textures == b.textures && a.buffers == b.buffers &&
           plan_a.format.transfer == plan_b.format.transfer && same_images(a, plan_a, b, plan_b) &&
           same_text_values(a, b);
}

// The step of the previous plan that can be taken over.
const PreparedStep* known_step(const PreparedPlan* previous, const Plan& plan, std::size_t index) {
    if (previous == nullptr || !previous->plan || previous->plan->steps.size() <= index) {
        return nullptr;
    }
    const auto* now = std::get_if<PassStep>(&plan.steps[index].what);
    const auto* before = std::get_if<PassStep>(&previous->plan->steps[index].what);
    const bool same = now != nullptr && before != nullptr && same_program(plan, *now, *previous->plan, *before);
    return same && previous->steps[index].program ? &previous->steps[index] : nullptr;
}

void locate_builtin(PreparedStep& step) {
    const gl::Program& program = *step.program;
    for (const std::string& place : step.place_names) {
        step.image_places.push_back(program.location(place.c_str()));
    }
    for (const std::string& uniform : step.uniform_names) {
        step.uniforms.push_back(program.location(uniform.c_str()));
    }
    step.matrix = program.location("matrix");
    step.shift = program.location("shift");
}

} // namespace

bool reads_number(const PreparedPlan& prepared) {
    return std::any_of(prepared.steps.begin(), prepared.steps.end(),
                       [](const PreparedStep& step) { return step.frame >= 0 || step.random >= 0; });
}

Result<std::shared_ptr<const gl::Texture>> Runner::own_texture(const std::shared_ptr<const ShaderFile>& file,
                                                               std::size_t index) {
    auto& textures = own_textures_[file];
    textures.resize(file->textures.size());
    if (!textures[index]) {
        Result<gl::Texture> made = make_shader_texture(file->textures[index], file->name);
        if (!made) {
            return made.error();
        }
        textures[index] = std::make_shared<const gl::Texture>(*std::move(made));
    }
    return textures[index];
}

Result<PreparedStep> Runner::submit_pass(const Plan& plan, const PassStep& step, gl::Format target, History& history) {
    const std::shared_ptr<const ShaderFile>& file = plan.shaders[step.entry];
    const auto format = [this](const PlanTexture& texture) { return format_of(texture); };
    Result<PassText> text = pass_text(plan, step, format, target);
    if (!text) {
        return text.error();
    }
    PreparedStep out;
    for (const std::size_t index : text->sampled) {
        Result<std::shared_ptr<const gl::Texture>> texture = own_texture(file, index);
        if (!texture) {
            return texture.error();
        }
        text->program.rehearsal.sampled.push_back((*texture)->desc());
        out.own_textures.push_back(*std::move(texture));
    }
    for (const std::size_t index : text->storages) {
        Result<std::shared_ptr<const gl::Texture>> texture = history.texture(file, index);
        if (!texture) {
            return texture.error();
        }
        text->program.rehearsal.images.push_back((*texture)->desc());
        out.storages.push_back(*std::move(texture));
    }
    int storage_point = 0;
    int uniform_point = 0;
    for (const std::size_t index : step.buffers) {
        out.buffers.push_back(history.buffer(file, index));
        out.buffer_points.push_back(file->buffers[index].storage ? storage_point++ : uniform_point++);
    }
    out.compilation = compiler_.submit(std::move(text->program));
    return out;
}

PreparedStep Runner::submit_builtin(const PlanStep& step, gl::Format target) {
    BuiltinSource wanted = builtin_source(step, tables_);
    ProgramText text{.source = std::move(wanted.source), .file = "built-in", .samplers = wanted.samplers};
    text.rehearsal.target = target;
    for (std::size_t i = 0; i < wanted.samplers.size(); ++i) {
        const std::size_t images = wanted.samplers.size() - wanted.tables.size();
        text.rehearsal.sampled.push_back(i < images ? gl::TextureDesc{.size = {1, 1}, .format = target}
                                                    : wanted.tables[i - images]->desc());
    }
    PreparedStep out;
    out.compilation = compiler_.submit(std::move(text));
    out.own_textures = std::move(wanted.tables);
    out.place_names = std::move(wanted.places);
    out.uniform_names = std::move(wanted.uniforms);
    return out;
}

Result<Runner::Preparation> Runner::prepare(std::shared_ptr<const Plan> plan, const PrepareRequest& request) {
    Preparation out;
    History& history = request.history != nullptr ? *request.history : history_;
    for (std::size_t i = 0; i < plan->steps.size(); ++i) {
        const PlanStep& step = plan->steps[i];
        const gl::Format target = format_of(plan->textures[static_cast<std::size_t>(step.output)]);
        const auto* pass = std::get_if<PassStep>(&step.what);
        if (pass == nullptr) {
            out.prepared.steps.push_back(submit_builtin(step, target));
        } else if (const PreparedStep* known = known_step(request.previous, *plan, i)) {
            out.prepared.steps.push_back(*known);
        } else if (Result<PreparedStep> submitted = submit_pass(*plan, *pass, target, history); submitted) {
            out.prepared.steps.push_back(*std::move(submitted));
        } else {
            out.failures.push_back({pass->entry, submitted.error()});
            out.prepared.steps.emplace_back();
        }
    }
    std::erase_if(own_textures_, [](const auto& item) { return item.first.use_count() == 1; });
    out.progress.total = plan->steps.size();
    out.prepared.plan = std::move(plan);
    if (const Outcome advanced = advance(out); !advanced) {
        return advanced.error();
    }
    return out;
}

// One step as far as it can be taken now.
Outcome Runner::settle(const Plan& plan, std::size_t step, PreparedStep& prepared, Preparation& out,
                       Compiler::Clock::time_point until) {
    const auto* pass = std::get_if<PassStep>(&plan.steps[step].what);
    if (prepared.program || !prepared.compilation) {
        ++out.progress.done; // taken over, done before, or refused already
        return Done{};
    }
    switch (prepared.compilation->state()) {
    case Compilation::State::waiting:
        return Done{};
    case Compilation::State::failed:
        if (pass == nullptr) {
            return diagnose(Code::gl_internal, prepared.compilation->error().text);
        }
        out.failures.push_back({pass->entry, prepared.compilation->error()});
        // Files with the same text share a program; each is told by its own name.
        out.failures.back().diagnostic.place.file = plan.shaders[pass->entry]->name;
        prepared.compilation = nullptr;
        ++out.progress.done;
        return Done{};
    case Compilation::State::ready:
        break;
    }
    if (!compiler_.warm(prepared.compilation, until)) {
        out.out_of_time = true;
        return Done{};
    }
    prepared.program = prepared.compilation->program();
    if (pass != nullptr) {
        locate_pass(*pass, prepared);
    } else {
        locate_builtin(prepared);
    }
    ++out.progress.done;
    return Done{};
}

Outcome Runner::advance(Preparation& preparation) {
    const auto until = Compiler::Clock::now() + rehearsal_budget;
    preparation.progress.done = 0;
    preparation.out_of_time = false;
    for (std::size_t i = 0; i < preparation.prepared.steps.size(); ++i) {
        const Outcome settled =
            settle(*preparation.prepared.plan, i, preparation.prepared.steps[i], preparation, until);
        if (!settled) {
            return settled;
        }
    }
    return Done{};
}

} // namespace senga
