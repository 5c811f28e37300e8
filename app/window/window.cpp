#include "app/window/window.h"

#include "app/window/input_pace.h"

#include <SDL_syswm.h>
#include <fmt/format.h>
#include <glad/gl.h>
#include <imgui/backends/imgui_impl_opengl3.h>
#include <imgui/backends/imgui_impl_sdl.h>
#include <imgui/imgui.h>
#include <imgui/imgui_internal.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <functional>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>

namespace senga {
namespace {

// Changes when a window has another size or holds contents of another size: windows that fit themselves to what they
// hold follow in the next frame.
std::size_t layout_of_windows() {
    std::size_t sum = 0;
    const auto add = [&](float length) { sum = sum * 31 + std::hash<float>{}(length); };
    for (const ImGuiWindow* window : ImGui::GetCurrentContext()->Windows) {
        if (window->Active) {
            sum = sum * 31 + window->ID;
            add(window->Size.x);
            add(window->Size.y);
            add(window->DC.CursorMaxPos.x - window->DC.CursorStartPos.x);
            add(window->DC.CursorMaxPos.y - window->DC.CursorStartPos.y);
        }
    }
    return sum;
}

} // namespace

struct Window::Handles {
    SDL_Window* window = nullptr;
    SDL_GLContext context = nullptr;
    gl::DriverInfo driver;
    Uint32 wake_event = 0;
    std::atomic<bool> wake_pending = false;
    bool sdl = false;
    bool imgui = false;
    bool cursor_visible = true;
    bool screensaver_allowed = true;
    InputPace input;
    std::size_t layout = 0;         // of the last frame
    bool layout_moving = false;     // it was another one than the frame before had
    std::optional<ImVec2> mouse_pt; // where the pointer is; none outside the window
    Uint32 buttons = 0;             // held, as SDL's mask

    Handles() = default;
    Handles(const Handles&) = delete;
    Handles& operator=(const Handles&) = delete;

    ~Handles() {
        if (imgui) {
            ImGui_ImplOpenGL3_Shutdown();
            ImGui_ImplSDL2_Shutdown();
            ImGui::DestroyContext();
        }
        if (context != nullptr) {
            SDL_GL_DeleteContext(context);
        }
        if (window != nullptr) {
            SDL_DestroyWindow(window);
        }
        if (sdl) {
            SDL_Quit();
        }
    }

    Outcome open(const WindowOptions& options);
    Outcome open_imgui();
    void take(const SDL_Event& event); // to ImGui
    void place_mouse(float pixels_per_point);
};

// A window of 16:9 in the first display.
Size initial_size_pt() {
    const Size least{1280, 720};
    SDL_Rect usable{};
    if (SDL_GetDisplayUsableBounds(0, &usable) != 0) {
        return least;
    }
    const int w = std::max(least.w, std::min(usable.w * 2 / 3, usable.h * 32 / 27));
    return {w, w * 9 / 16};
}

Outcome Window::Handles::open(const WindowOptions& options) {
    // Hardware decoding hands its pictures over through EGL.
    SDL_SetHint(SDL_HINT_VIDEO_X11_FORCE_EGL, "1");
    // Without it SDL turns the screen saver off for good.
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    if (SDL_Init(SDL_INIT_VIDEO) != 0) {
        return diagnose(Code::window_failed,
                        fmt::format("no window can be opened: {}; is there a display? (senga frame works without one)",
                                    SDL_GetError()));
    }
    sdl = true;
    // SDL falls back on drivers that open no window anybody could see; only who names one gets it.
    const std::string_view driver_name = SDL_GetCurrentVideoDriver();
    if (SDL_getenv("SDL_VIDEODRIVER") == nullptr && driver_name != "x11" && driver_name != "wayland") {
        return diagnose(Code::window_failed,
                        "no window can be opened: there is no display (DISPLAY and WAYLAND_DISPLAY are "
                        "not set); senga frame works without one");
    }
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 4);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
    SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
    SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
    const Size size = options.size_pt.empty() ? initial_size_pt() : options.size_pt;
    window = SDL_CreateWindow(options.title.c_str(), SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED, size.w, size.h,
                              SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_ALLOW_HIGHDPI);
    if (window == nullptr) {
        return diagnose(Code::window_failed, fmt::format("no window can be opened: {}", SDL_GetError()));
    }
    context = SDL_GL_CreateContext(window);
    if (context == nullptr) {
        return diagnose(Code::gl_too_old,
                        fmt::format("the graphics driver offers no OpenGL 4.3 ({}); update it, or set "
                                    "LIBGL_ALWAYS_SOFTWARE=1 to try Mesa's software renderer",
                                    SDL_GetError()));
    }
    SDL_GL_MakeCurrent(window, context);
    Result<gl::DriverInfo> loaded = gl::load(SDL_GL_GetProcAddress);
    if (!loaded) {
        return loaded.error();
    }
    driver = *std::move(loaded);
    if (SDL_GL_SetSwapInterval(-1) != 0) {
        SDL_GL_SetSwapInterval(1);
    }
    wake_event = SDL_RegisterEvents(1);
    return open_imgui();
}

