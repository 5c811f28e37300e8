#include "app/media/packet_form.h"

extern "C" {
#include <libavcodec/bsf.h>
}

#include <algorithm>
#include <cstring>
#include <vector>

namespace senga::ff {
namespace {

// Far more than a line of a film; encoders refuse what is longer.
constexpr std::size_t longest_text_bytes = 1u << 16;

struct FreeFilter {
    void operator()(AVBSFContext* p) const { av_bsf_free(&p); }
};
using FilterPtr = std::unique_ptr<AVBSFContext, FreeFilter>;

// AAC that describes itself in every packet (ADTS) has no description outside of them.
bool is_adts(const AVCodecParameters& codec) {
    return codec.codec_id == AV_CODEC_ID_AAC && codec.extradata_size == 0;
}

class Filtered final : public PacketForm {
public:
    static std::unique_ptr<PacketForm> with(const char* name, const AVStream& source) {
        const AVBitStreamFilter* kind = av_bsf_get_by_name(name);
        AVBSFContext* raw = nullptr;
        if (!kind || av_bsf_alloc(kind, &raw) < 0) {
            return nullptr;
        }
        auto out = std::make_unique<Filtered>();
        out->filter_.reset(raw);
        raw->time_base_in = source.time_base;
        if (avcodec_parameters_copy(raw->par_in, source.codecpar) < 0 || av_bsf_init(raw) < 0) {
            return nullptr;
        }
        return out;
    }

    const AVCodecParameters& parameters() const override { return *filter_->par_out; }
    // The filters used give one packet for each.
    bool change(AVPacket& packet) override {
        return av_bsf_send_packet(filter_.get(), &packet) >= 0 && av_bsf_receive_packet(filter_.get(), &packet) >= 0;
    }

private:
    FilterPtr filter_;
};

class Rewritten final : public PacketForm {
public:
    static std::unique_ptr<PacketForm> as(AVCodecID target, const AVStream& source) {
        auto out = std::make_unique<Rewritten>();
        return out->open(target, source) ? std::move(out) : nullptr;
    }

    const AVCodecParameters& parameters() const override { return *parameters_; }
    bool change(AVPacket& packet) override {
        AVSubtitle line{};
        int got = 0;
        const bool read = avcodec_decode_subtitle2(decoder_.get(), &line, &got, &packet) >= 0 && got != 0;
        const bool written = read && line.num_rects > 0 && write(line, packet);
        if (got != 0) {
            avsubtitle_free(&line);
        }
        return written;
    }

private:
    bool open(AVCodecID target, const AVStream& source) {
        const AVCodec* reader = avcodec_find_decoder(source.codecpar->codec_id);
        const AVCodec* writer = avcodec_find_encoder(target);
        decoder_.reset(reader ? avcodec_alloc_context3(reader) : nullptr);
        encoder_.reset(writer ? avcodec_alloc_context3(writer) : nullptr);
        parameters_.reset(avcodec_parameters_alloc());
        if (!decoder_ || !encoder_ || !parameters_ ||
            avcodec_parameters_to_context(decoder_.get(), source.codecpar) < 0) {
            return false;
        }
        decoder_->pkt_timebase = source.time_base;
        if (avcodec_open2(decoder_.get(), reader, nullptr) < 0) {
            return false;
        }
        encoder_->time_base = {1, 1000};
        // What all of FFmpeg's decoders of text make: ASS, of which this is the head.
        encoder_->subtitle_header = static_cast<std::uint8_t*>(
            av_mallocz(static_cast<std::size_t>(std::max(decoder_->subtitle_header_size, 0)) + 1));
        if (!encoder_->subtitle_header || !decoder_->subtitle_header) {
            return false;
        }
        std::memcpy(encoder_->subtitle_header, decoder_->subtitle_header,
                    static_cast<std::size_t>(decoder_->subtitle_header_size));
        encoder_->subtitle_header_size = decoder_->subtitle_header_size;
        return avcodec_open2(encoder_.get(), writer, nullptr) >= 0 &&
               avcodec_parameters_from_context(parameters_.get(), encoder_.get()) >= 0;
    }

    bool write(AVSubtitle& line, AVPacket& packet) {
        line.start_display_time = 0;
        text_.resize(longest_text_bytes);
        const int size = avcodec_encode_subtitle(encoder_.get(), text_.data(), static_cast<int>(text_.size()), &line);
        if (size <= 0) {
            return false;
        }
        const PacketPtr fresh = new_packet();
        if (!fresh || av_new_packet(fresh.get(), size) < 0 || av_packet_copy_props(fresh.get(), &packet) < 0) {
            return false;
        }
        std::memcpy(fresh->data, text_.data(), static_cast<std::size_t>(size));
        av_packet_unref(&packet);
        av_packet_move_ref(&packet, fresh.get());
        return true;
    }

    CodecPtr decoder_;
    CodecPtr encoder_;
    ParametersPtr parameters_;
    std::vector<std::uint8_t> text_;
};

} // namespace

std::unique_ptr<PacketForm> PacketForm::of(const AVStream& source, AVCodecID target) {
    const AVCodecParameters& codec = *source.codecpar;
    if (codec.codec_id != target) {
        return codec.codec_type == AVMEDIA_TYPE_SUBTITLE ? Rewritten::as(target, source) : nullptr;
    }
    return is_adts(codec) ? Filtered::with("aac_adtstoasc", source) : nullptr;
}

} // namespace senga::ff
