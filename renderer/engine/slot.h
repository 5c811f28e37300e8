// Slot shows frames through one chain: it plans, prepares, runs, and keeps the picture until the frame, the chain or
// the size changes. While the programs of a new chain are being compiled, it goes on with the last one that is ready,
// or with the plain picture before there is any. The window has one Slot for the processed and one for the original
// picture; they share a Runner. A file whose pass does not compile is marked failed and the rest of the chain runs; the
// mark lasts as long as the file.
// Belongs to the thread of the GL context.
#pragma once

#include "renderer/engine/runner.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace senga {

// A texture of a plan, by what people know it by; see find_texture().
struct TextureName {
    std::string name;
    int occurrence = 0;
    bool operator==(const TextureName&) const = default;
};

struct Picture {
    std::shared_ptr<const Target> target; // null: nothing to show yet
    // What Slot::keep() asked for; null: the chain on show has no such texture.
    std::shared_ptr<const gl::Texture> kept;
    int kept_components = 4;
    Size size; // of the target: while compiling it may be that of an earlier window
    std::uint64_t frame_id = 0;
};

class Slot {
public:
    explicit Slot(Runner& runner) : runner_(&runner) {}

    // `revision` differs whenever anything in the chain does; it is never 0.
    void set_chain(Chain chain, std::uint64_t revision);

    // The picture of `frame` at `size`. Runs the chain only if frame, chain or size differ from the last call. On an
    // error the last good picture stays and the error is returned once.
    Result<Picture> show(const Frame& frame, Size size);

    // From now on hand out that texture with the picture; a still picture is run once more for it.
    void keep(std::optional<TextureName> texture);

    // Asks for the programs that such frames will need, without drawing anything. For the time before a film opens.
    Outcome anticipate(const FrameFormat& format, Size size);

    // The plan of the chain as set last, null before show(). While progress() is not complete the picture comes from an
    // earlier one.
    const std::shared_ptr<const Plan>& plan() const { return wanted_.plan(); }
    // How far that chain's programs are.
    const CompileProgress& progress() const { return wanted_.work.progress; }
    // Whether progress has been made that show() would use: worth drawing again.
    bool progressed();
    // Whether progressed() stopped for lack of time only and should be called again at once.
    bool impatient() const { return wanted_.work.out_of_time; }

    struct Failure {
        std::shared_ptr<const ShaderFile> file; // held, so that its address stays its own
        Diagnostic diagnostic;
    };
    // The files of the chain that did not compile.
    const std::vector<Failure>& failures() const { return failures_; }

    // The last output of texture `index` of the plan, run afresh. For looking into the chain, not for playing. Errors:
    // also gl_internal while the chain is being compiled.
    Result<std::shared_ptr<const Target>> intermediate(const Frame& frame, Size size, int index);

    // What each step costs, from now on; `off` forgets the figures and measures nothing.
    enum class Measuring { off, on };
    void measure(Measuring measuring);
    // Null while nothing is measured.
    CostMeter* meter() { return meter_.get(); }
    // The textures of the chain on show; empty before the first picture.
    std::vector<TextureUse> textures() const;

private:
    // A chain and what it has become for one format and size.
    struct Arrangement {
        Chain chain;
        std::uint64_t revision = 0; // 0: none; the plain chain takes `plain_revision`
        Runner::Preparation work;
        const std::shared_ptr<const Plan>& plan() const { return work.prepared.plan; }
        bool fits(const FrameFormat& format, Size size) const;
        bool ready() const { return plan() && work.progress.complete() && work.failures.empty(); }
    };
    // Plans and asks for programs where needed; afterwards `arrangement` is ready or compiling.
    Outcome arrange(Arrangement& arrangement, const FrameFormat& format, Size size);
    // Marks files that failed; true: there are some and the chain must be planned again.
    bool collect_failures(Arrangement& arrangement);
    // The best arrangement that can run now; null: none yet.
    Result<Arrangement*> choose(const FrameFormat& format, Size size);

    Runner* runner_;
    Arrangement wanted_;
    Arrangement good_;  // the last one that was ready
    Arrangement plain_; // no passes, same scalers
    std::vector<Failure> failures_;
    History history_;
    std::uint64_t sequence_ = 0;
    Arrangement last_; // that ran
    std::unique_ptr<CostMeter> meter_;

    Picture picture_;
    std::optional<TextureName> keep_;
    std::uint64_t picture_revision_ = 0;
    std::uint32_t picture_number_ = 0; // Frame::number
    CompileProgress seen_;
};

} // namespace senga
