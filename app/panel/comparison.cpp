// What the comparison needs on the picture: who A and B are, the divider's handle, the line between two panes, and how
// far the pictures are apart. The pictures and the divider's own line are the compositor's, exact to the pixel.
#include "app/panel/panel.h"
#include "app/panel/parts.h"
#include "app/panel/style.h"
#include "app/state/geometry.h"
#include "app/state/text.h"
#include "app/state/visibility.h"

#include <fmt/format.h>
#include <imgui/imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace senga {
namespace {

constexpr double gap_pt = 12.0; // between a label and the edge of what it names

constexpr ImGuiWindowFlags bare_window = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                         ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing |
                                         ImGuiWindowFlags_NoNav;

Size window_size(const Canvas& canvas) {
    return {static_cast<int>(canvas.window().x), static_cast<int>(canvas.window().y)};
}

// A part of the screen.
struct Box {
    float x0 = 0.0F;
    float y0 = 0.0F;
    float x1 = 0.0F;
    float y1 = 0.0F;
    bool empty() const { return x1 <= x0 || y1 <= y0; }
};

Box box_of(const Rect& rect) {
    return {static_cast<float>(rect.x), static_cast<float>(rect.y), static_cast<float>(rect.x + rect.w),
            static_cast<float>(rect.y + rect.h)};
}

// Without what the docks, the controls and the information line cover. The controls' place stays free while they are
// hidden, so that no label jumps when the mouse moves.
Box uncovered(const Canvas& canvas, Box box) {
    const FreeArea free = free_area(canvas);
    box.x0 = std::max(box.x0, free.left);
    box.x1 = std::min(box.x1, free.right);
    box.y1 = std::min(box.y1, free.bottom);
    return box;
}

enum class Corner { top_left, top_right, bottom_left };

// Text on a dark plate, so that it reads on any picture; left out where it would not fit.
void label(const Canvas& canvas, const Box& box, Corner corner, const std::string& text) {
    const auto opacity = static_cast<float>(labels_opacity(canvas.state.view, canvas.now_s)) * ImGui::GetStyle().Alpha;
    const ImVec2 pad{canvas.px(8.0), canvas.px(4.0)};
    const ImVec2 size{text_width(text) + 2.0F * pad.x, ImGui::GetTextLineHeight() + 2.0F * pad.y};
    const float gap = canvas.px(gap_pt);
    if (opacity <= 0.0F || box.x1 - box.x0 < size.x + 2.0F * gap || box.y1 - box.y0 < size.y + 2.0F * gap) {
        return;
    }
    const ImVec2 at{corner == Corner::top_right ? box.x1 - gap - size.x : box.x0 + gap,
                    corner == Corner::bottom_left ? box.y1 - gap - size.y : box.y0 + gap};
    ImDrawList* draw = ImGui::GetBackgroundDrawList();
    draw->AddRectFilled(at, {at.x + size.x, at.y + size.y}, theme::colour(theme::ground, 0.75F * opacity),
                        canvas.px(4.0));
    draw->AddText({at.x + pad.x, at.y + pad.y}, theme::colour(theme::text, opacity), text.data(),
                  text.data() + text.size());
}

std::string side_text(const Canvas& canvas, Side side) {
    const ViewState& view = canvas.state.view;
    return side == Side::a ? canvas.format(Text::compare_label_a, exhibit_name(canvas.state, view.a))
                           : canvas.format(Text::compare_label_b, exhibit_name(canvas.state, view.b));
}

std::string difference_text(const Canvas& canvas) {
    const ViewState& view = canvas.state.view;
    const Text text = view.difference.kind == Difference::Kind::absolute    ? Text::compare_label_absolute
                      : view.difference.kind == Difference::Kind::with_sign ? Text::compare_label_signed
                                                                            : Text::compare_label_luma;
    return canvas.format(text, fmt::format("{:g}", view.difference.gain), exhibit_name(canvas.state, view.a),
                         exhibit_name(canvas.state, view.b));
}

// Where the divider is on the screen.
struct Line {
    bool vertical = true;
    Rect visible; // the part of the picture that it divides
    float at = 0.0F;

