#include "renderer/chain/plan.h"

#include "renderer/chain/planner.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace senga {
namespace {

using detail::compose;
using detail::inverse;
using detail::Planner;

constexpr double epsilon = std::numeric_limits<float>::epsilon(); // as mpv compares scale factors

bool identity(const Placement& placement) {
    return placement == Placement{};
}

// Adds the steps that draw `source` (its size already that of the result in its own coordinates) at `size`.
PlanImage resample(Planner& planner, PlanImage source, Size size, const KernelChoice& kernel, double widening,
                   const std::string& name) {
    const int components = source.components;
    if (kernel.kernel == Kernel::nearest || kernel.kernel == Kernel::bilinear) {
        return planner.add_step(ResampleStep{.source = source, .kernel = kernel}, size, components, name);
    }
    if (is_polar(kernel.kernel)) {
        return planner.add_step(ResampleStep{.source = source, .kernel = kernel, .widening = widening}, size,
                                components, name);
    }
    // y first, then x: mpv's order, and with it its rounding.
    PlanImage across = source;
    across.placement.scale_x = 1.0;
    across.placement.shift_x = 0.0;
    const Size between{source.size.w, size.h};
    PlanImage half = planner.add_step(
        ResampleStep{.source = across, .kernel = kernel, .axis = ResampleStep::Axis::y, .widening = widening}, between,
        components, name + ", vertical");
    half.placement.scale_x = source.placement.scale_x;
    half.placement.shift_x = source.placement.shift_x;
    return planner.add_step(
        ResampleStep{.source = half, .kernel = kernel, .axis = ResampleStep::Axis::x, .widening = widening}, size,
        components, name);
}

// What the planes are before they meet: an image each, and how source pixels map to it.
struct Planes {
    PlanImage luma; // or RGB
    Placement source_to_luma;
    PlanImage chroma; // texture -1: none
};

// Brings chroma to the luma image's size and place.
PlanImage align_chroma(Planner& planner, const Chain& chain, PlanImage chroma, const Placement& source_to_chroma,
                       const Planes& planes) {
    // A position in the luma image, taken back to the source and on to the chroma image.
    const Placement luma_to_chroma = compose(source_to_chroma, inverse(planes.source_to_luma));
    if (chroma.size != planes.luma.size || !identity(luma_to_chroma)) {
        const bool filtered = chain.scaling.chroma.kernel != Kernel::bilinear || planner.uses(Stage::chroma_scaled);
        if (!filtered) {
            // Sampling while the planes are combined is bilinear for free.
            chroma.size = planes.luma.size;
            chroma.placement = luma_to_chroma;
            return chroma;
        }
        // resample() keeps the other axis untouched, so the source keeps its own width until the second step.
        PlanImage source = chroma;
        const KernelChoice& kernel = chain.scaling.chroma;
        const auto w = static_cast<double>(planes.luma.size.w);
        const auto h = static_cast<double>(planes.luma.size.h);
        // Positions arrive as a share of the image's size; scale them so that they cover the luma image.
        source.placement = {luma_to_chroma.scale_x * w / chroma.size.w, luma_to_chroma.scale_y * h / chroma.size.h,
                            luma_to_chroma.shift_x, luma_to_chroma.shift_y};
        chroma = resample(planner, source, planes.luma.size, kernel, 1.0, "chroma scaled");
    }
    if (planner.uses(Stage::chroma_scaled)) {
        chroma = planner.run_stage(Stage::chroma_scaled, chroma, nullptr);
    }
    return chroma;
}

Planes read_planes(Planner& planner, const Chain& chain, const FrameFormat& format) {
    Planes out;
    if (format.layout == Layout::rgb) {
        out.luma = planner.add_plane(PlanTexture::Source::rgb, format.size, 3, "RGB plane");
        out.luma = planner.run_stage(Stage::rgb, out.luma, &out.source_to_luma);
        planner.set_source_scale(out.source_to_luma);
        return out;
    }
    out.luma = planner.add_plane(PlanTexture::Source::luma, format.size, 1, "luma plane");
    PlanImage chroma;
    if (format.layout == Layout::ycbcr) {
        chroma = planner.add_plane(PlanTexture::Source::chroma, chroma_size(format), 2, "chroma plane");
    }
    out.luma = planner.run_stage(Stage::luma, out.luma, &out.source_to_luma);
    planner.set_source_scale(out.source_to_luma);
    if (chroma.texture < 0) {
        return out;
    }
    const ChromaOffset offset = chroma_offset(format);
    Placement source_to_chroma{1.0 / (1 << format.subsampling.x), 1.0 / (1 << format.subsampling.y), offset.x,
                               offset.y};
    chroma = planner.run_stage(Stage::chroma, chroma, &source_to_chroma);
    out.chroma = align_chroma(planner, chain, chroma, source_to_chroma, out);
    return out;
}

ColourMatrix no_matrix() {
    ColourMatrix out;
    out.m = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
    return out;
}

// Planes to R'G'B', with the stages NATIVE, MAINPRESUB and MAIN.
PlanImage to_main(Planner& planner, const Planes& planes, const FrameFormat& format, Placement& source_to_image) {
    PlanImage image = planes.luma;
    const bool rgb = format.layout == Layout::rgb;
    if (planner.uses(Stage::native)) {
        // Where WHEN keeps every pass from it, nobody sees the combined planes, and they are not made.
        const bool combined = !rgb && planner.needs(Stage::native, planes.luma);
        if (combined) {
            image = planner.add_step(AssembleStep{planes.luma, planes.chroma, no_matrix()}, planes.luma.size, 3,
                                     "planes combined");
        }
        image = planner.run_stage(Stage::native, image, &source_to_image);
        planner.set_source_scale(source_to_image);
        if (combined) {
            image = planner.add_step(ConvertStep{image, to_rgb(format)}, image.size, 3, "R'G'B'");
        } else if (!rgb) {
            image = planner.add_step(AssembleStep{planes.luma, planes.chroma, to_rgb(format)}, image.size, 3, "R'G'B'");
        }
    } else if (!rgb) {
        image = planner.add_step(AssembleStep{planes.luma, planes.chroma, to_rgb(format)}, image.size, 3, "R'G'B'");
    }
    for (const Stage stage : {Stage::mainpresub, Stage::main}) {
        image = planner.run_stage(stage, image, &source_to_image);
        planner.set_source_scale(source_to_image);
    }
    return image;
}

// The main scaler, as mpv chooses it: `down` where any axis shrinks, `up` where any grows, none at 1:1.
struct MainScaler {
    Planner::Direction direction = Planner::Direction::none;
    Placement placement; // of the picture before it in the one behind it
    double widening = 1.0;
    bool linear = false;
    bool sigmoid = false;
};

MainScaler choose_scaler(const Scaling& scaling, const PlanImage& image, const Placement& source_to_image,
                         const FrameFormat& format, Size output) {
    const double x = output.w / (format.size.w * source_to_image.scale_x);
    const double y = output.h / (format.size.h * source_to_image.scale_y);
    const bool down = x < 1.0 - epsilon || y < 1.0 - epsilon;
    const bool up = !down && (x > 1.0 + epsilon || y > 1.0 + epsilon);
    MainScaler out;
    // Positions in the output as a share of its size, taken to source pixels and on to the image's.
    out.placement = {format.size.w * source_to_image.scale_x / image.size.w,
                     format.size.h * source_to_image.scale_y / image.size.h, source_to_image.shift_x,
                     source_to_image.shift_y};
    if (!down && !up) {
        // Whole pixels only: a shift by less than half a pixel is better than a blur.
        out.placement.shift_x = std::round(out.placement.shift_x);
        out.placement.shift_y = std::round(out.placement.shift_y);
        return out;
    }
    out.direction = down ? Planner::Direction::down : Planner::Direction::up;
    // One factor for both axes, the milder: as mpv, which would rather leave one axis sharp than blur the other.
    const double largest = std::max(x, y);
    const bool widen = scaling.downscale == Scaling::Downscale::widened && largest < 1.0;
    out.widening = widen ? 1.0 / largest : 1.0;
    out.linear = down ? scaling.down_light == DownLight::linear : scaling.up_light != UpLight::gamma;
    out.sigmoid = up && scaling.up_light == UpLight::sigmoid;
    return out;
}

PlanImage draw_scaled(Planner& planner, const Scaling& scaling, const MainScaler& scaler, PlanImage image,
                      Size output) {
    if (scaler.direction == Planner::Direction::none) {
        if (image.size == output && scaler.placement.shift_x == 0.0 && scaler.placement.shift_y == 0.0) {
            return image;
        }
        image.placement = scaler.placement;
        return planner.add_step(ResampleStep{.source = image, .kernel = Kernel::bilinear}, output, image.components,
                                "placed");
    }
    image.placement = scaler.placement;
    const bool down = scaler.direction == Planner::Direction::down;
    return resample(planner, image, output, down ? scaling.down : scaling.up, scaler.widening, "scaled");
}

// The picture between MAIN and the end, and the curves it still has to go through: they are drawn together, where
// somebody looks at the result.
class Lit {
public:
    using Curve = CurveStep::Curve;

