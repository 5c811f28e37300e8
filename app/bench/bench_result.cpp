#include "app/bench/bench_result.h"

namespace senga {
namespace {

std::optional<double> ratio(const Statistics& ours, std::optional<double> mpvs, const Agreement& agreement) {
    if (agreement.verdict != Verdict::agree || ours.count == 0 || !mpvs || *mpvs <= 0.0) {
        return std::nullopt;
    }
    return ours.median / *mpvs;
}

std::optional<double> median(const Statistics& statistics) {
    return statistics.count > 0 ? std::optional(statistics.median) : std::nullopt;
}

} // namespace

std::optional<double> mpv_median_ms(const AgainstTimes& times) {
    const auto redraw = median(times.mpv_redraw);
    const auto copy = median(times.mpv_copy);
    return redraw && copy ? std::optional(*redraw - *copy) : std::nullopt;
}

std::optional<double> ratio_of(const AgainstTimes& times) {
    return ratio(times.ours, mpv_median_ms(times), times.agreement);
}

std::optional<double> frame_ratio_of(const AgainstTimes& times) {
    return ratio(times.ours_frame, median(times.mpv_frame), times.agreement);
}

std::optional<double> ratio_of(const WindowTimes& times) {
    return ratio(times.ours, median(times.mpv), times.agreement);
}

double ms_per_megapixel(const SweepRow& row) {
    const double pixels = static_cast<double>(row.size.w) * static_cast<double>(row.size.h);
    return pixels > 0.0 ? row.chain.median / (pixels / 1e6) : 0.0;
}

} // namespace senga
