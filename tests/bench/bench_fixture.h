// What the tests of the benchmark share: a small film, a ring of its frames, small chains. Not a test.
#pragma once

#include "app/bench/against_mpv.h"
#include "renderer/language/parser.h"
#include "tests/measure/clips.h"

#include <doctest/doctest.h>

#include <memory>
#include <string>
#include <utility>

namespace senga::test {

// The value, or the end of the running test with the reason.
template<class T>
T needed(Result<T> result) {
    REQUIRE_MESSAGE(result.ok(), (result.ok() ? std::string() : to_string(result.error())));
    return *std::move(result);
}

// 12 frames of 96x54 that all differ, with sharp edges.
inline std::string small_film(const TemporaryFolder& folder, const std::string& name = "film.mp4") {
    const std::string made = made_clip(folder, "made.mp4", "testsrc2=size=96x54:rate=24",
                                       "-frames:v 12 -c:v libx264 -qp 0 -bf 0 -pix_fmt yuv420p -colorspace bt709 "
                                       "-color_range tv");
    std::filesystem::rename(made, folder.path() / name);
    return (folder.path() / name).string();
}

inline ChainEntry entry_of(const std::string& id, const std::string& text) {
    ChainEntry out;
    out.id = id;
    out.label = id;
    out.shader = std::make_shared<const ShaderFile>(needed(parse_shader(text, id)));
    return out;
}

// One pass at OUTPUT that returns `expression` of the colour `c`.
inline ChainEntry pass_of(const std::string& id, const std::string& expression) {
    return entry_of(id, "//!HOOK OUTPUT\n//!BIND HOOKED\n//!DESC " + id +
                            "\nvec4 hook() {\n    vec4 c = HOOKED_tex(HOOKED_pos);\n    return " + expression +
                            ";\n}\n");
}

inline Chain chain_of(std::vector<ChainEntry> entries) {
    return {.name = "test", .entries = std::move(entries)};
}

// A context, a film's frames on it, a chain and mpv's version of it.
struct Scene {
    explicit Scene(const std::string& film, Chain made, Size shown = {128, 72})
        : path(film),
          offline(needed(Offline::create())),
          ring(needed(FrameRing::read({.path = film, .start = "0"}))),
          chain(std::move(made)),
          size(shown) {}

    ChainBench bench() { return needed(ChainBench::create(offline, ring, {.chain = chain, .size = size})); }
    MpvChain mpvs() const { return needed(mpv_chain(chain, ring.format(), size)); }
    Contest contest(MpvChain mpv) {
        return {.offline = offline,
                .ring = ring,
                .path = path,
                .chain = chain,
                .size = size,
                .mpv = std::move(mpv),
                .frames = 3,
                .warm_up = 1};
    }

    std::string path;
    Offline offline;
    FrameRing ring;
    Chain chain;
    Size size;
};

} // namespace senga::test
