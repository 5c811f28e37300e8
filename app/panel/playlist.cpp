// The tab "Playlist": what plays and what follows, in the order one drags it into; below, what was played before.
#include "app/panel/parts.h"
#include "app/panel/style.h"
#include "app/panel/widgets.h"
#include "app/state/present_entry.h"
#include "app/state/text.h"

#include <cstddef>
#include <cstring>
#include <optional>
#include <string>

namespace senga {
namespace {

constexpr const char* payload_name = "playlist-entry";

// The entry that is being dragged, while it is over this row.
std::optional<std::size_t> dragged_here() {
    if (!ImGui::BeginDragDropTarget()) {
        return std::nullopt;
    }
    std::optional<std::size_t> from;
    if (const ImGuiPayload* payload = ImGui::AcceptDragDropPayload(payload_name)) {
        std::size_t index = 0;
        std::memcpy(&index, payload->Data, sizeof index);
        from = index;
    }
    ImGui::EndDragDropTarget();
    return from;
}

void draw_menu(const Canvas& canvas, std::size_t index, std::size_t count) {
    if (!ImGui::BeginPopupContextItem("menu")) {
        return;
    }
    if (ImGui::MenuItem(canvas.tr(Text::playlist_play))) {
        canvas.emit(command::PlayEntry{index});
    }
    if (ImGui::MenuItem(canvas.tr(Text::playlist_move_up), nullptr, false, index > 0)) {
        canvas.emit(command::MoveEntry{index, index - 1});
    }
    if (ImGui::MenuItem(canvas.tr(Text::playlist_move_down), nullptr, false, index + 1 < count)) {
        canvas.emit(command::MoveEntry{index, index + 1});
    }
    ImGui::Separator();
    if (ImGui::MenuItem(canvas.tr(Text::playlist_remove))) {
        canvas.emit(command::RemoveEntry{index});
    }
    ImGui::EndPopup();
}

void draw_entry(const Canvas& canvas, std::size_t index) {
    const Playlist& playlist = canvas.state.player.playlist;
    const PlaylistEntry& entry = playlist.entries[index];
    const std::string name = entry.title.empty() ? file_name(entry.path) : entry.title;
    const bool present = present_entry(canvas.state.player) == index;
    ImGui::PushID(static_cast<int>(index));
    const float begin = ImGui::GetCursorPosX();
    const float edge = ImGui::GetFrameHeight();
    const float width = ImGui::GetContentRegionAvail().x - edge - ImGui::GetStyle().ItemSpacing.x;
    if (ImGui::Selectable("##entry", present, ImGuiSelectableFlags_None, {width, edge})) {
        canvas.emit(command::PlayEntry{index});
    }
    canvas.mark("playlist." + std::to_string(index));
    tooltip(entry.path + "\n" + canvas.tr(Text::playlist_drag));
    draw_menu(canvas, index, playlist.entries.size());
    if (ImGui::BeginDragDropSource(ImGuiDragDropFlags_SourceNoDisableHover)) {
        ImGui::SetDragDropPayload(payload_name, &index, sizeof index);
        text_plain(name);
        ImGui::EndDragDropSource();
    }
    if (const std::optional<std::size_t> from = dragged_here(); from && *from != index) {
        canvas.emit(command::MoveEntry{*from, index});
    }
    same_line_at(begin + canvas.px(4.0));
    ImGui::AlignTextToFramePadding();
    ImGui::PushStyleColor(ImGuiCol_Text, present ? theme::accent : theme::text);
    text_cut(name, width - canvas.px(8.0));
    ImGui::PopStyleColor();
    same_line_at(begin + width + ImGui::GetStyle().ItemSpacing.x);
    if (symbol_button(canvas, "##remove", Symbol::close)) {
        canvas.emit(command::RemoveEntry{index});
    }
    canvas.mark("playlist." + std::to_string(index) + ".remove");
    tooltip(canvas.tr(Text::playlist_remove));
    ImGui::PopID();
}

void draw_buttons(const Canvas& canvas) {
    if (ImGui::Button(canvas.tr(Text::playlist_shuffle))) {
        canvas.emit(command::ShufflePlaylist{});
    }
    canvas.mark("playlist.shuffle");
    ImGui::SameLine();
    if (ImGui::Button(canvas.tr(Text::playlist_clear))) {
        canvas.emit(command::ClearPlaylist{});
    }
    canvas.mark("playlist.clear");
    tooltip(canvas.tr(Text::playlist_clear_help));
    const Playlist& playlist = canvas.state.player.playlist;
    const std::optional<std::size_t> present = present_entry(canvas.state.player);
    const std::size_t number = present ? *present + 1 : 0;
    ImGui::SameLine();
    ImGui::AlignTextToFramePadding();
    text_right(canvas.format(Text::playlist_count, number, playlist.entries.size()));
}

} // namespace

void draw_playlist(const Canvas& canvas) {
    const std::vector<PlaylistEntry>& entries = canvas.state.player.playlist.entries;
    if (entries.empty()) {
        text_wrapped(theme::dim, canvas.tr(Text::playlist_empty));
    } else {
        draw_buttons(canvas);
        // Thousands of files are possible; only those that are seen are drawn.
        ImGuiListClipper clipper;
        clipper.Begin(static_cast<int>(entries.size()), ImGui::GetFrameHeightWithSpacing());
        while (clipper.Step()) {
            for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i) {
                draw_entry(canvas, static_cast<std::size_t>(i));
            }
        }
        clipper.End();
    }
    draw_recent(canvas);
}

} // namespace senga
