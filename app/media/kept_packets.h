// KeptPackets reads, from a film that was broken off, the packets of the picture that can stay when the film goes on:
// everything before its last keyframe. What a new encoder makes from there on joins them, as groups of pictures are
// closed. It decodes nothing and judges no picture. Internal to app/media. One thread at a time; owns its handle of the
// file.
#pragma once

#include "app/media/ffmpeg.h"

#include <cstdint>
#include <optional>
#include <string>

extern "C" {
#include <libavcodec/bsf.h>
}

namespace senga::ff {

class KeptPackets {
public:
    // `encoder` is what will go on. A file that nothing can be kept of is no error: frames() is 0 then. Errors:
    // media_format where the packets are not this encoder's (another codec, size or set of parameters).
    static Result<KeptPackets> open(const std::string& location, const AVCodecContext& encoder);

    // How many are kept; each is one frame, and they are the first ones shown.
    std::int64_t frames() const { return frames_; }
    // When the first frame that is not kept was to be shown, in time_base(); only where frames() > 0.
    std::int64_t boundary() const { return boundary_; }
    AVRational time_base() const { return time_base_; }

    // The next one in decoding order, in the form in which encoders hand packets out; false after the last.
    Result<bool> next(AVPacket& packet);

private:
    struct CloseFilter {
        void operator()(AVBSFContext* p) const { av_bsf_free(&p); }
    };
    using FilterPtr = std::unique_ptr<AVBSFContext, CloseFilter>;

    KeptPackets() = default;
    Outcome start(const std::string& location);
    Outcome check(const AVCodecContext& encoder) const;
    void scan();
    bool read(AVPacket& packet);

    FormatPtr format_;
    FilterPtr filter_; // null: packets are as encoders make them
    int stream_index_ = -1;
    std::int64_t frames_ = 0;
    std::int64_t boundary_ = 0;
    std::int64_t taken_ = 0;
    AVRational time_base_{1, 1000};
};

} // namespace senga::ff
