// The action table: passes and presets.
#include "app/input/action_builder.h"

#include <array>

namespace senga {
namespace {

using namespace command;

constexpr std::array toggle_labels{Text::action_toggle_pass_1, Text::action_toggle_pass_2, Text::action_toggle_pass_3,
                                   Text::action_toggle_pass_4, Text::action_toggle_pass_5, Text::action_toggle_pass_6,
                                   Text::action_toggle_pass_7, Text::action_toggle_pass_8, Text::action_toggle_pass_9};
constexpr std::array preset_labels{Text::action_preset_1, Text::action_preset_2, Text::action_preset_3,
                                   Text::action_preset_4, Text::action_preset_5, Text::action_preset_6,
                                   Text::action_preset_7, Text::action_preset_8, Text::action_preset_9};

void add_passes(ActionBuilder& table) {
    table.subject(Text::subject_chain).help(Text::help_toggle_pass);
    for (std::size_t i = 0; i < toggle_labels.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        table.when(when::pass(i)).add("chain.toggle-pass-" + number, toggle_labels[i], {number}, TogglePass{i});
    }
    table.when(when::passes);
    table.add("chain.toggle", Text::action_toggle_chain, {"Ctrl+Alt+P", "0"}, ToggleChain{});
}

void add_presets(ActionBuilder& table) {
    table.help(Text::help_preset_number);
    for (std::size_t i = 0; i < preset_labels.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        table.when(when::preset_number(i));
        table.add("chain.preset-" + number, preset_labels[i], {"Ctrl+" + number}, LoadPresetNumber{i});
    }
    table.when(when::preset("off"));
    table.add("chain.preset-off", Text::action_preset_off, {"Ctrl+0"}, LoadPreset{"off"});
    table.help(Text::help_preset_step).when(when::presets);
    table.add("chain.previous-preset", Text::action_previous_preset, {"Ctrl+PageUp"}, StepPreset{Direction::back});
    table.add("chain.next-preset", Text::action_next_preset, {"Ctrl+PageDown"}, StepPreset{Direction::forward});
    table.when(when::preset_before).add("chain.swap-presets", Text::action_swap_presets, {"`"}, SwapPresets{});
    table.help(Text::help_history).when(when::undoable);
    table.add("chain.undo", Text::action_undo, {"Ctrl+Z"}, UndoChain{});
    table.when(when::redoable).add("chain.redo", Text::action_redo, {"Ctrl+Shift+Z", "Ctrl+Y"}, RedoChain{});
    table.help(Text::help_preset_file);
    table.when(when::unsaved).add("chain.save-preset", Text::action_save_preset, {"Ctrl+Shift+S"}, SavePreset{});
    table.when(when::changed_preset);
    table.add("chain.revert-preset", Text::action_revert_preset, {"Ctrl+R"}, RevertPreset{});
    table.when(when::passes).add("chain.copy", Text::action_copy_chain, {"Ctrl+C"}, CopyChain{});
    table.when(when::always).add("chain.paste", Text::action_paste_chain, {"Ctrl+V"}, PasteChain{});
    table.alone().when(when::passes);
    table.add("file.export", Text::action_export, {"Ctrl+E"}, ToggleOverlay{Overlay::exporting});
}

} // namespace

void add_chain_actions(ActionBuilder& table) {
    add_passes(table);
    add_presets(table);
}

} // namespace senga
