#include "app/media/stream_copy.h"

#include "app/media/tags.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <string_view>
#include <utility>

namespace senga::ff {
namespace {

// A subtitle that began this long before the part may still be seen in it. Earlier ones would mean reading the file
// from its beginning.
constexpr double longest_subtitle_s = 60.0;
// Streams of a file lie at most so far apart that after this nothing of the part follows.
constexpr double interleaving_s = 10.0;
constexpr int patience = 64; // errors in a row after which a source is given up

bool is_cover(const AVStream& stream) {
    return (stream.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0;
}

bool is_attachment(const AVStream& stream) {
    return is_cover(stream) || stream.codecpar->codec_type == AVMEDIA_TYPE_ATTACHMENT;
}

// What lines of words without places or styles come in.
bool is_plain_text(AVCodecID codec) {
    constexpr std::array<AVCodecID, 4> kinds{AV_CODEC_ID_SUBRIP, AV_CODEC_ID_TEXT, AV_CODEC_ID_WEBVTT,
                                             AV_CODEC_ID_MOV_TEXT};
    return std::find(kinds.begin(), kinds.end(), codec) != kinds.end();
}

// QuickTime's chapters are a track of text as well, which FFmpeg hands out as data beside the chapters it reads there.
bool is_chapter_track(const AVStream& stream, const AVFormatContext& format) {
    return stream.codecpar->codec_id == AV_CODEC_ID_BIN_DATA && format.nb_chapters > 0 &&
           std::string_view(format.iformat->name).starts_with("mov");
}

// "stream 3 (ass subtitles, jpn)", as ffprobe numbers them.
std::string in_words(const AVStream& stream) {
    const AVCodecParameters& codec = *stream.codecpar;
    std::string out = "stream " + std::to_string(stream.index) + " (";
    const char* kind = av_get_media_type_string(codec.codec_type);
    if (is_attachment(stream)) {
        const std::string name = tag(stream.metadata, "filename");
        out += (is_cover(stream) ? "cover" : "attachment") + (name.empty() ? "" : " " + name);
    } else {
        out += codec.codec_id != AV_CODEC_ID_NONE ? avcodec_get_name(codec.codec_id) : "unknown";
        out += " ";
        out += codec.codec_type == AVMEDIA_TYPE_SUBTITLE ? "subtitles" : (kind ? kind : "data");
    }
    if (const std::string language = tag(stream.metadata, "language"); !language.empty()) {
        out += ", " + language;
    }
    return out + ")";
}

std::int64_t ticks(double seconds, AVRational base) {
    return std::llround(seconds / av_q2d(base));
}

// A cover is a picture attached to the file: in Matroska that is an attachment.
void make_attachment(AVStream& target, const AVStream& cover) {
    AVCodecParameters& codec = *target.codecpar;
    const AVPacket& picture = cover.attached_pic;
    codec.codec_type = AVMEDIA_TYPE_ATTACHMENT;
    av_freep(&codec.extradata);
    codec.extradata_size = 0;
    codec.extradata =
        static_cast<std::uint8_t*>(av_mallocz(static_cast<std::size_t>(picture.size) + AV_INPUT_BUFFER_PADDING_SIZE));
    if (codec.extradata) {
        std::memcpy(codec.extradata, picture.data, static_cast<std::size_t>(picture.size));
        codec.extradata_size = picture.size;
    }
    const bool png = codec.codec_id == AV_CODEC_ID_PNG;
    av_dict_set(&target.metadata, "filename", png ? "cover.png" : "cover.jpg", AV_DICT_DONT_OVERWRITE);
    av_dict_set(&target.metadata, "mimetype", png ? "image/png" : "image/jpeg", AV_DICT_DONT_OVERWRITE);
}

} // namespace

StreamCopy::StreamCopy(Input input, int video_index, std::string location, Part part, Carried carried)
    : format_(std::move(input.format)),
      location_(std::move(location)),
      part_(part),
      carried_(carried),
      video_index_(video_index),
      routes_(format_->nb_streams),
      complained_(input.complained) {}

Result<StreamCopy> StreamCopy::open(const std::string& location, Part part, Carried carried) {
    auto input = open_input(location);
    if (!input) {
        return input.error();
    }
    const int video = select_video_stream(*input->format);
    if (video < 0) {
        return diagnose(Code::media_no_video, "the file has no picture; name the one the frames come from", {location});
    }
    return StreamCopy(std::move(*input), video, location, part, carried);
}

void StreamCopy::note(Code code, std::string text) {
    notes_.push_back(diagnose(code, std::move(text), {location_}));
}

ColourTags StreamCopy::video_colours() const {
    const AVCodecParameters& codec = *video().codecpar;
    return {codec.color_space, codec.color_primaries, codec.color_trc, codec.color_range, codec.chroma_location};
}

// --- declaring -------------------------------------------------------------------------------------------------------

bool StreamCopy::may_carry(const AVStream& source, OutputFile& out) {
    const AVMediaType kind = source.codecpar->codec_type;
    if (carried_ == Carried::nothing || (carried_ == Carried::sound && kind != AVMEDIA_TYPE_AUDIO)) {
        return false;
    }
    if (is_attachment(source)) {
        if (out.is_matroska()) {
            return true;
        }
        if (!is_cover(source) || !out.take_cover(source)) {
            note(Code::media_converted, in_words(source) + " is left out: ." + out.container() +
                                            " holds no attachments; write to .mkv to keep it");
        }
        return false;
    }
    if (is_chapter_track(source, *format_)) {
        return false;
    }
    if (kind == AVMEDIA_TYPE_VIDEO) {
        note(Code::media_converted, in_words(source) + " is left out: one picture is written");
        return false;
    }
    const bool known = kind == AVMEDIA_TYPE_AUDIO || kind == AVMEDIA_TYPE_SUBTITLE;
    if (!known || !find_form(source, out)) {
        note(Code::media_converted, in_words(source) + " is left out: ." + out.container() + " cannot hold it" +
                                        (out.is_matroska() || !known ? "" : "; write to .mkv to keep it"));
        return false;
    }
    return true;
}

// As it is, or as another kind of text.
bool StreamCopy::find_form(const AVStream& source, const OutputFile& out) {
    Route& route = routes_[static_cast<std::size_t>(source.index)];
    const AVCodecID own = source.codecpar->codec_id;
    if (out.takes(source)) {
        route.form = PacketForm::of(source, own);
        return true;
    }
    if (is_plain_text(own)) {
        route.form = PacketForm::of(source, out.text_codec());
    }
    if (route.form) {
        note(Code::media_converted, in_words(source) + " becomes " + avcodec_get_name(out.text_codec()) + ", which ." +
                                        out.container() + " holds");
    }
    return route.form != nullptr;
}

AVStream* StreamCopy::declare_stream(const AVStream& source, OutputFile& out) {
    AVStream* target = avformat_new_stream(&out.format(), nullptr);
    if (!target) {
        return nullptr;
    }
    if (carried_ == Carried::everything || source.index != video_index_) {
        copy_tags(source.metadata, target->metadata);
    }
    target->disposition = source.disposition & ~AV_DISPOSITION_ATTACHED_PIC;
    if (source.index == video_index_) {
        return target;
    }
    const Route& route = routes_[static_cast<std::size_t>(source.index)];
    avcodec_parameters_copy(target->codecpar, route.form ? &route.form->parameters() : source.codecpar);
    target->codecpar->codec_tag = 0; // the container's own
    target->time_base = source.time_base;
    target->avg_frame_rate = source.avg_frame_rate;
    if (is_cover(source)) {
        make_attachment(*target, source);
    }
    return target;
}

void StreamCopy::declare_chapters(OutputFile& out) const {
    AVFormatContext& target = out.format();
    const double from_s = clock_start_s() + part_.start_s;
    const double to_s = clock_start_s() + part_.end_s;
    for (unsigned i = 0; i < format_->nb_chapters; ++i) {
        const AVChapter& source = *format_->chapters[i];
        const double begin_s = static_cast<double>(source.start) * av_q2d(source.time_base);
        const double end_s = static_cast<double>(source.end) * av_q2d(source.time_base);
        if (begin_s >= to_s || (end_s <= from_s && end_s > begin_s)) {
            continue;
        }
        AVChapter* chapter = add_chapter(target, source);
        if (!chapter) {
            return;
        }
        const std::int64_t shift = ticks(from_s, source.time_base);
        chapter->start = std::max<std::int64_t>(source.start - shift, 0);
        chapter->end = source.end - shift;
        if (end_s > to_s) {
            chapter->end = ticks(to_s, source.time_base) - shift;
        }
    }
}

AVStream* StreamCopy::declare(OutputFile& out) {
    AVStream* picture = nullptr;
    for (unsigned i = 0; i < format_->nb_streams; ++i) {
        AVStream& source = *format_->streams[i];
        source.discard = AVDISCARD_ALL;
        const bool encoded = source.index == video_index_;
        if (!encoded && !may_carry(source, out)) {
            continue;
        }
        AVStream* target = declare_stream(source, out);
        if (!target) {
            return nullptr;
        }
        if (encoded) {
            picture = target;
        } else if (!is_attachment(source)) {
            source.discard = AVDISCARD_DEFAULT;
            routes_[i].target = target->index;
            routes_[i].shift = ticks(clock_start_s() + part_.start_s, source.time_base);
        }
    }
    if (carried_ == Carried::everything) {
        copy_tags(format_->metadata, out.format().metadata);
        declare_chapters(out);
    }
    ended_ = std::none_of(routes_.begin(), routes_.end(), [](const Route& route) { return route.target >= 0; });
    go_to_start();
    return picture;
}

// --- packets ---------------------------------------------------------------------------------------------------------

void StreamCopy::go_to_start() {
    const double wanted_s = part_.start_s - longest_subtitle_s;
    if (wanted_s <= 0.0 || ended_) {
        return;
    }
    // Where the file cannot be searched it is read from its beginning.
    const double clock_s = wanted_s + clock_start_s();
    av_seek_frame(format_.get(), -1, std::llround(clock_s * AV_TIME_BASE), AVSEEK_FLAG_BACKWARD);
}

bool StreamCopy::read() {
    for (int errors = 0; errors < patience;) {
        av_packet_unref(packet_.get());
        const int result = ff::read_packet(*format_, *packet_, complained_);
        if (result >= 0) {
            return true;
        }
        if (result == AVERROR_EOF) {
            complained_ = complained_ || (format_->pb && format_->pb->error < 0 && format_->pb->error != AVERROR_EOF);
            break;
        }
        complained_ = complained_ || result != AVERROR(EAGAIN);
        ++errors;
    }
    ended_ = true;
    if (complained_) {
        note(Code::media_damaged, "the file is damaged or cut off; what can be read of its sound and subtitles is "
                                  "carried over");
    }
    return false;
}

// Moves the packet held to the part's clock, in the source's time base; false where it lies outside the part.
bool StreamCopy::cut(const AVStream& source, Route& route) {
    AVPacket& packet = *packet_;
    if (packet.pts == AV_NOPTS_VALUE) {
        packet.pts = packet.dts != AV_NOPTS_VALUE ? packet.dts : route.next;
    }
    if (packet.pts == AV_NOPTS_VALUE) {
        return false;
    }
    if (packet.dts == AV_NOPTS_VALUE) {
        packet.dts = packet.pts;
    }
    route.next = packet.pts + packet.duration;
    packet.pts -= route.shift;
    packet.dts -= route.shift;
    const double begin_s = static_cast<double>(packet.pts) * av_q2d(source.time_base);
    const double length_s = part_.end_s - part_.start_s;
    ended_ = ended_ || begin_s > length_s + interleaving_s;
    if (begin_s >= length_s) {
        return false;
    }
    const bool subtitle = source.codecpar->codec_type == AVMEDIA_TYPE_SUBTITLE;
    // At the file's own beginning the run-up of an audio codec lies before 0 and belongs to it.
    if (packet.pts < 0 && part_.start_s > 0.0) {
        if (!subtitle || packet.pts + packet.duration <= 0) {
            return false;
        }
        packet.duration += packet.pts;
        packet.pts = packet.dts = 0;
    }
    if (subtitle && std::isfinite(length_s)) {
        packet.duration = std::min(packet.duration, ticks(length_s, source.time_base) - packet.pts);
    }
    return true;
}

void StreamCopy::address(const AVStream& source, const AVStream& target, Route& route) {
    AVPacket& packet = *packet_;
    packet.stream_index = route.target;
    packet.pos = -1;
    av_packet_rescale_ts(&packet, source.time_base, target.time_base);
    if (route.last_dts != AV_NOPTS_VALUE && packet.dts < route.last_dts) {
        packet.dts = route.last_dts;
        packet.pts = std::max(packet.pts, packet.dts);
    }
    route.last_dts = packet.dts;
    held_s_ = static_cast<double>(packet.dts) * av_q2d(target.time_base);
}

// Reads on to the next packet that belongs into the new file.
bool StreamCopy::take_packet(OutputFile& out) {
    while (!ended_ && read()) {
        const auto index = static_cast<std::size_t>(packet_->stream_index);
        // A source may come up with streams it had not announced.
        if (index >= routes_.size() || routes_[index].target < 0) {
            continue;
        }
        Route& route = routes_[index];
        const AVStream& source = *format_->streams[index];
        if (cut(source, route) && (!route.form || route.form->change(*packet_))) {
            address(source, *out.format().streams[route.target], route);
            held_ = true;
            held_of_ = index;
            return true;
        }
    }
    return false;
}

// The first packet of a stream that is refused is told at once.
void StreamCopy::note_refusal(std::size_t index, const Diagnostic& why) {
    Route& route = routes_[index];
    if (std::exchange(route.refused, true)) {
        return;
    }
    Diagnostic out = why;
    out.text = "of " + in_words(*format_->streams[index]) + " something is missing: " + why.text;
    notes_.push_back(std::move(out));
}

void StreamCopy::note_missing() {
    for (std::size_t i = 0; i < routes_.size(); ++i) {
        if (routes_[i].refused && !routes_[i].arrived) {
            note(Code::media_damaged, "nothing of " + in_words(*format_->streams[i]) +
                                          " has arrived in the new file; write to .mkv, or have ffmpeg convert it "
                                          "first");
        }
        routes_[i].refused = false; // told
    }
}

Outcome StreamCopy::copy_until(double time_s, OutputFile& out) {
    while (held_ || take_packet(out)) {
        if (held_s_ >= time_s) {
            return Done{};
        }
        held_ = false;
        const Outcome written = out.write(*packet_);
        if (written) {
            routes_[held_of_].arrived = true;
            continue;
        }
        if (written.error().code != Code::media_damaged) {
            return written;
        }
        note_refusal(held_of_, written.error());
    }
    note_missing();
    return Done{};
}

} // namespace senga::ff
