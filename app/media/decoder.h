// Decoder hands out the frames of one video stream in the order they are shown, from the beginning of the file or from
// a keyframe. It numbers nothing and converts nothing; damage is stepped over and remembered. Internal to app/media.
// One thread at a time. The frames it fills belong to the caller.
#pragma once

#include "app/media/ffmpeg.h"

#include <cstdint>
#include <optional>
#include <string>

namespace senga::ff {

class Decoder {
public:
    static Result<Decoder> open(const std::string& location);

    enum class Step { frame, end };
    // Replaces what `out` holds by the next frame.
    Step next(AVFrame& out);

    // Goes to the keyframe at or before `timestamp` and returns that packet's timestamp; empty where the file cannot be
    // searched, after which the decoder stands nowhere and must be opened anew.
    std::optional<std::int64_t> seek(std::int64_t timestamp);

    const AVFormatContext& format() const { return *format_; }
    const AVStream& stream() const { return *format_->streams[stream_index_]; }
    const AVCodecContext& codec() const { return *codec_; }

    // Whether anything was unreadable so far.
    bool damaged() const { return damaged_; }

private:
    Decoder(Input input, CodecPtr codec, int stream_index);
    void feed();
    bool read_packet();

    FormatPtr format_;
    CodecPtr codec_;
    PacketPtr packet_ = new_packet();
    int stream_index_ = 0;
    bool packet_held_ = false; // packet_ holds the next packet to decode
    bool draining_ = false;
    bool damaged_ = false;
};

} // namespace senga::ff
