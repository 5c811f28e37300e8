// What a frame is said to be: tags as written by ffmpeg and x264, guesses as mpv makes them.
#include "tests/media/media_fixture.h"

#include <cstring>

using namespace senga;
using namespace senga::test;

namespace {

FrameFormat described(const std::string& file) {
    VideoReader reader = open(file);
    const auto frame = reader.next();
    REQUIRE(frame.ok());
    CHECK(frame->format == reader.info().format);
    return frame->format;
}

const std::string small = source("testsrc2=s=64x48:r=25:d=0.2");

// One component of the displayed picture's pixel, for a frame turned clockwise by its rotation.
std::uint8_t turned_luma(const RawFrame& frame, int x, int y) {
    const RawPlane& luma = frame.planes[0];
    int sx = x;
    int sy = y;
    if (frame.format.rotation_deg == 90) {
        sx = y;
        sy = luma.height_px - 1 - x;
    } else if (frame.format.rotation_deg == 180) {
        sx = luma.width_px - 1 - x;
        sy = luma.height_px - 1 - y;
    } else if (frame.format.rotation_deg == 270) {
        sx = luma.width_px - 1 - y;
        sy = x;
    }
    return luma.bytes[static_cast<std::size_t>(sy * luma.stride_bytes + sx)];
}

} // namespace

TEST_CASE("frame format: tags of the bitstream") {
    const Folder folder;
    struct Tagged {
        const char* arguments;
        Matrix matrix;
        Range range;
        Siting siting;
    };
    // x264's chromaloc is H.264's chroma_sample_loc_type: 0 left, 1 centre, 2 top left, 3 top, 4 bottom left, 5 bottom.
    const std::vector<Tagged> all{
        {"colormatrix=bt709:chromaloc=0 -color_range tv", Matrix::bt709, Range::limited, Siting::left},
        {"colormatrix=bt470bg:chromaloc=1 -color_range pc", Matrix::bt601, Range::full, Siting::center},
        {"colormatrix=smpte170m:chromaloc=2 -color_range tv", Matrix::bt601, Range::limited, Siting::top_left},
        {"colormatrix=smpte240m:chromaloc=3 -color_range tv", Matrix::smpte240m, Range::limited, Siting::top},
        {"colormatrix=bt2020nc:chromaloc=4 -color_range tv", Matrix::bt2020_ncl, Range::limited, Siting::bottom_left},
        {"colormatrix=YCgCo:chromaloc=5 -color_range pc", Matrix::ycgco, Range::full, Siting::bottom}};
    for (const Tagged& each : all) {
        CAPTURE(each.arguments);
        const std::string file = folder.make(
            "tagged.mkv", small + "-pix_fmt yuv420p -c:v libx264 -preset ultrafast -x264-params " + each.arguments);
        const FrameFormat format = described(file);
        CHECK(format.matrix == each.matrix);
        CHECK(format.range == each.range);
        CHECK(format.siting == each.siting);
    }
}

TEST_CASE("frame format: tags of the container") {
    const Folder folder;
    const std::string file = folder.make("tagged.mkv", small + "-vf setparams=colorspace=bt2020nc:range=pc -pix_fmt "
                                                               "yuv420p -c:v rawvideo -colorspace bt2020nc "
                                                               "-color_range pc");
    const FrameFormat format = described(file);
    CHECK(format.matrix == Matrix::bt2020_ncl);
    CHECK(format.range == Range::full);
}

TEST_CASE("frame format: untagged pictures are guessed as mpv guesses") {
    const Folder folder;
    struct Guess {
        const char* size;
        Matrix matrix;
    };
    // mpv: width >= 1280 or height > 576 is BT.709
    for (const Guess& each : {Guess{"1278x64", Matrix::bt601},
                              {"1280x64", Matrix::bt709},
                              {"64x576", Matrix::bt601},
                              {"64x578", Matrix::bt709}}) {
        CAPTURE(each.size);
        const std::string file =
            folder.make("untagged.nut", source(std::string("testsrc2=s=") + each.size + ":r=25:d=0.04") +
                                            "-pix_fmt yuv420p -c:v rawvideo");
        const FrameFormat format = described(file);
        CHECK(format.matrix == each.matrix);
        CHECK(format.range == Range::limited);
        CHECK(format.siting == Siting::unknown);
    }
}