    ImVec2 middle() const {
        const float x = static_cast<float>(visible.x) + static_cast<float>(visible.w) / 2.0F;
        const float y = static_cast<float>(visible.y) + static_cast<float>(visible.h) / 2.0F;
        return vertical ? ImVec2{at, y} : ImVec2{x, at};
    }
    double share(ImVec2 point) const {
        return vertical ? (static_cast<double>(point.x) - visible.x) / std::max(visible.w, 1)
                        : (static_cast<double>(point.y) - visible.y) / std::max(visible.h, 1);
    }
};

Line line_of(const Canvas& canvas) {
    const Divider& divider = canvas.state.view.divider;
    Line line;
    line.vertical = divider.line == Divider::Line::vertical;
    line.visible = visible_part(pane(canvas.state, Side::b, window_size(canvas)));
    line.at = static_cast<float>(divider_px(divider, line.visible));
    return line;
}

constexpr const char* divider_window = "Divider";

// A strip around the divider takes the mouse, so that dragging it is never taken for moving the picture.
void drag_divider(const Canvas& canvas, const Line& line) {
    const float reach = canvas.px(9.0);
    const Box visible = box_of(line.visible);
    const ImVec2 at = line.vertical ? ImVec2{line.at - reach, visible.y0} : ImVec2{visible.x0, line.at - reach};
    const ImVec2 size = line.vertical ? ImVec2{2.0F * reach, std::max(visible.y1 - visible.y0, 1.0F)}
                                      : ImVec2{std::max(visible.x1 - visible.x0, 1.0F), 2.0F * reach};
    ImGui::SetNextWindowPos(at);
    ImGui::SetNextWindowSize(size);
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0.0F, 0.0F});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1.0F, 1.0F});
    const bool open = ImGui::Begin(
        divider_window, nullptr, bare_window | ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoBringToFrontOnFocus);
    ImGui::PopStyleVar(2);
    if (open) {
        ImGui::InvisibleButton("##divider", size);
        canvas.mark("divider");
        if (ImGui::IsItemHovered() || ImGui::IsItemActive()) {
            ImGui::SetMouseCursor(line.vertical ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
        }
        // On the handle only, and only while that is seen: elsewhere it would hide the pictures.
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        if (!ImGui::IsItemActive() && controls_visible(canvas.state, canvas.now_s) &&
            std::hypot(mouse.x - line.middle().x, mouse.y - line.middle().y) <= reach) {
            tooltip(canvas.tr(Text::compare_divider_help));
        }
        if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) {
            canvas.emit(command::SetDivider{0.5});
        } else if (ImGui::IsItemActive()) {
            // Only where the mouse goes, so that neither a click nor the second one of a pair moves it.
            const ImGuiIO& io = ImGui::GetIO();
            if ((line.vertical ? io.MouseDelta.x : io.MouseDelta.y) != 0.0F) {
                canvas.emit(command::SetDivider{line.share(io.MousePos)});
            }
            canvas.emit(command::KeepControls{});
        }
    }
    ImGui::End();
}

// Two arrows in a disc, away from the line on both sides. It goes when the mouse rests: only the pictures stay.
void paint_handle(const Canvas& canvas, const Line& line) {
    const auto rest = static_cast<float>(controls_opacity(canvas.state, canvas.now_s));
    const float opacity = rest * ImGui::GetStyle().Alpha;
    if (opacity <= 0.0F) {
        return;
    }
    ImDrawList* draw = ImGui::GetBackgroundDrawList();
    const ImVec2 middle = line.middle();
    draw->AddCircleFilled(middle, canvas.px(9.0), theme::colour(theme::ground, 0.85F * opacity));
    draw->AddCircle(middle, canvas.px(9.0), theme::colour(theme::text, 0.85F * opacity), 0, canvas.px(1.5));
    const float arm = canvas.px(4.0);
    const float gap = canvas.px(1.5);
    const auto at = [&](float along, float across) {
        return line.vertical ? ImVec2{middle.x + along, middle.y + across}
                             : ImVec2{middle.x + across, middle.y + along};
    };
    for (const float side : {-1.0F, 1.0F}) {
        draw->AddTriangleFilled(at(side * (gap + arm), 0.0F), at(side * gap, -side * arm), at(side * gap, side * arm),
                                theme::colour(theme::text, opacity));
    }
}

void draw_wipe(const Canvas& canvas) {
    const Line line = line_of(canvas);
    Box before = box_of(line.visible);
    if (before.empty()) {
        return;
    }
    Box behind = before;
    (line.vertical ? before.x1 : before.y1) = line.at;
    (line.vertical ? behind.x0 : behind.y0) = line.at;
    label(canvas, uncovered(canvas, before), Corner::top_left, side_text(canvas, Side::a));
    label(canvas, uncovered(canvas, behind), line.vertical ? Corner::top_right : Corner::bottom_left,
          side_text(canvas, Side::b));
    paint_handle(canvas, line);
    drag_divider(canvas, line);
}

void draw_panes(const Canvas& canvas) {
    for (const Side side : {Side::a, Side::b}) {
        const Pane part = pane(canvas.state, side, window_size(canvas));
        label(canvas, uncovered(canvas, box_of(visible_part(part))),
              side == Side::a ? Corner::top_left : Corner::top_right, side_text(canvas, side));
    }
    const auto middle = static_cast<float>(pane(canvas.state, Side::b, window_size(canvas)).area.x);
    ImGui::GetBackgroundDrawList()->AddLine({middle, 0.0F}, {middle, canvas.window().y},
                                            theme::colour(theme::text, 0.35F * ImGui::GetStyle().Alpha));
}

