#include "renderer/engine/builtin_step.h"

#include "renderer/engine/builtin.h"

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

BuiltinSource resample_source(const ResampleStep& step, KernelTables& tables) {
    const int components = step.source.components;
    if (step.axis == ResampleStep::Axis::both) {
        return {
            .source = builtin::resample(step.kernel, components), .samplers = {"source"}, .places = {"source_place"}};
    }
    const KernelTables::Table& table = tables.separable(step.kernel, step.widening);
    return {.source = builtin::separable(table.taps, table.texture->size().h, components),
            .samplers = {"source", "weights"},
            .places = {"place_px"},
            .tables = {table.texture}};
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
    if (step.axis != ResampleStep::Axis::both) {
        prepared.own_textures.front()->bind(1);
        glUniform4fv(prepared.image_places[0], 1, to_pixels(step.source, output).data());
        const bool x = step.axis == ResampleStep::Axis::x;
        glUniform2i(prepared.axis, x ? 1 : 0, x ? 0 : 1);
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
    const bool convert = std::holds_alternative<ConvertStep>(step.what);
    return {
        .source = convert ? builtin::convert() : builtin::seal(), .samplers = {"source"}, .places = {"source_place"}};
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
    } else if (const auto* seal = std::get_if<SealStep>(&step.what)) {
        set_image(prepared, seal->source, bindings, output, 0);
    } else if (const auto* resample = std::get_if<ResampleStep>(&step.what)) {
        set_resample(*resample, prepared, bindings, output);
    }
}

} // namespace senga
