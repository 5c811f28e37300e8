#include "renderer/compare/metrics.h"

#include "renderer/compare/metrics_source.h"
#include "renderer/gl/program.h"

#include <fmt/format.h>
#include <glad/gl.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace senga {
namespace {

constexpr int smallest_edge = 8; // one window

// What one workgroup found in its tile; as in the GLSL.
struct Found {
    float squares; // sum over pixels and channels
    float loss;    // sum of 1 - SSIM over windows and channels
    float largest;
    std::uint32_t at; // y * width + x
};

// The buffer the workgroups write to.
class Findings {
public:
    Findings() { glGenBuffers(1, &id_); }
    ~Findings() { glDeleteBuffers(1, &id_); }
    Findings(const Findings&) = delete;
    Findings& operator=(const Findings&) = delete;

    void resize(std::size_t count) {
        if (count == count_) {
            return;
        }
        count_ = count;
        glBindBuffer(GL_SHADER_STORAGE_BUFFER, id_);
        glBufferData(GL_SHADER_STORAGE_BUFFER, static_cast<GLsizeiptr>(count * sizeof(Found)), nullptr, GL_STREAM_READ);
        glBindBuffer(GL_SHADER_STORAGE_BUFFER, 0);
    }
    void bind() const { glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 0, id_); }
    std::vector<Found> read() const {
        std::vector<Found> out(count_);
        glBindBuffer(GL_SHADER_STORAGE_BUFFER, id_);
        glGetBufferSubData(GL_SHADER_STORAGE_BUFFER, 0, static_cast<GLsizeiptr>(count_ * sizeof(Found)), out.data());
        glBindBuffer(GL_SHADER_STORAGE_BUFFER, 0);
        return out;
    }

private:
    GLuint id_ = 0;
    std::size_t count_ = 0;
};

class Fence {
public:
    Fence() = default;
    ~Fence() { drop(); }
    Fence(const Fence&) = delete;
    Fence& operator=(const Fence&) = delete;

    bool open() const { return sync_ != nullptr; }
    void raise() {
        drop();
        sync_ = glFenceSync(GL_SYNC_GPU_COMMANDS_COMPLETE, 0);
    }
    void drop() {
        glDeleteSync(sync_);
        sync_ = nullptr;
    }
    // Also true where the driver fails: reading waits by itself.
    bool passed(std::uint64_t patience_ns) const {
        return glClientWaitSync(sync_, GL_SYNC_FLUSH_COMMANDS_BIT, patience_ns) != GL_TIMEOUT_EXPIRED;
    }

private:
    GLsync sync_ = nullptr;
};

int tiles(int pixels) {
    return (pixels + metrics_tile_px - 1) / metrics_tile_px;
}

// Windows of 8 pixels every 4.
double windows(int pixels) {
    return pixels / 4 - 1; // NOLINT: whole blocks
}

PictureMetrics total(const std::vector<Found>& found, Size size) {
    double squares = 0.0;
    double loss = 0.0;
    Found worst{.squares = 0.0F, .loss = 0.0F, .largest = 0.0F, .at = 0};
    for (const Found& each : found) {
        squares += static_cast<double>(each.squares);
        loss += static_cast<double>(each.loss);
        if (each.largest > worst.largest || (each.largest == worst.largest && each.at < worst.at)) {
            worst = each;
        }
    }
    PictureMetrics out;
    out.mse = squares / (3.0 * size.w * size.h);
    out.psnr_db = out.mse > 0.0 ? -10.0 * std::log10(out.mse) : std::numeric_limits<double>::infinity();
    out.ssim = 1.0 - loss / (3.0 * windows(size.w) * windows(size.h));
    out.largest = static_cast<double>(worst.largest);
    out.x = static_cast<int>(worst.at % static_cast<std::uint32_t>(size.w));
    out.y = static_cast<int>(worst.at / static_cast<std::uint32_t>(size.w));
    return out;
}

} // namespace

struct Metrics::Impl {
    gl::Program program;
    int size_location = -1;
    Findings findings;
    Fence fence; // open while a question is
    Size size;

    std::optional<PictureMetrics> answer(std::uint64_t patience_ns) {
        if (!fence.open() || !fence.passed(patience_ns)) {
            return std::nullopt;
        }
        fence.drop();
        return total(findings.read(), size);
    }
};

Metrics::Metrics(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Metrics::~Metrics() = default;
Metrics::Metrics(Metrics&&) noexcept = default;
Metrics& Metrics::operator=(Metrics&&) noexcept = default;

Result<Metrics> Metrics::create() {
    Result<gl::Program> program = gl::Program::from_source(gl::ProgramKind::compute, metrics_source, "metrics");
    if (!program) {
        return diagnose(Code::gl_internal, program.error().text);
    }
    auto impl = std::make_unique<Impl>();
    impl->program = *std::move(program);
    impl->program.use();
    glUniform1i(impl->program.location("picture_a"), 0);
    glUniform1i(impl->program.location("picture_b"), 1);
    glUseProgram(0);
    impl->size_location = impl->program.location("size");
    return Metrics(std::move(impl));
}

Outcome Metrics::ask(const gl::Texture& a, const gl::Texture& b) {
    impl_->fence.drop();
    const Size size = a.size();
    if (size != b.size() || size.w < smallest_edge || size.h < smallest_edge) {
        return diagnose(Code::plan_input,
                        fmt::format("pictures of {}x{} and {}x{} cannot be measured against each other: make them the "
                                    "same size, 8x8 or larger",
                                    size.w, size.h, b.size().w, b.size().h));
    }
    impl_->size = size;
    impl_->findings.resize(static_cast<std::size_t>(tiles(size.w)) * static_cast<std::size_t>(tiles(size.h)));
    impl_->program.use();
    a.bind(0);
    b.bind(1);
    impl_->findings.bind();
    glUniform2i(impl_->size_location, size.w, size.h);
    glDispatchCompute(static_cast<GLuint>(tiles(size.w)), static_cast<GLuint>(tiles(size.h)), 1);
    glMemoryBarrier(GL_BUFFER_UPDATE_BARRIER_BIT);
    impl_->fence.raise();
    glBindBufferBase(GL_SHADER_STORAGE_BUFFER, 0, 0);
    glUseProgram(0);
    glActiveTexture(GL_TEXTURE0);
    return Done{};
}

std::optional<PictureMetrics> Metrics::take() {
    return impl_->answer(0);
}

std::optional<PictureMetrics> Metrics::wait() {
    constexpr std::uint64_t second_ns = 1'000'000'000;
    std::optional<PictureMetrics> out;
    while (impl_->fence.open() && !out) {
        out = impl_->answer(second_ns);
    }
    return out;
}

} // namespace senga
