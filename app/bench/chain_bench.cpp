#include "app/bench/chain_bench.h"

#include "app/bench/gpu_clock.h"
#include "app/bench/target.h"

#include <utility>

namespace senga {

Result<ChainBench> ChainBench::create(Offline& offline, const FrameRing& ring, Setup setup) {
    ChainBench out;
    out.offline_ = &offline;
    out.ring_ = &ring;
    out.setup_ = std::move(setup);
    out.runner_ = std::make_unique<Runner>(RunnerOptions{.precision = out.setup_.precision});
    out.slot_ = std::make_unique<Slot>(*out.runner_);
    out.slot_->set_chain(out.setup_.chain, 1);
    const bool eight = out.setup_.depth == OutputDepth::eight;
    Result<Target> target =
        new_target({.size = out.setup_.size, .format = eight ? gl::Format::rgba8 : gl::Format::rgba16});
    if (!target) {
        return target.error();
    }
    out.target_ = std::make_unique<Target>(*std::move(target));
    const Outcome drawn = out.perform(Work::drawn, 0);
    return drawn ? Result<ChainBench>(std::move(out)) : Result<ChainBench>(drawn.error());
}

Outcome ChainBench::perform(Work work, std::size_t index) {
    const FrameRing::Item& item = ring_->at(index);
    Frame frame = item.frame;
    if (work == Work::frame || work == Work::upload) {
        Result<Frame> uploaded = offline_->upload(item.raw);
        if (!uploaded) {
            return uploaded.error();
        }
        frame = *std::move(uploaded);
    }
    if (work == Work::upload) {
        return Done{};
    }
    frame.id = ++last_id_;
    const Result<Picture> picture = slot_->show(frame, stored_size(frame.format, setup_.size));
    if (!picture) {
        return picture.error();
    }
    if (work == Work::chain) {
        return Done{};
    }
    const Size size = setup_.size;
    offline_->compositor().draw(
        {.a = {&picture->target->texture},
         .pane = {.area = {0, 0, size.w, size.h}, .w = static_cast<double>(size.w), .h = static_cast<double>(size.h)},
         .rotation_deg = frame.format.rotation_deg,
         .depth = setup_.depth},
        target_->framebuffer.id(), size, RowOrder::top_first);
    return Done{};
}

Result<double> ChainBench::time_ms(Work work) {
    const std::size_t index = next_++;
    Outcome done = Done{};
    const double ms = gpu_ms([&] { done = perform(work, index); });
    return done ? Result<double>(ms) : Result<double>(done.error());
}

Chain ChainBench::marked_chain() const {
    Chain out = setup_.chain;
    for (ChainEntry& entry : out.entries) {
        for (const Slot::Failure& failure : failures()) {
            if (entry.shader == failure.file) {
                entry.failure = failure.diagnostic;
            }
        }
    }
    return out;
}

Result<std::vector<StepTime>> ChainBench::time_steps(int frames, const Pace& pace) {
    slot_->measure(Slot::Measuring::on);
    for (int i = 0; i < frames && (i == 0 || pace.go_on()); ++i) {
        if (const Result<double> ms = time_ms(Work::chain); !ms) {
            return ms.error();
        }
        static_cast<void>(slot_->meter()->costs()); // takes what has arrived; timers are few
    }
    std::vector<StepTime> out;
    const std::vector<StepCost>& costs = slot_->meter()->costs();
    for (std::size_t i = 0; i < costs.size(); ++i) {
        const PlanStep& step = plan().steps[i];
        const PlanTexture& texture = plan().textures[static_cast<std::size_t>(step.output)];
        const auto* pass = std::get_if<PassStep>(&step.what);
        out.push_back({.name = texture.name,
                       .shader = pass != nullptr ? setup_.chain.entries[pass->entry].id : "",
                       .size = texture.size,
                       .average_ms = costs[i].average_ms,
                       .samples = costs[i].samples});
    }
    slot_->measure(Slot::Measuring::off);
    return out;
}

MemoryUse ChainBench::memory() const {
    return {.pool_bytes = runner_->pool().bytes(), .textures = slot_->textures()};
}

} // namespace senga
