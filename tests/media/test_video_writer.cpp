// What VideoWriter encodes, judged by ffmpeg and ffprobe: samples, timestamps, tags, and what it refuses.
#include "app/media/encoder.h"
#include "tests/media/writer_fixture.h"

#include <array>

using namespace senga;
using namespace senga::test;

namespace {

std::string still_moving(const std::string& size, const std::string& rest) {
    return source("testsrc2=s=" + size + ":r=24000/1001:d=0.5" + rest);
}

void check_equal(const std::vector<double>& ours, const std::vector<double>& theirs, double tolerance) {
    REQUIRE(ours.size() == theirs.size());
    for (std::size_t i = 0; i < ours.size(); ++i) {
        CAPTURE(i);
        CHECK(std::abs(ours[i] - theirs[i]) <= tolerance);
    }
}

// The share of the largest code that samples differ by, as a root mean square.
double rms(const Bytes& a, const Bytes& b, int bit_depth) {
    REQUIRE(a.size() == b.size());
    REQUIRE(!a.empty());
    double sum = 0.0;
    const std::size_t step = bit_depth > 8 ? 2 : 1;
    for (std::size_t i = 0; i + step <= a.size(); i += step) {
        const auto code = [&](const Bytes& from) { return step == 1 ? from[i] : from[i] + 256 * from[i + 1]; };
        const double difference = code(a) - code(b);
        sum += difference * difference;
    }
    return std::sqrt(sum / static_cast<double>(a.size() / step)) / ((1 << bit_depth) - 1);
}

} // namespace

TEST_CASE("video writer: FFV1 keeps every sample") {
    const Folder folder;
    struct Case {
        const char* pixels;   // of the source
        const char* compared; // what ffmpeg decodes both to, without changing a sample
    };
    constexpr std::array cases{
        Case{"yuv420p", "yuv420p"},
        Case{"yuv422p", "yuv422p"},
        Case{"yuv444p", "yuv444p"},
        Case{"yuv411p", "yuv411p"},
        Case{"gray", "gray"},
        Case{"nv12", "yuv420p"},
        Case{"yuv420p10le", "yuv420p10le"},
        Case{"yuv422p10le", "yuv422p10le"},
        Case{"yuv444p10le", "yuv444p10le"},
        Case{"yuv420p16le", "yuv420p16le"},
        Case{"gray10le", "gray10le"},
        Case{"gbrp", "rgba"},
        Case{"gbrp10le", "gbrp10le"},
        Case{"rgb48le", "rgb48le"},
    };
    for (const Case& each : cases) {
        CAPTURE(std::string(each.pixels));
        const std::string in = folder.make("in.nut", source("testsrc2=s=54x32:r=25:d=0.2,format=gbrp,crop=53:31:0:0") +
                                                         "-pix_fmt " + each.pixels + " -c:v rawvideo");
        write_all(in, folder / "out.mkv", "ffv1");
        const Bytes before = ffmpeg_raw(in, each.compared);
        const Bytes after = ffmpeg_raw(folder / "out.mkv", each.compared);
        CHECK(before.size() >= 5 * 53 * 31);
        CHECK((before == after));
    }
}

TEST_CASE("video writer: FFV1 keeps every sample at sizes that slices do not share out evenly") {
    const Folder folder;
    for (const char* pixels : {"yuv420p", "yuv411p", "yuv410p"}) {
        for (const char* size : {"50:2", "2:50", "34:16", "53:31", "641:361"}) {
            CAPTURE(std::string(pixels));
            CAPTURE(std::string(size));
            const std::string in = folder.make(
                "in.nut", source("testsrc2=s=642x362:r=25:d=0.08,format=gbrp,crop=" + std::string(size) + ":0:0") +
                              "-pix_fmt " + pixels + " -c:v rawvideo");
            write_all(in, folder / "out.mkv", "ffv1");
            const Bytes before = ffmpeg_raw(in, pixels);
            CHECK(!before.empty());
            CHECK((before == ffmpeg_raw(folder / "out.mkv", pixels)));
        }
    }
}

TEST_CASE("video writer: FFV1 is of version 3, in slices with checksums") {
    const Folder folder;
    const std::string in = folder.make("in.nut", source("testsrc2=s=64x36:r=25:d=0.2") + "-c:v rawvideo");
    write_all(in, folder / "out.mkv", "ffv1");
    // What ffmpeg's decoder reads in the stream's head: "ver:3.4 ... slices:2x2 ... ec:1".
    const Bytes log =
        capture("ffmpeg -nostdin -v debug -debug pict -threads 1 -i '" + folder / "out.mkv" + "' -f null - 2>&1");
    const std::string text(log.begin(), log.end());
    const std::size_t head = text.find("global: ver:3.");
    REQUIRE(head != std::string::npos);
    CHECK(text.substr(head, text.find('\n', head) - head).find("ec:1") != std::string::npos);
    const std::string keys = ffprobe_text(folder / "out.mkv", "-show_entries packet=flags -of csv=p=0");
    CHECK(std::count(keys.begin(), keys.end(), 'K') == 5); // every frame can be sought
}

