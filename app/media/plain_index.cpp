#include "app/media/plain_index.h"

#include "app/media/ffmpeg.h"
#include "app/media/tags.h"

#include <cstdint>
#include <cstring>
#include <filesystem>
#include <memory>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <unistd.h>

namespace senga::ff {
namespace {

namespace fs = std::filesystem;

struct CloseOutput {
    void operator()(AVFormatContext* p) const {
        avio_closep(&p->pb);
        avformat_free_context(p);
    }
};
using OutputPtr = std::unique_ptr<AVFormatContext, CloseOutput>;

// The side file, removed unless it was renamed.
class Beside {
public:
    explicit Beside(const std::string& path) : path_(path + ".part" + std::to_string(::getpid())) {}
    ~Beside() {
        std::error_code ignored;
        fs::remove(path_, ignored);
    }
    Beside(const Beside&) = delete;
    Beside& operator=(const Beside&) = delete;

    const std::string& path() const { return path_; }
    Outcome take_place_of(const std::string& other) const {
        const int descriptor = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC);
        if (descriptor >= 0) { // after a power failure there must be one of the two whole
            ::fsync(descriptor);
            ::close(descriptor);
        }
        std::error_code failed;
        fs::rename(path_, other, failed);
        return failed ? Outcome(diagnose(Code::file_unwritable, failed.message(), {other})) : Outcome(Done{});
    }

private:
    std::string path_;
};

Outcome checked(int code, const std::string& path) {
    return code < 0 ? Outcome(diagnose(Code::file_unwritable, error_text(code), {path})) : Outcome(Done{});
}

// -1: nothing of the stream is written. Chapters come as a stream of data as well; the muxer makes its own.
int declare(const AVStream& source, AVFormatContext& out) {
    if (source.codecpar->codec_type == AVMEDIA_TYPE_DATA) {
        return -1;
    }
    AVStream* target = avformat_new_stream(&out, nullptr);
    if (!target || avcodec_parameters_copy(target->codecpar, source.codecpar) < 0) {
        return -1;
    }
    target->time_base = source.time_base;
    target->avg_frame_rate = source.avg_frame_rate;
    target->sample_aspect_ratio = source.sample_aspect_ratio;
    target->disposition = source.disposition;
    copy_tags(source.metadata, target->metadata);
    for (int i = 0; i < source.nb_side_data; ++i) {
        const AVPacketSideData& from = source.side_data[i];
        if (std::uint8_t* to = av_stream_new_side_data(target, from.type, from.size)) {
            std::memcpy(to, from.data, from.size);
        }
    }
    return target->index;
}

// Its stream; null where it has none.
AVStream* declare(const Cover& cover, AVFormatContext& out) {
    AVStream* target = avformat_new_stream(&out, nullptr);
    if (!target || avcodec_parameters_copy(target->codecpar, cover.codec.get()) < 0) {
        return nullptr;
    }
    target->codecpar->codec_tag = 0;
    target->disposition = AV_DISPOSITION_ATTACHED_PIC; // alone: the muxer tells covers by that
    return target;
}

Outcome write_covers(const std::vector<Cover>& covers, const std::vector<AVStream*>& streams, AVFormatContext& out,
                     const std::string& path) {
    for (std::size_t i = 0; i < covers.size(); ++i) {
        const PacketPtr packet(av_packet_clone(covers[i].picture.get()));
        if (!packet || !streams[i]) {
            continue;
        }
        packet->stream_index = streams[i]->index;
        packet->pts = packet->dts = 0;
        if (const int written = av_write_frame(&out, packet.get()); written < 0) {
            return checked(written, path);
        }
    }
    return Done{};
}

Outcome start(AVFormatContext& out, const std::string& path) {
    const std::string name = "file:" + path;
    out.url = av_strdup(name.c_str()); // by which the muxer reads what it wrote, to move it behind the index
    if (const int opened = avio_open(&out.pb, name.c_str(), AVIO_FLAG_WRITE); opened < 0) {
        return checked(opened, path);
    }
    AVDictionary* options = nullptr;
    av_dict_set(&options, "movflags", "faststart", 0);
    const int written = avformat_write_header(&out, &options);
    av_dict_free(&options);
    return checked(written, path);
}

// How long the packets of a stream last, which fragments tell of few.
class Lengths {
public:
    Lengths(const AVFormatContext& in, const Unfragmented& more) : in_(&in), more_(&more), streams_(in.nb_streams) {}

