// What A and B can be: each exhibit's picture equals what the offline path makes of the same frame.
#include "app/media/png_file.h"
#include "tests/session/live_session.h"

#include <cmath>
#include <string>

using namespace senga;
using senga::test::chain_of_preset;
using senga::test::differing;
using senga::test::LiveSession;
using senga::test::offline_shot;
using senga::test::offline_texture;
using senga::test::Pixels;
using senga::test::plain_chain;
using senga::test::shelf_of;
using senga::test::Workshop;

namespace {

constexpr Size window{480, 270};

std::string moving_film(const Workshop& shop, const std::string& name = "film.mkv", const std::string& more = "") {
    return shop.make(
        name,
        "-f lavfi -i testsrc2=size=240x136:rate=25:duration=2,crop=240:135:exact=1 -c:v ffv1 -pix_fmt yuv420p " + more);
}

Exhibit preset(const std::string& key) {
    return {Exhibit::Kind::preset, key, 0};
}

Exhibit texture(const std::string& name) {
    return {Exhibit::Kind::texture, name, 0};
}

Exhibit reference(const std::string& path) {
    return {Exhibit::Kind::reference, path, 0};
}

// What the window shows with that as B, once it has been read and decoded.
Pixels shown_as_b(LiveSession& live, const Exhibit& exhibit) {
    live.wish(command::SetExhibit{Side::b, exhibit});
    live.settle();
    return live.shot();
}

} // namespace

TEST_CASE("exhibits: the original, the chain and other presets, through the scalers of the chain") {
    const Workshop shop;
    shop.write_preset("negative", "vec4(1.0 - c.rgb, 1.0)");
    const std::string film = moving_film(shop);
    LiveSession live({.home = &shop});
    live.open_paused(film);
    Scaling scaling = live.state().chain.chain.scaling;
    for (const bool other_scalers : {false, true}) {
        CAPTURE(other_scalers);
        if (other_scalers) {
            scaling.up = Kernel::lanczos;
            scaling.chroma = Kernel::bilinear;
            live.wish(command::SetScaling{scaling});
        }
        const Shelf shelf = shelf_of(&shop);
        const auto offline = [&](const Chain& chain) { return offline_shot(film, chain, window); };
        const auto loaded = [&](const char* key) { return offline(chain_of_preset(shelf, key, scaling)); };
        const Pixels plain = offline(plain_chain(scaling));
        CHECK(differing(shown_as_b(live, {Exhibit::Kind::original, "", 0}), plain) == 0);
        CHECK(differing(shown_as_b(live, {Exhibit::Kind::chain, "", 0}), loaded("classic-1080p")) == 0);
        CHECK(differing(shown_as_b(live, preset("classic-4k")), loaded("classic-4k")) == 0);
        CHECK(differing(shown_as_b(live, preset("negative")), loaded("negative")) == 0);
        CHECK(differing(plain, loaded("negative")) > 10000);
        CHECK(differing(loaded("classic-4k"), loaded("classic-1080p")) > 1000);
    }
    // Two presets at once.
    live.wish({command::SetExhibit{Side::a, preset("classic-4k")}, command::SetExhibit{Side::b, preset("negative")},
               command::ToggleCompare{Compare::wipe}});
    live.settle();
    const Rect left{0, 0, 239, 270};
    const Rect right{241, 0, 239, 270};
    const auto expected = [&](const char* key) {
        return offline_shot(film, chain_of_preset(shelf_of(&shop), key, scaling), window);
    };
    CHECK(differing(live.shot().part(left), expected("classic-4k").part(left)) == 0);
    CHECK(differing(live.shot().part(right), expected("negative").part(right)) == 0);
}

TEST_CASE("exhibits: a preset stays as it is while the chain is changed, and the other way round") {
    const Workshop shop;
    LiveSession live({.home = &shop});
    live.open_paused(moving_film(shop));
    live.wish({command::SetExhibit{Side::a, preset("classic-4k")}, command::ToggleCompare{Compare::a}});
    live.settle();
    const Pixels before = live.shot();
    const Runner::Counters counters = live.counters();
    CHECK(differing(live.after(command::TogglePass{0}), before) == 0);
    CHECK(live.counters().runs == counters.runs); // the chain is not on show
    CHECK(live.state().chain.preset == "classic-1080p");
    // One that does not exist is told of, once, and the plain picture stands for it.
    const Scaling scaling = live.state().chain.chain.scaling;
    live.wish(command::SetExhibit{Side::a, preset("no-such-preset")});
    live.settle();
    REQUIRE(live.state().view.log.size() == 1);
    CHECK(live.state().view.log.back().code == Code::preset_unknown);
    CHECK(differing(live.shot(), offline_shot(live.state().player.path, plain_chain(scaling), window)) == 0);
}

