#include "renderer/engine/kernel_tables.h"

#include "renderer/engine/kernel.h"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace senga {
namespace {

constexpr std::size_t most_kept = 32;

KernelTables::Table make_separable(const KernelChoice& choice, double widening) {
    const KernelTable weights = kernel_table(choice, widening);
    gl::Texture texture({.size = {weights.stride / 4, weights.rows}, .format = gl::Format::rgba16f});
    texture.upload(std::as_bytes(std::span(weights.weights)));
    return {.taps = weights.taps, .texture = std::make_shared<const gl::Texture>(std::move(texture))};
}

KernelTables::Table make_polar(const KernelChoice& choice) {
    const std::vector<float> weights = polar_weights(choice);
    gl::Texture texture({.size = {static_cast<int>(weights.size()), 1}, .format = gl::Format::r16f});
    texture.upload(std::as_bytes(std::span(weights)));
    return {.texture = std::make_shared<const gl::Texture>(std::move(texture))};
}

} // namespace

KernelTables::Table KernelTables::table(const KernelChoice& choice, double widening) {
    KernelChoice key = choice;
    key.antiring = 0.0; // no part of the weights
    const bool polar = is_polar(key.kernel);
    widening = polar ? 1.0 : widening; // stretched when it is read
    const auto found = std::find_if(kept_.begin(), kept_.end(),
                                    [&](const Kept& kept) { return kept.choice == key && kept.widening == widening; });
    if (found != kept_.end()) {
        return found->table;
    }
    if (kept_.size() >= most_kept) {
        kept_.pop_front();
    }
    kept_.push_back({key, widening, polar ? make_polar(key) : make_separable(key, widening)});
    return kept_.back().table;
}

std::size_t KernelTables::bytes() const {
    std::size_t sum = 0;
    for (const Kept& kept : kept_) {
        sum += kept.table.texture->bytes();
    }
    return sum;
}

} // namespace senga
