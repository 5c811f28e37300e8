// Where images lie: chroma siting, passes that resize or shift, and the choice and width of the main scaler. The
// numbers are worked out by hand from mpv 0.35.1's pass_read_video(), pass_hook(), compute_src_transform() and
// pass_scale_main().
#include "tests/chain/plan_fixture.h"

#include <cmath>

using namespace senga;
using namespace senga::test;

namespace {

// Position of output pixel `i` of `n` in the pixels of the step's source, along one axis.
double looked_up_x(const ResampleStep& step, int i, int n) {
    return (i + 0.5) * step.source.placement.scale_x * step.source.size.w / n + step.source.placement.shift_x;
}
double looked_up_y(const ResampleStep& step, int i, int n) {
    return (i + 0.5) * step.source.placement.scale_y * step.source.size.h / n + step.source.placement.shift_y;
}

constexpr double tiny = 1e-9; // doubles

Chain plain(Kernel up, Kernel down, Scaling::Downscale downscale = Scaling::Downscale::widened) {
    return planned_chain({}, {.up = up, .down = down, .chroma = up, .downscale = downscale});
}

} // namespace

TEST_CASE("placement: chroma is read where each siting says, for every subsampling and for odd sizes") {
    struct Case {
        Siting siting;
        double x; // of the first sample against the middle of its luma samples, in luma samples
        double y;
    };
    for (const Case& each :
         {Case{Siting::left, -0.5, 0}, Case{Siting::center, 0, 0}, Case{Siting::top_left, -0.5, -0.5},
          Case{Siting::top, 0, -0.5}, Case{Siting::bottom_left, -0.5, 0.5}, Case{Siting::bottom, 0, 0.5}}) {
        for (const Subsampling subsampling : {Subsampling{1, 1}, {1, 0}, {0, 1}, {2, 0}, {2, 2}}) {
            for (const Size size : {Size{64, 36}, {853, 479}, {1, 1}, {3, 5}}) {
                CAPTURE(siting_name(each.siting));
                CAPTURE(subsampling.x);
                CAPTURE(subsampling.y);
                CAPTURE(size.w);
                FrameFormat format = video(size, subsampling);
                format.siting = each.siting;
                const Plan it = planned({}, format, size);
                const auto scalers = steps_of<ResampleStep>(it);
                if (chroma_size(format) == size && (each.x == 0 || subsampling.x == 0) &&
                    (each.y == 0 || subsampling.y == 0)) {
                    continue; // one sample for one pixel: some axis may be scaled all the same
                }
                REQUIRE(scalers.size() == 2);
                const int rx = 1 << subsampling.x;
                const int ry = 1 << subsampling.y;
                for (const int i : {0, size.w / 2, size.w - 1}) {
                    // Luma pixel centre i + 0.5 lies at chroma sample position (i + 0.5 - x) / r, as sample n is
                    // centred on luma position r (n + 0.5) + x.
                    const double shift = rx > 1 ? each.x : 0.0;
                    CHECK(std::fabs(looked_up_x(*scalers[1], i, size.w) - (i + 0.5 - shift) / rx) < tiny);
                }
                for (const int i : {0, size.h / 2, size.h - 1}) {
                    const double shift = ry > 1 ? each.y : 0.0;
                    CHECK(std::fabs(looked_up_y(*scalers[0], i, size.h) - (i + 0.5 - shift) / ry) < tiny);
                }
            }
        }
    }
}

TEST_CASE("placement: 4:4:4 ignores the siting, and unknown is left for limited and centre for full range") {
    for (const Siting siting : {Siting::left, Siting::top_left, Siting::bottom, Siting::unknown}) {
        FrameFormat format = video({64, 36}, {0, 0});
        format.siting = siting;
        CHECK(steps_of<ResampleStep>(planned({}, format, {64, 36})).empty());
    }
    FrameFormat unknown = video({64, 36});
    CHECK(steps_of<ResampleStep>(planned({}, unknown, {64, 36})).at(1)->source.placement.shift_x == 0.25);
    unknown.range = Range::full;
    CHECK(steps_of<ResampleStep>(planned({}, unknown, {64, 36})).at(1)->source.placement.shift_x == 0.0);
}

