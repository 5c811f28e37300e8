#include "renderer/export/mpv_select.h"

#include <fmt/format.h>

#include <algorithm>

namespace senga::mpv {
namespace {

constexpr std::size_t mpv_tokens = 32; // of one expression in vo=gpu

// Why vo=gpu could not even read the pass; empty: it can.
std::string refusal(const ShaderFile& file, const PassBlock& pass) {
    for (const Binding& bind : pass.binds) {
        const TextureBlock* texture = file.find_texture(bind.name);
        if (file.find_buffer(bind.name) != nullptr) {
            return fmt::format("needs the buffer {}, which mpv's vo=gpu does not know", bind.name);
        }
        if (texture != nullptr && texture->storage) {
            return fmt::format("writes the texture {} from frame to frame, which mpv's vo=gpu does not know",
                               bind.name);
        }
    }
    for (const Expression* expression : {&pass.when, &pass.width, &pass.height}) {
        if (expression->tokens.size() > mpv_tokens) {
            return fmt::format("has an expression of {} words in line {}, and mpv takes {}", expression->tokens.size(),
                               expression->line, mpv_tokens);
        }
    }
    return "";
}

// Takes passes away until every one that is left finds what it binds.
class Selection {
public:
    Selection(const Chain& chain, Flavour flavour) : chain_(chain), order_(running_order(chain)), flavour_(flavour) {}

    Choices run();

private:
    PassChoice first_choice(std::size_t entry, const PassBlock& pass) const;
    bool drop_unsatisfied();
    bool satisfied(std::size_t place, std::size_t block, Stage stage, const std::string& name) const;

    const Chain& chain_;
    const std::vector<std::size_t> order_;
    Flavour flavour_;
    Choices choices_;
};

PassChoice Selection::first_choice(std::size_t entry, const PassBlock& pass) const {
    const ChainEntry& owner = chain_.entries[entry];
    if (!takes_part(chain_, entry)) {
        return {.reason = std::string(why_not(chain_, entry))};
    }
    if (owner.failure) {
        return {.reason = to_string(*owner.failure)};
    }
    const std::string refused = flavour_ == Flavour::universal ? refusal(*owner.shader, pass) : "";
    if (!refused.empty()) {
        return {.fate = PassFate::refused, .reason = refused};
    }
    return {.kept = true, .hooks = pass.hooks, .fate = PassFate::kept, .reason = ""};
}

bool Selection::satisfied(std::size_t place, std::size_t block, Stage stage, const std::string& name) const {
    if (brings(*chain_.entries[order_[place]].shader, name, stage)) {
        return true;
    }
    for (std::size_t at = 0; at < order_.size(); ++at) {
        const std::size_t e = order_[at];
        for (std::size_t b = 0; b < choices_[e].size(); ++b) {
            const PassChoice& other = choices_[e][b];
            if (!other.kept || chain_.entries[e].shader->passes[b].save != name) {
                continue;
            }
            const bool stands_before = at < place || (at == place && b < block);
            if (std::any_of(other.hooks.begin(), other.hooks.end(),
                            [&](Stage its) { return its < stage || (its == stage && stands_before); })) {
                return true;
            }
        }
    }
    return false;
}

bool Selection::drop_unsatisfied() {
    bool dropped = false;
    for (std::size_t place = 0; place < order_.size(); ++place) {
        const std::size_t e = order_[place];
        for (std::size_t b = 0; b < choices_[e].size(); ++b) {
            PassChoice& choice = choices_[e][b];
            const auto& binds = chain_.entries[e].shader->passes[b].binds;
            std::string missing;
            const std::size_t before = choice.hooks.size();
            std::erase_if(choice.hooks, [&](Stage stage) {
                const auto lacks = std::find_if(binds.begin(), binds.end(), [&](const Binding& bind) {
                    return !satisfied(place, b, stage, bind.name);
                });
                missing = lacks == binds.end() ? missing : lacks->name;
                return lacks != binds.end();
            });
            dropped = dropped || choice.hooks.size() != before;
            if (choice.kept && choice.hooks.empty()) {
                choice = {.reason = fmt::format("needs {}, which no pass that is on saves before it", missing)};
            }
        }
    }
    return dropped;
}

Choices Selection::run() {
    choices_.resize(chain_.entries.size());
    for (std::size_t e = 0; e < chain_.entries.size(); ++e) {
        if (!chain_.entries[e].shader) {
            continue;
        }
        const auto& passes = chain_.entries[e].shader->passes;
        choices_[e].reserve(passes.size());
        for (const PassBlock& pass : passes) {
            choices_[e].push_back(first_choice(e, pass));
        }
    }
    while (drop_unsatisfied()) {
    }
    return std::move(choices_);
}

} // namespace

bool brings(const ShaderFile& file, std::string_view name, Stage stage) {
    if (name == "HOOKED" || file.find_texture(name) != nullptr || file.find_buffer(name) != nullptr) {
        return true;
    }
    const std::optional<Stage> named = stage_from_name(name);
    return named && *named <= stage;
}

Choices choose_passes(const Chain& chain, Flavour flavour) {
    return Selection(chain, flavour).run();
}

bool any_kept(const std::vector<PassChoice>& choices) {
    return std::any_of(choices.begin(), choices.end(), [](const PassChoice& choice) { return choice.kept; });
}

} // namespace senga::mpv
