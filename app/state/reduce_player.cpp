// What is wanted of playback and of mpv's picture. mpv's commands as of 0.35; numbers are written without regard to the
// locale.
#include "app/state/command_reducer.h"
#include "app/state/present_entry.h"
#include "app/state/text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace senga {
namespace {

constexpr double slowest = 0.01; // mpv's bounds of speed
constexpr double fastest = 100.0;
constexpr double chapter_grace_s = 3.0; // within it, "back" means the chapter before

std::string number(double value) {
    return fmt::format("{:g}", value);
}

} // namespace

void CommandReducer::operator()(const command::TogglePause&) {
    PlayerState& now = state_.player;
    if (now.idle && !now.playlist.entries.empty()) { // stopped, or the last one could not be played
        (*this)(command::PlayEntry{present_entry(now).value_or(0)});
        return;
    }
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
        toast("chapter", count == 0 ? Text::toast_chapters_none : Text::toast_chapters_no_further);
        return;
    }
    const Chapter& chapter = now.chapters[static_cast<std::size_t>(target)];
    now.time_s = chapter.time_s;
    player({"set", "chapter", std::to_string(target)});
    if (chapter.title.empty()) {
        toast("chapter", Text::toast_chapter, target + 1, count);
    } else {
        toast("chapter", Text::toast_chapter_titled, target + 1, count, chapter.title);
    }
}

void CommandReducer::operator()(const command::StepFrame& wanted) {
    state_.player.paused = true; // mpv pauses on either
    player({wanted.direction == Direction::forward ? "frame-step" : "frame-back-step"});
}

void CommandReducer::operator()(const command::SeekLine& wanted) {
    player({"sub-seek", wanted.direction == Direction::forward ? "1" : "-1"});
}

void CommandReducer::operator()(const command::RevertSeek& wanted) {
    player(wanted.what == command::RevertSeek::What::mark ? std::vector<std::string>{"revert-seek", "mark"}
                                                          : std::vector<std::string>{"revert-seek"});
}

void CommandReducer::operator()(const command::ChangeSpeed& wanted) {
    PlayerState& now = state_.player;
    now.speed = std::clamp(now.speed * wanted.factor, slowest, fastest);
    player({"multiply", "speed", number(wanted.factor)});
    toast("speed", Text::toast_speed, now.speed);
}

void CommandReducer::operator()(const command::SetSpeed& wanted) {
    if (!std::isfinite(wanted.factor)) {
        return;
    }
    double& speed = state_.player.speed;
    speed = std::clamp(wanted.factor, slowest, fastest);
    player({"set", "speed", number(speed)});
    toast("speed", Text::toast_speed, speed);
}

void CommandReducer::operator()(const command::ResetSpeed&) {
    (*this)(command::SetSpeed{1.0});
}

void CommandReducer::operator()(const command::ToggleLoopAB&) {
    PlayerState& now = state_.player;
    if (!now.loop_a_s) {
        now.loop_a_s = now.time_s;
        toast("loop", Text::toast_loop_from, time_text(now.time_s));
    } else if (!now.loop_b_s) {
        now.loop_b_s = now.time_s;
        toast("loop", Text::toast_loop_range, time_text(*now.loop_a_s), time_text(now.time_s));
    } else {
        now.loop_a_s.reset();
        now.loop_b_s.reset();
        toast("loop", Text::toast_loop_off);
    }
    player({"ab-loop"});
}

void CommandReducer::operator()(const command::ToggleLoopFile&) {
    PlayerState& now = state_.player;
    now.loop_file = !now.loop_file;
    player({"set", "loop-file", now.loop_file ? "inf" : "no"});
    toast("loop", Text::toast_loop_file, on_off(now.loop_file));
}

void CommandReducer::operator()(const command::ToggleDeinterlace&) {
    PlayerState& now = state_.player;
    now.deinterlace = !now.deinterlace;
    player({"set", "deinterlace", now.deinterlace ? "yes" : "no"});
    toast("deinterlace", Text::toast_deinterlace, on_off(now.deinterlace));
}

void CommandReducer::operator()(const command::CycleAspect&) {
    constexpr std::array aspects{"", "16:9", "4:3", "2.35:1"};
    const auto present = std::find(aspects.begin(), aspects.end(), state_.player.aspect);
    const std::size_t index = present == aspects.end() ? 0 : static_cast<std::size_t>(present - aspects.begin()) + 1;
    (*this)(command::SetAspect{aspects[index % aspects.size()]});
}

void CommandReducer::operator()(const command::SetAspect& wanted) {
    state_.player.aspect = wanted.aspect;
    player({"set", "video-aspect-override", wanted.aspect.empty() ? "-1" : wanted.aspect});
    if (wanted.aspect.empty()) {
        toast("aspect", Text::toast_aspect_file);
    } else {
        toast("aspect", Text::toast_aspect, wanted.aspect);
    }
}

void CommandReducer::operator()(const command::Rotate& wanted) {
    int& rotation_deg = state_.player.rotation_deg;
    rotation_deg = (rotation_deg + (wanted.direction == Direction::forward ? 90 : 270)) % 360;
    player({"set", "video-rotate", std::to_string(rotation_deg)});
    toast("rotation", Text::toast_rotation, rotation_deg);
}

// Ours: mpv does not know how large the picture is shown.
void CommandReducer::operator()(const command::ChangePanscan& wanted) {
    double& panscan = state_.player.panscan;
    if (std::isfinite(wanted.delta)) {
        panscan = std::clamp(panscan + wanted.delta, 0.0, 1.0);
        toast("panscan", Text::toast_panscan, panscan * 100.0);
    }
}

void CommandReducer::operator()(const command::CycleEdition&) {
    player({"cycle", "edition"});
    toast("edition", Text::toast_edition);
}

void CommandReducer::operator()(const command::ToggleHwdec&) {
    const bool off = !state_.player.hwdec.empty(); // which one is in use is mpv's report
    player({"set", "hwdec", off ? "no" : "auto-safe"});
    toast("hwdec", off ? Text::toast_hwdec_off : Text::toast_hwdec_on);
}

} // namespace senga
