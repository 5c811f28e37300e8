// Which passes of a chain an mpv shader file can hold. mpv skips a pass that binds a picture nobody saved, and leaves
// names behind that may break the next one; so such passes are left out beforehand. Pure function, any thread.
#pragma once

#include "renderer/chain/plan.h"
#include "renderer/export/export.h"

#include <string>
#include <vector>

namespace senga::mpv {

// universal: without PARAM, BUFFER and STORAGE, for every mpv. parameters: libplacebo's dialect, for vo=gpu-next.
enum class Flavour { universal, parameters };

struct PassChoice {
    bool kept = false;
    std::vector<Stage> hooks; // those at which everything it binds is there
    PassFate fate = PassFate::left_out;
    std::string reason; // why it is not kept
};

// By entry and pass of the chain.
using Choices = std::vector<std::vector<PassChoice>>;
Choices choose_passes(const Chain& chain, Flavour flavour);

// Whether `name` is there for a pass that hooks `stage`: one of mpv's own pictures, or something the file brings along.
bool brings(const ShaderFile& file, std::string_view name, Stage stage);

bool any_kept(const std::vector<PassChoice>& choices);

} // namespace senga::mpv
