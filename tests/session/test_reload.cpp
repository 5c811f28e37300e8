// A shader file that is edited while it runs: the new picture comes by itself; a broken edit costs nothing but a
// message, and not for a single frame does the picture lose its passes.
#include "tests/session/live_session.h"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <functional>
#include <string>
#include <thread>

using namespace senga;
using senga::test::clock_s;
using senga::test::differing;
using senga::test::LiveOptions;
using senga::test::LiveSession;
using senga::test::Pixels;
using senga::test::Workshop;

namespace {

// The colour that `expression` makes, all over the window; `weight` is a parameter.
std::string pass(const std::string& expression) {
    return "//!PARAM weight\n//!TYPE float\n//!MINIMUM 0.0\n//!MAXIMUM 1.0\n1.0\n"
           "//!HOOK OUTPUT\n//!BIND HOOKED\n//!DESC Paint\nvec4 hook() {\n    vec4 c = HOOKED_texOff(0);\n    return " +
           expression + ";\n}\n";
}
const std::string red = "vec4(1.0, 0.0, weight, 1.0)";
const std::string green = "vec4(0.0, 1.0, weight, 1.0)";
constexpr int line_of_return = 11;

// With the weight at 0, which is not its initial value.
constexpr Pixels::Colour pure_red{1.0F, 0.0F, 0.0F};
constexpr Pixels::Colour pure_green{0.0F, 1.0F, 0.0F};

struct Scene {
    explicit Scene(CompilerOptions::Thread thread)
        : film(shop.make("film.mkv", "-f lavfi -i testsrc2=size=160x90:rate=25:duration=0.4 -c:v ffv1 -pix_fmt "
                                     "yuv420p")),
          live({.preset = "off", .window = {160, 90}, .home = &shop, .change = [&](SessionOptions& options) {
                    options.compiler.thread = thread;
                }}) {
        write(pass(red));
        live.open_paused(film);
        plain = live.shot();
        live.wish(command::AddShader{shader()});
        REQUIRE(live.until([&] { return live.state().chain.chain.entries.size() == 1; }));
        live.wish(command::SetParameter{0, "weight", 0.0});
        REQUIRE(live.until([&] { return colour() == pure_red; }));
        live.settle();
    }
    std::string shader() const { return shop / "paint.glsl"; }
    void write(const std::string& text) const { shop.write("paint.glsl", text); }
    const ChainEntry& entry() const { return live.state().chain.chain.entries.at(0); }
    Pixels::Colour colour() { return live.shot().at(80, 45); }

    // Until then, and for a while longer; looks at every picture on the way.
    void follow(const std::function<bool()>& done) {
        bool reached = false;
        double end = clock_s() + 60.0;
        while (clock_s() < end) {
            if (live.turn()) {
                ++pictures;
                grey += differing(live.shot(), plain) == 0 ? 1 : 0;
                strange += colour() != pure_red ? 1 : 0;
            }
            if (!reached && done()) {
                reached = true;
                end = clock_s() + 0.3;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(2));
        }
        REQUIRE(reached);
    }

