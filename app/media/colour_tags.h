// ColourTags are FFmpeg's words for what a FrameFormat says of colours. Where the format says less than the source did
// (which primaries; which of several tags with one meaning), the source's tag is kept. It changes no sample.
// Internal to app/media. Pure functions, any thread.
#pragma once

#include "app/media/ffmpeg.h"
#include "renderer/picture/frame_format.h"

namespace senga::ff {

struct ColourTags {
    AVColorSpace matrix = AVCOL_SPC_UNSPECIFIED;
    AVColorPrimaries primaries = AVCOL_PRI_UNSPECIFIED;
    AVColorTransferCharacteristic transfer = AVCOL_TRC_UNSPECIFIED;
    AVColorRange range = AVCOL_RANGE_UNSPECIFIED;
    AVChromaLocation siting = AVCHROMA_LOC_UNSPECIFIED;
};

// `source` are the tags of the stream the frames come from; all unspecified where there is none.
ColourTags colour_tags(const FrameFormat& format, const ColourTags& source);

// As mpv reads the tags: what cameras are coded with is shown by BT.1886, and so is what it does not know. Pictures of
// R'G'B' without a tag are sRGB.
Transfer read_transfer(AVColorTransferCharacteristic tag, Layout layout);

// Whether a video's tags can say this curve; colour_tags then names the nearest.
bool has_tag(Transfer transfer);

} // namespace senga::ff
