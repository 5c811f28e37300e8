// ChainState is the chain as the viewer arranged it, what became of it and what it costs. Plain data; see state.h for
// who writes it.
#pragma once

#include "app/state/chain_history.h"
#include "renderer/base/diagnostic.h"
#include "renderer/chain/chain.h"
#include "renderer/chain/plan.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace senga {

struct PresetName {
    std::string key;  // what a preset is loaded by
    std::string name; // for people
    bool own = false; // the viewer's: may be overwritten and deleted
    bool operator==(const PresetName&) const = default;
};

// What the chain costs: measured only while somebody looks.
struct CostState {
    struct Step {
        std::optional<std::size_t> entry; // of the chain; none for the engine's own steps
        std::string name;
        double last_ms = 0.0;
        double average_ms = 0.0;
        double peak_ms = 0.0;
        int samples = 0;   // 0: no figure has arrived yet
        std::string stage; // what a pass worked on: "LUMA"; empty: a step of the engine's own
    };
    struct Texture {
        std::string name;
        int occurrence = 0; // the n-th of that name in the plan, as Exhibit counts
        Size size;
        std::string format;
        std::size_t bytes = 0;
        bool viewable = true; // the plan's: an Exhibit may name it; not a file's own
    };
    std::vector<Step> steps;       // in order of execution
    std::vector<Texture> textures; // of the plan; those that are not needed at once share memory
    std::size_t pool_bytes = 0;    // what the render targets really take
    std::vector<float> history_ms; // totals of the last reports, latest last
    std::string renderer;          // the graphics card, as its driver calls it
    bool software = false;         // the CPU draws: times are the processor's
};

// How far the programs of the chain are; until all are there, the last chain that was ready is on show.
struct CompileState {
    std::size_t done = 0;
    std::size_t total = 0;
    bool complete() const { return done == total; }
};

struct ChainState {
    Chain chain;
    std::uint64_t revision = 0; // counts changes of `chain`; pictures are cached by it
    std::string preset;         // key; empty: of no preset
    std::string last_preset;    // key of the one before, for the key that swaps the two
    // A choice by hand is not undone by rules until another film opens.
    enum class Choice { automatic, by_hand } choice = Choice::automatic;
    std::optional<std::string> before_rule; // key of the preset that a rule or a folder replaced
    std::string awaited;                    // key of the preset that was asked for last
    std::string declined;                   // key of the one not loaded lest changes be lost; told once
    bool modified = false;                  // differs from the preset as loaded
    std::shared_ptr<const Chain> loaded;    // the preset as loaded: what "reset" goes back to; may be null
    ChainHistory history;                   // what "undo" goes back to
    std::shared_ptr<const Plan> plan;       // of this or an earlier revision with the same entries; may be null
    CompileState compile;
    CostState cost;
    // What judge_cost() remembers: reports in a row that were over the budget, of which revision, how many measurements
    // the last one had seen, and the chains of which the viewer was told.
    int slow_reports = 0;
    int slow_samples = 0;
    std::uint64_t slow_revision = 0;
    std::vector<std::string> told_slow;
    // Brightness, contrast, saturation, gamma, hue: a pass of its own that A and B both run before all others, left out
    // while all values are initial. Null shader: the file is missing.
    ChainEntry equaliser;
    std::uint64_t equaliser_revision = 0;
    std::vector<Diagnostic> diagnostics;                           // of loading and planning
    std::vector<PresetName> presets;                               // all there are
    std::vector<std::string> shaders;                              // ids of all on the shelf
    std::map<std::string, std::string, std::less<>> shader_labels; // what they call themselves, once that was read
};

} // namespace senga
