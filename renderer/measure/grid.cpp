#include "renderer/measure/grid.h"

#include "renderer/measure/colour_planes.h"
#include "renderer/measure/resample.h"
#include "renderer/picture/colour.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace senga {
namespace {

// Whether the planes of both mean the same, sizes and depths apart.
bool same_colour(const FrameFormat& a, const FrameFormat& b) {
    if (a.layout != b.layout) {
        return false;
    }
    const bool chroma = a.layout == Layout::ycbcr;
    const bool same_chroma =
        !chroma || (a.subsampling == b.subsampling && a.matrix == b.matrix && resolved_siting(a) == resolved_siting(b));
    return same_chroma && (a.layout == Layout::rgb || a.range == b.range);
}

double step(int from, int to) {
    return static_cast<double>(from) / to;
}

FloatPlane resized(const FloatPlane& plane, Size size, const KernelChoice& kernel) {
    return resample(plane, {size.w, step(plane.size.w, size.w)}, {size.h, step(plane.size.h, size.h)}, kernel);
}

PlanarPicture plane_by_plane(const PlanarPicture& picture, const Grid& grid) {
    PlanarPicture out{.format = grid.format, .planes = {}};
    const double x = step(picture.format.size.w, grid.format.size.w);
    const double y = step(picture.format.size.h, grid.format.size.h);
    const ChromaOffset offset = chroma_offset(grid.format);
    const double factor = code_scale(grid.format) / code_scale(picture.format);
    for (std::size_t i = 0; i < picture.planes.size(); ++i) {
        const FloatPlane codes = scaled_codes(picture.planes[i], 1.0);
        const bool chroma = i > 0 && grid.format.layout == Layout::ycbcr;
        const Size size = chroma ? chroma_size(grid.format) : grid.format.size;
        const ChromaOffset shift = chroma ? offset : ChromaOffset{};
        // Both lie equally against luma, whose grids share their edges.
        const FloatPlane moved =
            resample(codes, {size.w, x, shift.x * (1.0 - x)}, {size.h, y, shift.y * (1.0 - y)}, grid.kernel);
        out.planes.push_back(codes_of(moved, factor, grid.format.bit_depth));
    }
    return out;
}

PlanarPicture through_rgb(const PlanarPicture& picture, const Grid& grid) {
    std::array<FloatPlane, 3> planes = rgb_planes(picture, grid.kernel);
    for (FloatPlane& plane : planes) {
        plane = resized(plane, grid.format.size, grid.kernel);
    }
    return picture_of_rgb(planes, grid.format, grid.kernel);
}

} // namespace

std::vector<std::string> grid_differences(const FrameFormat& a, const FrameFormat& b) {
    std::vector<std::string> out;
    const auto compare = [&out](const char* what, const std::string& of_a, const std::string& of_b) {
        if (of_a != of_b) {
            out.push_back(fmt::format("{}: {} against {}", what, of_a, of_b));
        }
    };
    compare("size", fmt::format("{}x{}", a.size.w, a.size.h), fmt::format("{}x{}", b.size.w, b.size.h));
    compare("samples", subsampling_name(a), subsampling_name(b));
    compare("depth", fmt::format("{} bits", a.bit_depth), fmt::format("{} bits", b.bit_depth));
    if (a.layout == Layout::ycbcr && b.layout == Layout::ycbcr) {
        compare("matrix", std::string(matrix_name(a.matrix)), std::string(matrix_name(b.matrix)));
        if (a.subsampling == b.subsampling && a.subsampling != Subsampling{0, 0}) {
            compare("siting", std::string(siting_name(resolved_siting(a))),
                    std::string(siting_name(resolved_siting(b))));
        }
    }
    if (a.layout != Layout::rgb && b.layout != Layout::rgb) {
        compare("range", std::string(range_name(a.range)), std::string(range_name(b.range)));
    }
    return out;
}

std::string grid_text(const FrameFormat& format) {
    std::string out =
        fmt::format("{}x{} {}, {} bits", format.size.w, format.size.h, subsampling_name(format), format.bit_depth);
    if (format.layout == Layout::ycbcr) {
        out += fmt::format(", {}", matrix_name(format.matrix));
    }
    return format.layout == Layout::rgb ? out : out + fmt::format(", {}", range_name(format.range));
}

PlanarPicture to_grid(const PlanarPicture& picture, const Grid& grid) {
    return same_colour(picture.format, grid.format) ? plane_by_plane(picture, grid) : through_rgb(picture, grid);
}

} // namespace senga
