#include "app/panel/choice.h"

#include <algorithm>

namespace senga {

bool pressed(ImGuiKey key) {
    return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key), true);
}

bool pressed_once(ImGuiKey key) {
    return ImGui::IsKeyPressed(ImGui::GetKeyIndex(key), false);
}

Choice::Choice(const std::string& query, std::size_t count)
    : storage_(ImGui::GetStateStorage()), key_(ImGui::GetID("chosen")), last_(static_cast<int>(count) - 1) {
    const ImGuiID typed = ImGui::GetID("typed");
    const auto mark = static_cast<int>(ImGui::GetID(query.c_str()));
    if (ImGui::IsWindowAppearing() || storage_->GetInt(typed) != mark) {
        storage_->SetInt(typed, mark);
        storage_->SetInt(key_, 0);
    }
}

std::size_t Choice::get() const {
    return static_cast<std::size_t>(std::clamp(storage_->GetInt(key_), 0, std::max(last_, 0)));
}

void Choice::set(std::size_t line) {
    storage_->SetInt(key_, static_cast<int>(line));
}

bool Choice::move() {
    const int page = 8;
    const int step = (pressed(ImGuiKey_DownArrow) ? 1 : 0) - (pressed(ImGuiKey_UpArrow) ? 1 : 0) +
                     (pressed(ImGuiKey_PageDown) ? page : 0) - (pressed(ImGuiKey_PageUp) ? page : 0);
    storage_->SetInt(key_, std::clamp(static_cast<int>(get()) + step, 0, std::max(last_, 0)));
    return step != 0;
}

} // namespace senga
