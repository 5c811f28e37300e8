// Smaller, larger, and there and back: fake HD.
#include "app/degrade/area_mean.h"
#include "app/degrade/operations.h"
#include "renderer/measure/resample.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

namespace senga {
namespace {

constexpr int largest_px = 16384;

// --- any kernel, any light -------------------------------------------------------------------------------------------

struct Filter {
    std::optional<KernelChoice> kernel; // none: the mean over the area
    DownLight light = DownLight::gamma;
};

Filter filter_of(const std::string& kernel, const std::string& light) {
    const std::optional<Kernel> found = kernel_from_name(kernel);
    return {.kernel = found ? std::optional<KernelChoice>(*found) : std::nullopt,
            .light = down_light_from_name(light).value_or(DownLight::gamma)};
}

FloatPlane resized_plane(const FloatPlane& plane, Size size, const Filter& filter) {
    if (!filter.kernel) {
        return area_mean(plane, size);
    }
    const Axis across{.samples = size.w, .step = static_cast<double>(plane.size.w) / size.w};
    const Axis down{.samples = size.h, .step = static_cast<double>(plane.size.h) / size.h};
    return resample(plane, across, down, *filter.kernel);
}

void convert(FloatPlane& plane, Transfer transfer, double (*curve)(Transfer, double)) {
    for (float& value : plane.samples) {
        value = static_cast<float>(curve(transfer, static_cast<double>(value)));
    }
}

void resize(FilmFrame& frame, Size size, const Filter& filter) {
    for (FloatPlane& plane : frame.rgb) {
        if (filter.light == DownLight::linear) {
            convert(plane, frame.format.transfer, to_linear);
        }
        plane = resized_plane(plane, size, filter);
        if (filter.light == DownLight::linear) {
            convert(plane, frame.format.transfer, from_linear);
        }
    }
    frame.format.size = size;
}

// --- sizes -----------------------------------------------------------------------------------------------------------

Size scaled(Size size, double factor) {
    const auto side = [factor](int px) { return std::max(1, static_cast<int>(std::lround(px * factor))); };
    return {side(size.w), side(size.h)};
}

// The shape the picture is shown in stays, but for what rounding to whole pixels does to it.
double pixel_aspect_at(const FrameFormat& format, Size size) {
    const double shape = static_cast<double>(format.size.w) / format.size.h;
    return std::abs(shape * size.h - size.w) < 1.0 ? format.pixel_aspect
                                                   : format.pixel_aspect * shape * size.h / size.w;
}

Diagnostic wrong_size(const char* name, Size size, Size picture, const char* advice) {
    return diagnose(Code::usage, fmt::format("{} to {}x{} where the picture is {}x{}: {}", name, size.w, size.h,
                                             picture.w, picture.h, advice));
}

struct Goal {
    std::optional<Size> size;
    double factor = 1.0;
};

Size size_of(const Goal& goal, Size from) {
    return goal.size.value_or(scaled(from, goal.factor));
}

} // namespace

std::string resizing_kernels() {
    std::string out = "box";
    for (const Kernel kernel : all_kernels()) {
        if (!is_polar(kernel)) {
            out += fmt::format(", {}", kernel_name(kernel));
        }
    }
    return out;
}

StagePtr make_downscale(const DamageValues& values, const StagePlace& /*place*/) {
    const Goal goal{.size = values.size("size"), .factor = 1.0 / values.number("factor")};
    const Filter filter = filter_of(values.word("kernel"), values.word("light"));
    return std::make_unique<FrameStage>([goal, filter](FilmFrame& frame) -> Outcome {
        const Size from = frame.format.size;
        const Size to = size_of(goal, from);
        if (to.w > from.w || to.h > from.h) {
            return wrong_size("downscale", to, from, "that is larger; use upscale");
        }
        frame.format.pixel_aspect = goal.size ? pixel_aspect_at(frame.format, to) : frame.format.pixel_aspect;
        resize(frame, to, filter);
        return Done{};
    });
}

StagePtr make_upscale(const DamageValues& values, const StagePlace& /*place*/) {
    const double factor = values.number("factor");
    const Goal goal{.size = values.size("size"), .factor = factor};
    const Filter filter = filter_of(values.word("kernel"), values.word("light"));
    return std::make_unique<FrameStage>([goal, filter](FilmFrame& frame) -> Outcome {
        const Size from = frame.format.size;
        const bool back = !goal.size && goal.factor == 0.0;
        const Size to = back ? frame.source.size : size_of(goal, from);
        if (to.w < from.w || to.h < from.h) {
            return wrong_size("upscale", to, from, "that is smaller; use downscale");
        }
        if (to.w > largest_px || to.h > largest_px) {
            return wrong_size("upscale", to, from, "sizes go to 16384");
        }
        if (back) {
            frame.format.pixel_aspect = frame.source.pixel_aspect;
        } else if (goal.size) {
            frame.format.pixel_aspect = pixel_aspect_at(frame.format, to);
        }
        resize(frame, to, filter);
        return Done{};
    });
}

StagePtr make_fake_hd(const DamageValues& values, const StagePlace& /*place*/) {
    const Goal native{.size = values.size("native"), .factor = 1.0 / values.number("factor")};
    const Filter down = filter_of(values.word("down"), "gamma");
    const Filter up = filter_of(values.word("up"), "gamma");
    return std::make_unique<FrameStage>([native, down, up](FilmFrame& frame) -> Outcome {
        const Size size = frame.format.size;
        const Size small = size_of(native, size);
        if (small.w > size.w || small.h > size.h) {
            return wrong_size("fake-hd", small, size, "the native size is to be the smaller one");
        }
        resize(frame, small, down);
        resize(frame, size, up);
        return Done{};
    });
}

} // namespace senga
