#include "renderer/engine/download.h"

#include "renderer/engine/download_source.h"
#include "renderer/engine/kernel.h"
#include "renderer/engine/noise_texture.h"
#include "renderer/picture/colour.h"

#include <fmt/format.h>
#include <glad/gl.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <span>
#include <string>
#include <utility>

namespace senga {
namespace {

constexpr int most_capacity = 64;
// Less than a whole code, so that what rounding of floats takes from an exact code never makes it the one below. The
// mean over flat areas is off by half the rest at most: 2.5e-4 codes.
constexpr float noise_spread = 1.0F - 1.0F / 2048.0F;
// Each plane's noise begins elsewhere in the tile: brightness and colour must not be rounded up in the same places.
constexpr std::array<std::array<int, 2>, 3> noise_tiles{{{0, 0}, {23, 41}, {47, 19}}};

enum Unit { source_unit = 0, noise_unit = 1 };

// code = m * rgb + c, row by row.
struct CodeMatrix {
    std::array<std::array<double, 3>, 3> m{};
    std::array<double, 3> c{};
};

// R'G'B' to Y in 0..1 and chroma in -0.5..0.5.
std::array<std::array<double, 3>, 3> unit_matrix(Matrix matrix) {
    const auto [kr, kg, kb] = luma_weights(matrix);
    if (matrix == Matrix::ycgco) {
        return {{{kr, kg, kb}, {-0.25, 0.5, -0.25}, {0.5, 0.0, -0.5}}};
    }
    const double cb = 0.5 / (1.0 - kb);
    const double cr = 0.5 / (1.0 - kr);
    return {{{kr, kg, kb}, {-kr * cb, -kg * cb, 0.5}, {0.5, -kg * cr, -kb * cr}}};
}

CodeMatrix to_codes(const FrameFormat& format) {
    const double top = code_scale(format);
    if (format.layout == Layout::rgb) {
        return {.m = {{{top, 0, 0}, {0, top, 0}, {0, 0, top}}}};
    }
    // As in to_rgb(), of 8-bit codes: full range has 127 codes of chroma on either side of 128.
    const double step = top / 255.0;
    const bool limited = format.range == Range::limited;
    const double luma = (limited ? 219.0 : 255.0) * step;
    const double chroma = (limited ? 224.0 : 254.0) * step;
    CodeMatrix out{.m = unit_matrix(format.matrix), .c = {limited ? 16.0 * step : 0.0, 128.0 * step, 128.0 * step}};
    for (std::size_t row = 0; row < 3; ++row) {
        for (double& weight : out.m[row]) {
            weight *= row == 0 ? luma : chroma;
        }
    }
    return out;
}

// How one axis is subsampled: chroma sample n is the sum of weights[i] times picture sample n * stride + first + i.
struct Taps {
    int first = 0;
    int stride = 1;
    std::vector<float> weights{1.0F};
};

// `offset` as in chroma_offset().
Taps taps_of(int shift, double offset) {
    if (shift == 0) {
        return {};
    }
    const int stride = 1 << shift;
    // Of chroma sample 0, where whole numbers are the picture's samples.
    const double centre = (0.5 - offset) * stride - 0.5;
    const double reach = 2.0 * stride;
    Taps out{.first = static_cast<int>(std::floor(centre - reach)) + 1, .stride = stride, .weights = {}};
    const int last = static_cast<int>(std::ceil(centre + reach)) - 1;
    out.weights.reserve(builtin::download_taps);
    for (int at = out.first; at <= last; ++at) {
        // Divided by the stride they sum to 1, as Catmull-Rom's weights do at each of the strides' phases.
        const double weight = kernel_weight(Kernel::catmull_rom, std::fabs(at - centre) / stride) / stride;
        out.weights.push_back(static_cast<float>(weight));
    }
    return out;
}

void set_matrix(const gl::Program& program, const CodeMatrix& codes, std::size_t first_row) {
    std::array<float, 9> by_column{};
    std::array<float, 3> shift{};
    for (std::size_t row = first_row; row < 3; ++row) {
        for (std::size_t column = 0; column < 3; ++column) {
            by_column[column * 3 + row - first_row] = static_cast<float>(codes.m[row][column]);
        }
        shift[row - first_row] = static_cast<float>(codes.c[row]);
    }
    glUniformMatrix3fv(program.location("matrix"), 1, GL_FALSE, by_column.data());
    glUniform3fv(program.location("shift"), 1, shift.data());
}

void set_taps(const gl::Program& program, const Taps& taps) {
    const auto count = static_cast<GLsizei>(taps.weights.size());
    glUniform1fv(program.location("weights"), count, taps.weights.data());
    glUniform1i(program.location("taps"), count);
    glUniform1i(program.location("first"), taps.first);
    glUniform1i(program.location("stride"), taps.stride);
}

// Once for each program.
Outcome build(gl::Program& program, const std::string& source) {
    if (program.id() != 0) {
        return Done{};
    }
    Result<gl::Program> compiled = gl::Program::from_fragment(source, "download");
    if (!compiled) {
        return diagnose(Code::gl_internal, compiled.error().text);
    }
    program = *std::move(compiled);
    program.use();
    glUniform1i(program.location("picture"), source_unit);
    glUniform1i(program.location("chroma"), source_unit);
    glUniform1i(program.location("noise"), noise_unit);
    glUseProgram(0);
    return Done{};
}

gl::Format plane_format(const FrameFormat& format) {
    const bool wide = format.bit_depth > 8;
    if (format.layout == Layout::rgb) {
        return wide ? gl::Format::rgba16ui : gl::Format::rgba8ui;
    }
    return wide ? gl::Format::r16ui : gl::Format::r8ui;
}

Outcome check(const DownloadSettings& settings) {
    const FrameFormat& format = settings.format;
    if (format.bit_depth < 8 || format.bit_depth > 16) {
        return diagnose(Code::plan_input,
                        fmt::format("planes of {} bits cannot be made; choose 8 to 16", format.bit_depth));
    }
    const auto possible = [](int shift) { return shift >= 0 && shift <= 2; };
    if (format.layout == Layout::ycbcr && (!possible(format.subsampling.x) || !possible(format.subsampling.y))) {
        return diagnose(Code::plan_input, "chroma of less than a quarter of the picture's width or height cannot be "
                                          "made; choose 4:2:0, 4:2:2 or 4:4:4");
    }
    if (settings.capacity < 1 || settings.capacity > most_capacity) {
        return diagnose(Code::plan_input, fmt::format("{} pictures cannot be under way at once; choose 1 to {}",
                                                      settings.capacity, most_capacity));
    }
    return Done{};
}

} // namespace

Result<PictureDownloader> PictureDownloader::create(const DownloadSettings& settings) {
    PictureDownloader out;
    if (const Outcome changed = out.change(settings); !changed) {
        return changed.error();
    }
    out.noise_ = noise_texture();
    return out;
}

Outcome PictureDownloader::change(const DownloadSettings& settings) {
    if (const Outcome checked = check(settings); !checked) {
        return checked;
    }
    if (in_flight_ > 0) {
        return diagnose(Code::plan_input, fmt::format("{} pictures are still under way; fetch them before planes of "
                                                      "another kind are made",
                                                      in_flight_));
    }
    settings_ = settings;
    plane_count_ = settings.format.layout == Layout::ycbcr ? 3 : 1;
    seats_.resize(static_cast<std::size_t>(settings.capacity));
    oldest_ = 0;
    return build_programs();
}

bool PictureDownloader::subsampled() const {
    return settings_.format.layout == Layout::ycbcr && settings_.format.subsampling != Subsampling{0, 0};
}

Outcome PictureDownloader::build_programs() {
    if (const Outcome built = build(encode_picture_, builtin::encode_picture()); !built) {
        return built;
    }
    if (!subsampled()) {
        return Done{};
    }
    if (const Outcome built = build(narrow_chroma_, builtin::narrow_chroma()); !built) {
        return built;
    }
    if (const Outcome built = build(encode_chroma_, builtin::encode_chroma()); !built) {
        return built;
    }
    set_chroma();
    return Done{};
}

void PictureDownloader::set_chroma() const {
    const FrameFormat& format = settings_.format;
    const ChromaOffset offset = chroma_offset(format);
    narrow_chroma_.use();
    set_matrix(narrow_chroma_, to_codes(format), 0);
    set_taps(narrow_chroma_, taps_of(format.subsampling.x, offset.x));
    encode_chroma_.use();
    set_taps(encode_chroma_, taps_of(format.subsampling.y, offset.y));
    glUseProgram(0);
}

Size PictureDownloader::plane_size(std::size_t plane, Size picture) const {
    if (plane == 0) {
        return picture;
    }
    FrameFormat format = settings_.format;
    format.size = picture;
    return chroma_size(format);
}

std::size_t PictureDownloader::plane_bytes(std::size_t plane, Size picture) const {
    const Size size = plane_size(plane, picture);
    const auto texel = static_cast<std::size_t>(gl::info(plane_format(settings_.format)).bytes_per_texel);
    return static_cast<std::size_t>(size.w) * static_cast<std::size_t>(size.h) * texel;
}

Outcome PictureDownloader::fit(Drawn& target, Size size, gl::Format format) {
    const gl::TextureDesc desc{.size = size, .format = format, .filter = gl::Filter::nearest};
    if (target.texture && target.texture.desc() == desc) {
        return Done{};
    }
    while (glGetError() != GL_NO_ERROR) { // of others
    }
    target = {.texture = gl::Texture(desc), .framebuffer = {}};
    if (glGetError() == GL_OUT_OF_MEMORY) {
        target = {};
        return diagnose(
            Code::gl_out_of_memory,
            fmt::format("no graphics memory for the {}x{} planes of an encoder; render at a smaller size or "
                        "close other programs",
                        size.w, size.h));
    }
    Result<gl::Framebuffer> framebuffer = gl::Framebuffer::for_texture(target.texture);
    if (!framebuffer) {
        target = {};
        return framebuffer.error();
    }
    target.framebuffer = *std::move(framebuffer);
    return Done{};
}

Outcome PictureDownloader::fit(Size size, Seat& seat) {
    std::size_t bytes = 0;
    for (std::size_t plane = 0; plane < plane_count_; ++plane) {
        if (const Outcome fitted = fit(planes_[plane], plane_size(plane, size), plane_format(settings_.format));
            !fitted) {
            return fitted;
        }
        bytes += plane_bytes(plane, size);
    }
    if (subsampled()) {
        const Size narrowed{plane_size(1, size).w, size.h};
        if (const Outcome fitted = fit(narrowed_, narrowed, gl::Format::rg32f); !fitted) {
            return fitted;
        }
    }
    if (seat.buffer.bytes() != bytes) {
        seat.buffer = {}; // before the new one: at large sizes both at once may be too much
        Result<PackBuffer> buffer = PackBuffer::create(bytes);
        if (!buffer) {
            return buffer.error();
        }
        seat.buffer = *std::move(buffer);
    }
    return Done{};
}

void PictureDownloader::set_rounding(const gl::Program& program, std::size_t plane) const {
    noise_.bind(noise_unit);
    const auto [x, y] = noise_tiles[plane];
    glUniform2i(program.location("tile"), x, y);
    glUniform1f(program.location("spread"), settings_.dither == DownloadDither::off ? 0.0F : noise_spread);
    glUniform1f(program.location("top"), static_cast<float>(std::exp2(settings_.format.bit_depth) - 1.0));
}

void PictureDownloader::draw_picture_plane(const gl::Texture& picture, std::size_t plane) {
    encode_picture_.use();
    picture.bind(source_unit);
    set_matrix(encode_picture_, to_codes(settings_.format), plane);
    set_rounding(encode_picture_, plane);
    planes_[plane].framebuffer.bind();
    triangle_.draw();
}

void PictureDownloader::draw_chroma(const gl::Texture& picture) {
    narrow_chroma_.use();
    picture.bind(source_unit);
    narrowed_.framebuffer.bind();
    triangle_.draw();
    encode_chroma_.use();
    narrowed_.texture.bind(source_unit);
    for (std::size_t plane = 1; plane < plane_count_; ++plane) {
        glUniform1i(encode_chroma_.location("component"), static_cast<int>(plane) - 1);
        set_rounding(encode_chroma_, plane);
        planes_[plane].framebuffer.bind();
        triangle_.draw();
    }
}

Outcome PictureDownloader::start(const gl::Texture& picture, std::uint64_t tag) {
    if (full()) {
        return diagnose(Code::plan_input,
                        fmt::format("{} pictures are under way already; fetch one before the next", in_flight_));
    }
    if (!picture || picture.size().empty() || picture.desc().dimensions != 2) {
        return diagnose(Code::plan_input, "there is no picture to read back");
    }
    const Size size = picture.size();
    Seat& seat = seats_[(oldest_ + static_cast<std::size_t>(in_flight_)) % seats_.size()];
    if (const Outcome fitted = fit(size, seat); !fitted) {
        return fitted;
    }
    for (const GLenum state : {GL_BLEND, GL_SCISSOR_TEST, GL_DEPTH_TEST, GL_DITHER, GL_FRAMEBUFFER_SRGB}) {
        glDisable(state);
    }
    const std::size_t unfiltered = subsampled() ? 1 : plane_count_;
    for (std::size_t plane = 0; plane < unfiltered; ++plane) {
        draw_picture_plane(picture, plane);
    }
    if (subsampled()) {
        draw_chroma(picture);
    }
    glUseProgram(0);
    glActiveTexture(GL_TEXTURE0);
    std::size_t offset = 0;
    for (std::size_t plane = 0; plane < plane_count_; ++plane) {
        seat.buffer.read(planes_[plane].texture, planes_[plane].framebuffer, offset);
        offset += plane_bytes(plane, size);
    }
    seat.buffer.seal();
    seat.tag = tag;
    seat.size = size;
    ++in_flight_;
    return Done{};
}

std::optional<Downloaded> PictureDownloader::fetch(Wait wait) {
    if (in_flight_ == 0 || !seats_[oldest_].buffer.arrived(wait)) {
        return std::nullopt;
    }
    const Seat& seat = seats_[oldest_];
    Downloaded out{.tag = seat.tag, .format = settings_.format, .planes = {}};
    out.format.size = seat.size;
    out.planes.reserve(plane_count_);
    std::size_t offset = 0;
    for (std::size_t plane = 0; plane < plane_count_; ++plane) {
        const Size size = plane_size(plane, seat.size);
        const std::size_t bytes = plane_bytes(plane, seat.size);
        out.planes.push_back({.bytes = seat.buffer.copy(offset, bytes),
                              .size = size,
                              .stride_bytes = bytes / static_cast<std::size_t>(size.h),
                              .components = gl::info(plane_format(settings_.format)).components,
                              .bytes_per_sample = settings_.format.bit_depth > 8 ? 2 : 1});
        offset += bytes;
    }
    oldest_ = (oldest_ + 1) % seats_.size();
    --in_flight_;
    return out;
}

} // namespace senga
