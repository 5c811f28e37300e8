#include "app/commands/frame_walk.h"

#include <algorithm>
#include <utility>

namespace senga {
namespace {

constexpr double time_tolerance_s = 1e-6; // timestamps are rounded to microseconds at worst

} // namespace

Result<std::optional<RawFrame>> FrameWalk::next() {
    Step step = std::visit([this](const auto& choice) { return next(choice); }, choice_);
    if (step && *step) {
        last_ = (*step)->index;
        ++given_;
    }
    return step;
}

FrameWalk::Step FrameWalk::next(const FramesByNumber& choice) {
    while (place_ < choice.ranges.size() && choice.ranges[place_].last <= last_) {
        ++place_;
    }
    if (place_ == choice.ranges.size()) {
        return std::optional<RawFrame>();
    }
    const FrameRange& range = choice.ranges[place_];
    Result<RawFrame> frame = reader_->frame_at_index(std::max(range.first, last_ + 1));
    if (frame) {
        return std::optional(*std::move(frame));
    }
    const bool over = frame.error().code == Code::media_end && range.last == no_end && last_ >= range.first;
    return over ? Step(std::optional<RawFrame>()) : Step(frame.error());
}

FrameWalk::Step FrameWalk::next(const FramesByTime& choice) {
    while (place_ < choice.times_s.size()) {
        Result<RawFrame> frame = reader_->frame_at_time(choice.times_s[place_++]);
        if (!frame) {
            return frame.error();
        }
        if (frame->index > last_) {
            return std::optional(*std::move(frame));
        }
        ++repeated_;
    }
    return std::optional<RawFrame>();
}

FrameWalk::Step FrameWalk::next(const FramesByStep& choice) {
    if (given_ == choice.most || (given_ > 0 && choice.every >= no_end - last_)) {
        return std::optional<RawFrame>();
    }
    Result<RawFrame> frame =
        given_ == 0 ? reader_->frame_at_time(choice.start_s) : reader_->frame_at_index(last_ + choice.every);
    if (!frame) {
        const bool over = given_ > 0 && frame.error().code == Code::media_end;
        return over ? Step(std::optional<RawFrame>()) : Step(frame.error());
    }
    if (given_ > 0 && frame->pts_s >= choice.end_s - time_tolerance_s) {
        return std::optional<RawFrame>();
    }
    return std::optional(*std::move(frame));
}

} // namespace senga
