#include "app/media/decoder.h"

#include <utility>

namespace senga::ff {
namespace {

// Errors in a row after which a demuxer, or a decoder that has its last packet, is given up. Each error that is not
// the last consumes input, so this bounds only those that would repeat for ever.
constexpr int patience = 64;

Result<CodecPtr> open_codec(const AVStream& stream, const std::string& location) {
    const AVCodecParameters& parameters = *stream.codecpar;
    const AVCodec* codec = avcodec_find_decoder(parameters.codec_id);
    if (!codec) {
        return diagnose(Code::media_unreadable,
                        "this FFmpeg has no decoder for " + std::string(avcodec_get_name(parameters.codec_id)) +
                            "; install a fuller build or convert the file",
                        {location});
    }
    CodecPtr context(avcodec_alloc_context3(codec));
    int result = avcodec_parameters_to_context(context.get(), &parameters);
    context->pkt_timebase = stream.time_base;
    context->thread_count = 0; // as many as there are cores
    if (result >= 0) {
        result = avcodec_open2(context.get(), codec, nullptr);
    }
    if (result < 0) {
        return diagnose(Code::media_unreadable,
                        "the decoder " + std::string(codec->name) + " refuses the file (" + error_text(result) + ")",
                        {location});
    }
    return context;
}

} // namespace

Decoder::Decoder(Input input, CodecPtr codec, int stream_index)
    : format_(std::move(input.format)),
      codec_(std::move(codec)),
      stream_index_(stream_index),
      damaged_(input.complained) {}

Result<Decoder> Decoder::open(const std::string& location) {
    auto input = open_input(location);
    if (!input) {
        return input.error();
    }
    AVFormatContext& format = *input->format;
    const int index = select_video_stream(format);
    if (index < 0) {
        return diagnose(Code::media_no_video, "the file has no video and no cover; open one that has", {location});
    }
    auto codec = open_codec(*format.streams[index], location);
    if (!codec) {
        return codec.error();
    }
    return Decoder(std::move(*input), std::move(*codec), index);
}

bool Decoder::read_packet() {
    for (int errors = 0; errors < patience;) {
        av_packet_unref(packet_.get());
        const int result = ff::read_packet(*format_, *packet_, damaged_);
        if (result == AVERROR_EOF) {
            // Some demuxers report the end where the input failed.
            damaged_ = damaged_ || (format_->pb && format_->pb->error < 0 && format_->pb->error != AVERROR_EOF);
            return false;
        }
        if (result < 0) {
            damaged_ = damaged_ || result != AVERROR(EAGAIN);
            ++errors;
        } else if (packet_->stream_index == stream_index_) {
            damaged_ = damaged_ || (packet_->flags & AV_PKT_FLAG_CORRUPT) != 0;
            return true;
        }
    }
    return false;
}

void Decoder::feed() {
    if (!packet_held_ && !read_packet()) {
        draining_ = true;
        avcodec_send_packet(codec_.get(), nullptr);
        return;
    }
    const int result = avcodec_send_packet(codec_.get(), packet_.get());
    packet_held_ = result == AVERROR(EAGAIN);
    damaged_ = damaged_ || (result < 0 && !packet_held_);
}

Decoder::Step Decoder::next(AVFrame& out) {
    av_frame_unref(&out);
    int errors = 0;
    while (true) {
        const int result = avcodec_receive_frame(codec_.get(), &out);
        if (result >= 0) {
            damaged_ = damaged_ || (out.flags & AV_FRAME_FLAG_CORRUPT) != 0 || out.decode_error_flags != 0;
            return Step::frame;
        }
        if (result == AVERROR_EOF) {
            return Step::end;
        }
        if (result != AVERROR(EAGAIN)) {
            damaged_ = true;
            if (draining_ && ++errors >= patience) {
                return Step::end;
            }
        }
        if (!draining_) {
            feed();
        } else if (result == AVERROR(EAGAIN)) {
            return Step::end;
        }
    }
}

std::optional<std::int64_t> Decoder::seek(std::int64_t timestamp) {
    if (av_seek_frame(format_.get(), stream_index_, timestamp, AVSEEK_FLAG_BACKWARD) < 0) {
        return std::nullopt;
    }
    avcodec_flush_buffers(codec_.get());
    draining_ = false;
    packet_held_ = false;
    while (read_packet()) {
        if (packet_->flags & AV_PKT_FLAG_KEY) {
            packet_held_ = true;
            if (packet_->pts == AV_NOPTS_VALUE) {
                return std::nullopt;
            }
            return packet_->pts;
        }
    }
    return std::nullopt;
}

} // namespace senga::ff
