// The four classic passes against the scalar reference, bit by bit: they compare strictly, so one rounding more or less
// would show as another direction. Single precision throughout.
#include "tests/engine/engine_fixture.h"
#include "tests/engine/synthetic.h"
#include "tests/reference/classic_reference.h"

#include <array>
#include <cmath>
#include <limits>

using namespace senga;
using namespace senga::test;

namespace {

constexpr std::array ids{"classic/luma", "classic/push", "classic/gradient", "classic/push-grad"};
enum Pass : unsigned { luma_bit = 1, push_bit = 2, gradient_bit = 4, push_grad_bit = 8 };

struct Strengths {
    float push = 0.3F;
    float grad = 1.0F;
};

Chain classic(unsigned switches, const Strengths& strengths = {}) {
    Chain out;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        ChainEntry entry = entry_of(shipped(ids[i]));
        entry.id = ids[i];
        entry.enabled = (switches >> i & 1U) != 0;
        out.entries.push_back(entry);
    }
    out.entries[1].values["push_strength"] = static_cast<double>(strengths.push);
    out.entries[3].values["grad_strength"] = static_cast<double>(strengths.grad);
    return out;
}

Image composed(const Image& rgb, unsigned switches, const Strengths& strengths = {}) {
    Image out = rgb;
    if ((switches & luma_bit) != 0 && (switches & push_bit) != 0) {
        out = reference::push(out, reference::luma(out), strengths.push);
    }
    if ((switches & gradient_bit) != 0 && (switches & push_grad_bit) != 0) {
        out = reference::push_grad(out, reference::gradient(out), strengths.grad);
    }
    return out;
}

class Bench {
public:
    Ran run_classic(const Image& rgb, unsigned switches, const Strengths& strengths = {}, const Wanted& wanted = {}) {
        return run(runner_, classic(switches, strengths), rgb_frame(rgb), {rgb.w, rgb.h}, wanted);
    }

private:
    Runner runner_{{.precision = RunnerOptions::Precision::single}};
};

bool saves(const PassReport& report, const std::string& name) {
    return report.saves == name;
}

int alphas_not_one(const Image& picture) {
    int out = 0;
    for (std::size_t i = 3; i < picture.values.size(); i += 4) {
        out += picture.values[i] == 1.0F ? 0 : 1;
    }
    return out;
}

} // namespace

TEST_CASE("classic: each guide and each picture equals the reference to the last bit") {
    const Gl gl;
    Bench bench;
    for (const Synthetic& each : synthetic_pictures()) {
        CAPTURE(each.name);
        const auto guide = [](const char* name) { return [name](const PassReport& r) { return saves(r, name); }; };
        const Ran luma = bench.run_classic(each.rgb, luma_bit, {}, guide("LUMA_GUIDE"));
        CHECK(mismatches(luma.kept, reference::luma(each.rgb)) == 0);
        CHECK(mismatches(channels(luma.picture, 3), each.rgb) == 0);
        const Ran gradient = bench.run_classic(each.rgb, gradient_bit, {}, guide("GRAD_GUIDE"));
        CHECK(mismatches(gradient.kept, reference::gradient(each.rgb)) == 0);
        const Ran push = bench.run_classic(each.rgb, luma_bit | push_bit);
        CHECK(mismatches(channels(push.picture, 3), composed(each.rgb, luma_bit | push_bit)) == 0);
        CHECK(alphas_not_one(push.picture) == 0);
        const Ran sharp = bench.run_classic(each.rgb, gradient_bit | push_grad_bit);
        CHECK(mismatches(channels(sharp.picture, 3), composed(each.rgb, gradient_bit | push_grad_bit)) == 0);
        CHECK(alphas_not_one(sharp.picture) == 0);
    }
}

TEST_CASE("classic: the whole chain equals the composed references, at both strengths of push-grad") {
    const Gl gl;
    Bench bench;
    int changed = 0;
    for (const Synthetic& each : synthetic_pictures()) {
        CAPTURE(each.name);
        for (const Strengths& strengths :
             {Strengths{}, Strengths{.grad = 0.7F}, Strengths{.push = 0.55F, .grad = 0.25F}}) {
            const Image expected = composed(each.rgb, 15, strengths);
            CHECK(mismatches(channels(bench.run_classic(each.rgb, 15, strengths).picture, 3), expected) == 0);
            changed += mismatches(expected, each.rgb) > 0 ? 1 : 0;
        }
    }
    CHECK(changed > 60); // the pictures exercise the passes at all
}

