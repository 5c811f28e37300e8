// Where this program keeps what is the viewer's, as the XDG base directory specification says. data_folder(), what came
// with the program, is in app/commands/shelf.h.
// Free functions, any thread; they look at the environment and, for pictures and documents, at the disk. A path is
// empty where the environment names no home.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace senga {

std::filesystem::path config_folder(); // $XDG_CONFIG_HOME/senga, or ~/.config/senga: settings, presets, shaders
std::filesystem::path state_folder();  // $XDG_STATE_HOME/senga, or ~/.local/state/senga: recent files
std::filesystem::path cache_folder();  // $XDG_CACHE_HOME/senga, or ~/.cache/senga: what can be made again

// Where screenshots go: Senga in the viewer's folder of pictures, which XDG_PICTURES_DIR names, in the environment or
// in user-dirs.dirs; else ~/Pictures.
std::filesystem::path pictures_folder();

// Where exports go: senga-export in the viewer's folder of documents, which XDG_DOCUMENTS_DIR names in the same places;
// else ~/senga-export.
std::filesystem::path exports_folder();

// A path as people type it: "~" and "~/..." are the viewer's home. Others stay as they are.
std::filesystem::path below_home(const std::string& typed);

// What a text of the form of user-dirs.dirs says of XDG_PICTURES_DIR.
std::optional<std::filesystem::path> pictures_from_user_dirs(std::string_view text, const std::filesystem::path& home);

} // namespace senga
