// Settings is what the viewer chose once and for all. Where they lie on disk is settings_file.h's matter.
// Plain data, any thread.
#pragma once

#include "app/i18n/texts.h"

#include <optional>
#include <string>

namespace senga {

struct Settings {
    std::optional<Language> language; // none: the system's
    std::optional<double> ui_scale;   // 1..3; none: the display's
    // Saved pictures. The template takes {title} {time} {frame} {preset} {what} {date}; {what} is before, after, shown.
    std::string screenshot_folder; // empty: Pictures/Senga
    std::string screenshot_template = "{title} {time} {preset} {what}";
    std::string export_folder;      // the last one that was chosen for an export; empty: none
    bool resume = true;             // where one left off
    bool dim_while_dragging = true; // the panel, so that the picture is seen
    bool remember_folders = true;   // the preset chosen by hand, per folder
    // How wide the docks are, in points.
    static constexpr double least_dock_pt = 260.0;
    static constexpr double most_dock_pt = 800.0;
    double left_dock_pt = 340.0;
    double right_dock_pt = 380.0;
    bool operator==(const Settings&) const = default;
};

} // namespace senga
