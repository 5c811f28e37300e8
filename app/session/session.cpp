#include "app/session/session.h"

#include "app/input/bindings.h"
#include "app/settings/screenshot_name.h"
#include "app/state/geometry.h"
#include "app/state/toasts.h"
#include "renderer/base/overloaded.h"

#include <cmath>
#include <utility>

namespace senga {

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
    Result<Inspection> inspection = Inspection::create();
    if (!inspection) {
        return inspection.error();
    }
    out.player_ = std::make_unique<Player>(*std::move(player));
    options.compiler.on_change = wakeup;
    out.runner_ = std::make_unique<Runner>(RunnerOptions{.compiler = options.compiler});
    out.compositor_ = std::make_unique<Compositor>(*std::move(compositor));
    const auto thread = options.compiler.thread == CompilerOptions::Thread::background
                            ? ChainLoaderOptions::Thread::background
                            : ChainLoaderOptions::Thread::own;
    out.sides_ = std::make_unique<Sides>(*out.runner_,
                                         SidesOptions{.shelf = options.shelf, .thread = thread, .on_change = wakeup});
    out.inspection_ = std::make_unique<Inspection>(*std::move(inspection));
    out.photographs_ = std::make_unique<TexturePool>();
    out.disk_ = std::make_unique<Disk>(
        DiskOptions{.shelf = options.shelf, .thread = thread, .store = options.store, .on_change = wakeup});
    out.state_ = std::make_unique<State>();
    out.options_ = std::move(options);
    out.start();
    return out;
}

void Session::start() {
    const double now_s = options_.now_s;
    state_->view.window_px = options_.window_px;
    state_->view.language = options_.language;
    state_->view.system_language = options_.language;
    state_->exporting.initial_folder = options_.export_folder;
    state_->chain.cost.software = gl::current_driver().software();
    for (const ChainEvent& event : disk_->start()) {
        happened(event, now_s);
    }
    dispatch(WindowEvent(event::WindowResized{options_.window_px, options_.display_scale}), now_s);
    LoadedChain chain = std::move(options_.chain);
    happened(event::ChainLoaded{options_.preset, std::move(chain.chain), std::move(chain.notes)}, now_s);
    state_->chain.choice = options_.choice;
    for (const Clash& clash : find_clashes(state_->library.keys)) {
        tell(diagnose(Code::key_clash, clash_text(state_->view.language, clash), {.file = "keys.toml"}), now_s);
    }
    take_news(now_s);
    warm_up();
}

void Session::warm_up() {
    // 4:2:0, as nearly every film is, and enlarged, as nearly every film is. Sizes change no program but by WHEN.
    sides_->sync(*state_);
    sides_->anticipate({.size = {1280, 720}}, {1920, 1080});
}

void Session::dispatch(const Command& command, double now_s) {
    carry_out(reduce(*state_, command, now_s), now_s);
}

void Session::dispatch(const WindowEvent& event, double now_s) {
    carry_out(apply(*state_, event, now_s), now_s);
}

void Session::happened(const ChainEvent& event, double now_s) {
    carry_out(apply(*state_, event, now_s), now_s);
}

void Session::tell(const Diagnostic& diagnostic, double now_s) {
    report(state_->view, diagnostic, now_s);
}

std::vector<WindowEffect> Session::take_window_effects() {
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
                   [&](const effect::LoadPresetFile& e) { disk_->carry_out(e); },
                   [&](const effect::LoadShaderFile& e) { disk_->carry_out(e); },
                   [&](const effect::LoadChainText& e) { disk_->carry_out(e); },
                   [&](const effect::SavePreset& e) { disk_->carry_out(e); },
                   [&](const effect::DeletePreset& e) { disk_->carry_out(e); },
                   [&](const effect::ExportChain& e) { disk_->carry_out(e, state_->chain.chain); },
                   [&](const effect::ListFolder& e) { disk_->carry_out(e); },
                   [&](const effect::Save& e) { disk_->save(e.part, state_->library); },
                   [&](const effect::Screenshot& e) { screenshots_.push_back(e); },
                   [&](const effect::SaveTexture& e) { save_texture(e, now_s); },
                   [&](const auto& e) { window_effects_.emplace_back(e); },
               },
               effect);
    take_news(now_s); // what was done at once
}

void Session::take_news(double now_s) {
    for (const Disk::News& news : disk_->take()) {
        if (const auto* why = std::get_if<Diagnostic>(&news)) {
            tell(*why, now_s);
        } else {
            happened(std::get<ChainEvent>(news), now_s);
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
    take_news(now_s);
    const std::vector<ChainEvent> found = inspection_->take();
    for (const ChainEvent& event : found) {
        happened(event, now_s);
    }
    tick(*state_, now_s);
    if (watched_revision_ != state_->chain.revision) {
        watched_revision_ = state_->chain.revision;
        disk_->watch(state_->chain.chain);
    }
    const bool sides_changed = sides_->update(state_->player.time_s);
    for (const Diagnostic& error : sides_->take_errors()) {
        tell(error, now_s);
    }
    return changed.frame || changed.subtitles || sides_changed || drawn_ != look_of(*state_, now_s) ||
           !screenshots_.empty() || !found.empty() || cost_due(now_s);
}

Rect Session::picture_rect(Size window) const {
    return player_->frame().empty() ? Rect{} : visible_part(pane(*state_, Side::b, window));
}

const std::string& Session::picture_folder() const {
    const std::string& chosen = state_->library.settings.screenshot_folder;
    return chosen.empty() ? options_.screenshot_folder : chosen;
}

std::string Session::picture_name(const std::string& what) const {
    const PlayerState& player = state_->player;
    const std::string& preset = state_->chain.preset;
    return screenshot_name(state_->library.settings.screenshot_template,
                           {.title = player.title,
                            .time_s = player.time_s,
                            .frame = static_cast<std::uint64_t>(std::llround(player.time_s * player.fps)),
                            .preset = state_->chain.modified ? preset + "*" : preset,
                            .what = what,
                            .date = local_date_text(std::chrono::system_clock::now())});
}

void Session::shown() {
    player_->shown();
}

} // namespace senga
