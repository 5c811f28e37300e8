// KernelTables keeps the weight tables of the scaling kernels as textures, each made when it is first asked for. Only
// the latest ones are kept: while a window is resized, every size has a widening of its own.
// Belongs to the thread of its GL context.
#pragma once

#include "renderer/chain/scaling.h"
#include "renderer/gl/texture.h"

#include <deque>
#include <memory>

namespace senga {

class KernelTables {
public:
    struct Table {
        int taps = 0;                               // separable kernels: samples per axis
        std::shared_ptr<const gl::Texture> texture; // rows of weights, four to a texel; polar: one row, one to a texel
    };
    // Of either kind, as the kernel is.
    Table table(const KernelChoice& choice, double widening);

    std::size_t bytes() const;

private:
    struct Kept {
        KernelChoice choice;
        double widening;
        Table table;
    };
    std::deque<Kept> kept_;
};

} // namespace senga
