// What an HDR film says of the display it was made on and of its brightest light: by this a television maps its tones.
// Found in the first frame of a source, and said again of a new film by its container and, where it can, its encoder.
// Internal to app/media. Plain data and free functions without state, any thread.
#pragma once

#include "app/media/ffmpeg.h"
#include "app/media/video_codec.h"

extern "C" {
#include <libavutil/mastering_display_metadata.h>
}

#include <optional>
#include <string>

namespace senga::ff {

struct Mastering {
    std::optional<AVMasteringDisplayMetadata> display;
    std::optional<AVContentLightMetadata> light;
    std::string dynamic; // what describes each scene and is not carried over: "HDR10+"; empty: nothing

    bool empty() const { return !display && !light; }
};

// Empty where the film says nothing or cannot be read.
Mastering mastering_of(const std::string& location);

// In the container's words.
void describe(AVStream& stream, const Mastering& mastering);

// The encoder's own option for it, and its value after what that option holds already; empty where it has none.
struct EncoderWords {
    std::string option;
    std::string value;
};
EncoderWords encoder_words(const VideoEncoder& encoder, const Mastering& mastering);

} // namespace senga::ff
