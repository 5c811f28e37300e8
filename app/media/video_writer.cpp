#include "app/media/video_writer.h"

#include "app/media/encoder.h"
#include "app/media/kept_packets.h"
#include "app/media/mastering.h"
#include "app/media/output_file.h"
#include "app/media/stream_copy.h"
#include "renderer/base/files.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

namespace senga {
namespace {

// Where neither the source nor a frame rate says how finely time is divided.
constexpr AVRational fine_time_base{1, 90000};
constexpr AVRational millisecond{1, 1000};

AVRational to_av(Rational value) {
    return {value.num, value.den};
}

bool is_positive(Rational value) {
    return value.num > 0 && value.den > 0;
}

// What is said of no file is said of the one being written.
Diagnostic placed(Diagnostic error, const std::string& path) {
    if (error.place.file.empty()) {
        error.place.file = path;
    }
    return error;
}

AVRational time_base_of(const VideoWriterOptions& options, const ff::StreamCopy* source) {
    if (is_positive(options.time_base)) {
        return to_av(options.time_base);
    }
    if (source) {
        return source->video_time_base();
    }
    return is_positive(options.fps) ? av_inv_q(to_av(options.fps)) : fine_time_base;
}

Outcome check(const VideoWriterOptions& options) {
    if (!find_video_codec(options.codec)) {
        return diagnose(Code::usage,
                        "there is no codec \"" + options.codec + "\"; choose one of " + available_video_codecs());
    }
    if (options.format.size.empty()) {
        return diagnose(Code::media_format, "a picture without size cannot be written", {options.path});
    }
    if (!(options.start_s >= 0.0) || !(options.end_s > options.start_s)) {
        return diagnose(Code::usage, "the part to write ends before it begins; give an end after the start");
    }
    if (!options.copy_from.empty() && same_file(options.path, options.copy_from)) {
        return diagnose(Code::usage, "the film would be written over its own source; choose another name",
                        {options.path});
    }
    return Done{};
}

void add_rotation(AVStream& stream, int clockwise_deg) {
    std::uint8_t* matrix = av_stream_new_side_data(&stream, AV_PKT_DATA_DISPLAYMATRIX, 9 * sizeof(std::int32_t));
    if (matrix) {
        av_display_rotation_set(reinterpret_cast<std::int32_t*>(matrix), clockwise_deg);
    }
}

} // namespace

class VideoWriter::Impl {
public:
    Impl(VideoWriterOptions options, ff::OutputFile out) : options_(std::move(options)), out_(std::move(out)) {}

    Outcome start();
    Outcome write(const RawFrame& frame);
    Outcome finish(Ending ending);
    WriterFigures figures() const;
    const std::vector<Diagnostic>& notes() const { return notes_; }

private:
    Outcome open_source();
    Outcome open_encoder();
    Outcome declare();
    Outcome open_file();
    Outcome keep(ff::KeptPackets& kept);
    Outcome check_seam(std::int64_t timestamp);
    void note_limits();
    std::int64_t timestamp_of(const RawFrame& frame) const;
    Outcome drain();
    Outcome write_packet(AVRational time_base);
    Outcome copy_until(double time_s);
    Outcome stop(const Diagnostic& error);

