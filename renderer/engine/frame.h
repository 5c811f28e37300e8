// Frame is one decoded picture as planes on the GPU, and how to read them. It is the seam of the program: the live
// player and the offline commands both make Frames, and everything behind it is the same for both.
// The planes hold values as mpv's hooks see them: Y'CbCr code / (255 * 2^(n-8)), R'G'B' code / (2^n - 1).
// Belongs to the thread of its GL context; copies share the textures.
#pragma once

#include "renderer/gl/texture.h"
#include "renderer/picture/frame_format.h"

#include <cstdint>
#include <memory>

namespace senga {

struct Frame {
    std::uint64_t id = 0; // differs for every picture that differs; 0 means none
    // Differs between frames that do not follow one another: after a seek, or of another film. What passes remember
    // from earlier frames ends there.
    std::uint64_t sequence = 0;
    // Which frame of its film it is, counted from 0: what shaders read as `frame`, and what `random` is drawn from. Of
    // the film and not of the showing, so that grain is the same in A and B, in the window and in a rendered film.
    std::uint32_t number = 0;
    FrameFormat format;
    std::shared_ptr<const gl::Texture> luma;   // R32F; ycbcr and gray
    std::shared_ptr<const gl::Texture> chroma; // RG32F at chroma_size(); ycbcr
    std::shared_ptr<const gl::Texture> rgb;    // RGBA; rgb
    bool empty() const { return luma == nullptr && rgb == nullptr; }
};

} // namespace senga
