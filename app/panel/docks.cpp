// The two docks: a window at the left and one at the right edge, each with a row of tabs. They are as tall as what they
// show, up to the controls, and scroll beyond; where the window is too narrow for both at their full width, they share
// it. Their inner edges are dragged to another width, which is a setting. Which tab is open is State's; ImGui's storage
// keeps how tall the contents were.
#include "app/panel/style.h"
#include "app/panel/widgets.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>

namespace senga {
namespace {

constexpr double margin_pt = 12.0;
constexpr double edge_pt = 6.0;
constexpr double most_share = 0.6; // of the window that a dock may be dragged to
constexpr double least_height_pt = 60.0;

struct Tab {
    Text name;
    const char* action;
    const char* mark;
};

constexpr std::array<Tab, 4> left_tabs{
    Tab{Text::tab_passes, "window.passes", "passes"}, Tab{Text::tab_compare, "window.compare", "compare"},
    Tab{Text::tab_picture, "window.picture", "picture"}, Tab{Text::tab_settings, "window.settings", "settings"}};
constexpr std::array<Tab, 4> right_tabs{Tab{Text::tab_cost, "window.cost", "cost"},
                                        Tab{Text::tab_textures, "window.textures", "textures"},
                                        Tab{Text::tab_information, "window.details", "information"},
                                        Tab{Text::tab_playlist, "window.playlist", "playlist"}};

struct Widths {
    float left = 0.0F;
    float right = 0.0F;
};

Widths widths(const Canvas& canvas) {
    const bool both = canvas.state.view.right.has_value();
    const float room = std::max(canvas.window().x - canvas.px(margin_pt) * (both ? 3.0F : 2.0F), 2.0F);
    const Settings& settings = canvas.state.library.settings;
    const float left = canvas.px(settings.left_dock_pt);
    const float right = canvas.px(settings.right_dock_pt);
    if (!both) {
        return {std::min(left, room), 0.0F};
    }
    const float squeeze = std::min(room / (left + right), 1.0F);
    return {std::floor(left * squeeze), std::floor(right * squeeze)};
}

// The name of a tab, underlined where it is open.
bool draw_tab(const Canvas& canvas, const Tab& tab, Switch open) {
    const char* name = canvas.tr(tab.name);
    const ImVec2 text = ImGui::CalcTextSize(name);
    const ImVec2 size{text.x + 2.0F * canvas.px(5.0), text.y + canvas.px(8.0)};
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool pressed = ImGui::InvisibleButton(tab.action, size);
    canvas.mark(std::string("tab.") + tab.mark);
    const bool hovered = ImGui::IsItemHovered();
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const ImVec4& colour = open == Switch::on ? theme::text : hovered ? theme::accent : theme::dim;
    draw->AddText({at.x + canvas.px(5.0), at.y + canvas.px(3.0)}, ink(colour), name);
    if (open == Switch::on) {
        draw->AddRectFilled({at.x + canvas.px(5.0), at.y + size.y - canvas.px(2.0)},
                            {at.x + size.x - canvas.px(5.0), at.y + size.y}, ink(theme::accent));
    }
    help(canvas, tab.name, tab.action);
    return pressed;
}

// Which tab was clicked.
std::optional<std::size_t> draw_tabs(const Canvas& canvas, const std::array<Tab, 4>& tabs, std::size_t open,
                                     float reserved_px) {
    std::optional<std::size_t> clicked;
    Flow flow;
    for (std::size_t i = 0; i < tabs.size(); ++i) {
        const float width = ImGui::CalcTextSize(canvas.tr(tabs[i].name)).x + 2.0F * canvas.px(5.0);
        flow.place(width + reserved_px);
        if (draw_tab(canvas, tabs[i], i == open ? Switch::on : Switch::off)) {
            clicked = i;
        }
    }
    return clicked;
}

float tallest(const Canvas& canvas) {
    return std::max(free_area(canvas).bottom - canvas.px(2.0 * margin_pt), canvas.px(least_height_pt));
}

// What stands in a tab, as tall as it was in the last frame, or as there is room for.
template<class Draw>
void draw_contents(const Canvas& canvas, const char* id, const Draw& draw) {
    const float room =
        std::max(tallest(canvas) - ImGui::GetCursorPosY() - ImGui::GetStyle().WindowPadding.y, canvas.px(8.0));
    ImGuiStorage* storage = ImGui::GetStateStorage();
    const ImGuiID key = ImGui::GetID(id);
    const float wanted = storage->GetFloat(key, room);
    // While the height catches up with the contents there is no bar: it would only make the lines wrap anew.
    const ImGuiWindowFlags bar = wanted > room ? ImGuiWindowFlags_None : ImGuiWindowFlags_NoScrollbar;
    if (ImGui::BeginChild(id, {0.0F, std::clamp(wanted, 1.0F, room)}, false, bar)) {
        const float begin = ImGui::GetCursorPosY();
        draw(canvas);
        storage->SetFloat(key, ImGui::GetCursorPosY() - begin - ImGui::GetStyle().ItemSpacing.y + canvas.px(1.0));
    }
    ImGui::EndChild();
}

constexpr ImGuiWindowFlags dock_flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                        ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_AlwaysAutoResize |
                                        ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav;

void place_dock(const Canvas& canvas, float x, float width) {
    ImGui::SetNextWindowPos({x, canvas.px(margin_pt)}, ImGuiCond_Always);
    ImGui::SetNextWindowSizeConstraints({width, 0.0F}, {width, tallest(canvas)});
}

// The inner edge of a dock: a strip beside it, as tall as the dock, that is dragged to another width. A double click
// brings back the width it was made with.
struct Edge {
    const char* name = "";
    double Settings::*width_pt = nullptr;
    float x = 0.0F;         // where the strip begins
    float height = 0.0F;    // of the dock
    float fixed = 0.0F;     // the dock's other edge
    float direction = 1.0F; // from there to the strip: right or left
};

void set_width(const Canvas& canvas, const Edge& edge, double width_pt) {
    Settings wanted = canvas.state.library.settings;
    const double room = canvas.window().x * most_share / canvas.state.view.ui_scale;
    const double most = std::clamp(room, Settings::least_dock_pt, Settings::most_dock_pt);
    wanted.*edge.width_pt = std::round(std::clamp(width_pt, Settings::least_dock_pt, most));
    if (wanted != canvas.state.library.settings) {
        canvas.emit(command::ChangeSettings{wanted});
    }
}

void draw_edge(const Canvas& canvas, const Edge& edge) {
    const float width = std::max(canvas.px(edge_pt), 1.0F);
    ImGui::SetNextWindowPos({edge.x, canvas.px(margin_pt)}, ImGuiCond_Always);
    ImGui::SetNextWindowSize({width, std::max(edge.height, 1.0F)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0.0F, 0.0F});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1.0F, 1.0F});
    constexpr ImGuiWindowFlags flags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                       ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                                       ImGuiWindowFlags_NoFocusOnAppearing | ImGuiWindowFlags_NoNav;
    if (ImGui::Begin(edge.name, nullptr, flags)) {
        ImGui::InvisibleButton("##edge", ImGui::GetWindowSize());
        canvas.mark(edge.name);
        if (ImGui::IsItemHovered() || ImGui::IsItemActive()) {
            ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
            const float middle = edge.x + width / 2.0F;
            const float top = canvas.px(margin_pt + 6.0);
            ImGui::GetWindowDrawList()->AddRectFilled({middle - canvas.px(1.0), top},
                                                      {middle + canvas.px(1.0), top + edge.height - canvas.px(12.0)},
                                                      ink(theme::accent), canvas.px(1.0));
        }
        if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
            set_width(canvas, edge, Settings{}.*edge.width_pt);
        } else if (ImGui::IsItemActive() && ImGui::IsMouseDragging(ImGuiMouseButton_Left, 1.0F)) {
            const float to = (ImGui::GetIO().MousePos.x - edge.fixed) * edge.direction - width / 2.0F;
            set_width(canvas, edge, to / canvas.px(1.0));
        }
        help(canvas, Text::dock_edge);
    }
    ImGui::End();
    ImGui::PopStyleVar(2);
}

} // namespace

