// FilterPair feeds pairs of pictures to one of FFmpeg's filters of two inputs (libvmaf, psnr, ssim), in constant
// memory. What the filter finds it writes to a file, named by the filter's own options, at the latest in finish().
// Pictures are copied. Owned and used by one thread.
#pragma once

#include "renderer/base/result.h"
#include "renderer/measure/planar_picture.h"

#include <map>
#include <memory>
#include <string>

namespace senga {

class FilterPair {
public:
    // Whether the FFmpeg this program is linked with has the filter.
    static bool has(const std::string& filter);

    // Options as FFmpeg names them, values without any escaping. Errors: media_format (FFmpeg has no planar format of
    // that kind), media_unreadable (no such filter, or it refuses its options).
    static Result<FilterPair> create(const std::string& filter, const std::map<std::string, std::string>& options,
                                     const FrameFormat& format);
    ~FilterPair();
    FilterPair(FilterPair&&) noexcept;
    FilterPair& operator=(FilterPair&&) noexcept;

    // Both of the format given to create(). `judged` is the filter's first input.
    Outcome add(const PlanarPicture& judged, const PlanarPicture& reference);
    // No more pictures: the filter writes what is left and closes its files.
    Outcome finish();

private:
    struct Impl;
    explicit FilterPair(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace senga
