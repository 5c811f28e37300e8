#include "tests/window/remote.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <unistd.h>
#include <utility>

namespace senga::test {
namespace {

constexpr double patience_s = 30.0; // only failures take so long
constexpr double glance_s = 0.03;

std::string numbered(const std::string& name) {
    static int count = 0;
    return name + "_" + std::to_string(++count);
}

void wait_s(double seconds) {
    usleep(static_cast<useconds_t>(seconds * 1e6));
}

class Clock {
public:
    bool within(double seconds) const {
        return std::chrono::steady_clock::now() - began_ < std::chrono::duration<double>(seconds);
    }

private:
    std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
};

std::string test_name() {
    std::string name = doctest::getContextOptions()->currentTest->m_name;
    std::replace_if(
        name.begin(), name.end(), [](char c) { return c == ' ' || c == '/'; }, '-');
    return name;
}

} // namespace

Home::Home() : folder_(numbered("home")) {
    for (const char* name : {"config", "state", "cache", "pictures", "runtime"}) {
        std::filesystem::create_directories(path() / name);
    }
}

std::vector<std::string> Home::environment() const {
    const std::string at = path().string();
    return {"HOME=" + at, "XDG_CONFIG_HOME=" + at + "/config", "XDG_STATE_HOME=" + at + "/state",
            "XDG_CACHE_HOME=" + at + "/cache", "XDG_PICTURES_DIR=" + at + "/pictures"};
}

Remote::Remote(const Home& home, const Start& start)
    : folder_(numbered("remote")),
      trace_(folder_.path() / "trace"),
      window_(start.window),
      desktop_(Desktop::Screen{start.screen.empty() ? start.window : start.screen, start.dpi}) {
    if (start.manager == Start::Manager::openbox) {
        desktop_.start_window_manager();
    }
    std::vector<std::string> argv{SENGA_PROGRAM, "play",
                                  "--size",      std::to_string(window_.w) + "x" + std::to_string(window_.h),
                                  "--trace",     trace_.string()};
    argv.insert(argv.end(), start.arguments.begin(), start.arguments.end());
    std::vector<std::string> environment = home.environment();
    environment.insert(environment.end(), start.environment.begin(), start.environment.end());
    desktop_.start(argv, (folder_.path() / "log").string(), environment);
    const Rect place = desktop_.window();
    origin_ = {place.x, place.y};
    const bool film = std::any_of(start.arguments.begin(), start.arguments.end(),
                                  [](const std::string& argument) { return argument.ends_with(".mkv"); });
    until("the program is ready", [&](const json& now) {
        return now["chain"]["compiled"] == true &&
               (!film || (now["player"]["format_known"] == true && !now["chain"]["passes"].is_null()));
    });
    move({window_.w / 2 - 7, window_.h / 2}); // keys go to the window under the pointer
}

Remote::~Remote() = default;

void Remote::read() {
    std::ifstream stream(trace_, std::ios::binary);
    stream.seekg(static_cast<std::streamoff>(taken_));
    const std::string more{std::istreambuf_iterator<char>(stream), {}};
    taken_ += more.size();
    rest_ += more;
    const std::size_t end = rest_.rfind('\n');
    if (end == std::string::npos) {
        return;
    }
    const std::size_t before = end == 0 ? std::string::npos : rest_.rfind('\n', end - 1);
    const std::size_t begin = before == std::string::npos ? 0 : before + 1;
    now_ = json::parse(rest_.substr(begin, end - begin));
    rest_.erase(0, end + 1);
}

void Remote::fail(const std::string& what) {
    const std::filesystem::path picture =
        std::filesystem::temp_directory_path() / ("senga-window-" + test_name() + ".png");
    std::string seen;
    if (desktop_.program().running()) {
        seen = write_png(picture, desktop_.screenshot()).ok() ? "; see " + picture.string() : "";
    } else {
        seen = "; the program has ended: " + contents(folder_.path() / "log");
    }
    json told = state();
    for (const char* long_one : {"landmarks", "library"}) {
        told.erase(long_one);
    }
    told["chain"].erase("cost");
    FAIL(what << seen << "\n" << told.dump());
    std::abort(); // FAIL throws
}

const json& Remote::state() {
    read();
    return now_;
}

json Remote::value(const std::string& place) {
    const json& now = state();
    const json::json_pointer at(place);
    return now.contains(at) ? now[at] : json();
}

double Remote::number(const std::string& place) {
    const json found = value(place);
    return found.is_number() ? found.get<double>() : std::nan("");
}

bool Remote::comes(const std::function<bool(const json&)>& holds, double seconds) {
    for (const Clock clock;; wait_s(glance_s)) {
        if (!state().is_null() && holds(now_)) {
            return true;
        }
        if (!clock.within(seconds) || !desktop_.program().running()) {
            return false;
        }
    }
}

void Remote::until(const std::string& what, const std::function<bool(const json&)>& holds) {
    if (!comes(holds, patience_s)) {
        fail("waited for: " + what);
    }
}

void Remote::expect(const std::string& place, const json& wanted) {
    const json::json_pointer at(place);
    until(place + " = " + wanted.dump(), [&](const json& now) { return now.contains(at) && now[at] == wanted; });
}

void Remote::expect(const std::string& place, double wanted, double tolerance) {
    const json::json_pointer at(place);
    until(place + " = " + std::to_string(wanted), [&](const json& now) {
        return now.contains(at) && now[at].is_number() && std::abs(now[at].get<double>() - wanted) <= tolerance;
    });
}

void Remote::settle() {
    const json at = value("/view/mouse");
    const int x = static_cast<int>(at[0].get<double>());
    nudge_ = 1 - nudge_; // there and back
    move({std::clamp(x + (nudge_ == 1 ? 1 : -1), 0, window_.w - 1), static_cast<int>(at[1].get<double>())});
}

void Remote::wake() {
    const json at = value("/view/mouse");
    const int x = static_cast<int>(at[0].get<double>());
    move({x < window_.w / 2 ? x + 8 : x - 8, static_cast<int>(at[1].get<double>())});
}

Remote::Work Remote::work() {
    settle();
    return {now_["runs"].get<std::size_t>(), now_["compiles"].get<std::size_t>()};
}

void Remote::move(Spot spot) {
    desktop_.move_mouse(origin_.x + spot.x, origin_.y + spot.y);
    const json wanted{static_cast<double>(spot.x), static_cast<double>(spot.y)};
    expect("/view/mouse", wanted);
}

void Remote::press(Button button) {
    const bool captured = value("/panel/captures_mouse") == true;
    desktop_.press_mouse(button);
    if (captured) {
        expect("/panel/down", true);
    } else {
        wait_s(0.2);
    }
}

void Remote::release(Button button) {
    desktop_.release_mouse(button);
    settle();
}

void Remote::drag(Spot from, Spot to) {
    constexpr int steps = 4;
    move(from);
    press();
    for (int i = 1; i <= steps; ++i) {
        move({from.x + (to.x - from.x) * i / steps, from.y + (to.y - from.y) * i / steps});
    }
    desktop_.release_mouse(Button::left);
    // One more event, so that the release has been seen; not a move that would be part of the drag.
    wait_s(0.1);
    settle();
}

bool Remote::sees(const std::string& landmark) {
    const json& now = state();
    return now["landmarks"].contains(landmark);
}

void Remote::appears(const std::string& landmark) {
    until(landmark + " is seen", [&](const json& now) { return now["landmarks"].contains(landmark); });
}

void Remote::vanishes(const std::string& landmark) {
    until(landmark + " is not seen", [&](const json& now) { return !now["landmarks"].contains(landmark); });
}

Rect Remote::box(const std::string& landmark) {
    appears(landmark);
    const json& at = now_["landmarks"][landmark];
    return {static_cast<int>(at[0].get<double>()), static_cast<int>(at[1].get<double>()),
            static_cast<int>(at[2].get<double>()), static_cast<int>(at[3].get<double>())};
}

Spot Remote::spot(const std::string& landmark, double along, double down) {
    const Rect at = box(landmark);
    return {at.x + static_cast<int>(at.w * along), at.y + static_cast<int>(at.h * down)};
}

// Windows may still be finding their size, so the widget is looked for again once the pointer is there.
void Remote::point_at(const std::string& landmark, double along) {
    if (!sees(landmark)) {
        wake();
    }
    for (int attempt = 0; attempt < 10; ++attempt) {
        const Spot aim = spot(landmark, along);
        move(aim);
        settle();
        const Spot now = spot(landmark, along);
        if (std::abs(now.x - aim.x) <= 1 && std::abs(now.y - aim.y) <= 1) {
            return;
        }
    }
    fail(landmark + " does not stand still");
}

void Remote::click(const std::string& landmark, Button button, double along) {
    point_at(landmark, along);
    press(button);
    release(button);
}

void Remote::type_into(const std::string& landmark, const std::string& text) {
    hold("Control_L");
    click(landmark);
    let_go("Control_L");
    expect("/panel/typing", true);
    key("ctrl+a");
    type(text);
    key("Return");
    expect("/panel/typing", false);
}

void Remote::shows(const std::string& what, const std::function<bool(const Rgb8Image&)>& holds) {
    for (const Clock clock; clock.within(patience_s); wait_s(0.25)) {
        if (holds(picture())) {
            return;
        }
    }
    fail("the window never shows: " + what);
}

void Remote::shows(const Rgb8Image& expected, Rect where) {
    Rgb8Image seen;
    for (const Clock clock; clock.within(patience_s); wait_s(0.25)) {
        seen = cropped(picture(), where);
        if (differing(seen, expected) == 0) {
            return;
        }
    }
    const std::filesystem::path folder = std::filesystem::temp_directory_path();
    CHECK(write_png(folder / "senga-window-seen.png", seen).ok());
    CHECK(write_png(folder / "senga-window-expected.png", expected).ok());
    fail(std::to_string(differing(seen, expected)) + " samples differ from what is expected");
}

void Remote::ask(const std::string& query) {
    wait_for_keys();
    key("ctrl+shift+p");
    expect("/view/overlay", "palette");
    expect("/panel/typing", true);
    type(query);
    expect("/view/query", query);
}

void Remote::quit() {
    CHECK(desktop_.program().running());
    if (value("/view/overlay") != "none") { // no key leads through a dialog
        key("Escape");
        expect("/view/overlay", "none");
    }
    wait_for_keys();
    key("q");
    const std::optional<int> code = desktop_.program().exit_code(patience_s);
    CHECK_MESSAGE(code == std::optional<int>(0), contents(folder_.path() / "log"));
}

std::vector<std::string> still(const std::string& clip, const std::string& preset) {
    // A seek shows the first frame at or after its time, so the time is that of a frame.
    const double start_s = static_cast<double>(still_frame) * 1001.0 / 24000.0;
    return {clip, "--preset", preset, "--start", std::to_string(start_s), "--paused", "--no-panel"};
}

std::string demo_clip() {
    return SENGA_SOURCE_DIR "/assets/demo.mkv";
}

std::string silent_clip(const Home& home) {
    const std::filesystem::path path = home.path() / "silent.mkv";
    const std::string command = "ffmpeg -v error -y -i " + demo_clip() + " -map 0:v -c copy " + path.string();
    REQUIRE(std::system(command.c_str()) == 0);
    return path.string();
}

} // namespace senga::test
