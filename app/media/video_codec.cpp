#include "app/media/video_codec.h"

#include "app/media/av_picture.h"

#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <set>
#include <vector>

namespace senga {
namespace {

// The 4:4:4 and RGB profiles of H.264 are a second encoder in FFmpeg; SVT-AV1 knows 4:2:0 only, so libaom follows it.
constexpr std::array<VideoEncoder, 2> x264{{
    {"libx264", "preset", "medium", "ultrafast to placebo", ""},
    {"libx264rgb", "preset", "medium", "ultrafast to placebo", ""},
}};
// x265 prints to the terminal on its own. Groups of pictures are closed, so that a film that was broken off can go on
// at a keyframe; the other encoders are told so by Encoder.
constexpr std::array<VideoEncoder, 1> x265{{
    {"libx265", "preset", "medium", "ultrafast to placebo", "x265-params=log-level=none\\:open-gop=0"},
}};
// libaom takes a crf at its word only without a bitrate.
constexpr std::array<VideoEncoder, 2> av1{{
    {"libsvtav1", "preset", "8", "0 (slow) to 13 (fast)", ""},
    {"libaom-av1", "cpu-used", "6", "0 (slow) to 8 (fast)", "b=0:row-mt=1"},
}};
// Version 3 with checksums in every slice, as archives want it. Every frame stands alone, so that any can be sought.
constexpr std::array<VideoEncoder, 1> ffv1{{
    {"ffv1", "", "", "", "level=3:slicecrc=1:context=0:g=1"},
}};

const std::array<VideoCodec, 4> codecs{{
    {"x264", "H.264, plays everywhere", 18.0, 51.0, x264},
    {"x265", "HEVC, smaller and slower", 20.0, 51.0, x265},
    {"av1", "AV1, smallest", 28.0, 63.0, av1},
    {"ffv1", "FFV1, lossless and large", std::nullopt, 0.0, ffv1},
}};

std::string number(double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%g", value);
    return text.data();
}

} // namespace

std::span<const VideoCodec> video_codecs() {
    return codecs;
}

const VideoCodec* find_video_codec(std::string_view name) {
    for (const VideoCodec& codec : codecs) {
        if (codec.name == name) {
            return &codec;
        }
    }
    return nullptr;
}

bool is_available(const VideoCodec& codec) {
    for (const VideoEncoder& encoder : codec.encoders) {
        if (ff::find_encoder(encoder)) {
            return true;
        }
    }
    return false;
}

std::string available_video_codecs() {
    std::vector<std::string_view> names;
    names.reserve(codecs.size());
    for (const VideoCodec& codec : codecs) {
        if (is_available(codec)) {
            names.push_back(codec.name);
        }
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

bool can_hold(const VideoCodec& codec, const FrameFormat& format) {
    for (const VideoEncoder& row : codec.encoders) {
        const AVCodec* encoder = ff::find_encoder(row);
        if (encoder && ff::lossless_format(*encoder, format) != AV_PIX_FMT_NONE) {
            return true;
        }
    }
    return false;
}

std::string pixel_formats(const VideoCodec& codec) {
    std::vector<std::string_view> names;
    std::set<AVPixelFormat> seen;
    for (const VideoEncoder& row : codec.encoders) {
        const AVCodec* encoder = ff::find_encoder(row);
        if (!encoder || !encoder->pix_fmts) {
            continue;
        }
        for (const AVPixelFormat* at = encoder->pix_fmts; *at != AV_PIX_FMT_NONE; ++at) {
            if (ff::can_fill(*at) && seen.insert(*at).second) {
                names.emplace_back(av_get_pix_fmt_name(*at));
            }
        }
    }
    return fmt::format("{}", fmt::join(names, ", "));
}

std::string video_codec_help() {
    std::string out;
    for (const VideoCodec& codec : codecs) {
        out += codec.name;
        out += std::string(codec.name.size() < 6 ? 6 - codec.name.size() : 1, ' ');
        out += codec.title;
        if (codec.default_crf) {
            out += "; crf 0 (best) to ";
            out += number(codec.worst_crf);
            out += ", ";
            out += number(*codec.default_crf);
            out += " where none is given";
        }
        if (const VideoEncoder& first = codec.encoders.front(); !first.preset_option.empty()) {
            out += "; presets ";
            out += first.presets;
            out += ", ";
            out += first.default_preset;
            out += " where none is given";
        }
        out += is_available(codec) ? "\n" : " (not in this FFmpeg)\n";
    }
    return out;
}

} // namespace senga
