#include "app/media/output_file.h"

#include "renderer/base/ascii.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace senga::ff {
namespace {

namespace fs = std::filesystem;

struct Container {
    std::string_view ending;
    const char* muxer;
};
constexpr std::array<Container, 5> containers{
    {{"mkv", "matroska"}, {"mp4", "mp4"}, {"m4v", "mp4"}, {"mov", "mov"}, {"webm", "webm"}}};

// An interrupted file lacks what has not been written yet: at most this much film.
constexpr auto cluster_ms = "1000";
// Fragments are cut by flush_fragment; the head waits for the first of them, so that it can say where each stream
// begins.
constexpr auto fragmented = "frag_custom+delay_moov+default_base_moof";
constexpr double fragment_s = 1.0;         // cut at the next keyframe after this,
constexpr double longest_fragment_s = 4.0; // or anywhere after this

// Empty where there is none.
std::string ending_of(const std::string& path) {
    const std::string ending = fs::path(path).extension().string();
    if (ending.empty()) {
        return ending;
    }
    return ascii_lower(std::string_view(ending).substr(1));
}

const char* muxer_for(std::string_view ending) {
    for (const Container& each : containers) {
        if (each.ending == ending) {
            return each.muxer;
        }
    }
    return nullptr;
}

} // namespace

std::string film_endings() {
    std::string out;
    for (const Container& each : containers) {
        out += out.empty() ? "." : ", .";
        out += each.ending;
    }
    return out;
}

OutputFile::Passing::~Passing() {
    if (!path.empty()) {
        std::error_code ignored;
        fs::remove(path, ignored);
    }
}

OutputFile::OutputFile(Handle format, std::string path) : format_(std::move(format)), path_(std::move(path)) {}

Result<OutputFile> OutputFile::plan(const std::string& path) {
    const std::string ending = ending_of(path);
    const char* muxer = muxer_for(ending);
    if (ending.empty()) {
        return diagnose(Code::usage, "a film's name ends with what kind of file it is: one of " + film_endings(),
                        {path});
    }
    if (!muxer) {
        return diagnose(Code::usage,
                        "\"." + ending + "\" is no ending of a film; name the file with one of " + film_endings(),
                        {path});
    }
    AVFormatContext* raw = nullptr;
    const int made = avformat_alloc_output_context2(&raw, nullptr, muxer, nullptr);
    if (made < 0) {
        return diagnose(Code::usage, "this FFmpeg cannot write ." + ending + " (" + error_text(made) + "); try .mkv",
                        {path});
    }
    Handle format(raw);
    format->flags |= AVFMT_FLAG_FLUSH_PACKETS;
    // Lossless sound in .mp4 is specified and played, yet counts as an experiment in older versions of FFmpeg.
    format->strict_std_compliance = FF_COMPLIANCE_EXPERIMENTAL;
    OutputFile out(std::move(format), path);
    if (!out.has_fragments()) {
        // Timestamps are final: a negative one is the run-up of an audio codec, which Matroska can hold.
        out.format().avoid_negative_ts = AVFMT_AVOID_NEG_TS_DISABLED;
    }
    return out;
}

std::string OutputFile::container() const {
    return ending_of(path_);
}

bool OutputFile::is_matroska() const {
    return std::string_view(format_->oformat->name) == "matroska";
}

// The family of .mp4.
bool OutputFile::has_fragments() const {
    const std::string_view muxer = format_->oformat->name;
    return muxer == "mp4" || muxer == "mov";
}

// FFmpeg before 7 has no words for it in Matroska.
bool OutputFile::tells_rotation() const {
    return has_fragments() || LIBAVFORMAT_VERSION_MAJOR >= 61;
}

bool OutputFile::takes(AVCodecID codec) const {
    return codec != AV_CODEC_ID_NONE && avformat_query_codec(format_->oformat, codec, FF_COMPLIANCE_NORMAL) == 1;
}

