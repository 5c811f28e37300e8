// Runner::run: one Plan on one Frame.
#include "renderer/engine/runner.h"
#include "renderer/engine/bindings.h"
#include "renderer/engine/builtin_step.h"

#include <fmt/format.h>
#include <glad/gl.h>

#include <cmath>
#include <span>

namespace senga {
namespace {

void bind_own(const PreparedStep& prepared, std::size_t first_unit) {
    for (std::size_t i = 0; i < prepared.own_textures.size(); ++i) {
        prepared.own_textures[i]->bind(static_cast<int>(first_unit + i));
    }
}

void set_parameter(int location, const NamedValue& value) {
    switch (value.parameter->type) {
    case Parameter::Type::real:
        glUniform1f(location, static_cast<float>(value.value));
        break;
    case Parameter::Type::integer:
        glUniform1i(location, static_cast<GLint>(std::lround(value.value)));
        break;
    case Parameter::Type::natural:
        glUniform1ui(location, static_cast<GLuint>(value.value));
        break;
    }
}

// A number in 0..1 that differs from frame to frame and is the same for the same frame everywhere.
float random_of(std::uint32_t frame_number) {
    std::uint32_t state = frame_number * 747796405U + 2891336453U;
    state = ((state >> ((state >> 28U) + 4U)) ^ state) * 277803737U;
    return static_cast<float>((state >> 22U) ^ state) / 4294967296.0F;
}

void set_pass(const PassStep& step, const PreparedStep& prepared, const Bindings& bindings, Size output,
              const RunRequest& request) {
    for (std::size_t i = 0; i < step.images.size(); ++i) {
        const PlanImage& image = step.images[i].image;
        const gl::Texture& texture = bindings.texture(image.texture);
        const Size size = texture.size();
        texture.bind(static_cast<int>(i));
        glUniform4fv(prepared.image_places[i], 1, to_coordinates(image, output, size).data());
        glUniform4f(prepared.image_sizes[i], static_cast<float>(size.w), static_cast<float>(size.h),
                    1.0F / static_cast<float>(size.w), 1.0F / static_cast<float>(size.h));
        glUniform4f(prepared.image_rotations[i], static_cast<float>(image.placement.scale_x), 0.0F, 0.0F,
                    static_cast<float>(image.placement.scale_y));
        glUniform2f(prepared.image_shifts[i], static_cast<float>(image.placement.shift_x),
                    static_cast<float>(image.placement.shift_y));
    }
    bind_own(prepared, step.images.size());
    for (std::size_t i = 0; i < step.values.size(); ++i) {
        set_parameter(prepared.parameters[i], step.values[i]);
    }
    glUniform1f(prepared.random, random_of(request.frame_number));
    glUniform1i(prepared.frame, static_cast<GLint>(request.frame_number));
    glUniform2f(prepared.input_size, static_cast<float>(step.input_size.w), static_cast<float>(step.input_size.h));
    glUniform2f(prepared.target_size, static_cast<float>(step.target_size.w), static_cast<float>(step.target_size.h));
    glUniform2f(prepared.tex_offset, 0.0F, 0.0F);
}

} // namespace

Runner::Runner(const RunnerOptions& options) : options_(options) {}

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

Runner::Counters Runner::counters() const {
    return {.compiles = compiles_, .runs = runs_, .allocations = pool_.allocations()};
}

Result<RunOutput> Runner::run(const PreparedPlan& prepared, const Frame& frame, const RunRequest& request) {
    const Plan& plan = *prepared.plan;
    Result<Bindings> bound = bind_planes(plan, frame);
    if (!bound) {
        return bound.error();
    }
    Bindings& bindings = *bound;
    ++runs_;
    glDisable(GL_BLEND);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_DITHER);
    glDisable(GL_FRAMEBUFFER_SRGB);
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
        if (const auto* pass = std::get_if<PassStep>(&step.what)) {
            set_pass(*pass, prepared.steps[i], bindings, texture.size, request);
        } else {
            set_builtin(step, prepared.steps[i], bindings, texture.size);
        }
        triangle_.draw();
        // Give back what nobody reads any more, so that later steps draw into it.
        for (std::size_t t = 0; t < plan.textures.size(); ++t) {
            const bool done = plan.textures[t].last_step <= static_cast<int>(i);
            if (done && static_cast<int>(t) != plan.picture && static_cast<int>(t) != request.keep_texture) {
                bindings.targets[t].reset();
            }
        }
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
