// Bands, levels, a wrong matrix, a tint, dirty borders: each pixel by itself.
#include "app/degrade/operations.h"
#include "app/degrade/storage_words.h"
#include "renderer/picture/colour.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <vector>

namespace senga {
namespace {

// Half goes up, so that steps lie alike on both sides of black.
float nearest(float value, float steps) {
    return std::floor(value * steps + 0.5F) / steps;
}

void scale_and_add(FilmFrame& frame, float scale, float offset) {
    for (FloatPlane& plane : frame.rgb) {
        for (float& value : plane.samples) {
            value = value * scale + offset;
        }
    }
}

// --- bands -----------------------------------------------------------------------------------------------------------

void band_rgb(FilmFrame& frame, int bits) {
    const auto steps = static_cast<float>((1 << bits) - 1);
    for (FloatPlane& plane : frame.rgb) {
        for (float& value : plane.samples) {
            value = nearest(std::clamp(value, 0.0F, 1.0F), steps);
        }
    }
}

// Y' and colour differences as limited-range codes: 16 + 219 Y' and 128 + 224 C of 8 bits (BT.709-6, 3.4). Codes of n
// bits stand 2^(8-n) of these apart; 16 and 128 are among them for n >= 4.
struct Codes {
    float per_code = 1.0F; // codes of n bits in one of 8
    float rounded(float code) const { return nearest(code, per_code); }
    float luma(float y) const { return (rounded(16.0F + 219.0F * y) - 16.0F) / 219.0F; }
    float chroma(float c) const { return (rounded(128.0F + 224.0F * c) - 128.0F) / 224.0F; }
};

void band_luma(FilmFrame& frame, const Codes& codes) {
    FloatPlane luma = luma_of(frame);
    for (float& value : luma.samples) {
        value = codes.luma(value) - value;
    }
    add_to_luma(frame, luma);
}

void band_ycbcr(FilmFrame& frame, const Codes& codes) {
    const std::array<double, 3> weights = luma_weights(frame.format.matrix);
    const auto cr_span = static_cast<float>(2.0 * (1.0 - weights[0])); // R' - Y' = cr_span * Cr
    const auto cb_span = static_cast<float>(2.0 * (1.0 - weights[2]));
    const auto red_in_green = static_cast<float>(weights[0] / weights[1]);
    const auto blue_in_green = static_cast<float>(weights[2] / weights[1]);
    const FloatPlane luma = luma_of(frame);
    for (std::size_t i = 0; i < luma.samples.size(); ++i) {
        float& r = frame.rgb[0].samples[i];
        float& b = frame.rgb[2].samples[i];
        const float y = codes.luma(luma.samples[i]);
        const float red = cr_span * codes.chroma((r - luma.samples[i]) / cr_span);
        const float blue = cb_span * codes.chroma((b - luma.samples[i]) / cb_span);
        r = y + red;
        b = y + blue;
        frame.rgb[1].samples[i] = y - red_in_green * red - blue_in_green * blue;
    }
}

// --- the matrix ------------------------------------------------------------------------------------------------------

using Three = std::array<std::array<double, 3>, 3>;

// R'G'B' to Y', R'-Y', B'-Y' over their spans, and back, by a matrix' weights (BT.601-7 2.5.1, BT.709-6 3.2).
Three to_ycc(const std::array<double, 3>& k) {
    const double cb = 2.0 * (1.0 - k[2]);
    const double cr = 2.0 * (1.0 - k[0]);
    return {
        {{k[0], k[1], k[2]}, {-k[0] / cb, -k[1] / cb, (1.0 - k[2]) / cb}, {(1.0 - k[0]) / cr, -k[1] / cr, -k[2] / cr}}};
}

Three from_ycc(const std::array<double, 3>& k) {
    const double cb = 2.0 * (1.0 - k[2]);
    const double cr = 2.0 * (1.0 - k[0]);
    return {{{1.0, 0.0, cr}, {1.0, -k[2] * cb / k[1], -k[0] * cr / k[1]}, {1.0, cb, 0.0}}};
}

Three product(const Three& a, const Three& b) {
    Three out{};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            for (std::size_t k = 0; k < 3; ++k) {
                out[row][column] += a[row][k] * b[k][column];
            }
        }
    }
    return out;
}

void multiply(FilmFrame& frame, const Three& m) {
    std::array<std::array<float, 3>, 3> f{};
    for (std::size_t row = 0; row < 3; ++row) {
        std::transform(m[row].begin(), m[row].end(), f[row].begin(), [](double x) { return static_cast<float>(x); });
    }
    for (std::size_t i = 0; i < frame.rgb[0].samples.size(); ++i) {
        const float r = frame.rgb[0].samples[i];
        const float g = frame.rgb[1].samples[i];
        const float b = frame.rgb[2].samples[i];
        for (std::size_t row = 0; row < 3; ++row) {
            frame.rgb[row].samples[i] = f[row][0] * r + f[row][1] * g + f[row][2] * b;
        }
    }
}

