// The GLSL of the compositor's two programs, less the line that defines FULL as 0 or 1; compositor.cpp sets the
// uniforms. Constant, any thread.
#pragma once

namespace senga {

extern const char* const compositor_source;

} // namespace senga
