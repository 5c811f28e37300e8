// Choice is which line of an overlay's list is chosen: moved by arrow and page keys, and back at the first line when
// what is typed changes. ImGui's storage keeps it, beside the scroll position of the window that is being drawn; one
// to a window. Internal to app/panel; the rules of panel.h hold.
#pragma once

#include <imgui/imgui.h>

#include <cstddef>
#include <string>

namespace senga {

class Choice {
public:
    // Of `count` lines, for what is typed now.
    Choice(const std::string& query, std::size_t count);
    std::size_t get() const;
    void set(std::size_t line);
    // Whether keys moved it.
    bool move();

private:
    ImGuiStorage* storage_;
    ImGuiID key_;
    int last_;
};

// In this frame; the second one not while it is held.
bool pressed(ImGuiKey key);
bool pressed_once(ImGuiKey key);

} // namespace senga
