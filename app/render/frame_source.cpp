#include "app/render/frame_source.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <system_error>
#include <utility>

namespace senga {
namespace {

bool is_end(const Diagnostic& error) {
    return error.code == Code::media_end;
}

// When frame `number` begins; infinite where there are fewer. It is asked of a second reader, so that the first need
// not go back.
Result<double> time_of_frame(const std::string& input, std::int64_t number) {
    Result<VideoReader> reader = VideoReader::open(input);
    if (!reader) {
        return reader.error();
    }
    const Result<RawFrame> frame = reader->frame_at_index(number);
    if (!frame) {
        return is_end(frame.error()) ? Result<double>(std::numeric_limits<double>::infinity())
                                     : Result<double>(frame.error());
    }
    return frame->pts_s;
}

} // namespace

Result<FrameSource> FrameSource::open(const std::string& input, Rational fps) {
    FrameSource out;
    out.input_ = input;
    std::error_code ignored;
    const std::filesystem::file_status status = std::filesystem::status(input, ignored);
    if (std::filesystem::is_directory(status)) {
        Result<std::vector<ListedPicture>> found = list_folder(input);
        if (!found) {
            return found.error();
        }
        out.pictures_ = *std::move(found);
        const Outcome opened = out.open_pictures(SourceInfo::Kind::folder, fps);
        return opened ? Result<FrameSource>(std::move(out)) : Result<FrameSource>(opened.error());
    }
    const bool address = input.find("://") != std::string::npos; // in which a percent sign is an escape
    if (!address && !std::filesystem::exists(status)) {
        const Result<std::optional<NumberedName>> numbered = parse_numbered(input);
        if (!numbered) {
            return numbered.error();
        }
        if (*numbered) {
            Result<std::vector<ListedPicture>> found = list_numbered(**numbered);
            if (!found) {
                return found.error();
            }
            out.pictures_ = *std::move(found);
            const Outcome opened = out.open_pictures(SourceInfo::Kind::numbered, fps);
            return opened ? Result<FrameSource>(std::move(out)) : Result<FrameSource>(opened.error());
        }
    }
    Result<VideoReader> reader = VideoReader::open(input);
    if (!reader) {
        return reader.error();
    }
    if (reader->info().kind != MediaKind::video) {
        out.pictures_ = {{input, 0}};
        const Outcome opened = out.open_pictures(SourceInfo::Kind::picture, fps);
        return opened ? Result<FrameSource>(std::move(out)) : Result<FrameSource>(opened.error());
    }
    out.info_ = {SourceInfo::Kind::film, reader->info()};
    out.reader_.emplace(*std::move(reader));
    return out;
}

Outcome FrameSource::open_pictures(SourceInfo::Kind kind, Rational fps) {
    const Result<VideoReader> first = VideoReader::open(pictures_.front().path.string());
    if (!first) {
        return first.error();
    }
    info_ = {kind, first->info()};
    info_.media.fps = fps;
    info_.media.frame_count = static_cast<std::int64_t>(pictures_.size());
    info_.media.duration_s = static_cast<double>(pictures_.size()) / fps.value();
    return Done{};
}

Result<RawFrame> FrameSource::read(std::size_t picture) {
    if (picture >= pictures_.size()) {
        return diagnose(Code::media_end, "there are " + std::to_string(pictures_.size()) + " pictures, numbered " +
                                             std::to_string(number_of(0)) + " to " +
                                             std::to_string(pictures_.back().number));
    }
    Result<VideoReader> reader = VideoReader::open(pictures_[picture].path.string());
    if (!reader) {
        return reader.error();
    }
    Result<RawFrame> frame = reader->next();
    for (const Diagnostic& note : reader->diagnostics()) {
        const auto same = [&](const Diagnostic& known) { return known.code == note.code; };
        if (std::none_of(notes_.begin(), notes_.end(), same)) {
            notes_.push_back(note);
        }
    }
    const Size first = info_.media.format.size;
    if (frame && one_size_ && frame->format.size != first) {
        const Size size = frame->format.size;
        return diagnose(Code::media_format,
                        "this picture is " + std::to_string(size.w) + "x" + std::to_string(size.h) + " and the first " +
                            std::to_string(first.w) + "x" + std::to_string(first.h) +
                            "; a film has one size: give --size to bring all to it, or write pictures",
                        {pictures_[picture].path.string()});
    }
    if (frame) {
        frame->index = number_of(picture);
        frame->pts_s = static_cast<double>(picture) / info_.media.fps.value();
        next_picture_ = picture + 1;
    }
    return frame;
}

Result<RawFrame> FrameSource::frame_at(const Moment& moment) {
    const auto number = static_cast<std::int64_t>(moment.value);
    if (reader_) {
        return moment.unit == MomentUnit::frames ? reader_->frame_at_index(number)
                                                 : reader_->frame_at_time(moment.value);
    }
    const double place = moment.unit == MomentUnit::frames ? static_cast<double>(number - number_of(0))
                                                           : std::floor(moment.value * info_.media.fps.value() + 1e-6);
    return read(static_cast<std::size_t>(std::max(place, 0.0)));
}

Outcome FrameSource::hold(Result<RawFrame> frame) {
    held_.reset();
    if (frame) {
        held_ = *std::move(frame);
        return Done{};
    }
    return is_end(frame.error()) ? Outcome(Done{}) : Outcome(frame.error());
}

// In seconds, for the streams that are carried over.
Outcome FrameSource::find_end(const SourcePart& part) {
    if (part.end && part.end->unit == MomentUnit::seconds) {
        end_s_ = part.end->value;
    }
    std::optional<std::int64_t> last;
    if (part.end && part.end->unit == MomentUnit::frames) {
        last = static_cast<std::int64_t>(part.end->value);
    }
    if (part.frames) {
        last = std::min(last.value_or(std::numeric_limits<std::int64_t>::max()), held_->index + *part.frames);
    }
    if (!last || !reader_) {
        return Done{};
    }
    const Result<double> time_s = time_of_frame(input_, *last);
    if (!time_s) {
        return time_s.error();
    }
    end_s_ = std::min(end_s_, *time_s);
    return Done{};
}

Outcome FrameSource::choose(const SourcePart& part) {
    const Moment start = part.start.value_or(Moment{MomentUnit::seconds, 0.0});
    Result<RawFrame> first = frame_at(start);
    if (!first) {
        return first.error();
    }
    start_s_ = start.unit == MomentUnit::seconds ? start.value : first->pts_s;
    end_ = part.end;
    left_ = part.frames;
    held_ = *std::move(first);
    const bool backwards = end_ && end_->unit == start.unit && end_->value <= start.value;
    if (!in_part() || backwards) {
        return diagnose(Code::usage, "the part to render ends where it begins or before; give a later --end");
    }
    return find_end(part);
}

// Whether the frame held is to be given.
bool FrameSource::in_part() const {
    const Stretch before_end{.unit = end_ ? end_->unit : MomentUnit::seconds,
                             .to = end_ ? end_->value : std::numeric_limits<double>::infinity()};
    return held_ && (!left_ || *left_ > 0) && contains(before_end, held_->index, held_->pts_s);
}

Outcome FrameSource::skip(std::int64_t count) {
    if (count <= 0 || !held_) {
        return Done{};
    }
    if (left_) {
        left_ = std::max<std::int64_t>(*left_ - count, 0);
    }
    const std::int64_t number = held_->index + count;
    return hold(frame_at({MomentUnit::frames, static_cast<double>(number)}));
}

std::optional<std::int64_t> FrameSource::next_number() const {
    return in_part() ? std::optional(held_->index) : std::nullopt;
}

std::optional<std::int64_t> FrameSource::expected() const {
    if (!next_number()) {
        return 0;
    }
    const MediaInfo& media = info_.media;
    std::optional<std::int64_t> out = left_;
    const auto at_most = [&](double frames) {
        out = std::min(out.value_or(std::numeric_limits<std::int64_t>::max()),
                       std::max<std::int64_t>(std::llround(frames), 1));
    };
    const std::int64_t done = held_->index - (pictures_.empty() ? 0 : number_of(0));
    if (media.frame_count) {
        at_most(static_cast<double>(*media.frame_count - done));
    } else if (media.duration_s > 0.0 && media.fps.num > 0) {
        at_most((media.duration_s - held_->pts_s) * media.fps.value());
    }
    if (end_ && end_->unit == MomentUnit::frames) {
        at_most(end_->value - static_cast<double>(held_->index));
    } else if (end_ && media.fps.num > 0) {
        at_most((end_->value - held_->pts_s) * media.fps.value());
    }
    return out;
}

Result<std::optional<RawFrame>> FrameSource::next() {
    if (failure_) {
        return *failure_;
    }
    if (!in_part()) {
        return std::optional<RawFrame>();
    }
    std::optional<RawFrame> out = std::exchange(held_, std::nullopt);
    if (left_) {
        --*left_;
    }
    if (left_ && *left_ == 0) {
        return out; // nothing behind it is read
    }
    if (const Outcome held = hold(reader_ ? reader_->next() : read(next_picture_)); !held) {
        // The frame that was read is not lost: the next call reports the error.
        failure_ = held.error();
    }
    return out;
}

} // namespace senga