TEST_CASE("frame format: the transfer curve is read as mpv reads it") {
    const Folder folder;
    struct Tagged {
        const char* arguments;
        Transfer transfer;
    };
    // mpv's avcol_trc_to_mp_csp_trc(): camera curves are shown by BT.1886, and untagged ones too.
    for (const Tagged& each : {Tagged{"", Transfer::bt1886},
                               {"-color_trc bt709", Transfer::bt1886},
                               {"-color_trc smpte170m", Transfer::bt1886},
                               {"-color_trc bt2020-10", Transfer::bt1886},
                               {"-color_trc iec61966-2-1", Transfer::srgb},
                               {"-color_trc linear", Transfer::linear},
                               {"-color_trc gamma22", Transfer::gamma22},
                               {"-color_trc gamma28", Transfer::gamma28}}) {
        CAPTURE(each.arguments);
        CHECK(described(folder.make("tagged.mkv", small + "-pix_fmt yuv420p -c:v ffv1 " + each.arguments)).transfer ==
              each.transfer);
    }
    // An untagged picture of R'G'B' is sRGB, one of Y'CbCr is not.
    CHECK(described(folder.make("plain.png", small + "-frames:v 1 -pix_fmt rgb24")).transfer == Transfer::srgb);
    CHECK(described(folder.make("plain.jpg", small + "-frames:v 1 -pix_fmt yuvj420p")).transfer == Transfer::bt1886);
}

TEST_CASE("frame format: JPEG is of full range") {
    const Folder folder;
    const FrameFormat format = described(folder.make("a.jpg", small + "-frames:v 1 -pix_fmt yuvj420p"));
    CHECK(format.range == Range::full);
    CHECK(format.siting == Siting::center); // JFIF
    CHECK(format.matrix == Matrix::bt601);
}

TEST_CASE("frame format: a matrix we do not have is guessed, and that is said") {
    const Folder folder;
    const std::string file = folder.make(
        "tagged.mkv", small + "-pix_fmt yuv420p -c:v libx264 -preset ultrafast -x264-params colormatrix=bt2020c");
    VideoReader reader = open(file);
    CHECK(reader.info().format.matrix == Matrix::bt2020_ncl);
    REQUIRE(reader.diagnostics().size() == 1);
    CHECK(reader.diagnostics()[0].code == Code::media_colour);
    CHECK(reader.diagnostics()[0].place.file == file);
}

TEST_CASE("frame format: pixel aspect") {
    const Folder folder;
    const std::string encode = "-pix_fmt yuv420p -c:v libx264 -preset ultrafast";
    CHECK(described(folder.make("a.mp4", small + "-vf setsar=32/27 " + encode)).pixel_aspect ==
          doctest::Approx(32.0 / 27.0).epsilon(1e-12));
    // Matroska stores a display size: 64 * 8/9 = 56.9 rounds to 57
    const double stored = described(folder.make("b.mkv", small + "-vf setsar=8/9 " + encode)).pixel_aspect;
    CHECK(stored == doctest::Approx(8.0 / 9.0).epsilon(0.5 / 57));
    CHECK(described(folder.make("c.nut", small + "-pix_fmt yuv420p -c:v rawvideo")).pixel_aspect == 1.0);
}

