// Everything that comes with Senga has a name in both languages: what stands in shaders/, presets/ and the initial
// rules is walked, so that a new line in a file without its Chinese fails here.
#include "app/i18n/shipped.h"
#include "app/panel/parameters.h"
#include "app/state/text.h"
#include "dock_ui.h"
#include "renderer/chain/preset.h"

#include <algorithm>

using namespace senga;
using namespace senga::test;

namespace {

const Shelf shelf{.shader_folders = {SENGA_SOURCE_DIR "/shaders"}, .preset_folders = {SENGA_SOURCE_DIR "/presets"}};

void check_both(const std::string& english) {
    CAPTURE(english);
    CHECK(shipped_text(Language::english, english) == english);
    CHECK(shipped_text(Language::chinese, english) != english);
}

// Every pass there is, as a chain.
State shipped_state() {
    State state = playing_state();
    state.chain.chain.entries.clear();
    for (const std::string& id : list_shaders(shelf)) {
        state.chain.chain.entries.push_back(load_entry(shelf, id));
        state.chain.shaders.push_back(id);
        state.chain.shader_labels[id] = state.chain.chain.entries.back().label;
    }
    state.chain.loaded = std::make_shared<const Chain>(state.chain.chain);
    return state;
}

} // namespace

TEST_CASE("every shipped shader, parameter, preset and rule has its Chinese") {
    const State state = shipped_state();
    REQUIRE(state.chain.chain.entries.size() >= 7);
    for (const ChainEntry& entry : state.chain.chain.entries) {
        CAPTURE(entry.id);
        REQUIRE(entry.shader);
        check_both(entry.label);
        check_both(entry.id.substr(0, entry.id.find('/')));
        for (const PassBlock& pass : entry.shader->passes) {
            check_both(pass.desc);
        }
        for (const Parameter& parameter : entry.shader->parameters) {
            check_both(parameter.desc);
            CHECK(parameter_label(Language::chinese, entry, parameter) !=
                  parameter_label(Language::english, entry, parameter));
            for (const std::string& label : parameter.labels) {
                check_both(label);
            }
        }
    }
    const std::vector<std::string> presets = list_presets(shelf);
    REQUIRE(presets.size() >= 4);
    for (const std::string& key : presets) {
        const Result<Preset> preset = load_preset(shelf, key);
        REQUIRE(preset.ok());
        check_both(preset->name);
        check_both(preset->description);
    }
    for (const Rule& rule : initial_rules()) {
        check_both(rule.name);
    }
}

TEST_CASE("a pass and what of it is meant are translated together or not at all") {
    CHECK(shipped_text(Language::chinese, "Deband: smooth gradients") == "去色带：平滑渐变");
    CHECK(shipped_text(Language::chinese, "Deband: something else") == "Deband: something else");
    CHECK(shipped_text(Language::chinese, "My pass: smooth gradients") == "My pass: smooth gradients");
    CHECK(shipped_text(Language::chinese, "") == "");
    CHECK(without_owner("Deband: range", "Deband: smooth gradients") == "range");
    CHECK(without_owner("Deband: range", "Deband") == "range");
    CHECK(without_owner("Deband: ", "Deband") == "Deband: ");
    CHECK(without_owner("Debanding: range", "Deband") == "Debanding: range");
    CHECK(without_owner("range", "") == "range");
    CHECK(without_owner(": range", "") == ": range");
}

TEST_CASE("what is the viewer's own is called as they called it") {
    ChainState chain;
    chain.presets = {{"default", "Default", false}, {"mine", "Off", true}};
    chain.preset = "default";
    CHECK(preset_title(Language::chinese, chain, "default") == "默认");
    CHECK(preset_title(Language::english, chain, "default") == "Default");
    CHECK(preset_title(Language::chinese, chain, "mine") == "Off");
    CHECK(chain_title(Language::chinese, chain) == "默认");
    chain.chain.name = "Default";
    CHECK(own_title(Language::chinese, chain) == "默认");
    chain.preset.clear(); // out of the clipboard
    CHECK(own_title(Language::chinese, chain) == "Default");
    ChainEntry pass;
    pass.id = "x/y";
    CHECK(pass_title(Language::chinese, pass) == "x/y");
    pass.label = "Krig: chroma guided by luma";
    CHECK(pass_title(Language::chinese, pass) == "Krig 色度升频：以亮度为引导");
    CHECK(rule_title(Language::chinese, chain, {.name = "", .preset = "default"}) == "默认");
    CHECK(rule_title(Language::chinese, chain, initial_rules().front()) == "画面未放大时关闭");
    CHECK(rule_title(Language::chinese, chain, {.name = "Mine"}) == "Mine");
}

