// ShaderChecker tries shader files: it reads each, plans it at the given output sizes, compiles it on this machine's
// driver, runs it on one still and looks for values that are no numbers, in the picture and in every texture the passes
// write. It judges no picture: a file that runs may still look wrong. What one file allocates is gone before the next.
// Owns its GL context; one thread.
#pragma once

#include "app/media/video_reader.h"
#include "renderer/base/result.h"
#include "renderer/engine/runner.h"
#include "renderer/engine/upload.h"
#include "renderer/gl/context.h"

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace senga {

struct CheckedPass {
    std::string desc;
    int line = 0; // of its first directive
    // The best that became of it at any size and stage, and the reason if it never ran.
    PassStatus status = PassStatus::off;
    std::string reason;
    std::optional<Diagnostic> fault; // of a failed pass, where the plan has more than the reason
    bool compiled = false;           // was offered to the driver and accepted, if only without its WHEN
};

// One output size at which the file compiled and ran.
struct CheckedSize {
    Size output;
    double prepare_ms = 0.0; // planning and compiling; drivers may put off the rest of it to the first run
    double run_ms = 0.0;     // the first run, waiting and looking included
    double change = 0.0;     // mean difference of the picture to the one without the file, 0..1
    float least = 0.0F;      // of R, G and B
    float most = 0.0F;
};

struct CheckedFile {
    std::string path;
    bool parsed = false;
    bool compiled = false; // nothing the driver was offered was rejected; that includes passes that WHEN skips
    bool ran = false;      // at least one pass, and without an error
    bool finite = false;   // and wrote numbers only
    std::vector<CheckedPass> passes;
    std::vector<CheckedSize> sizes;
    std::vector<Diagnostic> problems; // why the file is bad, worst first; empty: it is good
    std::vector<Diagnostic> notes;    // oddities that stop nothing
    double total_ms = 0.0;

    bool good() const { return problems.empty(); }
    std::size_t count(PassStatus status) const;
};

class ShaderChecker {
public:
    // Errors: gl_no_context, gl_too_old, gl_internal, plan_input; gl_framebuffer and gl_out_of_memory.
    static Result<ShaderChecker> create(const RawFrame& still, std::vector<Size> outputs);

    // Never fails as such: whatever goes wrong stands in the result.
    CheckedFile check(const std::string& path);

    const gl::DriverInfo& driver() const { return context_->driver(); }

private:
    ShaderChecker() = default;
    // False: no need to try further sizes.
    bool check_size(Runner& runner, const Chain& chain, Size output, CheckedFile& file);
    // Offers the driver the passes that WHEN skipped at every size.
    void compile_skipped(Runner& runner, Chain chain, CheckedFile& file);
    // Runs a prepared plan with probes and looks at what it made.
    Outcome look(Runner& runner, const Plan& plan, CheckedFile& file, CheckedSize& size);
    Outcome render_original(Size output);

    // In order of need: everything below lives in the context.
    std::unique_ptr<gl::OffscreenContext> context_;
    std::unique_ptr<PlaneUploader> uploader_;
    Frame frame_;
    std::vector<Size> outputs_;
    std::vector<std::vector<float>> originals_; // per output: the picture without any file
};

} // namespace senga
