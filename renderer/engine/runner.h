// Runner executes a Plan on a Frame: it owns the compiler, the kernel tables, the shaders' own textures and the pool of
// render targets. It decides nothing: sizes, order and bindings stand in the Plan. Compiling and running are two calls,
// so that a frame never compiles anything, and compiling may go on in the background while other plans run.
// Belongs to the thread of its GL context. Pictures may outlive a run, not the context.
#pragma once

#include "renderer/base/result.h"
#include "renderer/chain/plan.h"
#include "renderer/engine/compiler.h"
#include "renderer/engine/cost.h"
#include "renderer/engine/frame.h"
#include "renderer/engine/history.h"
#include "renderer/engine/kernel_tables.h"
#include "renderer/engine/prepared.h"
#include "renderer/engine/texture_pool.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace senga {

struct RunnerOptions {
    // Of the intermediate textures. `single` is for comparisons; half is what the eye needs.
    enum class Precision { half, single } precision = Precision::half;
    CompilerOptions compiler;
};

struct CompileFailure {
    std::size_t entry = 0; // in the plan's chain
    Diagnostic diagnostic;
};

struct RunRequest {
    int keep_texture = -1;      // index into Plan::textures: hand that one out as well
    CostMeter* meter = nullptr; // measures each step
};

struct RunOutput {
    std::shared_ptr<const Target> picture; // Plan::output, R'G'B' with alpha 1
    std::shared_ptr<const Target> kept;    // null if not asked for, or if it is a plane of the frame
};

// How far the programs of a plan are.
struct CompileProgress {
    std::size_t done = 0;
    std::size_t total = 0;
    bool complete() const { return done == total; }
    bool operator==(const CompileProgress&) const = default;
};

// A texture that a plan uses, for people.
struct TextureUse {
    std::string name;
    Size size;
    std::string_view format;
    std::size_t bytes = 0;
};

class Runner {
public:
    explicit Runner(RunnerOptions options = {});

    // Asks for every program the plan needs. Where the compiler works in the background the preparation may be
    // incomplete: advance() takes it further. Files that fail are listed in `failures` and the result must not be run;
    // the caller plans again without them.
    struct Preparation {
        PreparedPlan prepared; // to be run once progress is complete and nothing failed
        CompileProgress progress;
        std::vector<CompileFailure> failures;
        bool out_of_time = false; // advance() has left some rehearsals for its next call
    };
    struct PrepareRequest {
        History* history = nullptr;             // of the slot; null: the runner's own
        const PreparedPlan* previous = nullptr; // steps that need the same programs are taken over from it
    };
    Result<Preparation> prepare(std::shared_ptr<const Plan> plan, const PrepareRequest& request);
    Result<Preparation> prepare(std::shared_ptr<const Plan> plan) { return prepare(std::move(plan), {}); }
    // Looks what has been compiled meanwhile. Never waits; spends at most a few milliseconds.
    Outcome advance(Preparation& preparation);

    // Errors: gl_out_of_memory, gl_framebuffer, plan_input (the frame lacks a plane of the plan).
    Result<RunOutput> run(const PreparedPlan& prepared, const Frame& frame, const RunRequest& request = {});

    bool background() const { return compiler_.background(); }
    // Waits for the background compiler. For whoever has nothing to show meanwhile.
    void wait() { compiler_.wait(); }

    // Counters since the start, for the tests that show that nothing is compiled, run or allocated needlessly.
    struct Counters {
        std::uint64_t compiles = 0;
        std::uint64_t loads = 0; // of programs from the disk cache
        std::uint64_t runs = 0;
        std::uint64_t allocations = 0;
    };
    Counters counters() const;
    const TexturePool& pool() const { return pool_; }
    gl::Format format_for(int components) const;
    // What the plan's textures are and take, those of its files included. Steps share what they no longer need, so the
    // pool holds less than the sum.
    std::vector<TextureUse> textures_of(const PreparedPlan& prepared) const;

private:
    Result<PreparedStep> submit_pass(const Plan& plan, const PassStep& step, gl::Format target, History& history);
    PreparedStep submit_builtin(const PlanStep& step, gl::Format target);
    Outcome settle(const Plan& plan, std::size_t step, PreparedStep& prepared, Preparation& out,
                   Compiler::Clock::time_point until);
    Result<std::shared_ptr<const gl::Texture>> own_texture(const std::shared_ptr<const ShaderFile>& file,
                                                           std::size_t index);
    gl::Format format_of(const PlanTexture& texture) const;

    RunnerOptions options_;
    TexturePool pool_;
    gl::FullscreenTriangle triangle_;
    KernelTables tables_;
    History history_;
    // By file and index. A file is held here, so that its address stays its own, until nobody else holds it.
    std::map<std::shared_ptr<const ShaderFile>, std::vector<std::shared_ptr<const gl::Texture>>> own_textures_;
    std::uint64_t runs_ = 0;
    Compiler compiler_;
};

} // namespace senga
