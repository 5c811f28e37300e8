#include "app/state/viewing.h"

#include "app/state/geometry.h"
#include "app/state/text.h"
#include "app/state/toasts.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace senga {
namespace {

constexpr double between_saves_s = 10.0;
constexpr double least_scale = 1.0;
constexpr double most_scale = 3.0;

bool is_listed(const ChainState& chain, std::string_view key) {
    return std::any_of(chain.presets.begin(), chain.presets.end(),
                       [&](const PresetName& preset) { return preset.key == key; });
}

std::optional<std::string> wished_by_folder(const State& state) {
    if (!state.library.settings.remember_folders) {
        return std::nullopt;
    }
    const auto known = state.library.folder_presets.find(folder_of(state.player.path));
    if (known == state.library.folder_presets.end() || !is_listed(state.chain, known->second)) {
        return std::nullopt; // a preset that was deleted since
    }
    return known->second;
}

std::optional<std::string> wished_by_rules(const State& state) {
    const PlayerState& player = state.player;
    return choose_preset(state.library.rules, {.source = player.format->size,
                                               .display = picture_size(player, state.view.window_px),
                                               .fps = player.fps,
                                               .codec = player.video_codec,
                                               .path = player.path});
}

void decline(State& state, const std::string& key, double now_s) {
    if (std::exchange(state.chain.declined, key) != key) {
        show_toast(state.view, "preset-declined",
                   tr_format(state.view.language, Text::toast_preset_declined,
                             preset_title(state.view.language, state.chain, key)),
                   now_s);
    }
}

RecentFile* present_file(State& state) {
    std::vector<RecentFile>& recent = state.library.recent;
    return !recent.empty() && recent.front().path == state.player.path ? &recent.front() : nullptr;
}

} // namespace

std::string folder_of(const std::string& path) {
    if (path.find("://") != std::string::npos) {
        return "";
    }
    const std::size_t slash = path.rfind('/');
    return slash == std::string::npos ? "" : path.substr(0, std::max<std::size_t>(slash, 1));
}

void choose_automatically(State& state, Effects& effects, double now_s) {
    ChainState& chain = state.chain;
    if (chain.choice == ChainState::Choice::by_hand || !state.player.opened) {
        return;
    }
    std::optional<std::string> wish = wished_by_folder(state);
    if (!wish) {
        if (!state.player.format_known || !state.player.format) {
            return; // the rules ask for sizes
        }
        wish = wished_by_rules(state);
    }
    const bool chosen = wish.has_value();
    if (!chosen) {
        wish = chain.before_rule;
    }
    if (!wish || *wish == chain.awaited) {
        return;
    }
    if (chain.modified) {
        if (*wish != chain.preset) {
            decline(state, *wish, now_s);
        }
        return;
    }
    if (!chosen) {
        chain.before_rule.reset();
    } else if (!chain.before_rule && !chain.awaited.empty()) {
        chain.before_rule = chain.awaited;
    }
    chain.awaited = *wish;
    effects.emplace_back(effect::LoadPresetFile{*wish});
}

double place_to_resume(double time_s, double duration_s) {
    constexpr double shortest_s = 120.0;
    constexpr double beginning_s = 5.0;
    constexpr double end_share = 0.95;
    const bool between = time_s >= beginning_s && time_s <= duration_s * end_share;
    return duration_s >= shortest_s && between ? time_s : 0.0;
}

void enter_recent(State& state, Effects& effects, double now_s) {
    PlayerState& player = state.player;
    const bool start_given = std::exchange(player.start_given, false);
    if (start_given) {
        effects.emplace_back(effect::PlayerCommand{{"set", "start", "none"}}); // it was meant for one file
    }
    if (player.path.empty()) {
        return;
    }
    std::vector<RecentFile>& recent = state.library.recent;
    RecentFile file{.path = player.path};
    const auto known =
        std::find_if(recent.begin(), recent.end(), [&](const RecentFile& other) { return other.path == file.path; });
    if (known != recent.end()) {
        file = *known;
        recent.erase(known);
    }
    recent.insert(recent.begin(), file);
    describe_recent(state);
    if (recent.size() > Library::most_recent) {
        recent.resize(Library::most_recent);
    }
    player.place_unsaved = true;
    if (file.time_s > 0.0 && state.library.settings.resume && !start_given) {
        player.time_s = file.time_s;
        effects.emplace_back(effect::PlayerCommand{{"seek", fmt::format("{:.3f}", file.time_s), "absolute+exact"}});
        show_toast(state.view, "resume", tr_format(state.view.language, Text::toast_resumed, time_text(file.time_s)),
                   now_s);
    }
}

void describe_recent(State& state) {
    PlayerState& player = state.player;
    RecentFile* file = player.opened ? present_file(state) : nullptr;
    if (file == nullptr) {
        return;
    }
    // Nothing is also what mpv says of a file that has just been closed.
    const RecentFile before = *file;
    if (!player.title.empty()) {
        file->title = player.title;
    }
    if (player.duration_s > 0.0) {
        file->duration_s = player.duration_s;
    }
    player.place_unsaved |= *file != before;
}

void note_place(State& state, Effects& effects, double now_s) {
    PlayerState& player = state.player;
    RecentFile* file = player.opened ? present_file(state) : nullptr;
    // 0 is also what mpv reports of a file that has just been closed.
    if (file == nullptr || player.time_s <= 0.0) {
        return;
    }
    file->time_s = place_to_resume(player.time_s, file->duration_s);
    player.place_unsaved = true;
    if (now_s - player.place_saved_s >= between_saves_s) {
        save_place(state, effects, now_s);
    }
}

void save_place(State& state, Effects& effects, double now_s) {
    if (std::exchange(state.player.place_unsaved, false)) {
        state.player.place_saved_s = now_s;
        effects.emplace_back(effect::Save{LibraryPart::recent});
    }
}

void adopt_settings(State& state) {
    const Settings& settings = state.library.settings;
    ViewState& view = state.view;
    view.language = settings.language.value_or(view.system_language);
    view.ui_scale = std::clamp(settings.ui_scale.value_or(view.display_scale), least_scale, most_scale);
    view.dimmed = view.dimmed && settings.dim_while_dragging;
}

} // namespace senga
