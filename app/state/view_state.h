// ViewState is how the window shows what there is: what A and B are, how they are compared, zoom, panels, messages.
// Nothing here changes a picture: a change is drawn from the pictures there are. Plain data; see state.h for who writes
// it.
#pragma once

#include "app/i18n/texts.h"
#include "app/settings/settings.h"
#include "renderer/base/diagnostic.h"
#include "renderer/compare/comparison.h"
#include "renderer/picture/size.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace senga {

enum class Side { a, b };

// What a side shows; both come from the same frame, through the same scalers, to the same size.
struct Exhibit {
    enum class Kind {
        original,  // no passes
        chain,     // the chain as it is
        preset,    // another one
        texture,   // what a step of the chain wrote
        reference, // another file: an image, or a film at the same time
    };
    Kind kind = Kind::original;
    std::string name;   // preset: its key; texture: its name in the plan; reference: the path
    int occurrence = 0; // texture: the n-th of that name, from 0
    bool operator==(const Exhibit&) const = default;
};

// What the window shows. By default B is the chain and A the original.
enum class Compare { b, a, wipe, side_by_side, difference, blink };

struct Toast {
    std::string topic; // a new toast replaces one of the same topic; empty: never replaced
    std::string text;
    Severity severity = Severity::note;
    double expires_s = 0.0;
    std::optional<std::string> copies = std::nullopt; // what a click on it takes to the clipboard
};

struct Point {
    double x = 0.0;
    double y = 0.0;
    bool operator==(const Point&) const = default;
};

struct Blink {
    double period_s = 0.5; // how long each side stays, 0.1..5
    double since_s = 0.0;  // when it began, with A
};

// Which part of the picture the window shows.
struct Zoom {
    std::optional<double> factor; // window pixels per picture pixel, 1/8..16; none: as large as fits
    Point centre{0.5, 0.5};       // the picture's point in the middle of the window, as a share of its size
    bool operator==(const Zoom&) const = default;
};

// The pixel under the pointer.
struct ProbeState {
    bool inside = false; // the pointer is on the picture; otherwise nothing below holds
    int x = 0;           // in the picture on the screen
    int y = 0;
    int source_x = 0; // in the frame
    int source_y = 0;
    std::array<double, 3> source{}; // codes as decoded: Y Cb Cr, R G B, or Y alone
    int source_channels = 3;
    int source_peak = 255; // the highest code
    bool source_rgb = false;
    std::array<double, 3> a{}; // R G B, 0..255 with fractions
    std::array<double, 3> b{};
    bool operator==(const ProbeState&) const = default;
};

// A against B, the whole picture.
struct MetricsState {
    bool valid = false;
    double psnr_db = 0.0; // infinite where they are equal
    double ssim = 1.0;
    double largest = 0.0; // difference of one channel, in codes of 255
    Point at;             // where, in picture pixels
};

enum class LeftTab { passes, compare, picture, settings };
enum class RightTab { cost, textures, information, playlist };

// A window in the middle that has the keyboard.
enum class Overlay { none, palette, keys, exporting, opening };

struct ViewState {
    Language system_language = Language::english; // what the system speaks
    Language language = Language::english;        // what texts are in now: the settings' or the system's
    Exhibit a{Exhibit::Kind::original, "", 0};
    Exhibit b{Exhibit::Kind::chain, "", 0};
    Compare compare = Compare::b;
    bool peek = false; // the key that shows A is held
    Divider divider;
    Difference difference;
    Blink blink;
    double labels_since_s = -1e9; // when what A and B are was last worth saying
    Zoom zoom;
    bool probe_visible = false;     // the numbers under the pointer
    bool magnifier_visible = false; // a lens at the pointer: A left, B right
    bool grid_visible = true;       // lines between pixels where they are large enough
    bool metrics_visible = false;
    ProbeState probe;
    MetricsState metrics;

    bool fullscreen = false;
    bool on_top = false;
    bool panel_visible = true;
    bool right_alone = false;        // the panels were hidden when the right dock was asked for: only that one has come
    bool information_visible = true; // the line at the lower edge
    LeftTab left = LeftTab::passes;
    std::optional<RightTab> right; // none: closed
    Overlay overlay = Overlay::none;
    std::string query;                  // what is typed there
    std::optional<std::string> capture; // the target whose next key is being asked for (keymap.h)
    bool dimmed = false;                // a slider is being dragged: see the picture
    bool cursor_hidden = false;         // set by tick()
    bool fonts_lack_chinese = false;    // no font of the system has the glyphs
    Size window_px{1280, 720};
    double display_scale = 1.0;      // what the display asks for
    double display_hz = 0.0;         // its refresh rate; 0: not known
    double ui_scale = 1.0;           // in force: the settings' or the display's
    Point mouse_px;                  // where it is
    double last_mouse_move_s = -1e9; // noticeably
    Point noticed_mouse_px;          // where it was then
    std::vector<Toast> toasts;       // oldest first
    std::vector<Diagnostic> log;     // every message so far, oldest first, bounded

    // The left dock and the information line.
    bool left_visible() const { return panel_visible && !right_alone; }
    bool cost_visible() const { return panel_visible && right == RightTab::cost; }
};

} // namespace senga
