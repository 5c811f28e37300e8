// Samples against the ffmpeg program's own decode of the same file: equal, byte for byte.
#include "tests/media/media_fixture.h"

#include <array>
#include <cstring>

using namespace senga;
using namespace senga::test;

namespace {

struct Case {
    const char* pixels;   // what the file holds
    const char* compared; // what ffmpeg is asked for; the same samples, only arranged as ours
    Size size;
    Layout layout;
    Subsampling subsampling;
    int bit_depth;
    std::vector<int> components; // per plane
};

const std::vector<Case> cases{
    {"yuv420p", "yuv420p", {64, 36}, Layout::ycbcr, {1, 1}, 8, {1, 1, 1}},
    {"yuv420p", "yuv420p", {53, 31}, Layout::ycbcr, {1, 1}, 8, {1, 1, 1}},
    {"yuv422p", "yuv422p", {53, 31}, Layout::ycbcr, {1, 0}, 8, {1, 1, 1}},
    {"yuv444p", "yuv444p", {53, 31}, Layout::ycbcr, {0, 0}, 8, {1, 1, 1}},
    {"yuv440p", "yuv440p", {53, 31}, Layout::ycbcr, {0, 1}, 8, {1, 1, 1}},
    {"yuv411p", "yuv411p", {53, 31}, Layout::ycbcr, {2, 0}, 8, {1, 1, 1}},
    {"yuv410p", "yuv410p", {53, 31}, Layout::ycbcr, {2, 2}, 8, {1, 1, 1}},
    {"yuv420p10le", "yuv420p10le", {53, 31}, Layout::ycbcr, {1, 1}, 10, {1, 1, 1}},
    {"yuv422p10le", "yuv422p10le", {53, 31}, Layout::ycbcr, {1, 0}, 10, {1, 1, 1}},
    {"yuv444p12le", "yuv444p12le", {53, 31}, Layout::ycbcr, {0, 0}, 12, {1, 1, 1}},
    {"yuv420p14le", "yuv420p14le", {53, 31}, Layout::ycbcr, {1, 1}, 14, {1, 1, 1}},
    {"yuv420p16be", "yuv420p16le", {53, 31}, Layout::ycbcr, {1, 1}, 16, {1, 1, 1}},
    {"yuva420p", "yuv420p", {53, 31}, Layout::ycbcr, {1, 1}, 8, {1, 1, 1}},
    {"nv12", "nv12", {54, 32}, Layout::ycbcr, {1, 1}, 8, {1, 2}},
    {"nv21", "nv12", {54, 32}, Layout::ycbcr, {1, 1}, 8, {1, 2}},
    {"yuyv422", "yuv422p", {54, 31}, Layout::ycbcr, {1, 0}, 8, {1, 1, 1}},
    {"gray", "gray", {53, 31}, Layout::gray, {0, 0}, 8, {1}},
    {"gray10le", "gray10le", {53, 31}, Layout::gray, {0, 0}, 10, {1}},
    {"gray16be", "gray16le", {53, 31}, Layout::gray, {0, 0}, 16, {1}},
    {"gbrp", "rgba", {53, 31}, Layout::rgb, {0, 0}, 8, {4}},
    {"rgb24", "rgba", {53, 31}, Layout::rgb, {0, 0}, 8, {4}},
    {"bgr0", "rgba", {53, 31}, Layout::rgb, {0, 0}, 8, {4}},
    {"rgb48be", "rgba64le", {53, 31}, Layout::rgb, {0, 0}, 16, {4}},
    {"gbrp16le", "rgba64le", {53, 31}, Layout::rgb, {0, 0}, 16, {4}},
};

std::string test_picture(Size size) {
    // testsrc2 itself makes even sizes only.
    const std::string crop = std::to_string(size.w) + ":" + std::to_string(size.h) + ":0:0";
    return source("testsrc2=s=" + std::to_string(size.w + size.w % 2) + "x" + std::to_string(size.h + size.h % 2) +
                  ":r=25:d=0.2,format=gbrp,crop=" + crop);
}

} // namespace

