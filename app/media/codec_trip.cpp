#include "app/media/codec_trip.h"

#include "app/media/av_picture.h"
#include "app/media/ffmpeg.h"
#include "app/media/raw_frame.h"

#include <array>
#include <cmath>
#include <cstdlib>
#include <string_view>
#include <utility>

extern "C" {
#include <libavutil/opt.h>
}

namespace senga {
namespace {

// As many as give the same stream on every machine; their number is part of what x264 computes.
constexpr int encoder_threads = 4;

struct TripRow {
    std::string_view encoder;
    AVCodecID id;
    std::string_view title;
};

TripRow row_of(TripCodec codec) {
    return codec == TripCodec::h264 ? TripRow{"libx264", AV_CODEC_ID_H264, "H.264"}
                                    : TripRow{"mpeg2video", AV_CODEC_ID_MPEG2VIDEO, "MPEG-2"};
}

AVRational fps_of(const CodecTripOptions& options) {
    const bool known = options.fps.num > 0 && options.fps.den > 0;
    return known ? AVRational{options.fps.num, options.fps.den} : AVRational{25, 1};
}

// MPEG-2 knows these alone (ISO/IEC 13818-2, table 6-4); the nearest one is written, and the bitrate follows.
AVRational coded_fps(const CodecTripOptions& options) {
    const AVRational fps = fps_of(options);
    if (options.codec == TripCodec::h264) {
        return fps;
    }
    constexpr std::array<AVRational, 8> known{
        {{24000, 1001}, {24, 1}, {25, 1}, {30000, 1001}, {30, 1}, {50, 1}, {60000, 1001}, {60, 1}}};
    AVRational best = known[0];
    for (const AVRational each : known) {
        best = std::abs(av_q2d(each) - av_q2d(fps)) < std::abs(av_q2d(best) - av_q2d(fps)) ? each : best;
    }
    return best;
}

Diagnostic failure(const CodecTripOptions& options, const std::string& what) {
    const FrameFormat& format = options.format;
    return diagnose(Code::media_format, "coding as " + std::string(row_of(options.codec).title) + " fails at " +
                                            std::to_string(format.size.w) + "x" + std::to_string(format.size.h) + " " +
                                            subsampling_name(format) + " of " + std::to_string(format.bit_depth) +
                                            " bits (" + what + "); other values may work");
}

void set_rate(AVCodecContext& context, const CodecTripOptions& options) {
    if (options.bitrate_kbps) {
        const double speed = av_q2d(coded_fps(options)) / av_q2d(fps_of(options));
        context.bit_rate = std::llround(*options.bitrate_kbps * 1000.0 * speed);
        return;
    }
    if (options.codec == TripCodec::h264) {
        av_opt_set_double(context.priv_data, "crf", options.quality, 0);
        return;
    }
    context.flags |= AV_CODEC_FLAG_QSCALE;
    context.global_quality = static_cast<int>(std::lround(options.quality * FF_QP2LAMBDA));
    context.qmin = 1;
}

Result<ff::CodecPtr> open_encoder(const CodecTripOptions& options) {
    const TripRow row = row_of(options.codec);
    const AVCodec* codec = avcodec_find_encoder_by_name(std::string(row.encoder).c_str());
    if (!codec) {
        return diagnose(Code::usage, "the FFmpeg installed here has no encoder " + std::string(row.encoder) +
                                         "; install one that has");
    }
    const AVPixelFormat pixels = ff::lossless_format(*codec, options.format);
    if (pixels == AV_PIX_FMT_NONE) {
        return failure(options, "the encoder does not take such samples");
    }
    ff::CodecPtr context(avcodec_alloc_context3(codec));
    if (!context) {
        return failure(options, "memory is short");
    }
    context->width = options.format.size.w;
    context->height = options.format.size.h;
    context->pix_fmt = pixels;
    context->framerate = coded_fps(options);
    context->time_base = av_inv_q(context->framerate);
    context->gop_size = options.keyframe_interval;
    context->thread_count = options.codec == TripCodec::h264 ? encoder_threads : 1;
    // Headers apart, as in a file: else they count towards the bitrate.
    context->flags |= AV_CODEC_FLAG_BITEXACT | AV_CODEC_FLAG_GLOBAL_HEADER;
    context->dct_algo = FF_DCT_INT;
    context->idct_algo = FF_IDCT_SIMPLE;
    if (options.codec == TripCodec::mpeg2) {
        context->max_b_frames = options.keyframe_interval > 2 ? 2 : 0;
    } else {
        // Else x264 decides some things by what the processor does fastest.
        av_opt_set(context->priv_data, "x264-params", "cpu-independent=1", 0);
        av_opt_set(context->priv_data, "preset", options.encoder_preset.c_str(), 0);
    }
    set_rate(*context, options);
    if (const int opened = avcodec_open2(context.get(), codec, nullptr); opened < 0) {
        return failure(options, ff::error_text(opened));
    }
    return context;
}

struct FreeParameters {
    void operator()(AVCodecParameters* p) const { avcodec_parameters_free(&p); }
};

Result<ff::CodecPtr> open_decoder(const CodecTripOptions& options, const AVCodecContext& encoder) {
    const AVCodec* codec = avcodec_find_decoder(row_of(options.codec).id);
    ff::CodecPtr context(codec ? avcodec_alloc_context3(codec) : nullptr);
    if (!context) {
        return failure(options, "there is no decoder");
    }
    const std::unique_ptr<AVCodecParameters, FreeParameters> headers(avcodec_parameters_alloc());
    if (!headers || avcodec_parameters_from_context(headers.get(), &encoder) < 0 ||
        avcodec_parameters_to_context(context.get(), headers.get()) < 0) {
        return failure(options, "memory is short");
    }
    context->flags |= AV_CODEC_FLAG_BITEXACT;
    context->idct_algo = FF_IDCT_SIMPLE;
    context->thread_count = 1;
    if (const int opened = avcodec_open2(context.get(), codec, nullptr); opened < 0) {
        return failure(options, ff::error_text(opened));
    }
    return context;
}

} // namespace

class CodecTrip::Impl {
public:
    Impl(CodecTripOptions options, ff::CodecPtr encoder, ff::CodecPtr decoder)
        : options_(std::move(options)), encoder_(std::move(encoder)), decoder_(std::move(decoder)) {}

