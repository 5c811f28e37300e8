// Small pieces that the tabs of the docks are made of: texts, buttons that stay pressed, rows that wrap, text fields.
// They know no command but those that dim the panels. Internal to app/panel; the rules of panel.h hold.
#pragma once

#include "app/panel/parts.h"

#include <string>
#include <string_view>

namespace senga {

// A colour with the opacity of the widgets around it, for what is painted by hand.
ImU32 ink(const ImVec4& colour, float opacity = 1.0F);

void text_dim(const std::string& text); // cut to the width there is
void text_right(const std::string& text);
void heading(const Canvas& canvas, Text text);

// "Wipe (v)": the text and the keys that do the same.
std::string with_keys(const Canvas& canvas, Text text, std::string_view action);
// "\nKeys: w, e": a line for a tooltip; empty where neither action has a key.
std::string keys_line(const Canvas& canvas, std::string_view less, std::string_view more);
// The tooltip of the last item.
void help(const Canvas& canvas, Text text, std::string_view action = {});

float button_width(const char* label);
// A button that is lit while what it stands for is on.
bool lit_button(const char* label, Switch state, ImVec2 size = {0.0F, 0.0F});
// A small square that paints its symbol by itself.
enum class Symbol { previous, next, close, add, menu, save };
bool symbol_button(const Canvas& canvas, const char* id, Symbol symbol);

// Puts items side by side and begins a new line where the next one does not fit.
class Flow {
public:
    void place(float width_px);

private:
    bool first_ = true;
};

// A label in a column of its own, and the rest of the line for the next item.
void label_beside(const Canvas& canvas, const std::string& label);

// A row whose widget is dragged: stays fully visible while everything else is dimmed, and asks for the dimming. An
// ImGui id scope of its own.
class DragRow {
public:
    DragRow(const Canvas& canvas, const char* id);
    ~DragRow();
    DragRow(const DragRow&) = delete;
    DragRow& operator=(const DragRow&) = delete;
    void watch(); // right after the widget

private:
    const Canvas& canvas_;
    ImGuiID dragged_ = 0; // where ImGui keeps whether the row was dragged in the last frame
    bool lifted_ = false;
};

// A slider that is not a shader's parameter, with its label beside it.
struct Slide {
    const char* id = "";
    Text label;
    double value = 0.0;
    double least = 0.0;
    double most = 1.0;
    double initial = 0.0;
    const char* format = "%.2f";
    ImGuiSliderFlags flags = 0;
    const char* less = ""; // actions that do the same by key
    const char* more = "";
    const char* mark = ""; // what it is called as a landmark; the id unless given
};
// What a slider was asked for; right click asks for the initial value. `value` is in its range.
struct Slid {
    bool changed = false;
    double value = 0.0;
};
Slid slide(const Canvas& canvas, const Slide& wanted);

// A line of text that is typed into ViewState::query, so that it outlives the frame. Popups only: one at a time.
enum class Typed { nothing, entered };
Typed type_query(const Canvas& canvas, Text hint);

} // namespace senga
