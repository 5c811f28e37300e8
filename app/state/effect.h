// Effect is what the outside must do after a Command or an Event was reduced: the reducer itself does no I/O.
// Effects are carried out in order. Plain data, any thread.
#pragma once

#include "app/state/command.h"

#include <string>
#include <variant>
#include <vector>

namespace senga {

namespace effect {

struct PlayerCommand { // mpv's argv, to be sent asynchronously: {"seek", "-5", "relative+exact"}
    std::vector<std::string> args;
    bool operator==(const PlayerCommand&) const = default;
};
struct LoadPresetFile { // comes back as event::ChainLoaded or event::Reported
    std::string key;
    bool operator==(const LoadPresetFile&) const = default;
};
struct LoadShaderFile { // comes back as event::ShaderLoaded
    std::string path;
    bool operator==(const LoadShaderFile&) const = default;
};
struct LoadChainText { // a preset's text; comes back as event::ChainLoaded without key, or event::Reported
    std::string text;
    bool operator==(const LoadChainText&) const = default;
};
struct SavePreset { // comes back as event::PresetSaved or event::Reported
    std::string key;
    std::string text;
    bool operator==(const SavePreset&) const = default;
};
struct DeletePreset { // comes back as event::PresetsListed
    std::string key;
    bool operator==(const DeletePreset&) const = default;
};
struct ExportChain { // the present one; comes back as event::Exported
    ExportTarget target = ExportTarget::mpv;
    std::string name;
    ExportSetup::Form form = ExportSetup::Form::folded;
    FrameFormat source;
    Size display;
    std::string folder;
    Existing existing = Existing::keep;
    bool operator==(const ExportChain&) const = default;
};
struct ListFolder { // as it was typed; comes back as event::FolderListed
    std::string folder;
    bool operator==(const ListFolder&) const = default;
};
struct Save { // that part of State::library
    LibraryPart part = LibraryPart::settings;
    bool operator==(const Save&) const = default;
};
struct Screenshot { // comes back as event::PictureSaved for each file, or event::Reported
    command::TakeScreenshot::What what = command::TakeScreenshot::What::shown;
    bool operator==(const Screenshot&) const = default;
};
struct SaveTexture { // likewise
    std::string name;
    int occurrence = 0;
    bool operator==(const SaveTexture&) const = default;
};
// --- for the window
struct SetFullscreen {
    Switch to = Switch::on;
    bool operator==(const SetFullscreen&) const = default;
};
struct SetOnTop {
    Switch to = Switch::on;
    bool operator==(const SetOnTop&) const = default;
};
struct ResizeWindow {
    Size size_px;
    bool operator==(const ResizeWindow&) const = default;
};
struct SetClipboard {
    std::string text;
    bool operator==(const SetClipboard&) const = default;
};
struct ReadClipboard { // comes back as event::ClipboardRead
    bool operator==(const ReadClipboard&) const = default;
};
struct Complain { // on stderr, for who started the program there
    Diagnostic why;
    bool operator==(const Complain&) const = default;
};
struct OpenExternally { // with whatever the system opens such files with
    std::string path;
    bool operator==(const OpenExternally&) const = default;
};

} // namespace effect

using WindowEffect = std::variant<effect::SetFullscreen, effect::SetOnTop, effect::ResizeWindow, effect::SetClipboard,
                                  effect::ReadClipboard, effect::Complain, effect::OpenExternally>;
using Effect =
    std::variant<effect::PlayerCommand, effect::LoadPresetFile, effect::LoadShaderFile, effect::LoadChainText,
                 effect::SavePreset, effect::DeletePreset, effect::ExportChain, effect::ListFolder, effect::Save,
                 effect::Screenshot, effect::SaveTexture, effect::SetFullscreen, effect::SetOnTop, effect::ResizeWindow,
                 effect::SetClipboard, effect::ReadClipboard, effect::Complain, effect::OpenExternally>;
using Effects = std::vector<Effect>;

} // namespace senga
