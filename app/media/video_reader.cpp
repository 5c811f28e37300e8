#include "app/media/video_reader.h"

#include "app/media/declared.h"
#include "app/media/decoder.h"
#include "app/media/packet_index.h"
#include "app/media/raw_frame.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <limits>
#include <string_view>
#include <utility>

namespace senga {
namespace {

// How far ahead plain decoding is preferred to reading packets for a seek: about one group of pictures.
constexpr std::int64_t near_frames = 250;
constexpr double near_s = 10.0;
// Timestamps and the file's start are rounded to microseconds at worst.
constexpr double time_tolerance_s = 1e-6;

MediaKind kind_of(const AVFormatContext& format, const AVStream& stream) {
    if (stream.disposition & AV_DISPOSITION_ATTACHED_PIC) {
        return MediaKind::cover_art;
    }
    const std::string_view name = format.iformat->name;
    return name == "image2" || name.ends_with("_pipe") ? MediaKind::still_image : MediaKind::video;
}

std::string decimal(double value) {
    std::array<char, 48> text{};
    std::snprintf(text.data(), text.size(), "%.3f", value);
    return text.data();
}

} // namespace

// Decodes one frame ahead: `shown_` is the frame read last, `ahead_` the one after it.
class VideoReader::Impl {
public:
    Impl(std::string location, ff::Decoder decoder) : location_(std::move(location)), decoder_(std::move(decoder)) {}

    Outcome start();
    Result<RawFrame> next();
    Result<RawFrame> at_index(std::int64_t index);
    Result<RawFrame> at_time(double time_s);

    const MediaInfo& info() const { return info_; }
    const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }
    std::int64_t decoded_frames() const { return decoded_frames_; }

private:
    struct Held {
        ff::FramePtr frame = ff::new_frame();
        std::int64_t index = -1;
        double pts_s = 0.0;
        bool present = false;
    };

    void fill_info(const FrameFormat& first);
    ff::Decoder::Step decode(AVFrame& out);
    bool look_ahead();
    bool advance();
    Outcome restart();
    Outcome forward_to(std::int64_t index);
    bool seek_to(std::int64_t index);
    bool decode_from(std::int64_t landed, std::int64_t index);
    bool may_seek();
    std::optional<std::int64_t> number_shown_at(double time_s);
    Result<RawFrame> copy_shown();
    Outcome check_shown(double time_s) const;
    Diagnostic behind_end() const;
    void note(Diagnostic diagnostic);
    void note_damage();
    void note_early_end();
    void note_fields();
    double frame_duration_s(const Held& held) const;
    std::int64_t timestamp(const AVFrame& frame) const;

    std::string location_;
    ff::Decoder decoder_;
    std::optional<ff::PacketIndex> packets_;
    Held shown_;
    Held ahead_;
    std::int64_t first_timestamp_ = AV_NOPTS_VALUE;
    std::int64_t decoded_frames_ = 0;
    bool ended_ = false;
    bool lost_ = false;          // a seek failed: the decoder stands nowhere until the restart
    bool seeks_refused_ = false; // the packets do not bear counting
    MediaInfo info_;
    std::vector<Diagnostic> diagnostics_;
};

void VideoReader::Impl::note(Diagnostic diagnostic) {
    const auto same = [&](const Diagnostic& known) {
        return known.code == diagnostic.code && known.severity == diagnostic.severity;
    };
    if (std::none_of(diagnostics_.begin(), diagnostics_.end(), same)) {
        diagnostic.place.file = location_;
        diagnostics_.push_back(std::move(diagnostic));
    }
}

void VideoReader::Impl::note_damage() {
    if (!decoder_.damaged()) {
        return;
    }
    // What is lost before the damage was met is unknown to the packets' count, so frames are counted by decoding.
    seeks_refused_ = true;
    const std::string where = shown_.present ? "near " + decimal(shown_.pts_s) + " s or after" : "somewhere";
    note(diagnose(Code::media_damaged, "the file is damaged or cut off, " + where + "; what can be decoded is shown"));
}

