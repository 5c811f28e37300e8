#include "renderer/measure/measurer.h"

#include "renderer/measure/banding.h"
#include "renderer/measure/colour_planes.h"
#include "renderer/measure/difference.h"
#include "renderer/measure/ms_ssim.h"
#include "renderer/measure/ssim.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <utility>

namespace senga {
namespace {

Series psnr_series(const std::string& name) {
    return {.name = name, .unit = "dB", .mean = Series::Mean::of_decibels};
}

Series mse_series(const std::string& name) {
    return {.name = name, .worse = Series::Worse::high};
}

Diagnostic too_small(const char* metric, Size size, const char* least) {
    return diagnose(Code::plan_input, fmt::format("{} cannot be measured on a plane of {}x{}: it takes {} at least; "
                                                  "leave it out with --metrics",
                                                  metric, size.w, size.h, least));
}

} // namespace

Measurer::Measurer(std::set<Metric> metrics, KernelChoice chroma) : metrics_(std::move(metrics)), chroma_(chroma) {}

Outcome Measurer::add(const PlanarPicture& a, const PlanarPicture& b) {
    assert(a.format.size == b.format.size && a.planes.size() == b.planes.size());
    if (metrics_.count(Metric::psnr) + metrics_.count(Metric::mse) > 0) {
        add_errors(a, b);
    }
    if (metrics_.count(Metric::ssim) > 0) {
        if (Outcome added = add_ssim(a, b); !added) {
            return added;
        }
    }
    if (metrics_.count(Metric::ms_ssim) + metrics_.count(Metric::banding) == 0) {
        return Done{};
    }
    const FloatPlane luma_a = luma_codes(a);
    const FloatPlane luma_b = luma_codes(b);
    if (metrics_.count(Metric::banding) > 0) {
        put({.name = "banding_a", .worse = Series::Worse::high}, banding(luma_a));
        put({.name = "banding_b", .worse = Series::Worse::high}, banding(luma_b));
    }
    return metrics_.count(Metric::ms_ssim) > 0 ? add_ms_ssim(luma_a, luma_b) : Outcome(Done{});
}

void Measurer::add_errors(const PlanarPicture& a, const PlanarPicture& b) {
    const std::vector<double> errors = plane_mse(a, b);
    const std::vector<std::string> names = plane_names(a.format.layout);
    const double all = mean_of_planes(a, errors);
    const double peak = largest_code(a.format.bit_depth);
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (metrics_.count(Metric::psnr) > 0) {
            put(psnr_series("psnr_" + names[i]), psnr_db(errors[i], peak));
        }
        if (metrics_.count(Metric::mse) > 0) {
            put(mse_series("mse_" + names[i]), errors[i]);
        }
    }
    if (metrics_.count(Metric::psnr) > 0) {
        put(psnr_series("psnr"), psnr_db(all, peak));
    }
    if (metrics_.count(Metric::mse) > 0) {
        put(mse_series("mse"), all);
    }
    // RGB's planes are these channels already, and gray has no others.
    if (a.format.layout == Layout::ycbcr) {
        add_rgb_errors(a, b);
    }
}

void Measurer::add_rgb_errors(const PlanarPicture& a, const PlanarPicture& b) {
    constexpr double codes_squared = 255.0 * 255.0;
    std::array<FloatPlane, 3> rgb_a = rgb_planes(a, chroma_);
    std::array<FloatPlane, 3> rgb_b = rgb_planes(b, chroma_);
    hold_within_unit(rgb_a);
    hold_within_unit(rgb_b);
    const std::array<double, 3> errors = channel_mse(rgb_a, rgb_b);
    const double all = (errors[0] + errors[1] + errors[2]) / 3.0;
    const std::vector<std::string> names = plane_names(Layout::rgb);
    for (std::size_t i = 0; i < errors.size(); ++i) {
        if (metrics_.count(Metric::psnr) > 0) {
            put(psnr_series("psnr_" + names[i]), psnr_db(errors[i], 1.0));
        }
        if (metrics_.count(Metric::mse) > 0) {
            put(mse_series("mse_" + names[i]), errors[i] * codes_squared);
        }
    }
    if (metrics_.count(Metric::psnr) > 0) {
        put(psnr_series("psnr_rgb"), psnr_db(all, 1.0));
    }
    if (metrics_.count(Metric::mse) > 0) {
        put(mse_series("mse_rgb"), all * codes_squared);
    }
}

Outcome Measurer::add_ssim(const PlanarPicture& a, const PlanarPicture& b) {
    const std::vector<std::string> names = plane_names(a.format.layout);
    std::vector<double> found;
    found.reserve(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        const std::optional<double> value = ssim(a.planes[i], b.planes[i], a.format.bit_depth);
        if (!value) {
            return too_small("ssim", a.planes[i].size, "8x8");
        }
        found.push_back(*value);
        put({.name = "ssim_" + names[i]}, *value);
    }
    put({.name = "ssim"}, mean_of_planes(a, found));
    return Done{};
}

Outcome Measurer::add_ms_ssim(const FloatPlane& a, const FloatPlane& b) {
    const std::optional<MsSsim> found = ms_ssim(a, b, 255.0);
    if (!found) {
        return too_small("ms-ssim", a.size, "11x11");
    }
    put({.name = "ms_ssim"}, found->value);
    if (found->scales < 5 && notes_.empty()) {
        notes_.push_back(fmt::format("ms-ssim used {} of its 5 scales: a picture of {}x{} holds no more (176x176 holds "
                                     "all); such values compare only with others of the same size",
                                     found->scales, a.size.w, a.size.h));
    }
    return Done{};
}

void Measurer::put(const Series& kind, double value) {
    auto place =
        std::find_if(series_.begin(), series_.end(), [&](const Series& each) { return each.name == kind.name; });
    if (place == series_.end()) {
        place = series_.insert(series_.end(), kind);
    }
    place->values.push_back(value);
}

} // namespace senga