float passes_right(const Canvas& canvas) {
    return canvas.state.view.left_visible() ? canvas.px(margin_pt) + widths(canvas).left : 0.0F;
}

float free_right(const Canvas& canvas) {
    const ViewState& view = canvas.state.view;
    const bool taken = view.panel_visible && view.right;
    return canvas.window().x - (taken ? canvas.px(margin_pt) + widths(canvas).right : 0.0F);
}

void draw_left(const Canvas& canvas) {
    const ViewState& view = canvas.state.view;
    if (view.dimmed && !ImGui::IsAnyItemActive()) {
        canvas.emit(command::SetDimmed{Switch::off}); // the slider went away while it was held
    }
    place_dock(canvas, canvas.px(margin_pt), widths(canvas).left);
    if (ImGui::Begin("Left", nullptr, dock_flags)) {
        if (const auto tab = draw_tabs(canvas, left_tabs, static_cast<std::size_t>(view.left), 0.0F)) {
            canvas.emit(command::ShowLeft{static_cast<LeftTab>(*tab)});
        }
        switch (view.left) {
        case LeftTab::passes:
            draw_passes_head(canvas);
            draw_contents(canvas, "passes", draw_pass_list);
            break;
        case LeftTab::compare:
            draw_contents(canvas, "compare", draw_compare);
            break;
        case LeftTab::picture:
            draw_contents(canvas, "picture", draw_picture);
            break;
        case LeftTab::settings:
            draw_contents(canvas, "settings", draw_settings);
            break;
        }
    }
    const float height = ImGui::GetWindowHeight();
    ImGui::End();
    const float begin = canvas.px(margin_pt);
    draw_edge(canvas, {.name = "LeftEdge",
                       .width_pt = &Settings::left_dock_pt,
                       .x = begin + widths(canvas).left,
                       .height = height,
                       .fixed = begin});
}

