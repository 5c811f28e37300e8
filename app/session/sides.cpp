#include "app/session/sides.h"

#include "renderer/engine/upload.h"

#include <algorithm>
#include <utility>

namespace senga {
namespace {

std::size_t index_of(Side side) {
    return side == Side::a ? 0 : 1;
}

// A value other than the initial one, which is the only time the pass is worth running.
bool adjusts(const ChainEntry& equaliser) {
    return equaliser.shader && std::any_of(equaliser.values.begin(), equaliser.values.end(), [&](const auto& value) {
               const Parameter* parameter = equaliser.shader->find_parameter(value.first);
               return parameter != nullptr && value.second != parameter->initial;
           });
}

Chain plain_chain(const Scaling& scaling) {
    Chain out;
    out.name = "Original";
    out.scaling = scaling;
    return out;
}

Exposure exposure_of(const Picture& picture, const Exhibit& exhibit) {
    // A texture that the chain no longer has: the picture itself, rather than nothing.
    if (exhibit.kind == Exhibit::Kind::texture && picture.kept) {
        return {picture.kept.get(), picture.kept_components};
    }
    return {picture.target ? &picture.target->texture : nullptr, 4};
}

} // namespace

Sides::Sides(Runner& runner, SidesOptions options)
    : runner_(&runner),
      options_(std::move(options)),
      chain_(runner),
      original_(runner),
      second_(runner),
      loader_({.shelf = options_.shelf, .thread = options_.thread, .on_loaded = options_.on_change}) {}

Chain Sides::with_equaliser(Chain chain) const {
    if (!adjusts(equaliser_)) {
        return chain;
    }
    const bool solo =
        std::any_of(chain.entries.begin(), chain.entries.end(), [](const ChainEntry& entry) { return entry.solo; });
    if (!chain.enabled || solo) {
        // Neither may undo the viewer's brightness: what they mean for the others moves into those.
        const Chain asked = chain;
        for (std::size_t i = 0; i < chain.entries.size(); ++i) {
            chain.entries[i].enabled = takes_part(asked, i);
            chain.entries[i].solo = false;
        }
        chain.enabled = true;
    }
    // Last in the list, so that the panels' numbers of the other passes stay theirs; first to run, as in mpv.
    chain.entries.push_back(equaliser_);
    chain.entries.back().leads = true;
    return chain;
}

void Sides::sync(const State& state) {
    exhibits_ = {state.view.a, state.view.b};
    const ChainState& now = state.chain;
    const bool equaliser_changed = !synced_ || equaliser_revision_ != now.equaliser_revision;
    const bool scaling_changed = !synced_ || !(scaling_ == now.chain.scaling);
    const bool chain_changed = !synced_ || chain_revision_ != now.revision;
    equaliser_ = now.equaliser;
    equaliser_revision_ = now.equaliser_revision;
    scaling_ = now.chain.scaling;
    chain_revision_ = now.revision;
    synced_ = true;
    if (chain_changed || equaliser_changed) {
        Chain chain = with_equaliser(now.chain);
        ++next_revision_;
        second_.set_chain(chain, next_revision_);
        chain_.set_chain(std::move(chain), next_revision_);
    }
    // These depend on scalers and equaliser alone: switching passes must not run them again.
    if (scaling_changed || equaliser_changed) {
        ++next_revision_;
        original_.set_chain(with_equaliser(plain_chain(scaling_)), next_revision_);
        for (auto& [path, side] : references_) {
            side.slot.set_chain(plain_chain(scaling_), next_revision_);
        }
        for (auto& [key, side] : presets_) {
            if (side.loaded) {
                side.chain.scaling = scaling_;
                side.slot.set_chain(with_equaliser(side.chain), ++side.revision);
            }
        }
    }
    const auto texture_of = [&](const Exhibit& exhibit) {
        return exhibit.kind == Exhibit::Kind::texture ? std::optional(TextureName{exhibit.name, exhibit.occurrence})
                                                      : std::nullopt;
    };
    const std::optional<TextureName> a = texture_of(exhibits_[0]);
    const std::optional<TextureName> b = texture_of(exhibits_[1]);
    chain_.keep(b ? b : a);
    second_.keep(a && b && a != b ? a : std::nullopt);
    sync_presets();
    sync_references(state);
}

bool Sides::wanted(Exhibit::Kind kind, const std::string& name) const {
    return std::any_of(exhibits_.begin(), exhibits_.end(),
                       [&](const Exhibit& exhibit) { return exhibit.kind == kind && exhibit.name == name; });
}

void Sides::sync_presets() {
    std::erase_if(presets_, [&](const auto& side) { return !wanted(Exhibit::Kind::preset, side.first); });
    for (const Exhibit& exhibit : exhibits_) {
        if (exhibit.kind == Exhibit::Kind::preset && !presets_.contains(exhibit.name)) {
            presets_.emplace(exhibit.name, PresetSide{.slot = Slot(*runner_), .chain = plain_chain(scaling_)});
            // Until it has been read, the plain picture.
            PresetSide& side = presets_.find(exhibit.name)->second;
            side.slot.set_chain(with_equaliser(side.chain), ++side.revision);
            loader_.load_preset(exhibit.name);
        }
    }
    take_presets();
}

void Sides::take_presets() {
    for (ChainLoader::Loaded& loaded : loader_.take()) {
        if (auto* why = std::get_if<Diagnostic>(&loaded)) {
            errors_.push_back(std::move(*why));
            continue;
        }
        auto* chain = std::get_if<event::ChainLoaded>(&std::get<ChainEvent>(loaded));
        if (chain == nullptr) {
            continue;
        }
        const auto side = presets_.find(chain->preset);
        if (side == presets_.end()) {
            continue; // nobody wants it any more
        }
        side->second.chain = std::move(chain->chain);
        side->second.chain.scaling = scaling_; // both sides go through the same scalers
        side->second.loaded = true;
        side->second.slot.set_chain(with_equaliser(side->second.chain), ++side->second.revision);
    }
}

void Sides::sync_references(const State& state) {
    std::erase_if(references_, [&](const auto& side) { return !wanted(Exhibit::Kind::reference, side.first); });
    for (const Exhibit& exhibit : exhibits_) {
        if (exhibit.kind != Exhibit::Kind::reference || references_.contains(exhibit.name)) {
            continue;
        }
        ReferenceSide side{.slot = Slot(*runner_),
                           .film = std::make_unique<Reference>(ReferenceOptions{.on_change = options_.on_change}),
                           .frame = {}};
        side.slot.set_chain(plain_chain(scaling_), next_revision_);
        side.film->open(exhibit.name);
        side.film->request(state.player.time_s);
        references_.emplace(exhibit.name, std::move(side));
    }
}

Slot* Sides::slot_for(const Exhibit& exhibit) {
    switch (exhibit.kind) {
    case Exhibit::Kind::original:
        return &original_;
    case Exhibit::Kind::chain:
        return &chain_;
    case Exhibit::Kind::texture: {
        const bool both = exhibits_[0].kind == Exhibit::Kind::texture && exhibits_[1].kind == Exhibit::Kind::texture;
        return both && exhibits_[0] != exhibits_[1] && exhibit == exhibits_[0] ? &second_ : &chain_;
    }
    case Exhibit::Kind::preset: {
        const auto side = presets_.find(exhibit.name);
        return side != presets_.end() ? &side->second.slot : &original_;
    }
    case Exhibit::Kind::reference: {
        const auto side = references_.find(exhibit.name);
        return side != references_.end() ? &side->second.slot : &original_;
    }
    }
    return &original_;
}

Result<Exposure> Sides::expose(Side side, const Frame& frame, Size size) {
    const Exhibit& exhibit = exhibits_[index_of(side)];
    const auto reference =
        exhibit.kind == Exhibit::Kind::reference ? references_.find(exhibit.name) : references_.end();
    const Frame& shown = reference != references_.end() ? reference->second.frame : frame;
    if (shown.empty()) {
        return Exposure{};
    }
    const Result<Picture> picture = slot_for(exhibit)->show(shown, size);
    return picture ? Result<Exposure>(exposure_of(*picture, exhibit)) : Result<Exposure>(picture.error());
}

Result<Sides::Texture> Sides::texture(const TextureName& name, const Frame& frame, Size size) {
    if (frame.empty()) {
        return diagnose(Code::pass_unknown, "there is no picture whose textures could be saved; open a film first");
    }
    second_.keep(name); // the next sync() sets it right again
    const Result<Picture> picture = second_.show(frame, size);
    if (!picture) {
        return picture.error();
    }
    if (!picture->kept) {
        return diagnose(Code::pass_unknown, "the chain writes no texture named " + name.name +
                                                " at the moment; the panel's tab Textures lists those there are");
    }
    return Texture{picture->kept, picture->kept_components};
}

void Sides::anticipate(const FrameFormat& format, Size size) {
    // What fails here fails again with the first picture, and is reported there.
    static_cast<void>(original_.anticipate(format, size));
    runner_->wait();
    static_cast<void>(original_.anticipate(format, size));
    static_cast<void>(chain_.anticipate(format, size));
}

bool Sides::update(double time_s) {
    take_presets();
    bool changed = chain_.progressed();
    changed |= original_.progressed();
    for (const Exhibit& exhibit : exhibits_) {
        Slot* slot = slot_for(exhibit);
        changed |= slot != &chain_ && slot != &original_ && slot->progressed();
    }
    for (auto& [path, side] : references_) {
        side.film->request(time_s);
        if (std::optional<Frame> frame = side.film->take()) {
            side.frame = *std::move(frame);
            changed = true;
        }
        if (std::optional<Diagnostic> error = side.film->take_error()) {
            errors_.push_back(*std::move(error));
        }
    }
    return changed;
}

bool Sides::impatient() const {
    return chain_.impatient() || original_.impatient() || second_.impatient() ||
           std::any_of(presets_.begin(), presets_.end(), [](const auto& side) { return side.second.slot.impatient(); });
}

std::vector<Diagnostic> Sides::take_errors() {
    return std::exchange(errors_, {});
}

} // namespace senga
