#include "app/measure/measurement.h"

#include "app/measure/planar.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace senga {
namespace {

// Those that no choice but a conversion removes: the planes do not lie on each other.
bool planes_match(const FrameFormat& a, const FrameFormat& b) {
    const bool chroma = a.layout != Layout::ycbcr || a.subsampling == b.subsampling;
    return a.size == b.size && a.layout == b.layout && chroma && a.bit_depth == b.bit_depth;
}

FrameFormat target_format(const GridChoice& choice, const FrameFormat& a, const FrameFormat& b) {
    FrameFormat out = choice.kind == GridChoice::Kind::of_b ? b : a;
    if (choice.kind == GridChoice::Kind::size) {
        out.size = choice.size;
    }
    return out;
}

Diagnostic grids_differ(const FrameFormat& a, const FrameFormat& b) {
    std::string advice = "choose one with --grid a, --grid b or --grid WxH";
    if (planes_match(a, b)) {
        advice += ", or --grid stored to compare the codes as they are";
    }
    return diagnose(Code::usage, fmt::format("A and B are not on one grid ({}): {}",
                                             fmt::join(grid_differences(a, b), "; "), advice));
}

// Whether a frame of such a format can be brought to the target. `a` and `b` are those to name where none is chosen.
Outcome check_format(const GridChoice& choice, const FrameFormat& format, const FrameFormat& target,
                     const std::pair<FrameFormat, FrameFormat>& a_and_b) {
    if (grid_differences(format, target).empty()) {
        return Done{};
    }
    if (choice.kind == GridChoice::Kind::none) {
        return grids_differ(a_and_b.first, a_and_b.second);
    }
    const bool stored = choice.kind == GridChoice::Kind::stored;
    return stored && !planes_match(format, target) ? Outcome(grids_differ(target, format)) : Outcome(Done{});
}

std::vector<std::string> format_notes(const FrameFormat& a, const FrameFormat& b) {
    std::vector<std::string> out;
    if (a.transfer != b.transfer) {
        out.emplace_back("A and B are tagged with different transfer curves; codes were compared as they are");
    }
    if (a.pixel_aspect != b.pixel_aspect || a.rotation_deg != b.rotation_deg) {
        out.emplace_back("A and B are shown in different shapes (pixel aspect or rotation); they were measured as "
                         "stored");
    }
    return out;
}

std::optional<std::int64_t> expected_pairs(const FramePairs& pairs, const PairOptions& options) {
    std::optional<std::int64_t> out = options.most_pairs;
    const MediaInfo& info = pairs.info_a();
    if (info.duration_s > 0.0 && info.fps.value() > 0.0) {
        const double frames = std::max(0.0, info.duration_s - options.start_s) * info.fps.value();
        const auto compared = static_cast<std::int64_t>(std::ceil(frames / static_cast<double>(options.every)));
        out = std::min(out.value_or(compared), compared);
    }
    return out;
}

// One run of measure().
class Measuring {
public:
    explicit Measuring(const MeasureRequest& request)
        : request_(request), measurer_(request.metrics, request.grid.kernel) {}

    Outcome begin(const FrameFormat& a, const FrameFormat& b) {
        out_.format_a = a;
        out_.format_b = b;
        out_.grid = {.format = target_format(request_.grid, a, b), .kernel = request_.grid.kernel};
        out_.notes = format_notes(a, b);
        if (request_.vmaf.empty()) {
            return Done{};
        }
        Result<Vmaf> vmaf = Vmaf::create(request_.vmaf, out_.grid.format);
        if (!vmaf) {
            return vmaf.error();
        }
        vmaf_.emplace(*std::move(vmaf));
        return Done{};
    }

    Outcome add(const FramePair& pair) {
        const Result<PlanarPicture> a = on_grid(*pair.a, out_.converted_a);
        if (!a) {
            return a.error();
        }
        const Result<PlanarPicture> b = on_grid(*pair.b, out_.converted_b);
        if (!b) {
            return b.error();
        }
        out_.frames.push_back({pair.a->index, pair.b->index, pair.a->pts_s, pair.b->pts_s});
        Outcome added = measurer_.add(*a, *b);
        return added && vmaf_ ? vmaf_->add(*a, *b) : added;
    }

    enum class End { of_pairs, interrupted };
    Result<Measurement> finish(const FramePairs& pairs, End end) {
        out_.interrupted = end == End::interrupted;
        out_.series = measurer_.series();
        if (vmaf_) {
            const Result<std::vector<Series>> found = vmaf_->finish();
            if (!found) {
                return found.error();
            }
            for (const Series& each : *found) {
                if (each.values.size() != out_.frames.size()) {
                    return diagnose(Code::media_unreadable,
                                    fmt::format("libvmaf's log has {} frames, {} were given to it", each.values.size(),
                                                out_.frames.size()));
                }
            }
            out_.series.insert(out_.series.end(), found->begin(), found->end());
        }
        for (const std::vector<std::string>& more : {measurer_.notes(), pairs.leftovers()}) {
            out_.notes.insert(out_.notes.end(), more.begin(), more.end());
        }
        out_.warnings = pairs.diagnostics();
        return std::move(out_);
    }

private:
    Result<PlanarPicture> on_grid(const RawFrame& frame, bool& converted) const {
        const FrameFormat& target = out_.grid.format;
        const FrameFormat& other = out_.format_b == out_.format_a ? frame.format : out_.format_b;
        if (const Outcome fits = check_format(request_.grid, frame.format, target, {out_.format_a, other}); !fits) {
            return fits.error();
        }
        if (grid_differences(frame.format, target).empty()) {
            return planar_picture(frame);
        }
        if (request_.grid.kind != GridChoice::Kind::stored) {
            converted = true;
            return to_grid(planar_picture(frame), out_.grid);
        }
        PlanarPicture out = planar_picture(frame);
        out.format = target;
        return out;
    }

    const MeasureRequest& request_;
    Measurer measurer_;
    std::optional<Vmaf> vmaf_;
    Measurement out_;
};

} // namespace

Outcome check_grid(const MeasureRequest& request) {
    const Result<FramePairs> pairs = FramePairs::open(request.a, request.b, request.pairs);
    if (!pairs) {
        return pairs.error();
    }
    const FrameFormat& a = pairs->info_a().format;
    const FrameFormat& b = pairs->info_b().format;
    const FrameFormat target = target_format(request.grid, a, b);
    Outcome out = check_format(request.grid, a, target, {a, b});
    return out ? check_format(request.grid, b, target, {a, b}) : out;
}

Result<Measurement> measure(const MeasureRequest& request, const OnProgress& on_progress) {
    Result<FramePairs> pairs = FramePairs::open(request.a, request.b, request.pairs);
    if (!pairs) {
        return pairs.error();
    }
    Measuring measuring(request);
    if (const Outcome begun = measuring.begin(pairs->info_a().format, pairs->info_b().format); !begun) {
        return begun.error();
    }
    MeasureProgress progress{.pairs = 0, .expected = expected_pairs(*pairs, request.pairs)};
    while (true) {
        const Result<std::optional<FramePair>> pair = pairs->next();
        if (!pair) {
            return pair.error();
        }
        if (!pair->has_value()) {
            return measuring.finish(*pairs, Measuring::End::of_pairs);
        }
        if (const Outcome added = measuring.add(**pair); !added) {
            return added.error();
        }
        ++progress.pairs;
        progress.time_a_s = (*pair)->a->pts_s;
        if (on_progress(progress) == Onward::no) {
            return measuring.finish(*pairs, Measuring::End::interrupted);
        }
    }
}

} // namespace senga
