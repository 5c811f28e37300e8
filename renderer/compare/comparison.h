// How two pictures are compared on the screen: the divider between them and the ways of showing their difference.
// Plain data, no GL, any thread.
#pragma once

namespace senga {

// A line between A and B. `position` is the share of the visible picture that lies before it, 0..1: A is left of a
// vertical and above a horizontal line.
struct Divider {
    enum class Line { vertical, horizontal } line = Line::vertical;
    double position = 0.5;
    bool operator==(const Divider&) const = default;
};

struct Difference {
    enum class Kind {
        absolute,  // |A - B| * gain, each channel
        with_sign, // 1/2 + (A - B) / 2 * gain
        luma,      // |Y'(A) - Y'(B)| * gain in grey, BT.709 weights of R'G'B'
    } kind = Kind::absolute;
    double gain = 4.0; // 1..64
    bool operator==(const Difference&) const = default;
};

} // namespace senga