TEST_CASE("placement: bilinear chroma is read while the planes are combined") {
    const Plan it = planned(planned_chain({}, {.chroma = Kernel::bilinear}), video({63, 35}), {63, 35});
    REQUIRE(it.steps.size() == 1);
    const auto step = steps_of<AssembleStep>(it).at(0);
    // Left: luma pixel 10, centred on 10.5, lies at chroma position 10.5 / 2 + 0.25.
    const Placement& chroma = step->chroma.placement;
    CHECK(std::fabs(10.5 / 63 * step->chroma.size.w * chroma.scale_x + chroma.shift_x - 5.5) < tiny);
    CHECK(std::fabs(10.5 / 35 * step->chroma.size.h * chroma.scale_y + chroma.shift_y - 5.25) < tiny);
    // A pass at CHROMA_SCALED needs the plane itself.
    const Plan hooked =
        planned(planned_chain({pass_text("//!HOOK CHROMA_SCALED\n//!DESC c\n")}, {.chroma = Kernel::bilinear}),
                video({63, 35}), {63, 35});
    CHECK(report_of(hooked, "c").size == Size{63, 35});
    CHECK(steps_of<AssembleStep>(hooked).at(0)->chroma.placement == Placement{});
}

TEST_CASE("placement: any shrinking axis takes the down kernel, else any growing one the up kernel, else none") {
    const Chain chain = plain(Kernel::lanczos, Kernel::mitchell);
    const auto kernels = [&](Size output) {
        std::vector<Kernel> out;
        for (const auto& step : steps_of<ResampleStep>(planned(chain, rgb_video({100, 80}), output))) {
            out.push_back(step->kernel.kernel);
        }
        return out;
    };
    CHECK(kernels({200, 160}) == std::vector{Kernel::lanczos, Kernel::lanczos});
    CHECK(kernels({100, 81}) == std::vector{Kernel::lanczos, Kernel::lanczos});
    CHECK(kernels({200, 79}) == std::vector{Kernel::mitchell, Kernel::mitchell});
    CHECK(kernels({50, 40}) == std::vector{Kernel::mitchell, Kernel::mitchell});
    CHECK(kernels({100, 80}).empty());
    // One pass for both axes where the GPU filters by itself.
    CHECK(steps_of<ResampleStep>(planned(plain(Kernel::bilinear, Kernel::bilinear), rgb_video({100, 80}), {50, 40}))
              .size() == 1);
    CHECK(steps_of<ResampleStep>(planned(plain(Kernel::nearest, Kernel::nearest), rgb_video({100, 80}), {500, 400}))
              .size() == 1);
}

TEST_CASE("placement: shrinking widens the kernel by the milder factor of the two, and only if both shrink") {
    const auto widening = [](Size output, Scaling::Downscale downscale) {
        const Plan it = planned(plain(Kernel::spline36, Kernel::spline36, downscale), rgb_video({100, 80}), output);
        return steps_of<ResampleStep>(it).at(0)->widening;
    };
    using Downscale = Scaling::Downscale;
    CHECK(widening({50, 40}, Downscale::widened) == 2.0);
    CHECK(widening({50, 20}, Downscale::widened) == 2.0);
    CHECK(widening({25, 40}, Downscale::widened) == 2.0);
    CHECK(widening({25, 20}, Downscale::widened) == 4.0);
    CHECK(widening({25, 80}, Downscale::widened) == 1.0);
    CHECK(widening({25, 160}, Downscale::widened) == 1.0);
    CHECK(widening({25, 20}, Downscale::plain) == 1.0);
    CHECK(widening({200, 160}, Downscale::widened) == 1.0);
}

