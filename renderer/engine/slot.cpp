#include "renderer/engine/slot.h"

#include <algorithm>

namespace senga {

void Slot::set_chain(Chain chain, std::uint64_t revision) {
    if (revision == revision_) {
        return;
    }
    chain_ = std::move(chain);
    revision_ = revision;
    // Files that left the chain lose their mark: loaded again, they are tried again.
    std::erase_if(failures_, [&](const Failure& failure) {
        return std::none_of(chain_.entries.begin(), chain_.entries.end(),
                            [&](const ChainEntry& entry) { return entry.shader == failure.file; });
    });
}

Outcome Slot::prepare(const FrameFormat& format, Size size) {
    const auto& now = prepared_.plan;
    if (now && prepared_revision_ == revision_ && now->format == format && now->output == size) {
        return Done{};
    }
    // Each round takes at least one file out of the chain, so this ends.
    for (std::size_t round = 0; round <= chain_.entries.size(); ++round) {
        Chain chain = chain_;
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
        Result<Runner::Preparation> preparation = runner_->prepare(std::make_shared<const Plan>(*std::move(planned)));
        if (!preparation) {
            return preparation.error();
        }
        if (preparation->failures.empty()) {
            prepared_ = std::move(preparation->prepared);
            prepared_revision_ = revision_;
            return Done{};
        }
        for (CompileFailure& failure : preparation->failures) {
            failures_.push_back({chain_.entries[failure.entry].shader, std::move(failure.diagnostic)});
        }
    }
    return diagnose(Code::gl_internal, "the chain cannot be prepared");
}

Result<Picture> Slot::show(const Frame& frame, Size size) {
    const bool same = picture_.target && picture_.frame_id == frame.id && picture_revision_ == revision_ &&
                      picture_.size == size && prepared_.plan && prepared_.plan->format == frame.format;
    if (same) {
        return picture_;
    }
    if (const Outcome prepared = prepare(frame.format, size); !prepared) {
        return prepared.error();
    }
    Result<RunOutput> output = runner_->run(prepared_, frame, {.frame_number = frames_shown_});
    if (!output) {
        return output.error();
    }
    if (picture_.frame_id != frame.id) {
        ++frames_shown_;
    }
    picture_ = {.target = output->picture, .size = size, .frame_id = frame.id};
    picture_revision_ = revision_;
    return picture_;
}

Result<std::shared_ptr<const Target>> Slot::intermediate(const Frame& frame, Size size, int index) {
    if (const Outcome prepared = prepare(frame.format, size); !prepared) {
        return prepared.error();
    }
    Result<RunOutput> output = runner_->run(prepared_, frame, {.keep_texture = index, .frame_number = frames_shown_});
    if (!output) {
        return output.error();
    }
    return index == prepared_.plan->picture ? output->picture : output->kept;
}

} // namespace senga
