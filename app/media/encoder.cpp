#include "app/media/encoder.h"

#include "app/media/av_picture.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace senga::ff {
namespace {

// Rates are decided with this where the source's is unknown; no timestamp depends on it.
constexpr AVRational likely_fps{24000, 1001};

struct Chosen {
    const VideoEncoder* row = nullptr;
    const AVCodec* codec = nullptr;
    AVPixelFormat pixels = AV_PIX_FMT_NONE;
};

std::string in_words(const FrameFormat& format) {
    return subsampling_name(format) + " of " + std::to_string(format.bit_depth) + " bits";
}

std::string number(double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%g", value);
    return text.data();
}

Result<Chosen> choose(const EncoderOptions& options) {
    const VideoCodec& codec = *options.codec;
    const std::string name(codec.name);
    if (!is_available(codec)) {
        return diagnose(Code::usage, "this FFmpeg has no encoder for " + name + "; it has " + available_video_codecs());
    }
    for (const VideoEncoder& row : codec.encoders) {
        if (const AVCodec* encoder = find_encoder(row)) {
            const AVPixelFormat pixels = lossless_format(*encoder, options.format);
            if (pixels != AV_PIX_FMT_NONE) {
                return Chosen{&row, encoder, pixels};
            }
        }
    }
    return diagnose(Code::media_format, name + " cannot hold " + in_words(options.format) + "; it takes " +
                                            pixel_formats(codec) + ": choose one of these or another codec");
}

Outcome check(const EncoderOptions& options) {
    const VideoCodec& codec = *options.codec;
    const std::string name(codec.name);
    if (options.crf && !codec.default_crf) {
        return diagnose(Code::usage, name + " is lossless and has no crf; leave the crf out");
    }
    if (options.crf && !(*options.crf >= 0.0 && *options.crf <= codec.worst_crf)) {
        return diagnose(Code::usage, "the crf of " + name + " is a number from 0 (best) to " + number(codec.worst_crf) +
                                         ", not " + number(*options.crf));
    }
    if (!options.preset.empty() && codec.encoders.front().preset_option.empty()) {
        return diagnose(Code::usage, name + " has no presets; leave the preset out");
    }
    return Done{};
}

// How many luma samples share a chroma sample, across and down.
Size chroma_step(AVPixelFormat id) {
    const AVPixFmtDescriptor& pixels = *av_pix_fmt_desc_get(id);
    return {1 << pixels.log2_chroma_w, 1 << pixels.log2_chroma_h};
}

bool is_multiple(Size size, Size step) {
    return size.w % step.w == 0 && size.h % step.h == 0;
}

// In slices FFmpeg's encoder of FFV1 loses samples of 4:1:1 and 4:1:0 where chroma does not come out even, and of
// pictures of a few lines.
bool bears_slices(Size size, Size step) {
    return size.w >= 32 && size.h >= 16 && (step.w <= 2 || is_multiple(size, step));
}

// Slices are what the threads share out; small pictures do not bear sixteen. Of odd sizes not every number of slices is
// defined; 0 leaves FFmpeg to choose.
int slices_of_ffv1(Size size, Size step) {
    if (!bears_slices(size, step) || !is_multiple(size, step)) {
        return 0;
    }
    return size.w * size.h >= 640 * 360 ? 16 : 4;
}

// SVT-AV1 refuses anything smaller, with no word of why.
constexpr int least_edge_of_svt_px = 64;

// H.264 and HEVC crop in steps of a chroma sample, so their sizes are whole multiples of it; SVT-AV1 likewise.
Outcome check_size(const FrameFormat& format, const Chosen& chosen) {
    if (chosen.codec->id == AV_CODEC_ID_FFV1) {
        return Done{};
    }
    const Size step = chroma_step(chosen.pixels);
    if (chosen.row->name == "libsvtav1" && std::min(format.size.w, format.size.h) < least_edge_of_svt_px) {
        return diagnose(Code::media_format, "this encoder of AV1 takes pictures from 64x64 on, not " +
                                                std::to_string(format.size.w) + "x" + std::to_string(format.size.h) +
                                                "; choose a larger size, or x264");
    }
    if (is_multiple(format.size, step)) {
        return Done{};
    }
    const auto down = [](int value, int multiple) { return std::to_string(value - value % multiple); };
    return diagnose(Code::media_format, std::to_string(format.size.w) + "x" + std::to_string(format.size.h) +
                                            " cannot be coded with halved chroma; use " + down(format.size.w, step.w) +
                                            "x" + down(format.size.h, step.h) + ", or ffv1, which takes any size");
}

class Options {
public:
    Options() = default;
    ~Options() { av_dict_free(&entries_); }
    Options(const Options&) = delete;
    Options& operator=(const Options&) = delete;

