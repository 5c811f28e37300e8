#include "app/quality/quality.h"

#include "app/degrade/degrading.h"
#include "app/measure/planar.h"
#include "app/offline/offline.h"
#include "renderer/measure/colour_planes.h"
#include "renderer/measure/difference.h"
#include "renderer/measure/measurer.h"
#include "renderer/measure/ms_ssim.h"
#include "renderer/measure/ssim.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

namespace senga {
namespace {

FrameFormat rgb16(Size size, Transfer transfer) {
    return {.size = size,
            .layout = Layout::rgb,
            .subsampling = {0, 0},
            .bit_depth = 16,
            .range = Range::full,
            .transfer = transfer};
}

// The picture without its border.
PlanarPicture cropped(const PlanarPicture& picture, int border_px) {
    PlanarPicture out{.format = picture.format, .planes = {}};
    out.format.size = {picture.format.size.w - 2 * border_px, picture.format.size.h - 2 * border_px};
    for (const SamplePlane& plane : picture.planes) {
        SamplePlane part{.size = out.format.size, .samples = {}};
        for (int y = 0; y < part.size.h; ++y) {
            const std::uint16_t* row = plane.row(y + border_px) + border_px;
            part.samples.insert(part.samples.end(), row, row + part.size.w);
        }
        out.planes.push_back(std::move(part));
    }
    return out;
}

PlanarPicture picture_of_image(const OfflineImage& image, Transfer transfer) {
    PlanarPicture out{.format = rgb16(image.size, transfer), .planes = {}};
    const std::size_t count = image.rgba.size() / 4;
    for (std::size_t c = 0; c < 3; ++c) {
        SamplePlane plane{.size = image.size, .samples = std::vector<std::uint16_t>(count)};
        for (std::size_t i = 0; i < count; ++i) {
            const double value = std::clamp(static_cast<double>(image.rgba[4 * i + c]), 0.0, 1.0);
            plane.samples[i] = static_cast<std::uint16_t>(std::lround(value * 65535.0));
        }
        out.planes.push_back(std::move(plane));
    }
    return out;
}

// What stays the same of a clean still for all that is compared with it.
struct Reference {
    PlanarPicture picture; // without its border
    FloatPlane luma;       // codes of 8 bits with fractions
    SamplePlane luma16;
};

SamplePlane luma_of_16_bits(const FloatPlane& luma) {
    return codes_of(luma, 257.0, 16);
}

Reference reference_of(PlanarPicture picture) {
    Reference out{.picture = std::move(picture), .luma = {}, .luma16 = {}};
    out.luma = luma_codes(out.picture);
    out.luma16 = luma_of_16_bits(out.luma);
    return out;
}

Result<QualityNumbers> numbers_of(const Reference& clean, const PlanarPicture& restored) {
    const FloatPlane luma = luma_codes(restored);
    const std::optional<double> similarity = ssim(clean.luma16, luma_of_16_bits(luma), 16);
    const std::optional<MsSsim> scales = ms_ssim(clean.luma, luma, 255.0);
    if (!similarity || !scales) {
        return diagnose(Code::plan_input, fmt::format("a still of {}x{} inside its border is too small to be measured; "
                                                      "11x11 is the least",
                                                      restored.format.size.w, restored.format.size.h));
    }
    const double mse = mean_of_planes(restored, plane_mse(clean.picture, restored));
    return QualityNumbers{.psnr_db = psnr_db(mse, 65535.0), .ssim = *similarity, .ms_ssim = scales->value};
}

// What the chain gets: the codes of the last coding where it was the last thing done, else R'G'B' of 16 bits.
RawFrame input_of(const FilmFrame& damaged) {
    return raw_frame(damaged.coded ? *damaged.coded
                                   : picture_of_rgb(damaged.rgb, rgb16(damaged.format.size, damaged.format.transfer),
                                                    Kernel::nearest));
}

Result<RawFrame> read_still(const std::string& path) {
    Result<VideoReader> reader = VideoReader::open(path);
    return reader ? reader->frame_at_index(0) : Result<RawFrame>(reader.error());
}

class QualityRun {
public:
    QualityRun(const QualityRequest& request, const OnQualityProgress& on_progress)
        : request_(request), on_progress_(on_progress) {}

    Result<QualityReport> run();

private:
    Outcome measure_still(Offline& offline, std::size_t still);
    Outcome measure_restorers(Offline& offline, const Reference& clean, const RawFrame& damaged, QualityCell cell);
    void note_failures(const Plan& plan, const Restorer& restorer);

