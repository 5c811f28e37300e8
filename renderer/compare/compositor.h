// Compositor draws what the window or a file gets: picture A or B or both, compared in one of several ways, zoomed,
// turned upright, dithered to the target's depth, with the subtitle layer over it. It runs no passes and never touches
// a frame. Belongs to the thread of the GL context.
#pragma once

#include "renderer/base/result.h"
#include "renderer/compare/comparison.h"
#include "renderer/gl/program.h"
#include "renderer/gl/texture.h"
#include "renderer/picture/size.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace senga {

enum class CompareMode {
    a,            // A alone
    b,            // B alone
    wipe,         // A before the divider, B from it on
    side_by_side, // A in the first pane, B in the second
    difference,   // of the two
};

// Depth of the target's channels; dithering adds less than one code of blue noise before rounding.
enum class OutputDepth { eight, ten, sixteen };
enum class RowOrder { top_first, bottom_first }; // textures and files; windows

// A picture, or any other texture of a chain, of whatever size.
struct Exposure {
    const gl::Texture* texture = nullptr; // null: black
    int components = 4;                   // 1: shown as grey; 2: as red and green; 3 and 4: R'G'B'
};

// A part of the target, and where the whole picture lies in it, both in the target's pixels from the top left; the
// picture may reach beyond. Around the picture it is black.
struct ComposedPane {
    Rect area;
    double x = 0.0;
    double y = 0.0;
    double w = 0.0;
    double h = 0.0;
};

// A lens: two discs of the same part of the picture, enlarged, A's left and B's right. They touch at the point, moved
// so far that both lie on the target; what lies under the point is in their middles. Texels are sharp. None where the
// point is not on the picture.
struct Lens {
    double x = 0.0; // of the point, in the target's pixels
    double y = 0.0;
    int radius_px = 0;   // 0: no lens
    double factor = 4.0; // target pixels per texel of the larger of A and B; whole, 1..128
};

// Pictures stand on whole pixels. Where a texture is enlarged twice or more, or not at all, each texel is a sharp
// square of the one code it has at its own size; between, and where it is made smaller, it is interpolated: half, a
// quarter and an eighth are the means. Values count as held within 0..1. A difference is taken before anything is
// rounded: equal pictures give exactly 0, with a sign the code next above the middle (128 of 255).
struct Composition {
    Exposure a;
    Exposure b;
    CompareMode mode = CompareMode::a;
    Divider divider;
    int divider_px = 0; // width of the line drawn on it; 0: none
    Difference difference;
    ComposedPane pane;   // of A, or of both
    ComposedPane second; // of B, side by side
    Lens lens;
    int grid_from_px = 0;                   // lines between texels at least so large; 0: none
    int rotation_deg = 0;                   // clockwise; pictures are given as stored
    const gl::Texture* subtitles = nullptr; // premultiplied; null: none
    Rect subtitles_rect;                    // what they cover, scaled where sizes differ; empty: the whole target
    OutputDepth depth = OutputDepth::eight;
};

struct Placement;
struct View;

class Compositor {
public:
    // Errors: gl_internal.
    static Result<Compositor> create();

    // Draws over the whole of the bound framebuffer of `target` pixels.
    void draw(const Composition& what, std::uint32_t framebuffer, Size target, RowOrder rows);

private:
    // Where a program's uniforms lie, -1 for those it lacks; asked once, as draw() runs for every frame.
    struct Uniforms {
        int target = -1;
        int bottom_first = -1;
        int levels = -1;
        int visible = -1;
        int corner = -1;
        int areas = -1;
        int pictures = -1;
        int texels = -1;
        int ratios = -1;
        int traits = -1;
        int mode = -1;
        int horizontal = -1;
        int split = -1;
        int divider = -1;
        int kind = -1;
        int gain = -1;
        int middle = -1;
        int finer = -1;
        int lens = -1;
        int text_rect = -1;
        int rotation = -1;
    };

    struct Variant {
        gl::Program program;
        Uniforms at;
    };
    enum class Scope {
        direct,      // one picture, texel for pixel, no subtitles
        direct_text, // the same under subtitles
        plain,       // pictures in their own size or enlarged, without difference and lens
        full,
    };
    static constexpr std::size_t scope_count = 4;
    static Scope scope_of(const Composition& what, const Placement& placement, Size target);
    static Result<Variant> build(Scope scope);
    static void set_direct(const Uniforms& at, const View& shown);
    static void set_general(const Uniforms& at, const Composition& what, const Placement& placement, Size target);

    Compositor() = default;
    std::array<Variant, scope_count> variants_;
    gl::Texture noise_;
    gl::Texture black_;
    gl::FullscreenTriangle triangle_;
};

// The first column (line) that shows B when the divider stands at `position` of a picture `extent` pixels wide (high).
int divider_px(double position, int extent);

} // namespace senga
