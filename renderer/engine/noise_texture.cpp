#include "renderer/engine/noise_texture.h"

#include "renderer/engine/blue_noise.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <vector>

namespace senga {
namespace {

constexpr int noise_tile_px = 64;

} // namespace

gl::Texture noise_texture() {
    const std::vector<int> ranks = blue_noise_ranks(noise_tile_px);
    std::vector<float> thresholds;
    thresholds.reserve(ranks.size());
    const auto count = static_cast<float>(ranks.size());
    std::transform(ranks.begin(), ranks.end(), std::back_inserter(thresholds),
                   [&](int rank) { return (static_cast<float>(rank) + 0.5F) / count; });
    gl::Texture out(
        {.size = {noise_tile_px, noise_tile_px}, .format = gl::Format::r32f, .filter = gl::Filter::nearest});
    out.upload(std::as_bytes(std::span(thresholds)));
    return out;
}

} // namespace senga
