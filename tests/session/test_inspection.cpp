// The numbers: what the probe says equals the planes as FFmpeg decodes them and the pictures before they are rounded;
// what the metrics say equals FFmpeg's own filters on those pictures.
#include "app/media/png_file.h"
#include "tests/session/live_session.h"

#include <cmath>
#include <string>
#include <vector>

using namespace senga;
using senga::test::chain_of_preset;
using senga::test::LiveSession;
using senga::test::offline_shot;
using senga::test::output_of;
using senga::test::Pixels;
using senga::test::plain_chain;
using senga::test::Workshop;

namespace {

constexpr Size source{240, 135};
constexpr Size window{480, 270};

std::string film_of(const Workshop& shop, const std::string& format) {
    return shop.make("film.mkv",
                     "-f lavfi -i testsrc2=size=240x136:rate=25:duration=0.4,crop=240:135:exact=1 -c:v ffv1 -pix_fmt " +
                         format);
}

// The first frame's samples as FFmpeg decodes them, turned by its own filter if need be.
class Planes {
public:
    Planes(const std::string& film, const std::string& format, const std::string& filter = "null")
        : bytes_(output_of("ffmpeg -nostdin -v error -noautorotate -i '" + film + "' -vf " + filter +
                           " -frames:v 1 -f rawvideo -pix_fmt " + format + " -")),
          wide_(format.find("10") != std::string::npos || format.find("48") != std::string::npos) {}
    int at(std::size_t sample) const {
        return wide_ ? bytes_.at(2 * sample) + 256 * bytes_.at(2 * sample + 1) : bytes_.at(sample);
    }

private:
    std::vector<std::uint8_t> bytes_;
    bool wide_;
};

std::size_t index(int x, int y, int width) {
    return static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x);
}

const ProbeState& probe_at(LiveSession& live, double x, double y) {
    live.move_mouse(x, y);
    return live.state().view.probe;
}

struct Spot {
    int x;
    int y;
};
constexpr Spot spots[] = {{0, 0}, {479, 269}, {100, 31}, {101, 32}, {333, 200}, {17, 140}};

// A sample drawn with 16 bits is within one code of 65535, dithered as it is; a little for single precision.
constexpr double known_to = 255.0 * 1.01 / 65535.0;

void check_side(const std::array<double, 3>& told, const Pixels& picture, int x, int y) {
    for (std::size_t c = 0; c < 3; ++c) {
        const double expected = 255.0 * static_cast<double>(picture.at(x, y)[c]);
        CHECK(std::abs(told[c] - expected) <= known_to);
    }
}

} // namespace

TEST_CASE("probe: the source's codes are FFmpeg's, A's and B's are the pictures' own") {
    struct Kind {
        std::string format;
        int peak;
        int shift; // of chroma
    };
    for (const Kind& kind : {Kind{"yuv420p", 255, 1}, Kind{"yuv420p10le", 1023, 1}, Kind{"yuv444p", 255, 0}}) {
        CAPTURE(kind.format);
        const Workshop shop;
        const std::string film = film_of(shop, kind.format);
        LiveSession live;
        live.open_paused(film);
        live.wish(command::ToggleProbe{});
        const Planes planes(film, kind.format);
        const Chain chain = live.state().chain.chain;
        const Pixels a = offline_shot(film, plain_chain(chain.scaling), window, {.depth = OutputDepth::sixteen});
        const Pixels b = offline_shot(film, chain, window, {.depth = OutputDepth::sixteen});
        for (const Spot& spot : spots) {
            CAPTURE(spot.x);
            const ProbeState& probe = probe_at(live, spot.x + 0.5, spot.y + 0.5);
            REQUIRE(probe.inside);
            CHECK(probe.x == spot.x);
            CHECK(probe.y == spot.y);
            const int x = spot.x / 2;
            const int y = spot.y / 2;
            CHECK(probe.source_x == x);
            CHECK(probe.source_y == y);
            CHECK(probe.source_peak == kind.peak);
            CHECK(probe.source_channels == 3);
            CHECK_FALSE(probe.source_rgb);
            const int chroma_w = (source.w + kind.shift) >> kind.shift;
            const int chroma_h = (source.h + kind.shift) >> kind.shift;
            const std::size_t luma_size = index(0, source.h, source.w);
            const std::size_t chroma = luma_size + index(x >> kind.shift, y >> kind.shift, chroma_w);
            CHECK(probe.source[0] == planes.at(index(x, y, source.w)));
            CHECK(probe.source[1] == planes.at(chroma));
            CHECK(probe.source[2] == planes.at(chroma + index(0, chroma_h, chroma_w)));
            check_side(probe.a, a, spot.x, spot.y);
            check_side(probe.b, b, spot.x, spot.y);
        }
    }
}

