// What came through the uploader and a chain without passes goes back as it was, code for code.
#include "renderer/engine/upload.h"
#include "tests/engine/download_bench.h"
#include "tests/engine/synthetic.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <span>
#include <vector>

using namespace senga;
using namespace senga::test;

namespace {

// Codes as a decoder hands them out: 16-bit samples whatever the depth.
struct CodePlane {
    Size size;
    std::vector<std::uint16_t> codes;

    CodePlane(Size s, int code)
        : size(s), codes(static_cast<std::size_t>(s.w * s.h), static_cast<std::uint16_t>(code)) {}
    std::uint16_t& at(int x, int y) { return codes[static_cast<std::size_t>(y * size.w + x)]; }
    PlaneData data() const {
        return {.bytes = std::as_bytes(std::span(codes)),
                .stride_bytes = static_cast<std::size_t>(size.w) * 2,
                .size = size,
                .bytes_per_sample = 2};
    }
};

using Planes = std::vector<CodePlane>;

Planes code_planes(FrameFormat format, const std::array<int, 3>& codes) {
    return {CodePlane(format.size, codes[0]), CodePlane(chroma_size(format), codes[1]),
            CodePlane(chroma_size(format), codes[2])};
}

// Codes of random colours which, rounded, still lie within 0..1; 4:4:4.
Planes noise_planes(const FrameFormat& format) {
    Planes out = code_planes(format, {});
    Noise noise(9);
    const auto next = [&] { return 0.02 + 0.96 * static_cast<double>(noise.next()); };
    for (int y = 0; y < format.size.h; ++y) {
        for (int x = 0; x < format.size.w; ++x) {
            const Triple codes = expected_codes(format, {next(), next(), next()});
            for (std::size_t plane = 0; plane < 3; ++plane) {
                out[plane].at(x, y) = static_cast<std::uint16_t>(std::lround(codes[plane]));
            }
        }
    }
    return out;
}

// Chroma straight in both directions, luma with an edge every few pixels.
Planes ramp_planes(const FrameFormat& format) {
    const int unit = 1 << (format.bit_depth - 8);
    Planes out = code_planes(format, {});
    for (int y = 0; y < format.size.h; ++y) {
        for (int x = 0; x < format.size.w; ++x) {
            out[0].at(x, y) = static_cast<std::uint16_t>(100 * unit + 2 * (x % 7) + y);
        }
    }
    const Size small = chroma_size(format);
    for (int y = 0; y < small.h; ++y) {
        for (int x = 0; x < small.w; ++x) {
            out[1].at(x, y) = static_cast<std::uint16_t>(120 * unit + x - y);
            out[2].at(x, y) = static_cast<std::uint16_t>(125 * unit + y - 2 * x);
        }
    }
    return out;
}

// Uploads, runs a chain without passes, and downloads.
struct Circuit {
    PlaneUploader uploader;
    Bench downloaded;
    std::uint64_t frames = 0;

    Downloaded operator()(Runner& runner, const FrameFormat& format, const Planes& planes, gl::Format texture) {
        std::vector<PlaneData> data;
        data.reserve(planes.size());
        std::transform(planes.begin(), planes.end(), std::back_inserter(data),
                       [](const CodePlane& plane) { return plane.data(); });
        const Result<Frame> frame = uploader.upload(format, data, ++frames);
        REQUIRE_MESSAGE(frame.ok(), to_string(frame.error()));
        Scaling scaling;
        scaling.chroma = Kernel::bilinear; // keeps ramps
        return downloaded(format, run(runner, chain_of({}, scaling), *frame, format.size).picture, DownloadDither::off,
                          texture);
    }
};

int changed_codes(const DownloadedPlane& found, CodePlane wanted, int margin) {
    int out = 0;
    REQUIRE(found.size == wanted.size);
    for (int y = margin; y < wanted.size.h - margin; ++y) {
        for (int x = margin; x < wanted.size.w - margin; ++x) {
            out += code_at(found, x, y) != wanted.at(x, y) ? 1 : 0;
        }
    }
    return out;
}

} // namespace

TEST_CASE("download: 4:4:4 codes come back from the engine as they were") {
    const Gl gl;
    Circuit there_and_back;
    // Half floats are off by 2^-12 of 1 at most: 0.25 of 10-bit codes.
    Runner half({.precision = RunnerOptions::Precision::half});
    Runner single = single_runner();
    const Size size{37, 21};
    for (const Matrix matrix : matrices) {
        for (const Range range : {Range::limited, Range::full}) {
            for (const int bit_depth : {8, 10, 12, 16}) {
                CAPTURE(matrix_name(matrix));
                CAPTURE(range_name(range));
                CAPTURE(bit_depth);
                const FrameFormat format{
                    .size = size, .subsampling = {0, 0}, .bit_depth = bit_depth, .matrix = matrix, .range = range};
                const Planes planes = noise_planes(format);
                const bool deep = bit_depth > 10;
                const Downloaded found = there_and_back(deep ? single : half, format, planes,
                                                        deep ? gl::Format::rgba32f : gl::Format::rgba16f);
                for (std::size_t plane = 0; plane < 3; ++plane) {
                    CHECK(changed_codes(found.planes[plane], planes[plane], 0) == 0);
                }
            }
        }
    }
}

TEST_CASE("download: subsampled colours come back: flat ones everywhere, ramps within the border") {
    const Gl gl;
    Circuit there_and_back;
    Runner runner = single_runner();
    for (const Size size : {Size{48, 40}, {47, 39}}) {
        for (const Sited& sited : sitings) {
            for (const Subsampling subsampling : {Subsampling{1, 1}, {1, 0}}) {
                for (const int bit_depth : {8, 10}) {
                    CAPTURE(size.w);
                    CAPTURE(siting_name(sited.siting));
                    CAPTURE(subsampling.y);
                    CAPTURE(bit_depth);
                    const FrameFormat format{
                        .size = size, .subsampling = subsampling, .bit_depth = bit_depth, .siting = sited.siting};
                    const int unit = 1 << (bit_depth - 8);
                    const Planes even = code_planes(format, {101 * unit, 117 * unit + 1, 143 * unit});
                    const Downloaded same = there_and_back(runner, format, even, gl::Format::rgba32f);
                    Planes ramps = ramp_planes(format);
                    const Downloaded found = there_and_back(runner, format, ramps, gl::Format::rgba32f);
                    for (std::size_t plane = 0; plane < 3; ++plane) {
                        CHECK(changed_codes(same.planes[plane], even[plane], 0) == 0);
                        CHECK(changed_codes(found.planes[plane], ramps[plane], plane == 0 ? 0 : 4) == 0);
                    }
                }
            }
        }
    }
}
