// The GLSL of the compositor's programs: the common part, then one of the others after the lines that define what it
// asks for (TEXT or FULL, 0 or 1); compositor.cpp sets the uniforms. Constant, any thread.
#pragma once

namespace senga {

extern const char* const compositor_common;
extern const char* const compositor_direct;
extern const char* const compositor_general;

} // namespace senga
