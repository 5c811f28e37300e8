// The subtitle layer: mpv's own subtitles and nothing else, premultiplied, at the window's size.
#include "tests/player/player_fixture.h"

#include <algorithm>
#include <array>
#include <cmath>

using namespace senga;
using namespace senga::test;

namespace {

struct Layer {
    Size size;
    std::vector<float> samples; // RGBA

    float alpha(int x, int y) const { return samples[static_cast<std::size_t>((y * size.w + x) * 4 + 3)]; }
    int covered() const {
        return count([](float a) { return a > 0.0F; });
    }
    int edges() const {
        return count([](float a) { return a > 0.05F && a < 0.95F; });
    }
    int solid() const {
        return count([](float a) { return a >= 0.95F; });
    }
    // Rows from `from` up to `to`.
    int covered_rows(int from, int to) const {
        int out = 0;
        for (int y = from; y < to; ++y) {
            for (int x = 0; x < size.w; ++x) {
                out += alpha(x, y) > 0.0F ? 1 : 0;
            }
        }
        return out;
    }
    // Samples whose colour exceeds their alpha.
    int not_premultiplied() const {
        int out = 0;
        for (std::size_t i = 0; i < samples.size(); i += 4) {
            const float most = std::max({samples[i], samples[i + 1], samples[i + 2]});
            // Both are codes of 8 bits, rounded apart from each other.
            out += most > samples[i + 3] + 1.01F / 255.0F ? 1 : 0;
        }
        return out;
    }

private:
    template<class Wanted>
    int count(Wanted wanted) const {
        int out = 0;
        for (std::size_t i = 3; i < samples.size(); i += 4) {
            out += wanted(samples[i]) ? 1 : 0;
        }
        return out;
    }
};

Layer layer_of(Screening& screening) {
    const gl::Texture* texture = screening.player().subtitles();
    REQUIRE(texture != nullptr);
    return {texture->size(), texture->read()};
}

// The demo clip paused at `time_s`, with its first subtitle track, in a window of this size.
struct Demo {
    explicit Demo(double time_s, Size window, const std::string& track = "1")
        : screening(
              MpvOptions{{"pause", "yes"}, {"sid", track}, {"start", std::to_string(time_s)}, {"hr-seek", "yes"}}) {
        screening.window = window;
        screening.load(asset("demo.mkv"));
        REQUIRE(screening.settle());
    }
    Screening screening;
};

// From the script in the clip: an upper-left sign at 0.51-1.51 s, one line of speech at the bottom at 1.59-2.26 s.
constexpr double speech_s = 1.9;
constexpr double silence_s = 0.2;

} // namespace

TEST_CASE("subtitles: speech is drawn at the bottom, premultiplied, on nothing") {
    Demo demo(speech_s, {640, 360});
    const Layer layer = layer_of(demo.screening);
    CHECK(layer.size == Size{640, 360});
    CHECK(layer.solid() > 500);
    CHECK(layer.not_premultiplied() == 0);
    // One line of 54 of 720 script pixels over a margin of 42: it lies between rows 290 and 345 of 360. Nothing above,
    // and nothing of the film.
    CHECK(layer.covered_rows(0, 270) == 0);
    CHECK(layer.covered_rows(350, 360) == 0);
    CHECK(layer.covered() < 640 * 360 / 8);
    // White letters with a dark outline, no colour cast: the film is not mixed in.
    float whitest = 0.0F;
    for (std::size_t i = 0; i < layer.samples.size(); i += 4) {
        whitest = std::max(whitest, std::min({layer.samples[i], layer.samples[i + 1], layer.samples[i + 2]}));
    }
    CHECK(whitest > 0.98F);
    // The planes are what they are without subtitles.
    Demo without(speech_s, {640, 360}, "no");
    CHECK(picture_hash(demo.screening.frame()) == picture_hash(without.screening.frame()));
}

