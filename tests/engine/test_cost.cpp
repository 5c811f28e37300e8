// What the steps of a chain cost: measured when somebody looks, not otherwise; and the textures by name and size.
#include "renderer/engine/cost.h"

#include "renderer/engine/slot.h"
#include "tests/engine/engine_fixture.h"
#include "tests/engine/synthetic.h"

#include <fmt/format.h>
#include <glad/gl.h>

#include <algorithm>
#include <limits>
#include <string>

using namespace senga;
using namespace senga::test;

namespace {

constexpr Size native{32, 16};
constexpr Size window{64, 32};

std::string pass_at(const std::string& stage, const std::string& directives, const std::string& expression,
                    const std::string& desc = "x") {
    return "//!HOOK " + stage + "\n//!BIND HOOKED\n" + directives + "//!DESC " + desc + "\nvec4 hook() {\n    return " +
           expression + ";\n}\n";
}

// A pass that saves a picture of its own size, one that reads it, and one that is a compute pass.
Chain chain() {
    return chain_of(
        {entry_of(parsed(pass_at("MAIN", "//!SAVE EXTRA\n//!WIDTH 10\n//!HEIGHT 6\n//!COMPONENTS 1\n",
                                 "HOOKED_tex(HOOKED_pos)", "smaller") +
                             pass_at("MAIN", "//!BIND SMALLER\n", "HOOKED_texOff(0) + 0.0 * SMALLER_tex(SMALLER_pos)") +
                             "//!HOOK OUTPUT\n//!BIND HOOKED\n//!COMPUTE 8 8\nvoid hook() {\n"
                             "    imageStore(out_image, ivec2(gl_GlobalInvocationID.xy), HOOKED_texOff(0));\n}\n",
                         "cost.glsl"))});
}

// How many query objects there are. Names are handed out from 1 on, and this process makes few.
int queries() {
    int out = 0;
    for (GLuint name = 1; name < 2000; ++name) {
        out += glIsQuery(name) == GL_TRUE ? 1 : 0;
    }
    return out;
}

struct Bench {
    Gl gl;
    Runner runner{{.precision = RunnerOptions::Precision::single}};
    Slot slot{runner};
    std::uint64_t frame = 0;

    Bench() { slot.set_chain(chain(), 1); }
    void show() {
        ++frame;
        const Result<Picture> picture =
            slot.show(rgb_frame(noise_picture(native.w, native.h, static_cast<std::uint32_t>(frame)), frame), window);
        REQUIRE(picture.ok());
    }
    bool all_measured(int samples) {
        const std::vector<StepCost>& costs = slot.meter()->costs();
        return !costs.empty() &&
               std::all_of(costs.begin(), costs.end(), [&](const StepCost& cost) { return cost.samples >= samples; });
    }
};

} // namespace

TEST_CASE("cost: nothing is measured while nobody looks") {
    Bench bench;
    for (int i = 0; i < 3; ++i) {
        bench.show();
    }
    CHECK(bench.slot.meter() == nullptr);
    CHECK(queries() == 0);
    bench.slot.measure(Slot::Measuring::on);
    bench.show();
    // At least one for each step: counting them would have shown some above.
    CHECK(queries() >= static_cast<int>(bench.slot.plan()->steps.size()));
    bench.slot.measure(Slot::Measuring::off);
    CHECK(bench.slot.meter() == nullptr);
    CHECK(queries() == 0);
    bench.show();
    CHECK(queries() == 0);
}

TEST_CASE("cost: every step has figures after some frames, and they fit together") {
    Bench bench;
    bench.slot.measure(Slot::Measuring::on);
    CostMeter* meter = bench.slot.meter();
    REQUIRE(meter != nullptr);
    CHECK(meter->costs().empty());
    CHECK(meter->plan() == nullptr);
    std::vector<double> least;
    std::vector<double> most;
    std::vector<int> seen;
    constexpr int wanted = 20; // more than the frames that count for the average
    for (int frames = 0; frames < 1000 && !bench.all_measured(wanted); ++frames) {
        bench.show();
        glFinish(); // so that the results are there with the next look, one at a time
        const std::vector<StepCost>& costs = meter->costs();
        REQUIRE(costs.size() == bench.slot.plan()->steps.size());
        least.resize(costs.size(), std::numeric_limits<double>::max());
        most.resize(costs.size(), 0.0);
        seen.resize(costs.size(), 0);
        for (std::size_t i = 0; i < costs.size(); ++i) {
            const StepCost& cost = costs[i];
            if (cost.samples == 0) {
                continue;
            }
            CHECK(cost.samples - seen[i] <= 1);
            seen[i] = cost.samples;
            least[i] = std::min(least[i], cost.last_ms);
            most[i] = std::max(most[i], cost.last_ms);
            // A tolerance of rounding: the average is a sum of some twenty numbers.
            CHECK(cost.average_ms >= least[i] * (1.0 - 1e-12));
            CHECK(cost.average_ms <= most[i] * (1.0 + 1e-12));
            CHECK(cost.peak_ms == most[i]);
            CHECK(cost.last_ms <= cost.peak_ms);
            CHECK(cost.last_ms >= 0.0);
        }
    }
    CHECK(bench.all_measured(wanted));
    CHECK(meter->plan() == bench.slot.plan());
    // Something was drawn, and that takes time.
    CHECK(std::any_of(most.begin(), most.end(), [](double ms) { return ms > 0.0; }));
}

