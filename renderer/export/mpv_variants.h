// Values that hold only while a condition does, e.g. a strength by the display's height, for players whose shaders have
// fixed values: a pass is written once for each case, with a WHEN that lets exactly one of them run. Where the
// conditions ask for what mpv cannot say, or there are too many, the values of one film and display are taken. Pure
// functions, any thread.
#pragma once

#include "renderer/export/mpv_select.h"

#include <set>
#include <string>
#include <vector>

namespace senga::mpv {

struct Variant {
    ParameterValues values; // of every parameter of the file
    std::string when;       // to be met as well as the pass's own condition; empty: always
};

// A condition that holds where both do; an empty one always does.
std::string both_hold(const std::string& a, const std::string& b);

struct Variants {
    std::vector<Variant> all;                       // at least one
    std::set<std::string, std::less<>> conditional; // parameters that differ between them
    std::string approximation;                      // why there is but one, where there should be more
};

// `choices` say which passes run: one that resizes the picture takes the film's size from those behind it.
Variants variants_of(const Chain& chain, const Choices& choices, std::size_t entry, std::size_t block,
                     const Lookup& lookup);

} // namespace senga::mpv
