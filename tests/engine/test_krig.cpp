// Chroma kriging against the scalar reference, which solves the whole system in double precision.
//
// Tolerance. llvmpipe's exp is right to 16 units in the last place and its inversesqrt to 1.5 (facts of testing 4.2),
// so an element of the matrix, a sum of four likenesses of at most 1, is right to 4 * 20 * 2^-24 = 5e-6. Where luma
// says nothing the likenesses are exp(-d^2 / 2) on a grid; the smallest eigenvalue of that 9x9 matrix is 0.207^2 =
// 0.043 (0.207 being that of the three samples of one axis), so the weights are right to 5e-6 * sqrt(8) * 2 / 0.043
// = 6.6e-4 and the sum of eight of them times differences of chroma within `range` to 1.9e-3 * range at the very worst.
// Errors that are as often up as down stay far below; the mean is held to a hundredth of that.
#include "tests/engine/engine_fixture.h"
#include "tests/engine/synthetic.h"
#include "tests/reference/krig_reference.h"

#include <algorithm>
#include <cmath>
#include <utility>

using namespace senga;
using namespace senga::test;
using reference::KrigGeometry;
using reference::KrigOptions;

namespace {

constexpr double largest = 1.9e-3;
constexpr double mean = largest / 100.0;

Wanted result() {
    return [](const PassReport& r) { return r.desc == "Krig: chroma guided by luma"; };
}

// Chroma that follows the luma's shape at its own size, with a hue of its own.
Image chroma_for(const Image& rgb, Size size) {
    Image out(size.w, size.h, 2);
    for (int y = 0; y < size.h; ++y) {
        for (int x = 0; x < size.w; ++x) {
            for (int channel = 0; channel < 2; ++channel) {
                const float value = rgb.clamped(x * rgb.w / size.w, y * rgb.h / size.h, channel + 1);
                out.at(x, y, channel) = std::round(16.0F + 224.0F * std::clamp(value, 0.0F, 1.0F)) / 255.0F;
            }
        }
    }
    return out;
}

// llvmpipe compiles a program anew for every mix of texture edges that are and are not powers of two, which takes
// seconds here. So all pictures are brought to one size: their border goes on beyond them.
Image extended(const Image& rgb, int w, int h) {
    Image out(w, h, 3);
    for (int y = 0; y < h; ++y) {
        for (int x = 0; x < w; ++x) {
            for (int channel = 0; channel < 3; ++channel) {
                out.at(x, y, channel) = rgb.clamped(x, y, channel);
            }
        }
    }
    return out;
}

Image noise_of(int w, int h, std::uint32_t seed) {
    Image out(w, h, 3);
    Noise noise(seed);
    for (float& value : out.values) {
        value = noise.next();
    }
    return out;
}

struct Case {
    Frame frame;
    Image luma;
    Image chroma;
    KrigGeometry geometry;
};

// `siting_x` and `siting_y` are worked out here from the definition, not asked from the code under test: the distance
// of the first chroma sample from the middle of its luma samples, in chroma samples.
Case case_of(const Image& rgb, Subsampling subsampling, Siting siting) {
    Case out;
    FrameFormat format = ycbcr_format({rgb.w, rgb.h}, subsampling);
    format.siting = siting;
    out.geometry.ratio_x = 1 << subsampling.x;
    out.geometry.ratio_y = 1 << subsampling.y;
    const bool left = siting == Siting::left || siting == Siting::top_left;
    out.geometry.siting_x = left && subsampling.x > 0 ? 0.5 / out.geometry.ratio_x : 0.0;
    out.geometry.siting_y = siting == Siting::top_left && subsampling.y > 0 ? 0.5 / out.geometry.ratio_y : 0.0;
    out.luma = luma_codes(rgb, 8);
    const Size small{(rgb.w + out.geometry.ratio_x - 1) / out.geometry.ratio_x,
                     (rgb.h + out.geometry.ratio_y - 1) / out.geometry.ratio_y};
    out.chroma = chroma_for(rgb, small);
    out.frame = planar_frame(format, out.luma, out.chroma);
    return out;
}

void check(Runner& runner, const Case& it, const KrigOptions& options) {
    const Chain chain = chain_of(
        {entry_of(shipped("chroma/krig"),
                  {{"krig_noise", options.noise}, {"krig_radius", options.radius}, {"krig_guard", options.guard}})});
    const Ran ran = run(runner, chain, it.frame, it.frame.format.size, result());
    const Difference apart = difference(ran.kept, reference::krig(it.luma, it.chroma, it.geometry, options));
    CHECK(apart.nan == 0);
    CHECK(apart.largest < largest);
    CHECK(apart.mean < mean);
}

void check_picture(Runner& runner, const Synthetic& each) {
    CAPTURE(each.name);
    if (each.rgb.w > 800) {
        check(runner, case_of(each.rgb, {1, 1}, Siting::left), {});
        return;
    }
    for (const Size size : {Size{45, 37}, Size{46, 38}}) {
        CAPTURE(size.w);
        const Image rgb = extended(each.rgb, size.w, size.h);
        for (const Siting siting : {Siting::left, Siting::center, Siting::top_left}) {
            CAPTURE(siting_name(siting));
            check(runner, case_of(rgb, {1, 1}, siting), {});
        }
        for (const Subsampling subsampling : {Subsampling{1, 0}, {0, 1}, {2, 0}, {2, 2}}) {
            CAPTURE(subsampling.x);
            CAPTURE(subsampling.y);
            check(runner, case_of(rgb, subsampling, Siting::left), {});
        }
        check(runner, case_of(rgb, {1, 1}, Siting::left), {.noise = 32.0, .radius = 0.8, .guard = 0.0});
    }
}

// Half a sample must show, or the rest proves nothing.
void check_that_siting_matters(Runner& runner, const Image& rgb) {
    const Case left = case_of(extended(rgb, 46, 38), {1, 1}, Siting::left);
    KrigGeometry wrong = left.geometry;
    wrong.siting_x = 0.0;
    const Chain chain = chain_of({entry_of(shipped("chroma/krig"))});
    const Image found = run(runner, chain, left.frame, left.frame.format.size, result()).kept;
    CHECK(difference(found, reference::krig(left.luma, left.chroma, wrong)).largest > 5.0 * largest);
}

void check_one_colour(Runner& runner) {
    Case it = case_of(noise_of(37, 23, 5), {1, 1}, Siting::left);
    std::fill(it.chroma.values.begin(), it.chroma.values.end(), 0.25F);
    it.frame = planar_frame(it.frame.format, it.luma, it.chroma);
    const Image found = run(runner, chain_of({entry_of(shipped("chroma/krig"))}), it.frame, {37, 23}, result()).kept;
    // Differences to the nearest sample are all 0, whatever the weights.
    CHECK(std::all_of(found.values.begin(), found.values.end(), [](float value) { return value == 0.25F; }));
}

void check_tiny(Runner& runner, Size size) {
    CAPTURE(size.w);
    check(runner, case_of(noise_of(size.w, size.h, 9), {1, 1}, Siting::left), {});
}

} // namespace

TEST_CASE("krig: equals the reference for every siting and subsampling, odd and even sizes, and down to two pixels") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    for (const Synthetic& each : synthetic_pictures()) {
        check_picture(runner, each);
        if (each.name == "soft disc") {
            check_that_siting_matters(runner, each.rgb);
        }
    }
    check_one_colour(runner);
    check_tiny(runner, {1, 2});
    check_tiny(runner, {2, 1});
    check_tiny(runner, {3, 3});
}

TEST_CASE("krig: 4:4:4 is left alone, with the numbers") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    const Case full = case_of(noise_of(37, 23, 6), {0, 0}, Siting::left);
    const Ran ran = run(runner, chain_of({entry_of(shipped("chroma/krig"))}), full.frame, {37, 23});
    CHECK(ran.plan->reports.size() == 3);
    for (const PassReport& report : ran.plan->reports) {
        CHECK(report.status == PassStatus::skipped);
        CHECK(report.reason.find("37") != std::string::npos);
    }
}
