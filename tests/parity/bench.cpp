#include "tests/parity/bench.h"

#include "renderer/chain/bake.h"

#include <fmt/format.h>

#include <algorithm>
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

bool behind_scaler(const ChainEntry& entry) {
    const auto& passes = entry.shader->passes;
    return std::all_of(passes.begin(), passes.end(),
                       [](const PassBlock& pass) { return pass.hooks == std::vector{Stage::output}; });
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

FloatImage Bench::draw_with_mpv(const Case& one, const Chain& chain, MpvRequest::Take take) {
    return required(reference_.picture({.path = one.input->path,
                                        .start_s = one.input->start_s,
                                        .scaling = chain.scaling,
                                        .shaders = baked(chain, one.input->frame.format, one.size),
                                        .size = one.size,
                                        .take = take}));
}

CaseResult Bench::report(const Case& one, EngineResult ours, FloatImage mpvs) const {
    CaseResult out{.ours = std::move(ours.image), .mpvs = std::move(mpvs), .plan = std::move(ours.plan)};
    out.comparison = compare(out.ours, out.mpvs);
    fmt::print("{:<38} {:<15} {:>4}x{:<4}  {}  {}\n", one.what, one.input->name, one.size.w, one.size.h,
               to_text(out.comparison), within(out.comparison, one.kind) ? "ok" : "DIFFERS");
    std::fflush(stdout);
    return out;
}

CaseResult Bench::run(const Case& one) {
    return run_against(one, one.chain);
}

CaseResult Bench::run_against(const Case& one, const Chain& mpv_chain) {
    const Input& input = *one.input;
    INFO(one.what, " on ", input.name, " at ", one.size.w, "x", one.size.h);
    EngineResult ours = required(engine_.picture(input.frame, one.chain, one.size));
    FloatImage mpvs = draw_with_mpv(one, mpv_chain, MpvRequest::Take::target);
    return report(one, std::move(ours), std::move(mpvs));
}

CaseResult Bench::run_behind_scaler(const Case& one, const Chain& mpv_chain) {
    const Input& input = *one.input;
    INFO(one.what, " on ", input.name, " at ", one.size.w, "x", one.size.h);
    const Lookup lookup = source_lookup(input.frame.format, one.size);
    Chain before = one.chain;
    Chain behind = one.chain;
    std::erase_if(before.entries, behind_scaler);
    std::erase_if(behind.entries, [](const ChainEntry& entry) { return !behind_scaler(entry); });
    for (ChainEntry& entry : behind.entries) {
        // The conditions of a preset are about the source, which our engine does not see here.
        for (const Parameter& parameter : entry.shader->parameters) {
            entry.values[parameter.name] = effective_value(entry, parameter, lookup);
        }
    }
    const FloatImage scaled_by_mpv = draw_with_mpv(one, before, MpvRequest::Take::output_stage);
    EngineResult ours = required(engine_.picture(scaled_by_mpv, behind));
    FloatImage mpvs = draw_with_mpv(one, mpv_chain, MpvRequest::Take::output_stage);
    return report(one, std::move(ours), std::move(mpvs));
}

void Bench::check(const Case& one) {
    const CaseResult result = run(one);
    INFO(one.what, " on ", one.input->name, " at ", one.size.w, "x", one.size.h, ": ", to_text(result.comparison));
    CHECK(within(result.comparison, one.kind));
}

void Bench::check_behind_scaler(const Case& one) {
    Case same = one;
    same.what += ", same input";
    same.kind = Kind::same_input;
    const CaseResult result = run_behind_scaler(same, one.chain);
    INFO(same.what, " on ", one.input->name, " at ", one.size.w, "x", one.size.h, ": ", to_text(result.comparison));
    CHECK(within(result.comparison, same.kind));
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
