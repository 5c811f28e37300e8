// What the tests of the comparison share: pictures made of formulas, and a bench that draws a Composition and reads the
// target back. Not a test. One thread; see engine_fixture.h about Gl.
#pragma once

#include "renderer/compare/compositor.h"
#include "tests/engine/engine_fixture.h"

#include <functional>
#include <optional>

namespace senga::test {

using Formula = std::function<float(int x, int y, int channel)>;

Image filled(Size size, int channel_count, const Formula& formula);
gl::Texture texture_from(const Image& image, gl::Format format = gl::Format::rgba32f);

// Codes that no dithering touches and that tell pixels and pictures apart: red counts columns, green lines, blue says
// which picture it is.
float code(int value);
inline constexpr int first_code = 10;
inline constexpr int blue_a = 30;
inline constexpr int blue_b = 200;
Image picture_a(Size size);
Image picture_b(Size size);

// The whole picture at that place, in a pane of its own or in a larger one.
ComposedPane pane_at(const Rect& picture);
ComposedPane pane_in(const Rect& area, double x, double y, double w, double h);

class CompositorBench {
public:
    CompositorBench();
    // Codes of 8 bits over 255; or the values themselves for a float target.
    Image draw(const Composition& what, Size target, RowOrder rows = RowOrder::top_first,
               gl::Format format = gl::Format::rgba8);

private:
    std::optional<Compositor> compositor_;
};

int code_at(const Image& image, int x, int y, int channel);

// Red, green and blue in codes of 8 bits.
struct Codes {
    int r = 0;
    int g = 0;
    int b = 0;
};
// Pixels that differ from the formula by more than `tolerance` codes, or whose alpha is not 1.
int wrong_pixels(const Image& found, const std::function<Codes(int x, int y)>& expected, int tolerance = 0);

} // namespace senga::test
