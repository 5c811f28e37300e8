// Encoder turns RawFrames into the packets of one video stream. It knows no container and no file, and converts no
// colours. Internal to app/media. One thread at a time (encoding itself uses several); owns its FFmpeg context.
#pragma once

#include "app/media/colour_tags.h"
#include "app/media/ffmpeg.h"
#include "app/media/mastering.h"
#include "app/media/video_codec.h"
#include "app/media/video_reader.h"

#include <cstdint>
#include <optional>
#include <string>

namespace senga::ff {

enum class CodecHeaders { in_packets, in_container };

struct EncoderOptions {
    const VideoCodec* codec = nullptr;
    std::optional<double> crf;
    std::string preset; // empty: the codec's default
    FrameFormat format;
    ColourTags tags;
    Mastering mastering;
    AVRational time_base{1, 1000};
    AVRational fps{0, 1}; // for the encoder's own decisions and the length of frames; 0 where unknown
    CodecHeaders headers = CodecHeaders::in_container;
};

class Encoder {
public:
    // Errors: usage, media_format.
    static Result<Encoder> open(const EncoderOptions& options);

    // Timestamps in the time base must grow. Errors: media_format where the frame is of another format.
    Outcome send(const RawFrame& frame, std::int64_t timestamp);
    // No frame follows.
    Outcome end();
    // The next packet, in decoding order; false where there is none yet (or, after end(), none any more).
    Result<bool> receive(AVPacket& packet);

    const AVCodecContext& context() const { return *context_; }

private:
    Encoder(CodecPtr context, FrameFormat format);
    Diagnostic failure(int code) const;

    CodecPtr context_;
    FrameFormat format_;
    std::int64_t frame_ticks_ = 0; // how long a frame lasts, as far as it is known
};

} // namespace senga::ff