    void set(std::string_view key, const std::string& value) {
        av_dict_set(&entries_, std::string(key).c_str(), value.c_str(), 0);
    }
    // After what the option holds already.
    void append(const std::string& key, const std::string& value) {
        const AVDictionaryEntry* there = av_dict_get(entries_, key.c_str(), nullptr, 0);
        const std::string held = there ? there->value : "";
        set(key, held.empty() ? value.substr(1) : held + value);
    }
    void parse(std::string_view pairs) { av_dict_parse_string(&entries_, std::string(pairs).c_str(), "=", ":", 0); }
    AVDictionary** entries() { return &entries_; }

private:
    AVDictionary* entries_ = nullptr;
};

void fill_context(AVCodecContext& context, const EncoderOptions& options, AVPixelFormat pixels) {
    context.width = options.format.size.w;
    context.height = options.format.size.h;
    context.pix_fmt = pixels;
    context.time_base = options.time_base;
    context.framerate = options.fps.num > 0 && options.fps.den > 0 ? options.fps : likely_fps;
    // Every ratio a container can hold is a fraction of small numbers; the double nearest to it leads back to it.
    context.sample_aspect_ratio = av_d2q(options.format.pixel_aspect, 1 << 16);
    context.colorspace = options.tags.matrix;
    context.color_primaries = options.tags.primaries;
    context.color_trc = options.tags.transfer;
    context.color_range = options.tags.range;
    context.chroma_sample_location = options.tags.siting;
    context.thread_count = 0; // as many as there are cores
    context.flags |= AV_CODEC_FLAG_CLOSED_GOP;
    if (options.headers == CodecHeaders::in_container) {
        context.flags |= AV_CODEC_FLAG_GLOBAL_HEADER;
    }
    if (context.codec->id == AV_CODEC_ID_FFV1) {
        context.slices = slices_of_ffv1(options.format.size, chroma_step(pixels));
    }
    if (context.codec->id == AV_CODEC_ID_HEVC) {
        context.codec_tag = MKTAG('h', 'v', 'c', '1'); // what all players of .mp4 know; others ignore it
    }
}

void fill_options(Options& out, const EncoderOptions& options, const VideoEncoder& row, AVPixelFormat pixels) {
    out.parse(row.fixed_options);
    if (!row.preset_option.empty()) {
        out.set(row.preset_option, options.preset.empty() ? std::string(row.default_preset) : options.preset);
    }
    if (row.name == "ffv1" && !bears_slices(options.format.size, chroma_step(pixels))) {
        // The first version of the format has no slices.
        out.set("level", "1");
        out.set("slicecrc", "0");
    }
    if (const EncoderWords words = encoder_words(row, options.mastering); !words.option.empty()) {
        out.append(words.option, words.value);
    }
    if (options.codec->default_crf) {
        out.set("crf", number(options.crf.value_or(*options.codec->default_crf)));
    }
}

Diagnostic refusal(const EncoderOptions& options, const VideoEncoder& row, int code) {
    std::string text = std::string(row.name) + " refuses " + std::to_string(options.format.size.w) + "x" +
                       std::to_string(options.format.size.h) + " " + in_words(options.format);
    if (!options.preset.empty()) {
        text += " with preset \"" + options.preset + "\"";
    }
    text += " (" + error_text(code) + ")";
    if (!row.presets.empty()) {
        text += "; its presets are " + std::string(row.presets);
    }
    return diagnose(options.preset.empty() ? Code::media_format : Code::usage, std::move(text));
}

} // namespace

Encoder::Encoder(CodecPtr context, FrameFormat format) : context_(std::move(context)), format_(format) {
    frame_ticks_ = av_rescale_q(1, av_inv_q(context_->framerate), context_->time_base);
}

Result<Encoder> Encoder::open(const EncoderOptions& options) {
    if (const Outcome sane = check(options); !sane) {
        return sane.error();
    }
    const auto chosen = choose(options);
    if (!chosen) {
        return chosen.error();
    }
    if (const Outcome sized = check_size(options.format, *chosen); !sized) {
        return sized.error();
    }
    CodecPtr context(avcodec_alloc_context3(chosen->codec));
    if (!context) {
        return refusal(options, *chosen->row, AVERROR(ENOMEM));
    }
    fill_context(*context, options, chosen->pixels);
    Options settings;
    fill_options(settings, options, *chosen->row, chosen->pixels);
    if (const int opened = avcodec_open2(context.get(), chosen->codec, settings.entries()); opened < 0) {
        return refusal(options, *chosen->row, opened);
    }
    return Encoder(std::move(context), options.format);
}

Diagnostic Encoder::failure(int code) const {
    return diagnose(Code::media_format, std::string(context_->codec->name) + " fails (" + error_text(code) +
                                            "); another codec or preset may work");
}

Outcome Encoder::send(const RawFrame& frame, std::int64_t timestamp) {
    const FrameFormat& got = frame.format;
    if (got.size != format_.size || got.layout != format_.layout || got.bit_depth != format_.bit_depth ||
        (got.layout == Layout::ycbcr && got.subsampling != format_.subsampling) || !is_whole(frame)) {
        return diagnose(Code::media_format, "a frame of " + std::to_string(got.size.w) + "x" +
                                                std::to_string(got.size.h) + " " + in_words(got) +
                                                " comes where the file holds " + std::to_string(format_.size.w) + "x" +
                                                std::to_string(format_.size.h) + " " + in_words(format_) +
                                                "; frames must be brought to one format before");
    }
    const FramePtr picture = fill_picture(frame, context_->pix_fmt);
    if (!picture) {
        return failure(AVERROR(ENOMEM));
    }
    picture->pts = timestamp;
    picture->sample_aspect_ratio = context_->sample_aspect_ratio;
    picture->colorspace = context_->colorspace;
    picture->color_primaries = context_->color_primaries;
    picture->color_trc = context_->color_trc;
    picture->color_range = context_->color_range;
    picture->chroma_location = context_->chroma_sample_location;
    const int sent = avcodec_send_frame(context_.get(), picture.get());
    return sent < 0 ? Outcome(failure(sent)) : Outcome(Done{});
}

Outcome Encoder::end() {
    const int sent = avcodec_send_frame(context_.get(), nullptr);
    return sent < 0 && sent != AVERROR_EOF ? Outcome(failure(sent)) : Outcome(Done{});
}

Result<bool> Encoder::receive(AVPacket& packet) {
    const int got = avcodec_receive_packet(context_.get(), &packet);
    if (got == AVERROR(EAGAIN) || got == AVERROR_EOF) {
        return false;
    }
    if (got < 0) {
        return failure(got);
    }
    if (packet.duration <= 0) {
        packet.duration = frame_ticks_;
    }
    return true;
}

} // namespace senga::ff
