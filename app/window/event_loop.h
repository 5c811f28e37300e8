// EventLoop runs a Session in a Window: waits for whatever comes first (input, libmpv, the next thing that changes by
// itself), turns events into Commands, draws when something has changed, and sleeps otherwise.
// Main thread; borrows window and session.
#pragma once

#include "app/input/dispatcher.h"
#include "app/input/sdl_keys.h"
#include "app/panel/fonts.h"
#include "app/session/session.h"
#include "app/window/input_first.h"
#include "app/window/trace.h"
#include "app/window/window.h"

#include <SDL.h>

#include <filesystem>
#include <string>
#include <vector>

namespace senga {

class EventLoop {
public:
    // `trace`: a file for Trace; empty: none.
    EventLoop(Window& window, Session& session, const std::filesystem::path& trace = {});
    // Until the viewer quits.
    void run();

private:
    int wait_ms(double now) const;
    void take(const SDL_Event& event, double now);
    void take_window_event(const SDL_WindowEvent& event, double now);
    void take_mouse(const SDL_Event& event, double now);
    void take_key(const SDL_Event& event, double now);
    enum class Button { left, other };
    bool on_panel(Button button) const;
    void take_drop(const SDL_Event& event, double now);
    void dispatch(const std::vector<Command>& commands, double now);
    void follow_state(double now);
    void carry_out(const WindowEffect& effect, double now);
    void follow_fonts(double now);
    void draw(double now);

    Window& window_;
    Session& session_;
    SdlKeys keys_;
    KeyDispatcher dispatcher_;
    std::vector<std::string> dropped_;
    bool drop_appends_ = false;
    bool exposed_ = true;
    bool overlay_drawn_ = false;
    bool close_menus_ = false;      // at the next frame's beginning
    bool dragging_picture_ = false; // the left button went down on it
    InputFirst input_first_;
    int settle_frames_ = 0; // ImGui needs a frame or two after input until everything stands
    FontBook fonts_;
    double ui_scale_ = 0.0; // that the style was made for; 0: none yet
    Trace trace_;
    Landmarks landmarks_; // of the last frame, while there is a trace
    std::string title_;
};

} // namespace senga
