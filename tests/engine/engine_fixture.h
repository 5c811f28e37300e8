// What the tests of the engine share: a context without a window whose complaints fail the test, frames made of floats
// or of codes, chains made of texts or of shipped files, and a bench that runs one and reads the result back.
// Not a test. One thread; a Gl must be the first local of a test, as everything else dies before it.
#pragma once

#include "renderer/chain/plan.h"
#include "renderer/engine/frame.h"
#include "renderer/engine/runner.h"
#include "renderer/gl/context.h"
#include "tests/reference/image.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace senga::test {

using reference::Image;

// A current context. At its end no message of the driver and no GL error may be left.
class Gl {
public:
    Gl();
    ~Gl();
    Gl(const Gl&) = delete;
    Gl& operator=(const Gl&) = delete;

    const gl::DriverInfo& driver() const { return context_->driver(); }
    const std::vector<std::string>& messages() const { return watch_->messages(); }
    // For the test that provokes one.
    void forget_messages();

private:
    std::optional<gl::OffscreenContext> context_;
    std::unique_ptr<gl::MessageWatch> watch_;
};

std::shared_ptr<const ShaderFile> parsed(const std::string& text, const std::string& name = "test.glsl");
// A file under shaders/, by id: "classic/luma".
std::shared_ptr<const ShaderFile> shipped(const std::string& id);

ChainEntry entry_of(std::shared_ptr<const ShaderFile> file, ParameterValues values = {});
Chain chain_of(std::vector<ChainEntry> entries, Scaling scaling = {});

std::shared_ptr<const gl::Texture> texture_of(const Image& image, gl::Format format);

// Frames whose samples are these floats exactly.
Frame rgb_frame(const Image& rgb, std::uint64_t id = 1);
Frame planar_frame(const FrameFormat& format, const Image& luma, const Image& chroma, std::uint64_t id = 1);
FrameFormat rgb_format(Size size);
FrameFormat ycbcr_format(Size size, Subsampling subsampling = {1, 1});

struct Ran {
    std::shared_ptr<const Plan> plan;
    Image picture; // four channels
    Image kept;    // of the report that was asked for
};

// With 32-bit floats in between, as comparisons want it.
Runner single_runner();

// The bytes of the values as a block's hexadecimal data.
template<class T>
std::string hex(const std::vector<T>& values) {
    std::string out;
    for (const std::byte byte : std::as_bytes(std::span(values))) {
        out += fmt::format("{:02x}", std::to_integer<unsigned>(byte));
    }
    return out + "\n\n";
}

// Which report's texture to read back as well.
using Wanted = std::function<bool(const PassReport&)>;

// Plans, prepares and runs; everything must succeed.
Ran run(Runner& runner, const Chain& chain, const Frame& frame, Size output, const Wanted& wanted = {});

Image read(const gl::Texture& texture);
// The first `channels` channels.
Image channels(const Image& image, int channels);

// Samples that differ, NaN equal to NaN; -1 where the shapes differ.
int mismatches(const Image& a, const Image& b);

struct Difference {
    double largest = 0.0;
    double mean = 0.0;
    int over = 0; // samples beyond the tolerance that was asked for
    int nan = 0;
};
Difference difference(const Image& a, const Image& b, double tolerance = 0.0);

} // namespace senga::test
