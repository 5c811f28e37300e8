// Trace writes what the window shows, as one line of JSON whenever it has changed: for tests that press real keys, and
// for reports of what went wrong. It reads the State and changes nothing. Off unless the command line names a file.
// Main thread.
#pragma once

#include "app/panel/landmarks.h"
#include "app/session/session.h"

#include <filesystem>
#include <fstream>
#include <string>

namespace senga {

class Trace {
public:
    // An empty path: no trace.
    explicit Trace(const std::filesystem::path& path);

    bool on() const { return file_.is_open(); }
    // What is on show now, and where the panels' widgets are. Writes only what differs from the last line.
    void note(const Session& session, const Landmarks& landmarks);

private:
    std::ofstream file_;
    std::string last_;
};

} // namespace senga