Outcome Window::Handles::open_imgui() {
    IMGUI_CHECKVERSION();
    ImGui::CreateContext();
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    if (!ImGui_ImplSDL2_InitForOpenGL(window, context) || !ImGui_ImplOpenGL3_Init("#version 430 core")) {
        return diagnose(Code::gl_internal, "the panel cannot be set up with this OpenGL");
    }
    imgui = true;
    return Done{};
}

Window::Window(std::unique_ptr<Handles> handles) : handles_(std::move(handles)) {}
Window::~Window() = default;
Window::Window(Window&&) noexcept = default;
Window& Window::operator=(Window&&) noexcept = default;

Result<Window> Window::open(const WindowOptions& options) {
    auto handles = std::make_unique<Handles>();
    if (const Outcome opened = handles->open(options); !opened) {
        return opened.error();
    }
    return Window(std::move(handles));
}

Size Window::size_px() const {
    Size out;
    SDL_GL_GetDrawableSize(handles_->window, &out.w, &out.h);
    return out;
}

double Window::pixels_per_point() const {
    int w = 0;
    SDL_GetWindowSize(handles_->window, &w, nullptr);
    return w > 0 ? static_cast<double>(size_px().w) / w : 1.0;
}

double Window::ui_scale() const {
    const double ratio = pixels_per_point();
    if (ratio > 1.01) {
        return ratio;
    }
    float dpi = 96.0F;
    const int display = SDL_GetWindowDisplayIndex(handles_->window);
    if (display < 0) {
        return 1.0;
    }
    if (SDL_GetDisplayDPI(display, &dpi, nullptr, nullptr) != 0) {
        dpi = 96.0F;
    }
    // Many a display says 96 dpi whatever it is. One of 2160 lines is either fine or looked at from afar, so that 1080
    // lines' worth of panel is what can be read.
    SDL_DisplayMode mode{};
    const bool known = SDL_GetCurrentDisplayMode(display, &mode) == 0;
    const double by_lines = known ? std::floor(mode.h / 1080.0 * 4) / 4 : 1.0;
    // In quarters; what calls itself a little more than 96 dpi is an ordinary display.
    return std::clamp(std::max(std::round(dpi / 96.0 * 4) / 4, by_lines), 1.0, 3.0);
}

double Window::refresh_hz() const {
    const int display = SDL_GetWindowDisplayIndex(handles_->window);
    SDL_DisplayMode mode{};
    return display >= 0 && SDL_GetCurrentDisplayMode(display, &mode) == 0 ? mode.refresh_rate : 0.0;
}

OutputDepth Window::depth() const {
    int red = 8;
    SDL_GL_GetAttribute(SDL_GL_RED_SIZE, &red);
    return red >= 10 ? OutputDepth::ten : OutputDepth::eight;
}

const gl::DriverInfo& Window::driver() const {
    return handles_->driver;
}

bool Window::minimised() const {
    return (SDL_GetWindowFlags(handles_->window) & (SDL_WINDOW_MINIMIZED | SDL_WINDOW_HIDDEN)) != 0;
}

void Window::set_title(const std::string& title) {
    SDL_SetWindowTitle(handles_->window, title.c_str());
}

