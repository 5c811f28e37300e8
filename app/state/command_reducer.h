// CommandReducer is the visitor behind reduce(): one overload per command, written in three files by subject
// (reduce_chain.cpp, reduce_player.cpp, reduce_view.cpp). It lives for one command. Internal to app/state.
// Main thread; refers to the State and the Effects of its caller.
#pragma once

#include "app/state/command.h"
#include "app/state/effect.h"
#include "app/state/state.h"

#include <string>
#include <vector>

namespace senga {

class CommandReducer {
public:
    CommandReducer(State& state, Effects& effects, double now_s) : state_(state), effects_(effects), now_s_(now_s) {}

    // reduce_chain.cpp
    void operator()(const command::TogglePass& wanted);
    void operator()(const command::ToggleChain& wanted);
    void operator()(const command::SetParameter& wanted);
    void operator()(const command::ResetParameter& wanted);
    void operator()(const command::ResetPass& wanted);
    void operator()(const command::MovePass& wanted);
    void operator()(const command::RemovePass& wanted);
    void operator()(const command::AddShader& wanted);
    void operator()(const command::LoadPreset& wanted);
    void operator()(const command::StepPreset& wanted);

    // reduce_view.cpp
    void operator()(const command::SetPeek& wanted);
    void operator()(const command::ToggleOriginal& wanted);
    void operator()(const command::ToggleWipe& wanted);
    void operator()(const command::SetWipe& wanted);
    void operator()(const command::MoveWipe& wanted);
    void operator()(const command::TogglePanel& wanted);
    void operator()(const command::ToggleInformation& wanted);
    void operator()(const command::ToggleCost& wanted);
    void operator()(const command::ToggleFullscreen& wanted);
    void operator()(const command::LeaveFullscreen& wanted);
    void operator()(const command::KeepControls& wanted);
    void operator()(const command::Quit& wanted);
    void operator()(const command::OpenFiles& wanted);
    void operator()(const command::AddSubtitle& wanted);
    void operator()(const command::DropFiles& wanted);

    // reduce_player.cpp
    void operator()(const command::TogglePause& wanted);
    void operator()(const command::SeekBy& wanted);
    void operator()(const command::SeekTo& wanted);
    void operator()(const command::SeekChapter& wanted);
    void operator()(const command::StepFrame& wanted);
    void operator()(const command::ChangeSpeed& wanted);
    void operator()(const command::ResetSpeed& wanted);
    void operator()(const command::ToggleLoopAB& wanted);
    void operator()(const command::ToggleLoopFile& wanted);
    void operator()(const command::ToggleDeinterlace& wanted);
    void operator()(const command::PlaylistStep& wanted);
    void operator()(const command::ChangeVolume& wanted);
    void operator()(const command::SetVolume& wanted);
    void operator()(const command::ToggleMute& wanted);
    void operator()(const command::ShiftAudio& wanted);
    void operator()(const command::CycleTrack& wanted);
    void operator()(const command::SelectTrack& wanted);
    void operator()(const command::ToggleSubtitles& wanted);
    void operator()(const command::ShiftSubtitles& wanted);
    void operator()(const command::MoveSubtitles& wanted);
    void operator()(const command::ScaleSubtitles& wanted);

private:
    void player(std::vector<std::string> args);
    void toast(std::string topic, std::string text);
    void chain_changed(); // raises the revision; the plan may still be shown
    void chain_rebuilt(); // entries moved: the plan's indices mean nothing any more
    void set_compare(Compare compare);
    ChainEntry* entry(std::size_t index);

    State& state_;
    Effects& effects_;
    double now_s_;
};

} // namespace senga
