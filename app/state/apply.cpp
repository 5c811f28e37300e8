// How what happened outside enters the State.
#include "app/state/reducer.h"
#include "app/state/toasts.h"
#include "renderer/base/overloaded.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace senga {
namespace {

// mpv 0.35 leaves the subtitles off when no track is marked as default; who made an anime file with subtitles meant
// them to be seen. Once per file, when its tracks are known, and never against a choice.
void choose_subtitle(PlayerState& player, Effects& effects) {
    if (!player.opened || !player.subtitle_undecided) {
        return;
    }
    Track* first = nullptr;
    for (Track& track : player.tracks) {
        if (track.kind != TrackKind::subtitle) {
            continue;
        }
        if (track.selected) {
            player.subtitle_undecided = false;
            return;
        }
        first = first == nullptr ? &track : first;
    }
    if (first != nullptr) {
        first->selected = true;
        player.subtitle_undecided = false;
        effects.emplace_back(effect::PlayerCommand{{"set", "sid", std::to_string(first->id)}});
    }
}

void file_started(PlayerState& player, const std::string& path) {
    PlayerState fresh;
    fresh.idle = false;
    fresh.path = path;
    fresh.playlist = std::move(player.playlist);
    fresh.pending_subtitles = std::move(player.pending_subtitles);
    // What is set for the session, not for the file.
    fresh.paused = player.paused;
    fresh.speed = player.speed;
    fresh.volume = player.volume;
    fresh.muted = player.muted;
    fresh.loop_file = player.loop_file;
    fresh.loop_a_s = player.loop_a_s;
    fresh.loop_b_s = player.loop_b_s;
    fresh.deinterlace = player.deinterlace;
    fresh.subtitles_visible = player.subtitles_visible;
    fresh.subtitle_delay_s = player.subtitle_delay_s;
    fresh.subtitle_position = player.subtitle_position;
    fresh.subtitle_scale = player.subtitle_scale;
    fresh.audio_delay_s = player.audio_delay_s;
    // Frames of the last file may still be on the screen; the ids go on, so that no picture is mistaken for another.
    fresh.frame_id = player.frame_id;
    fresh.format = player.format;
    fresh.pixel_format = player.pixel_format;
    fresh.hdr = player.hdr;
    player = std::move(fresh);
}

void file_loaded(PlayerState& player, Effects& effects) {
    player.opened = true;
    player.idle = false;
    player.subtitle_undecided = player.pending_subtitles.empty();
    for (const std::string& path : std::exchange(player.pending_subtitles, {})) {
        effects.emplace_back(effect::PlayerCommand{{"sub-add", path, "select"}});
    }
    choose_subtitle(player, effects);
}

void chain_loaded(State& state, const event::ChainLoaded& loaded, double now_s) {
    ChainState& chain = state.chain;
    chain.chain = loaded.chain;
    chain.loaded = std::make_shared<const Chain>(loaded.chain);
    chain.preset = loaded.preset;
    chain.modified = false;
    chain.plan.reset();
    chain.diagnostics = loaded.notes;
    ++chain.revision;
    show_toast(state.view, "preset", "Preset: " + (loaded.chain.name.empty() ? loaded.preset : loaded.chain.name),
               now_s);
    for (const ChainEntry& entry : loaded.chain.entries) {
        if (entry.failure) {
            chain.diagnostics.push_back(*entry.failure);
        }
    }
    for (const Diagnostic& diagnostic : chain.diagnostics) {
        report(state.view, diagnostic, now_s);
    }
}

void shader_loaded(State& state, const event::ShaderLoaded& loaded, double now_s) {
    ChainState& chain = state.chain;
    chain.chain.entries.push_back(loaded.entry);
    chain.modified = true;
    chain.plan.reset();
    ++chain.revision;
    if (loaded.entry.failure) {
        chain.diagnostics.push_back(*loaded.entry.failure);
        report(state.view, *loaded.entry.failure, now_s);
    } else {
        show_toast(state.view, "pass", "Added " + loaded.entry.label, now_s);
    }
}

void planned(ChainState& chain, const event::Planned& planned) {
    if (planned.revision == chain.revision) { // a late answer speaks of another chain
        chain.plan = planned.plan;
    }
}

void entry_failed(State& state, const event::EntryFailed& failed, double now_s) {
    ChainState& chain = state.chain;
    std::vector<ChainEntry>& entries = chain.chain.entries;
    if (failed.entry >= entries.size() || entries[failed.entry].id != failed.id ||
        entries[failed.entry].failure == failed.why) {
        return;
    }
    entries[failed.entry].failure = failed.why;
    if (std::find(chain.diagnostics.begin(), chain.diagnostics.end(), failed.why) == chain.diagnostics.end()) {
        chain.diagnostics.push_back(failed.why);
    }
    ++chain.revision; // the chain goes on without it, which is another picture
    report(state.view, failed.why, now_s);
}

// A hand resting on the mouse must not bring the controls back.
void mouse_moved(ViewState& view, Point to, double now_s) {
    constexpr double jitter_pt = 3.0;
    if (std::hypot(to.x - view.mouse_px.x, to.y - view.mouse_px.y) < jitter_pt * view.ui_scale) {
        return;
    }
    view.mouse_px = to;
    view.last_mouse_move_s = now_s;
}

} // namespace

