// Desktop is a real X server without a screen (Xvfb), with one program on it, keys and mouse from xdotool, and
// screenshots. For tests of the whole program as a user meets it. Ends both processes when it goes.
#pragma once

#include "app/media/png_file.h"
#include "renderer/picture/size.h"

#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace senga::test {

class Process {
public:
    Process() = default;
    // Starts argv[0] from PATH with these additional environment variables; output goes to `log`.
    Process(const std::vector<std::string>& argv, const std::vector<std::string>& environment, const std::string& log);
    ~Process();
    Process(Process&& other) noexcept;
    Process& operator=(Process&& other) noexcept;

    bool running();
    // Waits at most that long; nullopt: still running.
    std::optional<int> exit_code(double seconds);

private:
    pid_t pid_ = -1;
    std::optional<int> code_;
};

// X11's numbers.
enum class Button { left = 1, middle = 2, right = 3, wheel_up = 4, wheel_down = 5 };

class Desktop {
public:
    struct Screen {
        Size size;
        int dpi = 96;
    };
    explicit Desktop(Screen screen);
    explicit Desktop(Size size) : Desktop(Screen{size}) {}

    // Windows fill the screen only where a window manager lets them.
    void start_window_manager();
    // `environment`: "NAME=value", besides what makes it use this display.
    void start(const std::vector<std::string>& argv, const std::string& log,
               const std::vector<std::string>& environment = {});
    Process& program() { return program_; }

    void key(const std::string& chord) const; // xdotool's names: "space", "ctrl+alt+p"
    void key_down(const std::string& chord) const;
    void key_up(const std::string& chord) const;
    void type(const std::string& text) const;
    void move_mouse(int x, int y) const;
    void press_mouse(Button button = Button::left) const;
    void release_mouse(Button button = Button::left) const;
    void click_mouse(Button button, int times = 1) const; // quickly; a notch of the wheel is a click

    // Where the program's window lies, without its frame.
    Rect window() const;
    // The whole screen.
    Rgb8Image screenshot() const;
    Size screen() const { return screen_.size; }

private:
    std::string run(const std::string& command) const;

    Screen screen_;
    std::string display_;
    Process server_;
    Process manager_;
    Process program_;
};

// The part of an image.
Rgb8Image cropped(const Rgb8Image& image, Rect rect);
// Samples that differ by more than `tolerance`.
int differing(const Rgb8Image& a, const Rgb8Image& b, int tolerance = 0);
// R, G or B of a pixel.
int sample(const Rgb8Image& image, int x, int y, int channel);

} // namespace senga::test
