// BodySplit takes the lines out of a pass's body that GLSL allows only before everything else. #extension lines move
// up; #version lines go, as the program has one already. Each leaves its line end behind, and each one moved is told
// its line by #line, so that the driver's messages point into the user's file. An #extension inside #if ... #endif
// keeps its condition: the body's preprocessor lines up to it move along. They may ask for the prelude's macros (#ifdef
// HOOKED_gather), so these have to stand in front of them. Pure functions, any thread; safe on arbitrary bytes.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace senga {

struct BodySplit {
    std::string first; // what goes to the top
    std::string rest;  // the body without it, of as many lines
    // `first` holds conditions, so it needs the prelude's macros.
    bool conditional = false;
    // Macros that `first` defines for its conditions. They have to be undefined behind it: the body defines them again.
    std::set<std::string> defined;
};

// `first_line` is the number of the body's first line.
BodySplit split_body(std::string_view body, int first_line);

} // namespace senga
