// Which of a player's own scalers comes closest to the chain's: a shader set is one half of the picture, the player's
// scaler between its two halves the other. Facts about players, pure functions, any thread.
#pragma once

#include "renderer/chain/chain.h"
#include "renderer/chain/plan.h"
#include "renderer/export/export.h"

#include <string>

namespace senga {

// "Shader(2 PASS) Lanczos 3", as the player's settings call it.
std::string closest_resizer(ExportTarget target, Kernel kernel);

// One sentence for the viewer; empty where the plan does not scale.
std::string scaling_advice(ExportTarget target, const Chain& chain, const Plan& plan);

} // namespace senga
