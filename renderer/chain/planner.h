// Planner is the working state of plan(): the textures and steps so far, and what each name means right now. It is an
// implementation detail of the planner's two files (planner.cpp: passes and hooks; plan.cpp: the order of the stages).
// Single use, one thread.
#pragma once

#include "renderer/chain/plan.h"

#include <map>
#include <string>
#include <vector>

namespace senga::detail {

class Planner {
public:
    Planner(const Chain& chain, const FrameFormat& format, Size output, const Limits& limits);

    // Adds a texture and the step that fills it; returns it as an image of its own size.
    PlanImage add_step(decltype(PlanStep::what) what, Size size, int components, std::string name);
    // A plane of the frame.
    PlanImage add_plane(PlanTexture::Source source, Size size, int components, std::string name);

    // Runs every pass that hooks `stage` on `image` and returns what the stage is afterwards. `source_to_image` maps
    // source (luma) pixels to the image's; passes that resize or shift update it. A stage that cannot be resized takes
    // null. Also saves `image` under the stage's name.
    PlanImage run_stage(Stage stage, PlanImage image, Placement* source_to_image);

    Size output() const { return plan_.output; }

    bool is_plane(const PlanImage& image) const;

    // Whether a pass that may run hooks or binds `stage`.
    bool uses(Stage stage) const;
    // Whether one of them does run at `image`, as far as WHEN tells, or needs it as a texture.
    bool needs(Stage stage, const PlanImage& image) const;

    // What the main scaler does; decides which stages there are, and why not.
    enum class Direction { none, up, down };
    void set_direction(Direction direction) { direction_ = direction; }

    // The size of the source as the passes see it (NATIVE_CROPPED): doublers at LUMA, NATIVE or MAIN enlarge it.
    void set_source_scale(const Placement& source_to_image) { source_scale_ = source_to_image; }

    // Reports every pass that met no stage, computes lifetimes and hands the plan out.
    Plan finish(const PlanImage& picture);

private:
    // The pass under consideration.
    struct Hooked {
        std::size_t entry;
        std::size_t block;
        Stage stage;
        const ChainEntry& chain_entry;
        const ShaderFile& file;
        const PassBlock& pass;

        bool replaces_stage() const { return pass.save.empty() || pass.save == stage_name(stage); }
    };

    void visit(const Hooked& hooked, PlanImage& image, Placement* source_to_image);
    // Adds the step of a pass that runs; `step` has its images already.
    PlanImage add_pass(const Hooked& hooked, const PlanImage& image, Size size, PassStep step);
    // A pass that replaces its stage resized or shifted it: source pixels now lie elsewhere.
    void move_stage(const Hooked& hooked, Size from, Size to, Placement& source_to_image);
    // The report so far: everything but status and texture.
    PassReport describe(const Hooked& hooked, const PlanImage& image) const;
    // Whether WHEN lets it run; otherwise fills status and reason.
    bool condition_holds(const Hooked& hooked, const PlanImage& image, PassReport& report);
    // The images of BIND, or status and reason if one is missing.
    bool bind_images(const Hooked& hooked, const PlanImage& image, PassStep& step, PassReport& report);
    Result<Size> output_size(const Hooked& hooked, const PlanImage& image) const;
    // Why this video, shown like this, has no such stage.
    std::string absence_of(Stage stage) const;
    std::string missing_reason(const Hooked& hooked, const std::string& name) const;
    Lookup lookup(const Hooked& hooked, const PlanImage& image) const;
    std::optional<Size> size_of(std::string_view name, const PlanImage& image) const;
    std::vector<NamedValue> values_of(std::size_t entry) const;
    void report_unmet();

    const Chain& chain_;
    const std::vector<std::size_t> order_; // of the entries
    const Limits& limits_;
    Plan plan_;
    std::map<std::string, PlanImage, std::less<>> saved_;
    Placement source_scale_;
    Direction direction_ = Direction::none;
};

// How a pass is called in a sentence.
std::string pass_label(const ChainEntry& entry, const PassBlock& block);

// a after b.
Placement compose(const Placement& a, const Placement& b);
Placement inverse(const Placement& placement);

} // namespace senga::detail
