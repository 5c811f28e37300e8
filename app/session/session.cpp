#include "app/session/session.h"

#include "app/state/toasts.h"
#include "renderer/base/overloaded.h"

#include <glad/gl.h>

#include <utility>

namespace senga {
namespace {

constexpr int divider_px = 2;

std::vector<PresetName> preset_names(const Shelf& shelf) {
    std::vector<PresetName> out;
    for (const std::string& key : list_presets(shelf)) {
        const Result<Preset> preset = load_preset(shelf, key);
        out.push_back({key, preset ? preset->name : key});
    }
    return out;
}

CostState cost_of(Slot& slot, const Runner& runner) {
    CostState out;
    const gl::DriverInfo driver = gl::current_driver();
    out.renderer = driver.renderer;
    out.software = driver.software();
    out.pool_bytes = runner.pool().bytes();
    CostMeter* meter = slot.meter();
    const std::vector<StepCost> none;
    const std::vector<StepCost>& costs = meter != nullptr ? meter->costs() : none;
    for (std::size_t i = 0; i < costs.size(); ++i) {
        const PlanStep& step = meter->plan()->steps[i];
        const auto* pass = std::get_if<PassStep>(&step.what);
        out.steps.push_back({.entry = pass != nullptr ? std::optional(pass->entry) : std::nullopt,
                             .name = meter->plan()->textures[static_cast<std::size_t>(step.output)].name,
                             .last_ms = costs[i].last_ms,
                             .average_ms = costs[i].average_ms,
                             .peak_ms = costs[i].peak_ms,
                             .samples = costs[i].samples});
    }
    for (TextureUse& use : slot.textures()) {
        out.textures.push_back({std::move(use.name), use.size, std::string(use.format), use.bytes});
    }
    return out;
}

} // namespace

Result<Session> Session::create(SessionOptions options) {
    Session out;
    const std::function<void()> wakeup = options.player.client.on_wakeup;
    Result<Player> player = Player::create(std::move(options.player));
    if (!player) {
        return player.error();
    }
    Result<Compositor> compositor = Compositor::create();
    if (!compositor) {
        return compositor.error();
    }
    out.player_ = std::make_unique<Player>(*std::move(player));
    options.compiler.on_change = wakeup;
    out.runner_ = std::make_unique<Runner>(RunnerOptions{.compiler = options.compiler});
    out.processed_ = std::make_unique<Slot>(*out.runner_);
    out.original_ = std::make_unique<Slot>(*out.runner_);
    out.compositor_ = std::make_unique<Compositor>(*std::move(compositor));
    const bool background = options.compiler.thread == CompilerOptions::Thread::background;
    out.loader_ = std::make_unique<ChainLoader>(ChainLoaderOptions{
        .shelf = options.shelf,
        .thread = background ? ChainLoaderOptions::Thread::background : ChainLoaderOptions::Thread::own,
        .on_loaded = wakeup});
    out.state_ = std::make_unique<State>();
    out.state_->view.window_px = options.window_px;
    out.state_->view.ui_scale = options.ui_scale;
    LoadedChain chain = std::move(options.chain);
    out.options_ = std::move(options);
    out.carry_out(apply(*out.state_, ChainEvent(event::PresetsListed{preset_names(out.options_.shelf)}), 0.0), 0.0);
    out.carry_out(
        apply(*out.state_,
              ChainEvent(event::ChainLoaded{out.options_.preset, std::move(chain.chain), std::move(chain.notes)}), 0.0),
        0.0);
    out.warm_up();
    return out;
}

void Session::warm_up() {
    // 4:2:0, as nearly every film is, and enlarged, as nearly every film is. Sizes change no program but by WHEN.
    const FrameFormat format{.size = {1280, 720}};
    constexpr Size shown_at{1920, 1080};
    sync_chains();
    // What fails here fails again with the first picture, and is reported there.
    static_cast<void>(original_->anticipate(format, shown_at));
    runner_->wait();
    static_cast<void>(original_->anticipate(format, shown_at));
    static_cast<void>(processed_->anticipate(format, shown_at));
}

void Session::dispatch(const Command& command, double now_s) {
    carry_out(reduce(*state_, command, now_s), now_s);
}

void Session::dispatch(const WindowEvent& event, double now_s) {
    carry_out(apply(*state_, event, now_s), now_s);
}

std::vector<effect::SetFullscreen> Session::take_window_effects() {
    return std::exchange(window_effects_, {});
}

void Session::carry_out(const Effects& effects, double now_s) {
    for (const Effect& effect : effects) {
        carry_out(effect, now_s);
    }
}

void Session::carry_out(const Effect& effect, double now_s) {
    std::visit(Overloaded{
                   [&](const effect::PlayerCommand& e) { player_->client().command(e.args); },
                   [&](const effect::SetFullscreen& e) { window_effects_.push_back(e); },
                   [&](const effect::LoadShaderFile& e) { loader_->load_shader(e.path); },
                   [&](const effect::LoadPresetFile& e) { loader_->load_preset(e.key); },
               },
               effect);
    take_loaded(now_s); // what was loaded at once
}

void Session::take_loaded(double now_s) {
    for (const ChainLoader::Loaded& loaded : loader_->take()) {
        if (const auto* why = std::get_if<Diagnostic>(&loaded)) {
            report(state_->view, *why, now_s);
        } else {
            carry_out(apply(*state_, std::get<ChainEvent>(loaded), now_s), now_s);
        }
    }
}

bool Session::update(double now_s, Visibility visibility) {
    PlayerUpdate changed;
    if (visibility == Visibility::hidden) {
        player_->skip();
    } else {
        changed = player_->update(state_->view.window_px);
    }
    for (const PlayerEvent& event : player_->poll()) {
        carry_out(apply(*state_, event, now_s), now_s);
    }
    take_loaded(now_s);
    tick(*state_, now_s);
    const bool view_changed = drawn_revision_ != state_->chain.revision ||
                              drawn_compare_ != senga::shown(state_->view) || drawn_wipe_ != state_->view.wipe ||
                              drawn_size_ != state_->view.window_px || processed_->progressed() ||
                              original_->progressed() || cost_due(now_s);
    return changed.frame || changed.subtitles || view_changed;
}

Rect Session::picture_rect(Size window) const {
    const Frame& frame = player_->frame();
    return frame.empty() || state_->player.idle ? Rect{} : fit_rect(frame.format, window);
}

void Session::sync_chains() {
    const Chain& chain = state_->chain.chain;
    processed_->set_chain(chain, state_->chain.revision);
    // The original depends on the scalers alone: switching passes must not run it again.
    if (original_revision_ == 0 || !(original_scaling_ == chain.scaling)) {
        original_scaling_ = chain.scaling;
        Chain original;
        original.name = "Original";
        original.scaling = chain.scaling;
        original_->set_chain(std::move(original), ++original_revision_);
    }
}

const gl::Texture* Session::picture(Slot& slot, Rect rect, double now_s) {
    const Frame& frame = player_->frame();
    const bool turned = frame.format.rotation_deg % 180 == 90;
    const Result<Picture> shown = slot.show(frame, turned ? Size{rect.h, rect.w} : rect.size());
    if (shown) {
        return shown->target ? &shown->target->texture : nullptr;
    }
    // Once per text: the same error comes back with every frame.
    if (told_.insert(shown.error().text).second) {
        report(state_->view, shown.error(), now_s);
    }
    return nullptr;
}

void Session::publish_plan(double now_s) {
    const auto& plan = processed_->plan();
    if (!plan || plan == state_->chain.plan) {
        return;
    }
    carry_out(apply(*state_, ChainEvent(event::Planned{state_->chain.revision, plan}), now_s), now_s);
    for (const Slot::Failure& failure : processed_->failures()) {
        for (std::size_t i = 0; i < state_->chain.chain.entries.size(); ++i) {
            const ChainEntry& entry = state_->chain.chain.entries[i];
            if (entry.shader == failure.file && !entry.failure) {
                carry_out(apply(*state_, ChainEvent(event::EntryFailed{i, entry.id, failure.diagnostic}), now_s),
                          now_s);
            }
        }
    }
}

void Session::publish_progress(double now_s) {
    const CompileProgress& progress = processed_->progress();
    const CompileState& known = state_->chain.compile;
    if (progress.done != known.done || progress.total != known.total) {
        carry_out(apply(*state_, ChainEvent(event::CompileProgressed{{progress.done, progress.total}}), now_s), now_s);
    }
}

bool Session::cost_wanted() const {
    return state_->view.cost_visible && state_->view.panel_visible;
}

// Figures that change with every frame cannot be read.
bool Session::cost_due(double now_s) const {
    constexpr double every_s = 0.5;
    return cost_wanted() && now_s - cost_published_s_ >= every_s;
}

void Session::publish_cost(double now_s) {
    if (cost_due(now_s)) {
        cost_published_s_ = now_s;
        carry_out(apply(*state_, ChainEvent(event::Measured{cost_of(*processed_, *runner_)}), now_s), now_s);
    }
}

void Session::draw(std::uint32_t framebuffer, Size target, RowOrder rows, double now_s) {
    sync_chains();
    const Compare compare = senga::shown(state_->view);
    Composition what{.wipe = state_->view.wipe,
                     .divider_px = divider_px,
                     .picture = picture_rect(target),
                     .rotation_deg = player_->frame().format.rotation_deg,
                     .depth = options_.depth};
    if (what.picture.w > 0) {
        // A is the original, left of the divider; B what the chain makes of it.
        if (compare != Compare::processed) {
            what.a = picture(*original_, what.picture, now_s);
        }
        if (compare != Compare::original) {
            processed_->measure(cost_wanted() ? Slot::Measuring::on : Slot::Measuring::off);
            what.b = picture(*processed_, what.picture, now_s);
            publish_plan(now_s);
            publish_progress(now_s);
            publish_cost(now_s);
        }
        what.mode = compare == Compare::original    ? CompareMode::a
                    : compare == Compare::processed ? CompareMode::b
                                                    : CompareMode::wipe;
        what.subtitles = player_->subtitles();
        // mpv finishes such a picture at its own size, and draws the subtitles into it.
        what.subtitles_rect = state_->player.hdr ? what.picture : Rect{};
    }
    compositor_->draw(what, framebuffer, target, rows);
    drawn_revision_ = state_->chain.revision;
    drawn_compare_ = compare;
    drawn_wipe_ = state_->view.wipe;
    drawn_size_ = target;
}

void Session::shown() {
    player_->shown();
}

} // namespace senga