TEST_CASE("exhibits: a texture of the chain equals what the offline path keeps of it") {
    const Workshop shop;
    const std::string film = moving_film(shop);
    LiveSession live({.home = &shop});
    live.open_paused(film);
    const Chain chain = live.state().chain.chain;
    const std::shared_ptr<const Plan> plan = live.state().chain.plan;
    REQUIRE(plan != nullptr);
    int looked_at = 0;
    for (std::size_t i = 0; i < plan->textures.size(); ++i) {
        const PlanTexture& each = plan->textures[i];
        const bool first = find_texture(*plan, each.name) == static_cast<int>(i);
        // Of these sizes every texel is a square of whole pixels.
        const bool whole = each.size == window || each.size == Size{240, 135};
        if (!first || !whole || each.source != PlanTexture::Source::intermediate) {
            continue;
        }
        CAPTURE(each.name);
        const Pixels seen = shown_as_b(live, texture(each.name));
        const Pixels kept = offline_texture(film, chain, window, {each.name, 0});
        const int factor = window.w / each.size.w;
        int off = 0;
        for (int y = 0; y < window.h; ++y) {
            for (int x = 0; x < window.w; ++x) {
                const Pixels::Colour value = kept.at(x / factor, y / factor);
                for (int c = 0; c < 3; ++c) {
                    // Held within 0..1 and dithered: less than one code away, exact codes not at all.
                    const double code = 255.0 * std::clamp<double>(value[static_cast<std::size_t>(c)], 0.0, 1.0);
                    off += std::abs(seen.code(x, y, c) - code) < 1.0 ? 0 : 1;
                }
            }
        }
        CHECK(off == 0);
        ++looked_at;
    }
    CHECK(looked_at >= 4);
    // The frame's own planes are textures of the plan as well: luma is grey.
    const Pixels luma = shown_as_b(live, texture(plan->textures[0].name));
    CHECK(luma.at(17, 31)[0] == luma.at(17, 31)[2]);
    // One that is gone leaves the picture of the chain.
    CHECK(differing(shown_as_b(live, texture("no such texture")), offline_shot(film, chain, window)) == 0);
}

TEST_CASE("exhibits: a reference, an image or a film, equals the offline path without passes") {
    const Workshop shop;
    const std::string film = moving_film(shop);
    const std::string image = shop.make("other.png", "-f lavfi -i mandelbrot=size=320x180:rate=25 -frames:v 1");
    const std::string other =
        shop.make("other.mkv", "-f lavfi -i testsrc=size=120x68:rate=25:duration=2 -c:v ffv1 -pix_fmt yuv444p");
    LiveSession live({.home = &shop});
    live.open_paused(film);
    // Through the scalers of the chain, not those a chain has by itself.
    Scaling scaling = live.state().chain.chain.scaling;
    scaling.up = Kernel::lanczos;
    live.wish(command::SetScaling{scaling});
    const Chain plain = plain_chain(scaling);
    CHECK(differing(shown_as_b(live, reference(image)), offline_shot(image, plain, window)) == 0);
    CHECK(differing(shown_as_b(live, reference(other)), offline_shot(other, plain, window)) == 0);
    // It follows the film, exactly.
    for (const int frame : {30, 7}) {
        CAPTURE(frame);
        live.wish(command::SeekTo{frame / 25.0, Precision::exact});
        REQUIRE(live.until([&] { return std::abs(live.state().player.time_s - frame / 25.0) < 0.001; }));
        live.settle();
        CHECK(differing(live.shot(), offline_shot(other, plain, window, {.frame = frame})) == 0);
        live.wish(command::SetPeek{Switch::on});
        live.settle();
        CHECK(differing(live.shot(), offline_shot(film, plain, window, {.frame = frame})) == 0);
        live.wish(command::SetPeek{Switch::off});
    }
    // Two of them at once.
    live.wish({command::SetExhibit{Side::a, reference(image)}, command::ToggleCompare{Compare::wipe}});
    live.settle();
    const Rect left{0, 0, 239, 270};
    const Rect right{241, 0, 239, 270};
    CHECK(differing(live.shot().part(left), offline_shot(image, plain, window).part(left)) == 0);
    CHECK(differing(live.shot().part(right), offline_shot(other, plain, window, {.frame = 7}).part(right)) == 0);
    // Other scalers, while it is on show.
    scaling.up = Kernel::bilinear;
    live.wish(command::SetScaling{scaling});
    live.still();
    CHECK(differing(live.shot().part(left), offline_shot(image, plain_chain(scaling), window).part(left)) == 0);
    // One that is not there is told of; the film goes on.
    live.wish(command::SetExhibit{Side::a, reference(shop / "missing.mkv")});
    live.settle();
    REQUIRE(live.state().view.log.size() == 1);
    CHECK(live.state().view.log.back().code == Code::file_missing);
}
