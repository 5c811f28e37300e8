#include "app/window/event_loop.h"

#include "app/panel/panel.h"
#include "app/panel/style.h"
#include "app/state/visibility.h"
#include "app/window/clock.h"
#include "renderer/base/overloaded.h"

#include <imgui/imgui.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <utility>

namespace senga {

EventLoop::EventLoop(Window& window, Session& session, const std::filesystem::path& trace)
    : window_(window), session_(session), trace_(trace) {
    SDL_StartTextInput(); // what a key prints decides which action it is
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
        if (SDL_WaitEventTimeout(&event, wait_ms(clock_s())) != 0) {
            do {
                take(event, clock_s());
            } while (SDL_PollEvent(&event) != 0);
        }
        const double now = clock_s();
        const Size size = window_.size_px();
        const double scale = window_.ui_scale();
        if (size != session_.state().view.window_px || scale != session_.state().view.display_scale) {
            session_.dispatch(WindowEvent(event::WindowResized{size, scale}), now);
        }
        if (const double hz = window_.refresh_hz(); hz != session_.state().view.display_hz) {
            session_.dispatch(WindowEvent(event::DisplayChanged{hz}), now);
        }
        const bool hidden = window_.minimised();
        const bool due = next_change_s(session_.state(), now).value_or(now + 1) <= now; // update() makes it happen
        // Settling is what follows input. Without update() there is no new frame, and draw() finds its picture made.
        const bool held = settle_frames_ > 0 && overlay_drawn_ && !hidden && input_first_.holds(now);
        const bool changed =
            !held && session_.update(now, hidden ? Session::Visibility::hidden : Session::Visibility::shown);
        follow_state(now);
        const bool overlay = overlay_visible(session_.state(), now);
        const bool moving = due || next_change_s(session_.state(), now).value_or(now + 1) <= now;
        if (!hidden && (changed || exposed_ || settle_frames_ > 0 || moving || overlay != overlay_drawn_)) {
            draw(now);
            if (!held) {
                input_first_.drew(now, clock_s());
            }
        }
        if (trace_.on()) {
            trace_.note(session_, landmarks_);
        }
        if (moving && !held) {
            settle_frames_ = std::max(settle_frames_, 1); // and the state it comes to rest in
        }
    }
}

