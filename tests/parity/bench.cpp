#include "tests/parity/bench.h"

#include "renderer/chain/bake.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>

namespace senga::parity {
namespace {

// The value, or the end of the running test with the reason.
template<class T>
T required(Result<T> result) {
    INFO((result.ok() ? std::string() : to_string(result.error())));
    REQUIRE(result.ok());
    return *std::move(result);
}

} // namespace

Bench::Bench()
    : shelf_{.shader_folders = {SENGA_SOURCE_DIR "/shaders"}, .preset_folders = {SENGA_SOURCE_DIR "/presets"}},
      reference_(required(MpvReference::create())),
      engine_(required(EnginePicture::create())) {}

Chain Bench::chain_of(const std::vector<std::string>& shaders) const {
    Chain out;
    for (const std::string& id : shaders) {
        ChainEntry entry = load_entry(shelf_, id);
        INFO((entry.failure ? to_string(*entry.failure) : std::string()));
        REQUIRE(entry.shader != nullptr);
        out.entries.push_back(std::move(entry));
    }
    return out;
}

CaseResult Bench::run(const Case& one) {
    return run_against(one, one.chain);
}

CaseResult Bench::run_against(const Case& one, const Chain& mpv_chain) {
    const Input& input = *one.input;
    INFO(one.what, " on ", input.name, " at ", one.size.w, "x", one.size.h);
    EngineResult ours = required(engine_.picture(input.frame, one.chain, one.size));
    FloatImage mpvs = required(reference_.picture({.path = input.path,
                                                   .start_s = input.frame.pts_s,
                                                   .scaling = mpv_chain.scaling,
                                                   .shaders = baked(mpv_chain, input.frame.format, one.size),
                                                   .size = one.size}));
    CaseResult out{.ours = std::move(ours.image), .mpvs = std::move(mpvs), .plan = std::move(ours.plan)};
    out.comparison = compare(out.ours, out.mpvs);
    fmt::print("{:<38} {:<15} {:>4}x{:<4}  {}  {}\n", one.what, input.name, one.size.w, one.size.h, to_text(out.comparison),
               within(out.comparison, one.kind) ? "ok" : "DIFFERS");
    std::fflush(stdout);
    return out;
}

void Bench::check(const Case& one) {
    const CaseResult result = run(one);
    INFO(one.what, " on ", one.input->name, " at ", one.size.w, "x", one.size.h, ": ", to_text(result.comparison));
    CHECK(within(result.comparison, one.kind));
}

std::vector<std::string> baked(const Chain& chain, const FrameFormat& format, Size output) {
    std::vector<std::string> out;
    const Lookup lookup = source_lookup(format, output);
    for (const ChainEntry& entry : chain.entries) {
        if (!chain.enabled || !entry.enabled || !entry.shader) {
            continue;
        }
        ParameterValues values;
        for (const Parameter& parameter : entry.shader->parameters) {
            values[parameter.name] = effective_value(entry, parameter, lookup);
        }
        out.push_back(bake(*entry.shader, values));
    }
    return out;
}

Size scaled(Size size, double factor) {
    return {static_cast<int>(std::lround(size.w * factor)), static_cast<int>(std::lround(size.h * factor))};
}

} // namespace senga::parity