TEST_CASE("video reader: every plane equals ffmpeg's decode") {
    const Folder folder;
    for (const Case& each : cases) {
        CAPTURE(each.pixels);
        CAPTURE(each.size.w);
        const std::string pixels = std::string(" -pix_fmt ") + each.pixels;
        const std::string file = folder.make("clip.nut", test_picture(each.size) + pixels + " -c:v rawvideo");
        VideoReader reader = open(file);
        CHECK(reader.info().pixel_format == each.pixels);
        Bytes ours;
        std::int64_t count = 0;
        for (auto frame = reader.next(); frame; frame = reader.next()) {
            CHECK(frame->index == count);
            CHECK(frame->pts_s == doctest::Approx(static_cast<double>(count) / 25.0).epsilon(1e-9));
            ++count;
            CHECK(frame->format.size == each.size);
            CHECK(frame->format.layout == each.layout);
            CHECK(frame->format.subsampling == each.subsampling);
            CHECK(frame->format.bit_depth == each.bit_depth);
            REQUIRE(frame->planes.size() == each.components.size());
            for (std::size_t i = 0; i < frame->planes.size(); ++i) {
                CHECK(frame->planes[i].components == each.components[i]);
            }
            const Bytes bytes = joined(*frame);
            ours.insert(ours.end(), bytes.begin(), bytes.end());
        }
        CHECK(count == 5); // 0.2 s of 25 fps
        const Bytes theirs = ffmpeg_raw(file, each.compared);
        REQUIRE(ours.size() == theirs.size());
        CHECK(std::memcmp(ours.data(), theirs.data(), ours.size()) == 0);
        CHECK(reader.diagnostics().empty());
    }
}

TEST_CASE("video reader: RGB of 10 bits keeps its codes") {
    const Folder folder;
    const std::string file = folder.make("clip.nut", test_picture({53, 31}) + "-pix_fmt gbrp10le -c:v rawvideo");
    VideoReader reader = open(file);
    const auto frame = reader.next();
    REQUIRE(frame.ok());
    CHECK(frame->format.bit_depth == 10);
    const Bytes raw = ffmpeg_raw(file, "gbrp10le", "-frames:v 1"); // planes G, B, R
    const std::size_t count = 53 * 31;
    REQUIRE(raw.size() == count * 3 * 2);
    REQUIRE(frame->planes[0].bytes.size() == count * 4 * 2);
    const auto* planes = reinterpret_cast<const std::uint16_t*>(raw.data());
    const auto* ours = reinterpret_cast<const std::uint16_t*>(frame->planes[0].bytes.data());
    int wrong = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const std::array expected{planes[2 * count + i], planes[i], planes[count + i], std::uint16_t{1023}};
        wrong += std::memcmp(expected.data(), ours + 4 * i, 8) != 0;
    }
    CHECK(wrong == 0);
}

TEST_CASE("video reader: what has no whole codes of 8 to 16 bits is converted, and that is said") {
    const Folder folder;
    struct Converted {
        const char* pixels;
        const char* compared;
        Layout layout;
    };
    // Both hold so few levels that any right conversion gives the same codes.
    for (const Converted& each : {Converted{"monob", "gray", Layout::gray}, {"rgb565le", "rgba", Layout::rgb}}) {
        CAPTURE(each.pixels);
        const std::string pixels = std::string("-pix_fmt ") + each.pixels;
        const std::string file = folder.make("clip.nut", test_picture({56, 31}) + pixels + " -c:v rawvideo");
        VideoReader reader = open(file);
        const auto frame = reader.next();
        REQUIRE(frame.ok());
        CHECK(frame->format.layout == each.layout);
        CHECK(frame->format.range == Range::full);
        CHECK(joined(*frame) == ffmpeg_raw(file, each.compared, "-frames:v 1"));
        REQUIRE(reader.diagnostics().size() == 1);
        CHECK(reader.diagnostics()[0].code == Code::media_converted);
        CHECK(reader.diagnostics()[0].severity == Severity::note);
    }
}

