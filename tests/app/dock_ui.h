// DockUi finds the widgets of the docks by their landmarks, and clicks and drags them as HeadlessUi does.
#pragma once

#include "app/panel/landmarks.h"
#include "fixtures.h"
#include "headless_ui.h"

#include <doctest/doctest.h>

#include <string>
#include <variant>
#include <vector>

namespace senga::test {

class DockUi : public HeadlessUi {
public:
    using HeadlessUi::HeadlessUi;

    // Where everything is once windows have found their sizes: contents are measured in one frame, their windows
    // follow in the next.
    const Landmarks& look(const State& state) {
        constexpr int until_settled = 4;
        for (int i = 0; i < until_settled; ++i) {
            ImGui::NewFrame();
            draw_panel(state, 0.0, &marks_);
            ImGui::Render();
        }
        return marks_;
    }
    bool sees(const State& state, const std::string& mark) { return look(state).count(mark) == 1; }

    // What a click on the widget asks for; `along` is the share of its width.
    std::vector<Command> click_on(const State& state, const std::string& mark,
                                  ImGuiMouseButton which = ImGuiMouseButton_Left, float along = 0.5F) {
        const Landmark at = find(state, mark);
        return click(state, at.x + at.w * along, at.y + at.h / 2.0F, which);
    }

    // What carrying one widget to a place asks for.
    std::vector<Command> drag(const State& state, const std::string& mark, ImVec2 to) {
        const Landmark at = find(state, mark);
        std::vector<Command> all;
        move(at.x + at.w / 2.0F, at.y + at.h / 2.0F);
        collect(all, frame(state));
        button(ImGuiMouseButton_Left, true);
        collect(all, frame(state));
        move((at.x + to.x) / 2.0F, (at.y + to.y) / 2.0F);
        collect(all, frame(state));
        move(to.x, to.y);
        collect(all, frame(state));
        collect(all, frame(state));
        button(ImGuiMouseButton_Left, false);
        collect(all, frame(state));
        collect(all, frame(state));
        return all;
    }

    Landmark find(const State& state, const std::string& mark) {
        const Landmarks& all = look(state);
        CAPTURE(mark);
        const auto found = all.find(mark);
        REQUIRE(found != all.end());
        return found->second;
    }

private:
    Landmarks marks_;
};

// The one command of that kind; fails where there is none or another one too.
template<class Wanted>
Wanted only(const std::vector<Command>& commands) {
    REQUIRE(commands.size() == 1);
    const auto* wanted = std::get_if<Wanted>(&commands.front());
    REQUIRE(wanted != nullptr);
    return *wanted;
}

// The first of that kind among others.
template<class Wanted>
Wanted among(const std::vector<Command>& commands) {
    for (const Command& command : commands) {
        if (const auto* wanted = std::get_if<Wanted>(&command)) {
            return *wanted;
        }
    }
    FAIL("no such command");
    return {};
}

inline bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace senga::test
