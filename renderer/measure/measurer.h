// Measurer takes pairs of pictures of one grid, A the reference and B what is judged, and keeps the chosen measurements
// of each as Series. Holds numbers, no pictures. VMAF and CAMBI are FFmpeg's and not made here (app/measure/vmaf.h).
// Owned and used by one thread.
#pragma once

#include "renderer/base/result.h"
#include "renderer/chain/scaling.h"
#include "renderer/measure/planar_picture.h"
#include "renderer/measure/series.h"

#include <set>
#include <string>
#include <vector>

namespace senga {

enum class Metric { psnr, mse, ssim, ms_ssim, banding };

class Measurer {
public:
    // `chroma` brings chroma to luma's size for R'G'B'.
    Measurer(std::set<Metric> metrics, KernelChoice chroma);

    // Pictures of the same format as all before. Errors: plan_input (too small for a chosen metric).
    Outcome add(const PlanarPicture& a, const PlanarPicture& b);

    // psnr_y, psnr_u, psnr_v, psnr (all planes), psnr_r, psnr_g, psnr_b, psnr_rgb, mse_..., ssim_y, ..., ssim, ms_ssim,
    // banding_a, banding_b: those that were asked for and that the format has.
    const std::vector<Series>& series() const { return series_; }
    // What is to be said about how they were made; each once.
    const std::vector<std::string>& notes() const { return notes_; }

private:
    void add_errors(const PlanarPicture& a, const PlanarPicture& b);
    void add_rgb_errors(const PlanarPicture& a, const PlanarPicture& b);
    Outcome add_ssim(const PlanarPicture& a, const PlanarPicture& b);
    Outcome add_ms_ssim(const FloatPlane& a, const FloatPlane& b);
    void put(const Series& kind, double value);

    std::set<Metric> metrics_;
    KernelChoice chroma_;
    std::vector<Series> series_;
    std::vector<std::string> notes_;
};

} // namespace senga
