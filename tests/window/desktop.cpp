#include "tests/window/desktop.h"

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace senga::test {

Process::Process(const std::vector<std::string>& argv, const std::vector<std::string>& environment,
                 const std::string& log) {
    pid_ = fork();
    if (pid_ == 0) {
        const int out = open(log.c_str(), O_CREAT | O_WRONLY | O_TRUNC, 0600);
        dup2(out, 1);
        dup2(out, 2);
        for (const std::string& variable : environment) {
            putenv(const_cast<char*>(variable.c_str()));
        }
        std::vector<char*> arguments;
        for (const std::string& argument : argv) {
            arguments.push_back(const_cast<char*>(argument.c_str()));
        }
        arguments.push_back(nullptr);
        execvp(arguments[0], arguments.data());
        _exit(127);
    }
}

Process::~Process() {
    if (pid_ > 0 && !code_) {
        kill(pid_, SIGTERM);
        if (!exit_code(5.0)) {
            kill(pid_, SIGKILL);
            waitpid(pid_, nullptr, 0);
        }
    }
}

Process::Process(Process&& other) noexcept : pid_(std::exchange(other.pid_, -1)), code_(other.code_) {}

Process& Process::operator=(Process&& other) noexcept {
    std::swap(pid_, other.pid_);
    std::swap(code_, other.code_);
    return *this;
}

bool Process::running() {
    return pid_ > 0 && !exit_code(0.0);
}

std::optional<int> Process::exit_code(double seconds) {
    for (double waited = 0.0; !code_ && pid_ > 0; waited += 0.05) {
        int status = 0;
        if (waitpid(pid_, &status, WNOHANG) == pid_) {
            code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        } else if (waited >= seconds) {
            break;
        } else {
            usleep(50000);
        }
    }
    return code_;
}

Desktop::Desktop(Screen screen) : screen_(screen) {
    int pipe_ends[2];
    if (pipe(pipe_ends) != 0) {
        throw std::runtime_error("no pipe");
    }
    // The server picks a free number and tells it.
    server_ = Process({"Xvfb", "-displayfd", std::to_string(pipe_ends[1]), "-screen", "0",
                       std::to_string(screen.size.w) + "x" + std::to_string(screen.size.h) + "x24", "-dpi",
                       std::to_string(screen.dpi), "-nolisten", "tcp"},
                      {}, "/dev/null");
    close(pipe_ends[1]);
    std::string number;
    char digit = 0;
    while (read(pipe_ends[0], &digit, 1) == 1 && digit != '\n') {
        number += digit;
    }
    close(pipe_ends[0]);
    if (number.empty()) {
        throw std::runtime_error("Xvfb does not start; install xvfb");
    }
    display_ = ":" + number;
}

void Desktop::start_window_manager() {
    // Windows without frames, so that a window is where its picture is.
    const std::filesystem::path config =
        std::filesystem::temp_directory_path() / ("senga-openbox-" + std::to_string(getpid()) + ".xml");
    std::ofstream(config)
        << R"(<?xml version="1.0"?><openbox_config xmlns="http://openbox.org/3.4/rc"><applications>)"
        << R"(<application class="*"><decor>no</decor></application></applications></openbox_config>)";
    manager_ =
        Process({"openbox", "--sm-disable", "--config-file", config.string()}, {"DISPLAY=" + display_}, "/dev/null");
    usleep(500000);
}

Rect Desktop::window() const {
    Rect out;
    for (int attempt = 0; attempt < 100; ++attempt) {
        // Both fail while there is no such window.
        const std::string text = run("xwininfo -id $(DISPLAY=" + display_ +
                                     " xdotool search --onlyvisible --name Senga | head -1) 2>/dev/null || true");
        const auto number = [&](const std::string& label) {
            const std::size_t at = text.find(label);
            return at == std::string::npos ? -1 : std::atoi(text.c_str() + at + label.size());
        };
        out = {number("Absolute upper-left X:"), number("Absolute upper-left Y:"), number("Width:"), number("Height:")};
        if (out.w > 0) {
            return out;
        }
        usleep(200000);
    }
    throw std::runtime_error("the program opens no window");
}

void Desktop::start(const std::vector<std::string>& argv, const std::string& log,
                    const std::vector<std::string>& environment) {
    std::vector<std::string> all{"DISPLAY=" + display_, "SDL_VIDEODRIVER=x11", "EGL_PLATFORM=x11"};
    all.insert(all.end(), environment.begin(), environment.end());
    program_ = Process(argv, all, log);
}

std::string Desktop::run(const std::string& command) const {
    const std::string line = "DISPLAY=" + display_ + " " + command;
    FILE* pipe = popen(line.c_str(), "r");
    if (pipe == nullptr) {
        throw std::runtime_error("cannot run " + command);
    }
    std::string out;
    char buffer[65536];
    while (const std::size_t n = fread(buffer, 1, sizeof buffer, pipe)) {
        out.append(buffer, n);
    }
    if (pclose(pipe) != 0) {
        throw std::runtime_error("failed: " + command);
    }
    return out;
}

void Desktop::key(const std::string& chord) const {
    run("xdotool key --clearmodifiers " + chord);
}
void Desktop::key_down(const std::string& chord) const {
    run("xdotool keydown " + chord);
}
void Desktop::key_up(const std::string& chord) const {
    run("xdotool keyup " + chord);
}
void Desktop::move_mouse(int x, int y) const {
    run("xdotool mousemove " + std::to_string(x) + " " + std::to_string(y));
}
void Desktop::type(const std::string& text) const {
    run("xdotool type --delay 30 -- '" + text + "'");
}
void Desktop::press_mouse(Button button) const {
    run("xdotool mousedown " + std::to_string(static_cast<int>(button)));
}
void Desktop::release_mouse(Button button) const {
    run("xdotool mouseup " + std::to_string(static_cast<int>(button)));
}
void Desktop::click_mouse(Button button, int times) const {
    run("xdotool click --repeat " + std::to_string(times) + " --delay 80 " + std::to_string(static_cast<int>(button)));
}

Rgb8Image Desktop::screenshot() const {
    const Size screen = screen_.size;
    const std::string size = std::to_string(screen.w) + "x" + std::to_string(screen.h);
    const std::string bytes = run("ffmpeg -v error -f x11grab -draw_mouse 0 -video_size " + size + " -i " + display_ +
                                  " -frames:v 1 -f rawvideo -pix_fmt rgb24 -");
    Rgb8Image out{.size = screen, .samples = {bytes.begin(), bytes.end()}};
    if (out.samples.size() != static_cast<std::size_t>(screen.w) * static_cast<std::size_t>(screen.h) * 3) {
        throw std::runtime_error("no screenshot");
    }
    return out;
}

Rgb8Image cropped(const Rgb8Image& image, Rect rect) {
    Rgb8Image out{.size = rect.size()};
    for (int y = rect.y; y < rect.y + rect.h; ++y) {
        const auto row = image.samples.begin() + 3 * (static_cast<std::ptrdiff_t>(y) * image.size.w + rect.x);
        out.samples.insert(out.samples.end(), row, row + 3 * static_cast<std::ptrdiff_t>(rect.w));
    }
    return out;
}

int differing(const Rgb8Image& a, const Rgb8Image& b, int tolerance) {
    if (a.size != b.size) {
        return static_cast<int>(a.samples.size());
    }
    int count = 0;
    for (std::size_t i = 0; i < a.samples.size(); ++i) {
        count += std::abs(int{a.samples[i]} - int{b.samples[i]}) > tolerance ? 1 : 0;
    }
    return count;
}

int sample(const Rgb8Image& image, int x, int y, int channel) {
    return image.samples.at(static_cast<std::size_t>(3 * (y * image.size.w + x) + channel));
}

} // namespace senga::test