    Lit(Planner& planner, PlanImage image, const FrameFormat& format, const SigmoidShape& sigmoid)
        : planner_(planner), image_(image), transfer_(format.transfer), sigmoid_(sigmoid) {}

    // Pictures coded in linear light need no curve to become it, and get mpv's choice of a curve to be shown.
    void pass_through(Curve curve) {
        const bool none = curve == Curve::linearise && transfer_ == Transfer::linear;
        if (!none) {
            pending_.push_back(curve);
        }
    }

    void stage(Stage stage) {
        if (planner_.uses(stage)) {
            drawn();
        }
        image_ = planner_.run_stage(stage, image_, nullptr);
    }

    // The picture with all its curves.
    PlanImage drawn() {
        if (!pending_.empty()) {
            const char* name = "linear light";
            name = pending_.back() == Curve::bend ? "sigmoid light" : name;
            name = pending_.back() == Curve::delinearise ? "R'G'B'" : name;
            const Transfer shown = transfer_ == Transfer::linear ? Transfer::gamma22 : transfer_;
            image_ = planner_.add_step(
                CurveStep{.source = image_, .curves = pending_, .transfer = shown, .sigmoid = sigmoid_}, image_.size,
                image_.components, name);
            pending_.clear();
        }
        return image_;
    }

