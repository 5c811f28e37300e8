// A Series is one measurement over time, a number per compared frame, and what is said of it in short: mean, extremes,
// worst frames. It measures nothing. Plain data and pure functions, any thread.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace senga {

struct Series {
    std::string name; // "psnr_y"
    std::string unit; // "dB"; empty where there is none
    enum class Worse { low, high } worse = Worse::low;
    // decibel: the mean is that of the powers behind the values, so that the PSNR of a clip is that of its mean MSE, as
    // FFmpeg prints it. Equal frames, which are infinitely good, then count as frames without error.
    enum class Mean { of_values, of_decibels } mean = Mean::of_values;
    std::vector<double> values; // one per frame; a PSNR may be infinite
};

struct Summary {
    double mean = 0.0;
    double low = 0.0;
    double high = 0.0;
    std::vector<std::size_t> worst; // indices into the values, the worst first
};

// Of at least one value; `worst_count` at most, the earlier of equals first.
Summary summarise(const Series& series, std::size_t worst_count);

} // namespace senga
