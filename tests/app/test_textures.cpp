// The tab "Textures" without a window.
#include "dock_ui.h"

using namespace senga;
using namespace senga::test;

namespace {

State textured_state() {
    State state = planned_state();
    state.view.right = RightTab::textures;
    state.chain.cost.textures = {{"LUMA", 0, {1280, 720}, "r16", 1280UL * 720 * 2},
                                 {"GUIDE", 0, {2560, 1440}, "rgba16f", 2560UL * 1440 * 8},
                                 {"GUIDE", 1, {640, 360}, "rgba16f", 640UL * 360 * 8},
                                 {"table", 0, {64, 64}, "r8", 4096, false}};
    state.chain.cost.pool_bytes = 182UL * 1048576;
    return state;
}

} // namespace

TEST_CASE("every texture is listed with size, format and memory") {
    DockUi ui;
    State state = textured_state();
    ui.look(state);
    const std::string text = ui.text_of(draw_textures, state);
    for (const char* part : {"LUMA", "1280x720", "r16", "1.76 MiB", "2560x1440", "rgba16f", "28.1 MiB", "640x360",
                             "Graphics memory: 182 MiB"}) {
        CAPTURE(part);
        CHECK(contains(text, part));
    }
    state.chain.cost.textures.clear();
    CHECK(contains(ui.text_of(draw_textures, state), "listed here once a picture was drawn"));
}

TEST_CASE("a click shows a texture, the button saves it") {
    DockUi ui;
    State state = textured_state();
    const auto shown = only<command::SetExhibit>(ui.click_on(state, "texture.GUIDE.1"));
    CHECK(shown.side == Side::b);
    CHECK(shown.exhibit == Exhibit{Exhibit::Kind::texture, "GUIDE", 1});
    const auto saved = only<command::SaveTexture>(ui.click_on(state, "texture.GUIDE.1.save"));
    CHECK(saved.name == "GUIDE");
    CHECK(saved.occurrence == 1);
    CHECK(only<command::SaveTexture>(ui.click_on(state, "texture.LUMA.0.save")).name == "LUMA");
    CHECK_FALSE(ui.sees(state, "texture.table.0")); // a file's own cannot be shown

    CHECK_FALSE(ui.sees(state, "texture.back"));
    state.view.b = shown.exhibit;
    CHECK(contains(ui.text_of(draw_textures, state), "B: GUIDE #2"));
    const auto back = only<command::SetExhibit>(ui.click_on(state, "texture.back"));
    CHECK(back.exhibit.kind == Exhibit::Kind::chain);
}

TEST_CASE("a right click shows a texture on either side or saves it") {
    const State state = textured_state();
    const auto chosen = [&](const char* item) {
        DockUi ui;
        ui.click_on(state, "texture.LUMA.0", ImGuiMouseButton_Right);
        return ui.click_on(state, item);
    };
    CHECK(only<command::SetExhibit>(chosen("menu.show-a")).side == Side::a);
    CHECK(only<command::SetExhibit>(chosen("menu.show-b")).side == Side::b);
    CHECK(only<command::SaveTexture>(chosen("menu.save")).name == "LUMA");
}
