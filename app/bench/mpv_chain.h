// A chain as plain mpv gets it: what `senga export --to mpv` writes, and the exported profile's settings. Pure
// function, any thread.
#pragma once

#include "app/bench/mpv_screen.h"
#include "renderer/chain/chain.h"

#include <string>
#include <vector>

namespace senga {

struct MpvChain {
    std::string shader; // the universal file's text; empty where the chain has no pass
    MpvSettings settings;
    std::vector<std::string> notes; // passes that mpv does not get, and why
};
// For a film of that format shown at that size. Errors: those of export_chain.
Result<MpvChain> mpv_chain(const Chain& chain, const FrameFormat& format, Size size);

} // namespace senga