// A frame of two moments is one frame to everything that follows.
void VideoReader::Impl::note_fields() {
    if (info_.kind == MediaKind::video) {
        Diagnostic found = diagnose(Code::media_converted,
                                    "the film is interlaced and is taken frame by frame, so that motion shows combs; "
                                    "deinterlace it first: ffmpeg -i IN -vf bwdif=mode=send_frame -c:v ffv1 -c:a copy "
                                    "OUT.mkv");
        found.severity = Severity::warning;
        note(std::move(found));
    }
}

void VideoReader::Impl::note_early_end() {
    const double reached_s = shown_.pts_s + frame_duration_s(shown_);
    if (info_.kind == MediaKind::video && reached_s < ff::declared_end_s(decoder_.format(), decoder_.stream())) {
        note(diagnose(Code::media_damaged, "the video ends at " + decimal(reached_s) + " s although the file lasts " +
                                               decimal(info_.duration_s) + " s; it may be cut off"));
    }
}

std::int64_t VideoReader::Impl::timestamp(const AVFrame& frame) const {
    return frame.pts != AV_NOPTS_VALUE ? frame.pts : frame.best_effort_timestamp;
}

double VideoReader::Impl::frame_duration_s(const Held& held) const {
    if (held.present && held.frame->pkt_duration > 0) {
        return static_cast<double>(held.frame->pkt_duration) * av_q2d(decoder_.stream().time_base);
    }
    return info_.fps.num > 0 ? 1.0 / info_.fps.value() : 0.0;
}

// --- stepping --------------------------------------------------------------------------------------------------------

ff::Decoder::Step VideoReader::Impl::decode(AVFrame& out) {
    const ff::Decoder::Step step = decoder_.next(out);
    decoded_frames_ += step == ff::Decoder::Step::frame ? 1 : 0;
    if (step == ff::Decoder::Step::frame && out.interlaced_frame != 0) {
        note_fields();
    }
    return step;
}

bool VideoReader::Impl::look_ahead() {
    if (ahead_.present || ended_) {
        return ahead_.present;
    }
    const bool enough = info_.kind != MediaKind::video && shown_.present;
    if (enough || decode(*ahead_.frame) == ff::Decoder::Step::end) {
        ended_ = true;
        note_damage();
        note_early_end();
        return false;
    }
    note_damage();
    const std::int64_t ticks = timestamp(*ahead_.frame);
    ahead_.present = true;
    ahead_.index = shown_.index + 1;
    ahead_.pts_s = ticks != AV_NOPTS_VALUE ? ff::seconds(ticks, decoder_.stream(), decoder_.format())
                                           : shown_.pts_s + frame_duration_s(shown_);
    return true;
}

bool VideoReader::Impl::advance() {
    if (!look_ahead()) {
        return false;
    }
    std::swap(shown_, ahead_);
    ahead_.present = false;
    return true;
}

Outcome VideoReader::Impl::restart() {
    auto decoder = ff::Decoder::open(location_);
    if (!decoder) {
        return decoder.error();
    }
    decoder_ = std::move(*decoder);
    shown_ = {};
    ahead_ = {};
    ended_ = false;
    lost_ = false;
    return Done{};
}

Outcome VideoReader::Impl::forward_to(std::int64_t index) {
    while (shown_.index < index) {
        if (!advance()) {
            return behind_end();
        }
    }
    return Done{};
}

Diagnostic VideoReader::Impl::behind_end() const {
    const std::int64_t count = shown_.index + 1;
    return diagnose(Code::media_end,
                    "the video has " + std::to_string(count) + (count == 1 ? " frame" : " frames") +
                        "; ask for one from 0 to " + std::to_string(shown_.index) + ", or a time before " +
                        decimal(std::max(info_.duration_s, shown_.pts_s + frame_duration_s(shown_))) + " s",
                    {location_});
}

// --- seeking ---------------------------------------------------------------------------------------------------------

bool VideoReader::Impl::may_seek() {
    if (seeks_refused_ || !ff::PacketIndex::suits(decoder_.format(), decoder_.stream())) {
        return false;
    }
    if (!packets_) {
        packets_.emplace(location_, decoder_.stream().index);
    }
    // The first frame decoded must be the first counted: an opening cut out of an open group loses frames.
    seeks_refused_ = packets_->number_of(first_timestamp_) != 0 || !packets_->trusted();
    return !seeks_refused_;
}

