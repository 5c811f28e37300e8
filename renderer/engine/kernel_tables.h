// KernelTables keeps the weight tables of the scaling kernels as textures, each made when it is first asked for.
// Belongs to the thread of its GL context.
#pragma once

#include "renderer/chain/chain.h"
#include "renderer/gl/texture.h"

#include <map>
#include <memory>
#include <utility>

namespace senga {

class KernelTables {
public:
    struct Table {
        int taps = 0;
        std::shared_ptr<const gl::Texture> texture; // rows of weights, four to a texel
    };
    const Table& separable(Kernel kernel, double widening);

    std::size_t bytes() const;

private:
    std::map<std::pair<Kernel, double>, Table> tables_;
};

} // namespace senga
