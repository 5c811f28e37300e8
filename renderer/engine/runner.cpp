// Runner::run: one Plan on one Frame.
#include "renderer/engine/runner.h"

#include "renderer/engine/bindings.h"
#include "renderer/engine/builtin_step.h"
#include "renderer/engine/pass_step.h"

#include <fmt/format.h>
#include <glad/gl.h>

#include <algorithm>

namespace senga {
namespace {

void reset_state() {
    for (const GLenum what : {GL_BLEND, GL_SCISSOR_TEST, GL_DEPTH_TEST, GL_DITHER, GL_FRAMEBUFFER_SRGB}) {
        glDisable(what);
    }
}

// Gives back what nobody reads after `step`, so that later steps draw into it.
void release(const Plan& plan, std::size_t step, int keep, Bindings& bindings) {
    for (std::size_t t = 0; t < plan.textures.size(); ++t) {
        const bool done = plan.textures[t].last_step <= static_cast<int>(step);
        if (done && static_cast<int>(t) != plan.picture && static_cast<int>(t) != keep) {
            bindings.targets[t].reset();
        }
    }
}

} // namespace

Runner::Runner(RunnerOptions options) : options_(std::move(options)), compiler_(options_.compiler) {}

gl::Format Runner::format_for(int components) const {
    const bool half = options_.precision == RunnerOptions::Precision::half;
    switch (components) {
    case 1:
        return half ? gl::Format::r16f : gl::Format::r32f;
    case 2:
        return half ? gl::Format::rg16f : gl::Format::rg32f;
    default:
        return half ? gl::Format::rgba16f : gl::Format::rgba32f;
    }
}

gl::Format Runner::format_of(const PlanTexture& texture) const {
    switch (texture.source) {
    case PlanTexture::Source::luma:
        return gl::Format::r32f;
    case PlanTexture::Source::chroma:
        return gl::Format::rg32f;
    case PlanTexture::Source::rgb:
        return gl::Format::rgba16;
    case PlanTexture::Source::intermediate:
        break;
    }
    return format_for(texture.components);
}

Runner::Counters Runner::counters() const {
    return {.compiles = compiler_.counters().compiled,
            .loads = compiler_.counters().loaded,
            .runs = runs_,
            .allocations = pool_.allocations()};
}

std::vector<TextureUse> Runner::textures_of(const PreparedPlan& prepared) const {
    std::vector<TextureUse> out;
    for (const PlanTexture& texture : prepared.plan->textures) {
        const gl::FormatInfo& format = gl::info(format_of(texture));
        const auto texels = static_cast<std::size_t>(texture.size.w) * static_cast<std::size_t>(texture.size.h);
        out.push_back({.name = texture.name,
                       .size = texture.size,
                       .format = format.name,
                       .bytes = texels * static_cast<std::size_t>(format.bytes_per_texel)});
    }
    for (std::size_t i = 0; i < prepared.steps.size(); ++i) {
        const auto* pass = std::get_if<PassStep>(&prepared.plan->steps[i].what);
        if (pass == nullptr) {
            continue;
        }
        const ShaderFile& file = *prepared.plan->shaders[pass->entry];
        std::size_t sampled = 0;
        std::size_t stored = 0;
        for (const std::size_t index : pass->textures) {
            const TextureBlock& block = file.textures[index];
            const auto& textures = block.storage ? prepared.steps[i].storages : prepared.steps[i].own_textures;
            const gl::Texture& texture = *textures[block.storage ? stored++ : sampled++];
            const auto known = [&](const TextureUse& use) { return use.name == block.name; };
            if (std::none_of(out.begin(), out.end(), known)) {
                out.push_back({.name = block.name,
                               .size = texture.size(),
                               .format = gl::info(texture.desc().format).name,
                               .bytes = texture.bytes()});
            }
        }
    }
    return out;
}

Result<RunOutput> Runner::run(const PreparedPlan& prepared, const Frame& frame, const RunRequest& request) {
    const Plan& plan = *prepared.plan;
    Result<Bindings> bound = bind_planes(plan, frame);
    if (!bound) {
        return bound.error();
    }
    Bindings& bindings = *bound;
    ++runs_;
    reset_state();
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        const PlanStep& step = plan.steps[i];
        const auto output = static_cast<std::size_t>(step.output);
        const PlanTexture& texture = plan.textures[output];
        Result<std::shared_ptr<Target>> target =
            pool_.acquire({.size = texture.size, .format = format_for(texture.components)});
        if (!target) {
            return target.error();
        }
        bindings.targets[output] = *std::move(target);
        bindings.targets[output]->framebuffer.bind();
        prepared.steps[i].program->use();
        if (request.meter != nullptr) {
            request.meter->begin(prepared.plan, i);
        }
        if (const auto* pass = std::get_if<PassStep>(&step.what)) {
            run_pass({.step = pass,
                      .block = &plan.shaders[pass->entry]->passes[pass->block],
                      .prepared = &prepared.steps[i],
                      .target = bindings.targets[output].get(),
                      .frame_number = frame.number},
                     bindings, triangle_);
        } else {
            set_builtin(step, prepared.steps[i], bindings, texture.size);
            triangle_.draw();
        }
        if (request.meter != nullptr) {
            request.meter->end();
        }
        release(plan, i, request.keep_texture, bindings);
    }
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glUseProgram(0);
    glActiveTexture(GL_TEXTURE0);
    pool_.trim();
    RunOutput out{.picture = bindings.targets[static_cast<std::size_t>(plan.picture)]};
    if (request.keep_texture >= 0) {
        out.kept = bindings.targets[static_cast<std::size_t>(request.keep_texture)];
    }
    return out;
}

} // namespace senga