    VideoWriterOptions options_;
    ff::OutputFile out_;
    std::optional<ff::StreamCopy> source_;
    std::optional<ff::Encoder> encoder_;
    ff::Mastering mastering_;
    AVStream* picture_ = nullptr; // of out_
    ff::PacketPtr packet_ = ff::new_packet();
    AVRational time_base_ = fine_time_base;
    std::int64_t origin_ = 0; // start_s on the source's clock, in time_base_
    std::int64_t last_timestamp_ = -1;
    std::int64_t last_dts_ = AV_NOPTS_VALUE; // of the picture, in its own time base
    bool frames_kept_ = false;
    std::optional<std::int64_t> seam_; // when the next frame must be shown, in picture_'s time base
    std::int64_t frames_ = 0;
    std::size_t source_notes_ = 0;    // taken over so far
    std::optional<Diagnostic> error_; // after it nothing is written
    bool finished_ = false;
    std::vector<Diagnostic> notes_;
};

// --- opening ---------------------------------------------------------------------------------------------------------

Outcome VideoWriter::Impl::open_source() {
    if (options_.copy_from.empty()) {
        return Done{};
    }
    auto source = ff::StreamCopy::open(options_.copy_from, {options_.start_s, options_.end_s}, options_.carried);
    if (!source) {
        return source.error();
    }
    source_.emplace(std::move(*source));
    return Done{};
}

Outcome VideoWriter::Impl::open_encoder() {
    time_base_ = time_base_of(options_, source_ ? &*source_ : nullptr);
    origin_ = std::llround((options_.start_s + (source_ ? source_->clock_start_s() : 0.0)) / av_q2d(time_base_));
    ff::EncoderOptions wanted;
    wanted.codec = find_video_codec(options_.codec);
    wanted.crf = options_.crf;
    wanted.preset = options_.encoder_preset;
    wanted.format = options_.format;
    wanted.tags = ff::colour_tags(options_.format, source_ ? source_->video_colours() : ff::ColourTags{});
    if (source_ && wanted.tags.transfer == AVCOL_TRC_SMPTE2084) {
        mastering_ = ff::mastering_of(options_.copy_from);
    }
    wanted.mastering = mastering_;
    wanted.time_base = time_base_;
    wanted.fps = to_av(options_.fps);
    wanted.headers = out_.headers();
    auto encoder = ff::Encoder::open(wanted);
    if (!encoder) {
        return encoder.error();
    }
    encoder_.emplace(std::move(*encoder));
    if (!out_.takes(encoder_->context().codec_id)) {
        return diagnose(Code::usage, "." + out_.container() + " cannot hold " + options_.codec + "; write to .mkv",
                        {options_.path});
    }
    return Done{};
}

Outcome VideoWriter::Impl::declare() {
    picture_ = source_ ? source_->declare(out_) : avformat_new_stream(&out_.format(), nullptr);
    const AVCodecContext& context = encoder_->context();
    if (!picture_ || avcodec_parameters_from_context(picture_->codecpar, &context) < 0) {
        return diagnose(Code::file_unwritable, "memory is short; close other programs", {options_.path});
    }
    picture_->time_base = context.time_base;
    picture_->sample_aspect_ratio = context.sample_aspect_ratio;
    if (is_positive(options_.fps)) {
        picture_->avg_frame_rate = to_av(options_.fps);
    }
    ff::describe(*picture_, mastering_);
    if (options_.format.rotation_deg != 0) {
        add_rotation(*picture_, options_.format.rotation_deg);
    }
    return Done{};
}

void VideoWriter::Impl::note_limits() {
    if (!ff::has_tag(options_.format.transfer)) {
        notes_.push_back(diagnose(Code::media_colour,
                                  "no video can say that its curve is " +
                                      std::string(transfer_name(options_.format.transfer)) +
                                      "; it is tagged as the nearest one and may look darker or lighter",
                                  {options_.path}));
    }
    if (!mastering_.dynamic.empty()) {
        notes_.push_back(diagnose(Code::media_colour,
                                  mastering_.dynamic + " describes each scene of the source and is left out; the film "
                                                       "is HDR10, with the light levels of the whole",
                                  {options_.path}));
    }
    if (options_.format.rotation_deg != 0 && !out_.tells_rotation()) {
        notes_.push_back(diagnose(
            Code::media_converted,
            "this FFmpeg cannot say in ." + out_.container() + " that the picture is to be turned by " +
                std::to_string(options_.format.rotation_deg) + " degrees; players show it unturned: write to .mp4",
            {options_.path}));
    }
}

Outcome VideoWriter::Impl::start() {
    av_log_set_level(AV_LOG_QUIET); // encoders talk; what matters is returned
    setenv("SVT_LOG", "1", 0);      // SVT-AV1 does so on its own: errors only
    if (Outcome opened = open_source(); !opened) {
        return opened;
    }
    if (Outcome opened = open_encoder(); !opened) {
        return opened;
    }
    if (Outcome declared = declare(); !declared) {
        return declared;
    }
    note_limits();
    return open_file();
}

Outcome VideoWriter::Impl::open_file() {
    std::error_code error;
    const bool there = std::filesystem::exists(options_.path, error);
    if (options_.beginning == VideoWriterOptions::Beginning::anew || !there) {
        return out_.start(options_.existing);
    }
    auto kept = ff::KeptPackets::open(options_.path, encoder_->context());
    if (!kept) {
        return kept.error();
    }
    if (kept->frames() == 0) {
        return out_.start(Existing::replace);
    }
    return keep(*kept);
}

// What is kept goes into a new file, as heads and indexes cannot be changed in place; the sound is carried over anew.
Outcome VideoWriter::Impl::keep(ff::KeptPackets& kept) {
    if (Outcome started = out_.start_beside(); !started) {
        return started;
    }
    const AVRational base = picture_->time_base; // the muxer's, from start_beside() on
    std::int64_t last_pts = 0;
    while (true) {
        const auto taken = kept.next(*packet_);
        if (!taken) {
            return taken.error();
        }
        if (!*taken) {
            break;
        }
        last_pts = std::max(last_pts, av_rescale_q(packet_->pts, kept.time_base(), base));
        if (Outcome written = write_packet(kept.time_base()); !written) {
            return written;
        }
    }
    frames_ = kept.frames();
    frames_kept_ = true;
    last_timestamp_ = av_rescale_q(last_pts, base, time_base_);
    seam_ = av_rescale_q(kept.boundary(), kept.time_base(), base);
    return Done{};
}

// The first frame handed over must be the one that was first left out; containers round its time. Only then the new
// file takes the place of the old one.
Outcome VideoWriter::Impl::check_seam(std::int64_t timestamp) {
    if (!seam_) {
        return Done{};
    }
    const std::int64_t wanted = *std::exchange(seam_, std::nullopt);
    const AVRational base = picture_->time_base;
    const std::int64_t tolerance = std::max<std::int64_t>(av_rescale_q(1, millisecond, base), 1);
    if (std::abs(av_rescale_q(timestamp, time_base_, base) - wanted) > tolerance) {
        return diagnose(Code::media_format, "what is there does not end where the frames go on; begin the film anew");
    }
    return out_.take_place();
}

// --- writing ---------------------------------------------------------------------------------------------------------

Outcome VideoWriter::Impl::stop(const Diagnostic& error) {
    error_ = placed(error, options_.path);
    return *error_;
}

// The frame's own tick in the source's time base, less that of the beginning: differences between frames are exactly
// the source's.
std::int64_t VideoWriter::Impl::timestamp_of(const RawFrame& frame) const {
    const double clock_s = frame.pts_s + (source_ ? source_->clock_start_s() : 0.0);
    const std::int64_t own = std::llround(clock_s / av_q2d(time_base_)) - origin_;
    return std::max({own, last_timestamp_ + 1, std::int64_t{0}});
}

Outcome VideoWriter::Impl::copy_until(double time_s) {
    if (!source_) {
        return Done{};
    }
    Outcome copied = source_->copy_until(time_s, out_);
    const auto& found = source_->notes();
    notes_.insert(notes_.end(), found.begin() + static_cast<std::ptrdiff_t>(source_notes_), found.end());
    source_notes_ = found.size();
    return copied;
}

Outcome VideoWriter::Impl::write_packet(AVRational time_base) {
    packet_->stream_index = picture_->index;
    packet_->pos = -1;
    av_packet_rescale_ts(packet_.get(), time_base, picture_->time_base);
    if (packet_->dts == AV_NOPTS_VALUE) {
        // Kept packets of Matroska, which stores no order of decoding: at the beginning it is not known.
        packet_->dts = last_dts_ != AV_NOPTS_VALUE ? last_dts_ : packet_->pts;
    } else if (frames_kept_ && last_dts_ != AV_NOPTS_VALUE && packet_->dts <= last_dts_) {
        // At the seam both sides are rounded.
        packet_->dts = std::min(last_dts_ + 1, packet_->pts);
    }
    last_dts_ = packet_->dts;
    // Everything that plays before the picture goes before it.
    if (Outcome copied = copy_until(static_cast<double>(packet_->dts) * av_q2d(picture_->time_base)); !copied) {
        return copied;
    }
    return out_.write(*packet_);
}

Outcome VideoWriter::Impl::drain() {
    while (true) {
        const auto received = encoder_->receive(*packet_);
        if (!received) {
            return received.error();
        }
        if (!*received) {
            return Done{};
        }
        if (Outcome written = write_packet(encoder_->context().time_base); !written) {
            return written;
        }
    }
}

Outcome VideoWriter::Impl::write(const RawFrame& frame) {
    if (error_) {
        return *error_;
    }
    if (finished_) {
        return diagnose(Code::usage, "the film is finished; nothing can be added", {options_.path});
    }
    const std::int64_t timestamp = timestamp_of(frame);
    if (const Outcome fits = check_seam(timestamp); !fits) {
        return stop(fits.error());
    }
    if (const Outcome sent = encoder_->send(frame, timestamp); !sent) {
        return stop(sent.error());
    }
    last_timestamp_ = timestamp;
    ++frames_;
    const Outcome drained = drain();
    return drained ? Outcome(Done{}) : stop(drained.error());
}

Outcome VideoWriter::Impl::finish(Ending ending) {
    if (error_) {
        return *error_;
    }
    if (finished_) {
        return Done{};
    }
    finished_ = true;
    if (seam_) { // all that was to come is there already
        seam_.reset();
        if (const Outcome taken = out_.take_place(); !taken) {
            return stop(taken.error());
        }
    }
    if (const Outcome ended = encoder_->end(); !ended) {
        return stop(ended.error());
    }
    if (const Outcome drained = drain(); !drained) {
        return stop(drained.error());
    }
    const bool whole = ending == Ending::whole;
    const double frame_s = is_positive(options_.fps) ? 1.0 / options_.fps.value() : 0.0;
    const double end_s = figures().last_pts_s + frame_s;
    if (const Outcome copied = copy_until(whole ? std::numeric_limits<double>::infinity() : end_s); !copied) {
        return stop(copied.error());
    }
    const Outcome finished = out_.finish();
    notes_.insert(notes_.end(), out_.notes().begin(), out_.notes().end());
    return finished ? Outcome(Done{}) : stop(finished.error());
}

WriterFigures VideoWriter::Impl::figures() const {
    const double last_s = frames_ > 0 ? static_cast<double>(last_timestamp_) * av_q2d(time_base_) : 0.0;
    return {frames_, out_.bytes(), last_s};
}

// --- the class -------------------------------------------------------------------------------------------------------

VideoWriter::VideoWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
VideoWriter::VideoWriter(VideoWriter&&) noexcept = default;
VideoWriter& VideoWriter::operator=(VideoWriter&&) noexcept = default;
VideoWriter::~VideoWriter() = default;

std::string film_endings() {
    return ff::film_endings();
}

Result<VideoWriter> VideoWriter::open(const VideoWriterOptions& options) {
    if (const Outcome sane = check(options); !sane) {
        return placed(sane.error(), options.path);
    }
    auto out = ff::OutputFile::plan(options.path);
    if (!out) {
        return out.error();
    }
    auto impl = std::make_unique<Impl>(options, std::move(*out));
    if (const Outcome started = impl->start(); !started) {
        return placed(started.error(), options.path);
    }
    return VideoWriter(std::move(impl));
}

Outcome VideoWriter::write(const RawFrame& frame) {
    return impl_->write(frame);
}

Outcome VideoWriter::finish(Ending ending) {
    return impl_->finish(ending);
}

WriterFigures VideoWriter::figures() const {
    return impl_->figures();
}

const std::vector<Diagnostic>& VideoWriter::notes() const {
    return impl_->notes();
}

} // namespace senga
