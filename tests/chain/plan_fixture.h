// What the tests of the planner share: chains of shader texts, and finding things in a plan. Not a test.
// One thread.
#pragma once

#include "renderer/chain/plan.h"
#include "renderer/language/parser.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <vector>

namespace senga::test {

// A pass that copies; `directives` as in a file, each line with its "//!".
inline std::string pass_text(const std::string& directives) {
    return directives + "//!BIND HOOKED\nvec4 hook() { return HOOKED_texOff(0); }\n\n";
}

inline ChainEntry planned_entry(const std::string& text, const std::string& id) {
    Result<ShaderFile> file = parse_shader(text, id + ".glsl");
    REQUIRE_MESSAGE(file.ok(), to_string(file.error()));
    ChainEntry out;
    out.id = id;
    out.label = id;
    out.shader = std::make_shared<const ShaderFile>(*std::move(file));
    return out;
}

// One entry per text, called "a", "b", ...
inline Chain planned_chain(const std::vector<std::string>& texts, Scaling scaling = {}) {
    Chain out;
    out.scaling = scaling;
    for (const std::string& text : texts) {
        out.entries.push_back(planned_entry(text, std::string(1, static_cast<char>('a' + out.entries.size()))));
    }
    return out;
}

inline Plan planned(const Chain& chain, const FrameFormat& format, Size output) {
    Result<Plan> out = plan(chain, format, output);
    REQUIRE_MESSAGE(out.ok(), to_string(out.error()));
    return *std::move(out);
}

inline FrameFormat video(Size size, Subsampling subsampling = {1, 1}) {
    return {.size = size, .subsampling = subsampling};
}

inline FrameFormat rgb_video(Size size) {
    return {.size = size, .layout = Layout::rgb, .range = Range::full};
}

// Copies, so that they outlive the plan.
template<class Step>
std::vector<std::shared_ptr<const Step>> steps_of(const Plan& plan) {
    std::vector<std::shared_ptr<const Step>> out;
    for (const PlanStep& step : plan.steps) {
        if (const auto* found = std::get_if<Step>(&step.what)) {
            out.push_back(std::make_shared<const Step>(*found));
        }
    }
    return out;
}

// The size of what step `index` draws.
inline Size drawn_size(const Plan& plan, std::size_t index) {
    return plan.textures[static_cast<std::size_t>(plan.steps[index].output)].size;
}

// The only report with this description.
inline const PassReport& report_of(const Plan& plan, const std::string& desc) {
    const PassReport* out = nullptr;
    for (const PassReport& report : plan.reports) {
        if (report.desc == desc) {
            REQUIRE_MESSAGE(out == nullptr, desc);
            out = &report;
        }
    }
    REQUIRE_MESSAGE(out != nullptr, desc);
    return *out;
}

inline bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace senga::test