TEST_CASE("classic: strength 0 changes nothing") {
    const Gl gl;
    Bench bench;
    for (const Synthetic& each : synthetic_pictures()) {
        CAPTURE(each.name);
        const Ran ran = bench.run_classic(each.rgb, 15, {.push = 0.0F, .grad = 0.0F});
        CHECK(mismatches(channels(ran.picture, 3), each.rgb) == 0);
    }
}

TEST_CASE("classic: all sixteen switchings are defined, and a pass without its guide says what it needs") {
    const Gl gl;
    Bench bench;
    Image rgb = synthetic_pictures().front().rgb;
    for (const Synthetic& each : synthetic_pictures()) {
        if (each.name == "noise" || each.name == "thin ring in colours") {
            rgb = each.rgb;
            for (unsigned switches = 0; switches < 16; ++switches) {
                CAPTURE(switches);
                const Ran ran = bench.run_classic(rgb, switches);
                CHECK(mismatches(channels(ran.picture, 3), composed(rgb, switches)) == 0);
                CHECK(alphas_not_one(ran.picture) == 0);
                const std::array<const char*, 4> needed{nullptr, "LUMA_GUIDE", nullptr, "GRAD_GUIDE"};
                for (std::size_t i = 0; i < ids.size(); ++i) {
                    const EntryStatus status = entry_status(*ran.plan, i);
                    CAPTURE(status.reason);
                    if ((switches >> i & 1U) == 0) {
                        CHECK(status.status == PassStatus::off);
                    } else if (needed[i] == nullptr || (switches >> (i - 1) & 1U) != 0) {
                        CHECK(status.status == PassStatus::runs);
                        CHECK(status.reason.empty());
                    } else {
                        CHECK(status.status == PassStatus::missing_texture);
                        CHECK(status.reason.find(needed[i]) != std::string::npos);
                        CHECK(status.reason.find(ids[i - 1]) != std::string::npos);
                        CHECK(status.reason.find("off") != std::string::npos);
                    }
                }
            }
        }
    }
}

TEST_CASE("classic: what is not a number stays within the passes' reach") {
    const Gl gl;
    Bench bench;
    Image clean(31, 29, 3);
    Noise noise(21);
    for (float& value : clean.values) {
        value = noise.next();
    }
    const float infinity = std::numeric_limits<float>::infinity();
    for (const float poison : {std::numeric_limits<float>::quiet_NaN(), infinity, -infinity}) {
        CAPTURE(poison);
        Image poisoned = clean;
        poisoned.at(15, 14, 1) = poison;
        const Image expected = channels(bench.run_classic(clean, 15).picture, 3);
        const Image found = channels(bench.run_classic(poisoned, 15).picture, 3);
        int spread = 0;
        for (int y = 0; y < clean.h; ++y) {
            for (int x = 0; x < clean.w; ++x) {
                // Push looks at neighbours, gradient at those, push-grad at those: three pixels.
                if (std::max(std::abs(x - 15), std::abs(y - 14)) > 3) {
                    for (int channel = 0; channel < 3; ++channel) {
                        spread += found.at(x, y, channel) == expected.at(x, y, channel) ? 0 : 1;
                    }
                }
            }
        }
        CHECK(spread == 0);
    }
}

TEST_CASE("classic: a change of one percent in a strength does not go unnoticed") {
    const Gl gl;
    Bench bench;
    for (const Synthetic& each : synthetic_pictures()) {
        if (each.name == "noise") {
            const Image expected = composed(each.rgb, 15);
            const Ran push = bench.run_classic(each.rgb, 15, {.push = 0.303F});
            CHECK(mismatches(channels(push.picture, 3), expected) > 100);
            const Ran grad = bench.run_classic(each.rgb, 15, {.grad = 0.99F});
            CHECK(mismatches(channels(grad.picture, 3), expected) > 100);
        }
    }
}
