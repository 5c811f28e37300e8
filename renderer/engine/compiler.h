// Compiler turns GLSL into programs: at once, or on a thread of its own whose context shares objects with the caller's.
// Whoever asks holds a Compilation and looks at it again later; what nobody holds any more is not compiled. Programs
// come from the disk cache where it has them. It knows no passes.
// Called on the thread of the GL context it was made in; the thread inside is its own affair.
#pragma once

#include "renderer/base/background.h"
#include "renderer/engine/program_cache.h"
#include "renderer/engine/rehearsal.h"
#include "renderer/gl/context.h"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace senga {

struct ProgramText {
    gl::ProgramKind kind = gl::ProgramKind::fragment;
    std::string source;
    std::string file;                  // for the diagnostics
    std::vector<std::string> samplers; // by texture unit
    Rehearsal rehearsal;
};

// One program on its way. Once it is ready or failed nothing changes any more.
class Compilation {
public:
    enum class State { waiting, ready, failed };
    State state() const { return state_.load(std::memory_order_acquire); }
    // Only where state() is ready.
    const std::shared_ptr<const gl::Program>& program() const { return program_; }
    // Only where state() is failed.
    const Diagnostic& error() const { return *error_; }

private:
    friend class Compiler;
    ProgramText text_; // immutable
    std::shared_ptr<const gl::Program> program_;
    std::optional<Diagnostic> error_;
    std::atomic<State> state_ = State::waiting; // guards the two above
    bool rehearsed_ = false;                    // in the caller's context; read and written on its thread alone
};

struct CompilerOptions {
    enum class Thread { own, background } thread = Thread::own;
    std::filesystem::path cache;       // folder of the program cache; empty: none
    std::function<void()> on_change;   // called on the thread after each program, to wake whoever waits
    std::function<void()> before_each; // tests slow the compiler down with it
};

class Compiler {
public:
    Compiler() : Compiler(CompilerOptions{}) {}
    explicit Compiler(CompilerOptions options);
    ~Compiler();
    Compiler(const Compiler&) = delete;
    Compiler& operator=(const Compiler&) = delete;

    // The same text yields the same Compilation while somebody holds it, and after it is done for a good while longer.
    std::shared_ptr<Compilation> submit(ProgramText text);

    // To be asked before a program is first used. Of a compilation that is ready: whether drawing with it will be
    // quick. A program that came from the thread is rehearsed in this context first, unless the time `until` is over;
    // then this says no, and wants to be asked again. Programs compiled on this thread are always warm.
    using Clock = std::chrono::steady_clock;
    bool warm(const std::shared_ptr<Compilation>& compilation, Clock::time_point until);

    // Waits for everything submitted so far.
    void wait();
    bool background() const { return thread_ != nullptr; }
    struct Counters {
        std::uint64_t compiled = 0;
        std::uint64_t loaded = 0; // from the disk cache instead
    };
    Counters counters() const { return {compiled_.load(), loaded_.load()}; }

private:
    // What waits is held by those who want it alone, so that it is dropped with them; what is done is kept for a while.
    struct Known {
        std::weak_ptr<Compilation> compilation;
        std::shared_ptr<Compilation> kept;
        std::uint64_t last_use = 0;
    };
    void build(Compilation& out) const;
    Result<gl::Program> make(const ProgramText& text) const;
    void keep(const std::shared_ptr<Compilation>& compilation);
    void trim();

    CompilerOptions options_;
    ProgramCache cache_;
    std::unordered_map<std::string, Known> known_; // by kind and source
    std::uint64_t uses_ = 0;
    mutable std::atomic<std::uint64_t> compiled_ = 0;
    mutable std::atomic<std::uint64_t> loaded_ = 0;
    std::unique_ptr<gl::WorkerContext> context_; // dies before the programs above: Mesa waits for ever the other way
    // Software renderers do not rehearse on the thread: llvmpipe (Mesa 22.3) crashes now and then when two contexts
    // draw at once, and what it compiles for one context is of no use to the other.
    bool rehearses_ = true;
    std::atomic<bool> entered_ = false;  // whether it is current on the thread
    std::unique_ptr<Background> thread_; // last: it uses all of the above
};

} // namespace senga
