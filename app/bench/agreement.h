// Agreement says whether two engines drew the same picture of one frame with the same chain, so that comparing their
// times is fair: neither left passes out. Pure functions, any thread.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace senga {

// How far two pictures are apart, in steps of 8 bits (1/255); of R, G and B held within 0..1, not of alpha.
struct PictureDistance {
    double psnr_db = 0.0;    // infinite where they are equal
    double largest = 0.0;    // infinite where either holds something that is no number
    double mean = 0.0;       // of all samples
    double share_over = 0.0; // of the pixels of which a sample differs by more than 1
};
// RGBA samples of two pictures of one size.
PictureDistance distance_of(const std::vector<float>& a, const std::vector<float>& b);

enum class Verdict {
    untested,
    agree,
    differ,
    unproven, // within the bounds, but hardly closer than the picture without any pass: this frame shows too little
};
std::string_view verdict_name(Verdict verdict);

struct Agreement {
    Verdict verdict = Verdict::untested;
    PictureDistance distance; // ours against the other's
    PictureDistance effect;   // ours against ours without passes
};

// 0.5 % of the pixels may differ by more than 1/255, as passes that compare pixels choose another direction where the
// last bit differs: on films that is a few in a million, on test patterns full of equal neighbours a few in a thousand.
// 0.1/255 on average. A wrong kernel, let alone a missing pass, is far beyond both.
bool within_bounds(const PictureDistance& distance);
// `effect` is of no account where the chain has no pass that runs.
enum class Passes { some, none };
Agreement judge(const PictureDistance& distance, const PictureDistance& effect, Passes passes);

} // namespace senga
