#include "tests/engine/engine_fixture.h"

#include "renderer/language/parser.h"

#include <glad/gl.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <iterator>
#include <span>

namespace senga::test {

Gl::Gl() {
    Result<gl::OffscreenContext> context = gl::OffscreenContext::create();
    REQUIRE_MESSAGE(context.ok(), context.error().text);
    context_.emplace(*std::move(context));
    watch_ = std::make_unique<gl::MessageWatch>();
}

Gl::~Gl() {
    CHECK(glGetError() == GL_NO_ERROR);
    for (const std::string& message : watch_->messages()) {
        CHECK_MESSAGE(false, message);
    }
    watch_.reset();
}

void Gl::forget_messages() {
    while (glGetError() != GL_NO_ERROR) {
    }
    watch_.reset();
    watch_ = std::make_unique<gl::MessageWatch>();
}

std::shared_ptr<const ShaderFile> parsed(const std::string& text, const std::string& name) {
    Result<ShaderFile> file = parse_shader(text, name);
    REQUIRE_MESSAGE(file.ok(), to_string(file.error()));
    return std::make_shared<const ShaderFile>(*std::move(file));
}

std::shared_ptr<const ShaderFile> shipped(const std::string& id) {
    const std::string path = std::string(SENGA_SOURCE_DIR) + "/shaders/" + id + ".glsl";
    std::ifstream stream(path, std::ios::binary);
    REQUIRE_MESSAGE(stream.good(), path);
    return parsed({std::istreambuf_iterator<char>(stream), {}}, id + ".glsl");
}

ChainEntry entry_of(std::shared_ptr<const ShaderFile> file, ParameterValues values) {
    ChainEntry out;
    out.id = file->name;
    out.label = file->name;
    out.shader = std::move(file);
    out.values = std::move(values);
    return out;
}

Chain chain_of(std::vector<ChainEntry> entries, Scaling scaling) {
    Chain out;
    out.entries = std::move(entries);
    out.scaling = scaling;
    return out;
}

std::shared_ptr<const gl::Texture> texture_of(const Image& image, gl::Format format) {
    auto out = std::make_shared<gl::Texture>(gl::TextureDesc{.size = {image.w, image.h}, .format = format});
    REQUIRE(gl::info(format).components == image.channels);
    out->upload(std::as_bytes(std::span(image.values)));
    return out;
}

FrameFormat rgb_format(Size size) {
    return {.size = size, .layout = Layout::rgb, .bit_depth = 16, .range = Range::full};
}

FrameFormat ycbcr_format(Size size, Subsampling subsampling) {
    return {.size = size, .subsampling = subsampling};
}

Frame rgb_frame(const Image& rgb, std::uint64_t id) {
    Image rgba(rgb.w, rgb.h, 4);
    for (int y = 0; y < rgb.h; ++y) {
        for (int x = 0; x < rgb.w; ++x) {
            for (int channel = 0; channel < 4; ++channel) {
                rgba.at(x, y, channel) = channel < 3 ? rgb.at(x, y, channel) : 1.0F;
            }
        }
    }
    return {.id = id, .format = rgb_format({rgb.w, rgb.h}), .rgb = texture_of(rgba, gl::Format::rgba32f)};
}

Frame planar_frame(const FrameFormat& format, const Image& luma, const Image& chroma, std::uint64_t id) {
    Frame out{.id = id, .format = format, .luma = texture_of(luma, gl::Format::r32f)};
    if (format.layout == Layout::ycbcr) {
        out.chroma = texture_of(chroma, gl::Format::rg32f);
    }
    return out;
}

Runner single_runner() {
    return Runner({.precision = RunnerOptions::Precision::single});
}

Ran run(Runner& runner, const Chain& chain, const Frame& frame, Size output, const Wanted& wanted) {
    Result<Plan> planned = plan(chain, frame.format, output);
    REQUIRE_MESSAGE(planned.ok(), to_string(planned.error()));
    Ran out{.plan = std::make_shared<const Plan>(*std::move(planned))};
    RunRequest request;
    for (const PassReport& report : out.plan->reports) {
        if (wanted && wanted(report)) {
            REQUIRE(report.status == PassStatus::runs);
            request.keep_texture = report.texture;
        }
    }
    REQUIRE((!wanted || request.keep_texture >= 0));
    Result<Runner::Preparation> preparation = runner.prepare(out.plan);
    REQUIRE_MESSAGE(preparation.ok(), to_string(preparation.error()));
    for (const CompileFailure& failure : preparation->failures) {
        FAIL(to_string(failure.diagnostic));
    }
    Result<RunOutput> result = runner.run(preparation->prepared, frame, request);
    REQUIRE_MESSAGE(result.ok(), to_string(result.error()));
    out.picture = read(result->picture->texture);
    if (wanted) {
        REQUIRE(result->kept != nullptr);
        out.kept = read(result->kept->texture);
    }
    return out;
}

Image read(const gl::Texture& texture) {
    Image out(texture.size().w, texture.size().h, gl::info(texture.desc().format).components);
    out.values = texture.read();
    return out;
}

Image channels(const Image& image, int count) {
    Image out(image.w, image.h, count);
    for (int y = 0; y < image.h; ++y) {
        for (int x = 0; x < image.w; ++x) {
            for (int channel = 0; channel < count; ++channel) {
                out.at(x, y, channel) = image.at(x, y, channel);
            }
        }
    }
    return out;
}

int mismatches(const Image& a, const Image& b) {
    if (a.w != b.w || a.h != b.h || a.channels != b.channels) {
        return -1;
    }
    int out = 0;
    for (std::size_t i = 0; i < a.values.size(); ++i) {
        const bool both_nan = std::isnan(a.values[i]) && std::isnan(b.values[i]);
        out += a.values[i] == b.values[i] || both_nan ? 0 : 1;
    }
    return out;
}

Difference difference(const Image& a, const Image& b, double tolerance) {
    REQUIRE(a.w == b.w);
    REQUIRE(a.h == b.h);
    REQUIRE(a.channels == b.channels);
    Difference out;
    for (std::size_t i = 0; i < a.values.size(); ++i) {
        const double apart = std::fabs(static_cast<double>(a.values[i]) - static_cast<double>(b.values[i]));
        if (std::isnan(apart)) {
            ++out.nan;
            continue;
        }
        out.largest = std::max(out.largest, apart);
        out.mean += apart / static_cast<double>(a.values.size());
        out.over += apart > tolerance ? 1 : 0;
    }
    return out;
}

} // namespace senga::test
