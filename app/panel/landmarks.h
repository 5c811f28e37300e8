// Landmarks say where widgets are, by name: "pass.0.switch", "seek". For tests that click on them with a real mouse;
// the panels themselves never read them. Plain data, main thread.
#pragma once

#include <map>
#include <string>

namespace senga {

struct Landmark { // in window pixels
    float x = 0.0F;
    float y = 0.0F;
    float w = 0.0F;
    float h = 0.0F;
    bool operator==(const Landmark&) const = default;
};
using Landmarks = std::map<std::string, Landmark>;

} // namespace senga
