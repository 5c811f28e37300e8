// Runner::prepare: from a Plan to programs and uniform locations.
#include "renderer/engine/builtin_step.h"
#include "renderer/engine/runner.h"
#include "renderer/engine/shader_texture.h"
#include "renderer/language/prelude.h"

#include <fmt/format.h>
#include <glad/gl.h>

#include <span>

namespace senga {
namespace {

// Samplers get their units once: they never change.
void set_units(const gl::Program& program, std::span<const std::string> samplers) {
    program.use();
    for (std::size_t unit = 0; unit < samplers.size(); ++unit) {
        glUniform1i(program.location(samplers[unit].c_str()), static_cast<int>(unit));
    }
    glUseProgram(0);
}

void locate_common(PreparedStep& step) {
    const gl::Program& program = *step.program;
    step.random = program.location("random");
    step.frame = program.location("frame");
    step.input_size = program.location("input_size");
    step.target_size = program.location("target_size");
    step.tex_offset = program.location("tex_offset");
    step.matrix = program.location("matrix");
    step.shift = program.location("shift");
    step.axis = program.location("axis");
}

} // namespace

Result<std::shared_ptr<const gl::Program>> Runner::program(const std::string& source, const std::string& file) {
    if (const auto known = programs_.find(source); known != programs_.end()) {
        return known->second;
    }
    ++compiles_;
    Result<gl::Program> compiled = gl::Program::from_fragment(source, file);
    if (!compiled) {
        return compiled.error();
    }
    auto shared = std::make_shared<const gl::Program>(*std::move(compiled));
    programs_.emplace(source, shared);
    return shared;
}

Result<std::shared_ptr<const gl::Texture>> Runner::own_texture(const std::shared_ptr<const ShaderFile>& file,
                                                               std::size_t index) {
    const auto key = std::make_pair(file, index);
    if (const auto known = own_textures_.find(key); known != own_textures_.end()) {
        return known->second;
    }
    Result<gl::Texture> made = make_shader_texture(file->textures[index], file->name);
    if (!made) {
        return made.error();
    }
    auto shared = std::make_shared<const gl::Texture>(*std::move(made));
    own_textures_.emplace(key, shared);
    return shared;
}

Result<PreparedStep> Runner::prepare_pass(const Plan& plan, const PassStep& step) {
    const std::shared_ptr<const ShaderFile>& file = plan.shaders[step.entry];
    const PassBlock& pass = file->passes[step.block];
    if (pass.compute) {
        return diagnose(Code::shader_unsupported, "compute passes are not supported yet; the file is left out",
                        {.file = file->name, .line = pass.line});
    }
    PreludeRequest request{.file = file.get(), .pass = &pass, .stage = step.stage, .components = step.components};
    for (const NamedValue& value : step.values) {
        request.values.push_back({value.parameter, value.value});
    }
    std::vector<std::string> samplers;
    for (const NamedImage& image : step.images) {
        samplers.push_back(fmt::format("senga_tex{}", samplers.size()));
        request.images.push_back(image.name);
    }
    PreparedStep out;
    for (const std::size_t index : step.textures) {
        Result<std::shared_ptr<const gl::Texture>> texture = own_texture(file, index);
        if (!texture) {
            return texture.error();
        }
        out.own_textures.push_back(*texture);
        request.textures.push_back(&file->textures[index]);
        samplers.push_back(file->textures[index].name);
    }
    Result<std::shared_ptr<const gl::Program>> compiled = program(assemble_fragment(request), file->name);
    if (!compiled) {
        return compiled.error();
    }
    out.program = *compiled;
    set_units(*out.program, samplers);
    locate_common(out);
    for (std::size_t i = 0; i < step.images.size(); ++i) {
        out.image_places.push_back(out.program->location(fmt::format("senga_place{}", i).c_str()));
        out.image_sizes.push_back(out.program->location(fmt::format("senga_size{}", i).c_str()));
        out.image_rotations.push_back(out.program->location(fmt::format("senga_rot{}", i).c_str()));
        out.image_shifts.push_back(out.program->location(fmt::format("senga_off{}", i).c_str()));
    }
    for (const NamedValue& value : step.values) {
        out.parameters.push_back(out.program->location(parameter_uniform(*value.parameter).c_str()));
    }
    return out;
}

Result<PreparedStep> Runner::prepare_builtin(const PlanStep& step) {
    const BuiltinSource wanted = builtin_source(step, tables_);
    Result<std::shared_ptr<const gl::Program>> compiled = program(wanted.source, "built-in");
    if (!compiled) {
        return diagnose(Code::gl_internal, compiled.error().text);
    }
    PreparedStep out{.program = *compiled, .own_textures = wanted.tables};
    set_units(*out.program, wanted.samplers);
    locate_common(out);
    for (const std::string& place : wanted.places) {
        out.image_places.push_back(out.program->location(place.c_str()));
    }
    return out;
}

Result<Runner::Preparation> Runner::prepare(std::shared_ptr<const Plan> plan) {
    Preparation out;
    for (const PlanStep& step : plan->steps) {
        const auto* pass = std::get_if<PassStep>(&step.what);
        Result<PreparedStep> prepared = pass != nullptr ? prepare_pass(*plan, *pass) : prepare_builtin(step);
        if (prepared) {
            out.prepared.steps.push_back(*std::move(prepared));
        } else if (pass != nullptr) {
            out.failures.push_back({pass->entry, prepared.error()});
        } else {
            return prepared.error();
        }
    }
    out.prepared.plan = std::move(plan);
    return out;
}

} // namespace senga