    Outcome send(const RawFrame& frame);
    Outcome end();
    Result<std::optional<RawFrame>> receive();
    std::int64_t bytes() const { return bytes_; }

private:
    Result<bool> feed_decoder();

    CodecTripOptions options_;
    ff::CodecPtr encoder_;
    ff::CodecPtr decoder_;
    ff::PacketPtr packet_ = ff::new_packet();
    ff::FramePtr frame_ = ff::new_frame();
    std::int64_t sent_ = 0;
    std::int64_t received_ = 0;
    std::int64_t bytes_ = 0;
    bool drained_ = false; // the encoder has given its last packet
};

Outcome CodecTrip::Impl::send(const RawFrame& frame) {
    if (frame.format.size != options_.format.size || frame.format.bit_depth != options_.format.bit_depth ||
        !ff::is_whole(frame)) {
        return failure(options_, "a frame of another size comes");
    }
    const ff::FramePtr picture = ff::fill_picture(frame, encoder_->pix_fmt);
    if (!picture) {
        return failure(options_, "memory is short");
    }
    picture->pts = sent_++;
    picture->quality = encoder_->global_quality;
    const int sent = avcodec_send_frame(encoder_.get(), picture.get());
    return sent < 0 ? Outcome(failure(options_, ff::error_text(sent))) : Outcome(Done{});
}

Outcome CodecTrip::Impl::end() {
    const int sent = avcodec_send_frame(encoder_.get(), nullptr);
    return sent < 0 && sent != AVERROR_EOF ? Outcome(failure(options_, ff::error_text(sent))) : Outcome(Done{});
}

// Hands one packet on; false where the encoder wants more frames first.
Result<bool> CodecTrip::Impl::feed_decoder() {
    av_packet_unref(packet_.get());
    const int got = avcodec_receive_packet(encoder_.get(), packet_.get());
    if (got == AVERROR(EAGAIN) || (got == AVERROR_EOF && drained_)) {
        return false;
    }
    if (got < 0 && got != AVERROR_EOF) {
        return failure(options_, ff::error_text(got));
    }
    drained_ = got == AVERROR_EOF;
    bytes_ += drained_ ? 0 : packet_->size;
    const int sent = avcodec_send_packet(decoder_.get(), drained_ ? nullptr : packet_.get());
    if (sent < 0) {
        return failure(options_, ff::error_text(sent));
    }
    return true;
}

Result<std::optional<RawFrame>> CodecTrip::Impl::receive() {
    while (true) {
        const int got = avcodec_receive_frame(decoder_.get(), frame_.get());
        if (got >= 0) {
            break;
        }
        if (got == AVERROR_EOF) {
            return std::optional<RawFrame>{};
        }
        if (got != AVERROR(EAGAIN)) {
            return failure(options_, ff::error_text(got));
        }
        const Result<bool> fed = feed_decoder();
        if (!fed) {
            return fed.error();
        }
        if (!*fed) {
            return std::optional<RawFrame>{};
        }
    }
    Result<ff::Conversion> converted = ff::to_raw_frame(*frame_, {});
    if (!converted) {
        return converted.error();
    }
    RawFrame out = std::move(converted->frame);
    if (out.format.size != options_.format.size || out.format.bit_depth != options_.format.bit_depth) {
        return failure(options_, "the decoder hands out another size");
    }
    out.format = options_.format;
    out.index = received_++;
    return std::optional<RawFrame>(std::move(out));
}

CodecTrip::CodecTrip(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
CodecTrip::CodecTrip(CodecTrip&&) noexcept = default;
CodecTrip& CodecTrip::operator=(CodecTrip&&) noexcept = default;
CodecTrip::~CodecTrip() = default;

Result<CodecTrip> CodecTrip::open(const CodecTripOptions& options) {
    av_log_set_level(AV_LOG_QUIET); // encoders talk; what matters is returned
    Result<ff::CodecPtr> encoder = open_encoder(options);
    if (!encoder) {
        return encoder.error();
    }
    Result<ff::CodecPtr> decoder = open_decoder(options, **encoder);
    if (!decoder) {
        return decoder.error();
    }
    return CodecTrip(std::make_unique<Impl>(options, *std::move(encoder), *std::move(decoder)));
}

Outcome CodecTrip::send(const RawFrame& frame) {
    return impl_->send(frame);
}

Outcome CodecTrip::end() {
    return impl_->end();
}

Result<std::optional<RawFrame>> CodecTrip::receive() {
    return impl_->receive();
}

std::int64_t CodecTrip::bytes() const {
    return impl_->bytes();
}

} // namespace senga
