// Saved pictures: before, after and as shown of one frame, to the pixel, named by the viewer's template.
#include "app/media/png_file.h"
#include "tests/session/live_session.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <set>
#include <string>
#include <thread>

using namespace senga;
using senga::test::differing;
using senga::test::LiveSession;
using senga::test::offline_shot;
using senga::test::offline_texture;
using senga::test::Pixels;
using senga::test::plain_chain;
using senga::test::Workshop;

namespace {

using What = command::TakeScreenshot::What;

constexpr Size picture_size{360, 270}; // of 4:3 in the window

std::string titled_film(const Workshop& shop) {
    return shop.make("film.mkv", "-f lavfi -i testsrc2=size=320x240:rate=25:duration=2 -c:v ffv1 -pix_fmt yuv420p "
                                 "-metadata title=Senga/Test");
}

// The 8-bit picture in that file, as the window's pixels are read.
Pixels picture_in(const std::filesystem::path& file) {
    const Result<Rgb16Image> image = read_png(file);
    REQUIRE_MESSAGE(image.ok(), file.string());
    REQUIRE(image->file_bit_depth == 8);
    Pixels out{image->size, {}};
    for (std::size_t i = 0; i < image->samples.size(); ++i) {
        out.rgba.push_back(static_cast<float>(image->samples[i] / 257) / 255.0F);
        if (i % 3 == 2) {
            out.rgba.push_back(1.0F);
        }
    }
    return out;
}

std::set<std::string> files_in(const std::filesystem::path& folder) {
    std::set<std::string> out;
    std::error_code ignored;
    for (const auto& file : std::filesystem::directory_iterator(folder, ignored)) {
        out.insert(file.path().filename().string());
    }
    return out;
}

struct Scene {
    explicit Scene(const std::string& preset = "classic-1080p")
        : film(titled_film(shop)), live({.preset = preset, .home = &shop}) {
        live.open_paused(film);
    }
    std::filesystem::path pictures() const { return shop.path() / "pictures"; }
    // Takes them and waits for that many files.
    void take(const Command& command, std::size_t files) {
        live.wish(command);
        REQUIRE(live.until([&] { return files_in(pictures()).size() >= files; }));
        for (int i = 0; i < 20; ++i) { // a film that plays never settles
            live.turn();
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        CHECK(files_in(pictures()).size() == files);
    }

    Workshop shop;
    std::string film;
    LiveSession live;
};

} // namespace

TEST_CASE("screenshots: before and after equal the offline path, shown equals the window, all of one frame") {
    Scene scene;
    LiveSession& live = scene.live;
    live.wish(command::SeekTo{0.4, Precision::exact});
    REQUIRE(live.until([&] { return std::abs(live.state().player.time_s - 0.4) < 0.001; }));
    // Looked at closely: what is saved of the sides is the whole picture all the same.
    live.wish({command::ToggleCompare{Compare::wipe}, command::SetDivider{0.3}, command::SetZoom{2.0}});
    live.settle();
    const Pixels window = live.shot();
    scene.take(command::TakeScreenshot{What::sides}, 3);
    const std::string stem = "Senga_Test 00-00-00.400 classic-1080p ";
    CHECK(files_in(scene.pictures()) == std::set{stem + "before.png", stem + "after.png", stem + "shown.png"});
    const Chain chain = live.state().chain.chain;
    CHECK(differing(picture_in(scene.pictures() / (stem + "shown.png")), window) == 0);
    CHECK(differing(picture_in(scene.pictures() / (stem + "before.png")),
                    offline_shot(scene.film, plain_chain(chain.scaling), picture_size, {.frame = 10})) == 0);
    CHECK(differing(picture_in(scene.pictures() / (stem + "after.png")),
                    offline_shot(scene.film, chain, picture_size, {.frame = 10})) == 0);
    CHECK(differing(live.shot(), window) == 0); // and the window shows what it showed
    const std::vector<Toast>& toasts = live.state().view.toasts;
    const auto told = std::find_if(toasts.begin(), toasts.end(), [](const Toast& toast) { return toast.copies; });
    REQUIRE(told != toasts.end());
    for (const char* what : {"before.png", "after.png", "shown.png"}) {
        CHECK(told->text.find(stem + what) != std::string::npos);
        CHECK(told->copies->find((scene.pictures() / (stem + what)).string()) != std::string::npos);
    }
}

TEST_CASE("screenshots: the sides are saved though only one of them was on show") {
    Scene scene;
    scene.take(command::TakeScreenshot{What::sides}, 3);
    const Chain chain = scene.live.state().chain.chain;
    const std::string stem = "Senga_Test 00-00-00.000 classic-1080p ";
    CHECK(differing(picture_in(scene.pictures() / (stem + "before.png")),
                    offline_shot(scene.film, plain_chain(chain.scaling), picture_size)) == 0);
    CHECK(differing(picture_in(scene.pictures() / (stem + "after.png")),
                    offline_shot(scene.film, chain, picture_size)) == 0);
}

TEST_CASE("screenshots: while the film plays, all three are of the same frame") {
    Scene scene("off");
    LiveSession& live = scene.live;
    live.wish(command::TogglePause{});
    live.wish(command::ToggleLoopFile{});
    for (int i = 0; i < 5; ++i) {
        live.turn();
    }
    scene.take(command::TakeScreenshot{What::sides}, 3);
    std::vector<Pixels> seen;
    for (const std::string& name : files_in(scene.pictures())) {
        Pixels each = picture_in(scene.pictures() / name);
        seen.push_back(each.size == picture_size ? each : each.part({60, 0, 360, 270}));
    }
    // The chain is off: before, after and the picture's part of what is shown are the same.
    CHECK(differing(seen[0], seen[1]) == 0);
    CHECK(differing(seen[0], seen[2]) == 0);
}

TEST_CASE("screenshots: the template names them, and no file is ever overwritten") {
    Scene scene;
    LiveSession& live = scene.live;
    Settings settings = live.state().library.settings;
    settings.screenshot_template = "{preset}-{frame}";
    settings.screenshot_folder = scene.shop / "elsewhere/deep";
    live.wish({command::ChangeSettings{settings}, command::TogglePass{0}});
    live.still();
    const std::filesystem::path folder = settings.screenshot_folder;
    for (std::size_t i = 1; i <= 2; ++i) {
        live.wish(command::TakeScreenshot{What::shown});
        REQUIRE(live.until([&] { return files_in(folder).size() == i; }));
    }
    live.settle();
    // A star for what is not saved; no file system takes one.
    CHECK(files_in(folder) == std::set<std::string>{"classic-1080p_-0.png", "classic-1080p_-0 (2).png"});
    CHECK(differing(picture_in(folder / "classic-1080p_-0.png"), live.shot()) == 0);
    CHECK(files_in(scene.pictures()).empty());
}

TEST_CASE("screenshots: a folder that cannot be is told of, with its name") {
    Scene scene("off");
    LiveSession& live = scene.live;
    Settings settings = live.state().library.settings;
    settings.screenshot_folder = scene.shop.write("a-file", "no folder") + "/pictures";
    live.wish({command::ChangeSettings{settings}, command::TakeScreenshot{What::shown}});
    REQUIRE(live.until([&] { return !live.state().view.log.empty(); }));
    CHECK(live.state().view.log.back().code == Code::file_unwritable);
    CHECK(live.state().view.log.back().place.file == settings.screenshot_folder);
    // Without a picture there is nothing to save, and that is said rather than nothing done.
    live.wish(command::Stop{});
    REQUIRE(live.until([&] { return live.state().player.idle; }));
    const std::size_t toasts = live.state().view.toasts.size();
    live.wish(command::TakeScreenshot{What::shown});
    CHECK(live.state().view.toasts.size() > toasts);
}

TEST_CASE("screenshots: a texture saved is the texture") {
    Scene scene;
    LiveSession& live = scene.live;
    const std::shared_ptr<const Plan> plan = live.state().chain.plan;
    REQUIRE(plan != nullptr);
    std::size_t files = 0;
    for (std::size_t i = 0; i < plan->textures.size(); i += 3) {
        const PlanTexture& each = plan->textures[i];
        if (each.source != PlanTexture::Source::intermediate || find_texture(*plan, each.name) != static_cast<int>(i)) {
            continue;
        }
        CAPTURE(each.name);
        const std::set<std::string> before = files_in(scene.pictures());
        scene.take(command::SaveTexture{each.name, 0}, ++files);
        std::filesystem::path file;
        for (const std::string& name : files_in(scene.pictures())) {
            file = before.contains(name) ? file : scene.pictures() / name;
        }
        const Result<Rgb16Image> image = read_png(file);
        REQUIRE(image.ok());
        const Pixels texture = offline_texture(scene.film, live.state().chain.chain, picture_size, {each.name, 0});
        REQUIRE(image->size == texture.size);
        int off = 0;
        for (std::size_t k = 0; k < image->samples.size(); ++k) {
            const double value = std::clamp<double>(texture.rgba[k / 3 * 4 + k % 3], 0.0, 1.0);
            // The nearest code; where two are as near, single precision decides.
            off += std::abs(image->samples[k] - value * 65535.0) <= 0.504 ? 0 : 1;
        }
        CHECK(off == 0);
    }
    CHECK(files >= 3);
    live.wish(command::SaveTexture{"no such texture", 0});
    REQUIRE(live.until([&] { return !live.state().view.log.empty(); }));
    CHECK(live.state().view.log.back().code == Code::pass_unknown);
}
