#include "app/media/kept_packets.h"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace senga::ff {
namespace {

using Bytes = std::vector<std::uint8_t>;

std::span<const std::uint8_t> extradata(const AVCodecParameters& codec) {
    return {codec.extradata, static_cast<std::size_t>(std::max(codec.extradata_size, 0))};
}

// Containers hold H.264 and HEVC with lengths before the units; encoders put start codes there.
const char* filter_for(const AVCodecParameters& codec) {
    const auto head = extradata(codec);
    const bool lengths = !head.empty() && head[0] == 1;
    if (!lengths) {
        return nullptr;
    }
    switch (codec.codec_id) {
    case AV_CODEC_ID_H264:
        return "h264_mp4toannexb";
    case AV_CODEC_ID_HEVC:
        return "hevc_mp4toannexb";
    default:
        return nullptr;
    }
}

// Whether a unit says how pictures are coded. The others (SEI) name the encoder and its settings in words; containers
// drop them.
bool is_parameter_set(AVCodecID codec, std::uint8_t first) {
    const int kind = codec == AV_CODEC_ID_H264 ? first & 0x1F : (first >> 1) & 0x3F;
    return codec == AV_CODEC_ID_H264 ? kind == 7 || kind == 8 : kind >= 32 && kind <= 34;
}

// The units between start codes (ITU-T H.264 annex B) that are parameter sets, joined.
Bytes parameter_sets(AVCodecID codec, std::span<const std::uint8_t> units) {
    Bytes out;
    const auto is_start = [&](std::size_t at) {
        return at + 3 <= units.size() && units[at] == 0 && units[at + 1] == 0 && units[at + 2] == 1;
    };
    for (std::size_t at = 0; at < units.size(); ++at) {
        if (!is_start(at)) {
            continue;
        }
        std::size_t end = at + 3;
        while (end < units.size() && !is_start(end)) {
            ++end;
        }
        std::size_t last = end; // a start code may have more zeros before it
        while (end < units.size() && last > at + 3 && units[last - 1] == 0) {
            --last;
        }
        if (at + 3 < units.size() && is_parameter_set(codec, units[at + 3])) {
            out.insert(out.end(), units.begin() + static_cast<std::ptrdiff_t>(at + 3),
                       units.begin() + static_cast<std::ptrdiff_t>(last));
        }
        at = end - 1;
    }
    return out;
}

// What decoders must know beforehand, in one form whatever the container did to it.
Bytes essence(AVCodecID codec, std::span<const std::uint8_t> head) {
    if (codec == AV_CODEC_ID_H264 || codec == AV_CODEC_ID_HEVC) {
        return parameter_sets(codec, head);
    }
    // AV1 in containers: four bytes of summary, then the sequence header (AV1 in ISOBMFF 2.3.3). The first byte is
    // 0x81.
    const std::size_t skipped = codec == AV_CODEC_ID_AV1 && head.size() > 4 && head[0] == 0x81 ? 4 : 0;
    return {head.begin() + static_cast<std::ptrdiff_t>(skipped), head.end()};
}

} // namespace

Outcome KeptPackets::start(const std::string& location) {
    const auto unreadable = [&](const char* why) { return diagnose(Code::media_unreadable, why, {location}); };
    auto input = open_input(location);
    if (!input) {
        return input.error();
    }
    format_ = std::move(input->format);
    filter_ = nullptr;
    taken_ = 0;
    stream_index_ = select_video_stream(*format_);
    if (stream_index_ < 0) {
        return unreadable("there is no picture in the film");
    }
    const AVStream& stream = *format_->streams[stream_index_];
    time_base_ = stream.time_base;
    const char* const name = filter_for(*stream.codecpar);
    if (!name) {
        return Done{};
    }
    AVBSFContext* raw = nullptr;
    if (av_bsf_alloc(av_bsf_get_by_name(name), &raw) < 0) {
        return unreadable("this FFmpeg cannot take the film's packets apart");
    }
    filter_.reset(raw);
    filter_->time_base_in = stream.time_base;
    if (avcodec_parameters_copy(filter_->par_in, stream.codecpar) < 0 || av_bsf_init(filter_.get()) < 0) {
        return unreadable("the film's packets cannot be taken apart");
    }
    return Done{};
}

Outcome KeptPackets::check(const AVCodecContext& encoder) const {
    const AVCodecParameters& found = filter_ ? *filter_->par_out : *format_->streams[stream_index_]->codecpar;
    const std::span<const std::uint8_t> wanted(encoder.extradata,
                                               static_cast<std::size_t>(std::max(encoder.extradata_size, 0)));
    if (found.codec_id != encoder.codec_id || found.width != encoder.width || found.height != encoder.height ||
        essence(found.codec_id, extradata(found)) != essence(encoder.codec_id, wanted)) {
        return diagnose(Code::media_format, "what is there was coded otherwise than what would follow; the film cannot "
                                            "go on and must be begun anew");
    }
    return Done{};
}

// Up to the first damage.
bool KeptPackets::read(AVPacket& packet) {
    while (true) {
        av_packet_unref(&packet);
        bool complained = false;
        if (read_packet(*format_, packet, complained) < 0 || complained) {
            return false;
        }
        if (packet.stream_index == stream_index_) {
            return (packet.flags & AV_PKT_FLAG_CORRUPT) == 0 && packet.pts != AV_NOPTS_VALUE;
        }
    }
}

void KeptPackets::scan() {
    const PacketPtr packet = new_packet();
    for (std::int64_t count = 0; read(*packet); ++count) {
        if ((packet->flags & AV_PKT_FLAG_KEY) != 0) {
            frames_ = count;
            boundary_ = packet->pts;
        }
    }
}

Result<KeptPackets> KeptPackets::open(const std::string& location, const AVCodecContext& encoder) {
    KeptPackets out;
    if (const Outcome started = out.start(location); !started) {
        return KeptPackets(); // killed before there was anything to keep
    }
    out.scan();
    if (out.frames_ == 0) {
        return KeptPackets();
    }
    if (const Outcome checked = out.check(encoder); !checked) {
        return checked.error();
    }
    const Outcome again = out.start(location);
    return again ? Result<KeptPackets>(std::move(out)) : Result<KeptPackets>(again.error());
}

Result<bool> KeptPackets::next(AVPacket& packet) {
    if (taken_ >= frames_) {
        return false;
    }
    const auto failed = [] {
        return diagnose(Code::media_unreadable, "what is there can no longer be read; begin the film anew");
    };
    if (!read(packet)) {
        return failed();
    }
    ++taken_;
    // The filters used give one packet for each.
    if (filter_ &&
        (av_bsf_send_packet(filter_.get(), &packet) < 0 || av_bsf_receive_packet(filter_.get(), &packet) < 0)) {
        return failed();
    }
    return true;
}

} // namespace senga::ff
