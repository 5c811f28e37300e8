// One texel, of every kind of texture the engine writes and of those it cannot draw into.
#include "renderer/compare/probe.h"

#include "tests/compare/compare_fixture.h"

#include <span>
#include <vector>

using namespace senga;
using namespace senga::test;

namespace {

// Distinct for every texel and channel, exact in halves as well: below 2 in steps of 2^-9.
float value_at(int x, int y, int channel) {
    return static_cast<float>(x + 7 * y + 64 * channel) / 512.0F - 0.125F;
}

} // namespace

TEST_CASE("probe: floats as they are stored; what a texture lacks is 0, alpha 1") {
    const Gl gl;
    struct Case {
        gl::Format format;
        int channels;
    };
    for (const Case& each : {Case{gl::Format::r16f, 1}, Case{gl::Format::rg16f, 2}, Case{gl::Format::rgba16f, 4},
                             Case{gl::Format::r32f, 1}, Case{gl::Format::rg32f, 2}, Case{gl::Format::rgba32f, 4},
                             Case{gl::Format::rgb32f, 3}}) {
        CAPTURE(gl::info(each.format).name);
        const gl::Texture texture = texture_from(filled({7, 5}, each.channels, value_at), each.format);
        for (int y = 0; y < 5; ++y) {
            for (int x = 0; x < 7; ++x) {
                const std::array<float, 4> found = read_texel(texture, x, y);
                for (int channel = 0; channel < 4; ++channel) {
                    const float expected = channel < each.channels ? value_at(x, y, channel)
                                           : channel == 3          ? 1.0F
                                                                   : 0.0F;
                    CHECK(found[static_cast<std::size_t>(channel)] == expected);
                }
            }
        }
    }
}

TEST_CASE("probe: codes come as shares of the highest one") {
    const Gl gl;
    std::vector<std::uint8_t> bytes;
    for (int i = 0; i < 5 * 3 * 4; ++i) {
        bytes.push_back(static_cast<std::uint8_t>(4 * i));
    }
    gl::Texture eight({.size = {5, 3}, .format = gl::Format::rgba8, .filter = gl::Filter::nearest});
    eight.upload(std::as_bytes(std::span(bytes)));
    const std::array<float, 4> found = read_texel(eight, 3, 1);
    for (int channel = 0; channel < 4; ++channel) {
        CHECK(found[static_cast<std::size_t>(channel)] == doctest::Approx(4 * (32 + channel) / 255.0).epsilon(1e-6));
    }
    gl::Texture sixteen({.size = {2, 1}, .format = gl::Format::r16, .filter = gl::Filter::nearest});
    const std::vector<std::uint16_t> words{1, 51234};
    sixteen.upload(std::as_bytes(std::span(words)));
    CHECK(read_texel(sixteen, 1, 0)[0] == doctest::Approx(51234 / 65535.0).epsilon(1e-6));
}

TEST_CASE("probe: positions outside are those of the border") {
    const Gl gl;
    const gl::Texture texture = texture_from(filled({7, 5}, 4, value_at));
    CHECK(read_texel(texture, -3, 2) == read_texel(texture, 0, 2));
    CHECK(read_texel(texture, 99, 99) == read_texel(texture, 6, 4));
    CHECK(read_texel(texture, 6, 4)[2] == value_at(6, 4, 2));
}
