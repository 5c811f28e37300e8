// A rehearsal uses a program once on textures of a few pixels, with the formats and filters it will meet in earnest.
// Drivers finish their compiling with the first use, and it is better done on a thread that nobody waits for, and then
// a little at a time where the pictures are drawn, than all at once in the middle of a film.
// Belongs to the thread of a GL context, and leaves nothing bound.
#pragma once

#include "renderer/gl/buffer.h"
#include "renderer/gl/program.h"
#include "renderer/gl/texture.h"

#include <array>
#include <vector>

namespace senga {

struct Rehearsal {
    std::vector<gl::TextureDesc> sampled; // by texture unit; sizes do not matter
    std::vector<gl::TextureDesc> images;  // by image unit
    std::vector<std::size_t> storage_bytes;
    std::vector<std::size_t> uniform_bytes;
    gl::Format target = gl::Format::rgba16f; // of a fragment program's output
};

void rehearse(const gl::Program& program, gl::ProgramKind kind, const Rehearsal& rehearsal);

} // namespace senga