    Workshop shop;
    std::string film;
    LiveSession live;
    Pixels plain;
    int pictures = 0; // drawn while we followed
    int grey = 0;     // of those, without the pass
    int strange = 0;  // of those, not as before
};

void check_reloads(CompilerOptions::Thread thread) {
    Scene scene(thread);
    scene.write(pass(green));
    scene.follow([&] { return scene.colour() == pure_green; });
    CHECK(scene.pictures > 0);
    CHECK(scene.grey == 0);
    CHECK(scene.entry().values.at("weight") == 0.0);
    CHECK_FALSE(scene.entry().edit_failure.has_value());
    CHECK_FALSE(scene.entry().failure.has_value());
    CHECK(scene.live.state().view.log.empty());
}

// Edited to that text, which is wrong at `line`, and then mended.
void check_broken(CompilerOptions::Thread thread, const std::string& text, Code code, int line) {
    Scene scene(thread);
    scene.write(text);
    scene.follow([&] { return scene.entry().edit_failure.has_value(); });
    CHECK(scene.entry().edit_failure->code == code);
    CHECK(scene.entry().edit_failure->place.line == line);
    CHECK(scene.entry().edit_failure->place.file.ends_with("paint.glsl"));
    CHECK_FALSE(scene.entry().failure.has_value());
    CHECK(scene.strange == 0); // it goes on with what worked
    CHECK(scene.colour() == pure_red);
    REQUIRE(scene.live.state().view.log.size() == 1);
    CHECK(scene.live.state().view.log[0].code == code);
    // What worked can still be set.
    scene.live.wish(command::SetParameter{0, "weight", 1.0});
    REQUIRE(scene.live.until([&] { return scene.colour() == Pixels::Colour{1.0F, 0.0F, 1.0F}; }));

    scene.write(pass(green));
    scene.follow([&] { return scene.colour() == Pixels::Colour{0.0F, 1.0F, 1.0F}; });
    CHECK(scene.grey == 0);
    CHECK_FALSE(scene.entry().edit_failure.has_value());
    CHECK_FALSE(scene.entry().failure.has_value());
}

constexpr auto here = CompilerOptions::Thread::own;
constexpr auto background = CompilerOptions::Thread::background;

} // namespace

TEST_CASE("reload: an edited shader shows by itself and keeps its values") {
    SUBCASE("compiled here") {
        check_reloads(here);
    }
    SUBCASE("compiled in the background") {
        check_reloads(background);
    }
}

TEST_CASE("reload: an edit that cannot be read keeps the picture and says where it is wrong") {
    const std::string text = "//!HOOK NOWHERE\n" + pass(green);
    SUBCASE("compiled here") {
        check_broken(here, text, Code::shader_stage, 1);
    }
    SUBCASE("compiled in the background") {
        check_broken(background, text, Code::shader_stage, 1);
    }
}

TEST_CASE("reload: an edit that does not compile keeps the picture and says where it is wrong") {
    SUBCASE("compiled here") {
        check_broken(here, pass("nonsense"), Code::shader_compile, line_of_return);
    }
    SUBCASE("compiled in the background") {
        check_broken(background, pass("nonsense"), Code::shader_compile, line_of_return);
    }
}

TEST_CASE("reload: one that never worked runs once it is mended") {
    Scene scene(here);
    const std::string other = scene.shop.write("other.glsl", "//!HOOK NOWHERE\n" + pass(green));
    scene.live.wish(command::AddShader{other});
    scene.live.settle();
    REQUIRE(scene.live.state().chain.chain.entries.size() == 2);
    REQUIRE(scene.live.state().chain.chain.entries[1].failure.has_value());
    CHECK(scene.colour() == pure_red);
    scene.shop.write("other.glsl", pass(green)); // its own weight is the initial one
    scene.follow([&] { return scene.colour() == Pixels::Colour{0.0F, 1.0F, 1.0F}; });
    CHECK_FALSE(scene.live.state().chain.chain.entries[1].failure.has_value());
    CHECK(scene.grey == 0);
}

TEST_CASE("reload: a file that goes takes nothing along, and a new one on the shelf is listed") {
    Scene scene(here);
    std::filesystem::remove(scene.shader());
    scene.live.settle();
    CHECK(scene.colour() == pure_red);
    CHECK_FALSE(scene.entry().edit_failure.has_value());
    const auto listed = [&](const std::string& id) {
        const std::vector<std::string>& all = scene.live.state().chain.shaders;
        return std::find(all.begin(), all.end(), id) != all.end();
    };
    CHECK(listed("classic/luma"));
    CHECK_FALSE(listed("fresh"));
    scene.shop.write_preset("fresh", "c");
    CHECK(scene.live.until([&] {
        const std::vector<PresetName>& presets = scene.live.state().chain.presets;
        return listed("fresh") && std::any_of(presets.begin(), presets.end(),
                                              [](const PresetName& each) { return each.key == "fresh" && each.own; });
    }));
}
