// Runner executes a Plan on a Frame: it owns the programs, the kernel tables, the shaders' own textures and the pool of
// render targets. It decides nothing: sizes, order and bindings stand in the Plan. Compiling and running are two calls,
// so that a frame never compiles anything.
// Belongs to the thread of its GL context. Pictures may outlive a run, not the context.
#pragma once

#include "renderer/base/result.h"
#include "renderer/chain/plan.h"
#include "renderer/engine/frame.h"
#include "renderer/engine/kernel_tables.h"
#include "renderer/engine/prepared.h"
#include "renderer/engine/texture_pool.h"
#include "renderer/gl/program.h"

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace senga {

struct RunnerOptions {
    // Of the intermediate textures. `single` is for comparisons; half is what the eye needs.
    enum class Precision { half, single } precision = Precision::half;
};

struct CompileFailure {
    std::size_t entry = 0; // in the plan's chain
    Diagnostic diagnostic;
};

struct RunRequest {
    int keep_texture = -1;          // index into Plan::textures: hand that one out as well
    std::uint32_t frame_number = 0; // what shaders read as `frame`
};

struct RunOutput {
    std::shared_ptr<const Target> picture; // Plan::output, R'G'B' with alpha 1
    std::shared_ptr<const Target> kept;    // null if not asked for, or if it is a plane of the frame
};

class Runner {
public:
    explicit Runner(const RunnerOptions& options = {});

    // Compiles what the plan needs and is not compiled yet. Files that fail are listed in `failures` and the result
    // must not be run; the caller plans again without them.
    struct Preparation {
        PreparedPlan prepared;
        std::vector<CompileFailure> failures;
    };
    Result<Preparation> prepare(std::shared_ptr<const Plan> plan);

    // Errors: gl_out_of_memory, gl_framebuffer, plan_input (the frame lacks a plane of the plan).
    Result<RunOutput> run(const PreparedPlan& prepared, const Frame& frame, const RunRequest& request = {});

    // Counters since the start, for the tests that show that nothing is compiled, run or allocated needlessly.
    struct Counters {
        std::uint64_t compiles = 0;
        std::uint64_t runs = 0;
        std::uint64_t allocations = 0;
    };
    Counters counters() const;
    const TexturePool& pool() const { return pool_; }
    gl::Format format_for(int components) const;

private:
    Result<std::shared_ptr<const gl::Program>> program(const std::string& source, const std::string& file);
    Result<PreparedStep> prepare_pass(const Plan& plan, const PassStep& step);
    Result<PreparedStep> prepare_builtin(const PlanStep& step);
    Result<std::shared_ptr<const gl::Texture>> own_texture(const std::shared_ptr<const ShaderFile>& file,
                                                           std::size_t index);

    RunnerOptions options_;
    TexturePool pool_;
    gl::FullscreenTriangle triangle_;
    std::unordered_map<std::string, std::shared_ptr<const gl::Program>> programs_; // by complete source
    KernelTables tables_;
    // Keeps the file alive, so that its address stays its own.
    std::map<std::pair<std::shared_ptr<const ShaderFile>, std::size_t>, std::shared_ptr<const gl::Texture>>
        own_textures_;
    std::uint64_t compiles_ = 0;
    std::uint64_t runs_ = 0;
};

} // namespace senga
