// Keeps the optimiser from computing floats in another order than they stand in. Pure, any thread.
#pragma once

#include "renderer/export/spirv.h"

namespace senga::spirv {

// Marks all arithmetic on floats so that SPIRV-Tools keeps it as it is written: a strict comparison that another order
// of rounding decides otherwise is a visible one. loosened() takes the marks off again: no language has a word for them
// that all players know.
Module strict(const Module& module);
Module loosened(const Module& module);

} // namespace senga::spirv
