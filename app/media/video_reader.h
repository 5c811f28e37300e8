// VideoReader decodes the video stream of a file (or a still image, or a cover) with FFmpeg, frame by frame, into bytes
// in memory. It is not a player: no audio, no subtitles, no hardware decoding, no clock.
// Frames are numbered from 0 in the order they are shown; a frame has the same number and the same bytes however it was
// reached. Seeks therefore start at a keyframe only where the numbering can be proven, else at the file's beginning.
// One thread at a time per reader (decoding itself uses several). The frames handed out own their bytes.
//
//     auto reader = VideoReader::open("film.mkv");
//     auto frame = reader ? reader->frame_at_time(63.5) : reader.error();
#pragma once

#include "renderer/base/result.h"
#include "renderer/picture/frame_format.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace senga {

struct Rational {
    int num = 0;
    int den = 1;
    double value() const { return den != 0 ? static_cast<double>(num) / den : 0.0; }
    bool operator==(const Rational&) const = default;
};

enum class MediaKind { video, still_image, cover_art };

struct MediaInfo {
    FrameFormat format; // of the first frame; later frames carry their own
    MediaKind kind = MediaKind::video;
    std::optional<std::int64_t> frame_count; // as the container declares it, which may be wrong; 1 for stills
    Rational fps;                            // average; 0 where unknown and for stills
    double duration_s = 0.0;                 // of the file; 0 where unknown and for stills
    std::string codec;                       // FFmpeg's short names: "h264",
    std::string pixel_format;                // "yuv420p",
    std::string container;                   // "matroska,webm"
};

// One plane of samples. Rows follow each other from the top, without padding.
// Samples of two bytes are in the machine's byte order with the code in the low bits (P010 is shifted down to that).
struct RawPlane {
    std::vector<std::uint8_t> bytes;
    int width_px = 0;
    int height_px = 0;
    int stride_bytes = 0;
    int components = 1;       // 1; 2: Cb and Cr interleaved; 4: R, G, B and an opaque alpha
    int bytes_per_sample = 1; // 1 or 2
};

// Planes by layout: gray {Y}; ycbcr {Y, Cb, Cr} or {Y, CbCr}; rgb {RGBA}. Alpha of the source is dropped.
struct RawFrame {
    FrameFormat format;
    std::vector<RawPlane> planes;
    double pts_s = 0.0; // from the file's start, as mpv's time-pos
    std::int64_t index = 0;
};

class VideoReader {
public:
    // `location` is a path or a URL.
    static Result<VideoReader> open(const std::string& location);

    VideoReader(VideoReader&&) noexcept;
    VideoReader& operator=(VideoReader&&) noexcept;
    ~VideoReader();

    const MediaInfo& info() const;

    // The frame after the one read last; the first after open(). Behind the last frame: media_end.
    Result<RawFrame> next();
    // Frame `index`, counted from 0.
    Result<RawFrame> frame_at_index(std::int64_t index);
    // The frame that is on the screen at `time_s`: the last that begins at or before it. The first frame also stands
    // for times before it, the last one until its own or the file's end, whichever is later; then media_end.
    Result<RawFrame> frame_at_time(double time_s);

    // Warnings and notes so far, each code once: media_damaged, media_converted, media_colour.
    const std::vector<Diagnostic>& diagnostics() const;
    // Frames decoded so far, those passed over on the way included: what reading has cost.
    std::int64_t decoded_frames() const;

private:
    class Impl;
    explicit VideoReader(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace senga
