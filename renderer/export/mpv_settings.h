// What mpv is told beside the shaders: the lines of a profile that scale as the chain does, the keys, and the script
// that switches. Text only, any thread.
#pragma once

#include "renderer/export/mpv_text.h"

#include <string>
#include <utility>
#include <vector>

namespace senga::mpv {

// Names and values of mpv's options, in order. They hold whatever profile came before them.
std::vector<std::pair<std::string, std::string>> scaling_options(const Scaling& scaling);

std::string profile_text(const Shaders& shaders, const Scaling& scaling);
std::string keys_text(const Shaders& shaders);
std::string script_text(const Shaders& shaders);
std::string readme_text(const Shaders& shaders);

// Where the player scales otherwise than Senga, in sentences.
std::vector<std::string> scaling_notes(const Scaling& scaling);

} // namespace senga::mpv
