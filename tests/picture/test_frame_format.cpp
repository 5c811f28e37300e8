#include "renderer/picture/frame_format.h"

#include <doctest/doctest.h>

using namespace senga;

namespace {

FrameFormat format_of(Size size, Subsampling subsampling = {1, 1}) {
    FrameFormat format;
    format.size = size;
    format.subsampling = subsampling;
    return format;
}

} // namespace

TEST_CASE("chroma planes round up") {
    CHECK(chroma_size(format_of({1920, 1080})) == Size{960, 540});
    CHECK(chroma_size(format_of({853, 479})) == Size{427, 240});
    CHECK(chroma_size(format_of({853, 479}, {1, 0})) == Size{427, 479});
    CHECK(chroma_size(format_of({853, 479}, {0, 0})) == Size{853, 479});
    CHECK(chroma_size(format_of({721, 480}, {2, 0})) == Size{181, 480});
    CHECK(chroma_size(format_of({1, 1})) == Size{1, 1});
    FrameFormat rgb = format_of({64, 64});
    rgb.layout = Layout::rgb;
    CHECK(chroma_size(rgb) == Size{0, 0});
}

TEST_CASE("chroma siting shifts by a quarter of a chroma sample on halved axes only") {
    FrameFormat format = format_of({64, 64});
    format.siting = Siting::left;
    CHECK(chroma_offset(format).x == 0.25);
    CHECK(chroma_offset(format).y == 0.0);
    format.siting = Siting::top_left;
    CHECK(chroma_offset(format).x == 0.25);
    CHECK(chroma_offset(format).y == 0.25);
    format.siting = Siting::bottom_left;
    CHECK(chroma_offset(format).y == -0.25);
    format.siting = Siting::center;
    CHECK(chroma_offset(format).x == 0.0);
    CHECK(chroma_offset(format).y == 0.0);
    format.siting = Siting::top;
    CHECK(chroma_offset(format).x == 0.0);
    CHECK(chroma_offset(format).y == 0.25);

    FrameFormat wide = format_of({64, 64}, {1, 0});
    wide.siting = Siting::top_left;
    CHECK(chroma_offset(wide).x == 0.25);
    CHECK(chroma_offset(wide).y == 0.0);

    FrameFormat full = format_of({64, 64}, {0, 0});
    full.siting = Siting::top_left;
    CHECK(chroma_offset(full).x == 0.0);
}

TEST_CASE("unknown siting is left for limited and centre for full range") {
    FrameFormat format = format_of({64, 64});
    CHECK(resolved_siting(format) == Siting::left);
    format.range = Range::full;
    CHECK(resolved_siting(format) == Siting::center);
    format.siting = Siting::top_left;
    CHECK(resolved_siting(format) == Siting::top_left);
}

TEST_CASE("a picture fits its window with its shape") {
    CHECK(fit_size(format_of({1920, 1080}), {2560, 1440}) == Size{2560, 1440});
    CHECK(fit_size(format_of({1920, 1080}), {960, 960}) == Size{960, 540});
    CHECK(fit_size(format_of({640, 480}), {1920, 1080}) == Size{1440, 1080});
    CHECK(fit_rect(format_of({640, 480}), {1920, 1080}) == Rect{240, 0, 1440, 1080});
    // PAL widescreen DVD: 720 x 576 at 64:45 is 1024 x 576, that is 16:9.
    FrameFormat dvd = format_of({720, 576});
    dvd.pixel_aspect = 64.0 / 45.0;
    CHECK(fit_size(dvd, {1920, 1080}) == Size{1920, 1080});
    CHECK(natural_size(dvd) == Size{1024, 576});
}

TEST_CASE("a turned picture fits with its sides exchanged") {
    FrameFormat format = format_of({1920, 1080});
    format.rotation_deg = 90;
    CHECK(natural_size(format) == Size{1080, 1920});
    CHECK(fit_size(format, {960, 960}) == Size{540, 960});
    format.rotation_deg = 180;
    CHECK(natural_size(format) == Size{1920, 1080});
}

TEST_CASE("impossible sizes give the smallest picture") {
    CHECK(fit_size(format_of({0, 0}), {100, 100}) == Size{1, 1});
    CHECK(fit_size(format_of({100, 100}), {0, 5}) == Size{1, 1});
    CHECK(fit_size(format_of({4000, 1}), {100, 100}) == Size{100, 1});
}

TEST_CASE("formats have their usual names") {
    CHECK(subsampling_name(format_of({2, 2})) == "4:2:0");
    CHECK(subsampling_name(format_of({2, 2}, {1, 0})) == "4:2:2");
    CHECK(subsampling_name(format_of({2, 2}, {0, 0})) == "4:4:4");
    CHECK(subsampling_name(format_of({2, 2}, {2, 0})) == "4:1:1");
    FrameFormat format = format_of({2, 2});
    format.layout = Layout::gray;
    CHECK(subsampling_name(format) == "gray");
    format.layout = Layout::rgb;
    CHECK(subsampling_name(format) == "RGB");
    CHECK(matrix_name(Matrix::bt2020_ncl) == "bt2020-ncl");
    CHECK(range_name(Range::full) == "full");
    CHECK(siting_name(Siting::top_left) == "top-left");
}