// Muxers refuse some of what their tables name; asked is one of its own, which writes the head into memory.
bool OutputFile::takes(const AVStream& stream) const {
    if (!takes(stream.codecpar->codec_id)) {
        return false;
    }
    AVFormatContext* raw = nullptr;
    if (avformat_alloc_output_context2(&raw, format_->oformat, nullptr, nullptr) < 0) {
        return false;
    }
    raw->strict_std_compliance = format_->strict_std_compliance;
    AVStream* trial = avformat_new_stream(raw, nullptr);
    bool taken =
        trial && avcodec_parameters_copy(trial->codecpar, stream.codecpar) >= 0 && avio_open_dyn_buf(&raw->pb) >= 0;
    if (taken) {
        trial->codecpar->codec_tag = 0;
        trial->time_base = stream.time_base;
        AVDictionary* options = nullptr;
        av_dict_set(&options, "movflags", fragmented, 0);
        taken = avformat_write_header(raw, &options) >= 0;
        av_dict_free(&options);
        std::uint8_t* head = nullptr;
        avio_close_dyn_buf(raw->pb, &head);
        av_free(head);
    }
    avformat_free_context(raw);
    return taken;
}

AVCodecID OutputFile::text_codec() const {
    if (has_fragments()) {
        return AV_CODEC_ID_NONE; // in fragments FFmpeg lets a line last to the next
    }
    return is_matroska() ? AV_CODEC_ID_SUBRIP : AV_CODEC_ID_WEBVTT;
}

bool OutputFile::take_cover(const AVStream& cover) {
    constexpr std::array<AVCodecID, 3> kinds{AV_CODEC_ID_MJPEG, AV_CODEC_ID_PNG, AV_CODEC_ID_BMP};
    const bool held = std::string_view(format_->oformat->name) == "mp4" && cover.attached_pic.size > 0 &&
                      std::find(kinds.begin(), kinds.end(), cover.codecpar->codec_id) != kinds.end();
    if (!held) {
        return false;
    }
    Cover copy{ParametersPtr(avcodec_parameters_alloc()), PacketPtr(av_packet_clone(&cover.attached_pic))};
    if (!copy.codec || !copy.picture || avcodec_parameters_copy(copy.codec.get(), cover.codecpar) < 0) {
        return false;
    }
    more_.covers.push_back(std::move(copy));
    return true;
}

CodecHeaders OutputFile::headers() const {
    return (format_->oformat->flags & AVFMT_GLOBALHEADER) != 0 ? CodecHeaders::in_container : CodecHeaders::in_packets;
}

Diagnostic OutputFile::disk_error(int code) const {
    const std::string kept = "what was written before stays and plays";
    if (code == AVERROR(ENOSPC) || code == AVERROR(EDQUOT)) {
        return diagnose(Code::file_unwritable, "the disk is full; " + kept + ": make room or write elsewhere", {path_});
    }
    if (code == AVERROR(EFBIG)) {
        return diagnose(Code::file_unwritable,
                        "the file may not grow further on this disk or for this user; " + kept + ": write elsewhere",
                        {path_});
    }
    return diagnose(Code::file_unwritable, "the file cannot be written (" + error_text(code) + "); " + kept, {path_});
}

Outcome OutputFile::check_place(Existing existing) const {
    std::error_code error;
    const fs::path target = fs::absolute(path_, error);
    if (fs::is_directory(target, error)) {
        return diagnose(Code::file_unwritable, "a folder has this name; choose another", {path_});
    }
    if (existing == Existing::keep && fs::exists(target, error)) {
        return diagnose(Code::file_unwritable,
                        "the file exists already; choose another name or allow it to be replaced", {path_});
    }
    fs::create_directories(target.parent_path(), error);
    if (error) {
        return diagnose(Code::file_unwritable, "its folder cannot be made: " + error.message(), {path_});
    }
    return Done{};
}

