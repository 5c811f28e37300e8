// Turns a decoded AVFrame into a RawFrame: describes its colours and copies its samples losslessly wherever a sample is
// 8 to 16 bits of integer; floats are rounded to 16. It decodes and scales nothing; formats of other kinds (bitmaps,
// RGB of 5 and 6 bits, Bayer) are converted by swscale first. Internal to app/media. Free functions without state, any
// thread.
#pragma once

#include "app/media/ffmpeg.h"
#include "app/media/video_reader.h"

#include <vector>

namespace senga::ff {

// What the stream says where the frame is silent.
struct StreamColour {
    AVColorSpace matrix = AVCOL_SPC_UNSPECIFIED;
    AVColorRange range = AVCOL_RANGE_UNSPECIFIED;
    AVChromaLocation siting = AVCHROMA_LOC_UNSPECIFIED;
    AVColorTransferCharacteristic transfer = AVCOL_TRC_UNSPECIFIED;
    AVRational pixel_aspect{0, 1}; // of the container; goes before the frame's own, as in mpv
    int rotation_deg = 0;
};

StreamColour stream_colour(const AVStream& stream);

struct Conversion {
    RawFrame frame;                // pts and index are left to the caller
    std::vector<Diagnostic> notes; // media_converted, media_colour; without a place
};

Result<Conversion> to_raw_frame(const AVFrame& frame, const StreamColour& stream);

} // namespace senga::ff
