#include "tests/compare/compare_fixture.h"

#include "renderer/gl/framebuffer.h"

#include <cmath>
#include <cstdlib>
#include <span>

namespace senga::test {
namespace {

Image counting(Size size, int blue) {
    return filled(size, 4, [&](int x, int y, int channel) {
        return channel == 3 ? 1.0F : code(channel == 0 ? first_code + x : channel == 1 ? first_code + y : blue);
    });
}

} // namespace

Image filled(Size size, int channel_count, const Formula& formula) {
    Image out(size.w, size.h, channel_count);
    for (int y = 0; y < size.h; ++y) {
        for (int x = 0; x < size.w; ++x) {
            for (int channel = 0; channel < channel_count; ++channel) {
                out.at(x, y, channel) = formula(x, y, channel);
            }
        }
    }
    return out;
}

gl::Texture texture_from(const Image& image, gl::Format format) {
    gl::Texture out({.size = {image.w, image.h}, .format = format, .filter = gl::Filter::nearest});
    out.upload(std::as_bytes(std::span(image.values)));
    return out;
}

float code(int value) {
    return static_cast<float>(value) / 255.0F;
}

Image picture_a(Size size) {
    return counting(size, blue_a);
}

Image picture_b(Size size) {
    return counting(size, blue_b);
}

ComposedPane pane_at(const Rect& picture) {
    return pane_in(picture, picture.x, picture.y, picture.w, picture.h);
}

ComposedPane pane_in(const Rect& area, double x, double y, double w, double h) {
    return {.area = area, .x = x, .y = y, .w = w, .h = h};
}

CompositorBench::CompositorBench() {
    Result<Compositor> made = Compositor::create();
    REQUIRE_MESSAGE(made.ok(), (made.ok() ? "" : made.error().text));
    compositor_.emplace(*std::move(made));
}

Image CompositorBench::draw(const Composition& what, Size target, RowOrder rows, gl::Format format) {
    gl::Texture texture({.size = target, .format = format});
    Result<gl::Framebuffer> framebuffer = gl::Framebuffer::for_texture(texture);
    REQUIRE(framebuffer.ok());
    compositor_->draw(what, framebuffer->id(), target, rows);
    return read(texture);
}

int code_at(const Image& image, int x, int y, int channel) {
    return static_cast<int>(std::lround(image.at(x, y, channel) * 255.0F));
}

int wrong_pixels(const Image& found, const std::function<Codes(int, int)>& expected, int tolerance) {
    int wrong = 0;
    for (int y = 0; y < found.h; ++y) {
        for (int x = 0; x < found.w; ++x) {
            const Codes codes = expected(x, y);
            const int all[3] = {codes.r, codes.g, codes.b};
            bool right = code_at(found, x, y, 3) == 255;
            for (int channel = 0; channel < 3; ++channel) {
                right = right && std::abs(code_at(found, x, y, channel) - all[channel]) <= tolerance;
            }
            wrong += right ? 0 : 1;
        }
    }
    return wrong;
}

} // namespace senga::test