bool VideoReader::Impl::decode_from(std::int64_t landed, std::int64_t index) {
    const auto first = packets_->number_of(landed);
    if (!first || *first > index) {
        return false;
    }
    shown_ = {};
    ahead_ = {};
    ended_ = false;
    // Each frame from the keyframe on must be the next in the count; those shown before it lean on what was not
    // decoded.
    std::int64_t expected = *first;
    while (shown_.index < index) {
        if (decode(*shown_.frame) == ff::Decoder::Step::end || decoder_.damaged()) {
            return false;
        }
        const std::int64_t ticks = timestamp(*shown_.frame);
        if (ticks < landed) {
            continue;
        }
        if (packets_->timestamp_of(expected) != ticks) {
            return false;
        }
        shown_.present = true;
        shown_.index = expected++;
        shown_.pts_s = ff::seconds(ticks, decoder_.stream(), decoder_.format());
    }
    return true;
}

// True: frame `index` is shown, or the last one where there are fewer. False: the reader stands where it stood, or is
// lost_ and has to restart.
bool VideoReader::Impl::seek_to(std::int64_t index) {
    if (!may_seek()) {
        return false;
    }
    const std::int64_t target = packets_->at_most(index);
    const auto key = packets_->keyframe_before(target);
    if (!key) {
        return false;
    }
    const auto landed = decoder_.seek(*key);
    lost_ = !landed || *landed > *key || !decode_from(*landed, target);
    if (lost_) {
        note_damage();
        seeks_refused_ = true;
    }
    return !lost_;
}

// --- reading ---------------------------------------------------------------------------------------------------------

Result<RawFrame> VideoReader::Impl::copy_shown() {
    auto result = ff::to_raw_frame(*shown_.frame, ff::stream_colour(decoder_.stream()));
    if (!result) {
        Diagnostic error = result.error();
        error.place.file = location_;
        return error;
    }
    for (Diagnostic& found : result->notes) {
        note(std::move(found));
    }
    result->frame.pts_s = shown_.pts_s;
    result->frame.index = shown_.index;
    return std::move(result->frame);
}

Result<RawFrame> VideoReader::Impl::next() {
    if (lost_) {
        if (const Outcome restarted = restart(); !restarted) {
            return restarted.error();
        }
    }
    if (!advance()) {
        return behind_end();
    }
    return copy_shown();
}

Result<RawFrame> VideoReader::Impl::at_index(std::int64_t index) {
    if (index < 0) {
        return diagnose(Code::usage, "frames are counted from 0; ask for 0 or more", {location_});
    }
    const bool ahead = index >= shown_.index && !lost_;
    const std::int64_t from = std::max<std::int64_t>(shown_.index, 0);
    if (!ahead || index - from > near_frames) {
        seek_to(index);
    }
    if (lost_ || index < shown_.index) {
        if (const Outcome restarted = restart(); !restarted) {
            return restarted.error();
        }
    }
    if (const Outcome reached = forward_to(index); !reached) {
        return reached.error();
    }
    return copy_shown();
}

// The number by the packets' count; empty where they do not bear counting.
std::optional<std::int64_t> VideoReader::Impl::number_shown_at(double time_s) {
    if (!may_seek()) {
        return std::nullopt;
    }
    const double from_zero_s = time_s + ff::start_s(decoder_.format()) + time_tolerance_s;
    const double ticks = std::floor(from_zero_s / av_q2d(decoder_.stream().time_base));
    if (ticks >= static_cast<double>(std::numeric_limits<std::int64_t>::max())) {
        return std::nullopt;
    }
    return packets_->number_at(static_cast<std::int64_t>(ticks));
}

Outcome VideoReader::Impl::check_shown(double time_s) const {
    if (!shown_.present) {
        return behind_end();
    }
    const double end_s = std::max(info_.duration_s, shown_.pts_s + frame_duration_s(shown_));
    if (info_.kind == MediaKind::video && !ahead_.present && time_s >= end_s) {
        return behind_end();
    }
    return Done{};
}