    // False for a packet that only ends the line before it: the muxer makes such itself where a line ends.
    bool settle(AVPacket& packet) {
        const auto index = static_cast<std::size_t>(packet.stream_index);
        Last& last = streams_[index];
        if (in_->streams[index]->codecpar->codec_id == AV_CODEC_ID_MOV_TEXT) {
            const auto found = more_->line_ticks.find({packet.stream_index, packet.dts});
            packet.duration = found != more_->line_ticks.end() ? found->second : packet.duration;
            return packet.size > empty_line_bytes;
        }
        if (last.dts != AV_NOPTS_VALUE && packet.dts > last.dts) {
            last.step = packet.dts - last.dts;
        }
        last.dts = packet.dts;
        packet.duration = packet.duration > 0 ? packet.duration : last.step;
        return true;
    }

private:
    static constexpr int empty_line_bytes = 2; // a text's length (3GPP TS 26.245)
    struct Last {
        std::int64_t dts = AV_NOPTS_VALUE;
        std::int64_t step = 0;
    };
    const AVFormatContext* in_;
    const Unfragmented* more_;
    std::vector<Last> streams_;
};

// False at the end.
Result<bool> read_next(AVFormatContext& in, AVPacket& packet, const std::string& path) {
    bool complained = false;
    av_packet_unref(&packet);
    const int read = read_packet(in, packet, complained);
    if (read == AVERROR_EOF && !complained) {
        return false;
    }
    if (read < 0 || complained) {
        return diagnose(Code::media_unreadable, "what was written cannot be read back", {path});
    }
    return true;
}

Outcome copy_packets(AVFormatContext& in, AVFormatContext& out, const std::vector<int>& targets,
                     const Unfragmented& more, const std::string& path) {
    const PacketPtr packet = new_packet();
    Lengths lengths(in, more);
    while (true) {
        const Result<bool> read = read_next(in, *packet, path);
        if (!read) {
            return read.error();
        }
        if (!*read) {
            return Done{};
        }
        const auto index = static_cast<std::size_t>(packet->stream_index);
        const int target = index < targets.size() ? targets[index] : -1;
        if (target < 0 || !lengths.settle(*packet)) {
            continue;
        }
        packet->stream_index = target;
        packet->pos = -1;
        av_packet_rescale_ts(packet.get(), in.streams[index]->time_base, out.streams[target]->time_base);
        if (const int written = av_write_frame(&out, packet.get()); written < 0) {
            return checked(written, path);
        }
    }
}

Outcome finish(AVFormatContext& out, const std::string& path) {
    const int ended = av_write_trailer(&out);
    const int failed = out.pb->error;
    const int closed = avio_closep(&out.pb);
    for (const int code : {failed, ended, closed}) {
        if (code < 0) {
            return checked(code, path);
        }
    }
    return Done{};
}

} // namespace

Outcome make_plain_index(const std::string& path, const char* muxer, const Unfragmented& more) {
    auto input = open_input(path);
    if (!input) {
        return input.error();
    }
    AVFormatContext& in = *input->format;
    const Beside beside(path);
    AVFormatContext* raw = nullptr;
    if (const int made = avformat_alloc_output_context2(&raw, nullptr, muxer, nullptr); made < 0) {
        return checked(made, path);
    }
    const OutputPtr out(raw);
    out->strict_std_compliance = FF_COMPLIANCE_EXPERIMENTAL;
    std::vector<int> targets(in.nb_streams);
    for (unsigned i = 0; i < in.nb_streams; ++i) {
        targets[i] = declare(*in.streams[i], *out);
    }
    copy_tags(in.metadata, out->metadata);
    for (unsigned i = 0; i < in.nb_chapters; ++i) {
        add_chapter(*out, *in.chapters[i]);
    }
    std::vector<AVStream*> cover_streams;
    cover_streams.reserve(more.covers.size());
    for (const Cover& cover : more.covers) {
        cover_streams.push_back(declare(cover, *out));
    }
    if (Outcome started = start(*out, beside.path()); !started) {
        return started;
    }
    if (Outcome written = write_covers(more.covers, cover_streams, *out, path); !written) {
        return written;
    }
    if (Outcome copied = copy_packets(in, *out, targets, more, path); !copied) {
        return copied;
    }
    const Outcome finished = finish(*out, path);
    return finished ? beside.take_place_of(path) : finished;
}

} // namespace senga::ff
