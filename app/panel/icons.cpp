#include "app/panel/icons.h"

#include "app/panel/parts.h"
#include "app/panel/style.h"

#include <algorithm>

namespace senga {
namespace {

// A painter's point of view: positions are shares of the half edge from the middle.
class Brush {
public:
    Brush(ImDrawList* draw, ImVec2 c, float r, ImU32 ink) : draw_(draw), c_(c), r_(r), ink_(ink) {}

    void bar(float x0, float y0, float x1, float y1) { draw_->AddRectFilled(at(x0, y0), at(x1, y1), ink_, r_ * 0.1F); }
    void box(float x0, float y0, float x1, float y1) {
        draw_->AddRect(at(x0, y0), at(x1, y1), ink_, r_ * 0.2F, 0, width());
    }
    void line(float x0, float y0, float x1, float y1) { draw_->AddLine(at(x0, y0), at(x1, y1), ink_, width()); }
    void triangle(ImVec2 a, ImVec2 b, ImVec2 c) {
        draw_->AddTriangleFilled(at(a.x, a.y), at(b.x, b.y), at(c.x, c.y), ink_);
    }
    void disc(float x, float y, float radius) { draw_->AddCircleFilled(at(x, y), radius * r_, ink_); }
    void ring(float x, float y, float radius) { draw_->AddCircle(at(x, y), radius * r_, ink_, 0, width()); }
    void arc(float x, float y, float radius) {
        draw_->PathArcTo(at(x, y), radius * r_, -0.8F, 0.8F, 10);
        draw_->PathStroke(ink_, 0, width());
    }
    void corner(float x, float y) {
        const float arm = 0.45F;
        draw_->PathLineTo(at(x - (x > 0 ? arm : -arm), y));
        draw_->PathLineTo(at(x, y));
        draw_->PathLineTo(at(x, y - (y > 0 ? arm : -arm)));
        draw_->PathStroke(ink_, 0, width());
    }

private:
    ImVec2 at(float x, float y) const { return {c_.x + x * r_, c_.y + y * r_}; }
    float width() const { return std::max(r_ * 0.17F, 1.0F); }

    ImDrawList* draw_;
    ImVec2 c_;
    float r_;
    ImU32 ink_;
};

void paint_speaker(Brush brush, Icon icon) {
    brush.bar(-0.95F, -0.3F, -0.55F, 0.3F);
    brush.triangle({-0.75F, 0.0F}, {-0.1F, -0.75F}, {-0.1F, 0.75F});
    if (icon == Icon::muted) {
        brush.line(0.2F, -0.35F, 0.85F, 0.35F);
        brush.line(0.2F, 0.35F, 0.85F, -0.35F);
    } else {
        brush.arc(0.0F, 0.0F, 0.4F);
        brush.arc(0.0F, 0.0F, 0.75F);
    }
}

void paint_transport(Brush brush, Icon icon) {
    switch (icon) {
    case Icon::play:
        brush.triangle({-0.55F, -0.8F}, {0.85F, 0.0F}, {-0.55F, 0.8F});
        break;
    case Icon::pause:
        brush.bar(-0.67F, -0.75F, -0.23F, 0.75F);
        brush.bar(0.23F, -0.75F, 0.67F, 0.75F);
        break;
    case Icon::previous:
        brush.triangle({0.7F, -0.7F}, {-0.45F, 0.0F}, {0.7F, 0.7F});
        brush.bar(-0.75F, -0.7F, -0.5F, 0.7F);
        break;
    case Icon::next:
        brush.triangle({-0.7F, -0.7F}, {0.45F, 0.0F}, {-0.7F, 0.7F});
        brush.bar(0.5F, -0.7F, 0.75F, 0.7F);
        break;
    default:
        brush.bar(-0.6F, -0.6F, 0.6F, 0.6F); // stop
        break;
    }
}

void paint_thing(Brush brush, Icon icon) {
    switch (icon) {
    case Icon::note:
        brush.disc(-0.5F, 0.6F, 0.28F);
        brush.disc(0.55F, 0.4F, 0.28F);
        brush.line(-0.28F, 0.6F, -0.28F, -0.75F);
        brush.line(0.77F, 0.4F, 0.77F, -0.9F);
        brush.line(-0.28F, -0.7F, 0.77F, -0.9F);
        break;
    case Icon::subtitles:
        brush.box(-0.95F, -0.7F, 0.95F, 0.7F);
        brush.line(-0.6F, 0.05F, 0.15F, 0.05F);
        brush.line(0.35F, 0.05F, 0.6F, 0.05F);
        brush.line(-0.6F, 0.4F, 0.6F, 0.4F);
        break;
    case Icon::film:
        brush.box(-0.9F, -0.75F, 0.9F, 0.75F);
        for (const float y : {-0.45F, 0.0F, 0.45F}) {
            brush.bar(-0.72F, y - 0.1F, -0.5F, y + 0.1F);
            brush.bar(0.5F, y - 0.1F, 0.72F, y + 0.1F);
        }
        break;
    case Icon::frame:
        brush.box(-0.95F, -0.6F, 0.95F, 0.6F);
        brush.line(-0.6F, 0.28F, -0.3F, 0.28F);
        brush.line(-0.6F, 0.28F, -0.6F, -0.02F);
        brush.line(0.6F, -0.28F, 0.3F, -0.28F);
        brush.line(0.6F, -0.28F, 0.6F, 0.02F);
        break;
    case Icon::camera:
        brush.box(-0.95F, -0.5F, 0.95F, 0.75F);
        brush.bar(-0.35F, -0.8F, 0.35F, -0.5F);
        brush.ring(0.0F, 0.12F, 0.35F);
        break;
    default:
        for (const float y : {-0.55F, 0.0F, 0.55F}) { // list
            brush.bar(-0.85F, y - 0.1F, -0.6F, y + 0.1F);
            brush.line(-0.35F, y, 0.85F, y);
        }
        break;
    }
}

} // namespace

void paint(ImDrawList* draw, ImVec2 c, float r, ImU32 ink, Icon icon) {
    Brush brush(draw, c, r, ink);
    switch (icon) {
    case Icon::play:
    case Icon::pause:
    case Icon::previous:
    case Icon::next:
    case Icon::stop:
        paint_transport(brush, icon);
        break;
    case Icon::speaker:
    case Icon::muted:
        paint_speaker(brush, icon);
        break;
    case Icon::note:
    case Icon::subtitles:
    case Icon::film:
    case Icon::frame:
    case Icon::camera:
    case Icon::list:
        paint_thing(brush, icon);
        break;
    case Icon::split:
        brush.box(-0.9F, -0.7F, 0.9F, 0.7F);
        brush.bar(0.0F, -0.7F, 0.9F, 0.7F);
        break;
    case Icon::fullscreen:
        for (const float x : {-0.75F, 0.75F}) {
            brush.corner(x, -0.7F);
            brush.corner(x, 0.7F);
        }
        break;
    }
}

bool icon_button(const char* id, const IconButton& button) {
    const float edge = ImGui::GetFrameHeight();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool pressed = ImGui::InvisibleButton(id, {edge, edge});
    const ImVec4 ink = ImGui::IsItemHovered() || button.lit ? theme::accent : theme::text;
    paint(ImGui::GetWindowDrawList(), {at.x + edge / 2.0F, at.y + edge / 2.0F}, edge * 0.33F,
          theme::colour(ink, ImGui::GetStyle().Alpha), button.icon);
    tooltip(button.help);
    return pressed;
}

} // namespace senga
