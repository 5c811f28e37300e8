// bake() turns a shader's parameters into #define lines, so that players that refuse //!PARAM (mpv up to 0.40, vo=gpu)
// run it with the same values. The result is a user shader again. Pure function, any thread.
#pragma once

#include "renderer/chain/chain.h"

#include <string>

namespace senga {

// The text of `shader` without its PARAM blocks; each pass begins with the #define lines of the parameters it uses, and
// parameters inside WIDTH, HEIGHT and WHEN stand as numbers. `values` holds every parameter's value; a missing one is
// its initial value.
std::string bake(const ShaderFile& shader, const ParameterValues& values);

} // namespace senga
