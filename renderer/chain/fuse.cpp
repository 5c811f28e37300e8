#include "renderer/chain/fuse.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

namespace senga {
namespace {

// What a name means at a moment: who saved it, and which picture of its stage that pass saw.
struct Saved {
    std::size_t report = 0;
    Stage stage = Stage::main;
    int version = 0;
    std::optional<std::string> lost; // why nobody can compute it
};

class Fuser {
public:
    Fuser(const Plan& plan, const Chain& chain) : plan_(plan), chain_(chain) {}

    FusedChain run() {
        for (std::size_t i = 0; i < plan_.reports.size(); ++i) {
            if (plan_.reports[i].status == PassStatus::runs) {
                visit(i);
            }
        }
        report_unread();
        std::sort(out_.lost.begin(), out_.lost.end(),
                  [](const UnfusedPass& a, const UnfusedPass& b) { return a.report < b.report; });
        return std::move(out_);
    }

private:
    const PassBlock& block_of(const PassReport& report) const {
        return chain_.entries[report.entry].shader->passes[report.block];
    }

    void visit(std::size_t index) {
        const PassReport& report = plan_.reports[index];
        const bool writes_picture = report.saves == stage_name(report.stage);
        std::vector<std::size_t> producers;
        std::optional<std::string> why = obstacle(report);
        if (!why) {
            why = collect(report, producers);
        }
        if (!writes_picture) {
            saved_.insert_or_assign(report.saves, Saved{index, report.stage, versions_[report.stage], why});
            if (why) {
                out_.lost.push_back({index, *why});
            } else {
                needs_.insert_or_assign(index, producers);
            }
            return;
        }
        note_size(index);
        ++versions_[report.stage]; // lost or not, what was saved before saw another picture
        if (why) {
            out_.lost.push_back({index, *why});
            return;
        }
        std::sort(producers.begin(), producers.end());
        producers.erase(std::unique(producers.begin(), producers.end()), producers.end());
        read_.insert(read_.end(), producers.begin(), producers.end());
        out_.passes.push_back({.report = index, .producers = std::move(producers), .where = side_of(report.stage)});
    }

    static FusedPass::Where side_of(Stage stage) {
        return stage < Stage::postkernel ? FusedPass::Where::before_scaling : FusedPass::Where::after_scaling;
    }
    Size players_size(Stage stage) const {
        return side_of(stage) == FusedPass::Where::before_scaling ? plan_.format.size : plan_.output;
    }

    // Remembers who gave the picture a size that the player's does not have.
    void note_size(std::size_t index) {
        const PassReport& report = plan_.reports[index];
        if (report.stage == Stage::chroma || report.stage == Stage::alpha) {
            return; // planes of their own sizes
        }
        const auto known = resized_.find(side_of(report.stage));
        if (report.size == players_size(report.stage)) {
            resized_.erase(side_of(report.stage));
        } else if (known == resized_.end() || plan_.reports[known->second].size != report.size) {
            resized_.insert_or_assign(side_of(report.stage), index);
        }
    }

    // Why a pass cannot stand alone, whatever it reads.
    std::optional<std::string> obstacle(const PassReport& report) const {
        if (const std::optional<std::string> why = obstacle_of_stage(report.stage)) {
            return why;
        }
        const PassBlock& block = block_of(report);
        if (block.compute) {
            return "it is a compute shader";
        }
        const Size picture = players_size(report.stage);
        const auto resized = resized_.find(side_of(report.stage));
        if (resized != resized_.end() && report.size == plan_.reports[resized->second].size) {
            return fmt::format("it works on the picture of {}x{} that \"{}\" makes, and the player's has {}x{}",
                               report.size.w, report.size.h, plan_.reports[resized->second].desc, picture.w, picture.h);
        }
        if (report.size != picture) {
            return fmt::format("it makes a picture of another size ({}x{} instead of {}x{})", report.size.w,
                               report.size.h, picture.w, picture.h);
        }
        if (block.offset.align || block.offset.x != 0.0F || block.offset.y != 0.0F) {
            return "it shifts the picture";
        }
        return std::nullopt;
    }

    std::optional<std::string> obstacle_of_stage(Stage stage) const {
        const Scaling& scaling = chain_.scaling;
        const bool enlarges = plan_.output.w > plan_.format.size.w || plan_.output.h > plan_.format.size.h;
        switch (stage) {
        case Stage::luma:
        case Stage::chroma:
        case Stage::chroma_scaled:
        case Stage::native:
            return "it works on the video's brightness and colour planes, and the player hands out finished R'G'B'";
        case Stage::alpha:
        case Stage::alpha_scaled:
        case Stage::xyz:
        case Stage::linear:
        case Stage::sigmoid:
            return fmt::format("it works at {}, which only exists inside mpv's scaling", stage_name(stage));
        case Stage::prekernel:
        case Stage::postkernel:
        case Stage::scaled:
            if (enlarges ? scaling.up_light != UpLight::gamma : scaling.down_light != DownLight::gamma) {
                return fmt::format("at {} the picture is in linear light here, and the player's is not",
                                   stage_name(stage));
            }
            return std::nullopt;
        default:
            return std::nullopt;
        }
    }

    // Adds those that must be computed for it, the deepest first.
    std::optional<std::string> collect(const PassReport& report, std::vector<std::size_t>& producers) {
        const ShaderFile& file = *chain_.entries[report.entry].shader;
        for (const std::string& name : report.binds) {
            if (name == "HOOKED" || name == stage_name(report.stage)) {
                continue;
            }
            if (file.find_texture(name) != nullptr) {
                return fmt::format("it reads a table ({}), which such a shader cannot carry", name);
            }
            if (file.find_buffer(name) != nullptr) {
                return fmt::format("it reads a buffer ({}), which such a shader cannot have", name);
            }
            if (stage_from_name(name)) {
                return fmt::format("it reads {} beside {}, and the player hands out one picture", name,
                                   stage_name(report.stage));
            }
            const auto found = saved_.find(name);
            if (found == saved_.end()) {
                return fmt::format("it reads {}, which nobody saves", name);
            }
            const Saved& saved = found->second;
            if (saved.lost) {
                return fmt::format("it reads {} from {}, which is lost: {}", name, plan_.reports[saved.report].desc,
                                   *saved.lost);
            }
            if (saved.stage != report.stage || saved.version != versions_[report.stage]) {
                return fmt::format("it reads {} of an earlier picture, and the player hands out the latest one only",
                                   name);
            }
            const std::vector<std::size_t>& deeper = needs_.at(saved.report);
            producers.insert(producers.end(), deeper.begin(), deeper.end());
            producers.push_back(saved.report);
        }
        return std::nullopt;
    }

    // What was saved and is read by no pass that is left.
    void report_unread() {
        for (const auto& [report, producers] : needs_) {
            if (std::find(read_.begin(), read_.end(), report) == read_.end()) {
                out_.lost.push_back({report, "nothing that remains reads what it saves"});
            }
        }
    }

    const Plan& plan_;
    const Chain& chain_;
    FusedChain out_;
    std::map<std::string, Saved, std::less<>> saved_;
    std::map<std::size_t, std::vector<std::size_t>> needs_; // of each saving pass that can be computed
    std::vector<std::size_t> read_;
    std::map<Stage, int> versions_;
    std::map<FusedPass::Where, std::size_t>
        resized_; // the report of who made the picture another size than the player's
};

} // namespace

FusedChain fuse(const Plan& plan, const Chain& chain) {
    return Fuser(plan, chain).run();
}

} // namespace senga
