// Metrics says how far two pictures are apart: PSNR, SSIM, the largest difference and where it is. On the GPU, in two
// calls, so that nobody waits: ask() starts, take() hands the numbers over once they are there.
// R'G'B' held within 0..1, as shown but before rounding, all channels together; SSIM as FFmpeg's filter `ssim` computes
// it (windows of 8x8 every 4 pixels, the constants of Wang et al. 2004), mean of the three channels. Belongs to the
// thread of the GL context.
#pragma once

#include "renderer/base/result.h"
#include "renderer/gl/texture.h"

#include <memory>
#include <optional>

namespace senga {

struct PictureMetrics {
    double mse = 0.0;     // of values 0..1
    double psnr_db = 0.0; // infinite where mse is 0
    double ssim = 1.0;
    double largest = 0.0; // |difference| of one channel, 0..1, in steps of 2^-20
    int x = 0;            // where; the first in reading order
    int y = 0;
};

class Metrics {
public:
    // Errors: gl_internal.
    static Result<Metrics> create();
    ~Metrics();
    Metrics(Metrics&&) noexcept;
    Metrics& operator=(Metrics&&) noexcept;

    // Two pictures of one size, 8x8 or larger. A question that is still open is dropped. Errors: plan_input (sizes
    // differ or are too small).
    Outcome ask(const gl::Texture& a, const gl::Texture& b);
    // The answer to the last question, once.
    std::optional<PictureMetrics> take();
    // Waits for it.
    std::optional<PictureMetrics> wait();

private:
    struct Impl;
    explicit Metrics(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace senga