TEST_CASE("probe: of R'G'B', and of a zoomed picture") {
    const Workshop shop;
    const std::string film = film_of(shop, "gbrp");
    LiveSession live({.preset = "off"});
    live.open_paused(film);
    live.wish(command::ToggleProbe{});
    const Planes upright(film, "rgb24");
    const ProbeState& probe = live.state().view.probe;
    const auto check_source = [&](const Planes& planes, int x, int y, int width) {
        REQUIRE(probe.inside);
        CHECK(probe.source_rgb);
        for (std::size_t c = 0; c < 3; ++c) {
            CHECK(probe.source[c] == planes.at(3 * index(x, y, width) + c));
        }
    };
    for (const Spot& spot : spots) {
        live.move_mouse(spot.x + 0.5, spot.y + 0.5);
        check_source(upright, spot.x / 2, spot.y / 2, source.w);
    }
    // Four times as large, its middle in the window's: pixel (x, y) of the window is (x + 720) / 4 of the picture.
    live.after(command::SetZoom{4.0});
    for (const Spot& spot : spots) {
        live.move_mouse(spot.x + 0.5, spot.y + 0.5);
        CHECK(probe.x == (spot.x + 720) / 4);
        CHECK(probe.y == (spot.y + 405) / 4);
        check_source(upright, (spot.x + 720) / 8, (spot.y + 405) / 8, source.w);
    }
}

TEST_CASE("probe: of a turned picture it tells the samples that lie there") {
    // R'G'B' is turned by mpv, planes are turned when they are drawn.
    for (const bool planes : {false, true}) {
        CAPTURE(planes);
        const Workshop shop;
        const std::string film = film_of(shop, planes ? "yuv444p" : "gbrp");
        LiveSession live({.preset = "off"});
        live.open_paused(film);
        live.wish({command::ToggleProbe{}, command::Rotate{}});
        // On its side it is 152 pixels wide, from column 164 on: 135 samples stand in them.
        REQUIRE(live.until([&] { return live.session().picture_rect(window) == Rect{164, 0, 152, 270}; }));
        live.settle();
        const Planes turned(film, planes ? "yuv444p" : "rgb24", "transpose=clock");
        const ProbeState& probe = live.state().view.probe;
        for (const Spot& spot : {Spot{164, 0}, Spot{315, 269}, Spot{200, 100}, Spot{281, 33}, Spot{282, 33}}) {
            CAPTURE(spot.x);
            live.move_mouse(spot.x + 0.5, spot.y + 0.5);
            REQUIRE(probe.inside);
            CHECK(probe.x == spot.x - 164);
            CHECK(probe.y == spot.y);
            const int x = static_cast<int>((spot.x - 164 + 0.5) / 152.0 * 135.0);
            const int y = static_cast<int>((spot.y + 0.5) / 270.0 * 240.0);
            for (std::size_t c = 0; c < 3; ++c) {
                const std::size_t sample = index(x, y, source.h);
                const std::size_t plane = index(0, source.w, source.h);
                CHECK(probe.source[c] == turned.at(planes ? c * plane + sample : 3 * sample + c));
            }
            CHECK(probe.a == probe.b); // the chain is empty
        }
        live.move_mouse(163.5, 100.0);
        CHECK_FALSE(probe.inside);
    }
}

TEST_CASE("probe: it measures while it is shown, and not else") {
    const Workshop shop;
    LiveSession live({.preset = "off"});
    live.open_paused(film_of(shop, "yuv420p"));
    live.move_mouse(100.0, 100.0);
    CHECK_FALSE(live.state().view.probe.inside);
    live.wish(command::ToggleProbe{});
    live.draw();
    CHECK(live.state().view.probe.inside);
    const ProbeState before = live.state().view.probe;
    live.wish(command::ToggleProbe{});
    live.move_mouse(200.0, 150.0);
    CHECK(live.state().view.probe.x == before.x);
    // Again where it was switched off: told anew, not held to be known.
    live.move_mouse(100.0, 100.0);
    live.wish(command::ToggleProbe{});
    live.draw();
    CHECK(live.state().view.probe == before);
}

