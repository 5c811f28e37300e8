#include "renderer/engine/slot.h"

#include <algorithm>
#include <limits>

namespace senga {
namespace {

constexpr std::uint64_t plain_revision = std::numeric_limits<std::uint64_t>::max();

Chain plain_of(const Chain& chain) {
    Chain out;
    out.name = "Original";
    out.scaling = chain.scaling;
    return out;
}

// Whether both run the same passes, whatever their sizes and parameters.
bool same_passes(const Plan* a, const Plan& b) {
    const auto passes = [](const Plan& plan) {
        std::vector<std::pair<const ShaderFile*, std::size_t>> out;
        for (const PlanStep& step : plan.steps) {
            if (const auto* pass = std::get_if<PassStep>(&step.what)) {
                out.emplace_back(plan.shaders[pass->entry].get(), pass->block);
            }
        }
        return out;
    };
    return a != nullptr && passes(*a) == passes(b);
}

// Also where it is a plane of the frame, which no run has to keep.
std::shared_ptr<const gl::Texture> kept_texture(const Plan& plan, int index, const RunOutput& output,
                                                const Frame& frame) {
    const auto texture_of = [](const std::shared_ptr<const Target>& target) {
        return target ? std::shared_ptr<const gl::Texture>(target, &target->texture) : nullptr;
    };
    switch (plan.textures[static_cast<std::size_t>(index)].source) {
    case PlanTexture::Source::luma:
        return frame.luma;
    case PlanTexture::Source::chroma:
        return frame.chroma;
    case PlanTexture::Source::rgb:
        return frame.rgb;
    case PlanTexture::Source::intermediate:
        break;
    }
    return texture_of(index == plan.picture ? output.picture : output.kept);
}

} // namespace

bool Slot::Arrangement::fits(const FrameFormat& format, Size size) const {
    return plan() && plan()->format == format && plan()->output == size;
}

void Slot::set_chain(Chain chain, std::uint64_t revision) {
    if (revision == wanted_.revision) {
        return;
    }
    if (wanted_.ready()) {
        good_ = std::move(wanted_);
    }
    wanted_ = {.chain = std::move(chain), .revision = revision};
    const auto in_chain = [&](const std::shared_ptr<const ShaderFile>& file, const Chain& of) {
        return std::any_of(of.entries.begin(), of.entries.end(),
                           [&](const ChainEntry& entry) { return entry.shader == file; });
    };
    // Files that left the chain lose their mark: loaded again, they are tried again.
    std::erase_if(failures_, [&](const Failure& failure) { return !in_chain(failure.file, wanted_.chain); });
    std::vector<History::File> files;
    for (const Chain* of : {&wanted_.chain, &good_.chain}) {
        for (const ChainEntry& entry : of->entries) {
            files.push_back(entry.shader);
        }
    }
    history_.retain(files);
    if (plain_.revision != 0 && !(plain_.chain.scaling == wanted_.chain.scaling)) {
        plain_ = {};
    }
}

bool Slot::collect_failures(Arrangement& arrangement) {
    for (CompileFailure& failure : arrangement.work.failures) {
        const auto& file = arrangement.chain.entries[failure.entry].shader;
        const auto same = [&](const Failure& known) { return known.file == file; };
        // One message per file: the first pass that failed.
        if (std::none_of(failures_.begin(), failures_.end(), same)) {
            failures_.push_back({file, std::move(failure.diagnostic)});
        }
    }
    return !arrangement.work.failures.empty();
}

Outcome Slot::arrange(Arrangement& arrangement, const FrameFormat& format, Size size) {
    if (arrangement.fits(format, size)) {
        if (arrangement.ready()) {
            return Done{};
        }
        if (const Outcome advanced = runner_->advance(arrangement.work); !advanced) {
            return advanced;
        }
        if (!collect_failures(arrangement)) {
            return Done{};
        }
    }
    // Each round takes at least one file out of the chain, so this ends.
    for (std::size_t round = 0; round <= arrangement.chain.entries.size(); ++round) {
        Chain chain = arrangement.chain;
        for (ChainEntry& entry : chain.entries) {
            for (const Failure& failure : failures_) {
                if (entry.shader == failure.file) {
                    entry.failure = failure.diagnostic;
                }
            }
        }
        Result<Plan> planned = senga::plan(chain, format, size);
        if (!planned) {
            return planned.error();
        }
        const PreparedPlan* previous = good_.plan() ? &good_.work.prepared : nullptr;
        Result<Runner::Preparation> preparation = runner_->prepare(std::make_shared<const Plan>(*std::move(planned)),
                                                                   {.history = &history_, .previous = previous});
        if (!preparation) {
            return preparation.error();
        }
        arrangement.work = *std::move(preparation);
        if (!collect_failures(arrangement)) {
            return Done{};
        }
    }
    return diagnose(Code::gl_internal, "the chain cannot be prepared");
}

Result<Slot::Arrangement*> Slot::choose(const FrameFormat& format, Size size) {
    if (wanted_.ready() && !wanted_.fits(format, size)) {
        // The same chain for another window: what ran so far goes on until that is ready.
        good_ = wanted_;
    }
    if (plain_.revision == 0) {
        plain_ = {.chain = plain_of(wanted_.chain), .revision = plain_revision};
    }
    if (!good_.ready() && !wanted_.ready() && runner_->background()) {
        // Nothing can run yet: the engine's own few programs must not stand behind those of the chain.
        if (const Outcome arranged = arrange(plain_, format, size); !arranged) {
            return arranged.error();
        }
    }
    const bool last_fits = last_.ready() && last_.plan()->format == format;
    for (Arrangement* candidate : {&wanted_, &good_, &plain_}) {
        if (candidate->revision == 0) {
            continue;
        }
        if (candidate == &plain_ && last_fits && last_.revision != plain_revision) {
            return &last_; // what ran last goes on at the size it had: better than no passes for a moment
        }
        if (const Outcome arranged = arrange(*candidate, format, size); !arranged) {
            return arranged.error();
        }
        if (candidate->ready()) {
            return candidate;
        }
    }
    return last_fits ? &last_ : static_cast<Arrangement*>(nullptr);
}

Outcome Slot::anticipate(const FrameFormat& format, Size size) {
    const Result<Arrangement*> chosen = choose(format, size);
    return chosen ? Outcome(Done{}) : Outcome(chosen.error());
}

Result<Picture> Slot::show(const Frame& frame, Size size) {
    const Result<Arrangement*> chosen = choose(frame.format, size);
    seen_ = wanted_.work.progress;
    if (!chosen) {
        return chosen.error();
    }
    const Arrangement* now = *chosen;
    const bool same_picture = now != nullptr && picture_.target && picture_.frame_id == frame.id &&
                              picture_.size == now->plan()->output && picture_revision_ == now->revision &&
                              (picture_number_ == frame.number || !reads_number(now->work.prepared));
    if (now == nullptr || same_picture) {
        return picture_;
    }
    // What passes remember is worth something only if they saw the frame before this one.
    const bool follows = frame.sequence == sequence_ && same_passes(last_.plan().get(), *now->plan());
    if (!follows) {
        history_.clear();
    }
    sequence_ = frame.sequence;
    if (last_.plan() != now->plan()) {
        last_ = *now;
    }
    const int kept = keep_ ? find_texture(*last_.plan(), keep_->name, keep_->occurrence) : -1;
    Result<RunOutput> output = runner_->run(last_.work.prepared, frame, {.keep_texture = kept, .meter = meter_.get()});
    if (!output) {
        return output.error();
    }
    picture_ = {.target = output->picture, .size = last_.plan()->output, .frame_id = frame.id};
    picture_revision_ = last_.revision;
    picture_number_ = frame.number;
    if (kept >= 0) {
        picture_.kept = kept_texture(*last_.plan(), kept, *output, frame);
        picture_.kept_components = last_.plan()->textures[static_cast<std::size_t>(kept)].components;
    }
    return picture_;
}

void Slot::keep(std::optional<TextureName> texture) {
    if (keep_ == texture) {
        return;
    }
    keep_ = std::move(texture);
    if (keep_) {
        picture_revision_ = 0;
    } else { // the picture itself stays
        picture_.kept = nullptr;
        picture_.kept_components = Picture().kept_components;
    }
}

bool Slot::progressed() {
    if (!plan() || wanted_.ready()) {
        return false;
    }
    // What fails here fails again in show(), and is reported there.
    static_cast<void>(runner_->advance(wanted_.work));
    return wanted_.work.progress != seen_ || !wanted_.work.failures.empty();
}

Result<std::shared_ptr<const Target>> Slot::intermediate(const Frame& frame, Size size, int index) {
    if (const Outcome arranged = arrange(wanted_, frame.format, size); !arranged) {
        return arranged.error();
    }
    if (!wanted_.ready()) {
        return diagnose(Code::gl_internal, "the chain is still being compiled; try again in a moment");
    }
    Result<RunOutput> output = runner_->run(wanted_.work.prepared, frame, {.keep_texture = index});
    if (!output) {
        return output.error();
    }
    return index == plan()->picture ? output->picture : output->kept;
}

void Slot::measure(Measuring measuring) {
    if (measuring == Measuring::off) {
        meter_.reset();
    } else if (!meter_) {
        meter_ = std::make_unique<CostMeter>(); // its figures come with the next picture: looking runs nothing
    }
}

std::vector<TextureUse> Slot::textures() const {
    const Arrangement& on_show = wanted_.ready() ? wanted_ : good_.ready() ? good_ : plain_;
    return on_show.ready() ? runner_->textures_of(on_show.work.prepared) : std::vector<TextureUse>();
}

} // namespace senga
