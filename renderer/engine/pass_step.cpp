#include "renderer/engine/pass_step.h"

#include "renderer/engine/shader_texture.h"
#include "renderer/language/prelude.h"

#include <fmt/format.h>
#include <glad/gl.h>

#include <algorithm>
#include <cmath>

namespace senga {
namespace {

int limit_of(GLenum name) {
    GLint out = 0;
    glGetIntegerv(name, &out);
    return out;
}

int threads_w(const ComputeBlock& block) {
    return block.threads_w > 0 ? block.threads_w : block.block_w;
}

int threads_h(const ComputeBlock& block) {
    return block.threads_h > 0 ? block.threads_h : block.block_h;
}

Outcome check_limits(const ShaderFile& file, const PassBlock& pass, const PassText& text) {
    const Place place{.file = file.name, .line = pass.line};
    const int units = limit_of(pass.compute ? GL_MAX_COMPUTE_TEXTURE_IMAGE_UNITS : GL_MAX_TEXTURE_IMAGE_UNITS);
    if (static_cast<int>(text.program.samplers.size()) > units) {
        return diagnose(
            Code::shader_limit,
            fmt::format("this pass binds {} textures, and this graphics card takes {}; the file is left out",
                        text.program.samplers.size(), units),
            place);
    }
    const int images = limit_of(pass.compute ? GL_MAX_COMPUTE_IMAGE_UNIFORMS : GL_MAX_FRAGMENT_IMAGE_UNIFORMS);
    if (static_cast<int>(text.storages.size()) + (pass.compute ? 1 : 0) > images) {
        return diagnose(Code::shader_limit,
                        fmt::format("this pass binds {} STORAGE textures, and this graphics card takes {}; the file is "
                                    "left out",
                                    text.storages.size(), images),
                        place);
    }
    if (!pass.compute) {
        return Done{};
    }
    const int threads = threads_w(*pass.compute) * threads_h(*pass.compute);
    const int most = limit_of(GL_MAX_COMPUTE_WORK_GROUP_INVOCATIONS);
    if (threads > most) {
        return diagnose(Code::shader_unsupported,
                        fmt::format("COMPUTE asks for {} threads in a group, and this graphics card runs {}; the file "
                                    "is left out",
                                    threads, most),
                        place);
    }
    return Done{};
}

// A number in 0..1 that differs from frame to frame and is the same for the same frame everywhere.
float random_of(std::uint32_t frame_number) {
    std::uint32_t state = frame_number * 747796405U + 2891336453U;
    state = ((state >> ((state >> 28U) + 4U)) ^ state) * 277803737U;
    return static_cast<float>((state >> 22U) ^ state) / 4294967296.0F;
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

void set_images(const PassStep& step, const PreparedStep& prepared, const Bindings& bindings, Size output) {
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
}

void bind_own(const PassStep& step, const PreparedStep& prepared) {
    for (std::size_t i = 0; i < prepared.own_textures.size(); ++i) {
        prepared.own_textures[i]->bind(static_cast<int>(step.images.size() + i));
    }
    for (std::size_t i = 0; i < prepared.storages.size(); ++i) {
        prepared.storages[i]->bind_image(static_cast<int>(i) + 1, gl::Texture::Access::read_write);
    }
    for (std::size_t i = 0; i < prepared.buffers.size(); ++i) {
        prepared.buffers[i]->bind(prepared.buffer_points[i]);
    }
}

} // namespace

Result<PassText> pass_text(const Plan& plan, const PassStep& step,
                           const std::function<gl::Format(const PlanTexture&)>& format_of, gl::Format target) {
    const ShaderFile& file = *plan.shaders[step.entry];
    const PassBlock& pass = file.passes[step.block];
    PassText out;
    PreludeRequest request{.file = &file,
                           .pass = &pass,
                           .stage = step.stage,
                           .components = step.components,
                           .transfer = plan.format.transfer};
    for (const NamedValue& value : step.values) {
        request.values.push_back({value.parameter, value.value});
    }
    for (const NamedImage& image : step.images) {
        out.program.samplers.push_back(fmt::format("senga_tex{}", request.images.size()));
        request.images.push_back(image.name);
        const PlanTexture& texture = plan.textures[static_cast<std::size_t>(image.image.texture)];
        out.program.rehearsal.sampled.push_back({.size = {1, 1}, .format = format_of(texture)});
    }
    for (const std::size_t index : step.textures) {
        const TextureBlock& block = file.textures[index];
        if (block.storage) {
            out.storages.push_back(index);
            request.storages.push_back(&block);
        } else {
            out.sampled.push_back(index);
            request.textures.push_back(&block);
            out.program.samplers.push_back(block.name);
        }
    }
    for (const std::size_t index : step.buffers) {
        const BufferBlock& block = file.buffers[index];
        request.buffers.push_back(&block);
        auto& sizes = block.storage ? out.program.rehearsal.storage_bytes : out.program.rehearsal.uniform_bytes;
        sizes.push_back((block.bytes + 15) / 16 * 16);
    }
    if (const Outcome fits = check_limits(file, pass, out); !fits) {
        return fits.error();
    }
    out.program.kind = pass.compute ? gl::ProgramKind::compute : gl::ProgramKind::fragment;
    out.program.source = pass.compute ? assemble_compute(request) : assemble_fragment(request);
    out.program.file = file.name;
    out.program.rehearsal.target = target;
    // Image unit 0 is the output of compute passes and stays empty in fragment passes.
    out.program.rehearsal.images.push_back({.size = {1, 1}, .format = target});
    return out;
}

void locate_pass(const PassStep& step, PreparedStep& prepared) {
    const gl::Program& program = *prepared.program;
    for (std::size_t i = 0; i < step.images.size(); ++i) {
        prepared.image_places.push_back(program.location(fmt::format("senga_place{}", i).c_str()));
        prepared.image_sizes.push_back(program.location(fmt::format("senga_size{}", i).c_str()));
        prepared.image_rotations.push_back(program.location(fmt::format("senga_rot{}", i).c_str()));
        prepared.image_shifts.push_back(program.location(fmt::format("senga_off{}", i).c_str()));
    }
    for (const NamedValue& value : step.values) {
        const Parameter::Binding binding = value.parameter->binding;
        const bool uniform = binding == Parameter::Binding::uniform || binding == Parameter::Binding::dynamic;
        prepared.parameters.push_back(uniform ? program.location(parameter_uniform(*value.parameter).c_str()) : -1);
    }
    prepared.random = program.location("random");
    prepared.frame = program.location("frame");
    prepared.input_size = program.location("input_size");
    prepared.target_size = program.location("target_size");
    prepared.tex_offset = program.location("tex_offset");
}

void run_pass(const PassRun& run, const Bindings& bindings, const gl::FullscreenTriangle& triangle) {
    const PassStep& step = *run.step;
    const PreparedStep& prepared = *run.prepared;
    const Size output = run.target->texture.size();
    set_images(step, prepared, bindings, output);
    bind_own(step, prepared);
    for (std::size_t i = 0; i < step.values.size(); ++i) {
        set_parameter(prepared.parameters[i], step.values[i]);
    }
    glUniform1f(prepared.random, random_of(run.frame_number));
    glUniform1i(prepared.frame, static_cast<GLint>(run.frame_number));
    glUniform2f(prepared.input_size, static_cast<float>(step.input_size.w), static_cast<float>(step.input_size.h));
    glUniform2f(prepared.target_size, static_cast<float>(step.target_size.w), static_cast<float>(step.target_size.h));
    glUniform2f(prepared.tex_offset, static_cast<float>(step.tex_offset_x), static_cast<float>(step.tex_offset_y));
    if (run.block->compute) {
        const ComputeBlock& block = *run.block->compute;
        run.target->texture.bind_image(0, gl::Texture::Access::write);
        glDispatchCompute(static_cast<GLuint>((output.w + block.block_w - 1) / block.block_w),
                          static_cast<GLuint>((output.h + block.block_h - 1) / block.block_h), 1);
    } else {
        triangle.draw();
    }
    if (run.block->compute || !prepared.storages.empty() || !prepared.buffers.empty()) {
        // What it stored is read as textures, images, buffers or drawn over by those that follow.
        glMemoryBarrier(GL_TEXTURE_FETCH_BARRIER_BIT | GL_SHADER_IMAGE_ACCESS_BARRIER_BIT | GL_FRAMEBUFFER_BARRIER_BIT |
                        GL_SHADER_STORAGE_BARRIER_BIT | GL_BUFFER_UPDATE_BARRIER_BIT | GL_TEXTURE_UPDATE_BARRIER_BIT);
    }
}

} // namespace senga
