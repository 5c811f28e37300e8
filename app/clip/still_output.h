// Draws a composition once and writes it as PNG. Belongs to the thread of the GL context.
#pragma once

#include "app/offline/offline.h"

#include <string>

namespace senga {

struct StillOptions {
    Size size;
    OutputDepth depth = OutputDepth::eight; // or sixteen
};

// Replaces what is there. Errors: file_unwritable, gl_out_of_memory.
Outcome write_still_png(Offline& offline, const std::string& path, Composition what, const StillOptions& options);

} // namespace senga
