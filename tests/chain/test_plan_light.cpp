// The stages of the main scaler and the curves between them, as in mpv 0.35.1's pass_scale_main() and
// pass_color_map(): which there are, in which light they are, and what is said of those there are not.
#include "tests/chain/plan_fixture.h"

using namespace senga;
using namespace senga::test;

namespace {

using Curve = CurveStep::Curve;

Scaling lit(UpLight up, DownLight down = DownLight::gamma) {
    return {.up = Kernel::bilinear, .down = Kernel::bilinear, .up_light = up, .down_light = down};
}

std::vector<std::vector<Curve>> curves_of(const Plan& plan) {
    std::vector<std::vector<Curve>> out;
    for (const auto& step : steps_of<CurveStep>(plan)) {
        out.push_back(step->curves);
    }
    return out;
}

// The curves a picture has gone through when the step at `index` reads it; 'S' where it was scaled.
std::string way_to(const Plan& plan, std::size_t index) {
    std::string out;
    for (std::size_t i = 0; i < index; ++i) {
        if (const auto* curve = std::get_if<CurveStep>(&plan.steps[i].what)) {
            for (const Curve each : curve->curves) {
                out += each == Curve::linearise ? 'l' : each == Curve::bend ? 'b' : each == Curve::unbend ? 'u' : 'd';
            }
        } else if (std::holds_alternative<ResampleStep>(plan.steps[i].what)) {
            out += 'S';
        }
    }
    return out;
}

// The same for the pass that hooks `stage`.
std::string way_to(const Plan& plan, Stage stage) {
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
        const auto* pass = std::get_if<PassStep>(&plan.steps[i].what);
        if (pass != nullptr && pass->stage == stage) {
            return way_to(plan, i);
        }
    }
    return "none";
}

const std::string every_stage =
    pass_text("//!HOOK OUTPUT\n//!HOOK PREOUTPUT\n//!HOOK SCALED\n//!HOOK POSTKERNEL\n//!HOOK PREKERNEL\n"
              "//!HOOK SIGMOID\n//!HOOK LINEAR\n//!HOOK MAIN\n");

std::string reason_at(const std::string& stage, const Scaling& scaling, Size output) {
    const Plan it =
        planned(planned_chain({pass_text("//!HOOK " + stage + "\n//!DESC x\n")}, scaling), rgb_video({64, 36}), output);
    CHECK(report_of(it, "x").status == PassStatus::skipped);
    return report_of(it, "x").reason;
}

} // namespace

TEST_CASE("light: curves are drawn together where nobody looks between them") {
    const Size source{64, 36};
    const Plan sigmoid = planned(planned_chain({}, lit(UpLight::sigmoid)), rgb_video(source), {128, 72});
    CHECK(curves_of(sigmoid) ==
          std::vector<std::vector<Curve>>{{Curve::linearise, Curve::bend}, {Curve::unbend, Curve::delinearise}});
    CHECK(way_to(sigmoid, sigmoid.steps.size()) == "lbSud");
    const Plan linear = planned(planned_chain({}, lit(UpLight::linear)), rgb_video(source), {128, 72});
    CHECK(way_to(linear, linear.steps.size()) == "lSd");
    const Plan gamma = planned(planned_chain({}, lit(UpLight::gamma)), rgb_video(source), {128, 72});
    CHECK(way_to(gamma, gamma.steps.size()) == "S");
    // Each direction has a light of its own, and 1:1 has none.
    const Scaling both = lit(UpLight::sigmoid, DownLight::linear);
    const Plan down = planned(planned_chain({}, both), rgb_video(source), {32, 18});
    CHECK(way_to(down, down.steps.size()) == "lSd");
    CHECK(curves_of(planned(planned_chain({}, both), rgb_video(source), source)).empty());
    CHECK(curves_of(planned(planned_chain({}, lit(UpLight::sigmoid)), rgb_video(source), {32, 18})).empty());
    CHECK(curves_of(planned(planned_chain({}, lit(UpLight::gamma, DownLight::linear)), rgb_video(source), {128, 72}))
              .empty());
}

TEST_CASE("light: each stage is in the light mpv has it in") {
    const Plan sigmoid = planned(planned_chain({every_stage}, lit(UpLight::sigmoid)), rgb_video({64, 36}), {128, 72});
    CHECK(way_to(sigmoid, Stage::main) == "");
    CHECK(way_to(sigmoid, Stage::linear) == "l");
    CHECK(way_to(sigmoid, Stage::sigmoid) == "lb");
    CHECK(way_to(sigmoid, Stage::prekernel) == "lb");
    CHECK(way_to(sigmoid, Stage::postkernel) == "lbS");
    CHECK(way_to(sigmoid, Stage::scaled) == "lbSu"); // light, from mpv 0.30 on
    CHECK(way_to(sigmoid, Stage::preoutput) == "lbSud");
    CHECK(way_to(sigmoid, Stage::output) == "lbSud");
    const Plan down =
        planned(planned_chain({every_stage}, lit(UpLight::sigmoid, DownLight::linear)), rgb_video({64, 36}), {32, 18});
    CHECK(way_to(down, Stage::linear) == "l");
    CHECK(way_to(down, Stage::sigmoid) == "none");
    CHECK(way_to(down, Stage::postkernel) == "lS");
    CHECK(way_to(down, Stage::scaled) == "lS");
    CHECK(way_to(down, Stage::output) == "lSd");
    const Plan gamma = planned(planned_chain({every_stage}, lit(UpLight::gamma)), rgb_video({64, 36}), {128, 72});
    CHECK(way_to(gamma, Stage::linear) == "none");
    CHECK(way_to(gamma, Stage::prekernel) == "");
    CHECK(way_to(gamma, Stage::scaled) == "S");
    // At 1:1 there is no scaler, but PREKERNEL and POSTKERNEL are there.
    const Plan same = planned(planned_chain({every_stage}, lit(UpLight::sigmoid)), rgb_video({64, 36}), {64, 36});
    for (const Stage stage : {Stage::prekernel, Stage::postkernel, Stage::scaled, Stage::output}) {
        CHECK(way_to(same, stage) == "");
    }
}

