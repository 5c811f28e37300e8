#include "app/clip/composer.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <span>
#include <utility>

namespace senga {
namespace {

Rect meeting(const Rect& a, const Rect& b) {
    const int x = std::max(a.x, b.x);
    const int y = std::max(a.y, b.y);
    return {x, y, std::max(0, std::min(a.x + a.w, b.x + b.w) - x), std::max(0, std::min(a.y + a.h, b.y + b.h) - y)};
}

Rect around(const Rect& a, const Rect& b) {
    if (a.size().empty()) {
        return b;
    }
    const int x = std::min(a.x, b.x);
    const int y = std::min(a.y, b.y);
    return {x, y, std::max(a.x + a.w, b.x + b.w) - x, std::max(a.y + a.h, b.y + b.h) - y};
}

ComposedPane pane_of(const Rect& rect) {
    return {.area = rect,
            .x = static_cast<double>(rect.x),
            .y = static_cast<double>(rect.y),
            .w = static_cast<double>(rect.w),
            .h = static_cast<double>(rect.h)};
}

bool is_vertical(const ComposerOptions& options) {
    return options.line == Divider::Line::vertical;
}

} // namespace

int default_line_px(int picture_height_px) {
    return std::max(2, 2 * static_cast<int>(std::lround(picture_height_px / 360.0)));
}

ClipComposer::ClipComposer(const ComposerOptions& options) : options_(options), size_(options.picture) {
    const Size one = options_.picture;
    pane_a_ = {0, 0, one.w, one.h};
    pane_b_ = pane_a_;
    if (options_.kind == ComposerOptions::Kind::side_by_side) {
        (is_vertical(options_) ? pane_b_.x : pane_b_.y) += (is_vertical(options_) ? one.w : one.h) + options_.line_px;
        size_ = {pane_b_.x + one.w, pane_b_.y + one.h};
    }
    place_labels();
    place_line();
    for (const Piece& piece : pieces_) {
        layer_rect_ = around(layer_rect_, piece.at);
    }
}

void ClipComposer::place_labels() {
    const auto margin = static_cast<int>(std::lround(label_text_px(options_.picture.h) / 2.0));
    const auto place = [&](const LabelPicture& label, int x, int y) {
        pieces_.push_back({.picture = label, .at = {x, y, label.size.w, label.size.h}});
    };
    if (!options_.label_a.size.empty()) {
        place(options_.label_a, margin, margin);
    }
    if (options_.label_b.size.empty()) {
        return;
    }
    // Of a wipe in the corner that the divider reaches last, so that both are seen most of the time.
    const bool opposite = options_.kind == ComposerOptions::Kind::wipe;
    const bool across = opposite && is_vertical(options_);
    const bool down = opposite && !is_vertical(options_);
    const int x = across ? pane_b_.w - margin - options_.label_b.size.w : pane_b_.x + margin;
    const int y = down ? pane_b_.h - margin - options_.label_b.size.h : pane_b_.y + margin;
    place(options_.label_b, x, y);
}

void ClipComposer::place_line() {
    if (options_.kind != ComposerOptions::Kind::side_by_side || options_.line_px <= 0) {
        return;
    }
    const Size one = options_.picture;
    const Rect at =
        is_vertical(options_) ? Rect{one.w, 0, options_.line_px, one.h} : Rect{0, one.h, one.w, options_.line_px};
    const std::size_t bytes = static_cast<std::size_t>(at.w) * static_cast<std::size_t>(at.h) * 4;
    pieces_.push_back({.picture = {.size = at.size(), .rgba = std::vector<std::uint8_t>(bytes, 255)}, .at = at});
}

// Of the first piece what lies on A's side, of the second what lies on B's; the line between is whole.
void ClipComposer::paint_layer(const Rect& side_a, const Rect& side_b) {
    if (layer_ && shown_a_ == side_a && shown_b_ == side_b) {
        return;
    }
    shown_a_ = side_a;
    shown_b_ = side_b;
    const auto stride = static_cast<std::size_t>(layer_rect_.w) * 4;
    texels_.assign(stride * static_cast<std::size_t>(layer_rect_.h), 0);
    const bool has_a = !options_.label_a.size.empty();
    const bool has_b = !options_.label_b.size.empty();
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
        const Piece& piece = pieces_[i];
        const bool of_a = has_a && i == 0;
        const bool of_b = has_b && i == (has_a ? 1U : 0U);
        const Rect seen = meeting(piece.at, of_a ? side_a : of_b ? side_b : piece.at);
        for (int y = seen.y; y < seen.y + seen.h; ++y) {
            const auto from_row = static_cast<std::size_t>(y - piece.at.y) * static_cast<std::size_t>(piece.at.w);
            const std::uint8_t* from =
                piece.picture.rgba.data() + (from_row + static_cast<std::size_t>(seen.x - piece.at.x)) * 4;
            std::uint8_t* to = texels_.data() + static_cast<std::size_t>(y - layer_rect_.y) * stride +
                               static_cast<std::size_t>(seen.x - layer_rect_.x) * 4;
            std::memcpy(to, from, static_cast<std::size_t>(seen.w) * 4);
        }
    }
    if (!layer_) {
        layer_ = gl::Texture({.size = layer_rect_.size(), .format = gl::Format::rgba8, .filter = gl::Filter::nearest});
    }
    layer_.upload(std::as_bytes(std::span(texels_)));
}

Composition ClipComposer::compose(const gl::Texture& a, const gl::Texture& b, double position) {
    const bool wipe = options_.kind == ComposerOptions::Kind::wipe;
    Composition out{.a = {&a},
                    .b = {&b},
                    .mode = wipe ? CompareMode::wipe : CompareMode::side_by_side,
                    .divider = {.line = options_.line, .position = position},
                    .pane = pane_of(pane_a_),
                    .second = pane_of(pane_b_)};
    Rect side_a = pane_a_;
    Rect side_b = pane_b_;
    if (wipe) {
        // Where one side is all there is no line at the edge either.
        out.divider_px = position > 0.0 && position < 1.0 ? options_.line_px : 0;
        const int extent = is_vertical(options_) ? size_.w : size_.h;
        const int split = divider_px(position, extent);
        const int line_begin = split - out.divider_px / 2;
        const int line_end = line_begin + out.divider_px;
        (is_vertical(options_) ? side_a.w : side_a.h) = std::max(0, line_begin);
        (is_vertical(options_) ? side_b.x : side_b.y) = line_end;
        (is_vertical(options_) ? side_b.w : side_b.h) = std::max(0, extent - line_end);
    }
    if (!layer_rect_.size().empty()) {
        paint_layer(side_a, side_b);
        out.subtitles = &layer_;
        out.subtitles_rect = layer_rect_;
    }
    return out;
}

} // namespace senga
