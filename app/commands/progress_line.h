// How far a long command is: one line on a terminal, rewritten four times a second; nothing where stderr is no
// terminal. It counts nothing itself. Main thread; the line is gone with the object.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace senga {

struct Progress {
    std::int64_t frames = 0;
    std::optional<std::int64_t> expected; // unknown where containers do not tell
    std::optional<std::int64_t> bytes;    // written so far
};

// "[=====     ]  48 %, 120 of about 250 frames, 23.1 fps, 6 s left, 4.2 MB". What is unknown is left out.
std::string progress_text(const Progress& progress, double elapsed_s);

class ProgressLine {
public:
    ProgressLine();
    ~ProgressLine() { clear(); }
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;

    void show(const Progress& progress);
    // What is being done, where it cannot be counted.
    void say(const std::string& text);
    // Before anything else is printed.
    void clear();

private:
    bool terminal_ = false;
    bool dirty_ = false;
    std::chrono::steady_clock::time_point begun_;
    std::chrono::steady_clock::time_point shown_;
};

} // namespace senga
