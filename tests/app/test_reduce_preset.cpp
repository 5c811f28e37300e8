// Loading presets by hand and saving them; what a name becomes on disk.
#include "app/state/preset_key.h"
#include "fixtures.h"
#include "renderer/chain/preset.h"

using namespace senga;
using namespace senga::test;

namespace {

void loaded(State& state, const std::string& key) {
    Chain chain;
    chain.name = key;
    chain.entries = {sample_entry(key)};
    happened(state, ChainEvent{event::ChainLoaded{key, chain, {}}});
}

// The one preset that the effects save.
effect::SavePreset saved(const Effects& effects) {
    REQUIRE(effects.size() == 1);
    REQUIRE(std::holds_alternative<effect::SavePreset>(effects[0]));
    return std::get<effect::SavePreset>(effects[0]);
}

} // namespace

TEST_CASE("presets go round; an unknown one counts as before the first") {
    State state = chain_state(); // off, sample, zeta; at sample
    const auto next = [&](Direction direction) { return reduce(state, command::StepPreset{direction}, 0.0); };
    CHECK(next(Direction::forward) == Effects{effect::LoadPresetFile{"zeta"}});
    CHECK(next(Direction::back) == Effects{effect::LoadPresetFile{"off"}});
    state.chain.preset = "zeta";
    CHECK(next(Direction::forward) == Effects{effect::LoadPresetFile{"off"}});
    state.chain.preset = "off";
    CHECK(next(Direction::back) == Effects{effect::LoadPresetFile{"zeta"}});
    state.chain.preset = "gone";
    CHECK(next(Direction::forward) == Effects{effect::LoadPresetFile{"off"}});
    CHECK(next(Direction::back) == Effects{effect::LoadPresetFile{"zeta"}});
    state.chain.presets.clear();
    CHECK(next(Direction::forward).empty());
}

TEST_CASE("presets are loaded by key and by number") {
    State state = chain_state(); // off, sample, zeta
    CHECK(reduce(state, command::LoadPreset{"off"}, 0.0) == Effects{effect::LoadPresetFile{"off"}});
    CHECK(state.chain.choice == ChainState::Choice::by_hand);
    CHECK(reduce(state, command::LoadPresetNumber{2}, 0.0) == Effects{effect::LoadPresetFile{"zeta"}});
    CHECK(reduce(state, command::LoadPresetNumber{3}, 0.0).empty());
    CHECK(toasted(state, "There is no preset 4"));
    CHECK(state.chain.revision == 10); // until it has arrived
}

TEST_CASE("one key goes between the last two presets") {
    State state = chain_state();
    CHECK(reduce(state, command::SwapPresets{}, 0.0).empty());
    CHECK(reduce(state, command::LoadPreset{"zeta"}, 0.0).size() == 1);
    loaded(state, "zeta");
    CHECK(state.chain.last_preset == "sample");
    CHECK(reduce(state, command::SwapPresets{}, 0.0) == Effects{effect::LoadPresetFile{"sample"}});
    loaded(state, "sample");
    CHECK(reduce(state, command::SwapPresets{}, 0.0) == Effects{effect::LoadPresetFile{"zeta"}});
    loaded(state, "zeta");
    CHECK(reduce(state, command::LoadPreset{"zeta"}, 0.0).size() == 1); // again: what was before stays
    loaded(state, "zeta");
    CHECK(state.chain.last_preset == "sample");
}

TEST_CASE("a preset chosen by hand is remembered for the film's folder") {
    State state = playing_state(); // in /films
    CHECK(reduce(state, command::LoadPreset{"zeta"}, 0.0) ==
          Effects{effect::LoadPresetFile{"zeta"}, effect::Save{LibraryPart::folders}});
    CHECK(state.library.folder_presets.at("/films") == "zeta");
    CHECK(reduce(state, command::LoadPreset{"zeta"}, 0.0) == Effects{effect::LoadPresetFile{"zeta"}});
    state.library.settings.remember_folders = false;
    CHECK(reduce(state, command::LoadPreset{"off"}, 0.0) == Effects{effect::LoadPresetFile{"off"}});
    CHECK(state.library.folder_presets.at("/films") == "zeta");
    state.library.settings.remember_folders = true;
    state.player.path = "https://example.org/live";
    CHECK(reduce(state, command::LoadPreset{"off"}, 0.0) == Effects{effect::LoadPresetFile{"off"}});
}

TEST_CASE("revert gives the preset back as it was loaded") {
    State state = chain_state();
    quietly(state, command::RevertPreset{});
    CHECK(state.chain.revision == 10);
    quietly(state, command::SetParameter{1, "strength", 0.1});
    quietly(state, command::RemovePass{0});
    quietly(state, command::RevertPreset{});
    CHECK(state.chain.revision == 13);
    CHECK_FALSE(state.chain.modified);
    REQUIRE(state.chain.chain.entries.size() == 3);
    CHECK(state.chain.chain.entries[1].values.at("strength") == 0.7);
}

