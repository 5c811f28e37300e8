// sRGB: IEC 61966-2-1, its constants and the code values tabulated in many places (code 188 of 255 is half the light).
// ROMM: ANSI/I3A IT10.7666. The others are powers by definition.
#include "renderer/picture/transfer.h"

#include <doctest/doctest.h>

#include <array>
#include <cmath>

using namespace senga;

namespace {

constexpr std::array all = {Transfer::bt1886,  Transfer::srgb,    Transfer::linear,  Transfer::gamma18,
                            Transfer::gamma20, Transfer::gamma22, Transfer::gamma24, Transfer::gamma26,
                            Transfer::gamma28, Transfer::prophoto};

} // namespace

TEST_CASE("sRGB has the standard's values") {
    CHECK(to_linear(Transfer::srgb, 188.0 / 255.0) == doctest::Approx(0.5029).epsilon(1e-4));
    CHECK(to_linear(Transfer::srgb, 0.5) == doctest::Approx(0.21404114).epsilon(1e-7));
    // below the bend a straight line
    CHECK(to_linear(Transfer::srgb, 10.0 / 255.0) == doctest::Approx(10.0 / 255.0 / 12.92).epsilon(1e-12));
    CHECK(from_linear(Transfer::srgb, 0.18) == doctest::Approx(0.46135613).epsilon(1e-7)); // middle gray
    CHECK(from_linear(Transfer::srgb, 0.001) == doctest::Approx(0.01292).epsilon(1e-12));
}

TEST_CASE("prophoto has the standard's bend at 16/512") {
    CHECK(to_linear(Transfer::prophoto, 1.0 / 64.0) == doctest::Approx(1.0 / 1024.0).epsilon(1e-12));
    CHECK(to_linear(Transfer::prophoto, 0.5) == doctest::Approx(std::pow(0.5, 1.8)).epsilon(1e-12));
    CHECK(from_linear(Transfer::prophoto, 0.25) == doctest::Approx(std::pow(0.25, 1.0 / 1.8)).epsilon(1e-12));
}

TEST_CASE("the others are powers") {
    const std::pair<Transfer, double> powers[] = {
        {Transfer::bt1886, 2.4},  {Transfer::gamma18, 1.8}, {Transfer::gamma20, 2.0}, {Transfer::gamma22, 2.2},
        {Transfer::gamma24, 2.4}, {Transfer::gamma26, 2.6}, {Transfer::gamma28, 2.8}, {Transfer::linear, 1.0},
    };
    for (const auto& [transfer, power] : powers) {
        CAPTURE(transfer_name(transfer));
        for (const double value : {0.02, 0.25, 0.5, 0.9}) {
            CHECK(to_linear(transfer, value) == doctest::Approx(std::pow(value, power)).epsilon(1e-12));
            CHECK(from_linear(transfer, value) == doctest::Approx(std::pow(value, 1.0 / power)).epsilon(1e-12));
        }
    }
}

TEST_CASE("there and back, ends kept, rising, and clamped but for linear light") {
    for (const Transfer transfer : all) {
        CAPTURE(transfer_name(transfer));
        CHECK(to_linear(transfer, 0.0) == doctest::Approx(0.0).epsilon(1e-12));
        CHECK(to_linear(transfer, 1.0) == doctest::Approx(1.0).epsilon(1e-12));
        CHECK(from_linear(transfer, 1.0) == doctest::Approx(1.0).epsilon(1e-12));
        double before = -1.0;
        for (int code = 0; code <= 255; ++code) {
            const double value = code / 255.0;
            const double light = to_linear(transfer, value);
            CHECK(light > before);
            before = light;
            // The standards round their two bends apart: 4e-6 of sRGB's, 1e-6 of ROMM's value.
            CHECK(std::abs(from_linear(transfer, light) - value) < 1e-5);
        }
        const bool open = transfer == Transfer::linear;
        CHECK(to_linear(transfer, -0.25) == (open ? -0.25 : 0.0));
        CHECK(to_linear(transfer, 1.5) == (open ? 1.5 : doctest::Approx(1.0).epsilon(1e-12)));
        CHECK(from_linear(transfer, 2.0) == (open ? 2.0 : doctest::Approx(1.0).epsilon(1e-12)));
    }
}
