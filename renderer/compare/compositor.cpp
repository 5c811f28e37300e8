#include "renderer/compare/compositor.h"

#include "renderer/compare/compositor_source.h"
#include "renderer/compare/placement.h"
#include "renderer/engine/noise_texture.h"

#include <glad/gl.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace senga {
namespace {

double levels_of(OutputDepth depth) {
    switch (depth) {
    case OutputDepth::eight:
        return 255;
    case OutputDepth::ten:
        return 1023;
    case OutputDepth::sixteen:
        break;
    }
    return 65535;
}

struct ViewLocations {
    int areas;
    int pictures;
    int texels;
    int ratios;
    int traits;
};

void set_views(const ViewLocations& at, const Placement& placement) {
    constexpr std::size_t count = std::tuple_size_v<decltype(Placement::views)>;
    using Vectors = std::array<std::array<GLint, 4>, count>;
    Vectors areas{};
    Vectors pictures{};
    Vectors texels{};
    Vectors ratios{};
    Vectors traits{};
    for (std::size_t i = 0; i < count; ++i) {
        const View& view = placement.views[i];
        areas[i] = {view.area.x, view.area.y, view.area.w, view.area.h};
        pictures[i] = {view.picture.x, view.picture.y, view.picture.w, view.picture.h};
        texels[i] = {view.texels.w, view.texels.h, view.samples.w, view.samples.h};
        ratios[i] = {view.numerator.w, view.numerator.h, view.denominator.w, view.denominator.h};
        traits[i] = {static_cast<GLint>(view.sampling), view.components, view.grid ? 1 : 0, 0};
    }
    const auto put = [](int location, const Vectors& vectors) {
        glUniform4iv(location, static_cast<GLsizei>(count), vectors.front().data());
    };
    put(at.areas, areas);
    put(at.pictures, pictures);
    put(at.texels, texels);
    put(at.ratios, ratios);
    put(at.traits, traits);
}

bool is_plain(CompareMode mode, const Placement& placement) {
    const auto smooth = [&](std::size_t view) { return placement.views[view].sampling == View::Sampling::linear; };
    const bool a = mode != CompareMode::b;
    const bool b = mode != CompareMode::a;
    return mode != CompareMode::difference && placement.lens == 0 && !(a && smooth(0)) && !(b && smooth(1));
}

} // namespace

Result<Compositor::Variant> Compositor::build(Scope scope) {
    const std::string define = scope == Scope::full ? "#define FULL 1\n" : "#define FULL 0\n";
    Result<gl::Program> program = gl::Program::from_fragment(define + compositor_source, "compositor");
    if (!program) {
        return diagnose(Code::gl_internal, program.error().text);
    }
    Variant out{.program = *std::move(program), .at = {}};
    out.program.use();
    const std::array<const char*, 4> samplers{"picture_a", "picture_b", "subtitles", "noise"};
    for (std::size_t unit = 0; unit < samplers.size(); ++unit) {
        glUniform1i(out.program.location(samplers[unit]), static_cast<int>(unit));
    }
    glUseProgram(0);
    const auto at = [&](const char* name) { return out.program.location(name); };
    out.at = {.areas = at("areas"),
              .pictures = at("pictures"),
              .texels = at("texels"),
              .ratios = at("ratios"),
              .traits = at("traits"),
              .mode = at("mode"),
              .horizontal = at("horizontal"),
              .split = at("split"),
              .divider = at("divider"),
              .kind = at("kind"),
              .gain = at("gain"),
              .middle = at("middle"),
              .finer = at("finer"),
              .lens = at("lens"),
              .text_rect = at("text_rect"),
              .target = at("target"),
              .bottom_first = at("bottom_first"),
              .rotation = at("rotation"),
              .levels = at("levels")};
    return out;
}

Result<Compositor> Compositor::create() {
    Compositor out;
    for (const auto& [scope, variant] : {std::pair{Scope::plain, &out.plain_}, {Scope::full, &out.full_}}) {
        Result<Variant> built = build(scope);
        if (!built) {
            return built.error();
        }
        *variant = *std::move(built);
    }
    out.noise_ = noise_texture();
    out.black_ = gl::Texture({.size = {1, 1}, .format = gl::Format::rgba8, .filter = gl::Filter::nearest});
    out.black_.clear();
    return out;
}

void Compositor::set(const Uniforms& at, const Composition& what, const Placement& placement) {
    set_views({at.areas, at.pictures, at.texels, at.ratios, at.traits}, placement);
    glUniform1i(at.mode, static_cast<int>(what.mode));
    glUniform1i(at.horizontal, what.divider.line == Divider::Line::horizontal ? 1 : 0);
    glUniform1i(at.split, placement.split);
    glUniform1i(at.divider, placement.line_px);
    const double levels = levels_of(what.depth);
    glUniform1f(at.levels, static_cast<float>(levels));
    glUniform1i(at.kind, static_cast<int>(what.difference.kind));
    glUniform1f(at.gain, static_cast<float>(what.difference.gain));
    // A code, so that no noise lies where pictures are equal.
    glUniform1f(at.middle, static_cast<float>((levels + 1.0) / 2.0 / levels));
    glUniform1i(at.finer, placement.finer);
    glUniform3i(at.lens, placement.lens_x, placement.lens_y, placement.lens);
    glUniform1i(at.rotation, ((what.rotation_deg / 90) % 4 + 4) % 4);
}

void Compositor::draw(const Composition& what, std::uint32_t framebuffer, Size target, RowOrder rows) {
    glBindFramebuffer(GL_FRAMEBUFFER, framebuffer);
    glViewport(0, 0, target.w, target.h);
    glDisable(GL_BLEND);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_DEPTH_TEST);
    glDisable(GL_DITHER);
    glDisable(GL_FRAMEBUFFER_SRGB);
    const Placement placement = place(what, target);
    const Variant& variant = is_plain(what.mode, placement) ? plain_ : full_;
    variant.program.use();
    (what.a.texture != nullptr ? *what.a.texture : black_).bind(0);
    (what.b.texture != nullptr ? *what.b.texture : black_).bind(1);
    (what.subtitles != nullptr ? *what.subtitles : black_).bind(2);
    noise_.bind(3);
    set(variant.at, what, placement);
    const Rect text = what.subtitles_rect.size().empty() ? Rect{0, 0, target.w, target.h} : what.subtitles_rect;
    glUniform4i(variant.at.text_rect, text.x, text.y, text.w, text.h);
    glUniform2i(variant.at.target, target.w, target.h);
    glUniform1i(variant.at.bottom_first, rows == RowOrder::bottom_first ? 1 : 0);
    triangle_.draw();
    glUseProgram(0);
    glActiveTexture(GL_TEXTURE0);
}

} // namespace senga
