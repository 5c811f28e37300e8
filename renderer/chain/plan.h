// Plan is what will run: a Chain resolved for one frame format and one output size. Ordered steps with sizes, what each
// reads and writes, and for every pass of every file whether it runs and, if not, why, with the numbers. It holds no GL
// object: the panel shows it, `senga inspect` prints it, exporters and tests read it, the Runner executes it.
// It does not say whether the driver will accept a pass: a failed compile comes back as ChainEntry::failure, and the
// chain is planned again without that file. A value; plan() is pure, any thread.
//
// Order of stages, when WHEN is evaluated and what a size means: as mpv's vo=gpu (read in 0.35.1).
#pragma once

#include "renderer/base/limits.h"
#include "renderer/base/result.h"
#include "renderer/chain/chain.h"
#include "renderer/picture/colour.h"

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace senga {

// Maps a position in an image to its texture, in pixels: p * scale + shift. Axes stay parallel: rotation is the
// compositor's.
struct Placement {
    double scale_x = 1.0;
    double scale_y = 1.0;
    double shift_x = 0.0;
    double shift_y = 0.0;
    bool operator==(const Placement&) const = default;
};

// A texture seen as an image: `size` is the image's own extent (what NAME.w says), `placement` where it lies.
struct PlanImage {
    int texture = -1; // index into Plan::textures
    Size size;
    Placement placement;
    int components = 4;
    bool operator==(const PlanImage&) const = default;
};

struct PlanTexture {
    enum class Source { intermediate, luma, chroma, rgb }; // the latter three are the Frame's own planes
    Source source = Source::intermediate;
    Size size;
    int components = 4; // 1, 2 or 4 as stored
    std::string name;   // what made it, for people
    int last_step = -1; // last step that reads it; -1: nobody
};

struct NamedImage {
    std::string name; // "HOOKED", "LUMA", a saved name
    PlanImage image;
};

struct NamedValue {
    const Parameter* parameter = nullptr; // points into the chain's ShaderFile, which the Plan keeps alive
    double value = 0.0;
};

// A pass of a user shader.
struct PassStep {
    std::size_t entry = 0;
    std::size_t block = 0;
    Stage stage = Stage::main;
    std::vector<NamedImage> images;    // in the order of BIND; "HOOKED" also stands under its stage's name
    std::vector<std::size_t> textures; // indices into ShaderFile::textures that are bound
    std::vector<std::size_t> buffers;  // indices into ShaderFile::buffers that are bound
    std::vector<NamedValue> values;    // every parameter of the file
    int components = 4;                // how many the pass writes; the rest is 0, alpha 1
    Size input_size;                   // of the source, cropped
    Size target_size;                  // of the output
    double tex_offset_x = 0.0;         // where the source's first pixel lies in the picture so far, in its pixels
    double tex_offset_y = 0.0;
};

// Planes into one image at the reference plane's size: Y'CbCr, or R'G'B' with the matrix applied.
struct AssembleStep {
    PlanImage luma;
    PlanImage chroma; // texture -1: gray
    ColourMatrix matrix;
};

// Applies the matrix to an image (after NATIVE passes, or to RGB planes).
struct ConvertStep {
    PlanImage source;
    ColourMatrix matrix;
};

// Takes R'G'B' from one kind of light to another, by one or more curves in this order.
struct CurveStep {
    enum class Curve {
        linearise, // as `transfer` codes it, to light
        bend,      // light to the sigmoid's scale
        unbend,
        delinearise,
    };
    PlanImage source;
    std::vector<Curve> curves;
    Transfer transfer = Transfer::bt1886;
    SigmoidShape sigmoid;
};

// Scales an image to the output texture's size. Separable kernels take two steps, y first, as mpv does; nearest,
// bilinear and polar kernels take one for both axes.
struct ResampleStep {
    enum class Axis { y, x, both };
    PlanImage source;
    KernelChoice kernel = Kernel::bilinear;
    Axis axis = Axis::both;
    double widening = 1.0; // >= 1: how far the kernel is stretched when the picture shrinks
};

// Copies with alpha set to 1.
struct SealStep {
    PlanImage source;
};

struct PlanStep {
    std::variant<PassStep, AssembleStep, ConvertStep, CurveStep, ResampleStep, SealStep> what;
    int output = -1; // index into Plan::textures
};

enum class PassStatus { runs, skipped, off, failed, missing_texture };
std::string_view status_name(PassStatus status); // "runs", "skipped", "off", "failed", "missing texture"

// What becomes of one pass at one of its stages. Passes that hook several stages have a report for each.
struct PassReport {
    std::size_t entry = 0;
    std::size_t block = 0;
    Stage stage = Stage::main;
    std::string desc;
    PassStatus status = PassStatus::off;
    std::string reason; // empty when it runs
    Size size;          // of what it writes; of the stage when it does not run
    std::vector<std::string> binds;
    std::string saves;               // a name, or the stage it replaces
    int texture = -1;                // what it wrote, if it runs
    std::optional<Diagnostic> fault; // of a failed pass: what `reason` says as a text, where it is more than that
};

struct Plan {
    FrameFormat format;
    Size output;
    std::vector<std::shared_ptr<const ShaderFile>> shaders; // per chain entry; null where it failed to load
    std::vector<PlanTexture> textures;
    std::vector<PlanStep> steps;
    std::vector<PassReport> reports; // in order of execution; passes that never met a stage come last
    std::vector<Diagnostic> notes;   // warnings: malformed expressions and the like
    int picture = -1;                // the texture that is the result, RGBA with alpha 1
};

// Resolves `chain`. Errors: plan_input only (an empty size, or one beyond the limits). Everything a single pass can do
// wrong stands in its report and the rest goes on.
Result<Plan> plan(const Chain& chain, const FrameFormat& format, Size output, const Limits& limits = {});

// The n-th texture of that name; -1: there is none. Indices change with every plan, names with few.
int find_texture(const Plan& plan, std::string_view name, int occurrence = 0);

// One line for a whole chain entry: the worst status of its passes and its reason.
struct EntryStatus {
    PassStatus status = PassStatus::off;
    std::string reason;
};
EntryStatus entry_status(const Plan& plan, std::size_t entry);

} // namespace senga