TEST_CASE("video writer: x264 at crf 0 keeps every sample of 8 bits") {
    const Folder folder;
    // x264's crf 0 is its lossless mode at 8 bits.
    for (const char* pixels : {"yuv420p", "yuv422p", "yuv444p", "rgb24"}) {
        CAPTURE(std::string(pixels));
        const std::string in =
            folder.make("in.nut", source("testsrc2=s=64x36:r=25:d=0.4") + "-c:v rawvideo -pix_fmt " + pixels);
        VideoReader reader = open(in);
        VideoWriterOptions options = options_for(reader, folder / "out.mkv", "x264");
        options.crf = 0.0;
        options.encoder_preset = "ultrafast";
        write_part(reader, options);
        CHECK((ffmpeg_raw(in, pixels) == ffmpeg_raw(folder / "out.mkv", pixels)));
    }
}

TEST_CASE("video writer: every codec, 8 and 10 bits") {
    const Folder folder;
    struct Case {
        const char* codec;
        const char* preset;
        const char* name; // FFmpeg's
    };
    for (const Case& each : {Case{"x264", "ultrafast", "h264"}, Case{"x265", "ultrafast", "hevc"},
                             Case{"av1", "12", "av1"}, Case{"ffv1", "", "ffv1"}}) {
        const VideoCodec* codec = find_video_codec(each.codec);
        REQUIRE(codec != nullptr);
        if (!is_available(*codec)) {
            continue;
        }
        for (const int depth : {8, 10}) {
            CAPTURE(std::string(each.codec));
            CAPTURE(depth);
            const std::string pixels = depth == 8 ? "yuv420p" : "yuv420p10le";
            const std::string in =
                folder.make("in.nut", still_moving("128x96", "") + "-c:v rawvideo -pix_fmt " + pixels);
            write_all(in, folder / "out.mkv", each.codec, each.preset);
            CHECK(stream_value(folder / "out.mkv", "v:0", "codec_name") == each.name);
            CHECK(stream_value(folder / "out.mkv", "v:0", "pix_fmt") == pixels);
            // A lossy codec at its default is within 2 percent here; planes or bytes out of place are 10 and more.
            CHECK(rms(ffmpeg_raw(in, pixels), ffmpeg_raw(folder / "out.mkv", pixels), depth) < 0.05);
        }
    }
}

// --- time ------------------------------------------------------------------------------------------------------------

TEST_CASE("video writer: timestamps are the source's, constant and variable rates, B-frames or none") {
    const Folder folder;
    const std::string uneven = "-vf select='not(mod(n\\,3)*mod(n\\,5))' -vsync vfr ";
    for (const std::string& rate : {std::string(), uneven}) {
        const std::string in =
            folder.make("in.mkv", source("testsrc2=s=64x36:r=24000/1001:d=2") + rate + "-c:v libx264 -pix_fmt yuv420p");
        const auto before = ffprobe_numbers(in, "frame=pts_time");
        REQUIRE(before.size() > 20);
        for (const char* preset : {"ultrafast", "medium"}) { // medium has B-frames
            for (const char* out : {"out.mkv", "out.mp4"}) {
                CAPTURE(rate);
                CAPTURE(std::string(preset));
                CAPTURE(std::string(out));
                write_all(in, folder / out, "x264", preset);
                // Both are whole milliseconds, which .mp4 counts exactly too.
                check_equal(ffprobe_numbers(folder / out, "frame=pts_time"), before, 1e-6);
            }
        }
    }
}

TEST_CASE("video writer: a source that counts frames is timed to the tick in .mp4") {
    const Folder folder;
    const std::string in = folder.make("in.avi", source("testsrc2=s=64x36:r=24000/1001:d=3") + "-c:v mpeg4");
    write_all(in, folder / "out.mp4", "x264", "ultrafast");
    std::vector<double> exact;
    for (int i = 0; i < 72; ++i) {
        exact.push_back(i * 1001.0 / 24000.0);
    }
    check_equal(ffprobe_numbers(folder / "out.mp4", "frame=pts_time"), exact, 1e-6); // ffprobe prints six digits
}

