#include "app/commands/check_probe.h"

#include "renderer/language/parser.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <string_view>
#include <utility>

namespace senga {
namespace {

// Counters per axis; each answers for its share of the probed texture.
constexpr Size grid{32, 32};

// A counter is 0 as long as all is well; the probe that meets the first bad value sets it to 1 and every later one
// adds 1. Half floats count to 2048, more than a file may have passes. The bit pattern is asked because isnan() may be
// optimised away.
constexpr std::string_view first_probe = R"(//!HOOK MAIN
//!DESC first probe
//!BIND PROBED
//!SAVE COUNTERS
//!COMPONENTS 1
float known(ivec2 cell) {
    return 0.0;
}
)";
constexpr std::string_view later_probe = R"(//!HOOK MAIN
//!DESC probe
//!BIND PROBED
//!BIND COUNTERS
//!SAVE COUNTERS
//!COMPONENTS 1
float known(ivec2 cell) {
    return texelFetch(COUNTERS_raw, cell, 0).x;
}
)";
constexpr std::string_view body = R"(bool bad(vec4 value) {
    return any(equal(floatBitsToUint(value) & 0x7f800000u, uvec4(0x7f800000u)));
}
vec4 hook() {
    ivec2 size = textureSize(PROBED_raw, 0);
    ivec2 cell = ivec2(gl_FragCoord.xy);
    float before = known(cell);
    if (before > 0.0) {
        return vec4(before + 1.0);
    }
    ivec2 from = cell * size / 32;
    ivec2 to = (cell + 1) * size / 32;
    for (int y = from.y; y < to.y; ++y) {
        for (int x = from.x; x < to.x; ++x) {
            if (bad(texelFetch(PROBED_raw, ivec2(x, y), 0))) {
                return vec4(1.0);
            }
        }
    }
    return vec4(0.0);
}
)";

std::shared_ptr<const ShaderFile> probe_file() {
    Result<ShaderFile> parsed = parse_shader(fmt::format("{0}{2}{1}{2}", first_probe, later_probe, body), "probe");
    return std::make_shared<const ShaderFile>(*std::move(parsed));
}

PassStep probe_of(const PlanStep& step, const Plan& plan, std::size_t entry, int counters) {
    const PlanTexture& written = plan.textures[static_cast<std::size_t>(step.output)];
    PassStep out;
    out.entry = entry;
    out.block = counters < 0 ? 0 : 1;
    out.images.push_back({"PROBED", {.texture = step.output, .size = written.size, .components = written.components}});
    if (counters >= 0) {
        out.images.push_back({"COUNTERS", {.texture = counters, .size = grid, .components = 1}});
    }
    out.components = 1;
    out.input_size = plan.format.size;
    out.target_size = plan.output;
    return out;
}

} // namespace

ProbedPlan with_probes(const Plan& plan) {
    ProbedPlan out{.plan = plan, .passes = {}};
    std::vector<int> moved_to; // where each step of the original stands now
    const std::size_t entry = out.plan.shaders.size();
    out.plan.shaders.push_back(probe_file());
    out.plan.steps.clear();
    for (const PlanStep& step : plan.steps) {
        moved_to.push_back(static_cast<int>(out.plan.steps.size()));
        out.plan.steps.push_back(step);
        const auto* pass = std::get_if<PassStep>(&step.what);
        if (pass == nullptr || step.output < 0) {
            continue;
        }
        const int counters = static_cast<int>(out.plan.textures.size());
        out.plan.textures.push_back({.size = grid, .components = 1, .name = "COUNTERS"});
        out.plan.steps.push_back({probe_of(step, plan, entry, out.counters), counters});
        out.counters = counters;
        out.passes.push_back(pass);
    }
    for (PlanTexture& texture : out.plan.textures) {
        texture.last_step = texture.last_step < 0 ? -1 : moved_to[static_cast<std::size_t>(texture.last_step)];
    }
    for (std::size_t i = 0; i < out.plan.steps.size(); ++i) {
        const auto* pass = std::get_if<PassStep>(&out.plan.steps[i].what);
        if (pass != nullptr && pass->entry == entry) {
            for (const NamedImage& image : pass->images) {
                PlanTexture& read = out.plan.textures[static_cast<std::size_t>(image.image.texture)];
                read.last_step = std::max(read.last_step, static_cast<int>(i));
            }
        }
    }
    return out;
}

std::optional<std::size_t> first_bad(std::span<const float> counters, std::size_t passes) {
    float most = 0.0F;
    for (const float counter : counters) {
        most = std::max(most, counter);
    }
    const auto since = static_cast<std::size_t>(std::lround(most));
    return since == 0 || since > passes ? std::nullopt : std::optional(passes - since);
}

} // namespace senga