TEST_CASE("cost: looking again goes on, another plan begins anew") {
    Bench bench;
    bench.slot.measure(Slot::Measuring::on);
    for (int frames = 0; frames < 1000 && !bench.all_measured(3); ++frames) {
        bench.show();
        glFinish();
    }
    REQUIRE(bench.all_measured(3));
    CostMeter* meter = bench.slot.meter();
    bench.slot.measure(Slot::Measuring::on);
    CHECK(bench.slot.meter() == meter);
    CHECK(bench.all_measured(3));
    bench.slot.set_chain(chain_of({entry_of(parsed(pass_at("OUTPUT", "", "HOOKED_texOff(0) * 0.5")))}), 2);
    bench.show();
    CHECK(meter->plan() == bench.slot.plan());
    CHECK(meter->costs().size() == bench.slot.plan()->steps.size());
    CHECK(bench.slot.plan()->steps.size() < 7);
    for (const StepCost& cost : meter->costs()) {
        CHECK(cost.samples <= 1);
    }
}

TEST_CASE("cost: the textures of the chain with their names, sizes and bytes") {
    Bench bench;
    CHECK(bench.slot.textures().empty());
    bench.show();
    const std::vector<TextureUse> uses = bench.slot.textures();
    const auto find = [&](const std::string& name) {
        return std::find_if(uses.begin(), uses.end(), [&](const TextureUse& use) { return use.name == name; });
    };
    const auto extra = find("smaller (cost.glsl)"); // by what the pass calls itself
    REQUIRE(extra != uses.end());
    CHECK(extra->size == Size{10, 6});
    CHECK(extra->format == "r32f");
    CHECK(extra->bytes == 10 * 6 * 4); // one component of four bytes
    int of_window = 0;
    for (const TextureUse& use : uses) {
        CAPTURE(use.name);
        CHECK_FALSE(use.name.empty());
        const auto texels = static_cast<std::size_t>(use.size.w) * static_cast<std::size_t>(use.size.h);
        const std::size_t each = use.format == "rgba32f"  ? 16
                                 : use.format == "r32f"   ? 4
                                 : use.format == "rgba16" ? 8
                                                          : 0;
        CHECK(use.bytes == texels * each);
        of_window += use.size == window ? 1 : 0;
    }
    CHECK(of_window > 0);
}

TEST_CASE("cost: a file's own textures and what it remembers are counted once each") {
    const Gl gl;
    Runner runner({.precision = RunnerOptions::Precision::single});
    Slot slot(runner);
    const auto file = parsed("//!TEXTURE TABLE\n//!SIZE 3 2\n//!FORMAT rgba8\n" + std::string(3 * 2 * 8, '7') + "\n\n" +
                                 "//!TEXTURE MEMORY\n//!SIZE 8 5\n//!FORMAT rgba16f\n//!STORAGE\n\n" +
                                 pass_at("OUTPUT", "//!BIND TABLE\n//!BIND MEMORY\n",
                                         "HOOKED_texOff(0) + texture(TABLE, vec2(0.5)) + imageLoad(MEMORY, ivec2(0))") +
                                 pass_at("OUTPUT", "//!BIND TABLE\n", "HOOKED_texOff(0) + texture(TABLE, vec2(0.5))"),
                             "own.glsl");
    slot.set_chain(chain_of({entry_of(file)}), 1);
    REQUIRE(slot.show(rgb_frame(noise_picture(native.w, native.h, 1), 1), native).ok());
    CHECK(slot.failures().empty());
    const std::vector<TextureUse> uses = slot.textures();
    const auto bytes = [&](const std::string& name) {
        std::size_t out = 0;
        for (const TextureUse& use : uses) {
            out += use.name == name ? use.bytes : 0;
        }
        return out;
    };
    CHECK(bytes("TABLE") == 3 * 2 * 4);
    CHECK(bytes("MEMORY") == 8 * 5 * 8);
}
