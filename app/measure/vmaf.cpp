#include "app/measure/vmaf.h"

#include "renderer/base/files.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <thread>

#include <unistd.h>

namespace senga {
namespace {

constexpr std::size_t most_log_bytes = std::size_t{1} << 30;

Diagnostic bad_log(const std::string& why) {
    return diagnose(Code::media_unreadable, "libvmaf's log: " + why);
}

// The values of one metric, frame by frame; empty where a frame lacks it.
std::vector<double> values_of(const nlohmann::json& frames, const std::string& metric) {
    std::vector<double> out;
    out.reserve(frames.size());
    for (const nlohmann::json& frame : frames) {
        const auto metrics = frame.find("metrics");
        if (metrics == frame.end() || !metrics->is_object() || !metrics->contains(metric) ||
            !(*metrics)[metric].is_number()) {
            return {};
        }
        out.push_back((*metrics)[metric].get<double>());
    }
    return out;
}

} // namespace

std::string_view vmaf_metric_name(VmafMetric metric) {
    return metric == VmafMetric::vmaf ? "vmaf" : "cambi";
}

Result<std::vector<Series>> series_from_vmaf_log(const std::string& log, const std::set<VmafMetric>& metrics) {
    const nlohmann::json document = nlohmann::json::parse(log, nullptr, false);
    if (!document.is_object() || !document.contains("frames") || !document["frames"].is_array()) {
        return bad_log("it is no JSON with \"frames\"");
    }
    std::vector<Series> out;
    out.reserve(metrics.size());
    for (const VmafMetric metric : metrics) {
        const std::string name(vmaf_metric_name(metric));
        std::vector<double> values = values_of(document["frames"], name);
        if (values.empty()) {
            return bad_log(fmt::format("it has no \"{}\" for every frame; this libvmaf may be too old for it", name));
        }
        // VMAF rates from 0 to 100; CAMBI counts bands from 0 up.
        out.push_back({.name = name,
                       .worse = metric == VmafMetric::vmaf ? Series::Worse::low : Series::Worse::high,
                       .values = std::move(values)});
    }
    return out;
}

Result<Vmaf> Vmaf::create(std::set<VmafMetric> metrics, const FrameFormat& format) {
    std::error_code failed;
    const std::filesystem::path folder = std::filesystem::temp_directory_path(failed);
    std::string name = (folder / "senga-vmaf-XXXXXX").string();
    const int handle = failed ? -1 : mkstemp(name.data());
    if (handle < 0) {
        return diagnose(Code::file_unwritable,
                        "no temporary file for libvmaf's log can be made; set TMPDIR to a "
                        "folder that can be written to",
                        {.file = folder.string()});
    }
    close(handle);
    TemporaryFile log(name);
    std::map<std::string, std::string> options{
        {"log_fmt", "json"},
        {"log_path", name},
        {"n_threads", std::to_string(std::max(1U, std::thread::hardware_concurrency()))}};
    if (metrics.count(VmafMetric::cambi) > 0) {
        options["feature"] = "name=cambi";
    }
    Result<FilterPair> filter = FilterPair::create("libvmaf", options, format);
    if (!filter) {
        return filter.error();
    }
    return Vmaf(std::move(metrics), std::move(log), *std::move(filter));
}

Result<std::vector<Series>> Vmaf::finish() {
    if (const Outcome finished = filter_.finish(); !finished) {
        return finished.error();
    }
    const Result<std::string> log = read_file(log_.path(), most_log_bytes);
    return log ? series_from_vmaf_log(*log, metrics_) : Result<std::vector<Series>>(log.error());
}

} // namespace senga
