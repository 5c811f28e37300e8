// What is wanted of the window, and where files go.
#include "app/state/command_reducer.h"
#include "app/state/drop.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace senga {
namespace {

std::string_view compare_text(Compare compare) {
    switch (compare) {
    case Compare::processed:
        return "With the passes";
    case Compare::original:
        return "Original";
    case Compare::wipe:
        break;
    }
    return "Original | with the passes";
}

} // namespace

void CommandReducer::set_compare(Compare compare) {
    state_.view.compare = compare;
    toast("compare", std::string(compare_text(compare)));
}

void CommandReducer::operator()(const command::SetPeek& wanted) {
    state_.view.peek = wanted.to == Switch::on;
}

void CommandReducer::operator()(const command::ToggleOriginal&) {
    set_compare(state_.view.compare == Compare::original ? Compare::processed : Compare::original);
}

void CommandReducer::operator()(const command::ToggleWipe&) {
    set_compare(state_.view.compare == Compare::wipe ? Compare::processed : Compare::wipe);
}

void CommandReducer::operator()(const command::SetWipe& wanted) {
    state_.view.wipe = std::isfinite(wanted.position) ? std::clamp(wanted.position, 0.0, 1.0) : 0.5;
}

void CommandReducer::operator()(const command::MoveWipe& wanted) {
    (*this)(command::SetWipe{state_.view.wipe + wanted.delta});
}

void CommandReducer::operator()(const command::TogglePanel&) {
    state_.view.panel_visible = !state_.view.panel_visible;
}

void CommandReducer::operator()(const command::ToggleInformation&) {
    state_.view.information_visible = !state_.view.information_visible;
    if (state_.view.information_visible) {
        state_.view.panel_visible = true; // the line belongs to the panel; asking for it alone must show it
    }
}

void CommandReducer::operator()(const command::ToggleCost&) {
    state_.view.cost_visible = !state_.view.cost_visible;
    if (state_.view.cost_visible) {
        state_.view.panel_visible = true; // it is part of the panel
    }
    state_.chain.cost = {}; // figures of the last time are not those of now
}

void CommandReducer::operator()(const command::ToggleFullscreen&) {
    state_.view.fullscreen = !state_.view.fullscreen;
    effects_.emplace_back(effect::SetFullscreen{state_.view.fullscreen ? Switch::on : Switch::off});
}

void CommandReducer::operator()(const command::LeaveFullscreen&) {
    if (state_.view.fullscreen) {
        (*this)(command::ToggleFullscreen{});
    }
}

void CommandReducer::operator()(const command::KeepControls&) {
    state_.view.last_mouse_move_s = now_s_;
}

void CommandReducer::operator()(const command::Quit&) {
    state_.quit = true;
}

void CommandReducer::operator()(const command::OpenFiles& wanted) {
    if (wanted.paths.empty()) {
        return;
    }
    const bool append = wanted.mode == OpenMode::append;
    for (std::size_t i = 0; i < wanted.paths.size(); ++i) {
        const char* first = append ? "append-play" : "replace";
        player({"loadfile", wanted.paths[i], i == 0 ? first : "append"});
    }
    if (append) {
        toast("playlist", fmt::format("Added {} to the playlist", wanted.paths.size()));
    } else {
        state_.player.pending_subtitles.clear();
        state_.player.paused = false; // who opens a file wants to see it run
        player({"set", "pause", "no"});
    }
}

void CommandReducer::operator()(const command::AddSubtitle& wanted) {
    if (!state_.player.opened) {
        toast("subtitle", "Open a video first, then add the subtitle file " + wanted.path);
        return;
    }
    state_.player.subtitle_undecided = false;
    player({"sub-add", wanted.path, "select"});
}

void CommandReducer::operator()(const command::DropFiles& wanted) {
    const Dropped dropped = sort_dropped(wanted.paths);
    for (const std::string& shader : dropped.shaders) {
        (*this)(command::AddShader{shader});
    }
    (*this)(command::OpenFiles{dropped.media, wanted.mode});
    if (!dropped.media.empty() && wanted.mode == OpenMode::replace) {
        // mpv would give them to the file that is being left.
        state_.player.pending_subtitles = dropped.subtitles;
        return;
    }
    for (const std::string& subtitle : dropped.subtitles) {
        (*this)(command::AddSubtitle{subtitle});
    }
}

} // namespace senga