    const QualityRequest& request_;
    const OnQualityProgress& on_progress_;
    QualityReport report_;
    Size clean_size_;
    Transfer transfer_ = Transfer::srgb;
};

void QualityRun::note_failures(const Plan& plan, const Restorer& restorer) {
    for (const PassReport& pass : plan.reports) {
        if (pass.status != PassStatus::failed && pass.status != PassStatus::missing_texture) {
            continue;
        }
        const Diagnostic note =
            diagnose(Code::texture_missing, fmt::format("{}: {} does not run: {}", restorer.name,
                                                        restorer.chain.entries[pass.entry].id, pass.reason));
        if (std::find(report_.notes.begin(), report_.notes.end(), note) == report_.notes.end()) {
            report_.notes.push_back(note);
        }
    }
}

Outcome QualityRun::measure_restorers(Offline& offline, const Reference& clean, const RawFrame& damaged,
                                      QualityCell cell) {
    for (cell.restorer = 0; cell.restorer < request_.restorers.size(); ++cell.restorer) {
        const Restorer& restorer = request_.restorers[cell.restorer];
        offline.set_chain(restorer.chain);
        const Result<OfflineImage> image = offline.show(damaged, clean_size_, OutputDepth::sixteen);
        if (!image) {
            return image.error();
        }
        note_failures(*offline.plan(), restorer);
        const Result<QualityNumbers> numbers =
            numbers_of(clean, cropped(picture_of_image(*image, transfer_), request_.border_px));
        if (!numbers) {
            return numbers.error();
        }
        cell.numbers = *numbers;
        report_.cells.push_back(cell);
        const Onward onward =
            on_progress_({.done = static_cast<std::int64_t>(report_.cells.size()),
                          .all = static_cast<std::int64_t>(request_.stills.size() * request_.degradations.size() *
                                                           request_.restorers.size())});
        if (onward == Onward::no) {
            report_.interrupted = true;
            return Done{};
        }
    }
    return Done{};
}

Outcome QualityRun::measure_still(Offline& offline, std::size_t still) {
    const Result<RawFrame> read = read_still(request_.stills[still]);
    if (!read) {
        return read.error();
    }
    const FilmFrame clean = film_frame(*read);
    clean_size_ = clean.format.size;
    transfer_ = clean.format.transfer;
    const int least_px = 2 * request_.border_px + 11;
    if (clean_size_.w < least_px || clean_size_.h < least_px) {
        return diagnose(Code::plan_input,
                        fmt::format("the still is {}x{}; {}x{} is the least that can be measured", clean_size_.w,
                                    clean_size_.h, least_px, least_px),
                        {request_.stills[still]});
    }
    const Reference reference = reference_of(
        cropped(picture_of_rgb(clean.rgb, rgb16(clean_size_, transfer_), Kernel::nearest), request_.border_px));
    for (std::size_t i = 0; i < request_.degradations.size(); ++i) {
        const Result<FilmFrame> damaged = degraded_still(clean, request_.degradations[i].damages, request_.seed);
        if (!damaged) {
            return damaged.error();
        }
        const Outcome measured =
            measure_restorers(offline, reference, input_of(*damaged), {.still = still, .degradation = i});
        if (!measured || report_.interrupted) {
            return measured;
        }
    }
    return Done{};
}

Result<QualityReport> QualityRun::run() {
    Result<Offline> offline = Offline::create();
    if (!offline) {
        return offline.error();
    }
    report_.request = request_;
    report_.renderer = offline->driver().renderer;
    for (std::size_t still = 0; still < request_.stills.size() && !report_.interrupted; ++still) {
        if (const Outcome measured = measure_still(*offline, still); !measured) {
            return measured.error();
        }
    }
    return std::move(report_);
}

Degradation degradation(std::string name, const std::vector<std::string>& texts) {
    Degradation out{.name = std::move(name), .damages = {}};
    for (const std::string& text : texts) {
        Result<Damage> damage = damage_from_text(text);
        if (damage) {
            out.damages.push_back(*std::move(damage));
        }
    }
    return out;
}

} // namespace

std::vector<Degradation> default_degradations() {
    return {
        degradation("box 1/2", {"downscale:factor=2,kernel=box"}),
        degradation("catmull-rom 1/2", {"downscale:factor=2,kernel=catmull-rom"}),
        degradation("box 1/2, 4:2:0, H.264", {"downscale:factor=2,kernel=box", "h264:crf=23,siting=left"}),
        degradation("bands", {"bands:bits=7,of=luma", "chroma:subsampling=444"}),
    };
}

Result<QualityReport> measure_quality(const QualityRequest& request, const OnQualityProgress& on_progress) {
    return QualityRun(request, on_progress).run();
}

std::optional<QualityNumbers> mean_numbers(const QualityReport& report, std::size_t degradation, std::size_t restorer) {
    QualityNumbers sum;
    double count = 0.0;
    for (const QualityCell& cell : report.cells) {
        if (cell.degradation == degradation && cell.restorer == restorer) {
            sum.psnr_db += cell.numbers.psnr_db;
            sum.ssim += cell.numbers.ssim;
            sum.ms_ssim += cell.numbers.ms_ssim;
            count += 1.0;
        }
    }
    if (count == 0.0) {
        return std::nullopt;
    }
    return QualityNumbers{.psnr_db = sum.psnr_db / count, .ssim = sum.ssim / count, .ms_ssim = sum.ms_ssim / count};
}

} // namespace senga
