// How what happened outside enters the State.
#include "app/state/browse.h"
#include "app/state/reducer.h"
#include "app/state/slowness.h"
#include "app/state/text.h"
#include "app/state/toasts.h"
#include "app/state/viewing.h"
#include "renderer/base/overloaded.h"

#include <algorithm>
#include <cmath>
#include <iterator>
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

void file_started(State& state, const event::FileStarted& started) {
    PlayerState& player = state.player;
    const std::string& path = started.path;
    if (!player.path.empty() && player.path != path) { // another film: what was chosen for the last one is over
        state.chain.choice = ChainState::Choice::automatic;
        state.chain.declined.clear();
    }
    PlayerState fresh;
    fresh.idle = false;
    fresh.path = path;
    fresh.playlist = std::move(player.playlist);
    fresh.entry = started.entry;
    fresh.pending_subtitles = std::move(player.pending_subtitles);
    fresh.start_given = player.start_given;
    fresh.place_unsaved = player.place_unsaved;
    fresh.place_saved_s = player.place_saved_s;
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
    fresh.subtitles_plain = player.subtitles_plain;
    fresh.audio_delay_s = player.audio_delay_s;
    fresh.aspect = std::move(player.aspect);
    fresh.rotation_deg = player.rotation_deg;
    fresh.panscan = player.panscan;
    fresh.audio_output = std::move(player.audio_output);
    // Frames of the last file may still be on the screen; the ids go on, so that no picture is mistaken for another.
    fresh.frame_id = player.frame_id;
    fresh.format = player.format;
    fresh.pixel_format = player.pixel_format;
    fresh.hdr = player.hdr;
    player = std::move(fresh);
}

void file_loaded(State& state, Effects& effects, double now_s) {
    PlayerState& player = state.player;
    player.opened = true;
    player.idle = false;
    player.subtitle_undecided = player.pending_subtitles.empty();
    for (const std::string& path : std::exchange(player.pending_subtitles, {})) {
        effects.emplace_back(effect::PlayerCommand{{"sub-add", path, "select"}});
    }
    choose_subtitle(player, effects);
    enter_recent(state, effects, now_s);
    choose_automatically(state, effects, now_s);
}

void file_ended(State& state, const event::FileEnded& ended, Effects& effects, double now_s) {
    save_place(state, effects, now_s);
    state.player.opened = false;
    if (ended.why) {
        state.player.pending_subtitles.clear();
        report(state.view, *ended.why, now_s);
        effects.emplace_back(effect::Complain{*ended.why});
    }
    if (ended.why && std::exchange(state.player.start_given, false)) {
        effects.emplace_back(effect::PlayerCommand{{"set", "start", "none"}});
    }
}

void number_changed(State& state, const event::NumberChanged& changed, Effects& effects, double now_s) {
    state.player.*changed.field = changed.value;
    if (changed.field == &PlayerState::time_s) {
        note_place(state, effects, now_s);
    } else if (changed.field == &PlayerState::duration_s) {
        describe_recent(state);
    } else if (changed.field == &PlayerState::fps) {
        choose_automatically(state, effects, now_s);
    }
}

void text_changed(State& state, const event::TextChanged& changed, Effects& effects, double now_s) {
    state.player.*changed.field = changed.value;
    if (changed.field == &PlayerState::video_codec) {
        choose_automatically(state, effects, now_s);
    } else if (changed.field == &PlayerState::title) {
        describe_recent(state);
    }
}

// A picture or its format has come: if the file is loaded it is the file's own.
void format_seen(State& state, Effects& effects, double now_s) {
    state.player.format_known = state.player.opened && state.player.format.has_value();
    choose_automatically(state, effects, now_s);
}

void presets_listed(ChainState& chain, const event::PresetsListed& listed) {
    const auto lists = [&](const std::vector<PresetName>& presets) {
        return std::any_of(presets.begin(), presets.end(),
                           [&](const PresetName& preset) { return preset.key == chain.preset; });
    };
    if (lists(chain.presets) && !lists(listed.presets)) { // deleted: the chain is all that is left of it
        chain.preset.clear();
        chain.awaited.clear();
        chain.modified = true;
    }
    chain.presets = listed.presets;
}

