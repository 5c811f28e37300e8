#include "app/window/event_loop.h"

#include "app/panel/panel.h"
#include "app/state/visibility.h"

#include <imgui/imgui.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace senga {
namespace {

// What one notch of the wheel does to the volume, in percent.
constexpr double wheel_volume = 5.0;

} // namespace

EventLoop::EventLoop(Window& window, Session& session)
    : window_(window), session_(session), ui_scale_(window.ui_scale()) {
    SDL_StartTextInput(); // what a key prints decides which action it is
}

double EventLoop::now_s() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

int EventLoop::wait_ms(double now) const {
    if (settle_frames_ > 0 || exposed_ || session_.impatient()) {
        return 0;
    }
    const std::optional<double> next = next_change_s(session_.state(), now);
    // Half a second at most: a clock in the information line wants to move too.
    const double wait = next ? std::clamp(*next - now, 0.0, 0.5) : 0.5;
    // While something fades, 60 frames a second are enough.
    return next && *next <= now ? 16 : std::max(1, static_cast<int>(std::ceil(wait * 1000)));
}

void EventLoop::run() {
    while (!session_.state().quit) {
        SDL_Event event;
        if (SDL_WaitEventTimeout(&event, wait_ms(now_s())) != 0) {
            do {
                take(event, now_s());
            } while (SDL_PollEvent(&event) != 0);
        }
        const double now = now_s();
        const Size size = window_.size_px();
        const double scale = window_.ui_scale();
        if (size != session_.state().view.window_px || scale != session_.state().view.ui_scale) {
            session_.dispatch(WindowEvent(event::WindowResized{size, scale}), now);
        }
        const bool hidden = window_.minimised();
        const bool changed = session_.update(now, hidden ? Session::Visibility::hidden : Session::Visibility::shown);
        follow_state();
        const bool overlay = overlay_visible(session_.state(), now);
        const bool moving = next_change_s(session_.state(), now).value_or(now + 1) <= now;
        if (!hidden && (changed || exposed_ || settle_frames_ > 0 || moving || overlay != overlay_drawn_)) {
            draw(now);
        }
        if (moving) {
            settle_frames_ = std::max(settle_frames_, 1); // and the state it comes to rest in
        }
    }
}

void EventLoop::draw(double now) {
    if (ui_scale_ != session_.state().view.ui_scale) {
        ui_scale_ = session_.state().view.ui_scale;
        window_.imgui_rescale(ui_scale_);
    }
    session_.draw(0, window_.size_px(), RowOrder::bottom_first, now);
    overlay_drawn_ = overlay_visible(session_.state(), now);
    std::vector<Command> commands;
    if (overlay_drawn_) {
        window_.imgui_begin();
        if (session_.state().view.cursor_hidden) {
            ImGui::SetMouseCursor(ImGuiMouseCursor_None); // or ImGui would show it again
        }
        commands = draw_panel(session_.state(), now);
        window_.imgui_end();
    }
    window_.swap();
    session_.shown();
    exposed_ = false;
    settle_frames_ = std::max(0, settle_frames_ - 1);
    if (!commands.empty()) {
        settle_frames_ = 2;
        dispatch(commands, now);
    }
}

void EventLoop::dispatch(const std::vector<Command>& commands, double now) {
    for (const Command& command : commands) {
        session_.dispatch(command, now);
    }
}

void EventLoop::follow_state() {
    const State& state = session_.state();
    for (const effect::SetFullscreen& wish : session_.take_window_effects()) {
        window_.set_fullscreen(wish.to == Switch::on);
    }
    window_.set_cursor_visible(!state.view.cursor_hidden);
    window_.set_screensaver_allowed(screensaver_allowed(state.player));
    if (std::string title = window_title(state.player); title != title_) {
        title_ = std::move(title);
        window_.set_title(title_);
    }
}

void EventLoop::take(const SDL_Event& event, double now) {
    if (event.type == window_.wake_event()) {
        window_.woken();
        return;
    }
    window_.imgui_event(event);
    settle_frames_ = 2;
    switch (event.type) {
    case SDL_QUIT:
        session_.dispatch(command::Quit{}, now);
        return;
    case SDL_WINDOWEVENT:
        take_window_event(event.window, now);
        return;
    case SDL_DROPBEGIN:
    case SDL_DROPFILE:
    case SDL_DROPTEXT:
    case SDL_DROPCOMPLETE:
        take_drop(event, now);
        return;
    case SDL_MOUSEMOTION:
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
    case SDL_MOUSEWHEEL:
        take_mouse(event, now);
        return;
    default:
        break;
    }
    const std::optional<KeyEvent> key = keys_.translate(event);
    // Only a text field keeps the keys; a panel that merely has the focus does not. Releases always end what they
    // began.
    if (key && (!ImGui::GetIO().WantTextInput || key->kind == KeyEvent::Kind::up)) {
        dispatch(dispatcher_.dispatch(*key, session_.state()), now);
    }
}

void EventLoop::take_window_event(const SDL_WindowEvent& event, double now) {
    switch (event.event) {
    case SDL_WINDOWEVENT_FOCUS_LOST:
        dispatch(dispatcher_.release_all(), now);
        break;
    case SDL_WINDOWEVENT_EXPOSED:
    case SDL_WINDOWEVENT_SIZE_CHANGED:
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_RESTORED:
        exposed_ = true;
        break;
    case SDL_WINDOWEVENT_CLOSE:
        session_.dispatch(command::Quit{}, now);
        break;
    default:
        break;
    }
}

void EventLoop::take_mouse(const SDL_Event& event, double now) {
    const bool on_panel = overlay_drawn_ && ImGui::GetIO().WantCaptureMouse;
    const double ratio = window_.pixels_per_point();
    switch (event.type) {
    case SDL_MOUSEMOTION:
        session_.dispatch(WindowEvent(event::MouseMoved{{event.motion.x * ratio, event.motion.y * ratio}}), now);
        break;
    case SDL_MOUSEBUTTONDOWN:
        // The divider, like every other handle, belongs to the panels.
        if (!on_panel && event.button.button == SDL_BUTTON_LEFT && event.button.clicks == 2) {
            session_.dispatch(command::ToggleFullscreen{}, now);
        }
        break;
    case SDL_MOUSEWHEEL:
        if (!on_panel && event.wheel.y != 0) {
            session_.dispatch(command::ChangeVolume{event.wheel.y > 0 ? wheel_volume : -wheel_volume}, now);
        }
        break;
    default:
        break;
    }
}

void EventLoop::take_drop(const SDL_Event& event, double now) {
    switch (event.type) {
    case SDL_DROPBEGIN:
        dropped_.clear();
        drop_appends_ = (SDL_GetModState() & KMOD_SHIFT) != 0;
        break;
    case SDL_DROPFILE:
    case SDL_DROPTEXT:
        if (event.drop.file != nullptr) {
            dropped_.emplace_back(event.drop.file);
            SDL_free(event.drop.file);
        }
        break;
    default:
        if (!dropped_.empty()) {
            session_.dispatch(command::DropFiles{dropped_, drop_appends_ ? OpenMode::append : OpenMode::replace}, now);
            dropped_.clear();
        }
        break;
    }
}

} // namespace senga