TEST_CASE("frame format: rotation is clockwise, as ffmpeg turns the picture") {
    const Folder folder;
    for (const int degrees : {0, 90, 180, 270}) {
        CAPTURE(degrees);
        const std::string plain = folder.make("plain.mp4", small + "-pix_fmt yuv420p -c:v libx264 -preset ultrafast");
        const std::string file =
            folder.make("turned.mp4", "-i '" + plain + "' -c copy -metadata:s:v:0 rotate=" + std::to_string(degrees));
        VideoReader reader = open(file);
        const auto frame = reader.next();
        REQUIRE(frame.ok());
        CHECK(frame->format.rotation_deg % 180 == degrees % 180);
        const Bytes shown = capture("ffmpeg -nostdin -v error -i '" + file +
                                    "' -frames:v 1 -f rawvideo -pix_fmt gray "
                                    "-vf extractplanes=y -");
        const bool upright = degrees % 180 == 0;
        const int width = upright ? 64 : 48;
        const int height = upright ? 48 : 64;
        REQUIRE(shown.size() == 64u * 48u);
        int wrong = 0;
        for (int y = 0; y < height; ++y) {
            for (int x = 0; x < width; ++x) {
                wrong += shown[static_cast<std::size_t>(y * width + x)] != turned_luma(*frame, x, y);
            }
        }
        CHECK(wrong == 0);
    }
}

TEST_CASE("media info: rate, length, names") {
    const Folder folder;
    const std::string file = folder.make("a.mp4", source("testsrc2=s=64x48:r=24000/1001:d=2") +
                                                      "-pix_fmt yuv420p -c:v libx264 -preset ultrafast");
    VideoReader reader = open(file);
    const MediaInfo& info = reader.info();
    CHECK(info.fps == Rational{24000, 1001});
    CHECK(info.frame_count == 48); // 2 s * 23.976
    CHECK(info.duration_s == doctest::Approx(48 * 1001.0 / 24000).epsilon(1e-3));
    CHECK(info.codec == "h264");
    CHECK(info.pixel_format == "yuv420p");
    CHECK(info.container.find("mp4") != std::string::npos);
    CHECK(info.kind == MediaKind::video);
    const std::string tagged = folder.make("b.mkv", "-i '" + file + "' -c copy -metadata:s:v:0 NUMBER_OF_FRAMES=48");
    CHECK(open(tagged).info().frame_count == 48); // the statistics mkvmerge writes
    CHECK_FALSE(open(folder.make("c.mkv", "-i '" + file + "' -c copy")).info().frame_count.has_value());
}

TEST_CASE("frame format: it may change in the middle of a file") {
    const Folder folder;
    const std::string encode = "-pix_fmt yuv420p -c:v libx264 -preset ultrafast -f h264";
    const std::string first = folder.make("a.h264", small + encode);
    const std::string second = folder.make("b.h264", source("testsrc2=s=96x64:r=25:d=0.2") + encode);
    const std::string both = folder / "both.h264";
    capture("cat '" + first + "' '" + second + "' > '" + both + "'");
    VideoReader reader = open(both);
    std::vector<Size> sizes;
    for (auto frame = reader.next(); frame; frame = reader.next()) {
        CHECK(frame->planes[0].width_px == frame->format.size.w);
        sizes.push_back(frame->format.size);
    }
    REQUIRE(sizes.size() == 10);
    CHECK(sizes[4] == Size{64, 48});
    CHECK(sizes[5] == Size{96, 64});
}

TEST_CASE("video reader: a count of frames left over from a longer film is not believed") {
    const Folder folder;
    const std::string clip = source("testsrc2=s=64x48:r=24:d=2") + "-c:v libx264 -preset ultrafast ";
    CHECK(open(folder.make("right.mkv", clip + "-metadata:s:v NUMBER_OF_FRAMES=48")).info().frame_count == 48);
    CHECK_FALSE(open(folder.make("stale.mkv", clip + "-metadata:s:v NUMBER_OF_FRAMES=144")).info().frame_count);
}

TEST_CASE("video reader: interlaced film is told, once") {
    const Folder folder;
    const std::string clip = source("testsrc2=s=64x48:r=25:d=1") + "-c:v libx264 -preset ultrafast ";
    const auto warnings = [](VideoReader reader) {
        while (reader.next()) {
        }
        const auto& all = reader.diagnostics();
        return std::count_if(all.begin(), all.end(), [](const Diagnostic& each) {
            return each.severity == Severity::warning && each.text.find("bwdif") != std::string::npos;
        });
    };
    CHECK(warnings(open(folder.make("fields.mkv", clip + "-flags +ilme+ildct -x264-params tff=1"))) == 1);
    CHECK(warnings(open(folder.make("frames.mkv", clip))) == 0);
}
