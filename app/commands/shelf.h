// Where this program finds shaders, presets and its demo clip: the user's own folder first, then what came with it.
// Free functions, any thread; they look at the environment and the disk.
#pragma once

#include "app/settings/folders.h"
#include "renderer/chain/preset.h"

#include <filesystem>

namespace senga {

// SENGA_DATA if set, else the tree it was built from, else ../share/senga beside the program.
std::filesystem::path data_folder();

Shelf default_shelf();

} // namespace senga