TEST_CASE("placement: a doubler at LUMA changes the main scaler's factor and chroma's target") {
    const std::string doubler =
        pass_text("//!HOOK LUMA\n//!WIDTH HOOKED.w 2 *\n//!HEIGHT HOOKED.h 2 *\n//!DESC double\n");
    // Doubled to the display's size: nothing left to scale, chroma goes to 4 times its size.
    const Plan exact = planned(planned_chain({doubler}), video({320, 180}), {640, 360});
    const auto scalers = steps_of<ResampleStep>(exact);
    REQUIRE(scalers.size() == 2);
    CHECK(drawn_size(exact, 2) == Size{640, 360});
    // Doubled luma pixel i is centred on source position (i + 0.5) / 2, chroma on half of that and 0.25 for left.
    CHECK(std::fabs(looked_up_x(*scalers[1], 10, 640) - (10.5 / 4 + 0.25)) < tiny);
    CHECK(std::fabs(looked_up_y(*scalers[0], 10, 360) - 10.5 / 4) < tiny);
    // Doubled beyond the display: now it shrinks.
    const Plan beyond = planned(planned_chain({doubler}, {.up = Kernel::lanczos, .down = Kernel::mitchell}),
                                video({320, 180}), {480, 270});
    CHECK(steps_of<ResampleStep>(beyond).back()->kernel == Kernel::mitchell);
    CHECK(std::fabs(steps_of<ResampleStep>(beyond).back()->widening - 640.0 / 480) < tiny);
}

TEST_CASE("placement: OFFSET shifts what follows, in pixels of the new texture") {
    const std::string shifted =
        pass_text("//!HOOK MAIN\n//!WIDTH HOOKED.w 2 *\n//!HEIGHT HOOKED.h 2 *\n//!OFFSET -0.5 -1.5\n//!DESC shift\n");
    const Plan it = planned(planned_chain({shifted}), rgb_video({640, 360}), {1920, 1080});
    const auto scalers = steps_of<ResampleStep>(it);
    REQUIRE(scalers.size() == 2);
    // Output pixel i lies at source (i + 0.5) / 3, in the doubled texture at twice that, plus the offset.
    CHECK(std::fabs(looked_up_x(*scalers[1], 7, 1920) - (7.5 / 3 * 2 - 0.5)) < tiny);
    CHECK(std::fabs(looked_up_y(*scalers[0], 7, 1080) - (7.5 / 3 * 2 - 1.5)) < tiny);
    // Two in a row: the first offset doubles. -0.5 * 2 - 0.5 and -1.5 * 2 - 1.5.
    const Plan twice = planned(planned_chain({shifted, shifted}), rgb_video({640, 360}), {1920, 1080});
    const auto down = steps_of<ResampleStep>(twice);
    CHECK(std::fabs(looked_up_x(*down[1], 7, 1920) - (7.5 / 3 * 4 - 1.5)) < tiny);
    CHECK(std::fabs(looked_up_y(*down[0], 7, 1080) - (7.5 / 3 * 4 - 4.5)) < tiny);
    // At 1:1 only whole pixels are moved: -0.5 becomes -1 and -1.5 becomes -2 (roundf goes away from 0).
    const Plan exact = planned(planned_chain({shifted}), rgb_video({640, 360}), {1280, 720});
    const auto placed = steps_of<ResampleStep>(exact);
    REQUIRE(placed.size() == 1);
    CHECK(std::fabs(looked_up_x(*placed[0], 7, 1280) - 6.5) < tiny);
    CHECK(std::fabs(looked_up_y(*placed[0], 7, 720) - 5.5) < tiny);
}

TEST_CASE("placement: an offset of luma moves chroma along") {
    const std::string shifted =
        pass_text("//!HOOK LUMA\n//!WIDTH HOOKED.w 2 *\n//!HEIGHT HOOKED.h 2 *\n//!OFFSET -0.5 -0.5\n//!DESC shift\n");
    const Plan it = planned(planned_chain({shifted}), video({320, 180}), {960, 540});
    const auto scalers = steps_of<ResampleStep>(it);
    REQUIRE(scalers.size() == 4);
    // Pixel i of the doubled luma texture is centred on source position (i + 0.5 + 0.5) / 2; chroma on half of that,
    // left.
    CHECK(std::fabs(looked_up_x(*scalers[1], 10, 640) - (11.0 / 4 + 0.25)) < tiny);
    CHECK(std::fabs(looked_up_y(*scalers[0], 10, 360) - 11.0 / 4) < tiny);
    // And the main scaler puts all of it right again.
    CHECK(std::fabs(looked_up_x(*scalers[3], 10, 960) - (10.5 / 3 * 2 - 0.5)) < tiny);
}

