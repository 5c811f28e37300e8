#include "app/measure/frame_pairs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace senga {
namespace {

double interval_s(const MediaInfo& info) {
    const double fps = info.fps.value();
    return info.kind == MediaKind::video && fps > 0.0 ? 1.0 / fps : 0.0;
}

double quarter_of_shorter(double a_s, double b_s) {
    return (a_s > 0.0 && b_s > 0.0 ? std::min(a_s, b_s) : std::max(a_s, b_s)) / 4.0;
}

bool at_end(const Diagnostic& error) {
    return error.code == Code::media_end;
}

} // namespace

FramePairs::FramePairs(VideoReader a, VideoReader b, const PairOptions& options)
    : a_(std::move(a)),
      b_(std::move(b)),
      options_(options),
      interval_a_s_(interval_s(a_.info())),
      interval_b_s_(interval_s(b_.info())) {
    tolerance_s_ = quarter_of_shorter(interval_a_s_, interval_b_s_);
}

Result<FramePairs> FramePairs::open(const std::string& a, const std::string& b, const PairOptions& options) {
    Result<VideoReader> reader_a = VideoReader::open(a);
    if (!reader_a) {
        return reader_a.error();
    }
    Result<VideoReader> reader_b = VideoReader::open(b);
    if (!reader_b) {
        return reader_b.error();
    }
    FramePairs out(*std::move(reader_a), *std::move(reader_b), options);
    const Outcome aligned = out.align();
    return aligned ? Result<FramePairs>(std::move(out)) : Result<FramePairs>(aligned.error());
}

// Settles the offset; reads the first frames where it is to be found.
Outcome FramePairs::align() {
    const bool stills = a_.info().kind != MediaKind::video || b_.info().kind != MediaKind::video;
    if (options_.offset_s || stills) {
        offset_s_ = options_.offset_s.value_or(0.0);
        return Done{};
    }
    const Result<RawFrame> first_a = a_.frame_at_index(0);
    if (!first_a) {
        return first_a.error();
    }
    const Result<RawFrame> first_b = b_.frame_at_index(0);
    if (!first_b) {
        return first_b.error();
    }
    offset_s_ = first_b->pts_s - first_a->pts_s;
    return Done{};
}

// The next frame of A that is to be compared.
Outcome FramePairs::step_a() {
    const bool first = frame_a_ == nullptr;
    const std::int64_t steps = first ? 1 : options_.every;
    for (std::int64_t i = 0; i < steps; ++i) {
        Result<RawFrame> read = first ? a_.frame_at_time(options_.start_s) : a_.next();
        if (!read) {
            frame_a_ = nullptr;
            return read.error();
        }
        if (i + 1 == steps) {
            frame_a_ = std::make_shared<const RawFrame>(*std::move(read));
        }
    }
    return Done{};
}

Result<FramePairs::Shared> FramePairs::read_b() {
    Result<RawFrame> read = b_.next();
    if (read) {
        return Shared(std::make_shared<const RawFrame>(*std::move(read)));
    }
    return at_end(read.error()) ? Result<Shared>(Shared()) : Result<Shared>(read.error());
}

// Brings B to the frame that is shown at `time_s` of its own clock.
Outcome FramePairs::step_b(double time_s) {
    if (frame_b_ == nullptr) {
        Result<RawFrame> read = b_.frame_at_time(time_s + tolerance_s_);
        if (!read) {
            return read.error();
        }
        frame_b_ = std::make_shared<const RawFrame>(*std::move(read));
        Result<Shared> ahead = read_b();
        if (!ahead) {
            return ahead.error();
        }
        ahead_b_ = *std::move(ahead);
    }
    while (ahead_b_ != nullptr && ahead_b_->pts_s <= time_s + tolerance_s_) {
        Result<Shared> read = read_b();
        if (!read) {
            return read.error();
        }
        frame_b_ = std::exchange(ahead_b_, *std::move(read));
    }
    return Done{};
}

bool FramePairs::b_is_over(double time_s) const {
    return ahead_b_ == nullptr && interval_b_s_ > 0.0 && time_s + tolerance_s_ >= frame_b_->pts_s + interval_b_s_;
}

Result<std::optional<FramePair>> FramePairs::next() {
    const auto nothing = [this](End end) {
        end_ = end;
        return Result<std::optional<FramePair>>(std::nullopt);
    };
    if (end_ != End::none) {
        return nothing(end_);
    }
    if (options_.most_pairs && pairs_ >= *options_.most_pairs) {
        return nothing(End::enough);
    }
    while (true) {
        if (const Outcome stepped = step_a(); !stepped) {
            return at_end(stepped.error()) && pairs_ > 0 ? nothing(End::a) : stepped.error();
        }
        const double time_s = frame_a_->pts_s + offset_s_;
        if (const Outcome stepped = step_b(time_s); !stepped) {
            return at_end(stepped.error()) && pairs_ > 0 ? nothing(End::b) : stepped.error();
        }
        if (b_is_over(time_s)) {
            if (pairs_ > 0) {
                return nothing(End::b);
            }
            return diagnose(Code::media_end,
                            fmt::format("the two have no moment in common: B ends before {:.3f} s of its time; look at "
                                        "--start, --start-b and --offset",
                                        time_s));
        }
        if (b_.info().kind == MediaKind::video && frame_b_->pts_s > time_s + tolerance_s_) {
            ++before_b_;
            continue;
        }
        ++pairs_;
        time_s_ = frame_a_->pts_s;
        return std::optional(FramePair{frame_a_, frame_b_});
    }
}

std::vector<std::string> FramePairs::leftovers() const {
    std::vector<std::string> out;
    if (!options_.offset_s && std::abs(offset_s_) > tolerance_s_) {
        out.push_back(
            fmt::format("the first frames lie {:+.3f} s apart and were laid on each other; --offset 0 compares "
                        "by the files' own time",
                        offset_s_));
    }
    if (before_b_ > 0) {
        out.push_back(fmt::format("{} frames of A lie before B's first and were passed over", before_b_));
    }
    if (end_ == End::b) {
        out.push_back(fmt::format("B ends before A: A's frames after {:.3f} s have no partner", time_s_));
    }
    const double covered_s = time_s_ + offset_s_ + static_cast<double>(options_.every) * interval_a_s_;
    if (end_ == End::a && ahead_b_ != nullptr && interval_a_s_ > 0.0 && ahead_b_->pts_s + tolerance_s_ >= covered_s) {
        out.push_back(fmt::format("A ends before B: B's frames from {:.3f} s on have no partner", ahead_b_->pts_s));
    }
    return out;
}

std::vector<Diagnostic> FramePairs::diagnostics() const {
    std::vector<Diagnostic> out = a_.diagnostics();
    out.insert(out.end(), b_.diagnostics().begin(), b_.diagnostics().end());
    return out;
}

} // namespace senga