TEST_CASE("light: the curve is the video's, the sigmoid the viewer's, and what a later pass binds lives on") {
    Scaling scaling = lit(UpLight::sigmoid);
    scaling.sigmoid = {.centre = 0.6, .slope = 9.0};
    FrameFormat format = rgb_video({64, 36});
    format.transfer = Transfer::srgb;
    const Plan it = planned(planned_chain({pass_text("//!HOOK OUTPUT\n//!BIND LINEAR\n//!DESC late\n")}, scaling),
                            format, {128, 72});
    REQUIRE(steps_of<CurveStep>(it).size() == 3); // LINEAR is looked at
    for (const auto& step : steps_of<CurveStep>(it)) {
        CHECK(step->transfer == Transfer::srgb);
        CHECK(step->sigmoid == scaling.sigmoid);
    }
    const auto pass = steps_of<PassStep>(it).at(0);
    const PlanImage& linear = pass->images.at(0).image;
    CHECK(linear.size == Size{64, 36});
    CHECK(it.textures[static_cast<std::size_t>(linear.texture)].last_step == static_cast<int>(it.steps.size()) - 1);
    CHECK(it.picture == it.steps.back().output);
}

TEST_CASE("light: a picture coded in linear light is shown with gamma 2.2, as mpv shows it") {
    FrameFormat format = rgb_video({64, 36});
    format.transfer = Transfer::linear;
    const Plan same = planned(planned_chain({}, lit(UpLight::gamma)), format, {64, 36});
    CHECK(way_to(same, same.steps.size()) == "d");
    CHECK(steps_of<CurveStep>(same).at(0)->transfer == Transfer::gamma22);
    const Plan up = planned(planned_chain({every_stage}, lit(UpLight::linear)), format, {128, 72});
    CHECK(way_to(up, Stage::linear) == ""); // it is there, and needs no curve
    CHECK(way_to(up, up.steps.size()) == "Sd");
}

TEST_CASE("light: a pass whose stage is not there is told which setting makes it") {
    const std::string up = reason_at("LINEAR", lit(UpLight::gamma), {128, 72});
    CHECK(contains(up, "enlarged in gamma light"));
    CHECK(contains(up, "--light"));
    CHECK(contains(up, "up_light"));
    const std::string down = reason_at("LINEAR", lit(UpLight::sigmoid), {32, 18});
    CHECK(contains(down, "shrunk in gamma light"));
    CHECK(contains(down, "--down-light"));
    CHECK(contains(reason_at("LINEAR", lit(UpLight::linear), {64, 36}), "pixel for pixel"));
    CHECK(contains(reason_at("SIGMOID", lit(UpLight::linear), {128, 72}), "enlarged in linear light"));
    CHECK(contains(reason_at("SIGMOID", lit(UpLight::sigmoid), {32, 18}), "shrunk"));
    CHECK(contains(reason_at("ALPHA", lit(UpLight::linear), {64, 36}), "opaque"));
    CHECK(contains(reason_at("XYZ", lit(UpLight::linear), {64, 36}), "XYZ"));
    CHECK(contains(reason_at("LUMA", lit(UpLight::linear), {64, 36}), "RGB"));

    const auto bound = [](const std::string& at, const std::string& name) {
        const Plan it = planned(
            planned_chain({pass_text("//!HOOK " + at + "\n//!BIND " + name + "\n//!DESC x\n")}, lit(UpLight::gamma)),
            rgb_video({64, 36}), {128, 72});
        CHECK(report_of(it, "x").status == PassStatus::missing_texture);
        return report_of(it, "x").reason;
    };
    CHECK(contains(bound("OUTPUT", "LINEAR"), "--light"));
    CHECK(contains(bound("MAIN", "SCALED"), "only after MAIN"));
}

TEST_CASE("light: polar kernels take one step for both axes, and carry the widening") {
    const Plan up = planned(planned_chain({}, {.up = Kernel::ewa_lanczos}), rgb_video({64, 36}), {128, 72});
    REQUIRE(steps_of<ResampleStep>(up).size() == 1);
    CHECK(steps_of<ResampleStep>(up)[0]->axis == ResampleStep::Axis::both);
    CHECK(steps_of<ResampleStep>(up)[0]->kernel == Kernel::ewa_lanczos);
    const Plan down = planned(planned_chain({}, {.down = Kernel::ewa_lanczos}), rgb_video({64, 36}), {32, 9});
    CHECK(steps_of<ResampleStep>(down).at(0)->widening == 2.0);
    // mpv never widens chroma's.
    const Plan chroma = planned(planned_chain({}, {.chroma = Kernel::ewa_lanczos}), video({64, 36}), {64, 36});
    CHECK(steps_of<ResampleStep>(chroma).at(0)->widening == 1.0);
}
