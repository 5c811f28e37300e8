#include "renderer/engine/builtin_step.h"

#include "renderer/engine/builtin.h"
#include "renderer/engine/kernel.h"

#include <glad/gl.h>

namespace senga {
namespace {

bool exact(const PlanImage& image, Size output) {
    return image.size == output && image.placement == Placement{};
}

BuiltinSource assemble_source(const AssembleStep& step) {
    BuiltinSource out{.samplers = {"luma"}, .places = {"luma_place"}};
    if (step.chroma.texture < 0) {
        out.source = builtin::assemble_gray();
        return out;
    }
    const bool same = exact(step.chroma, step.luma.size);
    out.source = builtin::assemble(same ? builtin::Lookup::exact : builtin::Lookup::sampled);
    out.samplers.emplace_back("chroma");
    out.places.emplace_back("chroma_place");
    return out;
}

bool holds_ringing(const ResampleStep& step) {
    return step.kernel.antiring > 0.0;
}

BuiltinSource resample_source(const ResampleStep& step, KernelTables& tables) {
    const int components = step.source.components;
    const bool polar = is_polar(step.kernel.kernel);
    if (step.axis == ResampleStep::Axis::both && !polar) {
        return {.source = builtin::resample(step.kernel.kernel, components),
                .samplers = {"source"},
                .places = {"source_place"}};
    }
    const KernelTables::Table table = tables.table(step.kernel, step.widening);
    const builtin::Ringing ringing = holds_ringing(step) ? builtin::Ringing::held : builtin::Ringing::kept;
    const Size size = table.texture->size();
    BuiltinSource out{.samplers = {"source", "weights"}, .places = {"place_px"}, .tables = {table.texture}};
    if (polar) {
        out.source = builtin::polar(size.w, components, ringing);
        out.uniforms = {"reach_px"};
    } else {
        out.source = builtin::separable(table.taps, size.h, components, ringing);
        out.uniforms = {"axis"};
    }
    if (holds_ringing(step)) {
        out.uniforms.emplace_back("strength");
        out.uniforms.emplace_back("ring_px"); // of polar kernels; set nowhere else
    }
    return out;
}

void set_matrix(const PreparedStep& prepared, const ColourMatrix& matrix) {
    glUniformMatrix3fv(prepared.matrix, 1, GL_TRUE, matrix.m.front().data());
    glUniform3fv(prepared.shift, 1, matrix.c.data());
}

void set_image(const PreparedStep& prepared, const PlanImage& image, const Bindings& bindings, Size output,
               std::size_t unit) {
    const gl::Texture& texture = bindings.texture(image.texture);
    texture.bind(static_cast<int>(unit));
    glUniform4fv(prepared.image_places[unit], 1, to_coordinates(image, output, texture.size()).data());
}

void set_resample(const ResampleStep& step, const PreparedStep& prepared, const Bindings& bindings, Size output) {
    set_image(prepared, step.source, bindings, output, 0);
    const bool polar = is_polar(step.kernel.kernel);
    if (step.axis == ResampleStep::Axis::both && !polar) {
        return;
    }
    prepared.own_textures.front()->bind(1);
    glUniform4fv(prepared.image_places[0], 1, to_pixels(step.source, output).data());
    if (polar) {
        const PolarReach reach = polar_reach(step.kernel, step.widening);
        glUniform2f(prepared.uniforms[0], static_cast<float>(reach.radius_px), static_cast<float>(reach.cutoff_px));
    } else {
        const bool x = step.axis == ResampleStep::Axis::x;
        glUniform2i(prepared.uniforms[0], x ? 1 : 0, x ? 0 : 1);
    }
    if (holds_ringing(step)) {
        glUniform1f(prepared.uniforms[1], static_cast<float>(step.kernel.antiring));
        if (polar) {
            glUniform1f(prepared.uniforms[2], static_cast<float>(first_zero_px(step.kernel, step.widening)));
        }
    }
}

} // namespace

BuiltinSource builtin_source(const PlanStep& step, KernelTables& tables) {
    if (const auto* assemble = std::get_if<AssembleStep>(&step.what)) {
        return assemble_source(*assemble);
    }
    if (const auto* resample = std::get_if<ResampleStep>(&step.what)) {
        return resample_source(*resample, tables);
    }
    BuiltinSource out{.source = builtin::seal(), .samplers = {"source"}, .places = {"source_place"}};
    if (std::holds_alternative<ConvertStep>(step.what)) {
        out.source = builtin::convert();
    } else if (const auto* curve = std::get_if<CurveStep>(&step.what)) {
        out.source = builtin::curves(*curve);
    }
    return out;
}

void set_builtin(const PlanStep& step, const PreparedStep& prepared, const Bindings& bindings, Size output) {
    if (const auto* assemble = std::get_if<AssembleStep>(&step.what)) {
        set_image(prepared, assemble->luma, bindings, output, 0);
        if (assemble->chroma.texture >= 0) {
            set_image(prepared, assemble->chroma, bindings, output, 1);
        }
        set_matrix(prepared, assemble->matrix);
    } else if (const auto* convert = std::get_if<ConvertStep>(&step.what)) {
        set_image(prepared, convert->source, bindings, output, 0);
        set_matrix(prepared, convert->matrix);
    } else if (const auto* curve = std::get_if<CurveStep>(&step.what)) {
        set_image(prepared, curve->source, bindings, output, 0);
    } else if (const auto* seal = std::get_if<SealStep>(&step.what)) {
        set_image(prepared, seal->source, bindings, output, 0);
    } else if (const auto* resample = std::get_if<ResampleStep>(&step.what)) {
        set_resample(*resample, prepared, bindings, output);
    }
}

} // namespace senga
