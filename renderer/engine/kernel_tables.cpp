#include "renderer/engine/kernel_tables.h"

#include "renderer/engine/kernel.h"

#include <span>

namespace senga {

const KernelTables::Table& KernelTables::separable(Kernel kernel, double widening) {
    Table& out = tables_[{kernel, widening}];
    if (!out.texture) {
        const KernelTable weights = kernel_table(kernel, widening);
        gl::Texture texture({.size = {weights.stride / 4, weights.rows}, .format = gl::Format::rgba16f});
        texture.upload(std::as_bytes(std::span(weights.weights)));
        out = {weights.taps, std::make_shared<const gl::Texture>(std::move(texture))};
    }
    return out;
}

std::size_t KernelTables::bytes() const {
    std::size_t sum = 0;
    for (const auto& [key, table] : tables_) {
        sum += table.texture->bytes();
    }
    return sum;
}

} // namespace senga