// --- borders ---------------------------------------------------------------------------------------------------------

struct Borders {
    std::vector<double> left; // gains, from x = 0 inwards
    std::vector<double> right;
    std::vector<double> top;
    std::vector<double> bottom; // from the picture outwards: the last one is the last row
};

// The gain of every column (or row).
std::vector<float> gains(int samples, const std::vector<double>& first, const std::vector<double>& last) {
    std::vector<float> out(static_cast<std::size_t>(samples), 1.0F);
    for (std::size_t i = 0; i < std::min(first.size(), out.size()); ++i) {
        out[i] *= static_cast<float>(first[i]);
    }
    for (std::size_t i = 0; i < std::min(last.size(), out.size()); ++i) {
        out[out.size() - 1 - i] *= static_cast<float>(last[last.size() - 1 - i]);
    }
    return out;
}

void dirty(FilmFrame& frame, const Borders& borders) {
    const Size size = frame.format.size;
    const std::vector<float> columns = gains(size.w, borders.left, borders.right);
    const std::vector<float> rows = gains(size.h, borders.top, borders.bottom);
    for (FloatPlane& plane : frame.rgb) {
        for (int y = 0; y < size.h; ++y) {
            float* row = plane.row(y);
            for (int x = 0; x < size.w; ++x) {
                row[x] *= columns[static_cast<std::size_t>(x)] * rows[static_cast<std::size_t>(y)];
            }
        }
    }
}

} // namespace

StagePtr make_bands(const DamageValues& values, const StagePlace& /*place*/) {
    const int bits = values.whole("bits");
    const Codes codes{.per_code = std::exp2(static_cast<float>(bits - 8))};
    const std::string& of = values.word("of");
    return std::make_unique<FrameStage>([bits, codes, of](FilmFrame& frame) -> Outcome {
        if (of == "rgb") {
            band_rgb(frame, bits);
        } else if (of == "luma") {
            band_luma(frame, codes);
        } else {
            band_ycbcr(frame, codes);
        }
        return Done{};
    });
}

// Full range squeezed to 16..235 and shown as if it were full.
StagePtr make_washed(const DamageValues& /*values*/, const StagePlace& /*place*/) {
    return std::make_unique<FrameStage>([](FilmFrame& frame) -> Outcome {
        scale_and_add(frame, 219.0F / 255.0F, 16.0F / 255.0F);
        return Done{};
    });
}

// Full range expanded as if it were 16..235: what lies outside is lost.
StagePtr make_crushed(const DamageValues& /*values*/, const StagePlace& /*place*/) {
    return std::make_unique<FrameStage>([](FilmFrame& frame) -> Outcome {
        scale_and_add(frame, 255.0F / 219.0F, -16.0F / 219.0F);
        for (FloatPlane& plane : frame.rgb) {
            for (float& value : plane.samples) {
                value = std::clamp(value, 0.0F, 1.0F);
            }
        }
        return Done{};
    });
}

StagePtr make_matrix(const DamageValues& values, const StagePlace& /*place*/) {
    const Three coded = to_ycc(luma_weights(matrix_from_word(values.word("coded")).value_or(Matrix::bt601)));
    const Three read = from_ycc(luma_weights(matrix_from_word(values.word("read")).value_or(Matrix::bt709)));
    return std::make_unique<FrameStage>([both = product(read, coded)](FilmFrame& frame) -> Outcome {
        multiply(frame, both);
        return Done{};
    });
}

StagePtr make_tint(const DamageValues& values, const StagePlace& /*place*/) {
    const std::array<float, 3> tint{static_cast<float>(values.number("red")),
                                    static_cast<float>(values.number("green")),
                                    static_cast<float>(values.number("blue"))};
    return std::make_unique<FrameStage>([tint](FilmFrame& frame) -> Outcome {
        for (std::size_t c = 0; c < 3; ++c) {
            for (float& value : frame.rgb[c].samples) {
                value *= tint[c];
            }
        }
        return Done{};
    });
}

StagePtr make_borders(const DamageValues& values, const StagePlace& /*place*/) {
    const Borders borders{.left = values.list("left"),
                          .right = values.list("right"),
                          .top = values.list("top"),
                          .bottom = values.list("bottom")};
    return std::make_unique<FrameStage>([borders](FilmFrame& frame) -> Outcome {
        dirty(frame, borders);
        return Done{};
    });
}

} // namespace senga