TEST_CASE("a texture is called by its pass, without the id that makes it one of a kind") {
    const State state = shipped_state();
    const std::string planned = "Deband: wide round (deband/deband)";
    CHECK(texture_title(Language::english, state.chain, planned) == "Deband: wide round");
    CHECK(texture_title(Language::chinese, state.chain, planned) == "去色带：大范围采样");
    CHECK(texture_title(Language::english, state.chain, "wide (gone/gone)") == "wide (gone/gone)");
    CHECK(texture_title(Language::english, state.chain, "GUIDE") == "GUIDE");
}

TEST_CASE("toasts, labels and the palette speak of what is shipped in the viewer's language") {
    State state = shipped_state();
    state.view.language = Language::chinese;
    state.chain.presets = {{"default", "Default", false}};
    const auto& entries = state.chain.chain.entries;
    const auto deband = static_cast<std::size_t>(
        std::find_if(entries.begin(), entries.end(), [](const ChainEntry& e) { return e.id == "deband/deband"; }) -
        entries.begin());
    REQUIRE(deband < entries.size());
    quietly(state, command::TogglePass{deband});
    CHECK(contains(state.view.toasts.back().text, "去色带：平滑渐变"));
    CHECK(exhibit_name(state, {Exhibit::Kind::preset, "default", 0}) == "默认");
    state.chain.preset = "default";
    state.chain.chain.name = "Default";
    CHECK(contains(exhibit_name(state, {Exhibit::Kind::chain, "", 0}), "默认"));
}

TEST_CASE("all words of shipped parameters stand in the panel, none cut") {
    for (const Language language : {Language::english, Language::chinese}) {
        for (const double width_pt : {Settings::least_dock_pt, 340.0}) {
            DockUi ui({1280.0F, 4000.0F});
            State state = shipped_state();
            state.view.language = language;
            state.library.settings.left_dock_pt = width_pt;
            const std::size_t count = state.chain.chain.entries.size();
            for (std::size_t i = 0; i < count; ++i) {
                if (!state.chain.chain.entries[i].shader->parameters.empty()) {
                    ui.click_on(state, "pass." + std::to_string(i) + ".name");
                }
            }
            ui.move(-1000.0F, -1000.0F); // a tooltip would end what text_of() hears
            ui.look(state);
            for (std::size_t i = 0; i < count; ++i) {
                const ChainEntry& entry = state.chain.chain.entries[i];
                for (const Parameter& parameter : entry.shader->parameters) {
                    CHECK(ui.sees(state, "pass." + std::to_string(i) + ".parameter." + parameter.name));
                    const std::string label = parameter_label(language, entry, parameter);
                    CAPTURE(label);
                    CHECK_FALSE(contains(label, "Deband"));
                    if (language == Language::english) { // ImGui's own font has no others
                        const std::string last = label.substr(label.rfind(' ') + 1);
                        CHECK(contains(ui.text_of(draw_left, state), last));
                    }
                }
            }
        }
    }
}

TEST_CASE("what is on or off has a check box") {
    const ChainEntry deband = load_entry(shelf, "deband/deband");
    REQUIRE(deband.shader);
    const Parameter* dynamic = deband.shader->find_parameter("deband_dynamic");
    REQUIRE(dynamic != nullptr);
    CHECK(widget_of(*dynamic) == Widget::check);
    CHECK(dynamic->initial == 0.0);
    CHECK(parameter_label(Language::english, deband, *dynamic) == "New pattern in each frame");
    CHECK(parameter_label(Language::chinese, deband, *dynamic) == "每帧更换颗粒图案");
}

TEST_CASE("the shelf is sorted by folder, and shows what a shader does beside its id") {
    DockUi ui;
    State state = shipped_state();
    state.chain.chain.entries.clear();
    state.chain.shaders.emplace_back("unread");
    ui.click_on(state, "pass.add");
    CHECK(ui.sees(state, "shelf.chroma/krig"));
    CHECK(ui.sees(state, "shelf.unread"));
    const std::string text = ui.text_of(draw_left, state);
    for (const char* part : {"classic", "chroma/krig", "Krig: chroma guided by luma", "unread"}) {
        CAPTURE(part);
        CHECK(contains(text, part));
    }
    state.view.query = "guided"; // of the name alone
    CHECK(ui.sees(state, "shelf.chroma/krig"));
    CHECK_FALSE(ui.sees(state, "shelf.classic/luma"));
    state.view.language = Language::chinese;
    state.view.query = "升频";
    CHECK(ui.sees(state, "shelf.chroma/krig"));
    CHECK_FALSE(ui.sees(state, "shelf.classic/luma"));
}
