// The text forms of scalers: what command lines and presets say, and what is said when they say it wrong.
#include "renderer/chain/scaling.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace senga;

namespace {

KernelChoice read(std::string_view text) {
    const Result<KernelChoice> out = kernel_choice_from_text(text);
    REQUIRE_MESSAGE(out.ok(), (out.ok() ? "" : out.error().text));
    return *out;
}

std::string refusal(std::string_view text) {
    const Result<KernelChoice> out = kernel_choice_from_text(text);
    REQUIRE_MESSAGE(!out.ok(), text);
    CHECK(out.error().code == Code::preset_value);
    return out.error().text;
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != text.npos;
}

} // namespace

TEST_CASE("scaling: kernels and their names map both ways, with either dash") {
    CHECK(kernel_name(Kernel::catmull_rom) == "catmull-rom");
    CHECK(kernel_from_name("catmull_rom") == Kernel::catmull_rom);
    CHECK(kernel_from_name("ewa_lanczossharp") == Kernel::ewa_lanczossharp);
    CHECK(!kernel_from_name("Spline36"));
    CHECK(!kernel_from_name(""));
    std::set<Kernel> seen;
    for (const Kernel kernel : all_kernels()) {
        CHECK(kernel_from_name(kernel_name(kernel)) == kernel);
        CHECK(contains(kernel_names(), kernel_name(kernel)));
        CHECK(is_polar(kernel) == (kernel_name(kernel).starts_with("ewa") || kernel == Kernel::haasnsoft));
        seen.insert(kernel);
    }
    CHECK(seen.size() == static_cast<std::size_t>(Kernel::ewa_robidouxsharp) + 1);
}

TEST_CASE("scaling: a kernel is read with its numbers") {
    CHECK(read("spline36") == Kernel::spline36);
    KernelChoice cubic = Kernel::bcspline;
    cubic.b = 0.2;
    cubic.c = -0.5;
    CHECK(read("bcspline:b=0.2,c=-0.5") == cubic);
    CHECK(read(" bcspline : b = 0.2 , c = -0.5 ") == cubic);
    KernelChoice sharp = Kernel::ewa_lanczossharp;
    sharp.radius = 4;
    sharp.blur = 0.9;
    sharp.antiring = 0.75;
    CHECK(read("ewa_lanczossharp:radius=4,blur=0.9,antiring=0.75") == sharp);
    CHECK(read("lanczos:antiring=0") == Kernel::lanczos);
    CHECK(read("bicubic:b=0") != Kernel::bicubic);
}

TEST_CASE("scaling: kernels' texts read back to the same") {
    for (const char* text : {"nearest", "bcspline:b=0.2,c=-0.5", "ewa-lanczossharp:radius=4,blur=0.9,antiring=0.75",
                             "gaussian:radius=2.5", "catmull-rom:antiring=1"}) {
        CHECK(to_text(read(text)) == text);
    }
}

TEST_CASE("scaling: wrong texts are answered with what there is") {
    CHECK(contains(refusal("cubic"), "ewa-lanczossharp"));
    CHECK(contains(refusal("cubic"), "\"cubic\""));
    CHECK(contains(refusal(""), "spline36"));
    CHECK(contains(refusal("mitchell:radius=3"), "b (-10 to 10), c (-10 to 10), blur (0.1 to 10), antiring (0 to 1)"));
    CHECK(contains(refusal("bilinear:antiring=1"), "nothing"));
    for (const char* text :
         {"lanczos:", "lanczos:radius", "lanczos:radius=", "lanczos:radius=x", "lanczos:radius=0.4",
          "lanczos:radius=17", "lanczos:radius=nan", "lanczos:antiring=1.1", "lanczos:antiring=-1", "lanczos:blur=0",
          "lanczos:b=0.3", "lanczos:radius=3,", "spline36:radius=3", "lanczos;radius=3"}) {
        CHECK_MESSAGE(contains(refusal(text), "lanczos") != contains(text, "spline"), text);
    }
}

TEST_CASE("scaling: light, widening and the sigmoid's shape") {
    for (const UpLight light : {UpLight::gamma, UpLight::linear, UpLight::sigmoid}) {
        CHECK(up_light_from_name(light_name(light)) == light);
    }
    CHECK(down_light_from_name("gamma") == DownLight::gamma);
    CHECK(down_light_from_name("linear") == DownLight::linear);
    CHECK(!down_light_from_name("sigmoid")); // light that shrinks is not bent
    CHECK(!up_light_from_name("Linear"));
    CHECK(downscale_from_name("plain") == Scaling::Downscale::plain);
    CHECK(downscale_from_name("widened") == Scaling::Downscale::widened);
    CHECK(!downscale_from_name("wide"));
    CHECK(check(SigmoidShape{}).ok());
    CHECK(check(SigmoidShape{.centre = 0.0, .slope = 20.0}).ok());
    for (const SigmoidShape bad : {SigmoidShape{-0.1, 6.5}, {1.1, 6.5}, {0.75, 0.9}, {0.75, 21.0}}) {
        CHECK(!check(bad).ok());
    }
}