Outcome OutputFile::open_file(const std::string& name) {
    const int opened = avio_open(&format_->pb, ("file:" + name).c_str(), AVIO_FLAG_WRITE);
    if (opened < 0) {
        return diagnose(Code::file_unwritable,
                        "the file cannot be written (" + error_text(opened) + "); check the folder's permissions",
                        {path_});
    }
    return Done{};
}

Outcome OutputFile::start(Existing existing) {
    if (Outcome free = check_place(existing); !free) {
        return free;
    }
    return begin(path_);
}

Outcome OutputFile::start_beside() {
    if (Outcome free = check_place(Existing::replace); !free) {
        return free;
    }
    passing_.path = path_ + ".part" + std::to_string(::getpid());
    return begin(passing_.path);
}

// What nothing could be written to is not left behind.
Outcome OutputFile::begin(const std::string& name) {
    if (Outcome opened = open_file(name); !opened) {
        return opened;
    }
    Outcome written = write_head();
    if (!written) {
        avio_closep(&format_->pb);
        std::error_code ignored;
        fs::remove(name, ignored);
    }
    return written;
}

Outcome OutputFile::take_place() {
    avio_flush(format_->pb);
    if (format_->pb->error < 0) {
        return disk_error(format_->pb->error);
    }
    const int descriptor = ::open(passing_.path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor >= 0) { // after a power failure there must be one of the two whole
        ::fsync(descriptor);
        ::close(descriptor);
    }
    std::error_code failed;
    fs::rename(passing_.path, path_, failed);
    if (failed) {
        return diagnose(Code::file_unwritable, "the file cannot be replaced: " + failed.message(), {path_});
    }
    passing_.path.clear();
    return Done{};
}

Outcome OutputFile::write_head() {
    AVDictionary* options = nullptr;
    // Each muxer takes what it knows of these.
    av_dict_set(&options, "cluster_time_limit", cluster_ms, 0);
    av_dict_set(&options, "movflags", fragmented, 0);
    const int written = avformat_write_header(format_.get(), &options);
    av_dict_free(&options);
    if (format_->pb->error < 0) {
        return disk_error(format_->pb->error);
    }
    if (written < 0) {
        return diagnose(Code::file_unwritable,
                        "." + container() + " cannot hold these streams (" + error_text(written) +
                            "); write to .mkv, which takes nearly everything",
                        {path_});
    }
    return Done{};
}

// In Matroska the run-up of Opus is in the track's head, and blocks are numbered from its beginning: a player subtracts
// it. FFmpeg before 6 writes the head and leaves the adding to us.
void OutputFile::add_codec_delay(AVPacket& packet) const {
    const AVStream& stream = *format_->streams[packet.stream_index];
    const AVCodecParameters& codec = *stream.codecpar;
    if (LIBAVFORMAT_VERSION_MAJOR >= 60 || has_fragments() || codec.codec_id != AV_CODEC_ID_OPUS) {
        return;
    }
    const std::int64_t delay = av_rescale_q(codec.initial_padding, {1, 48000}, stream.time_base);
    packet.pts += delay;
    packet.dts += delay;
}

// A fragment is on the disk whole when the next begins.
Outcome OutputFile::flush_fragment(const AVPacket& next) {
    const AVStream& stream = *format_->streams[next.stream_index];
    const double now_s = static_cast<double>(next.dts) * av_q2d(stream.time_base);
    const double age_s = now_s - fragment_begin_s_;
    const bool key = (next.flags & AV_PKT_FLAG_KEY) != 0;
    if (age_s < (key ? fragment_s : longest_fragment_s)) {
        return Done{};
    }
    fragment_begin_s_ = now_s;
    const int flushed = av_write_frame(format_.get(), nullptr);
    return flushed < 0 ? Outcome(disk_error(flushed)) : Outcome(Done{});
}

