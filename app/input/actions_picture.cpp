// The action table: the equaliser, how the picture lies in the window, how it is decoded.
#include "app/input/action_builder.h"

#include <array>

namespace senga {
namespace {

using namespace command;

// mpv's keys 1-8 with Ctrl+Alt, one step of a hundred as there.
void add_equaliser(ActionBuilder& table) {
    table.subject(Text::subject_picture).help(Text::help_equaliser).when(when::equaliser).repeats();
    struct Line {
        const char* name;
        Text less, more;
        const char* less_key;
        const char* more_key;
    };
    constexpr std::array lines{
        Line{"contrast", Text::action_less_contrast, Text::action_more_contrast, "1", "2"},
        Line{"brightness", Text::action_less_brightness, Text::action_more_brightness, "3", "4"},
        Line{"gamma", Text::action_less_gamma, Text::action_more_gamma, "5", "6"},
        Line{"saturation", Text::action_less_saturation, Text::action_more_saturation, "7", "8"},
        Line{"hue", Text::action_less_hue, Text::action_more_hue, "9", "0"},
    };
    for (const Line& line : lines) {
        const std::string name = line.name;
        table.add("picture.less-" + name, line.less, {std::string("Ctrl+Alt+") + line.less_key},
                  ChangeEqualiser{name, -1.0});
        table.add("picture.more-" + name, line.more, {std::string("Ctrl+Alt+") + line.more_key},
                  ChangeEqualiser{name, 1.0});
    }
    table.when(when::equaliser_set);
    table.add("picture.reset-equaliser", Text::action_reset_equaliser, {"Ctrl+Alt+Backspace"}, ResetEqualiser{});
}

void add_frame(ActionBuilder& table) {
    table.help(Text::help_frame).when(when::picture);
    table.add("picture.aspect", Text::action_aspect, {"A"}, CycleAspect{});
    table.add("picture.rotate-left", Text::action_rotate_left, {"Alt+Shift+R"}, Rotate{Direction::back});
    table.add("picture.rotate-right", Text::action_rotate_right, {"Alt+R"}, Rotate{Direction::forward});
    table.when(when::cropped).repeats();
    table.add("picture.less-panscan", Text::action_less_panscan, {"w"}, ChangePanscan{-0.1});
    table.when(when::not_fully_cropped).repeats();
    table.add("picture.more-panscan", Text::action_more_panscan, {"e", "W"}, ChangePanscan{0.1});
    table.help(Text::help_decoding).when(when::picture);
    table.add("video.deinterlace", Text::action_deinterlace, {"d"}, ToggleDeinterlace{});
    table.when(when::file_open).add("video.hwdec", Text::action_hwdec, {"Ctrl+H"}, ToggleHwdec{});
    table.when(when::track(TrackKind::video));
    table.add("video.next-track", Text::action_next_video, {"_"}, CycleTrack{TrackKind::video, Direction::forward});
    table.when(when::file_open).add("video.next-edition", Text::action_next_edition, {"E"}, CycleEdition{});
}

} // namespace

void add_picture_actions(ActionBuilder& table) {
    add_equaliser(table);
    add_frame(table);
}

} // namespace senga
