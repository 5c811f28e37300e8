// VMAF and CAMBI through FFmpeg's filter libvmaf, where the FFmpeg installed has it. Its numbers come at the end, from
// the log it writes to a temporary file that is gone with this object. Owned and used by one thread.
#pragma once

#include "app/measure/filter_pair.h"
#include "renderer/measure/series.h"

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace senga {

enum class VmafMetric { vmaf, cambi };
std::string_view vmaf_metric_name(VmafMetric metric);

// libvmaf's log (JSON) as series. Errors: media_unreadable (no JSON, or a metric is missing from it).
Result<std::vector<Series>> series_from_vmaf_log(const std::string& log, const std::set<VmafMetric>& metrics);

class Vmaf {
public:
    static bool available() { return FilterPair::has("libvmaf"); }

    // Errors: media_unreadable (also where it is not available()), media_format, file_unwritable.
    static Result<Vmaf> create(std::set<VmafMetric> metrics, const FrameFormat& format);

    // A is the reference. CAMBI looks at B alone.
    Outcome add(const PlanarPicture& a, const PlanarPicture& b) { return filter_.add(b, a); }
    Result<std::vector<Series>> finish();

private:
    class TemporaryFile {
    public:
        explicit TemporaryFile(std::filesystem::path path) : path_(std::move(path)) {}
        ~TemporaryFile() {
            std::error_code ignored;
            std::filesystem::remove(path_, ignored);
        }
        TemporaryFile(TemporaryFile&& other) noexcept : path_(std::exchange(other.path_, {})) {}
        TemporaryFile& operator=(TemporaryFile&& other) noexcept {
            std::swap(path_, other.path_);
            return *this;
        }
        const std::filesystem::path& path() const { return path_; }

    private:
        std::filesystem::path path_; // empty once moved from
    };

    Vmaf(std::set<VmafMetric> metrics, TemporaryFile log, FilterPair filter)
        : metrics_(std::move(metrics)), log_(std::move(log)), filter_(std::move(filter)) {}

    std::set<VmafMetric> metrics_;
    TemporaryFile log_;
    FilterPair filter_; // writes the log: it goes first
};

} // namespace senga