TEST_CASE("saving writes the chain as it is, under its own key") {
    State state = chain_state();
    quietly(state, command::SetParameter{0, "strength", 0.9});
    const effect::SavePreset save = saved(reduce(state, command::SavePreset{}, 0.0));
    CHECK(save.key == "sample");
    const Result<Preset> read = preset_from_text(save.text, "saved");
    REQUIRE(read);
    CHECK(read->name == "sample");
    REQUIRE(read->passes.size() == 3);
    CHECK(read->passes[0].shader == "one");
    CHECK(read->passes[0].parameters.at("strength") == 0.9);
    CHECK(state.chain.modified); // until it is on the disk
    happened(state, ChainEvent{event::PresetSaved{"sample", "Sample"}});
    CHECK_FALSE(state.chain.modified);
    CHECK(state.chain.loaded->entries[0].values.at("strength") == 0.9);
    CHECK(state.chain.presets[1] == PresetName{"sample", "Sample", true}); // the viewer's from now on
    CHECK(toasted(state, "Saved preset Sample"));
}

TEST_CASE("saving under a name overwrites one's own presets only") {
    State state = chain_state();
    CHECK(saved(reduce(state, command::SavePresetAs{"  Sharp Lines (4K)! "}, 0.0)).key == "sharp-lines-4k");
    CHECK(saved(reduce(state, command::SavePresetAs{"Zeta"}, 0.0)).key == "zeta-2");
    state.chain.presets.push_back({"zeta-2", "Zeta", false});
    CHECK(saved(reduce(state, command::SavePresetAs{"Zeta"}, 0.0)).key == "zeta-3");
    state.chain.presets[2].own = true;
    CHECK(saved(reduce(state, command::SavePresetAs{"Zeta"}, 0.0)).key == "zeta");
    CHECK(reduce(state, command::SavePresetAs{" \t"}, 0.0).empty());
    happened(state, ChainEvent{event::PresetSaved{"new-one", "New one"}});
    CHECK(state.chain.preset == "new-one");
    CHECK(state.chain.last_preset == "sample");
    CHECK(state.chain.presets[0] == PresetName{"new-one", "New one", true}); // by key: before "off"
}

TEST_CASE("a chain of no preset gets a name nobody has") {
    State state = chain_state();
    state.chain.preset.clear();
    state.chain.chain.name.clear();
    CHECK(saved(reduce(state, command::SavePreset{}, 0.0)).key == "my-chain");
    state.chain.presets.push_back({"my-chain", "My chain", true});
    CHECK(saved(reduce(state, command::SavePreset{}, 0.0)).key == "my-chain-2");
}

TEST_CASE("keys are safe names of files") {
    CHECK(key_from_name("Anime 4K, soft") == "anime-4k-soft");
    CHECK(key_from_name("线条 强化") == "线条-强化");
    CHECK(key_from_name("../../etc/passwd") == "etc-passwd");
    CHECK(key_from_name(".hidden") == "hidden");
    CHECK(key_from_name("???") == "preset");
    CHECK(key_from_name("") == "preset");
    CHECK(key_from_name(std::string(500, 'a')).size() == 100);
    std::string long_name;
    for (int i = 0; i < 60; ++i) {
        long_name += "线"; // three bytes each
    }
    CHECK(key_from_name(long_name).size() == 99); // 33 whole characters
}

TEST_CASE("only one's own presets are deleted; the chain stays, unsaved") {
    State state = chain_state();
    quietly(state, command::DeletePreset{"sample"});
    CHECK(toasted(state, "Sample came with Senga and stays; only your own presets can be deleted"));
    state.chain.presets[1].own = true;
    CHECK(reduce(state, command::DeletePreset{"sample"}, 0.0) == Effects{effect::DeletePreset{"sample"}});
    quietly(state, command::DeletePreset{"absent"});
    happened(state, ChainEvent{event::PresetsListed{{{"off", "Off"}, {"zeta", "Zeta"}}}});
    CHECK(state.chain.preset.empty());
    CHECK(state.chain.modified);
    CHECK(state.chain.chain.entries.size() == 3);
}

TEST_CASE("the whole chain travels through the clipboard") {
    State state = chain_state();
    const Effects copied = reduce(state, command::CopyChain{}, 0.0);
    REQUIRE(copied.size() == 1);
    const std::string text = std::get<effect::SetClipboard>(copied[0]).text;
    CHECK(text == to_text(preset_of(state.chain.chain)));
    CHECK(reduce(state, command::PasteChain{}, 0.0) == Effects{effect::ReadClipboard{}});
    CHECK(apply(state, WindowEvent{event::ClipboardRead{text}}, 0.0) == Effects{effect::LoadChainText{text}});
    happened(state, WindowEvent{event::ClipboardRead{" \n"}});
    CHECK(toasted(state, "The clipboard holds no text"));
    loaded(state, "");
    CHECK(state.chain.preset.empty());
    CHECK(state.chain.modified); // it is nowhere on the disk
    CHECK(state.chain.last_preset == "sample");
}