namespace {

// What FFmpeg's filter says of two pictures; its `All` or `average`.
double measured_by_ffmpeg(const Workshop& shop, const std::string& filter, const std::string& key) {
    const std::vector<std::uint8_t> told = output_of("ffmpeg -nostdin -v info -i '" + (shop / "a.png") + "' -i '" +
                                                     (shop / "b.png") + "' -lavfi " + filter + " -f null - 2>&1");
    const std::string text(told.begin(), told.end());
    const std::size_t at = text.rfind(key);
    REQUIRE_MESSAGE(at != std::string::npos, text);
    return std::stod(text.substr(at + key.size()));
}

Rgb16Image image_of(const Pixels& pixels) {
    Rgb16Image out{.size = pixels.size, .samples = {}};
    for (std::size_t i = 0; i < pixels.rgba.size(); ++i) {
        if (i % 4 != 3) {
            out.samples.push_back(static_cast<std::uint16_t>(std::lround(pixels.rgba[i] * 65535.0F)));
        }
    }
    return out;
}

const MetricsState& measured(LiveSession& live) {
    live.still();
    REQUIRE(live.until([&] { return live.state().view.metrics.valid; }));
    return live.state().view.metrics;
}

} // namespace

TEST_CASE("metrics: as FFmpeg measures the two pictures") {
    const Workshop shop;
    const std::string film = film_of(shop, "yuv420p");
    LiveSession live;
    live.open_paused(film);
    live.wish(command::ToggleMetrics{});
    for (const bool weaker : {false, true}) {
        CAPTURE(weaker);
        if (weaker) {
            live.wish(command::SetParameter{3, "grad_strength", 0.2});
            live.still();
            live.settle();
        }
        const Chain chain = live.state().chain.chain;
        const Pixels a = offline_shot(film, plain_chain(chain.scaling), window, {.depth = OutputDepth::sixteen});
        const Pixels b = offline_shot(film, chain, window, {.depth = OutputDepth::sixteen});
        REQUIRE(write_png(shop.path() / "a.png", image_of(a)).ok());
        REQUIRE(write_png(shop.path() / "b.png", image_of(b)).ok());
        const MetricsState& metrics = measured(live);
        // A sample of the files is within one code of 65535 of the picture's, a difference within two, and so is the
        // root of their mean square; that in decibels, and half a unit of the two digits that FFmpeg prints.
        constexpr double code = 1.0 / 65535.0;
        const double psnr = measured_by_ffmpeg(shop, "psnr", "average:");
        const double rms = std::pow(10.0, -psnr / 20.0);
        CHECK(std::abs(metrics.psnr_db - psnr) <= 20.0 * std::log10(1.0 + 2.0 * code / rms) + 5e-7);
        CHECK(std::abs(metrics.ssim - measured_by_ffmpeg(shop, "ssim", "All:")) < 2e-4);
        const double largest = senga::test::largest_difference(a, b);
        CHECK(std::abs(metrics.largest - largest) <= 255.0 * (2.0 * code + std::exp2(-20)));
        // There it is.
        const int x = static_cast<int>(metrics.at.x);
        const int y = static_cast<int>(metrics.at.y);
        double there = 0.0;
        for (std::size_t c = 0; c < 3; ++c) {
            there = std::max(there, 255.0 * std::abs(static_cast<double>(a.at(x, y)[c] - b.at(x, y)[c])));
        }
        CHECK(largest - there <= 255.0 * 4.0 * code);
    }
}

TEST_CASE("metrics: of equal pictures nothing is apart, and they follow what is compared") {
    const Workshop shop;
    LiveSession live;
    live.open_paused(film_of(shop, "yuv420p"));
    live.wish(command::ToggleMetrics{});
    const double chain_db = measured(live).psnr_db;
    CHECK(std::isfinite(chain_db));
    live.wish(command::SetExhibit{Side::b, {Exhibit::Kind::original, "", 0}});
    CHECK_FALSE(live.state().view.metrics.valid); // they were of something else
    const MetricsState& equal = measured(live);
    CHECK(equal.psnr_db == INFINITY);
    CHECK(equal.ssim == 1.0);
    CHECK(equal.largest == 0.0);
    live.wish(command::SetExhibit{Side::b, {Exhibit::Kind::chain, "", 0}});
    CHECK(measured(live).psnr_db == chain_db);
    // A change of the chain is measured without being asked for.
    live.wish(command::ToggleChain{});
    REQUIRE(live.until([&] { return live.state().view.metrics.psnr_db == INFINITY; }));
    // So is another frame.
    live.wish({command::ToggleChain{}, command::StepFrame{}});
    REQUIRE(live.until([&] {
        const double now_db = live.state().view.metrics.psnr_db;
        return std::isfinite(now_db) && now_db != chain_db;
    }));
    // A texture of one channel cannot be compared with a picture; nothing is claimed of it.
    const std::shared_ptr<const Plan> plan = live.state().chain.plan;
    REQUIRE(plan->textures[0].components == 1);
    live.wish(command::SetExhibit{Side::b, {Exhibit::Kind::texture, plan->textures[0].name, 0}});
    live.settle();
    CHECK_FALSE(live.state().view.metrics.valid);
}
