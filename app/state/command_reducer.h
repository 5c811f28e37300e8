// CommandReducer is the visitor behind reduce(): one overload per command, written in the
// reduce_*.cpp by subject. It lives for one command. Internal to app/state.
// Main thread; refers to the State and the Effects of its caller.
#pragma once

#include "app/i18n/texts.h"
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
    void operator()(const command::MovePassTo& wanted);
    void operator()(const command::RemovePass& wanted);
    void operator()(const command::DuplicatePass& wanted);
    void operator()(const command::AddShader& wanted);
    void operator()(const command::SoloPass& wanted);
    void operator()(const command::MutePass& wanted);
    void operator()(const command::ToggleShader& wanted);
    void operator()(const command::OpenSource& wanted);
    void operator()(const command::SetScaling& wanted);
    void operator()(const command::SetEqualiser& wanted);
    void operator()(const command::ChangeEqualiser& wanted);
    void operator()(const command::ResetEqualiser& wanted);
    void operator()(const command::SaveTexture& wanted);

    // reduce_preset.cpp
    void operator()(const command::LoadPreset& wanted);
    void operator()(const command::StepPreset& wanted);
    void operator()(const command::LoadPresetNumber& wanted);
    void operator()(const command::SwapPresets& wanted);
    void operator()(const command::RevertPreset& wanted);
    void operator()(const command::UndoChain& wanted);
    void operator()(const command::RedoChain& wanted);
    void operator()(const command::SavePreset& wanted);
    void operator()(const command::SavePresetAs& wanted);
    void operator()(const command::DeletePreset& wanted);
    void operator()(const command::CopyChain& wanted);
    void operator()(const command::PasteChain& wanted);
    void operator()(const command::SetRules& wanted);

    // reduce_compare.cpp
    void operator()(const command::SetPeek& wanted);
    void operator()(const command::ToggleCompare& wanted);
    void operator()(const command::SetExhibit& wanted);
    void operator()(const command::SwapSides& wanted);
    void operator()(const command::SetDivider& wanted);
    void operator()(const command::MoveDivider& wanted);
    void operator()(const command::TurnDivider& wanted);
    void operator()(const command::SetDifference& wanted);
    void operator()(const command::CycleDifference& wanted);
    void operator()(const command::SetBlinkPeriod& wanted);
    void operator()(const command::ZoomBy& wanted);
    void operator()(const command::SetZoom& wanted);
    void operator()(const command::PanBy& wanted);
    void operator()(const command::ResetView& wanted);
    void operator()(const command::ToggleProbe& wanted);
    void operator()(const command::ToggleMagnifier& wanted);
    void operator()(const command::ToggleGrid& wanted);
    void operator()(const command::ToggleMetrics& wanted);
    void operator()(const command::TakeScreenshot& wanted);

    // reduce_export.cpp
    void operator()(const command::SetExport& wanted);
    void operator()(const command::ExportChain& wanted);
    void operator()(const command::CopyExportFolder& wanted);

    // reduce_view.cpp
    void operator()(const command::TogglePanel& wanted);
    void operator()(const command::ToggleInformation& wanted);
    void operator()(const command::ShowLeft& wanted);
    void operator()(const command::ToggleRight& wanted);
    void operator()(const command::ToggleOverlay& wanted);
    void operator()(const command::SetQuery& wanted);
    void operator()(const command::SetDimmed& wanted);
    void operator()(const command::CopyToast& wanted);
    void operator()(const command::ToggleFullscreen& wanted);
    void operator()(const command::LeaveFullscreen& wanted);
    void operator()(const command::ToggleOnTop& wanted);
    void operator()(const command::ScaleWindow& wanted);
    void operator()(const command::KeepControls& wanted);
    void operator()(const command::Quit& wanted);
    void operator()(const command::ChangeSettings& wanted);
    void operator()(const command::CaptureKey& wanted);
    void operator()(const command::SetKeys& wanted);
    void operator()(const command::ForwardKey& wanted);

    // reduce_player.cpp
    void operator()(const command::TogglePause& wanted);
    void operator()(const command::SeekBy& wanted);
    void operator()(const command::SeekTo& wanted);
    void operator()(const command::SeekChapter& wanted);
    void operator()(const command::SeekLine& wanted);
    void operator()(const command::RevertSeek& wanted);
    void operator()(const command::StepFrame& wanted);
    void operator()(const command::ChangeSpeed& wanted);
    void operator()(const command::SetSpeed& wanted);
    void operator()(const command::ResetSpeed& wanted);
    void operator()(const command::ToggleLoopAB& wanted);
    void operator()(const command::ToggleLoopFile& wanted);
    void operator()(const command::ToggleDeinterlace& wanted);
    void operator()(const command::CycleAspect& wanted);
    void operator()(const command::SetAspect& wanted);
    void operator()(const command::Rotate& wanted);
    void operator()(const command::ChangePanscan& wanted);
    void operator()(const command::CycleEdition& wanted);
    void operator()(const command::ToggleHwdec& wanted);

    // reduce_tracks.cpp
    void operator()(const command::ChangeVolume& wanted);
    void operator()(const command::SetVolume& wanted);
    void operator()(const command::ToggleMute& wanted);
    void operator()(const command::ShiftAudio& wanted);
    void operator()(const command::CycleTrack& wanted);
    void operator()(const command::SelectTrack& wanted);
    void operator()(const command::ToggleSubtitles& wanted);
    void operator()(const command::ShiftSubtitles& wanted);
    void operator()(const command::StepLine& wanted);
    void operator()(const command::MoveSubtitles& wanted);
    void operator()(const command::ScaleSubtitles& wanted);
    void operator()(const command::ToggleSubtitleStyle& wanted);

    // reduce_files.cpp
    void operator()(const command::OpenFiles& wanted);
    void operator()(const command::OpenRecent& wanted);
    void operator()(const command::ClearRecent& wanted);
    void operator()(const command::AddSubtitle& wanted);
    void operator()(const command::DropFiles& wanted);
    void operator()(const command::PlaylistStep& wanted);
    void operator()(const command::PlayEntry& wanted);
    void operator()(const command::RemoveEntry& wanted);
    void operator()(const command::MoveEntry& wanted);
    void operator()(const command::ShufflePlaylist& wanted);
    void operator()(const command::ClearPlaylist& wanted);
    void operator()(const command::Stop& wanted);

    // reduce_browse.cpp
    void operator()(const command::OpenBrowsed& wanted);
    void operator()(const command::CompleteBrowsed& wanted);
    void operator()(const command::BrowseUp& wanted);

private:
    void player(std::vector<std::string> args);
    template<class... Arguments>
    void toast(std::string topic, Text text, const Arguments&... arguments) {
        toast(std::move(topic), tr_format(state_.view.language, text, arguments...));
    }
    void toast(std::string topic, std::string text);
    std::string on_off(bool on) const; // in the viewer's language
    // Raises the revision; the plan may still be shown. Changes of one topic in quick succession are undone at once.
    void chain_changed(std::string topic = {});
    void chain_rebuilt(); // entries moved: the plan's indices mean nothing any more
    void step_chain(HistoryStep step);
    ChainEntry* entry(std::size_t index);
    void choose_by_hand(const std::string& key); // that preset, whatever the rules say
    void save_preset(std::string key, const std::string& name);
    void sides_told(); // says what is compared with what
    void zoom_told();
    void run_on();
    void begin_browsing();
    void browse_to(std::string typed);
    void open_browsed(const std::string& path, OpenMode mode);

    State& state_;
    Effects& effects_;
    double now_s_;
};

} // namespace senga
