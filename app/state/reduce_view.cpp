// What is wanted of the window, its panels, the settings and the keys.
#include "app/state/command_reducer.h"
#include "app/state/viewing.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace senga {

void CommandReducer::operator()(const command::TogglePanel&) {
    state_.view.panel_visible = !state_.view.panel_visible;
    state_.view.right_alone = false;
    state_.view.dimmed = false;
}

void CommandReducer::operator()(const command::ToggleInformation&) {
    ViewState& view = state_.view;
    view.information_visible = !(view.information_visible && !view.right_alone);
    if (view.information_visible) {
        view.panel_visible = true; // the line belongs to the panel; asking for it alone must show it
        view.right_alone = false;
    }
}

void CommandReducer::operator()(const command::ShowLeft& wanted) {
    state_.view.left = wanted.tab;
    state_.view.panel_visible = true;
    state_.view.right_alone = false;
}

void CommandReducer::operator()(const command::ToggleRight& wanted) {
    ViewState& view = state_.view;
    if (view.panel_visible && view.right == wanted.tab) {
        view.right.reset();
        view.panel_visible = view.left_visible(); // nothing is left of what came alone
        view.right_alone = false;
    } else {
        view.right = wanted.tab;
        view.right_alone = !view.left_visible();
        view.panel_visible = true;
    }
}

void CommandReducer::operator()(const command::ToggleOverlay& wanted) {
    ViewState& view = state_.view;
    view.overlay = view.overlay == wanted.overlay ? Overlay::none : wanted.overlay;
    view.query.clear();
    view.capture.reset();
    ExportState& exporting = state_.exporting;
    if (view.overlay == Overlay::exporting && !exporting.running) {
        exporting.report.reset();
        exporting.failure.reset();
        exporting.wish.folder = state_.library.settings.export_folder;
    }
    if (view.overlay == Overlay::opening) {
        begin_browsing();
    }
}

void CommandReducer::operator()(const command::SetQuery& wanted) {
    std::string& query = state_.view.query;
    if (state_.view.overlay != Overlay::opening) {
        query = wanted.text;
    } else if (query == wanted.text + "/") { // the end of a folder's name was taken away: all of it goes
        (*this)(command::BrowseUp{});
    } else {
        browse_to(wanted.text);
    }
}

void CommandReducer::operator()(const command::SetDimmed& wanted) {
    state_.view.dimmed = wanted.to == Switch::on && state_.library.settings.dim_while_dragging;
}

void CommandReducer::operator()(const command::CopyToast& wanted) {
    std::vector<Toast>& toasts = state_.view.toasts;
    if (wanted.index >= toasts.size() || !toasts[wanted.index].copies) {
        return;
    }
    effects_.emplace_back(effect::SetClipboard{*toasts[wanted.index].copies});
    toasts.erase(toasts.begin() + static_cast<std::ptrdiff_t>(wanted.index));
    toast("copied", Text::toast_copied);
}

void CommandReducer::operator()(const command::ToggleFullscreen&) {
    state_.view.fullscreen = !state_.view.fullscreen;
    effects_.emplace_back(effect::SetFullscreen{state_.view.fullscreen ? Switch::on : Switch::off});
}

// What Esc means: back by one step.
void CommandReducer::operator()(const command::LeaveFullscreen&) {
    ViewState& view = state_.view;
    if (view.capture) {
        view.capture.reset();
    } else if (view.overlay != Overlay::none) {
        view.overlay = Overlay::none;
        view.query.clear();
    } else if (view.fullscreen) {
        (*this)(command::ToggleFullscreen{});
    }
}

void CommandReducer::operator()(const command::ToggleOnTop&) {
    bool& on_top = state_.view.on_top;
    on_top = !on_top;
    effects_.emplace_back(effect::SetOnTop{on_top ? Switch::on : Switch::off});
    toast("on-top", Text::toast_on_top, on_off(on_top));
}

void CommandReducer::operator()(const command::ScaleWindow& wanted) {
    constexpr double longest_px = 16384.0;
    if (!state_.player.format || !std::isfinite(wanted.factor) || wanted.factor <= 0.0) {
        toast("picture", Text::toast_no_picture);
        return;
    }
    if (state_.view.fullscreen) {
        (*this)(command::ToggleFullscreen{});
    }
    const Size film = natural_size(*state_.player.format);
    const auto scaled = [&](int length) {
        return static_cast<int>(std::lround(std::clamp(length * wanted.factor, 1.0, longest_px)));
    };
    effects_.emplace_back(effect::ResizeWindow{{scaled(film.w), scaled(film.h)}});
}

void CommandReducer::operator()(const command::KeepControls&) {
    state_.view.last_mouse_move_s = now_s_;
}

void CommandReducer::operator()(const command::Quit&) {
    state_.quit = true;
    save_place(state_, effects_, now_s_);
}

void CommandReducer::operator()(const command::ChangeSettings& wanted) {
    if (state_.library.settings == wanted.settings) {
        return;
    }
    const Language before = state_.view.language;
    state_.library.settings = wanted.settings;
    adopt_settings(state_);
    effects_.emplace_back(effect::Save{LibraryPart::settings});
    if (state_.view.language != before) {
        toast("language", Text::toast_language);
    }
}

void CommandReducer::operator()(const command::CaptureKey& wanted) {
    state_.view.capture = wanted.target;
}

void CommandReducer::operator()(const command::SetKeys& wanted) {
    state_.view.capture.reset();
    if (!wanted.said.empty()) {
        toast("keys", wanted.said);
    }
    if (state_.library.keys == wanted.keys) {
        return;
    }
    state_.library.keys = wanted.keys;
    effects_.emplace_back(effect::Save{LibraryPart::keys});
}

void CommandReducer::operator()(const command::ForwardKey& wanted) {
    player({wanted.to == Switch::on ? "keydown" : "keyup", wanted.key});
}

} // namespace senga