TEST_CASE("video writer: a file whose clock does not begin at 0 begins there") {
    const Folder folder;
    const std::string in = folder.make("in.ts", source("testsrc2=s=64x36:r=25:d=1") + "-c:v mpeg2video");
    const auto before = ffprobe_numbers(in, "frame=pts_time");
    REQUIRE(before.size() == 25);
    REQUIRE(before[0] > 1.0);
    write_all(in, folder / "out.mp4", "x264", "ultrafast");
    std::vector<double> moved;
    for (const double time_s : before) {
        moved.push_back(time_s - before[0]);
    }
    check_equal(ffprobe_numbers(folder / "out.mp4", "frame=pts_time"), moved, 2e-6); // two roundings by ffprobe
}

TEST_CASE("video writer: frames at one time are moved apart, not lost") {
    const Folder folder;
    VideoWriterOptions options;
    options.path = folder / "out.mkv";
    options.codec = "ffv1";
    options.time_base = {1, 1000};
    options.fps = {25, 1};
    options.format.size = {16, 16};
    auto writer = VideoWriter::open(options);
    REQUIRE(writer.ok());
    for (const double time_s : {-0.5, 0.040, 0.040, 0.040, 0.080}) {
        RawFrame frame = noise_frame({16, 16}, 0, 25.0);
        frame.pts_s = time_s;
        REQUIRE(writer->write(frame).ok());
    }
    REQUIRE(writer->finish().ok());
    check_equal(ffprobe_numbers(options.path, "frame=pts_time"), {0.0, 0.040, 0.041, 0.042, 0.080}, 1e-9);
    CHECK(writer->figures().frames == 5);
    CHECK(writer->figures().last_pts_s == doctest::Approx(0.080));
    CHECK(writer->write(noise_frame({16, 16}, 9, 25.0)).error().code == Code::usage);
}

// --- what is said of the picture -------------------------------------------------------------------------------------

TEST_CASE("video writer: colour tags, pixel aspect and siting") {
    const Folder folder;
    const std::string keys = "color_range,color_space,color_transfer,color_primaries,sample_aspect_ratio";
    for (const char* tags : {"-color_range tv -colorspace bt709 -color_primaries bt709 -color_trc bt709",
                             "-color_range tv -colorspace smpte170m -color_primaries smpte170m -color_trc smpte170m",
                             "-color_range pc -colorspace bt470bg -color_primaries bt470bg -color_trc iec61966-2-1",
                             "-color_range tv -colorspace bt2020nc -color_primaries bt2020 -color_trc smpte2084"}) {
        CAPTURE(std::string(tags));
        const std::string in = folder.make("in.mkv", still_moving("96x64", "") + "-vf setsar=8/9 -c:v libx264 " +
                                                         "-pix_fmt yuv420p -chroma_sample_location topleft " + tags);
        for (const char* codec : {"x264", "x265", "ffv1"}) {
            CAPTURE(std::string(codec));
            write_all(in, folder / "out.mkv", codec);
            CHECK(stream_value(folder / "out.mkv", "v:0", keys) == stream_value(in, "v:0", keys));
            CHECK(stream_value(folder / "out.mkv", "v:0", "chroma_location") == "topleft");
        }
    }
}

TEST_CASE("video writer: a turned picture stays turned in .mp4, and .mkv says that it cannot") {
    const Folder folder;
    const std::string flat = folder.make("flat.mp4", still_moving("64x36", "") + "-c:v libx264 -pix_fmt yuv420p");
    for (const int angle : {90, 180, 270}) {
        CAPTURE(angle);
        const std::string in =
            folder.make("in.mp4", "-i '" + flat + "' -c copy -metadata:s:v rotate=" + std::to_string(angle));
        CHECK(write_all(in, folder / "out.mp4", "x264").empty());
        const auto before = ffprobe_numbers(in, "stream_side_data=rotation");
        REQUIRE(before.size() == 1);
        CHECK(before[0] != 0.0);
        CHECK(ffprobe_numbers(folder / "out.mp4", "stream_side_data=rotation") == before);
#if LIBAVFORMAT_VERSION_MAJOR < 61
        CHECK(has(write_all(in, folder / "out.mkv", "x264"), Code::media_converted));
#endif
    }
}

// --- what is refused -------------------------------------------------------------------------------------------------

