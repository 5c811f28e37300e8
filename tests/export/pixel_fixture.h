// What the tests of the pixel shader exporters share: shipped chains with pinned values, exports of them, and the live
// engine's picture to compare with. Not a test. Thread of the GL context.
#pragma once

#include "renderer/export/export.h"
#include "tests/engine/engine_fixture.h"
#include "tests/export/hlsl_host.h"

#include <functional>
#include <string>
#include <vector>

namespace senga::test {

// A preset, with grad_strength set by hand: what the exporter finds out by itself is pinned here.
struct ShippedChain {
    const char* key;
    double grad_strength; // at 3840x2160
};
inline constexpr ShippedChain shipped_chains[] = {{"classic-1080p", 0.7}, {"classic-4k", 1.0}, {"default", 1.0}};

Chain shipped_chain(const std::string& key);
// The same with the value that a display of 2160 lines asks for.
Chain pinned_chain(const ShippedChain& shipped);

// classic-4k at strengths whose weights are the same numbers whether they are computed in single or, as a compiler does
// with constants, in double precision (a third of a power of two): every sum rounds alike, and ties stay ties.
Chain even_chain();

Export exported(const Chain& chain, const ExportSetup& setup);
// The export of a shipped chain, made once for the process: folding takes a second.
const Export& shipped_export(const std::string& key, ExportTarget target,
                             ExportSetup::Form form = ExportSetup::Form::folded);
// The shader files of a folder, in order.
std::vector<ExportedFile> shader_files(const Export& result, const std::string& folder);

// The chain with only those entries on that a file computes.
Chain part_of(const Chain& chain, const Export& result, const std::string& path);

// R'G'B' with a random alpha.
Image with_random_alpha(const Image& rgb);
// The live engine's picture for R'G'B' of that size on a display of the same.
Image live_picture(Runner& runner, const Chain& chain, const Image& rgb);

// The whole of the files, pass by pass, with a buffer after each.
Image stacked(const std::vector<HlslHost>& hosts, Image rgba, Buffer buffer);

HlslHost hosted_file(const ExportedFile& file, HostForm form, Sampling sampling = Sampling::direct3d);

} // namespace senga::test