void EventLoop::draw(double now) {
    session_.draw(0, window_.size_px(), RowOrder::bottom_first, now);
    overlay_drawn_ = overlay_visible(session_.state(), now);
    std::vector<Command> commands;
    landmarks_.clear();
    if (overlay_drawn_) {
        window_.imgui_begin();
        if (std::exchange(close_menus_, false)) {
            close_menus();
        }
        if (session_.state().view.cursor_hidden) {
            ImGui::SetMouseCursor(ImGuiMouseCursor_None); // or ImGui would show it again
        }
        commands = draw_panel(session_.state(), now, trace_.on() ? &landmarks_ : nullptr);
        window_.imgui_end();
    } else {
        window_.imgui_skip();
    }
    window_.swap();
    session_.shown();
    exposed_ = false;
    settle_frames_ = std::max(window_.imgui_waiting() ? 2 : 0, settle_frames_ - 1);
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

void EventLoop::follow_state(double now) {
    for (const WindowEffect& effect : session_.take_window_effects()) {
        carry_out(effect, now);
    }
    follow_fonts(now);
    const State& state = session_.state();
    window_.set_cursor_visible(!state.view.cursor_hidden);
    window_.set_screensaver_allowed(screensaver_allowed(state.player));
    if (std::string title = window_title(state.player); title != title_) {
        title_ = std::move(title);
        window_.set_title(title_);
    }
}

// Outside of a frame: fonts must not change while one is being laid out.
void EventLoop::follow_fonts(double now) {
    const ViewState& view = session_.state().view;
    if (ui_scale_ != view.ui_scale) {
        ui_scale_ = view.ui_scale;
        apply_style(ui_scale_);
    }
    if (fonts_.update(*ImGui::GetIO().Fonts, session_.state())) {
        window_.imgui_refresh_fonts();
        settle_frames_ = std::max(settle_frames_, 1);
    }
    if (view.fonts_lack_chinese == fonts_.has_chinese()) {
        session_.dispatch(WindowEvent(event::FontsLoaded{fonts_.has_chinese()}), now);
    }
}

void EventLoop::carry_out(const WindowEffect& effect, double now) {
    std::visit(Overloaded{
                   [&](const effect::SetFullscreen& e) { window_.set_fullscreen(e.to == Switch::on); },
                   [&](const effect::SetOnTop& e) { window_.set_on_top(e.to == Switch::on); },
                   [&](const effect::ResizeWindow& e) { window_.resize(e.size_px); },
                   [&](const effect::SetClipboard& e) { SDL_SetClipboardText(e.text.c_str()); },
                   [&](const effect::ReadClipboard&) {
                       char* text = SDL_GetClipboardText();
                       session_.dispatch(WindowEvent(event::ClipboardRead{text != nullptr ? text : ""}), now);
                       SDL_free(text);
                   },
                   [&](const effect::Complain& e) { std::fprintf(stderr, "senga: %s\n", to_string(e.why).c_str()); },
                   [&](const effect::OpenExternally& e) {
                       const std::string path = std::filesystem::absolute(e.path).string();
                       SDL_OpenURL(("file://" + path).c_str()); // where it fails there is no desktop that could
                   },
               },
               effect);
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
        take_key(event, now);
        return;
    }
}

void EventLoop::take_key(const SDL_Event& event, double now) {
    const std::optional<KeyEvent> key = keys_.translate(event);
    const bool escape = key && key->kind == KeyEvent::Kind::down && key->chord == KeyChord{"Esc", {}};
    if (escape && menu_open() && !session_.state().view.capture) {
        close_menus_ = true; // in the next frame, which imgui_event() has already called for
        return;
    }
    // Only a text field keeps the keys, unless one is being asked for; a panel that merely has the focus does not.
    // Releases always end what they began.
    const bool chord_of_two = key && key->chord && key->chord->modifiers.ctrl &&
                              (key->chord->modifiers.shift || key->chord->modifiers.alt); // no field knows such
    const bool typed = ImGui::GetIO().WantTextInput && !session_.state().view.capture && !chord_of_two;
    if (key && (!typed || key->kind == KeyEvent::Kind::up)) {
        dispatch(dispatcher_.dispatch(*key, session_.state()), now);
    }
}

// The divider's strip wants the left button alone.
bool EventLoop::on_panel(Button button) const {
    return overlay_drawn_ && ImGui::GetIO().WantCaptureMouse && (button == Button::left || !pointer_on_divider());
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
    const double ratio = window_.pixels_per_point();
    if (event.type == SDL_MOUSEMOTION) {
        session_.dispatch(WindowEvent(event::MouseMoved{{event.motion.x * ratio, event.motion.y * ratio}}), now);
        if (dragging_picture_) {
            session_.dispatch(command::PanBy{event.motion.xrel * ratio, event.motion.yrel * ratio}, now);
        }
        return;
    }
    const bool left = event.type != SDL_MOUSEWHEEL && event.button.button == SDL_BUTTON_LEFT;
    if (event.type == SDL_MOUSEBUTTONUP && left) {
        dragging_picture_ = false;
    }
    // The divider, like every other handle, belongs to the panels. What went down on the picture comes up, wherever.
    if (on_panel(left ? Button::left : Button::other) && event.type != SDL_MOUSEBUTTONUP) {
        return;
    }
    if (event.type == SDL_MOUSEBUTTONDOWN && left) {
        dragging_picture_ = true;
    }
    take_key(event, now); // buttons and wheel have their places in the action table
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
