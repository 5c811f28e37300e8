// FilmFrame is a picture on its way through the damage: R'G'B' as numbers at full size, with what its file says of it.
// Values are gamma-coded as in the source, 0 black and 1 white, and may lie outside: nothing is clipped before it is
// stored, unless clipping is the damage. It holds no file. Plain data and pure functions, any thread.
#pragma once

#include "app/media/video_reader.h"
#include "renderer/measure/planar_picture.h"

#include <array>
#include <cstdint>
#include <optional>

namespace senga {

struct FilmFrame {
    std::array<FloatPlane, 3> rgb;
    FrameFormat format; // how it is to be stored; its size is the planes'
    FrameFormat source; // as it was read
    double pts_s = 0.0; // from the source's beginning
    std::int64_t index = 0;
    // The codes that `rgb` was read from, if it has not been changed since: a codec's output, or the source itself.
    std::optional<PlanarPicture> coded;
};

FilmFrame film_frame(const RawFrame& frame);

// Codes rounded to the nearest of the format's depth, not dithered; those it was read from where they are stored the
// same way.
RawFrame stored_frame(const FilmFrame& frame);

// Its Y', by the weights of the frame's matrix (BT.709's of R'G'B').
FloatPlane luma_of(const FilmFrame& frame);

// Adds to R', G' and B' alike: Y' moves by it, colour differences stay.
void add_to_luma(FilmFrame& frame, const FloatPlane& delta);

} // namespace senga