Result<RawFrame> VideoReader::Impl::at_time(double time_s) {
    const double time = time_s > 0.0 ? time_s : 0.0;
    const double passed_s = time - (shown_.present ? shown_.pts_s : 0.0) + time_tolerance_s;
    const bool back = lost_ || (passed_s < 0.0 && shown_.index > 0);
    if (back || passed_s > near_s) {
        const auto number = number_shown_at(time);
        const bool sought = number && *number != shown_.index && seek_to(*number);
        if (lost_ || (back && !sought)) {
            if (const Outcome restarted = restart(); !restarted) {
                return restarted.error();
            }
        }
    }
    if (!shown_.present) {
        advance();
    }
    while (look_ahead() && ahead_.pts_s <= time + time_tolerance_s) {
        advance();
    }
    if (const Outcome shown = check_shown(time); !shown) {
        return shown.error();
    }
    return copy_shown();
}

// --- opening ---------------------------------------------------------------------------------------------------------

void VideoReader::Impl::fill_info(const FrameFormat& first) {
    const AVFormatContext& format = decoder_.format();
    const AVStream& stream = decoder_.stream();
    info_.format = first;
    info_.codec = avcodec_get_name(stream.codecpar->codec_id);
    info_.container = format.iformat->name;
    const char* pixels = av_get_pix_fmt_name(static_cast<AVPixelFormat>(ahead_.frame->format));
    info_.pixel_format = pixels ? pixels : "unknown";
    if (info_.kind != MediaKind::video) {
        info_.frame_count = 1;
        return;
    }
    info_.frame_count = ff::declared_frames(format, stream);
    const AVRational fps = stream.avg_frame_rate.num > 0 ? stream.avg_frame_rate : stream.r_frame_rate;
    if (fps.num > 0 && fps.den > 0) {
        info_.fps = {fps.num, fps.den};
    }
    if (format.duration != AV_NOPTS_VALUE && format.duration > 0) {
        info_.duration_s = static_cast<double>(format.duration) / AV_TIME_BASE;
    }
}

Outcome VideoReader::Impl::start() {
    info_.kind = kind_of(decoder_.format(), decoder_.stream());
    if (!look_ahead()) {
        return diagnose(Code::media_unreadable, "no frame of the video can be decoded; the file is damaged or empty",
                        {location_});
    }
    first_timestamp_ = timestamp(*ahead_.frame);
    auto first = ff::to_raw_frame(*ahead_.frame, ff::stream_colour(decoder_.stream()));
    if (!first) {
        Diagnostic error = first.error();
        error.place.file = location_;
        return error;
    }
    for (Diagnostic& found : first->notes) {
        note(std::move(found));
    }
    fill_info(first->frame.format);
    return Done{};
}

VideoReader::VideoReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
VideoReader::VideoReader(VideoReader&&) noexcept = default;
VideoReader& VideoReader::operator=(VideoReader&&) noexcept = default;
VideoReader::~VideoReader() = default;

Result<VideoReader> VideoReader::open(const std::string& location) {
    auto decoder = ff::Decoder::open(location);
    if (!decoder) {
        return decoder.error();
    }
    auto impl = std::make_unique<Impl>(location, std::move(*decoder));
    if (const Outcome started = impl->start(); !started) {
        return started.error();
    }
    return VideoReader(std::move(impl));
}

const MediaInfo& VideoReader::info() const {
    return impl_->info();
}

Result<RawFrame> VideoReader::next() {
    return impl_->next();
}

Result<RawFrame> VideoReader::frame_at_index(std::int64_t index) {
    return impl_->at_index(index);
}

Result<RawFrame> VideoReader::frame_at_time(double time_s) {
    return impl_->at_time(time_s);
}

const std::vector<Diagnostic>& VideoReader::diagnostics() const {
    return impl_->diagnostics();
}

std::int64_t VideoReader::decoded_frames() const {
    return impl_->decoded_frames();
}

} // namespace senga