// A fragment ends where its last sample does, and the muxer has the next one begin there and drops the time of a sample
// that is earlier: how long each lasts must be exact.
bool OutputFile::holds_back(const AVPacket& packet) const {
    return has_fragments() && format_->streams[packet.stream_index]->codecpar->codec_type == AVMEDIA_TYPE_VIDEO;
}

Outcome OutputFile::hold_back(AVPacket& packet) {
    Outcome done = Done{};
    if (holding_) {
        held_->duration = packet.dts - held_->dts;
        done = write_now(*held_);
        done = done ? flush_fragment(packet) : done;
    }
    if (!fragment_begun_) {
        fragment_begun_ = true;
        fragment_begin_s_ = static_cast<double>(packet.dts) * av_q2d(format_->streams[packet.stream_index]->time_base);
    }
    holding_ = true;
    av_packet_move_ref(held_.get(), &packet);
    return done;
}

Outcome OutputFile::write(AVPacket& packet) {
    return holds_back(packet) ? hold_back(packet) : write_now(packet);
}

Outcome OutputFile::write_now(AVPacket& packet) {
    add_codec_delay(packet);
    if (has_fragments() && format_->streams[packet.stream_index]->codecpar->codec_type == AVMEDIA_TYPE_SUBTITLE) {
        more_.line_ticks[{packet.stream_index, packet.dts}] = packet.duration;
    }
    const int written = av_write_frame(format_.get(), &packet);
    av_packet_unref(&packet);
    if (format_->pb->error < 0) {
        return disk_error(format_->pb->error);
    }
    if (written < 0) {
        return diagnose(Code::media_damaged, "." + container() + " refuses a packet (" + error_text(written) + ")",
                        {path_});
    }
    return Done{};
}

Outcome OutputFile::finish() {
    if (std::exchange(holding_, false)) {
        if (Outcome written = write_now(*held_); !written) {
            return written;
        }
    }
    const int ended = av_write_trailer(format_.get());
    const int failed = format_->pb->error;
    final_bytes_ = avio_size(format_->pb);
    const int closed = avio_closep(&format_->pb);
    for (const int code : {failed, ended, closed}) {
        if (code < 0) {
            return disk_error(code);
        }
    }
    if (has_fragments() && bears_plain_index()) {
        make_plain();
    } else if (!more_.covers.empty()) {
        notes_.push_back(diagnose(Code::media_converted,
                                  "the cover is left out: beside text or Opus ." + container() +
                                      " is written without it; write to .mkv to keep it",
                                  {path_}));
    }
    return Done{};
}

// Fragments read back tell neither how long a line of text lasts nor the last packet of Opus.
bool OutputFile::bears_plain_index() const {
    for (unsigned i = 0; i < format_->nb_streams; ++i) {
        const AVCodecParameters& codec = *format_->streams[i]->codecpar;
        if (codec.codec_type == AVMEDIA_TYPE_SUBTITLE || codec.codec_id == AV_CODEC_ID_OPUS) {
            return false;
        }
    }
    return true;
}

// Where that fails, what is there plays all the same.
void OutputFile::make_plain() {
    if (const Outcome made = make_plain_index(path_, format_->oformat->name, more_); !made) {
        notes_.push_back(diagnose(Code::media_converted,
                                  "the film stays in fragments, with its length untold" +
                                      std::string(more_.covers.empty() ? "" : " and without its cover") + " (" +
                                      made.error().text + "); ffmpeg -i FILM -c copy -movflags faststart mends that",
                                  {path_}));
        return;
    }
    std::error_code failed;
    const std::uintmax_t size = fs::file_size(path_, failed);
    final_bytes_ = failed ? final_bytes_ : static_cast<std::int64_t>(size);
}

std::int64_t OutputFile::bytes() const {
    return format_->pb ? std::max<std::int64_t>(avio_tell(format_->pb), 0) : final_bytes_;
}

} // namespace senga::ff
