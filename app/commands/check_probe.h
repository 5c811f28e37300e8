// Probes look for NaN and infinity in every texture the passes of a plan write, on the GPU and in the same run. A
// probe is a pass of our own behind each pass: it reads what was written and hands on, from probe to probe, a small
// texture of counters, so that one small read at the end says which pass was the first to write something that is no
// number. The plan's picture is the same with and without probes.
// Pure functions, any thread.
#pragma once

#include "renderer/chain/plan.h"

#include <optional>
#include <span>
#include <vector>

namespace senga {

struct ProbedPlan {
    Plan plan;                           // with the probes between its steps; reports and picture as before
    int counters = -1;                   // the texture to keep and hand to first_bad(); -1: no pass runs
    std::vector<const PassStep*> passes; // of the original plan, in the order they are probed
};

// `plan` must outlive what is returned.
ProbedPlan with_probes(const Plan& plan);

// Which of ProbedPlan::passes was the first to write a value that is no number, going by the counters' samples.
std::optional<std::size_t> first_bad(std::span<const float> counters, std::size_t passes);

} // namespace senga