Effects apply(State& state, const PlayerEvent& player_event, double now_s) {
    Effects effects;
    PlayerState& player = state.player;
    std::visit(Overloaded{
                   [&](const event::NumberChanged& e) { player.*e.field = e.value; },
                   [&](const event::CountChanged& e) { player.*e.field = e.value; },
                   [&](const event::FlagChanged& e) { player.*e.field = e.value; },
                   [&](const event::TextChanged& e) { player.*e.field = e.value; },
                   [&](const event::FileStarted& e) { file_started(player, e.path); },
                   [&](const event::FileLoaded&) { file_loaded(player, effects); },
                   [&](const event::FileEnded& e) {
                       player.opened = false;
                       if (e.why) {
                           player.pending_subtitles.clear();
                           report(state.view, *e.why, now_s);
                       }
                   },
                   [&](const event::TracksChanged& e) {
                       player.tracks = e.tracks;
                       choose_subtitle(player, effects);
                   },
                   [&](const event::ChaptersChanged& e) { player.chapters = e.chapters; },
                   [&](const event::PlaylistChanged& e) { player.playlist = e.playlist; },
                   [&](const event::LoopChanged& e) {
                       player.loop_a_s = e.a_s;
                       player.loop_b_s = e.b_s;
                   },
                   [&](const event::FormatChanged& e) {
                       player.format = e.format;
                       player.pixel_format = e.pixel_format;
                       player.hdr = e.hdr;
                   },
                   [&](const event::FrameShown& e) { player.frame_id = e.frame_id; },
                   [&](const event::Reported& e) { report(state.view, e.diagnostic, now_s); },
               },
               player_event);
    return effects;
}

Effects apply(State& state, const ChainEvent& chain_event, double now_s) {
    std::visit(Overloaded{
                   [&](const event::PresetsListed& e) { state.chain.presets = e.presets; },
                   [&](const event::ChainLoaded& e) { chain_loaded(state, e, now_s); },
                   [&](const event::ShaderLoaded& e) { shader_loaded(state, e, now_s); },
                   [&](const event::Planned& e) { planned(state.chain, e); },
                   [&](const event::CompileProgressed& e) { state.chain.compile = e.compile; },
                   [&](const event::Measured& e) { state.chain.cost = e.cost; },
                   [&](const event::EntryFailed& e) { entry_failed(state, e, now_s); },
               },
               chain_event);
    return {};
}

Effects apply(State& state, const WindowEvent& window_event, double now_s) {
    std::visit(Overloaded{
                   [&](const event::WindowResized& e) {
                       state.view.window_px = e.window_px;
                       state.view.ui_scale = e.ui_scale;
                   },
                   [&](const event::FullscreenChanged& e) { state.view.fullscreen = e.fullscreen; },
                   [&](const event::MouseMoved& e) { mouse_moved(state.view, e.position_px, now_s); },
               },
               window_event);
    return {};
}

} // namespace senga