TEST_CASE("subtitles: where nobody speaks the layer is empty, and without a track there is none") {
    Demo demo(silence_s, {640, 360});
    CHECK(layer_of(demo.screening).covered() == 0);
    Demo without(speech_s, {640, 360}, "no");
    CHECK(without.screening.player().subtitles() == nullptr);
    // Chosen later they appear, dropped they go. While paused mpv 0.35 reads no subtitles: it takes a seek to where it
    // is.
    without.screening.player().client().set("sid", "1");
    const auto chosen = [&] {
        return std::any_of(without.screening.tracks.begin(), without.screening.tracks.end(),
                           [](const Track& track) { return track.kind == TrackKind::subtitle && track.selected; });
    };
    REQUIRE(without.screening.run_until(chosen, Screening::Seconds(10))); // a seek before may end at the next keyframe
    without.screening.player().client().command({"seek", "0", "relative+exact"});
    CHECK(without.screening.run_until(
        [&] { return without.screening.player().subtitles() != nullptr && layer_of(without.screening).solid() > 500; },
        Screening::Seconds(10)));
    without.screening.player().client().set("sid", "no");
    CHECK(without.screening.run_until([&] { return without.screening.player().subtitles() == nullptr; },
                                      Screening::Seconds(10)));
}

TEST_CASE("subtitles: hidden ones leave an empty layer") {
    Demo demo(speech_s, {640, 360});
    demo.screening.player().client().set("sub-visibility", "no");
    CHECK(demo.screening.run_until(
        [&] { return demo.screening.player().subtitles() == nullptr || layer_of(demo.screening).covered() == 0; },
        Screening::Seconds(10)));
}

TEST_CASE("subtitles: a window of twice the size gets a finer layer, not a larger one") {
    Demo demo(speech_s, {640, 360});
    const Layer small = layer_of(demo.screening);
    demo.screening.window = {1280, 720};
    REQUIRE(demo.screening.run_until(
        [&] {
            return layer_of(demo.screening).size == Size{1280, 720};
        },
        Screening::Seconds(10)));
    REQUIRE(demo.screening.settle());
    const Layer large = layer_of(demo.screening);
    // Area grows fourfold, outlines twofold. Were it enlarged, the half-covered pixels would grow fourfold too.
    CHECK(large.solid() > 3.2 * small.solid());
    CHECK(large.edges() < 3.0 * small.edges());
    CHECK(large.edges() > 1.2 * small.edges());
    CHECK(large.not_premultiplied() == 0);
}

TEST_CASE("subtitles: in a window of another shape they keep to the picture, and the bars stay clear") {
    Demo demo(speech_s, {640, 640});
    const Layer layer = layer_of(demo.screening);
    CHECK(layer.size == Size{640, 640});
    CHECK(layer.solid() > 500);
    // The picture is 640x360 in the middle, from row 140 to 500.
    CHECK(layer.covered_rows(0, 140 + 270) == 0);
    CHECK(layer.covered_rows(140 + 350, 640) == 0);
    CHECK(layer.not_premultiplied() == 0);
}

TEST_CASE("subtitles: the attached fonts are used, not those of the system") {
    // Without any of the system's fonts the layer is the same; without the attached ones nothing is left to draw with.
    const auto letters = [](const MpvOptions& fonts) {
        MpvOptions options{{"pause", "yes"}, {"sid", "1"}, {"start", std::to_string(speech_s)}, {"hr-seek", "yes"}};
        options.insert(options.end(), fonts.begin(), fonts.end());
        Screening screening(options);
        screening.window = {640, 360};
        screening.load(asset("demo.mkv"));
        REQUIRE(screening.settle());
        return layer_of(screening);
    };
    const Layer usual = letters({});
    CHECK(usual.solid() > 500);
    CHECK(letters({{"sub-font-provider", "none"}}).samples == usual.samples);
    CHECK(letters({{"sub-font-provider", "none"}, {"embeddedfonts", "no"}}).covered() == 0);
}

TEST_CASE("subtitles: plain text files are drawn over the bars where there are some") {
    const Folder folder;
    const std::string text = folder / "plain.srt";
    REQUIRE(std::system(("printf '1\\n00:00:00,000 --> 00:00:09,000\\nHello there\\n' > '" + text + "'").c_str()) == 0);
    const std::string film = folder.make("film.mkv", moving({160, 90}, 1.0) + "-pix_fmt yuv420p -c:v ffv1");
    Screening screening(MpvOptions{{"pause", "yes"}, {"sid", "auto"}});
    screening.window = {480, 480};
    screening.load(film);
    REQUIRE(screening.settle());
    screening.player().client().command({"sub-add", text, "select"});
    REQUIRE(screening.run_until(
        [&] { return screening.player().subtitles() != nullptr && layer_of(screening).solid() > 50; },
        Screening::Seconds(10)));
    const Layer layer = layer_of(screening);
    // The picture is 480x270 in the middle, from row 105 to 375.
    CHECK(layer.covered_rows(0, 300) == 0);
    CHECK(layer.covered_rows(375, 480) > 50);
}
