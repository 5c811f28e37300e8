// What JPEG does to a picture: BT.601 of full range in 8 bits, chroma halved if asked for, and the coefficients of
// blocks of 8x8 rounded to multiples of a table. How they are packed into a file changes nothing and is left out.
// Source: ITU-T T.81, A.3.3 (transform), K.1 (tables); their scaling by a quality is the Independent JPEG Group's.
#include "app/degrade/operations.h"
#include "app/degrade/storage_words.h"
#include "renderer/measure/colour_planes.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numbers>

namespace senga {
namespace {

constexpr int block_px = 8;
using Block = std::array<double, 64>; // rows from the top
using Table = std::array<int, 64>;

constexpr Table luma_table{16, 11, 10, 16, 24,  40,  51,  61,  12, 12, 14, 19, 26,  58,  60,  55,
                           14, 13, 16, 24, 40,  57,  69,  56,  14, 17, 22, 29, 51,  87,  80,  62,
                           18, 22, 37, 56, 68,  109, 103, 77,  24, 35, 55, 64, 81,  104, 113, 92,
                           49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99};
constexpr Table chroma_table{17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99,
                             99, 99, 47, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
                             99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99};

// 50: the table itself; 100: all ones.
Table scaled_table(const Table& table, int quality) {
    const int percent = quality < 50 ? 5000 / quality : 200 - 2 * quality;
    Table out{};
    std::transform(table.begin(), table.end(), out.begin(),
                   [percent](int step) { return std::clamp((step * percent + 50) / 100, 1, 255); });
    return out;
}

// Row u: the cosine of frequency u at the eight samples, orthonormal.
Block cosines() {
    Block out{};
    for (int u = 0; u < block_px; ++u) {
        const double scale = u == 0 ? std::sqrt(0.125) : 0.5;
        for (int x = 0; x < block_px; ++x) {
            out[static_cast<std::size_t>(u * block_px + x)] =
                scale * std::cos((2 * x + 1) * u * std::numbers::pi / 16.0);
        }
    }
    return out;
}

Block product(const Block& a, const Block& b) {
    Block out{};
    for (std::size_t row = 0; row < 8; ++row) {
        for (std::size_t k = 0; k < 8; ++k) {
            for (std::size_t column = 0; column < 8; ++column) {
                out[row * 8 + column] += a[row * 8 + k] * b[k * 8 + column];
            }
        }
    }
    return out;
}

Block transposed(const Block& a) {
    Block out{};
    for (std::size_t row = 0; row < 8; ++row) {
        for (std::size_t column = 0; column < 8; ++column) {
            out[column * 8 + row] = a[row * 8 + column];
        }
    }
    return out;
}

struct Coder {
    Block forward = cosines();
    Block back = transposed(forward);

    void trip(Block& block, const Table& table) const {
        Block coefficients = product(product(forward, block), back);
        for (std::size_t i = 0; i < coefficients.size(); ++i) {
            coefficients[i] = std::nearbyint(coefficients[i] / table[i]) * table[i];
        }
        block = product(product(back, coefficients), forward);
    }
};

// Blocks that reach beyond the picture see its last row and column repeated.
void trip(SamplePlane& plane, const Coder& coder, const Table& table) {
    const auto sample = [&plane](int x, int y) -> std::uint16_t& {
        return plane.samples[static_cast<std::size_t>(y) * static_cast<std::size_t>(plane.size.w) +
                             static_cast<std::size_t>(x)];
    };
    Block block{};
    for (int top = 0; top < plane.size.h; top += block_px) {
        for (int left = 0; left < plane.size.w; left += block_px) {
            for (int i = 0; i < 64; ++i) {
                const int x = std::min(left + i % block_px, plane.size.w - 1);
                const int y = std::min(top + i / block_px, plane.size.h - 1);
                block[static_cast<std::size_t>(i)] = static_cast<double>(sample(x, y)) - 128.0;
            }
            coder.trip(block, table);
            for (int i = 0; i < 64; ++i) {
                const int x = left + i % block_px;
                const int y = top + i / block_px;
                if (x < plane.size.w && y < plane.size.h) {
                    const double value = std::clamp(block[static_cast<std::size_t>(i)] + 128.0, 0.0, 255.0);
                    sample(x, y) = static_cast<std::uint16_t>(std::lround(value));
                }
            }
        }
    }
}

} // namespace

StagePtr make_jpeg(const DamageValues& values, const StagePlace& /*place*/) {
    const int quality = values.whole("quality");
    const std::array<Table, 3> tables{scaled_table(luma_table, quality), scaled_table(chroma_table, quality),
                                      scaled_table(chroma_table, quality)};
    const Subsampling subsampling = subsampling_from_word(values.word("subsampling"));
    return std::make_unique<FrameStage>([tables, subsampling, coder = Coder{}](FilmFrame& frame) -> Outcome {
        const FrameFormat format{.size = frame.format.size,
                                 .layout = Layout::ycbcr,
                                 .subsampling = subsampling,
                                 .matrix = Matrix::bt601,
                                 .range = Range::full,
                                 .siting = Siting::center};
        PlanarPicture picture = picture_of_rgb(frame.rgb, format, Kernel::bilinear);
        for (std::size_t i = 0; i < picture.planes.size(); ++i) {
            trip(picture.planes[i], coder, tables[i]);
        }
        frame.rgb = rgb_planes(picture, Kernel::bilinear);
        return Done{};
    });
}

} // namespace senga
