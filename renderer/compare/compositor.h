// Compositor draws what the window or a file gets: picture A or B or both with a divider, turned upright, dithered to
// the target's depth, with the subtitle layer over it. It runs no passes and never touches a frame.
// Belongs to the thread of the GL context.
#pragma once

#include "renderer/base/result.h"
#include "renderer/gl/program.h"
#include "renderer/gl/texture.h"
#include "renderer/picture/size.h"

#include <cstdint>
#include <memory>

namespace senga {

enum class CompareMode {
    a,    // A alone
    b,    // B alone
    wipe, // A left of the divider, B from it on
};

// Depth of the target's channels; dithering adds less than one code of blue noise before rounding.
enum class OutputDepth { eight, ten, sixteen };
enum class RowOrder { top_first, bottom_first }; // textures and files; windows

struct Composition {
    const gl::Texture* a = nullptr; // null: black
    const gl::Texture* b = nullptr;
    CompareMode mode = CompareMode::a;
    double wipe = 0.5;                      // divider as a share of the picture's width, 0..1
    int divider_px = 0;                     // width of the line drawn on it; 0: none
    Rect picture;                           // where the picture lies in the target; around it black
    int rotation_deg = 0;                   // clockwise; pictures are given as stored
    const gl::Texture* subtitles = nullptr; // premultiplied; null: none
    Rect subtitles_rect;                    // what they cover, scaled where sizes differ; empty: the whole target
    OutputDepth depth = OutputDepth::eight;
};

class Compositor {
public:
    // Errors: gl_internal.
    static Result<Compositor> create();

    // Draws over the whole of the bound framebuffer of `target` pixels.
    void draw(const Composition& what, std::uint32_t framebuffer, Size target, RowOrder rows);

private:
    // Where the program's uniforms lie; asked once, as draw() runs for every frame.
    struct Uniforms {
        int rect = -1;
        int text_rect = -1;
        int target = -1;
        int bottom_first = -1;
        int rotation = -1;
        int split = -1;
        int divider = -1;
        int levels = -1;
    };

    Compositor() = default;
    gl::Program program_;
    Uniforms uniforms_;
    gl::Texture noise_;
    gl::Texture black_;
    gl::FullscreenTriangle triangle_;
};

// First column of the picture that shows B when the divider stands at `wipe` of a picture `width` pixels wide.
int divider_column(double wipe, int width);

} // namespace senga
