// What the frames of a rendered film are: size, shape, layout, depth, colours. Decided once, from the input and what
// the user asks for; nothing is converted here. Pure functions, any thread.
#pragma once

#include "app/media/video_codec.h"
#include "renderer/base/result.h"
#include "renderer/picture/frame_format.h"

#include <optional>
#include <string>
#include <vector>

namespace senga {

struct OutputWish {
    std::optional<Size> size; // exactly; the film then tells players what shape that is
    double scale = 1.0;       // of the natural size, where no size is given
    std::optional<int> depth; // empty: the input's, as far as the codec goes
    std::string subsampling;  // "420", "422", "444", "gray", "rgb"; empty: the input's, as far as the codec goes
};

// The size pictures get: upright, with square pixels. Errors: usage, where it is none from 1 to 16384.
Result<Size> picture_size(const FrameFormat& source, const OutputWish& wish);

struct OutputFormat {
    FrameFormat format;            // upright
    std::vector<Diagnostic> notes; // where it is not what one would expect
};

// For a film. Colours stay what they are in the source; R'G'B' becomes BT.709 of limited range where it is coded as
// Y'CbCr. Errors: usage, media_format (the codec cannot hold what is asked for).
Result<OutputFormat> film_format(const FrameFormat& source, const OutputWish& wish, const VideoCodec& codec);

// For PNG: R'G'B' of 8 or 16 bits; the size is that of each picture. Errors: usage.
Result<FrameFormat> png_format(const OutputWish& wish);

// Whether the codes of such a frame are already those of the output, so that nothing is to be computed where no pass
// runs.
bool same_codes(const FrameFormat& source, const FrameFormat& output);

} // namespace senga
