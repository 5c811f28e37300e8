#include "app/input/palette.h"

#include "app/i18n/shipped.h"
#include "app/i18n/texts.h"
#include "app/input/bindings.h"
#include "app/state/text.h"

#include <algorithm>
#include <map>
#include <utility>

namespace senga {
namespace {

// Of these the palette has better ones, which say what is behind the number.
bool is_numbered(const Action& action) {
    return action.id.starts_with("chain.toggle-pass-") || action.id.starts_with("chain.preset-");
}

class PaletteBuilder {
public:
    explicit PaletteBuilder(const State& state) : state_(state) {}

    void add_actions() {
        for (const Action& action : actions()) {
            if (action.kind == Action::Kind::hold || is_numbered(action)) {
                continue;
            }
            add(action.id, action.label, action.command(state_, Phase::press));
            entries_.back().keys = keys(action.id);
            entries_.back().enabled = action.enabled(state_);
        }
    }

    void add_passes() {
        const auto& passes = state_.chain.chain.entries;
        for (std::size_t i = 0; i < passes.size(); ++i) {
            const std::string number = std::to_string(i + 1);
            add("toggle-pass:" + number, Text::palette_toggle_pass, command::TogglePass{i}, number,
                pass_title(state_.view.language, passes[i]));
            name_in_english(Text::palette_toggle_pass, number, pass_title(Language::english, passes[i]));
            const std::string by_number = keys("chain.toggle-pass-" + number);
            const std::string by_name = keys(pass_target(passes[i].id));
            std::string& shown = entries_.back().keys;
            shown = by_number;
            shown += by_number.empty() || by_name.empty() ? "" : " / ";
            shown += by_name;
        }
        for (const std::string& id : state_.chain.shaders) {
            const auto label = state_.chain.shader_labels.find(id);
            const std::string& name = label != state_.chain.shader_labels.end() ? label->second : id;
            add("add-shader:" + id, Text::palette_add_shader, command::AddShader{id},
                shipped_text(state_.view.language, name));
            name_in_english(Text::palette_add_shader, name);
        }
    }

    void add_presets() {
        const auto& presets = state_.chain.presets;
        for (std::size_t i = 0; i < presets.size(); ++i) {
            add("preset:" + presets[i].key, Text::palette_preset, command::LoadPreset{presets[i].key},
                preset_title(state_.view.language, state_.chain, presets[i].key));
            name_in_english(Text::palette_preset, preset_name(state_.chain, presets[i].key));
            entries_.back().keys = keys("chain.preset-" + std::to_string(i + 1));
            if (const std::string off = keys("chain.preset-off"); presets[i].key == "off" && !off.empty()) {
                entries_.back().keys += (entries_.back().keys.empty() ? "" : " / ") + off;
            }
        }
    }

    void add_exhibits() {
        for (const Side side : {Side::a, Side::b}) {
            const Text text = side == Side::a ? Text::palette_side_a : Text::palette_side_b;
            const std::string id = side == Side::a ? "side-a:" : "side-b:";
            const Exhibit& present = side == Side::a ? state_.view.a : state_.view.b;
            for (const auto& [name, exhibit] : exhibits()) {
                add(id + name, text, command::SetExhibit{side, exhibit}, exhibit_name(state_, exhibit));
                entries_.back().enabled = state_.player.format.has_value() && exhibit != present;
            }
        }
    }

    void add_player() {
        for (const Track& track : state_.player.tracks) {
            if (track.kind == TrackKind::video) {
                continue;
            }
            const bool audio = track.kind == TrackKind::audio;
            add((audio ? "audio-track:" : "subtitle-track:") + std::to_string(track.id),
                audio ? Text::palette_audio_track : Text::palette_subtitle_track,
                command::SelectTrack{track.kind, track.id}, track_text(state_.view.language, track));
            entries_.back().enabled = !track.selected;
        }
        const auto& chapters = state_.player.chapters;
        for (std::size_t i = 0; i < chapters.size(); ++i) {
            const std::string time = time_text(chapters[i].time_s);
            add("chapter:" + std::to_string(i + 1), Text::palette_chapter, command::SeekTo{chapters[i].time_s},
                chapters[i].title.empty() ? time : time + " " + chapters[i].title);
        }
    }

    void add_recent() {
        constexpr std::size_t most = 20;
        const auto& recent = state_.library.recent;
        for (std::size_t i = 0; i < std::min(most, recent.size()); ++i) {
            add("recent:" + std::to_string(i + 1), Text::palette_open_recent, command::OpenRecent{i},
                recent[i].title.empty() ? file_name(recent[i].path) : recent[i].title);
        }
    }

    std::vector<PaletteEntry> take() && { return std::move(entries_); }

private:
    template<class... Names>
    void add(std::string id, Text text, Command command, const Names&... names) {
        entries_.push_back({std::move(id), tr_format(state_.view.language, text, names...),
                            tr_format(Language::english, text, names...), "", true, std::move(command)});
    }

    // What came with Senga is found by the name in its file too.
    template<class... Names>
    void name_in_english(Text text, const Names&... names) {
        entries_.back().english = tr_format(Language::english, text, names...);
    }

    std::string keys(std::string_view target) const { return keys_text(state_.library.keys, target); }

    // Each with a name that is unique among them.
    std::vector<std::pair<std::string, Exhibit>> exhibits() const {
        std::vector<std::pair<std::string, Exhibit>> result{{"original", {Exhibit::Kind::original, "", 0}},
                                                            {"chain", {Exhibit::Kind::chain, "", 0}}};
        for (const PresetName& preset : state_.chain.presets) {
            result.push_back({"preset:" + preset.key, {Exhibit::Kind::preset, preset.key, 0}});
        }
        if (state_.chain.plan == nullptr) {
            return result;
        }
        std::map<std::string, int> seen; // textures of one name
        for (const PlanTexture& texture : state_.chain.plan->textures) {
            const int occurrence = seen[texture.name]++;
            result.push_back({"texture:" + texture.name + ":" + std::to_string(occurrence + 1),
                              {Exhibit::Kind::texture, texture.name, occurrence}});
        }
        return result;
    }

    const State& state_;
    std::vector<PaletteEntry> entries_;
};

} // namespace

std::vector<PaletteEntry> palette_entries(const State& state) {
    PaletteBuilder builder(state);
    builder.add_actions();
    builder.add_passes();
    builder.add_presets();
    builder.add_exhibits();
    builder.add_player();
    builder.add_recent();
    return std::move(builder).take();
}

} // namespace senga
