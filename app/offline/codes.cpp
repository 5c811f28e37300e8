#include "app/offline/codes.h"

#include "app/media/png_file.h"

#include <algorithm>
#include <cmath>
#include <system_error>

namespace senga {

Codes codes_of(const OfflineImage& image, int depth) {
    Codes out{.size = image.size, .depth = depth, .samples = {}};
    const double levels = depth == 16 ? 65535.0 : 255.0;
    out.samples.reserve(image.rgba.size() / 4 * 3);
    for (std::size_t i = 0; i < image.rgba.size(); ++i) {
        if (i % 4 != 3) {
            const double value = std::clamp(static_cast<double>(image.rgba[i]), 0.0, 1.0);
            out.samples.push_back(static_cast<std::uint16_t>(std::lround((std::isnan(value) ? 0.0 : value) * levels)));
        }
    }
    return out;
}

Outcome write(const std::filesystem::path& path, const Codes& codes) {
    std::error_code failed;
    if (path.has_parent_path()) {
        std::filesystem::create_directories(path.parent_path(), failed);
    }
    if (failed) {
        return diagnose(Code::file_unwritable,
                        "the folder for the picture cannot be made (" + failed.message() + "); check the path",
                        {path.parent_path().string()});
    }
    if (codes.depth == 16) {
        return write_png(path, Rgb16Image{.size = codes.size, .samples = codes.samples});
    }
    Rgb8Image image{.size = codes.size, .samples = {}};
    image.samples.reserve(codes.samples.size());
    std::transform(codes.samples.begin(), codes.samples.end(), std::back_inserter(image.samples),
                   [](std::uint16_t code) { return static_cast<std::uint8_t>(code); });
    return write_png(path, image);
}

} // namespace senga