TEST_CASE("video writer: what cannot be written is told before a file is touched") {
    const Folder folder;
    const std::string kept = folder.write("kept.mkv", "precious");
    VideoWriterOptions good;
    good.path = kept;
    good.existing = Existing::replace;
    good.format.size = {64, 36};
    good.fps = {25, 1};
    struct Case {
        const char* what;
        Code code;
        VideoWriterOptions options;
    };
    std::vector<Case> cases;
    const auto add = [&](const char* what, Code code, auto change) {
        cases.push_back({what, code, good});
        change(cases.back().options);
    };
    add("codec", Code::usage, [](VideoWriterOptions& o) { o.codec = "h263"; });
    add("crf", Code::usage, [](VideoWriterOptions& o) { o.crf = 52.0; });
    add("crf nan", Code::usage, [](VideoWriterOptions& o) { o.crf = std::nan(""); });
    add("crf of lossless", Code::usage, [](VideoWriterOptions& o) { o.codec = "ffv1", o.crf = 10.0; });
    add("preset of ffv1", Code::usage, [](VideoWriterOptions& o) { o.codec = "ffv1", o.encoder_preset = "fast"; });
    add("preset", Code::usage, [](VideoWriterOptions& o) { o.encoder_preset = "quickly"; });
    add("odd size", Code::media_format, [](VideoWriterOptions& o) { o.format.size = {63, 36}; });
    add("depth", Code::media_format, [](VideoWriterOptions& o) { o.format.bit_depth = 12; });
    add("no size", Code::media_format, [](VideoWriterOptions& o) { o.format.size = {}; });
    add("part", Code::usage, [](VideoWriterOptions& o) { o.start_s = 2.0, o.end_s = 1.0; });
    add("refuse", Code::file_unwritable, [](VideoWriterOptions& o) { o.existing = Existing::keep; });
    add("itself", Code::usage, [](VideoWriterOptions& o) { o.copy_from = o.path; });
    add("source", Code::file_missing, [](VideoWriterOptions& o) { o.copy_from = "/nowhere/film.mkv"; });
    add("ending", Code::usage, [&](VideoWriterOptions& o) { o.path = folder / "out.txt"; });
    add("ffv1 in mp4", Code::usage, [&](VideoWriterOptions& o) { o.codec = "ffv1", o.path = folder / "out.mp4"; });
    for (const Case& each : cases) {
        CAPTURE(std::string(each.what));
        const auto writer = VideoWriter::open(each.options);
        REQUIRE(!writer.ok());
        CHECK(writer.error().code == each.code);
        CHECK(!writer.error().place.file.empty());
    }
    CHECK(std::filesystem::file_size(kept) == 8);
    CHECK(!std::filesystem::exists(folder / "out.mp4"));
    CHECK(!std::filesystem::exists(folder / "out.txt"));
}

TEST_CASE("video writer: an encoder that FFmpeg lacks is named with those it has") {
    constexpr std::array<VideoEncoder, 1> none{{{"libnone", "", "", "", ""}}};
    const VideoCodec codec{"none", "", 1.0, 2.0, none};
    ff::EncoderOptions options;
    options.codec = &codec;
    options.format.size = {64, 36};
    const auto encoder = ff::Encoder::open(options);
    REQUIRE(!encoder.ok());
    CHECK(encoder.error().code == Code::usage);
    CHECK(encoder.error().text.find("none") != std::string::npos);
    CHECK(encoder.error().text.find(available_video_codecs()) != std::string::npos);
    CHECK(!is_available(codec));
    CHECK(available_video_codecs().find("ffv1") != std::string::npos); // FFmpeg's own
}

TEST_CASE("video writer: the help names every codec, its crf and whether it is there") {
    const std::string help = video_codec_help();
    CHECK(std::count(help.begin(), help.end(), '\n') == static_cast<std::ptrdiff_t>(video_codecs().size()));
    for (const VideoCodec& codec : video_codecs()) {
        CHECK(help.find(std::string(codec.name) + " ") != std::string::npos);
        CHECK(pixel_formats(codec).empty() != is_available(codec));
    }
    CHECK(pixel_formats(*find_video_codec("ffv1")).find("yuv420p10le") != std::string::npos);
    CHECK(find_video_codec("") == nullptr);
}

TEST_CASE("video writer: a frame of another format is refused and what was written plays") {
    const Folder folder;
    VideoWriterOptions options;
    options.path = folder / "new/folder/out.mkv"; // made on the way
    options.codec = "ffv1";
    options.fps = {25, 1};
    options.format.size = {16, 16};
    auto writer = VideoWriter::open(options);
    REQUIRE(writer.ok());
    REQUIRE(writer->write(noise_frame({16, 16}, 0, 25.0)).ok());
    const Outcome wrong = writer->write(noise_frame({18, 16}, 1, 25.0));
    REQUIRE(!wrong.ok());
    CHECK(wrong.error().code == Code::media_format);
    CHECK(wrong.error().place.file == options.path);
    CHECK(!writer->write(noise_frame({16, 16}, 2, 25.0)).ok());
}
