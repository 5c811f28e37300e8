// What is wanted of the player. mpv's commands as of 0.35; numbers are written without regard to the locale.
#include "app/state/command_reducer.h"
#include "app/state/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace senga {
namespace {

constexpr double loudest = 130.0; // mpv's volume-max
constexpr double slowest = 0.01;  // mpv's bounds of speed
constexpr double fastest = 100.0;
constexpr double chapter_grace_s = 3.0; // within it, "back" means the chapter before

std::string number(double value) {
    return fmt::format("{:g}", value);
}

const char* on_off(bool on) {
    return on ? "on" : "off";
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

void CommandReducer::operator()(const command::TogglePause&) {
    PlayerState& now = state_.player;
    if (now.ended) { // there is nothing to go on with: play it again
        now.ended = false;
        now.paused = false;
        player({"seek", "0", "absolute+exact"});
        player({"set", "pause", "no"});
        return;
    }
    now.paused = !now.paused;
    player({"cycle", "pause"});
}

void CommandReducer::operator()(const command::SeekBy& wanted) {
    player({"seek", number(wanted.seconds),
            wanted.precision == Precision::exact ? "relative+exact" : "relative+keyframes"});
}

void CommandReducer::operator()(const command::SeekTo& wanted) {
    const double time_s = std::max(wanted.time_s, 0.0);
    state_.player.time_s = time_s;
    player({"seek", fmt::format("{:.3f}", time_s),
            wanted.precision == Precision::exact ? "absolute+exact" : "absolute+keyframes"});
}

void CommandReducer::operator()(const command::SeekChapter& wanted) {
    PlayerState& now = state_.player;
    const auto later = std::find_if(now.chapters.begin(), now.chapters.end(),
                                    [&](const Chapter& chapter) { return chapter.time_s > now.time_s; });
    const auto count = static_cast<int>(now.chapters.size());
    const int present = static_cast<int>(later - now.chapters.begin()) - 1; // -1: before the first
    int target = present + 1;
    if (wanted.direction == Direction::back) {
        const bool well_inside =
            present >= 0 && now.time_s - now.chapters[static_cast<std::size_t>(present)].time_s > chapter_grace_s;
        target = std::max(well_inside ? present : present - 1, 0);
    }
    if (target >= count) {
        toast("chapter", count == 0 ? "No chapters" : "No further chapter");
        return;
    }
    const Chapter& chapter = now.chapters[static_cast<std::size_t>(target)];
    now.time_s = chapter.time_s;
    player({"set", "chapter", std::to_string(target)});
    const std::string title = chapter.title.empty() ? "" : ": " + chapter.title;
    toast("chapter", fmt::format("Chapter {}/{}{}", target + 1, count, title));
}

void CommandReducer::operator()(const command::StepFrame& wanted) {
    state_.player.paused = true; // mpv pauses on either
    player({wanted.direction == Direction::forward ? "frame-step" : "frame-back-step"});
}

void CommandReducer::operator()(const command::ChangeSpeed& wanted) {
    PlayerState& now = state_.player;
    now.speed = std::clamp(now.speed * wanted.factor, slowest, fastest);
    player({"multiply", "speed", number(wanted.factor)});
    toast("speed", fmt::format("Speed {:.2f}x", now.speed));
}

void CommandReducer::operator()(const command::ResetSpeed&) {
    state_.player.speed = 1.0;
    player({"set", "speed", "1"});
    toast("speed", "Speed 1.00x");
}

void CommandReducer::operator()(const command::ToggleLoopAB&) {
    PlayerState& now = state_.player;
    if (!now.loop_a_s) {
        now.loop_a_s = now.time_s;
        toast("loop", "Loop from " + time_text(now.time_s));
    } else if (!now.loop_b_s) {
        now.loop_b_s = now.time_s;
        toast("loop", "Loop " + time_text(*now.loop_a_s) + " to " + time_text(now.time_s));
    } else {
        now.loop_a_s.reset();
        now.loop_b_s.reset();
        toast("loop", "Loop off");
    }
    player({"ab-loop"});
}

void CommandReducer::operator()(const command::ToggleLoopFile&) {
    PlayerState& now = state_.player;
    now.loop_file = !now.loop_file;
    player({"set", "loop-file", now.loop_file ? "inf" : "no"});
    toast("loop", fmt::format("Repeat this file: {}", on_off(now.loop_file)));
}

void CommandReducer::operator()(const command::ToggleDeinterlace&) {
    PlayerState& now = state_.player;
    now.deinterlace = !now.deinterlace;
    player({"set", "deinterlace", now.deinterlace ? "yes" : "no"});
    toast("deinterlace", fmt::format("Deinterlace: {}", on_off(now.deinterlace)));
}

void CommandReducer::operator()(const command::PlaylistStep& wanted) {
    player({wanted.direction == Direction::forward ? "playlist-next" : "playlist-prev"});
}

void CommandReducer::operator()(const command::ChangeVolume& wanted) {
    PlayerState& now = state_.player;
    now.volume = std::clamp(now.volume + wanted.delta, 0.0, loudest);
    player({"add", "volume", number(wanted.delta)});
    toast("volume", fmt::format("Volume {:.0f} %{}", now.volume, now.muted ? " (muted)" : ""));
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
    toast("volume", now.muted ? "Muted" : fmt::format("Volume {:.0f} %", now.volume));
}

void CommandReducer::operator()(const command::ShiftAudio& wanted) {
    state_.player.audio_delay_s += wanted.seconds;
    player({"add", "audio-delay", number(wanted.seconds)});
    toast("audio-delay", "Audio delay " + delay_text(state_.player.audio_delay_s));
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
        toast("track", track_kind_text(wanted.kind) + ": there is no other track");
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
    toast("track", track_kind_text(wanted.kind) + (chosen != nullptr ? " " + track_text(*chosen) : ": none"));
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
    toast("subtitles", fmt::format("Subtitles: {}", now.subtitles_visible ? "shown" : "hidden"));
}

void CommandReducer::operator()(const command::ShiftSubtitles& wanted) {
    state_.player.subtitle_delay_s += wanted.seconds;
    player({"add", "sub-delay", number(wanted.seconds)});
    toast("subtitle-delay", "Subtitle delay " + delay_text(state_.player.subtitle_delay_s));
}

void CommandReducer::operator()(const command::MoveSubtitles& wanted) {
    constexpr double lowest = 150.0; // mpv's bound of sub-pos
    double& position = state_.player.subtitle_position;
    position = std::clamp(position + wanted.percent, 0.0, lowest);
    player({"add", "sub-pos", number(wanted.percent)});
    toast("subtitle-position", fmt::format("Subtitle position {:.0f} %", position));
}

void CommandReducer::operator()(const command::ScaleSubtitles& wanted) {
    double& scale = state_.player.subtitle_scale;
    scale = std::clamp(scale + wanted.delta, 0.0, 100.0); // mpv's bounds of sub-scale
    player({"add", "sub-scale", number(wanted.delta)});
    toast("subtitle-scale", fmt::format("Subtitle size {:.0f} %", scale * 100.0));
}

} // namespace senga
