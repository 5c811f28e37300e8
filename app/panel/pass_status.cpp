#include "app/panel/pass_status.h"

#include "app/panel/style.h"
#include "app/state/cost.h"
#include "app/state/text.h"

#include <algorithm>

namespace senga {
namespace {

// "three.glsl line 12: syntax error", the first line of the log only.
std::string where_and_what(Language language, const Diagnostic& why) {
    const std::string what = first_lines(why.text, 1);
    const std::string file = file_name(why.place.file);
    if (why.place.line > 0) {
        return tr_format(language, Text::pass_status_line, file, why.place.line, what);
    }
    return file.empty() ? what : file + ": " + what;
}

// Why the viewer's switches keep it from running, in the order in which they hold.
std::optional<Text> switched_off(const Chain& chain, std::size_t index) {
    if (takes_part(chain, index)) {
        return std::nullopt;
    }
    const ChainEntry& entry = chain.entries[index];
    if (!chain.enabled) {
        return Text::pass_status_chain;
    }
    if (!entry.enabled) {
        return Text::pass_status_off;
    }
    return entry.muted ? Text::pass_status_muted : Text::pass_status_solo;
}

StatusLine running(const State& state, std::size_t index) {
    const Language language = state.view.language;
    if (!state.chain.compile.complete()) { // another chain is on show, and figures are that one's
        return {tr(language, Text::pass_status_compiling), theme::dim, {}};
    }
    const auto ms = entry_ms(state.chain.cost, index);
    std::string text = ms ? tr_format(language, Text::pass_status_ran, milliseconds_text(*ms))
                          : std::string(tr(language, Text::pass_status_runs));
    return {std::move(text), theme::good, {}};
}

} // namespace

StatusLine status_line(const State& state, std::size_t index) {
    const Language language = state.view.language;
    const ChainState& chain = state.chain;
    const ChainEntry& entry = chain.chain.entries[index];
    if (entry.failure) {
        return {tr_format(language, Text::pass_status_failed, where_and_what(language, *entry.failure)), theme::bad,
                entry.failure};
    }
    if (const auto off = switched_off(chain.chain, index)) {
        return {tr(language, *off), theme::dim, {}};
    }
    if (!state.player.opened || !chain.plan || index >= chain.plan->shaders.size()) {
        return {tr(language, Text::pass_status_waiting), theme::dim, {}}; // nothing plays, or the plan is being made
    }
    const EntryStatus planned = entry_status(*chain.plan, index);
    switch (planned.status) {
    case PassStatus::runs:
        return running(state, index);
    case PassStatus::skipped:
        return {tr_format(language, Text::pass_status_skipped, planned.reason), theme::dim, {}};
    case PassStatus::failed:
        return {tr_format(language, Text::pass_status_failed, planned.reason), theme::bad, {}};
    case PassStatus::missing_texture:
        return {tr_format(language, Text::pass_status_missing, planned.reason), theme::warn, {}};
    case PassStatus::off:
        break;
    }
    return {tr(language, Text::pass_status_off), theme::dim, {}};
}

std::optional<StatusLine> edit_line(const State& state, std::size_t index) {
    const ChainEntry& entry = state.chain.chain.entries[index];
    if (!entry.edit_failure) {
        return std::nullopt;
    }
    const Language language = state.view.language;
    return StatusLine{tr_format(language, Text::pass_edit_failure, where_and_what(language, *entry.edit_failure)),
                      theme::bad, entry.edit_failure};
}

std::optional<Exhibit> written_by(const ChainState& chain, std::size_t index) {
    if (!chain.plan) {
        return std::nullopt;
    }
    const Plan& plan = *chain.plan;
    int written = -1;
    for (const PassReport& report : plan.reports) {
        if (report.entry == index && report.status == PassStatus::runs && report.texture >= 0) {
            written = report.texture;
        }
    }
    if (written < 0 || static_cast<std::size_t>(written) >= plan.textures.size()) {
        return std::nullopt;
    }
    const std::string& name = plan.textures[static_cast<std::size_t>(written)].name;
    const auto before = std::count_if(plan.textures.begin(), plan.textures.begin() + written,
                                      [&](const PlanTexture& other) { return other.name == name; });
    return Exhibit{Exhibit::Kind::texture, name, static_cast<int>(before)};
}

} // namespace senga
