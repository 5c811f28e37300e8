#include "app/bench/report.h"

#include <nlohmann/json.hpp>

#include <cmath>

namespace senga {
namespace {

using Json = nlohmann::ordered_json;

Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}

Json number(std::optional<double> value) {
    return value ? number(*value) : Json(nullptr);
}

Json statistics_json(const Statistics& statistics) {
    if (statistics.count == 0) {
        return nullptr;
    }
    return {{"count", statistics.count},
            {"min", statistics.min},
            {"median", statistics.median},
            {"p95", statistics.p95},
            {"mean", statistics.mean}};
}

Json steps_json(const std::vector<StepTime>& steps) {
    Json out = Json::array();
    for (const StepTime& step : steps) {
        out.push_back({{"name", step.name},
                       {"shader", step.shader.empty() ? Json(nullptr) : Json(step.shader)},
                       {"width", step.size.w},
                       {"height", step.size.h},
                       {"gpu_ms", step.samples > 0 ? Json(step.average_ms) : Json(nullptr)},
                       {"samples", step.samples}});
    }
    return out;
}

Json passes_json(const std::vector<BenchPass>& passes) {
    Json out = Json::array();
    for (const BenchPass& pass : passes) {
        out.push_back({{"shader", pass.shader},
                       {"pass", pass.report.desc},
                       {"stage", stage_name(pass.report.stage)},
                       {"status", status_name(pass.report.status)},
                       {"reason", pass.report.reason}});
    }
    return out;
}

Json memory_json(const MemoryUse& memory) {
    Json textures = Json::array();
    for (const TextureUse& use : memory.textures) {
        textures.push_back({{"name", use.name},
                            {"width", use.size.w},
                            {"height", use.size.h},
                            {"format", use.format},
                            {"bytes", use.bytes}});
    }
    return {{"pool_bytes", memory.pool_bytes}, {"textures", std::move(textures)}};
}

Json chain_json(const BenchResult& result) {
    const ChainTimes& times = result.times;
    return {{"name", result.chain_name},
            {"prepare_ms", times.prepare_ms},
            {"ms", statistics_json(times.chain)},
            {"upload_ms", statistics_json(times.upload)},
            {"runs", times.in_clock.runs},
            {"compiles", times.in_clock.compiles},
            {"allocations", times.in_clock.allocations},
            {"steps", steps_json(times.steps)},
            {"passes", passes_json(times.passes)},
            {"memory", memory_json(times.memory)}};
}

Json distance_json(const PictureDistance& distance) {
    return {{"psnr_db", number(distance.psnr_db)},
            {"largest", number(distance.largest)},
            {"mean", number(distance.mean)},
            {"share_over", distance.share_over}};
}

Json agreement_json(const Agreement& agreement) {
    return {{"verdict", verdict_name(agreement.verdict)},
            {"distance", distance_json(agreement.distance)},
            {"effect", distance_json(agreement.effect)}};
}

Json against_json(const std::optional<AgainstTimes>& times) {
    if (!times) {
        return nullptr;
    }
    return {{"player", "mpv"},
            {"version", times->mpv_version},
            {"agreement", agreement_json(times->agreement)},
            {"ours_ms", statistics_json(times->ours)},
            {"mpv_redraw_ms", statistics_json(times->mpv_redraw)},
            {"mpv_copy_ms", statistics_json(times->mpv_copy)},
            {"mpv_median_ms", number(mpv_median_ms(*times))},
            {"ratio", number(ratio_of(*times))},
            {"ours_frame_ms", statistics_json(times->ours_frame)},
            {"mpv_frame_ms", statistics_json(times->mpv_frame)},
            {"frame_ratio", number(frame_ratio_of(*times))},
            {"notes", times->notes}};
}

Json window_json(const std::optional<WindowTimes>& times) {
    if (!times) {
        return nullptr;
    }
    return {{"agreement", agreement_json(times->agreement)},
            {"psnr_db", number(times->psnr_db)},
            {"subtitles", times->subtitles.empty() ? Json(nullptr) : Json(times->subtitles)},
            {"ours_ms", statistics_json(times->ours)},
            {"mpv_ms", statistics_json(times->mpv)},
            {"ratio", number(ratio_of(*times))},
            {"notes", times->notes}};
}

Json sweep_json(const std::optional<SweepTimes>& times) {
    if (!times) {
        return nullptr;
    }
    Json sizes = Json::array();
    for (const SweepRow& row : times->rows) {
        sizes.push_back({{"width", row.size.w},
                         {"height", row.size.h},
                         {"ms", statistics_json(row.chain)},
                         {"ms_per_megapixel", ms_per_megapixel(row)},
                         {"pool_bytes", row.pool_bytes}});
    }
    return {{"sizes", std::move(sizes)}, {"notes", times->notes}};
}

} // namespace

std::string bench_json(const BenchResult& result) {
    const Json out{{"schema", "senga-bench-1"},
                   {"input",
                    {{"file", result.input},
                     {"format", result.input_format},
                     {"width", result.input_size.w},
                     {"height", result.input_size.h},
                     {"start_s", result.start_s},
                     {"distinct_frames", result.distinct_frames}}},
                   {"output", {{"width", result.output.w}, {"height", result.output.h}}},
                   {"driver",
                    {{"vendor", result.driver.vendor},
                     {"renderer", result.driver.renderer},
                     {"version", result.driver.version},
                     {"software", result.driver.software()}}},
                   {"frames", result.frames},
                   {"warm_up", result.warm_up},
                   {"chain", chain_json(result)},
                   {"ratio", result.against ? number(ratio_of(*result.against)) : Json(nullptr)},
                   {"against", against_json(result.against)},
                   {"window", window_json(result.window)},
                   {"sweep", sweep_json(result.sweep)},
                   {"notes", result.notes}};
    // File names are whatever bytes they are.
    return out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string bench_schema_text() {
    return "--json prints one object. Times are milliseconds as {count, min, median, p95, mean}, null without samples; "
           "the median of an even number of samples is the mean of the two in the middle, p95 the smallest sample that "
           "95 % of them do not exceed.\n"
           "  schema    \"senga-bench-1\"; keys may be added, none changes its meaning\n"
           "  input     file, format, width, height, start_s, distinct_frames\n"
           "  output    width, height\n"
           "  driver    vendor, renderer, version, software\n"
           "  frames    asked for; warm_up: runs before the clock\n"
           "  chain     name, prepare_ms (planning, compiling, first picture), ms (the chain alone), upload_ms, runs, "
           "compiles and allocations within the clock; steps [name, shader, width, height, gpu_ms, samples]; passes "
           "[shader, pass, stage, status, reason]; memory {pool_bytes, textures [name, width, height, format, bytes]}\n"
           "  ratio     of --against: Senga's median over mpv's, below 1 where Senga is faster; null where not asked "
           "for, or where the pictures do not agree\n"
           "  against   player, version, agreement {verdict, distance, effect}; ours_ms (chain and drawing), "
           "mpv_redraw_ms (the same and a copy mpv makes), mpv_copy_ms (that copy), mpv_median_ms (redraw less copy), "
           "ratio (ours_ms.median / mpv_median_ms); ours_frame_ms, mpv_frame_ms, frame_ratio (with bringing a new "
           "frame to the GPU); notes\n"
           "  window    agreement, psnr_db (first frame of both windows), subtitles, ours_ms, mpv_ms, ratio, notes\n"
           "  sweep     sizes [width, height, ms, ms_per_megapixel, pool_bytes], notes\n"
           "  notes     what the reader of the figures should know\n";
}

} // namespace senga
