// The part of Session that draws, and publishes what drawing brought to light.
#include "app/session/cost_report.h"
#include "app/session/session.h"
#include "app/state/geometry.h"
#include "app/state/slowness.h"

#include <glad/gl.h>

#include <utility>

namespace senga {
namespace {

// Draws into a texture instead of the window and reads it back.
Result<Rgb8Image> photograph(Compositor& compositor, TexturePool& pool, const Composition& what, Size size) {
    const Result<std::shared_ptr<Target>> target = pool.acquire({.size = size, .format = gl::Format::rgba8});
    if (!target) {
        return target.error();
    }
    compositor.draw(what, (*target)->framebuffer.id(), size, RowOrder::top_first);
    return image_of_codes(size, (*target)->texture.read());
}

// One side alone at its own size, as `senga frame` would write it.
Composition portrait(const Composition& shown, CompareMode side, Size size) {
    Composition out{.a = shown.a, .b = shown.b, .mode = side, .rotation_deg = shown.rotation_deg};
    out.pane = {{0, 0, size.w, size.h}, 0.0, 0.0, static_cast<double>(size.w), static_cast<double>(size.h)};
    return out;
}

} // namespace

Size Session::stored_size(Size window) const {
    const Size upright = picture_size(state_->player, window);
    return player_->frame().format.rotation_deg % 180 == 90 ? Size{upright.h, upright.w} : upright;
}

Exposure Session::expose(Side side, double now_s) {
    const Result<Exposure> exposed = sides_->expose(side, player_->frame(), stored_size(state_->view.window_px));
    if (exposed) {
        return *exposed;
    }
    // Once per text: the same error comes back with every frame.
    if (told_.insert(exposed.error().text).second) {
        tell(exposed.error(), now_s);
    }
    return {};
}

void Session::expose_sides(Composition& what, double now_s) {
    const bool both = !screenshots_.empty();
    sides_->chain().measure(cost_wanted() ? Slot::Measuring::on : Slot::Measuring::off);
    if (both || needed(*state_, Side::a, now_s)) {
        what.a = expose(Side::a, now_s);
    }
    if (both || needed(*state_, Side::b, now_s)) {
        what.b = expose(Side::b, now_s);
    }
    // Of the chain as arranged there is always a plan to be seen, even while other things are on show.
    static_cast<void>(sides_->chain().anticipate(player_->frame().format, stored_size(state_->view.window_px)));
}

void Session::draw(std::uint32_t framebuffer, Size target, RowOrder rows, double now_s) {
    sides_->sync(*state_);
    Composition what{};
    if (!player_->frame().empty() && !state_->player.idle) {
        what = composition_of(*state_, target, now_s);
        what.rotation_deg = player_->frame().format.rotation_deg;
        const std::uint64_t revision = state_->chain.revision;
        expose_sides(what, now_s);
        publish_plan(now_s);
        if (state_->chain.revision != revision) { // a bad edit was taken back: not one frame without its pass
            sides_->sync(*state_);
            expose_sides(what, now_s);
            publish_plan(now_s);
        }
        publish_progress(now_s);
        publish_cost(now_s);
        what.subtitles = player_->subtitles();
        // mpv finishes such a picture at its own size, and draws the subtitles into it.
        what.subtitles_rect = state_->player.hdr ? picture_rect(target) : Rect{};
        inspect(what, now_s);
    }
    what.depth = options_.depth;
    compositor_->draw(what, framebuffer, target, rows);
    take_screenshots(what, target, now_s);
    drawn_ = look_of(*state_, now_s);
}

void Session::inspect(const Composition& what, double now_s) {
    const Size window = state_->view.window_px;
    for (const ChainEvent& event : inspection_->look(*state_, {.frame = &player_->frame(),
                                                              .a = what.a,
                                                              .b = what.b,
                                                              .picture = picture_size(state_->player, window),
                                                              .window = window})) {
        happened(event, now_s);
    }
}

void Session::publish_plan(double now_s) {
    const auto& plan = sides_->chain().plan();
    if (!plan || plan == state_->chain.plan) {
        return;
    }
    happened(event::Planned{state_->chain.revision, plan}, now_s);
    for (const Slot::Failure& failure : sides_->chain().failures()) {
        if (failure.file == state_->chain.equaliser.shader) {
            happened(event::EqualiserFailed{failure.diagnostic}, now_s);
        }
        for (std::size_t i = 0; i < state_->chain.chain.entries.size(); ++i) {
            const ChainEntry& entry = state_->chain.chain.entries[i];
            if (entry.shader == failure.file && !entry.failure) {
                happened(event::EntryFailed{i, entry.id, failure.diagnostic}, now_s);
            }
        }
    }
}

void Session::publish_progress(double now_s) {
    const CompileProgress& progress = sides_->chain().progress();
    const CompileState& known = state_->chain.compile;
    if (progress.done != known.done || progress.total != known.total) {
        happened(event::CompileProgressed{{progress.done, progress.total}}, now_s);
    }
}

bool Session::cost_wanted() const {
    const ViewState& view = state_->view;
    const bool textures = view.panel_visible && view.right == RightTab::textures;
    const bool passes = view.left_visible() && view.left == LeftTab::passes;
    return view.cost_visible() || textures || passes || judging_cost(*state_);
}

// Figures that change with every frame cannot be read.
bool Session::cost_due(double now_s) const {
    constexpr double every_s = 0.5;
    return cost_wanted() && now_s - cost_published_s_ >= every_s;
}

void Session::publish_cost(double now_s) {
    if (cost_due(now_s)) {
        cost_published_s_ = now_s;
        happened(event::Measured{cost_report(sides_->chain(), *runner_, state_->chain.cost)}, now_s);
    }
}

void Session::take_screenshots(const Composition& shown, Size target, double now_s) {
    for (const effect::Screenshot& wanted : std::exchange(screenshots_, {})) {
        const Size size = picture_size(state_->player, target);
        if (size.empty()) {
            continue;
        }
        const auto save = [&](const Composition& what, Size of, const char* name) {
            Result<Rgb8Image> image = photograph(*compositor_, *photographs_, what, of);
            if (image) {
                disk_->pictures().save(picture_folder(), picture_name(name), *std::move(image));
            } else {
                tell(image.error(), now_s);
            }
        };
        if (wanted.what == command::TakeScreenshot::What::sides) {
            save(portrait(shown, CompareMode::a, size), size, "before");
            save(portrait(shown, CompareMode::b, size), size, "after");
        }
        Composition eight = shown;
        eight.depth = OutputDepth::eight;
        save(eight, target, "shown");
    }
}

void Session::save_texture(const effect::SaveTexture& wanted, double now_s) {
    const TextureName name{wanted.name, wanted.occurrence};
    const Result<Sides::Texture> texture = sides_->texture(name, player_->frame(), stored_size(state_->view.window_px));
    if (!texture) {
        tell(texture.error(), now_s);
        return;
    }
    disk_->pictures().save(picture_folder(), picture_name(wanted.name),
                           image_of_texture(*texture->texture, texture->components));
}

} // namespace senga
