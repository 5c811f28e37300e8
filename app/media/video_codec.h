// The table of what VideoWriter can write: each codec under the name the user gives it, the FFmpeg encoders that make
// it, and their settings. Texts about codecs (help, errors) are made from it. It encodes nothing.
// Constant data and pure functions, any thread.
#pragma once

#include "renderer/picture/frame_format.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace senga {

// One of FFmpeg's encoders and how it is spoken to.
struct VideoEncoder {
    std::string_view name;           // FFmpeg's: "libx264"
    std::string_view preset_option;  // what it calls its speed; empty where it has none
    std::string_view default_preset; // a value of preset_option
    std::string_view presets;        // for help: "ultrafast to placebo"
    std::string_view fixed_options;  // "key=value:key=value", always set
};

struct VideoCodec {
    std::string_view name;                  // "x264"
    std::string_view title;                 // "H.264, plays everywhere"
    std::optional<double> default_crf;      // empty: lossless, has no quality to choose
    double worst_crf = 0.0;                 // 0 is the best of all
    std::span<const VideoEncoder> encoders; // in order of preference
};

std::span<const VideoCodec> video_codecs();

// Null where there is none of that name.
const VideoCodec* find_video_codec(std::string_view name);

// Whether the FFmpeg at hand has an encoder for it.
bool is_available(const VideoCodec& codec);

// "x264, x265, ffv1": those at hand.
std::string available_video_codecs();

// Whether frames of this format can be written with it without loss of their codes' depth and chroma; sizes are not
// looked at.
bool can_hold(const VideoCodec& codec, const FrameFormat& format);

// What may be written with it, in FFmpeg's words: "yuv420p, yuv422p, yuv420p10le"; formats a RawFrame can have only.
std::string pixel_formats(const VideoCodec& codec);

// One line for each codec: name, title, crf and presets, and whether it is there.
std::string video_codec_help();

} // namespace senga
