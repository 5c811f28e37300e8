// Turns a RawFrame into an AVFrame that an encoder takes, losslessly: the other way of raw_frame. It scales nothing and
// converts no colours. Internal to app/media. Free functions without state, any thread.
#pragma once

#include "app/media/ffmpeg.h"
#include "app/media/video_codec.h"
#include "app/media/video_reader.h"

namespace senga::ff {

// Null where the FFmpeg at hand has none of that name.
const AVCodec* find_encoder(const VideoEncoder& row);

// Whether fill_picture can fill frames of this format from some RawFrame.
bool can_fill(AVPixelFormat id);

// The format among those the encoder takes that holds such frames without loss; AV_PIX_FMT_NONE where there is none.
// Gray goes into 4:2:0 with neutral chroma where an encoder knows no gray.
AVPixelFormat lossless_format(const AVCodec& encoder, const FrameFormat& format);

// A frame of `id` with the samples of `frame`, whose planes must be those its format promises. Null where memory is
// short.
FramePtr fill_picture(const RawFrame& frame, AVPixelFormat id);

// Whether the planes are there and as large as the format says.
bool is_whole(const RawFrame& frame);

} // namespace senga::ff