void Window::set_fullscreen(bool fullscreen) {
    SDL_SetWindowFullscreen(handles_->window, fullscreen ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
}

void Window::set_on_top(bool on_top) {
    SDL_SetWindowAlwaysOnTop(handles_->window, on_top ? SDL_TRUE : SDL_FALSE);
}

void Window::resize(Size size_px) {
    if ((SDL_GetWindowFlags(handles_->window) & SDL_WINDOW_FULLSCREEN_DESKTOP) != 0) {
        return;
    }
    // Never larger than the screen has room for: what lies outside cannot be reached.
    double w = size_px.w / pixels_per_point();
    double h = size_px.h / pixels_per_point();
    SDL_Rect room;
    const int display = SDL_GetWindowDisplayIndex(handles_->window);
    if (display >= 0 && SDL_GetDisplayUsableBounds(display, &room) == 0) {
        const double fit = std::min({1.0, room.w / w, room.h / h});
        w *= fit;
        h *= fit;
    }
    SDL_SetWindowSize(handles_->window, std::max(1, static_cast<int>(std::lround(w))),
                      std::max(1, static_cast<int>(std::lround(h))));
}

void Window::set_cursor_visible(bool visible) {
    if (std::exchange(handles_->cursor_visible, visible) != visible) {
        SDL_ShowCursor(visible ? SDL_ENABLE : SDL_DISABLE);
    }
}

void Window::set_screensaver_allowed(bool allowed) {
    if (std::exchange(handles_->screensaver_allowed, allowed) != allowed) {
        allowed ? SDL_EnableScreenSaver() : SDL_DisableScreenSaver();
    }
}

void Window::swap() {
    SDL_GL_SwapWindow(handles_->window);
}

RenderInterface Window::render_interface() const {
    RenderInterface out{.get_proc_address = [](void*, const char* name) { return SDL_GL_GetProcAddress(name); }};
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (SDL_GetWindowWMInfo(handles_->window, &info) == SDL_TRUE) {
#ifdef SDL_VIDEO_DRIVER_X11
        if (info.subsystem == SDL_SYSWM_X11) {
            out.x11_display = info.info.x11.display;
        }
#endif
#ifdef SDL_VIDEO_DRIVER_WAYLAND
        if (info.subsystem == SDL_SYSWM_WAYLAND) {
            out.wayland_display = info.info.wl.display;
        }
#endif
    }
    return out;
}

void Window::wake() {
    if (!handles_->wake_pending.exchange(true)) {
        SDL_Event event{};
        event.type = handles_->wake_event;
        SDL_PushEvent(&event);
    }
}

void Window::woken() {
    handles_->wake_pending = false;
}

Uint32 Window::wake_event() const {
    return handles_->wake_event;
}

void Window::Handles::take(const SDL_Event& event) {
    ImGui_ImplSDL2_ProcessEvent(&event);
    if (event.type == SDL_MOUSEMOTION) {
        mouse_pt = ImVec2(static_cast<float>(event.motion.x), static_cast<float>(event.motion.y));
    } else if (event.type == SDL_WINDOWEVENT && event.window.event == SDL_WINDOWEVENT_LEAVE) {
        mouse_pt.reset();
    } else if (event.type == SDL_MOUSEBUTTONDOWN || event.type == SDL_MOUSEBUTTONUP) {
        const Uint32 mask = SDL_BUTTON(event.button.button);
        buttons = event.type == SDL_MOUSEBUTTONDOWN ? buttons | mask : buttons & ~mask;
    } else if (event.type == SDL_KEYDOWN || event.type == SDL_KEYUP) {
        // As they were then; the backend asks how they are now.
        const Uint16 held = event.key.keysym.mod;
        ImGuiIO& io = ImGui::GetIO();
        io.KeyCtrl = (held & KMOD_CTRL) != 0;
        io.KeyShift = (held & KMOD_SHIFT) != 0;
        io.KeyAlt = (held & KMOD_ALT) != 0;
        io.KeySuper = (held & KMOD_GUI) != 0;
    }
}

// The backend asks SDL how mouse and buttons are now; the events taken so far may be behind that.
void Window::Handles::place_mouse(float pixels_per_point) {
    if (!input.waiting()) {
        buttons &= SDL_GetMouseState(nullptr, nullptr); // a release that nobody told us
    }
    ImGuiIO& io = ImGui::GetIO();
    const std::array<int, 3> order{SDL_BUTTON_LEFT, SDL_BUTTON_RIGHT, SDL_BUTTON_MIDDLE}; // ImGui's
    for (std::size_t i = 0; i < order.size(); ++i) {
        io.MouseDown[i] = (buttons & SDL_BUTTON(order[i])) != 0;
    }
    const ImVec2 outside{-std::numeric_limits<float>::max(), -std::numeric_limits<float>::max()};
    io.MousePos = mouse_pt ? ImVec2(mouse_pt->x * pixels_per_point, mouse_pt->y * pixels_per_point) : outside;
}

void Window::imgui_event(const SDL_Event& event) {
    handles_->input.add(event);
}

bool Window::imgui_waiting() const {
    return handles_->input.waiting() || handles_->layout_moving;
}

void Window::imgui_skip() {
    handles_->layout_moving = false;
    handles_->input.flush([this](const SDL_Event& event) { handles_->take(event); });
}

void Window::imgui_begin() {
    handles_->input.feed([this](const SDL_Event& event) { handles_->take(event); });
    ImGui_ImplOpenGL3_NewFrame();
    ImGui_ImplSDL2_NewFrame();
    // Panels are laid out in pixels; SDL reports the mouse in points.
    ImGuiIO& io = ImGui::GetIO();
    const Size px = size_px();
    io.DisplaySize = {static_cast<float>(px.w), static_cast<float>(px.h)};
    io.DisplayFramebufferScale = {1.0F, 1.0F};
    handles_->place_mouse(static_cast<float>(pixels_per_point()));
    ImGui::NewFrame();
}

void Window::imgui_end() {
    ImGui::Render();
    ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
    const std::size_t layout = layout_of_windows();
    handles_->layout_moving = layout != handles_->layout;
    handles_->layout = layout;
}

void Window::imgui_refresh_fonts() {
    ImGui_ImplOpenGL3_DestroyFontsTexture();
    ImGui_ImplOpenGL3_CreateFontsTexture();
}

} // namespace senga