void chain_loaded(State& state, const event::ChainLoaded& loaded, double now_s) {
    ChainState& chain = state.chain;
    const bool changes_lost = chain.modified && !chain.preset.empty();
    if (chain.choice == ChainState::Choice::by_hand && !chain.preset.empty() && chain.preset != loaded.preset) {
        chain.last_preset = chain.preset;
    }
    chain.chain = loaded.chain;
    chain.loaded = std::make_shared<const Chain>(loaded.chain);
    chain.preset = loaded.preset;
    chain.awaited = loaded.preset;
    chain.declined.clear();
    chain.modified = loaded.preset.empty() && !loaded.chain.entries.empty(); // nowhere saved; nothing is no loss
    chain.plan.reset();
    chain.diagnostics = loaded.notes;
    ++chain.revision;
    if (chain.choice == ChainState::Choice::by_hand) {
        remember_change(chain, {});
    } else {
        restart_history(chain);
    }
    const Language language = state.view.language;
    const std::string name = own_title(language, chain);
    if (loaded.preset.empty()) {
        if (chain.choice == ChainState::Choice::by_hand) { // otherwise the command line's, which needs no telling
            show_toast(state.view, "preset", tr(language, Text::toast_chain_pasted), now_s);
        }
    } else {
        const bool by_itself = chain.choice == ChainState::Choice::automatic && chain.before_rule;
        const Text told = by_itself      ? Text::toast_preset_chosen
                          : changes_lost ? Text::toast_preset_over_changes
                                         : Text::toast_preset;
        show_toast(state.view, "preset", tr_format(language, told, name), now_s);
    }
    for (const ChainEntry& entry : loaded.chain.entries) {
        if (entry.failure) {
            chain.diagnostics.push_back(*entry.failure);
        }
    }
    for (const Diagnostic& diagnostic : chain.diagnostics) {
        report(state.view, diagnostic, now_s);
    }
}

void preset_saved(State& state, const event::PresetSaved& saved, double now_s) {
    ChainState& chain = state.chain;
    if (!chain.preset.empty() && chain.preset != saved.key) {
        chain.last_preset = chain.preset;
    }
    chain.preset = saved.key;
    chain.awaited = saved.key;
    chain.declined.clear();
    chain.chain.name = saved.name;
    Chain plain = chain.chain;
    for (ChainEntry& entry : plain.entries) { // what is not saved is not gone back to
        entry.muted = false;
        entry.solo = false;
    }
    chain.loaded = std::make_shared<const Chain>(std::move(plain));
    chain.modified = false;
    remember_saved(chain);
    const auto at = std::find_if(chain.presets.begin(), chain.presets.end(),
                                 [&](const PresetName& preset) { return preset.key >= saved.key; });
    const PresetName name{saved.key, saved.name, true};
    if (at != chain.presets.end() && at->key == saved.key) {
        *at = name;
    } else {
        chain.presets.insert(at, name); // they are listed by key
    }
    show_toast(state.view, "preset", tr_format(state.view.language, Text::toast_preset_saved, saved.name), now_s);
}

void remember_diagnostic(State& state, const Diagnostic& why, double now_s) {
    std::vector<Diagnostic>& known = state.chain.diagnostics;
    if (std::find(known.begin(), known.end(), why) == known.end()) {
        known.push_back(why);
    }
    report(state.view, why, now_s);
}

void shader_loaded(State& state, const event::ShaderLoaded& loaded, double now_s) {
    ChainState& chain = state.chain;
    chain.chain.entries.push_back(loaded.entry);
    chain.modified = differs_from_loaded(chain);
    chain.plan.reset();
    ++chain.revision;
    remember_change(chain, {});
    if (loaded.entry.failure) {
        remember_diagnostic(state, *loaded.entry.failure, now_s);
    } else {
        show_toast(
            state.view, "pass",
            tr_format(state.view.language, Text::toast_pass_added, pass_title(state.view.language, loaded.entry)),
            now_s);
    }
}

bool is_of(const ChainEntry& entry, const ChainEntry& reloaded) {
    return entry.id == reloaded.id || (!entry.path.empty() && entry.path == reloaded.path);
}

// Takes the edited file where it can be read, and keeps the old one where not. `proven`: the old one has compiled.
enum class Proven { no, yes };
void take_edit(ChainEntry& entry, const ChainEntry& reloaded, Proven old) {
    if (!reloaded.shader) {
        if (entry.shader) {
            entry.edit_failure = reloaded.failure;
        } else {
            entry.failure = reloaded.failure; // it never worked
        }
        return;
    }
    if (entry.shader && !entry.failure && (old == Proven::yes || !entry.last_good)) {
        entry.last_good = entry.shader;
    }
    entry.shader = reloaded.shader;
    entry.label = reloaded.label;
    entry.path = reloaded.path;
    entry.failure.reset();
    entry.edit_failure.reset();
}