struct Figure {
    const char* name = "";
    std::string value;
};

std::vector<Figure> figures(const Canvas& canvas) {
    const MetricsState& metrics = canvas.state.view.metrics;
    if (!metrics.valid) {
        return {{"", canvas.tr(Text::compare_metrics_measuring)}};
    }
    const std::string psnr = std::isfinite(metrics.psnr_db)
                                 ? canvas.format(Text::compare_metrics_decibels, fmt::format("{:.2f}", metrics.psnr_db))
                                 : canvas.tr(Text::compare_metrics_equal);
    return {{canvas.tr(Text::compare_metrics_psnr), psnr},
            {canvas.tr(Text::compare_metrics_ssim), fmt::format("{:.4f}", metrics.ssim)},
            {canvas.tr(Text::compare_metrics_largest),
             canvas.format(Text::compare_metrics_codes, fmt::format("{:.1f}", metrics.largest))}};
}

constexpr double between_pt = 14.0; // figures in a row
constexpr double beside_pt = 5.0;   // a name and its value
constexpr double metrics_padding_x_pt = 10.0;
constexpr double metrics_padding_y_pt = 4.0;

// In a row where there is room for it between the docks, else one below the other.
bool in_a_row(const Canvas& canvas, const std::vector<Figure>& all) {
    float width = 2.0F * canvas.px(metrics_padding_x_pt);
    for (const Figure& figure : all) {
        width += text_width(figure.name) + text_width(figure.value) + canvas.px(between_pt + beside_pt);
    }
    return width <= free_area(canvas).width();
}

// At the top, in the middle of what the docks leave, below the labels.
void draw_metrics(const Canvas& canvas) {
    const FreeArea free = free_area(canvas);
    const std::vector<Figure> all = figures(canvas);
    const bool row = in_a_row(canvas, all);
    ImGui::SetNextWindowPos({(free.left + free.right) / 2.0F, overlay_top(canvas)}, ImGuiCond_Always, {0.5F, 0.0F});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowMinSize, {1.0F, 1.0F});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding,
                        {canvas.px(metrics_padding_x_pt), canvas.px(metrics_padding_y_pt)});
    if (ImGui::Begin("Metrics", nullptr, bare_window | ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_AlwaysAutoResize)) {
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (row && i > 0) {
                ImGui::SameLine(0.0F, canvas.px(between_pt));
            }
            if (*all[i].name != '\0') {
                ImGui::PushStyleColor(ImGuiCol_Text, theme::dim);
                text_plain(all[i].name);
                ImGui::PopStyleColor();
                ImGui::SameLine(0.0F, canvas.px(beside_pt));
            }
            text_plain(all[i].value);
        }
    }
    ImGui::End();
    ImGui::PopStyleVar(2);
}

} // namespace

float overlay_top(const Canvas& canvas) {
    const ViewState& view = canvas.state.view;
    const bool labelled = shown(view, canvas.now_s) != Compare::b || view.compare != Compare::b ||
                          labels_opacity(view, canvas.now_s) > 0.0;
    return canvas.px(gap_pt) + (labelled ? ImGui::GetTextLineHeight() + canvas.px(8.0 + 6.0) : 0.0F);
}

float metrics_height(const Canvas& canvas) {
    if (!canvas.state.view.metrics_visible || !canvas.state.player.opened) {
        return 0.0F;
    }
    const std::vector<Figure> all = figures(canvas);
    const std::size_t lines = in_a_row(canvas, all) ? 1 : all.size();
    return static_cast<float>(lines) * ImGui::GetTextLineHeightWithSpacing() +
           canvas.px(2.0 * metrics_padding_y_pt + 6.0);
}

void draw_comparison(const Canvas& canvas) {
    const State& state = canvas.state;
    if (!state.player.opened) {
        return;
    }
    const Box picture = uncovered(canvas, box_of(visible_part(pane(state, Side::b, window_size(canvas)))));
    switch (shown(state.view, canvas.now_s)) {
    case Compare::a:
        label(canvas, picture, Corner::top_left, side_text(canvas, Side::a));
        break;
    case Compare::b:
    case Compare::blink:
        label(canvas, picture, Corner::top_right, side_text(canvas, Side::b));
        break;
    case Compare::wipe:
        draw_wipe(canvas);
        break;
    case Compare::side_by_side:
        draw_panes(canvas);
        break;
    case Compare::difference:
        label(canvas, picture, Corner::top_left, difference_text(canvas));
        break;
    }
    if (state.view.metrics_visible) {
        draw_metrics(canvas);
    }
}

bool pointer_on_divider() {
    const ImGuiWindow* hovered = ImGui::GetCurrentContext()->HoveredWindow;
    return hovered != nullptr && std::string_view(hovered->Name) == divider_window;
}

} // namespace senga
