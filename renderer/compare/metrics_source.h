// The GLSL of Metrics' one compute program. Constant, any thread.
#pragma once

namespace senga {

// A workgroup measures a square of so many pixels.
constexpr int metrics_tile_px = 32;
extern const char* const metrics_source;

} // namespace senga