TEST_CASE("placement: ALIGN shows the pass the siting and takes it off the plane") {
    const std::string aligned = pass_text("//!HOOK CHROMA\n//!OFFSET ALIGN\n//!DESC align\n");
    const Plan it = planned(planned_chain({aligned}), video({64, 36}), {64, 36});
    const auto pass = steps_of<PassStep>(it).at(0);
    CHECK(pass->images[0].image.placement == Placement{1.0, 1.0, 0.25, 0.0});
    const auto scalers = steps_of<ResampleStep>(it);
    REQUIRE(scalers.size() == 2);
    CHECK(std::fabs(looked_up_x(*scalers[1], 10, 64) - 10.5 / 2) < tiny);
    // Together with the enlargement, as Krig does it: nothing is left to do.
    const std::string krig =
        pass_text("//!HOOK CHROMA\n//!BIND LUMA\n//!WIDTH LUMA.w\n//!HEIGHT LUMA.h\n//!OFFSET ALIGN\n//!DESC align\n");
    const Plan enlarged = planned(planned_chain({krig}), video({64, 36}), {64, 36});
    CHECK(steps_of<ResampleStep>(enlarged).empty());
    const auto both = steps_of<PassStep>(enlarged).at(0);
    CHECK(both->images[0].image.placement == Placement{}); // LUMA
    CHECK(both->images[1].image.placement == Placement{1.0, 1.0, 0.25, 0.0});
    CHECK(steps_of<AssembleStep>(enlarged).at(0)->chroma.placement == Placement{});
    // Without ALIGN the siting stays with the enlarged plane: 0.25 of a sample is 0.5 of a pixel now.
    const std::string enlarge =
        pass_text("//!HOOK CHROMA\n//!BIND LUMA\n//!WIDTH LUMA.w\n//!HEIGHT LUMA.h\n//!DESC plain\n");
    const Plan shifted = planned(planned_chain({enlarge}), video({64, 36}), {64, 36});
    CHECK(std::fabs(looked_up_x(*steps_of<ResampleStep>(shifted).at(1), 10, 64) - 11.0) < tiny);
    // A pass that saves elsewhere does not touch the plane.
    const std::string aside = pass_text("//!HOOK CHROMA\n//!OFFSET ALIGN\n//!SAVE ASIDE\n//!DESC aside\n");
    const Plan untouched = planned(planned_chain({aside}), video({64, 36}), {64, 36});
    CHECK(steps_of<PassStep>(untouched).at(0)->images[0].image.placement == Placement{});
    CHECK(steps_of<ResampleStep>(untouched).at(1)->source.placement.shift_x == 0.25);
}

TEST_CASE("placement: NATIVE passes work on Y'CbCr and the matrix follows them") {
    const Plan it = planned(
        planned_chain({pass_text("//!HOOK NATIVE\n//!WIDTH HOOKED.w 2 *\n//!HEIGHT HOOKED.h 2 *\n//!DESC native\n")}),
        video({64, 36}), {128, 72});
    const auto combined = steps_of<AssembleStep>(it).at(0);
    CHECK(combined->matrix.m[0] == std::array{1.0F, 0.0F, 0.0F});
    CHECK(combined->matrix.c == std::array{0.0F, 0.0F, 0.0F});
    REQUIRE(steps_of<ConvertStep>(it).size() == 1);
    CHECK(steps_of<ConvertStep>(it)[0]->matrix.m == to_rgb(video({64, 36})).m);
    CHECK(report_of(it, "native").size == Size{128, 72});
    CHECK(std::holds_alternative<ConvertStep>(it.steps.back().what)); // 1:1 now
}
