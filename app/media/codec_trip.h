// CodecTrip encodes frames with a lossy codec and decodes them again at once, in memory: what a broadcast or a disc
// does to a picture. No container, no file; formats and colours are not converted. The same frames come out the same
// wherever the same FFmpeg and encoders are: threads are of a fixed number, arithmetic is the exact kind.
// One thread at a time (x264 uses several); owns its FFmpeg contexts.
#pragma once

#include "app/media/video_reader.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

namespace senga {

enum class TripCodec { h264, mpeg2 };

struct CodecTripOptions {
    TripCodec codec = TripCodec::h264;
    FrameFormat format; // Y'CbCr; mpeg2: 8 bits. Sides are multiples of the chroma step
    // One of the two: a bitrate, or a quality: crf 0 (best) to 51 of h264, quantiser 1 (best) to 31 of mpeg2.
    std::optional<double> bitrate_kbps;
    double quality = 23.0;
    int keyframe_interval = 250;           // 1: every frame by itself
    std::string encoder_preset = "medium"; // of h264
    Rational fps;                          // 0: taken as 25
};

class CodecTrip {
public:
    // Errors: usage, media_format.
    static Result<CodecTrip> open(const CodecTripOptions& options);
    CodecTrip(CodecTrip&&) noexcept;
    CodecTrip& operator=(CodecTrip&&) noexcept;
    ~CodecTrip();

    // Frames of the format given to open().
    Outcome send(const RawFrame& frame);
    // No frame follows.
    Outcome end();
    // The next frame, in the order they were sent, or nothing before more are sent (or, after end(), at all). Its
    // format is that of open(), its index counts from 0.
    Result<std::optional<RawFrame>> receive();

    // Of the packets so far.
    std::int64_t bytes() const;

private:
    class Impl;
    explicit CodecTrip(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace senga
