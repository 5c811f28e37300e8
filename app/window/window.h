// Window owns the SDL window, its GL context and Dear ImGui's backends for it. It interprets no event and draws nothing
// itself. Main thread; one per program.
#pragma once

#include "app/player/player.h"
#include "renderer/base/result.h"
#include "renderer/compare/compositor.h"
#include "renderer/gl/context.h"
#include "renderer/picture/size.h"

#include <SDL.h>

#include <memory>
#include <string>

namespace senga {

struct WindowOptions {
    std::string title = "Senga";
    Size size_pt; // in the window system's points; empty: two thirds of the display, and 1280x720 at least
};

class Window {
public:
    // Errors: window_failed, gl_no_context, gl_too_old.
    static Result<Window> open(const WindowOptions& options);
    ~Window();
    Window(Window&&) noexcept;
    Window& operator=(Window&&) noexcept;

    // Three spaces: points (events), pixels (drawing), and their ratio. Read anew for every frame: some window systems
    // know the scale only after the first swap.
    Size size_px() const;
    double pixels_per_point() const;
    // How large the panels are to be: the ratio above, or what the display's resolution suggests.
    double ui_scale() const;
    double refresh_hz() const; // of the display it is on; 0: not known
    OutputDepth depth() const;
    const gl::DriverInfo& driver() const;
    bool minimised() const;

    void set_title(const std::string& title);
    void set_fullscreen(bool fullscreen);
    void set_on_top(bool on_top);
    void resize(Size size_px); // shrunk to fit the screen, in its shape; not while it fills the screen
    void set_cursor_visible(bool visible);
    void set_screensaver_allowed(bool allowed);
    void swap();

    // For libmpv.
    RenderInterface render_interface() const;
    // Wakes the event loop from any thread; many calls before the loop turns are one event.
    void wake();
    // To be called when the wake event (event type wake_event()) was taken.
    void woken();
    Uint32 wake_event() const;

    // Dear ImGui around one frame. Events wait for the next one, and where it cannot take all of them, for more;
    // windows that fit themselves to what they hold wait for it too.
    void imgui_event(const SDL_Event& event);
    bool imgui_waiting() const;
    void imgui_skip(); // instead of a frame: nothing of ImGui is drawn
    void imgui_begin();
    void imgui_end();
    void imgui_refresh_fonts(); // after their atlas was filled anew

private:
    struct Handles;
    explicit Window(std::unique_ptr<Handles> handles);
    std::unique_ptr<Handles> handles_;
};

} // namespace senga
