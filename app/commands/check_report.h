// How `senga check` tells its results: a line for each file and a summary, or one JSON object. Pure functions.
#pragma once

#include "app/commands/check_file.h"

#include <span>
#include <string>

namespace senga {

// "path: parsed, compiled, ran 3 of 4 passes (1 skipped), finite"; of a bad file the stages it reached and the first
// reason against it. No line end.
std::string check_line(const CheckedFile& file);

struct CheckSummary {
    std::size_t files = 0;
    std::size_t parsed = 0;
    std::size_t compiled = 0;
    std::size_t ran = 0;
    std::size_t finite = 0;
    std::size_t bad = 0;
    std::size_t untried = 0; // good as far as one can tell: no pass ran at any of the sizes
    std::size_t passes = 0;
    std::size_t passes_never_run = 0;
    std::size_t passes_never_compiled = 0;
};
CheckSummary summarise(std::span<const CheckedFile> files);
std::string summary_lines(const CheckSummary& summary);

// What was tried on what.
struct CheckSetup {
    FrameFormat input;
    std::vector<Size> outputs;
    std::string driver;
};
std::string check_json(std::span<const CheckedFile> files, const CheckSetup& setup);

} // namespace senga
