// What the command line says of scalers, and what is said when it says it wrong.
#include "app/commands/chain_options.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace senga;

namespace {

Result<LoadedChain> chain_from(std::vector<std::string> words) {
    CLI::App command;
    ChainOptions options;
    declare(command, options);
    std::reverse(words.begin(), words.end()); // CLI11 takes them from the back
    command.parse(words);
    const Shelf shelf{.shader_folders = {SENGA_SOURCE_DIR "/shaders"}, .preset_folders = {SENGA_SOURCE_DIR "/presets"}};
    return load(options, command, shelf);
}

Scaling scaling_from(const std::vector<std::string>& words) {
    const Result<LoadedChain> out = chain_from(words);
    REQUIRE_MESSAGE(out.ok(), (out.ok() ? "" : out.error().text));
    return out->chain.scaling;
}

} // namespace

TEST_CASE("chain options: without any the scalers are the preset's") {
    CHECK(scaling_from({"--none"}) == Scaling());
    CHECK(scaling_from({"--preset", "classic-1080p"}).up == Kernel::spline36);
}

TEST_CASE("chain options: scalers and light are taken as they are named") {
    const Scaling one = scaling_from({"--none", "--scaler", "ewa_lanczossharp:antiring=0.5"});
    CHECK(one.up.kernel == Kernel::ewa_lanczossharp);
    CHECK(one.up.antiring == 0.5);
    CHECK(one.down == one.up);
    CHECK(one.chroma == Kernel::spline36);
    CHECK(one.up_light == UpLight::gamma);
    const Scaling all = scaling_from({"--none", "--scaler", "lanczos", "--down-scaler", "mitchell:b=0,c=0.75",
                                      "--chroma-scaler", "catmull-rom", "--light", "sigmoid", "--down-light", "linear",
                                      "--downscale", "plain", "--sigmoid-centre", "0.6", "--sigmoid-slope", "8"});
    CHECK(all.up == Kernel::lanczos);
    CHECK(all.down.kernel == Kernel::mitchell);
    CHECK(all.down.c == 0.75);
    CHECK(all.chroma == Kernel::catmull_rom);
    CHECK(all.up_light == UpLight::sigmoid);
    CHECK(all.down_light == DownLight::linear);
    CHECK(all.downscale == Scaling::Downscale::plain);
    CHECK(all.sigmoid == SigmoidShape{0.6, 8.0});
    CHECK(scaling_from({"--none", "--down-scaler", "hermite"}).up == Kernel::spline36);
}

TEST_CASE("chain options: what is wrong is named with its option and with what there is") {
    struct Wrong {
        std::vector<std::string> words;
        const char* told;
    };
    for (const Wrong& each : {Wrong{{"--scaler", "cubic"}, "catmull-rom"},
                              {{"--scaler", "lanczos:radius=0"}, "radius (0.5 to 16)"},
                              {{"--down-scaler", "x"}, "spline36"},
                              {{"--chroma-scaler", "x"}, "spline36"},
                              {{"--light", "bright"}, "gamma, linear or sigmoid"},
                              {{"--down-light", "sigmoid"}, "gamma or linear"},
                              {{"--downscale", "thin"}, "widened or plain"},
                              {{"--sigmoid-slope", "0"}, "1 to 20"}}) {
        const Result<LoadedChain> out = chain_from(each.words);
        REQUIRE_MESSAGE(!out.ok(), each.words.front());
        CHECK(out.error().code == Code::usage);
        CHECK(out.error().text.find(each.words.front()) != std::string::npos);
        CHECK_MESSAGE(out.error().text.find(each.told) != std::string::npos, out.error().text);
    }
}