void shader_reloaded(State& state, const event::ShaderReloaded& reloaded, double now_s) {
    ChainState& chain = state.chain;
    const Proven old = chain.compile.complete() ? Proven::yes : Proven::no;
    bool in_chain = false;
    for (ChainEntry& entry : chain.chain.entries) {
        if (is_of(entry, reloaded.entry)) {
            take_edit(entry, reloaded.entry, old);
            in_chain = true;
        }
    }
    const bool is_equaliser = is_of(chain.equaliser, reloaded.entry) && chain.equaliser.shader;
    if (is_equaliser) {
        take_edit(chain.equaliser, reloaded.entry, old);
    }
    if (!in_chain && !is_equaliser) {
        return;
    }
    if (reloaded.entry.failure) {
        remember_diagnostic(state, *reloaded.entry.failure, now_s);
        if (!reloaded.entry.shader) {
            return; // the picture stays as it is
        }
    }
    if (in_chain) {
        chain.plan.reset();
        ++chain.revision;
    }
    if (is_equaliser) {
        ++chain.equaliser_revision;
    }
    show_toast(
        state.view, "pass",
        tr_format(state.view.language, Text::toast_pass_reloaded, pass_title(state.view.language, reloaded.entry)),
        now_s);
}

void planned(ChainState& chain, const event::Planned& planned) {
    if (planned.revision == chain.revision) { // a late answer speaks of another chain
        chain.plan = planned.plan;
    }
}

// Marks the entry, or goes back to the version before a bad edit. Whether anything changed.
bool mark_failed(ChainEntry& entry, const Diagnostic& why) {
    if (entry.failure == why) {
        return false;
    }
    if (entry.last_good && entry.last_good != entry.shader) {
        entry.shader = entry.last_good;
        entry.edit_failure = why;
    } else {
        entry.failure = why;
    }
    return true;
}

void entry_failed(State& state, const event::EntryFailed& failed, double now_s) {
    ChainState& chain = state.chain;
    std::vector<ChainEntry>& entries = chain.chain.entries;
    if (failed.entry >= entries.size() || entries[failed.entry].id != failed.id ||
        !mark_failed(entries[failed.entry], failed.why)) {
        return;
    }
    if (entries[failed.entry].edit_failure) {
        chain.plan.reset();
    }
    ++chain.revision; // the chain goes on without it, which is another picture
    remember_diagnostic(state, failed.why, now_s);
}

void equaliser_failed(State& state, const event::EqualiserFailed& failed, double now_s) {
    if (mark_failed(state.chain.equaliser, failed.why)) {
        ++state.chain.equaliser_revision;
        remember_diagnostic(state, failed.why, now_s);
    }
}

void metrics_measured(ViewState& view, const event::MetricsMeasured& measured) {
    if (view.metrics_visible) {
        view.metrics = measured.metrics;
    }
}

void library_loaded(State& state, const event::LibraryLoaded& loaded, Effects& effects, double now_s) {
    state.library = loaded.library;
    adopt_settings(state);
    choose_automatically(state, effects, now_s);
}

void exported(State& state, const event::Exported& done, double now_s) {
    ExportState& exporting = state.exporting;
    exporting.running = false;
    if (!done.outcome) {
        exporting.failure = done.outcome.error();
        report(state.view, done.outcome.error(), now_s);
        return;
    }
    exporting.report = *done.outcome;
    const std::string_view player = export_target_info(done.outcome->target).label;
    show_toast(state.view, "export", tr_format(state.view.language, Text::toast_exported, player, done.outcome->folder),
               now_s);
}

void folder_read(State& state, const event::FolderListed& listed, Effects& effects, double now_s) {
    folder_listed(state.browse, listed);
    using Pending = BrowseState::Pending;
    if (state.browse.reading || state.browse.pending == Pending::none) {
        return;
    }
    const Pending pending = std::exchange(state.browse.pending, Pending::none);
    const OpenMode mode = pending == Pending::open ? OpenMode::replace : OpenMode::append;
    Effects opened = reduce(state, command::OpenBrowsed{"", mode}, now_s);
    std::move(opened.begin(), opened.end(), std::back_inserter(effects));
}

void clipboard_read(State& state, const event::ClipboardRead& read, Effects& effects, double now_s) {
    if (read.text.find_first_not_of(" \t\r\n") == std::string::npos) {
        show_toast(state.view, "preset", tr(state.view.language, Text::toast_clipboard_empty), now_s);
        return;
    }
    state.chain.choice = ChainState::Choice::by_hand;
    effects.emplace_back(effect::LoadChainText{read.text});
}

