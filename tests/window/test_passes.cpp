// The pass list and the parameters in the real window: switches, order, solo, mute, menus, keys of passes, sliders;
// what becomes of passes that are skipped, broken, or edited on disk.
#include "tests/window/remote.h"

#include <doctest/doctest.h>

#include <cstddef>
#include <fstream>
#include <string>
#include <vector>

using namespace senga;
using namespace senga::test;

namespace {

constexpr Size large{1280, 720};

std::vector<std::string> with_panel(const std::string& clip, const std::vector<std::string>& chain) {
    std::vector<std::string> out{clip, "--start", "1", "--paused"};
    out.insert(out.end(), chain.begin(), chain.end());
    return out;
}

std::string pass(std::size_t index, const std::string& what) {
    return "/chain/passes/" + std::to_string(index) + "/" + what;
}

std::vector<std::string> order(Remote& remote) {
    std::vector<std::string> out;
    for (const json& entry : remote.state()["chain"]["passes"]) {
        out.push_back(entry["id"]);
    }
    return out;
}

void expect_order(Remote& remote, const std::vector<std::string>& wanted) {
    remote.until("the order " + json(wanted).dump(), [&](const json&) { return order(remote) == wanted; });
}

// Adds `amount` to red.
std::string reddening(const std::string& amount) {
    return "//!HOOK OUTPUT\n//!BIND HOOKED\n//!DESC Redder\nvec4 hook() {\n    vec4 c = HOOKED_tex(HOOKED_pos);\n"
           "    c.r += " +
           amount + ";\n    return c;\n}\n";
}

double mean_red(const Rgb8Image& image) {
    double sum = 0.0;
    for (std::size_t i = 0; i < image.samples.size(); i += 3) {
        sum += image.samples[i];
    }
    return sum / (static_cast<double>(image.samples.size()) / 3.0);
}

// Away from docks and toasts.
constexpr Rect bare{500, 250, 500, 250};

} // namespace

TEST_CASE("the pass list: switch, reorder, solo, mute, menu, keys") {
    const Home home;
    Remote remote(home, {.arguments = with_panel(silent_clip(home), {"--preset", "classic-1080p"}), .window = large});
    const std::vector<std::string> first{"classic/luma", "classic/push", "classic/gradient", "classic/push-grad"};
    REQUIRE(order(remote) == first);
    remote.expect(pass(1, "status"), "runs");
    const Remote::Work before = remote.work();

    remote.click("pass.1.switch");
    remote.expect(pass(1, "enabled"), false);
    remote.expect(pass(1, "status"), "off");
    remote.expect("/chain/modified", true);
    remote.click("pass.1.switch");
    remote.expect(pass(1, "status"), "runs");
    remote.click("pass.1.mute");
    remote.expect(pass(1, "muted"), true);
    remote.expect(pass(1, "status"), "off");
    CHECK(remote.value(pass(1, "enabled")) == true);
    remote.click("pass.1.mute");
    remote.click("pass.0.solo");
    remote.expect(pass(0, "solo"), true);
    remote.expect(pass(3, "status"), "off");
    remote.click("pass.0.solo");
    remote.expect(pass(3, "status"), "runs");
    remote.click("chain.switch");
    remote.expect("/chain/enabled", false);
    remote.click("chain.switch");
    remote.expect("/chain/enabled", true);
    CHECK(remote.work().compiles == before.compiles); // whatever is switched, nothing is compiled

    // By hand below the last but one, and back by the menu.
    remote.drag(remote.spot("pass.1.handle"), remote.spot("pass.3.name", 0.5, 0.1));
    expect_order(remote, {"classic/luma", "classic/gradient", "classic/push", "classic/push-grad"});
    remote.click("pass.2.name", Button::right);
    remote.click("menu.up");
    expect_order(remote, first);
    remote.click("pass.3.name", Button::right);
    remote.click("menu.duplicate");
    expect_order(remote,
                 {"classic/luma", "classic/push", "classic/gradient", "classic/push-grad", "classic/push-grad"});
    remote.click("pass.4.name", Button::right);
    remote.click("menu.remove");
    expect_order(remote, first);

    // A key of its own: asked for in the menu, pressed, used, shown, taken away.
    remote.click("pass.0.name", Button::right);
    remote.click("menu.key");
    remote.expect("/view/capture", "pass:classic/luma");
    remote.key("ctrl+l");
    remote.expect("/view/capture", "");
    remote.expect("/library/own_keys/pass:classic~1luma", json{"Ctrl+L"});
    remote.key("ctrl+l");
    remote.expect(pass(0, "enabled"), false);
    remote.key("ctrl+l");
    remote.expect(pass(0, "enabled"), true);
    remote.until("keys.toml", [&](const json&) {
        return contents(home.config() / "keys.toml").find("\"classic/luma\" = [\"Ctrl+L\"]") != std::string::npos;
    });

    // From the shelf, by a few letters.
    remote.click("pass.add");
    remote.expect("/panel/typing", true);
    remote.type("deband");
    remote.appears("shelf.deband/deband");
    remote.key("Return");
    remote.expect(pass(4, "id"), "deband/deband");
    remote.expect(pass(4, "status"), "runs");
    remote.quit();
}

