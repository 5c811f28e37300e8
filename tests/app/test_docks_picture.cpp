// The tab "Picture" without a window: what its widgets ask for.
#include "dock_ui.h"

using namespace senga;
using namespace senga::test;

namespace {

const ImVec2 tall{1280.0F, 1600.0F};

State picture_state() {
    State state = planned_state();
    state.view.left = LeftTab::picture;
    state.library.settings.dim_while_dragging = false;
    auto shader = std::make_shared<ShaderFile>();
    for (const char* name : {"brightness", "odd"}) {
        Parameter parameter;
        parameter.name = name;
        parameter.desc = std::string("what ") + name + " does";
        parameter.minimum = -100.0;
        parameter.maximum = 100.0;
        shader->parameters.push_back(parameter);
    }
    state.chain.equaliser.shader = shader;
    return state;
}

} // namespace

TEST_CASE("the equaliser has a slider for each value its file has") {
    DockUi ui(tall);
    State state = picture_state();
    const auto set =
        only<command::SetEqualiser>(ui.click_on(state, "equaliser.brightness", ImGuiMouseButton_Left, 0.75F));
    CHECK(set.name == "brightness");
    CHECK(set.value > 40.0); // three quarters of -100..100 are 50; the knob has a width
    CHECK(set.value < 60.0);
    CHECK(only<command::SetEqualiser>(ui.click_on(state, "equaliser.odd", ImGuiMouseButton_Left, 0.25F)).name == "odd");
    CHECK(ui.click_on(state, "equaliser.reset").empty()); // nothing to reset
    state.chain.equaliser.values["odd"] = 7.0;
    only<command::ResetEqualiser>(ui.click_on(state, "equaliser.reset"));
    const auto reset = only<command::SetEqualiser>(ui.click_on(state, "equaliser.odd", ImGuiMouseButton_Right));
    CHECK(reset.name == "odd");
    CHECK(reset.value == 0.0);

    const std::string text = ui.text_of(draw_picture, state);
    CHECK(contains(text, "Brightness"));
    CHECK(contains(text, "what odd does")); // no name of ours: the file's
    state.chain.equaliser.shader.reset();
    CHECK(contains(ui.text_of(draw_picture, state), "The equaliser's shader is missing."));
}

TEST_CASE("the picture's shape") {
    DockUi ui(tall);
    State state = picture_state();
    CHECK(ui.click_on(state, "picture.aspect").empty());
    CHECK(only<command::SetAspect>(ui.click_on(state, "aspect.4:3")).aspect == "4:3");
    state.player.aspect = "4:3";
    ui.click_on(state, "picture.aspect");
    CHECK(only<command::SetAspect>(ui.click_on(state, "aspect.")).aspect.empty());
    CHECK(only<command::Rotate>(ui.click_on(state, "picture.rotate-left")).direction == Direction::back);
    CHECK(only<command::Rotate>(ui.click_on(state, "picture.rotate-right")).direction == Direction::forward);
    only<command::ToggleDeinterlace>(ui.click_on(state, "picture.deinterlace"));
    only<command::ToggleOnTop>(ui.click_on(state, "picture.on-top"));
    state.player.panscan = 0.25;
    CHECK(only<command::ChangePanscan>(ui.click_on(state, "slide.panscan", ImGuiMouseButton_Right)).delta == -0.25);
    const auto more = only<command::ChangePanscan>(ui.click_on(state, "slide.panscan", ImGuiMouseButton_Left, 0.5F));
    CHECK(more.delta == doctest::Approx(0.25).epsilon(0.1));
}

TEST_CASE("scalers keep their anti-ringing, and lose the numbers of another kernel") {
    State state = picture_state();
    Scaling& scaling = state.chain.chain.scaling;
    scaling.up.kernel = Kernel::bcspline;
    scaling.up.b = 0.2;
    scaling.up.antiring = 0.5;
    const auto chosen = [&](const char* box, const char* choice) {
        DockUi ui(tall);
        CHECK(ui.click_on(state, box).empty());
        return only<command::SetScaling>(ui.click_on(state, choice)).scaling;
    };
    const Scaling up = chosen("scaling.up", "kernel.bilinear");
    CHECK(up.up.kernel == Kernel::bilinear);
    CHECK_FALSE(up.up.b);
    CHECK(up.up.antiring == 0.5);
    CHECK(up.down == scaling.down);
    CHECK(chosen("scaling.down", "kernel.nearest").down.kernel == Kernel::nearest);
    CHECK(chosen("scaling.chroma", "kernel.nearest").chroma.kernel == Kernel::nearest);
    CHECK(chosen("scaling.up-light", "light.2").up_light == UpLight::sigmoid);
    CHECK(chosen("scaling.down-light", "light.1").down_light == DownLight::linear);
    DockUi ui(tall);
    CHECK(only<command::SetScaling>(ui.click_on(state, "scaling.widened")).scaling.downscale ==
          Scaling::Downscale::plain);
    const auto ring = only<command::SetScaling>(ui.click_on(state, "slide.down", ImGuiMouseButton_Left, 0.75F));
    CHECK(ring.scaling.down.antiring == doctest::Approx(0.75).epsilon(0.1));
    CHECK(ring.scaling.up == scaling.up);
}
