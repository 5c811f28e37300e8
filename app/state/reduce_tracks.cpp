// What is wanted of sound, tracks and subtitles. mpv's commands as of 0.35.
#include "app/state/command_reducer.h"
#include "app/state/text.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace senga {
namespace {

constexpr double loudest = 130.0; // mpv's volume-max

std::string number(double value) {
    return fmt::format("{:g}", value);
}

const char* track_property(TrackKind kind) {
    switch (kind) {
    case TrackKind::video:
        return "vid";
    case TrackKind::audio:
        return "aid";
    case TrackKind::subtitle:
        break;
    }
    return "sid";
}

} // namespace

void CommandReducer::operator()(const command::ChangeVolume& wanted) {
    PlayerState& now = state_.player;
    now.volume = std::clamp(now.volume + wanted.delta, 0.0, loudest);
    player({"add", "volume", number(wanted.delta)});
    toast("volume", now.muted ? Text::toast_volume_muted : Text::toast_volume, now.volume);
}

void CommandReducer::operator()(const command::SetVolume& wanted) {
    if (!std::isfinite(wanted.percent)) {
        return;
    }
    state_.player.volume = std::clamp(wanted.percent, 0.0, loudest);
    player({"set", "volume", fmt::format("{:.1f}", state_.player.volume)});
}

void CommandReducer::operator()(const command::ToggleMute&) {
    PlayerState& now = state_.player;
    now.muted = !now.muted;
    player({"set", "mute", now.muted ? "yes" : "no"});
    if (now.muted) {
        toast("volume", Text::toast_muted);
    } else {
        toast("volume", Text::toast_volume, now.volume);
    }
}

void CommandReducer::operator()(const command::ShiftAudio& wanted) {
    state_.player.audio_delay_s += wanted.seconds;
    player({"add", "audio-delay", number(wanted.seconds)});
    toast("audio-delay", Text::toast_audio_delay, delay_text(state_.player.audio_delay_s));
}

void CommandReducer::operator()(const command::CycleTrack& wanted) {
    std::vector<int> ids;
    if (wanted.kind == TrackKind::subtitle) {
        ids.push_back(0); // silence and darkness are not worth a stop, a clean picture is
    }
    int selected = 0;
    for (const Track& track : state_.player.tracks) {
        if (track.kind == wanted.kind) {
            ids.push_back(track.id);
            selected = track.selected ? track.id : selected;
        }
    }
    const auto present = std::find(ids.begin(), ids.end(), selected);
    if (ids.empty() || (ids.size() == 1 && present != ids.end())) {
        toast("track", Text::toast_track_no_other, track_kind_text(state_.view.language, wanted.kind));
        return;
    }
    const bool back = wanted.direction == Direction::back;
    std::size_t next = back ? ids.size() - 1 : 0;
    if (present != ids.end()) {
        next = (static_cast<std::size_t>(present - ids.begin()) + (back ? ids.size() - 1 : 1)) % ids.size();
    }
    (*this)(command::SelectTrack{wanted.kind, ids[next]});
}

void CommandReducer::operator()(const command::SelectTrack& wanted) {
    PlayerState& now = state_.player;
    const Track* chosen = nullptr;
    for (Track& track : now.tracks) {
        if (track.kind == wanted.kind) {
            track.selected = track.id == wanted.id;
            chosen = track.selected ? &track : chosen;
        }
    }
    player({"set", track_property(wanted.kind), chosen != nullptr ? std::to_string(wanted.id) : "no"});
    const Language language = state_.view.language;
    if (chosen != nullptr) {
        toast("track", Text::toast_track, track_kind_text(language, wanted.kind), track_text(language, *chosen));
    } else {
        toast("track", Text::toast_track_none, track_kind_text(language, wanted.kind));
    }
    if (wanted.kind != TrackKind::subtitle) {
        return;
    }
    now.subtitle_undecided = false;
    if (now.paused) {
        player({"seek", "0", "relative+exact"}); // mpv reads the new track's lines only when it moves
    }
    if (chosen != nullptr && !now.subtitles_visible) { // a choice that shows nothing would look broken
        now.subtitles_visible = true;
        player({"set", "sub-visibility", "yes"});
    }
}

void CommandReducer::operator()(const command::ToggleSubtitles&) {
    PlayerState& now = state_.player;
    now.subtitles_visible = !now.subtitles_visible;
    player({"set", "sub-visibility", now.subtitles_visible ? "yes" : "no"});
    toast("subtitles", now.subtitles_visible ? Text::toast_subtitles_shown : Text::toast_subtitles_hidden);
}

void CommandReducer::operator()(const command::ShiftSubtitles& wanted) {
    state_.player.subtitle_delay_s += wanted.seconds;
    player({"add", "sub-delay", number(wanted.seconds)});
    toast("subtitle-delay", Text::toast_subtitle_delay, delay_text(state_.player.subtitle_delay_s));
}

void CommandReducer::operator()(const command::StepLine& wanted) {
    player({"sub-step", wanted.direction == Direction::forward ? "1" : "-1"});
}

void CommandReducer::operator()(const command::MoveSubtitles& wanted) {
    constexpr double lowest = 150.0; // mpv's bound of sub-pos
    double& position = state_.player.subtitle_position;
    position = std::clamp(position + wanted.percent, 0.0, lowest);
    player({"add", "sub-pos", number(wanted.percent)});
    toast("subtitle-position", Text::toast_subtitle_position, position);
}

void CommandReducer::operator()(const command::ScaleSubtitles& wanted) {
    double& scale = state_.player.subtitle_scale;
    scale = std::clamp(scale + wanted.delta, 0.0, 100.0); // mpv's bounds of sub-scale
    player({"add", "sub-scale", number(wanted.delta)});
    toast("subtitle-scale", Text::toast_subtitle_scale, scale * 100.0);
}

// mpv's own key goes between "force" and "no"; with "no" its size and position would do nothing any more, so we go back
// to "yes", mpv's initial value.
void CommandReducer::operator()(const command::ToggleSubtitleStyle&) {
    bool& plain = state_.player.subtitles_plain;
    plain = !plain;
    player({"set", "sub-ass-override", plain ? "force" : "yes"});
    toast("subtitle-style", plain ? Text::toast_subtitle_style_plain : Text::toast_subtitle_style_file);
}

} // namespace senga
