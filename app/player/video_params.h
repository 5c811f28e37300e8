// Turns libmpv's `video-out-params` into a FrameFormat: names to enums, and which pictures only mpv can finish.
// Pure functions, any thread.
#pragma once

#include "app/player/image_carrier.h"
#include "app/player/mpv_node.h"
#include "renderer/picture/frame_format.h"

#include <optional>
#include <string>

namespace senga {

struct VideoParams {
    FrameFormat format; // of the planes, or of the finished picture
    CarrierSource source = CarrierSource::planes;
    std::string pixel_format; // mpv's name, for people
    std::string why_finished; // "HDR (pq)", empty for planes
    bool operator==(const VideoParams&) const = default;
};

// nullopt while there is no video.
std::optional<VideoParams> read_video_params(const NodeView& node);

// Planes as they really arrived are the authority on sizes: adapts the format to them. The subsampling follows from the
// chroma size, the layout from which planes there are.
FrameFormat matched_to(FrameFormat format, const CarrierStamp& stamp);

} // namespace senga