TEST_CASE("parameters: drag, type, reset, revert; the panel fades meanwhile") {
    const Home home;
    Remote remote(home, {.arguments = with_panel(silent_clip(home), {"--preset", "classic-1080p"}), .window = large});
    remote.expect(pass(1, "status"), "runs");
    const std::string slider = "pass.1.parameter.push_strength";
    const std::string value = pass(1, "values/push_strength");
    remote.click("pass.1.name"); // unfolds
    remote.appears(slider);
    const Remote::Work before = remote.work();

    const Rgb8Image solid = cropped(remote.picture(), {14, 300, 300, 200});
    const Rect rail = remote.box(slider);
    const int y = rail.y + rail.h / 2;
    remote.move({rail.x + rail.w / 4, y});
    remote.press();
    remote.expect("/view/dimmed", true);
    remote.expect(value, 0.25, 0.03);
    remote.move({rail.x + rail.w / 2, y});
    remote.expect(value, 0.5, 0.03);
    remote.shows("the picture through the panel", [&](const Rgb8Image& seen) {
        return differing(cropped(seen, {14, 300, 300, 200}), solid) > 10000;
    });
    remote.release();
    remote.expect("/view/dimmed", false);
    remote.expect("/chain/modified", true);

    remote.type_into(slider, "0.8");
    remote.expect(value, 0.8, 1e-6);
    remote.click(slider, Button::right);
    remote.expect(value, 0.3, 1e-6);
    remote.type_into(slider, "0.1");
    remote.expect(value, 0.1, 1e-6);
    remote.click("pass.1.reset");
    remote.expect(value, 0.3, 1e-6);
    remote.type_into(slider, "0.9");
    remote.expect("/chain/modified", true);
    remote.key("ctrl+r"); // the whole preset
    remote.expect("/chain/modified", false);
    remote.expect(value, 0.3, 1e-6);
    CHECK(remote.work().compiles == before.compiles);

    // Not while the panel is asked to stay.
    remote.key("F5");
    remote.click("settings.dim");
    remote.key("F2");
    remote.move({rail.x + rail.w / 4, y});
    remote.press();
    remote.expect(value, 0.25, 0.03);
    CHECK(remote.value("/view/dimmed") == false);
    remote.release();
    remote.quit();
}

TEST_CASE("what becomes of each pass is always to be seen") {
    const Home home;
    const std::string runs = home.write("runs.glsl", reddening("0.1")).string();
    const std::string skipped =
        home.write("skipped.glsl", "//!HOOK OUTPUT\n//!BIND HOOKED\n//!DESC For larger screens\n"
                                   "//!WHEN OUTPUT.w MAIN.w / 1.2 >\nvec4 hook() { return HOOKED_tex(HOOKED_pos); }\n")
            .string();
    const std::string broken =
        home.write("broken.glsl", "//!HOOK OUTPUT\n//!BIND HOOKED\nvec4 hook() { return no_such_thing; }\n").string();
    const std::string needy = home.write("needy.glsl", "//!HOOK OUTPUT\n//!BIND HOOKED\n//!BIND NOWHERE\n"
                                                       "vec4 hook() { return NOWHERE_tex(HOOKED_pos); }\n")
                                  .string();
    Remote remote(home, {.arguments = with_panel(silent_clip(home), {"--shader", runs, skipped, broken, needy}),
                         .window = large});
    remote.expect(pass(0, "status"), "runs");
    remote.expect(pass(1, "status"), "skipped");
    const std::string why = remote.value(pass(1, "reason"));
    CHECK_MESSAGE(why.find("1.2") != std::string::npos, why);
    CHECK_MESSAGE(why.find("1.00") != std::string::npos, why);
    remote.until("the failure", [](const json& now) {
        const std::string failure = now["chain"]["passes"][2]["failure"];
        return failure.find("no_such_thing") != std::string::npos;
    });
    remote.expect(pass(3, "status"), "missing texture");
    // The others go on.
    remote.key("1");
    remote.expect(pass(0, "status"), "off");
    const double plain = mean_red(cropped(remote.picture(), bare));
    remote.key("1");
    remote.shows("more red", [&](const Rgb8Image& seen) { return mean_red(cropped(seen, bare)) > plain + 15.0; });
    // The log goes along where one can type it in.
    remote.click("pass.2.status");
    remote.ask("");
    remote.key("ctrl+v");
    remote.until("the log", [](const json& now) {
        const std::string query = now["view"]["query"];
        return query.find("no_such_thing") != std::string::npos;
    });
    remote.key("Escape");
    remote.expect("/view/overlay", "none");
    remote.quit();
}

TEST_CASE("a shader file that is edited runs at once; a bad edit changes nothing") {
    const Home home;
    const std::string file = home.write("edited.glsl", reddening("0.0")).string();
    Remote remote(home, {.arguments = with_panel(silent_clip(home), {"--shader", file}), .window = large});
    remote.expect(pass(0, "status"), "runs");
    remote.settle();
    const double plain = mean_red(cropped(remote.picture(), bare));
    home.write("edited.glsl", reddening("0.2"));
    // By 51 where there is room for it, which is in more than a half of this part.
    remote.shows("more red", [&](const Rgb8Image& seen) { return mean_red(cropped(seen, bare)) > plain + 25.0; });
    remote.settle();
    const Rgb8Image good = cropped(remote.picture(), bare);
    home.write("edited.glsl", reddening("0.2 +"));
    remote.until("the edit's failure", [](const json& now) { return now["chain"]["passes"][0]["edit_failure"] != ""; });
    remote.appears("pass.0.edit");
    CHECK(remote.value(pass(0, "status")) == "runs");
    CHECK(differing(cropped(remote.picture(), bare), good) == 0);
    remote.key("space"); // and it plays on
    remote.expect("/player/paused", false);
    home.write("edited.glsl", reddening("0.1"));
    remote.expect(pass(0, "edit_failure"), "");
    remote.vanishes("pass.0.edit");
    remote.quit();
}
