#include "renderer/engine/compiler.h"

#include <glad/gl.h>

#include <utility>

namespace senga {
namespace {

// Programs that nobody uses at present. The largest chains have some 300 passes; two of them fit.
constexpr std::size_t programs_kept = 768;

std::string key_of(const ProgramText& text) {
    return (text.kind == gl::ProgramKind::compute ? "c" : "f") + text.source;
}

// Samplers get their units once: they never change.
void set_units(const gl::Program& program, const std::vector<std::string>& samplers) {
    program.use();
    for (std::size_t unit = 0; unit < samplers.size(); ++unit) {
        glUniform1i(program.location(samplers[unit].c_str()), static_cast<int>(unit));
    }
    glUseProgram(0);
}

} // namespace

Compiler::Compiler(CompilerOptions options)
    : options_(std::move(options)), cache_({.folder = options_.cache}, gl::current_driver()) {
    if (options_.thread == CompilerOptions::Thread::background) {
        context_ = gl::WorkerContext::shared_with_current();
    }
    if (!context_) {
        return; // wished so, or the system offers no second context
    }
    rehearses_ = !gl::current_driver().software();
    thread_ = std::make_unique<Background>(Background::Options{
        .on_start = [this] { entered_ = context_->enter(); },
        .on_stop = [this] { context_->leave(); },
    });
}

Compiler::~Compiler() = default;

std::shared_ptr<Compilation> Compiler::submit(ProgramText text) {
    Known& known = known_[key_of(text)];
    known.last_use = ++uses_;
    if (std::shared_ptr<Compilation> there = known.compilation.lock()) {
        return there;
    }
    auto out = std::make_shared<Compilation>();
    out->text_ = std::move(text);
    known.compilation = out;
    if (!thread_) {
        build(*out);
        out->rehearsed_ = true;
        keep(out);
        return out;
    }
    thread_->post([this, wanted = std::weak_ptr(out)] {
        if (const std::shared_ptr<Compilation> still = wanted.lock()) {
            build(*still);
        }
        if (options_.on_change) {
            options_.on_change();
        }
    });
    return out;
}

Result<gl::Program> Compiler::make(const ProgramText& text) const {
    if (thread_ && !entered_) {
        return diagnose(Code::gl_no_context,
                        "the thread that compiles cannot use its OpenGL context; start Senga again");
    }
    if (const auto binary = cache_.load(text.kind, text.source)) {
        if (auto program = gl::Program::from_binary(*binary)) {
            ++loaded_;
            return *std::move(program);
        }
        cache_.forget(text.kind, text.source);
    }
    ++compiled_;
    Result<gl::Program> out = gl::Program::from_source(text.kind, text.source, text.file);
    if (out && !options_.cache.empty()) {
        if (const auto binary = out->binary()) {
            cache_.store(text.kind, text.source, *binary);
        }
    }
    return out;
}

void Compiler::build(Compilation& out) const {
    if (options_.before_each) {
        options_.before_each();
    }
    Result<gl::Program> made = make(out.text_);
    if (!made) {
        out.error_ = made.error();
        out.state_.store(Compilation::State::failed, std::memory_order_release);
        return;
    }
    set_units(*made, out.text_.samplers);
    if (thread_ && rehearses_) {
        rehearse(*made, out.text_.kind, out.text_.rehearsal);
    }
    out.program_ = std::make_shared<const gl::Program>(*std::move(made));
    out.state_.store(Compilation::State::ready, std::memory_order_release);
}

bool Compiler::warm(const std::shared_ptr<Compilation>& compilation, Clock::time_point until) {
    if (compilation->rehearsed_) {
        return true;
    }
    if (Clock::now() >= until) {
        return false;
    }
    rehearse(*compilation->program_, compilation->text_.kind, compilation->text_.rehearsal);
    compilation->rehearsed_ = true;
    keep(compilation);
    return true;
}

void Compiler::keep(const std::shared_ptr<Compilation>& compilation) {
    const auto known = known_.find(key_of(compilation->text_));
    if (known != known_.end()) {
        known->second.kept = compilation;
        known->second.last_use = ++uses_;
    }
    trim();
}

void Compiler::trim() {
    if (known_.size() <= programs_kept) {
        return;
    }
    auto oldest = known_.end();
    for (auto at = known_.begin(); at != known_.end();) {
        if (at->second.compilation.expired()) {
            at = known_.erase(at);
            continue;
        }
        const bool idle = at->second.kept && at->second.kept.use_count() == 1;
        if (idle && (oldest == known_.end() || at->second.last_use < oldest->second.last_use)) {
            oldest = at;
        }
        ++at;
    }
    if (oldest != known_.end() && known_.size() > programs_kept) {
        known_.erase(oldest);
    }
}

void Compiler::wait() {
    if (thread_) {
        thread_->drain();
    }
}

} // namespace senga
