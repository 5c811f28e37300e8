// The blocks of one entry as an mpv user shader has them: the textures, buffers and parameters it brings, then its
// passes with their values. Text only, any thread.
#pragma once

#include "renderer/export/mpv_variants.h"
#include "renderer/picture/transfer.h"

#include <string>
#include <vector>

namespace senga::mpv {

struct BlocksRequest {
    const Chain* chain = nullptr;
    const Choices* choices = nullptr;
    std::size_t entry = 0;
    Flavour flavour = Flavour::universal;
    Lookup lookup;
    Transfer transfer = Transfer::bt1886; // what linearize() undoes where the player has no such function
};

struct Blocks {
    std::vector<std::string> brought; // TEXTURE, BUFFER and PARAM blocks, which stand in front
    std::string passes;
};
Blocks blocks_of(const BlocksRequest& request);

// linearize() and delinearize() that a pass calls without defining them.
std::vector<std::string> missing_functions(const PassBlock& pass);

} // namespace senga::mpv
