// What a container says of its film: how many frames, and how long. It may be wrong, and where it contradicts itself it
// is not believed. Internal to app/media. Pure functions, any thread.
#pragma once

#include "app/media/ffmpeg.h"

#include <cstdint>
#include <optional>

namespace senga::ff {

std::optional<std::int64_t> declared_frames(const AVFormatContext& format, const AVStream& stream);

// The least time at which the video should end.
double declared_end_s(const AVFormatContext& format, const AVStream& stream);

} // namespace senga::ff
