// HeadlessUi runs draw_panel() in an ImGui context without window and GL, feeds it a mouse and a keyboard, and collects
// the Commands. A frame is 10 ms. It owns the context; one at a time. The functions below ask about that context's last
// frame.
#pragma once

#include "app/panel/fonts.h"
#include "app/panel/panel.h"
#include "app/panel/parts.h"
#include "app/panel/style.h"

#include <doctest/doctest.h>
#include <imgui/imgui.h>
#include <imgui/imgui_internal.h>

#include <cstddef>
#include <string>
#include <vector>

namespace senga::test {

class HeadlessUi {
public:
    explicit HeadlessUi(ImVec2 display = {1280.0F, 720.0F}, double scale = 1.0) : context_(ImGui::CreateContext()) {
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = display;
        io.DeltaTime = 0.01F;
        io.MousePos = {-1000.0F, -1000.0F};
        io.Fonts->AddFontDefault();
        unsigned char* pixels = nullptr;
        int width = 0;
        int height = 0;
        io.Fonts->GetTexDataAsRGBA32(&pixels, &width, &height);
        apply_style(scale);
        for (int key = 0; key < ImGuiKey_COUNT; ++key) {
            io.KeyMap[key] = key;
        }
    }
    ~HeadlessUi() { ImGui::DestroyContext(context_); }
    HeadlessUi(const HeadlessUi&) = delete;
    HeadlessUi& operator=(const HeadlessUi&) = delete;

    std::vector<Command> frame(const State& state, double now_s = 0.0) {
        ImGui::NewFrame();
        std::vector<Command> commands;
        if (part_ == nullptr) {
            commands = draw_panel(state, now_s);
        } else {
            ImGui::SetNextWindowPos({0.0F, 0.0F});
            ImGui::SetNextWindowSize({360.0F, ImGui::GetIO().DisplaySize.y});
            ImGui::Begin("Part", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove);
            part_(Canvas{state, now_s, commands});
            ImGui::End();
        }
        ImGui::Render();
        return commands;
    }

    // From now on frames hold what stands in a tab, in a window "Part" of its own.
    void show_only(void (*part)(const Canvas&)) { part_ = part; }

    // The system's fonts instead of ImGui's own, with what the state needs.
    void use_fonts(const State& state) { fonts_.update(*ImGui::GetIO().Fonts, state); }

    // Two frames: the first one lays windows out, hidden.
    void settle(const State& state) {
        frame(state);
        frame(state);
    }

    // The words in the window that `part` draws, those that are scrolled out of sight too; not its tooltips.
    std::string text_of(void (*part)(const Canvas&), const State& state) {
        constexpr int closed_nodes_stay = 0;
        ImGui::SetClipboardText("");
        ImGui::NewFrame();
        ImGui::LogToClipboard(closed_nodes_stay);
        std::vector<Command> commands;
        part(Canvas{state, 0.0, commands});
        ImGui::Render();
        return ImGui::GetClipboardText();
    }

    void move(float x, float y) { ImGui::GetIO().MousePos = {x, y}; }
    void button(ImGuiMouseButton which, bool down) { ImGui::GetIO().MouseDown[which] = down; }

    // Moves there, presses and releases; what all of that asked for, but for KeepControls.
    std::vector<Command> click(const State& state, float x, float y, ImGuiMouseButton which = ImGuiMouseButton_Left) {
        move(x, y);
        std::vector<Command> all;
        collect(all, frame(state));
        button(which, true);
        collect(all, frame(state));
        button(which, false);
        collect(all, frame(state));
        collect(all, frame(state));
        // Time enough that the next click is not the second of a pair.
        ImGui::GetIO().DeltaTime = 1.0F;
        collect(all, frame(state));
        ImGui::GetIO().DeltaTime = 0.01F;
        return all;
    }

    // Down for a frame, then up.
    std::vector<Command> press(const State& state, ImGuiKey key) {
        std::vector<Command> all;
        ImGui::GetIO().KeysDown[key] = true;
        collect(all, frame(state));
        ImGui::GetIO().KeysDown[key] = false;
        collect(all, frame(state));
        return all;
    }
    std::vector<Command> type(const State& state, const char* text) {
        ImGui::GetIO().AddInputCharactersUTF8(text);
        std::vector<Command> all;
        collect(all, frame(state));
        return all;
    }

    static void collect(std::vector<Command>& all, const std::vector<Command>& more) {
        for (const Command& command : more) {
            if (!std::holds_alternative<command::KeepControls>(command)) {
                all.push_back(command);
            }
        }
    }

private:
    ImGuiContext* context_;
    FontBook fonts_;
    void (*part_)(const Canvas&) = nullptr;
};

inline ImRect window_rect(const char* name) {
    const ImGuiWindow* window = ImGui::FindWindowByName(name);
    REQUIRE(window != nullptr);
    return window->Rect();
}

inline bool window_drawn(const char* name) {
    const ImGuiWindow* window = ImGui::FindWindowByName(name);
    return window != nullptr && window->Active;
}

inline std::size_t visible_vertices() {
    return static_cast<std::size_t>(ImGui::GetDrawData()->TotalVtxCount);
}

// The first command of that kind; null: none.
template<class Wanted>
const Wanted* first(const std::vector<Command>& commands) {
    for (const Command& command : commands) {
        if (const auto* wanted = std::get_if<Wanted>(&command)) {
            return wanted;
        }
    }
    return nullptr;
}

// Whether nothing in the window, or in a child of it, is wider than there is room for; scrolled contents may be taller.
inline bool nothing_cut(const ImGuiWindow& window) {
    constexpr float rounding_px = 1.0F;
    return window.ContentSize.x + 2.0F * window.WindowPadding.x <= window.Size.x + rounding_px;
}

// Where the first command of the kind is emitted when clicking on a raster over the window.
template<class Wanted>
bool click_until(HeadlessUi& ui, const State& state, const char* window, Wanted& found,
                 ImGuiMouseButton which = ImGuiMouseButton_Left) {
    const ImRect rect = window_rect(window);
    for (float y = rect.Min.y + 3.0F; y < rect.Max.y; y += 8.0F) {
        for (float x = rect.Min.x + 16.0F; x < rect.Max.x; x += 24.0F) {
            for (const Command& command : ui.click(state, x, y, which)) {
                if (const auto* wanted = std::get_if<Wanted>(&command)) {
                    found = *wanted;
                    return true;
                }
            }
        }
    }
    return false;
}

} // namespace senga::test