void draw_right(const Canvas& canvas) {
    const ViewState& view = canvas.state.view;
    if (!view.right) {
        return;
    }
    const float width = widths(canvas).right;
    place_dock(canvas, canvas.window().x - canvas.px(margin_pt) - width, width);
    if (ImGui::Begin("Right", nullptr, dock_flags)) {
        const float edge = ImGui::GetFrameHeight();
        const ImVec2 corner = ImGui::GetCursorPos();
        const float inner = ImGui::GetContentRegionAvail().x;
        if (const auto tab = draw_tabs(canvas, right_tabs, static_cast<std::size_t>(*view.right), edge)) {
            if (static_cast<RightTab>(*tab) != *view.right) { // that one again would close the dock
                canvas.emit(command::ToggleRight{static_cast<RightTab>(*tab)});
            }
        }
        const ImVec2 after = ImGui::GetCursorPos();
        ImGui::SetCursorPos({corner.x + std::max(inner - edge, 0.0F), corner.y});
        if (symbol_button(canvas, "##close", Symbol::close)) {
            canvas.emit(command::ToggleRight{*view.right});
        }
        canvas.mark("dock.close");
        help(canvas, Text::dock_close, right_tabs[static_cast<std::size_t>(*view.right)].action);
        ImGui::SetCursorPos(after);
        switch (*view.right) {
        case RightTab::cost:
            draw_contents(canvas, "cost", draw_cost);
            break;
        case RightTab::textures:
            draw_contents(canvas, "textures", draw_textures);
            break;
        case RightTab::information:
            draw_contents(canvas, "information", draw_information);
            break;
        case RightTab::playlist:
            draw_contents(canvas, "playlist", draw_playlist);
            break;
        }
    }
    const float height = ImGui::GetWindowHeight();
    ImGui::End();
    const float end = canvas.window().x - canvas.px(margin_pt);
    draw_edge(canvas, {.name = "RightEdge",
                       .width_pt = &Settings::right_dock_pt,
                       .x = end - width - canvas.px(edge_pt),
                       .height = height,
                       .fixed = end,
                       .direction = -1.0F});
}

} // namespace senga
