// Files that were played before, and what an empty window says.
#include "app/input/bindings.h"
#include "app/panel/parts.h"
#include "app/panel/style.h"
#include "app/panel/widgets.h"
#include "app/state/text.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>

namespace senga {
namespace {

constexpr ImGuiWindowFlags bare_window = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                         ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoFocusOnAppearing |
                                         ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoBackground;

std::string left_text(const Canvas& canvas, const RecentFile& file) {
    const double left_s = file.duration_s - file.time_s;
    return file.time_s > 0.0 && left_s > 0.0 ? canvas.format(Text::playlist_left, time_text(left_s)) : "";
}

std::string title_of(const RecentFile& file) {
    return file.title.empty() ? file_name(file.path) : file.title;
}

// What takes the click, as wide as the row; the texts are drawn over it.
void pick_recent(const Canvas& canvas, std::size_t index, float width) {
    if (ImGui::Selectable("##recent", false, ImGuiSelectableFlags_None, {width, 0.0F})) {
        canvas.emit(command::OpenRecent{index});
    }
    canvas.mark("recent." + std::to_string(index));
    tooltip(canvas.state.library.recent[index].path);
}

void dim_text(const std::string& text) {
    ImGui::PushStyleColor(ImGuiCol_Text, theme::dim);
    text_plain(text);
    ImGui::PopStyleColor();
}

void draw_recent_file(const Canvas& canvas, std::size_t index) {
    const RecentFile& file = canvas.state.library.recent[index];
    const std::string left = left_text(canvas, file);
    const float begin = ImGui::GetCursorPosX();
    const float width = ImGui::GetContentRegionAvail().x;
    const float left_px = left.empty() ? 0.0F : text_width(left) + canvas.px(12.0);
    ImGui::PushID(static_cast<int>(index));
    pick_recent(canvas, index, width);
    same_line_at(begin);
    text_cut(title_of(file), std::max(width - left_px, 1.0F));
    if (!left.empty()) {
        same_line_at(begin + width - text_width(left));
        dim_text(left);
    }
    ImGui::PopID();
}

void centred(const ImVec4& colour, const std::string& text, float width) {
    const float text_px = text_width(text);
    ImGui::SetCursorPosX(std::max((width - text_px) / 2.0F, 0.0F));
    ImGui::PushStyleColor(ImGuiCol_Text, colour);
    text_cut(text, width);
    ImGui::PopStyleColor();
}

// On the idle screen, in the middle like everything there.
void draw_recent_centred(const Canvas& canvas, std::size_t index, float width) {
    const RecentFile& file = canvas.state.library.recent[index];
    const std::string left = left_text(canvas, file);
    const float gap = left.empty() ? 0.0F : canvas.px(12.0);
    const float left_px = left.empty() ? 0.0F : text_width(left) + gap;
    const std::string title = fitting(title_of(file), std::max(width - left_px, 1.0F));
    const float begin = std::max((width - text_width(title) - left_px) / 2.0F, 0.0F);
    ImGui::PushID(static_cast<int>(index));
    pick_recent(canvas, index, width);
    same_line_at(begin);
    text_plain(title);
    if (!left.empty()) {
        ImGui::SameLine(0.0F, gap);
        dim_text(left);
    }
    ImGui::PopID();
}

void draw_open_button(const Canvas& canvas, float width) {
    const std::string keys = main_key_text(canvas.state.library.keys, "file.open");
    const std::string label = canvas.tr(Text::action_open) + (keys.empty() ? "" : "   " + keys) + "###open";
    ImGui::SetCursorPosX(std::max((width - button_width(label.c_str())) / 2.0F, 0.0F));
    if (ImGui::Button(label.c_str())) {
        canvas.emit(command::ToggleOverlay{Overlay::opening});
    }
    canvas.mark("welcome.open");
}

struct KeyHint {
    const char* action;
    Text text;
};
constexpr std::array<KeyHint, 3> key_hints{KeyHint{"window.palette", Text::action_palette},
                                           KeyHint{"window.keys", Text::action_keys},
                                           KeyHint{"window.panel", Text::action_panel}};

void draw_key_hints(const Canvas& canvas, float width) {
    for (const KeyHint& hint : key_hints) {
        const std::string keys = main_key_text(canvas.state.library.keys, hint.action);
        if (!keys.empty()) {
            centred(theme::dim, keys + "   " + canvas.tr(hint.text), width);
        }
    }
}

std::size_t lines_that_fit(const Canvas& canvas, float height, std::size_t others) {
    const float line = ImGui::GetTextLineHeightWithSpacing();
    const float left = height - static_cast<float>(others) * line - canvas.px(60.0);
    return left > 0.0F ? static_cast<std::size_t>(left / line) : 0;
}

void draw_empty_window(const Canvas& canvas, float width, float height) {
    const std::vector<RecentFile>& recent = canvas.state.library.recent;
    centred(theme::text, canvas.tr(Text::welcome_drop), width);
    centred(theme::dim, canvas.tr(Text::welcome_kinds), width);
    draw_open_button(canvas, width);
    constexpr std::size_t most = 8;
    const std::size_t count = std::min({recent.size(), most, lines_that_fit(canvas, height, 5 + key_hints.size())});
    if (count > 0) {
        ImGui::Dummy({1.0F, canvas.px(12.0)});
        centred(theme::dim, canvas.tr(Text::playlist_recent), width);
        for (std::size_t i = 0; i < count; ++i) {
            draw_recent_centred(canvas, i, width);
        }
    }
    ImGui::Dummy({1.0F, canvas.px(12.0)});
    draw_key_hints(canvas, width);
}

} // namespace

void draw_recent(const Canvas& canvas) {
    constexpr std::size_t most = 30;
    const std::size_t count = std::min(canvas.state.library.recent.size(), most);
    if (count == 0) {
        return;
    }
    heading(canvas, Text::playlist_recent);
    for (std::size_t i = 0; i < count; ++i) {
        draw_recent_file(canvas, i);
    }
    if (ImGui::Button(canvas.tr(Text::playlist_recent_clear))) {
        canvas.emit(command::ClearRecent{});
    }
    canvas.mark("recent.clear");
}

void draw_welcome(const Canvas& canvas) {
    const FreeArea free = free_area(canvas);
    const float width = std::min(free.width() - canvas.px(32.0), canvas.px(460.0));
    const float height = free.bottom - free.top;
    if (width < canvas.px(80.0)) {
        return;
    }
    ImGui::SetNextWindowPos({(free.left + free.right) / 2.0F, (free.top + free.bottom) / 2.0F}, ImGuiCond_Always,
                            {0.5F, 0.5F});
    ImGui::SetNextWindowSizeConstraints({width, 0.0F}, {width, std::max(height, 1.0F)});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0.0F, 0.0F});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0.0F);
    if (ImGui::Begin("Welcome", nullptr, bare_window | ImGuiWindowFlags_AlwaysAutoResize)) {
        if (canvas.state.player.idle) {
            draw_empty_window(canvas, width, height);
        } else {
            centred(theme::dim, canvas.tr(Text::welcome_opening), width);
        }
    }
    ImGui::End();
    ImGui::PopStyleVar(2);
}

} // namespace senga
