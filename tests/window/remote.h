// Remote uses the program as a viewer does: it starts it in a real window, presses keys, takes the mouse to widgets by
// their landmarks (app/panel/landmarks.h), and waits until the trace (senga play --trace) says what ought to have come
// of it. What does not come within the limit fails the test at once, with a screenshot beside the temporary files.
// Nothing here depends on how long things take: limits are only for failures.
#pragma once

#include "tests/temporary_folder.h"
#include "tests/window/desktop.h"

#include <nlohmann/json.hpp>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace senga::test {

using nlohmann::json;

// Where the program keeps what it remembers. Outlives the program, so that the next one finds it.
class Home {
public:
    Home();

    const std::filesystem::path& path() const { return folder_.path(); }
    std::filesystem::path config() const { return path() / "config" / "senga"; }
    std::filesystem::path state() const { return path() / "state" / "senga"; }
    std::filesystem::path pictures() const { return path() / "pictures" / "Senga"; }
    std::filesystem::path write(const std::string& name, const std::string& text) const {
        return folder_.write(name, text);
    }
    std::vector<std::string> environment() const;

private:
    TemporaryFolder folder_;
};

struct Start {
    std::vector<std::string> arguments; // after "senga play"
    Size window{640, 360};
    Size screen;                                                  // empty: as large as the window
    enum class Manager { none, openbox } manager = Manager::none; // without one the window cannot change its size
    int dpi = 96;
    std::vector<std::string> environment;
};

struct Spot { // in window pixels
    int x = 0;
    int y = 0;
};

class Remote {
public:
    // Waits until there is a picture, or nothing to wait for.
    Remote(const Home& home, const Start& start);
    ~Remote();
    Remote(const Remote&) = delete;
    Remote& operator=(const Remote&) = delete;

    // --- what is true
    const json& state();                  // all of the trace's last line
    json value(const std::string& place); // "/view/compare"; null where there is nothing
    double number(const std::string& place);
    // Until that stands there.
    void expect(const std::string& place, const json& wanted);
    void expect(const std::string& place, double wanted, double tolerance);
    void until(const std::string& what, const std::function<bool(const json&)>& holds);
    bool comes(const std::function<bool(const json&)>& holds, double seconds);
    // Until all input so far has been taken and shown.
    void settle();
    // Moves the mouse far enough to bring back what hides while it rests.
    void wake();
    // How often the chain ran (in a pause) and programs were compiled.
    struct Work {
        std::size_t runs = 0;
        std::size_t compiles = 0;
        bool operator==(const Work&) const = default;
    };
    Work work();

    // --- keys
    void key(const std::string& chord) { desktop_.key(chord); } // xdotool's names: "ctrl+alt+p"
    void hold(const std::string& chord) { desktop_.key_down(chord); }
    void let_go(const std::string& chord) { desktop_.key_up(chord); }
    void type(const std::string& text) { desktop_.type(text); }
    // Opens the palette and types that; Return takes the first line.
    void ask(const std::string& query);
    // Once no text field has the keyboard any more, keys are the action table's again.
    void wait_for_keys() { expect("/panel/typing", false); }

    // --- the mouse
    void move(Spot spot);
    void press(Button button = Button::left);
    void release(Button button = Button::left);
    void wheel(Button direction, int notches = 1) { desktop_.click_mouse(direction, notches); }
    // From where the first is to the second, slowly enough for every frame to see it.
    void drag(Spot from, Spot to);

    // --- widgets
    bool sees(const std::string& landmark);
    void appears(const std::string& landmark);
    void vanishes(const std::string& landmark);
    Rect box(const std::string& landmark);
    // A place on it: shares of its width and height.
    Spot spot(const std::string& landmark, double along = 0.5, double down = 0.5);
    void point_at(const std::string& landmark, double along = 0.5);
    void click(const std::string& landmark, Button button = Button::left, double along = 0.5);
    void type_into(const std::string& landmark, const std::string& text); // Ctrl+click, then the text and Enter

    // --- pixels of the screen
    Rgb8Image picture() const { return desktop_.screenshot(); }
    // Until that is on it. Toasts, labels and controls fade, so in the end nothing but the picture is there.
    void shows(const std::string& what, const std::function<bool(const Rgb8Image&)>& holds);
    void shows(const Rgb8Image& expected, Rect where); // `where` has the size of `expected`
    void shows(const Rgb8Image& expected) { shows(expected, {0, 0, window_.w, window_.h}); }
    // Only a part of it.
    void shows_part(const Rgb8Image& expected, Rect part) { shows(cropped(expected, part), part); }

    Size window() const { return window_; }
    Desktop& desktop() { return desktop_; }
    // By its key; checks that it ends well.
    void quit();

private:
    void read();
    [[noreturn]] void fail(const std::string& what);

    TemporaryFolder folder_; // log and trace
    std::filesystem::path trace_;
    Size window_;
    Desktop desktop_;
    Spot origin_;           // of the window on the screen
    std::size_t taken_ = 0; // bytes of the trace
    std::string rest_;      // of a line that was not complete
    json now_;
    int nudge_ = 0;
};

// Paused at a frame of the demo clip that has fine lines, without panel.
constexpr std::int64_t still_frame = 55;
std::vector<std::string> still(const std::string& clip, const std::string& preset = "classic-1080p");

// The demo clip: two sound and two subtitle tracks, four chapters, 144 frames of 1280x720. And its picture alone.
std::string demo_clip();
std::string silent_clip(const Home& home);

} // namespace senga::test