// A hand resting on the mouse must not bring the controls back.
void mouse_moved(ViewState& view, Point to, double now_s) {
    constexpr double jitter_pt = 3.0;
    view.mouse_px = to;
    const Point& before = view.noticed_mouse_px;
    if (std::hypot(to.x - before.x, to.y - before.y) >= jitter_pt * view.ui_scale) {
        view.noticed_mouse_px = to;
        view.last_mouse_move_s = now_s;
    }
}

} // namespace

Effects apply(State& state, const PlayerEvent& player_event, double now_s) {
    Effects effects;
    PlayerState& player = state.player;
    std::visit(Overloaded{
                   [&](const event::NumberChanged& e) { number_changed(state, e, effects, now_s); },
                   [&](const event::CountChanged& e) { player.*e.field = e.value; },
                   [&](const event::FlagChanged& e) { player.*e.field = e.value; },
                   [&](const event::TextChanged& e) { text_changed(state, e, effects, now_s); },
                   [&](const event::FileStarted& e) { file_started(state, e); },
                   [&](const event::FileLoaded&) { file_loaded(state, effects, now_s); },
                   [&](const event::FileEnded& e) { file_ended(state, e, effects, now_s); },
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
                       format_seen(state, effects, now_s);
                   },
                   [&](const event::FrameShown& e) {
                       player.frame_id = e.frame_id;
                       if (!player.format_known) {
                           format_seen(state, effects, now_s);
                       }
                   },
                   [&](const event::Reported& e) { report(state.view, e.diagnostic, now_s); },
               },
               player_event);
    return effects;
}

Effects apply(State& state, const ChainEvent& chain_event, double now_s) {
    Effects effects;
    begin_history(state.chain);
    std::visit(Overloaded{
                   [&](const event::PresetsListed& e) { presets_listed(state.chain, e); },
                   [&](const event::ChainLoaded& e) { chain_loaded(state, e, now_s); },
                   [&](const event::ShaderLoaded& e) { shader_loaded(state, e, now_s); },
                   [&](const event::ShadersListed& e) { state.chain.shaders = e.shaders; },
                   [&](const event::ShadersNamed& e) { state.chain.shader_labels = e.labels; },
                   [&](const event::EqualiserLoaded& e) {
                       state.chain.equaliser = e.entry;
                       ++state.chain.equaliser_revision;
                   },
                   [&](const event::PresetSaved& e) { preset_saved(state, e, now_s); },
                   [&](const event::ShaderReloaded& e) { shader_reloaded(state, e, now_s); },
                   [&](const event::Probed& e) { state.view.probe = e.probe; },
                   [&](const event::MetricsMeasured& e) { metrics_measured(state.view, e); },
                   [&](const event::PictureSaved& e) { tell_saved(state.view, e.path, now_s); },
                   [&](const event::FolderListed& e) { folder_read(state, e, effects, now_s); },
                   [&](const event::Exported& e) { exported(state, e, now_s); },
                   [&](const event::LibraryLoaded& e) { library_loaded(state, e, effects, now_s); },
                   [&](const event::Planned& e) { planned(state.chain, e); },
                   [&](const event::CompileProgressed& e) { state.chain.compile = e.compile; },
                   [&](const event::Measured& e) {
                       state.chain.cost = e.cost;
                       judge_cost(state, now_s);
                   },
                   [&](const event::EntryFailed& e) { entry_failed(state, e, now_s); },
                   [&](const event::EqualiserFailed& e) { equaliser_failed(state, e, now_s); },
               },
               chain_event);
    return effects;
}

Effects apply(State& state, const WindowEvent& window_event, double now_s) {
    Effects effects;
    std::visit(Overloaded{
                   [&](const event::WindowResized& e) {
                       state.view.window_px = e.window_px;
                       state.view.display_scale = e.display_scale;
                       adopt_settings(state);
                       choose_automatically(state, effects, now_s);
                   },
                   [&](const event::DisplayChanged& e) { state.view.display_hz = e.refresh_hz; },
                   [&](const event::FullscreenChanged& e) { state.view.fullscreen = e.fullscreen; },
                   [&](const event::MouseMoved& e) { mouse_moved(state.view, e.position_px, now_s); },
                   [&](const event::ClipboardRead& e) { clipboard_read(state, e, effects, now_s); },
                   [&](const event::FontsLoaded& e) { state.view.fonts_lack_chinese = !e.chinese; },
               },
               window_event);
    return effects;
}

} // namespace senga
