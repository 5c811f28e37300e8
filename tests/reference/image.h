// Image is a picture of floats in memory, for the scalar references and the tests that compare with them.
// It has no colour space and no range of its own. Plain data, any thread.
#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

namespace senga::reference {

struct Image {
    int w = 0;
    int h = 0;
    int channels = 1;
    std::vector<float> values; // row by row from the top, channels of a pixel side by side

    Image() = default;
    Image(int width, int height, int channel_count)
        : w(width),
          h(height),
          channels(channel_count),
          values(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                 static_cast<std::size_t>(channel_count)) {}

    float& at(int x, int y, int channel = 0) { return values[index(x, y, channel)]; }
    float at(int x, int y, int channel = 0) const { return values[index(x, y, channel)]; }
    // Outside the picture the nearest pixel of its border.
    float clamped(int x, int y, int channel = 0) const {
        return at(std::clamp(x, 0, w - 1), std::clamp(y, 0, h - 1), channel);
    }

private:
    std::size_t index(int x, int y, int channel) const {
        return (static_cast<std::size_t>(y) * static_cast<std::size_t>(w) + static_cast<std::size_t>(x)) *
                   static_cast<std::size_t>(channels) +
               static_cast<std::size_t>(channel);
    }
};

} // namespace senga::reference
