#include "app/media/packet_index.h"

#include <algorithm>
#include <array>
#include <utility>

namespace senga::ff {
namespace {

// H.264 and HEVC hold back at most 16 frames (their largest decoded picture buffer), every other codec fewer: a packet
// goes at most so far before the ones already read. Twice that is allowed for.
constexpr std::ptrdiff_t reorder_frames = 32;

} // namespace

bool PacketIndex::suits(const AVFormatContext& format, const AVStream& stream) {
    // Not VP8 (hidden frames are packets), MPEG-4 part 2 (packed pairs), VC-1: their packets are not frames.
    constexpr std::array counted{AV_CODEC_ID_H264, AV_CODEC_ID_HEVC,       AV_CODEC_ID_VP9,       AV_CODEC_ID_AV1,
                                 AV_CODEC_ID_FFV1, AV_CODEC_ID_MPEG1VIDEO, AV_CODEC_ID_MPEG2VIDEO};
    const AVCodecParameters& codec = *stream.codecpar;
    const AVCodecDescriptor* descriptor = avcodec_descriptor_get(codec.codec_id);
    const bool intra = descriptor && (descriptor->props & AV_CODEC_PROP_INTRA_ONLY) != 0;
    const bool known = std::find(counted.begin(), counted.end(), codec.codec_id) != counted.end();
    // Transport and program streams carry fields as packets and restart their clocks.
    const bool steady = (format.iformat->flags & (AVFMT_TS_DISCONT | AVFMT_NOTIMESTAMPS)) == 0;
    const bool seekable = format.pb && (format.pb->seekable & AVIO_SEEKABLE_NORMAL) != 0;
    const bool picture = (stream.disposition & AV_DISPOSITION_ATTACHED_PIC) != 0;
    return (known || intra) && steady && seekable && !picture;
}

PacketIndex::PacketIndex(const std::string& location, int stream_index) : stream_index_(stream_index) {
    auto input = open_input(location);
    trusted_ = input.ok() && !input->complained && stream_index < static_cast<int>(input->format->nb_streams) &&
               select_video_stream(*input->format) == stream_index;
    if (trusted_) {
        format_ = std::move(input->format);
    }
}

void PacketIndex::insert(Entry entry) {
    const auto place = std::upper_bound(entries_.begin(), entries_.end(), entry,
                                        [](const Entry& a, const Entry& b) { return a.timestamp < b.timestamp; });
    const bool repeated = place != entries_.begin() && std::prev(place)->timestamp == entry.timestamp;
    if (repeated || entries_.end() - place > reorder_frames) {
        trusted_ = false;
        return;
    }
    entries_.insert(place, entry);
}

bool PacketIndex::read_one() {
    if (!trusted_ || ended_) {
        return false;
    }
    av_packet_unref(packet_.get());
    bool damaged = false;
    const int result = read_packet(*format_, *packet_, damaged);
    if (result == AVERROR_EOF && !damaged) {
        ended_ = true;
        return false;
    }
    if (result < 0 || damaged || (packet_->flags & AV_PKT_FLAG_CORRUPT)) {
        trusted_ = false;
        return false;
    }
    if (packet_->stream_index != stream_index_ || (packet_->flags & AV_PKT_FLAG_DISCARD)) {
        return true;
    }
    if (packet_->pts == AV_NOPTS_VALUE) {
        trusted_ = false;
        return false;
    }
    insert({packet_->pts, (packet_->flags & AV_PKT_FLAG_KEY) != 0});
    return trusted_;
}

std::int64_t PacketIndex::settled() const {
    const auto count = static_cast<std::int64_t>(entries_.size());
    return ended_ ? count : std::max<std::int64_t>(0, count - reorder_frames);
}

void PacketIndex::read_until_number(std::int64_t number) {
    while (settled() <= number && read_one()) {
    }
}

void PacketIndex::read_until_timestamp(std::int64_t timestamp) {
    const auto passed = [&] {
        const auto count = static_cast<std::size_t>(settled());
        return count > 0 && entries_[count - 1].timestamp > timestamp;
    };
    while (!passed() && read_one()) {
    }
}

std::optional<std::int64_t> PacketIndex::timestamp_of(std::int64_t number) {
    read_until_number(number);
    if (!trusted_ || number < 0 || number >= settled()) {
        return std::nullopt;
    }
    return entries_[static_cast<std::size_t>(number)].timestamp;
}

std::int64_t PacketIndex::at_most(std::int64_t number) {
    read_until_number(number);
    return std::max<std::int64_t>(0, std::min(number, settled() - 1));
}

std::optional<std::int64_t> PacketIndex::number_at(std::int64_t timestamp) {
    read_until_timestamp(timestamp);
    const auto after = std::upper_bound(entries_.begin(), entries_.end(), timestamp,
                                        [](std::int64_t t, const Entry& entry) { return t < entry.timestamp; });
    if (!trusted_ || after == entries_.begin()) {
        return std::nullopt;
    }
    return after - entries_.begin() - 1;
}

std::optional<std::int64_t> PacketIndex::number_of(std::int64_t timestamp) {
    const auto number = number_at(timestamp);
    if (!number || entries_[static_cast<std::size_t>(*number)].timestamp != timestamp) {
        return std::nullopt;
    }
    return number;
}

std::optional<std::int64_t> PacketIndex::keyframe_before(std::int64_t number) {
    read_until_number(number);
    int found = 0;
    for (std::int64_t i = std::min(number, settled() - 1); i >= 0; --i) {
        const Entry& entry = entries_[static_cast<std::size_t>(i)];
        if (entry.key && ++found == 2) {
            return trusted_ ? std::optional(entry.timestamp) : std::nullopt;
        }
    }
    return std::nullopt;
}

} // namespace senga::ff