    void replace(PlanImage image) { image_ = image; }

private:
    Planner& planner_;
    PlanImage image_;
    Transfer transfer_;
    SigmoidShape sigmoid_;
    std::vector<Curve> pending_;
};

// From MAIN to the end, as mpv's pass_scale_main() and what follows it. PREOUTPUT is libplacebo's: as there it is in
// the display's light.
PlanImage to_output(Planner& planner, const Scaling& scaling, const MainScaler& scaler, const FrameFormat& format,
                    PlanImage image) {
    using Curve = CurveStep::Curve;
    Lit lit(planner, image, format, scaling.sigmoid);
    planner.set_direction(scaler.direction);
    if (scaler.linear) {
        lit.pass_through(Curve::linearise);
        lit.stage(Stage::linear);
    }
    if (scaler.sigmoid) {
        lit.pass_through(Curve::bend);
        lit.stage(Stage::sigmoid);
    }
    lit.stage(Stage::prekernel);
    lit.replace(draw_scaled(planner, scaling, scaler, lit.drawn(), planner.output()));
    lit.stage(Stage::postkernel);
    if (scaler.sigmoid) {
        lit.pass_through(Curve::unbend);
    }
    lit.stage(Stage::scaled);
    if (scaler.linear || format.transfer == Transfer::linear) {
        lit.pass_through(Curve::delinearise);
    }
    lit.stage(Stage::preoutput);
    lit.stage(Stage::output);
    return lit.drawn();
}

Outcome check_input(const FrameFormat& format, Size output, const Limits& limits) {
    const auto fits = [&](Size size) {
        return !size.empty() && size.w <= limits.texture_edge_px && size.h <= limits.texture_edge_px;
    };
    if (fits(format.size) && fits(output)) {
        return Done{};
    }
    return diagnose(Code::plan_input,
                    fmt::format("a picture of {}x{} shown at {}x{} is not possible: sizes go from 1 to {} pixels",
                                format.size.w, format.size.h, output.w, output.h, limits.texture_edge_px));
}

} // namespace

std::string_view status_name(PassStatus status) {
    switch (status) {
    case PassStatus::runs:
        return "runs";
    case PassStatus::skipped:
        return "skipped";
    case PassStatus::off:
        return "off";
    case PassStatus::failed:
        return "failed";
    case PassStatus::missing_texture:
        break;
    }
    return "missing texture";
}

Result<Plan> plan(const Chain& chain, const FrameFormat& format, Size output, const Limits& limits) {
    if (const Outcome ok = check_input(format, output, limits); !ok) {
        return ok.error();
    }
    Planner planner(chain, format, output, limits);
    const Planes planes = read_planes(planner, chain, format);
    Placement source_to_image = planes.source_to_luma;
    PlanImage image = to_main(planner, planes, format, source_to_image);
    const MainScaler scaler = choose_scaler(chain.scaling, image, source_to_image, format, output);
    image = to_output(planner, chain.scaling, scaler, format, image);
    // Planes cannot be handed out as the picture, and a pass with four components may leave anything in alpha.
    const bool plane = planner.is_plane(image);
    if (plane || image.components == 4 || image.components < 3) {
        image = planner.add_step(SealStep{image}, output, 3, "picture");
    }
    return planner.finish(image);
}

int find_texture(const Plan& plan, std::string_view name, int occurrence) {
    for (std::size_t i = 0; i < plan.textures.size(); ++i) {
        if (plan.textures[i].name == name && occurrence-- == 0) {
            return static_cast<int>(i);
        }
    }
    return -1;
}

EntryStatus entry_status(const Plan& plan, std::size_t entry) {
    // The worst news first: a failed pass explains more than a skipped one, and that more than one that runs.
    const auto rank = [](PassStatus status) {
        switch (status) {
        case PassStatus::failed:
            return 4;
        case PassStatus::missing_texture:
            return 3;
        case PassStatus::runs:
            return 2;
        case PassStatus::skipped:
            return 1;
        case PassStatus::off:
            break;
        }
        return 0;
    };
    EntryStatus out;
    bool any = false;
    for (const PassReport& report : plan.reports) {
        if (report.entry == entry && (!any || rank(report.status) > rank(out.status))) {
            out = {report.status, report.reason};
            any = true;
        }
    }
    if (!any && entry < plan.shaders.size() && plan.shaders[entry] == nullptr) {
        out = {PassStatus::failed, "the shader file could not be loaded"};
    }
    return out;
}

} // namespace senga
