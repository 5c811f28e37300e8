// ClipComposer arranges the two sides of a clip: one over the other with a divider, or side by side with a line
// between, and their labels in the corners. A label belongs to its side: the divider uncovers it with the picture.
// It says what is drawn; the Compositor draws it. Belongs to the thread of the GL context; owns the labels' texture.
#pragma once

#include "app/clip/label.h"
#include "renderer/compare/compositor.h"

#include <cstdint>
#include <vector>

namespace senga {

struct ComposerOptions {
    enum class Kind { wipe, side_by_side } kind = Kind::wipe;
    Size picture; // of each side
    Divider::Line line = Divider::Line::vertical;
    int line_px = 4;      // white; 0: none
    LabelPicture label_a; // empty: none
    LabelPicture label_b;
};

// Of a line, for a picture so many pixels high: two pixels at least, an even number.
int default_line_px(int picture_height_px);

class ClipComposer {
public:
    explicit ClipComposer(const ComposerOptions& options);

    // Of what is drawn: of a wipe that of a picture.
    Size size() const { return size_; }
    // `position` is of the divider. The result is valid until the next call.
    Composition compose(const gl::Texture& a, const gl::Texture& b, double position);

private:
    // Something drawn over the pictures.
    struct Piece {
        LabelPicture picture;
        Rect at; // of the target
    };
    void place_labels();
    void place_line();
    void paint_layer(const Rect& side_a, const Rect& side_b);

    ComposerOptions options_;
    Size size_;
    Rect pane_a_;
    Rect pane_b_;
    std::vector<Piece> pieces_; // A's label, B's label, the line between
    Rect layer_rect_;           // around all of them
    Rect shown_a_;              // what the layer was painted for
    Rect shown_b_;
    gl::Texture layer_;
    std::vector<std::uint8_t> texels_;
};

} // namespace senga
