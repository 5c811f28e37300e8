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

using Three = std::array<std::array<double, 3>, 3>;

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

Three inverse(const Three& m) {
    const auto cofactor = [&m](std::size_t row, std::size_t column) {
        const std::size_t r1 = (row + 1) % 3;
        const std::size_t r2 = (row + 2) % 3;
        const std::size_t c1 = (column + 1) % 3;
        const std::size_t c2 = (column + 2) % 3;
        return m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
    };
    const double determinant = m[0][0] * cofactor(0, 0) + m[0][1] * cofactor(0, 1) + m[0][2] * cofactor(0, 2);
    Three out{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            out[row][column] = cofactor(column, row) / determinant;
        }
    }
    return out;
}

// R'G'B' to what `format` stores, normalised as its codes are. Of gray, Y' alone is of use.
std::array<FloatPlane, 3> from_rgb(const std::array<FloatPlane, 3>& rgb, FrameFormat format) {
    if (format.layout == Layout::rgb) {
        return rgb;
    }
    format.layout = Layout::ycbcr;
    const ColourMatrix forward = to_rgb(format);
    Three m{};
    for (std::size_t i = 0; i < 3; ++i) {
        m[i] = {forward.m[i][0], forward.m[i][1], forward.m[i][2]};
    }
    const Three back = inverse(m);
    std::array<FloatPlane, 3> out;
    for (std::size_t c = 0; c < 3; ++c) {
        out[c] = float_plane(rgb[0].size);
        for (std::size_t i = 0; i < out[c].samples.size(); ++i) {
            double value = 0.0;
            for (std::size_t k = 0; k < 3; ++k) {
                value += back[c][k] * (static_cast<double>(rgb[k].samples[i]) - static_cast<double>(forward.c[k]));
            }
            out[c].samples[i] = static_cast<float>(value);
        }
    }
    return out;
}

SamplePlane rounded(const FloatPlane& plane, double factor, int bit_depth) {
    SamplePlane out{plane.size, std::vector<std::uint16_t>(plane.samples.size())};
    const double most = largest_code(bit_depth);
    std::transform(plane.samples.begin(), plane.samples.end(), out.samples.begin(), [&](float value) {
        return static_cast<std::uint16_t>(std::lround(std::clamp(static_cast<double>(value) * factor, 0.0, most)));
    });
    return out;
}

double step(int from, int to) {
    return static_cast<double>(from) / to;
}

FloatPlane resized(const FloatPlane& plane, Size size, const KernelChoice& kernel) {
    return resample(plane, {size.w, step(plane.size.w, size.w)}, {size.h, step(plane.size.h, size.h)}, kernel);
}

// From a plane of luma's size to chroma's places in `format`.
FloatPlane at_chroma(const FloatPlane& plane, const FrameFormat& format, const KernelChoice& kernel) {
    const Size size = chroma_size(format);
    const ChromaOffset offset = chroma_offset(format);
    const double x = std::exp2(format.subsampling.x);
    const double y = std::exp2(format.subsampling.y);
    return resample(plane, {size.w, x, -offset.x * x}, {size.h, y, -offset.y * y}, kernel);
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
        out.planes.push_back(rounded(moved, factor, grid.format.bit_depth));
    }
    return out;
}

PlanarPicture through_rgb(const PlanarPicture& picture, const Grid& grid) {
    std::array<FloatPlane, 3> planes = from_rgb(rgb_planes(picture, grid.kernel), grid.format);
    PlanarPicture out{.format = grid.format, .planes = {}};
    const std::size_t count = plane_names(grid.format.layout).size();
    out.planes.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
        FloatPlane plane = resized(planes[i], grid.format.size, grid.kernel);
        if (i > 0 && grid.format.layout == Layout::ycbcr) {
            plane = at_chroma(plane, grid.format, grid.kernel);
        }
        out.planes.push_back(rounded(plane, code_scale(grid.format), grid.format.bit_depth));
    }
    return out;
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
