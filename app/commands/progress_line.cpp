#include "app/commands/progress_line.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>

#include <unistd.h>

namespace senga {
namespace {

constexpr int bar_columns = 20;

std::string time_left(double seconds) {
    const std::int64_t whole = std::llround(seconds);
    return whole < 90 ? fmt::format("{} s", whole)
                      : fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

} // namespace

std::string progress_text(const Progress& progress, double elapsed_s) {
    const double fps = elapsed_s > 0.0 ? static_cast<double>(progress.frames) / elapsed_s : 0.0;
    std::string out;
    if (progress.expected && *progress.expected > 0 && progress.frames <= *progress.expected) {
        const double share = static_cast<double>(progress.frames) / static_cast<double>(*progress.expected);
        const auto filled = static_cast<std::size_t>(share * bar_columns);
        out = fmt::format("[{:<{}}] {:3.0f} %, {} of about {} frames, {:.1f} fps", std::string(filled, '='),
                          bar_columns, share * 100, progress.frames, *progress.expected, fps);
        if (fps > 0.0) {
            out += fmt::format(", {} left", time_left(static_cast<double>(*progress.expected - progress.frames) / fps));
        }
    } else {
        out = fmt::format("{} frames, {:.1f} fps", progress.frames, fps);
    }
    if (progress.bytes) {
        out += fmt::format(", {:.1f} MB", static_cast<double>(*progress.bytes) / 1e6);
    }
    return out;
}

ProgressLine::ProgressLine()
    : terminal_(isatty(STDERR_FILENO) == 1), begun_(std::chrono::steady_clock::now()), shown_(begun_) {}

void ProgressLine::show(const Progress& progress) {
    const auto now = std::chrono::steady_clock::now();
    if (!terminal_ || now - shown_ < std::chrono::milliseconds(250)) {
        return;
    }
    shown_ = now;
    fmt::print(stderr, "\r{}\033[K", progress_text(progress, std::chrono::duration<double>(now - begun_).count()));
    std::fflush(stderr);
    dirty_ = true;
}

void ProgressLine::say(const std::string& text) {
    if (!terminal_) {
        return;
    }
    fmt::print(stderr, "\r{}\033[K", text);
    std::fflush(stderr);
    dirty_ = true;
}

void ProgressLine::clear() {
    if (dirty_) {
        fmt::print(stderr, "\r\033[K");
        dirty_ = false;
    }
}

} // namespace senga