TEST_CASE("video reader: coded clips equal ffmpeg's decode") {
    const std::string assets = SENGA_SOURCE_DIR "/assets/";
    struct Clip {
        std::string file;
        const char* pixels;
        std::size_t frames; // ffprobe -count_packets
    };
    const std::vector<Clip> clips{{assets + "demo.mkv", "yuv420p", 144},
                                  {assets + "clips/b_dusk_1080p_hevc10.mkv", "yuv420p10le", 96},
                                  {assets + "clips/e_concert_480p_xvid.avi", "yuv420p", 48}};
    for (const Clip& clip : clips) {
        CAPTURE(clip.file);
        VideoReader reader = open(clip.file);
        const auto ours = sequential_hashes(reader);
        CHECK(ours.size() == clip.frames);
        CHECK_FALSE(has(reader.diagnostics(), Code::media_damaged));
        REQUIRE(reader.info().pixel_format == clip.pixels);
        const Bytes theirs = ffmpeg_raw(clip.file, clip.pixels, "-frames:v 24");
        const std::size_t frame_bytes = theirs.size() / 24;
        int wrong = 0;
        for (std::size_t i = 0; i < 24; ++i) {
            wrong += hash(theirs.data() + i * frame_bytes, frame_bytes) != ours[i];
        }
        CHECK(wrong == 0);
    }
}

TEST_CASE("video reader: still images") {
    const Folder folder;
    struct Still {
        const char* name;
        const char* arguments;
        const char* compared;
    };
    const std::vector<Still> stills{{"a.png", "-pix_fmt rgb24", "rgba"},
                                    {"b.png", "-pix_fmt rgb48be", "rgba64le"},
                                    {"c.png", "-pix_fmt pal8", "rgba"},
                                    {"d 50%.png", "-update 1 -pix_fmt gray", "gray"},
                                    {"e:f.bmp", "-pix_fmt bgr24", "rgba"},
                                    {"g.jpg", "-pix_fmt yuvj422p", "yuvj422p"},
                                    {"h.webp", "-c:v libwebp -pix_fmt yuv420p", "yuv420p"},
                                    {"i.tiff", "-pix_fmt rgb24", "rgba"}};
    for (const Still& still : stills) {
        CAPTURE(still.name);
        const std::string arguments = test_picture({53, 31}) + "-frames:v 1 " + still.arguments;
        const std::string plain = std::string("plain") + (std::strrchr(still.name, '.'));
        const std::string made = folder.make(plain, arguments);
        const std::string file = folder / still.name;
        std::filesystem::rename(made, file);
        VideoReader reader = open(file);
        CHECK(reader.info().kind == MediaKind::still_image);
        CHECK(reader.info().frame_count == 1);
        const auto frame = reader.next();
        REQUIRE(frame.ok());
        CHECK(frame->pts_s == 0.0);
        std::filesystem::rename(file, made);
        // pal8 and gray are stored with or without an alpha that ffmpeg keeps and we do not; the test picture is opaque
        CHECK(joined(*frame) == ffmpeg_raw(made, still.compared));
        CHECK(reader.next().error().code == Code::media_end);
    }
}

TEST_CASE("video reader: a still is on the screen at any time") {
    VideoReader reader = open(SENGA_SOURCE_DIR "/assets/stills/s04_dusk_wires_540p_16b.png");
    CHECK(reader.info().format.bit_depth == 16);
    const auto first = reader.frame_at_time(0.0);
    const auto later = reader.frame_at_time(3600.0);
    REQUIRE(first.ok());
    REQUIRE(later.ok());
    CHECK(hash(*first) == hash(*later));
    CHECK(reader.frame_at_index(1).error().code == Code::media_end);
}

TEST_CASE("video reader: cover art only where there is no video") {
    const Folder folder;
    const std::string cover = folder.make("cover.png", source("color=red:s=32x32") + "-frames:v 1 -pix_fmt rgb24");
    const std::string tone = source("sine=d=0.5");
    const std::string song =
        folder.make("song.mp3", tone + "-i '" + cover + "' -map 0:a -map 1:v -c:v copy -disposition:v:0 attached_pic");
    VideoReader art = open(song);
    CHECK(art.info().kind == MediaKind::cover_art);
    CHECK(art.info().format.size == Size{32, 32});
    CHECK(art.next().ok());
    CHECK(art.next().error().code == Code::media_end);

    const std::string film =
        folder.make("film.mp4", "-i '" + cover + "' " + source("testsrc2=s=64x48:r=25:d=0.4") +
                                    "-map 0:v -map 1:v -c:v:0 copy -c:v:1 libx264 -disposition:v:0 attached_pic");
    VideoReader video = open(film);
    CHECK(video.info().kind == MediaKind::video);
    CHECK(video.info().format.size == Size{64, 48});
}
