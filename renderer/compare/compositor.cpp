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

// What shows alone in one of the modes that show a single picture.
const View* alone(CompareMode mode, const Placement& placement) {
    return mode == CompareMode::a ? placement.views.data() : mode == CompareMode::b ? &placement.views[1] : nullptr;
}

// Whether each pixel of the picture is a texel as it is stored.
bool is_direct(const View& view, int quarter_turns) {
    return view.sampling == View::Sampling::nearest && view.texels == view.picture.size() && view.components >= 3 &&
           !view.grid && quarter_turns == 0;
}

int quarter_turns(const Composition& what) {
    return ((what.rotation_deg / 90) % 4 + 4) % 4;
}

Rect text_rect(const Composition& what, Size target) {
    return what.subtitles_rect.size().empty() ? Rect{0, 0, target.w, target.h} : what.subtitles_rect;
}

} // namespace

Compositor::Scope Compositor::scope_of(const Composition& what, const Placement& placement, Size target) {
    if (what.mode == CompareMode::difference || placement.lens != 0) {
        return Scope::full;
    }
    const View* view = alone(what.mode, placement);
    if (view != nullptr && is_direct(*view, quarter_turns(what))) {
        if (what.subtitles == nullptr) {
            return Scope::direct;
        }
        if (what.subtitles->size() == target && text_rect(what, target) == Rect{0, 0, target.w, target.h}) {
            return Scope::direct_text;
        }
    }
    const auto smooth = [&](std::size_t i) { return placement.views[i].sampling == View::Sampling::linear; };
    const bool a = what.mode != CompareMode::b;
    const bool b = what.mode != CompareMode::a;
    return (a && smooth(0)) || (b && smooth(1)) ? Scope::full : Scope::plain;
}

Result<Compositor::Variant> Compositor::build(Scope scope) {
    const bool direct = scope == Scope::direct || scope == Scope::direct_text;
    const std::string defines = scope == Scope::direct        ? "#define TEXT 0\n"
                                : scope == Scope::direct_text ? "#define TEXT 1\n"
                                : scope == Scope::plain       ? "#define FULL 0\n"
                                                              : "#define FULL 1\n";
    Result<gl::Program> program = gl::Program::from_fragment(
        defines + compositor_common + (direct ? compositor_direct : compositor_general), "compositor");
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
    out.at = {.target = at("target"),
              .bottom_first = at("bottom_first"),
              .levels = at("levels"),
              .visible = at("visible"),
              .corner = at("corner"),
              .areas = at("areas"),
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
              .rotation = at("rotation")};
    return out;
}

Result<Compositor> Compositor::create() {
    Compositor out;
    for (std::size_t scope = 0; scope < scope_count; ++scope) {
        Result<Variant> built = build(static_cast<Scope>(scope));
        if (!built) {
            return built.error();
        }
        out.variants_[scope] = *std::move(built);
    }
    out.noise_ = noise_texture();
    out.black_ = gl::Texture({.size = {1, 1}, .format = gl::Format::rgba8, .filter = gl::Filter::nearest});
    out.black_.clear();
    return out;
}

void Compositor::set_direct(const Uniforms& at, const View& shown) {
    const Rect visible = intersection(shown.area, shown.picture);
    glUniform4i(at.visible, visible.x, visible.y, visible.w, visible.h);
    glUniform2i(at.corner, shown.picture.x, shown.picture.y);
}

void Compositor::set_general(const Uniforms& at, const Composition& what, const Placement& placement, Size target) {
    set_views({at.areas, at.pictures, at.texels, at.ratios, at.traits}, placement);
    glUniform1i(at.mode, static_cast<int>(what.mode));
    glUniform1i(at.horizontal, what.divider.line == Divider::Line::horizontal ? 1 : 0);
    glUniform1i(at.split, placement.split);
    glUniform1i(at.divider, placement.line_px);
    glUniform1i(at.kind, static_cast<int>(what.difference.kind));
    glUniform1f(at.gain, static_cast<float>(what.difference.gain));
    // A code, so that no noise lies where pictures are equal.
    const double levels = levels_of(what.depth);
    glUniform1f(at.middle, static_cast<float>((levels + 1.0) / 2.0 / levels));
    glUniform1i(at.finer, placement.finer);
    glUniform3i(at.lens, placement.lens_x, placement.lens_y, placement.lens);
    glUniform1i(at.rotation, quarter_turns(what));
    const Rect text = text_rect(what, target);
    glUniform4i(at.text_rect, text.x, text.y, text.w, text.h);
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
    const Scope scope = scope_of(what, placement, target);
    const Variant& variant = variants_[static_cast<std::size_t>(scope)];
    variant.program.use();
    const auto bind = [&](const gl::Texture* texture, int unit) {
        (texture != nullptr ? *texture : black_).bind(unit);
    };
    if (scope == Scope::direct || scope == Scope::direct_text) {
        bind(what.mode == CompareMode::b ? what.b.texture : what.a.texture, 0);
        set_direct(variant.at, *alone(what.mode, placement));
    } else {
        bind(what.a.texture, 0);
        bind(what.b.texture, 1);
        set_general(variant.at, what, placement, target);
    }
    bind(what.subtitles, 2);
    noise_.bind(3);
    glUniform2i(variant.at.target, target.w, target.h);
    glUniform1i(variant.at.bottom_first, rows == RowOrder::bottom_first ? 1 : 0);
    glUniform1f(variant.at.levels, static_cast<float>(levels_of(what.depth)));
    triangle_.draw();
    glUseProgram(0);
    glActiveTexture(GL_TEXTURE0);
}

} // namespace senga
