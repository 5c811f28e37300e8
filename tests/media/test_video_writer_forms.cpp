// What VideoWriter brings into another form on its way into another container, and what it makes of the .mp4 family's
// index. Judged by ffmpeg and ffprobe on both files, and by the boxes of ISO/IEC 14496-12.
#include "tests/media/writer_fixture.h"

#include <algorithm>
#include <sstream>

using namespace senga;
using namespace senga::test;

namespace {

constexpr auto lines = "1\n00:00:00,500 --> 00:00:01,000\none\n\n2\n00:00:01,500 --> 00:00:02,000\n<i>two</i>\n";

const std::string picture = source("testsrc2=s=64x36:r=25:d=3");
const std::string coded = "-c:v libx264 -pix_fmt yuv420p -g 12 ";

// The names of the outermost boxes, in their order.
std::vector<std::string> boxes(const std::string& file) {
    std::ifstream stream(file, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(stream)), {});
    std::vector<std::string> out;
    for (std::size_t at = 0; at + 8 <= bytes.size();) {
        std::size_t size = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            size = size << 8 | static_cast<std::uint8_t>(bytes[at + i]);
        }
        out.push_back(bytes.substr(at + 4, 4));
        REQUIRE(size >= 8); // no large ones in files this small
        at += size;
    }
    return out;
}

std::string contents(const std::string& file, const std::string& stream) {
    return ffprobe_text(file, "-select_streams " + stream +
                                  " -show_data_hash md5 -show_entries packet=size,data_hash "
                                  "-of csv=p=0");
}

// The words of a subtitle stream, as ffmpeg writes them to a file of their own.
std::string srt(const std::string& file) {
    const Bytes text = capture("ffmpeg -nostdin -v error -i '" + file + "' -map 0:s:0 -f srt -");
    return {text.begin(), text.end()};
}

} // namespace

TEST_CASE("video writer: sound of a broadcast arrives in every container") {
    const Folder folder;
    const std::string in = folder.make("in.ts", picture + source("sine=440:d=3") + coded + "-c:a aac");
    const std::string bare = folder.make("bare.mp4", "-i '" + in + "' -map 0:a -c copy -bsf:a aac_adtstoasc");
    const std::string wanted = contents(bare, "a:0");
    CHECK(std::count(wanted.begin(), wanted.end(), '\n') > 100);
    for (const char* name : {"out.mp4", "out.mov", "out.mkv"}) {
        CAPTURE(std::string(name));
        CHECK(write_all(in, folder / name, "x264", "ultrafast").empty());
        CHECK(contents(folder / name, "a:0") == wanted);
        CHECK(stream_value(folder / name, "a:0", "sample_rate") == "44100");
    }
}

TEST_CASE("video writer: what a muxer refuses by itself is left out, and the film is written") {
    const Folder folder;
    const std::string in = folder.make("in.mkv", picture + source("sine=440:d=3") + coded + "-c:a libopus");
    const auto notes = write_all(in, folder / "out.mov", "x264", "ultrafast");
    REQUIRE(notes.size() == 1);
    CHECK(notes[0].text.find("stream 1 (opus audio)") != std::string::npos);
    CHECK(notes[0].text.find(".mkv") != std::string::npos);
    CHECK(decodable_frames(folder / "out.mov") == 75);
}

TEST_CASE("video writer: chapters of .mp4 are no stream left out, and a cover stays a cover") {
    const Folder folder;
    const std::string about = folder.write("about.txt", ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1000\n"
                                                        "title=One\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=1000\nEND=3000\n"
                                                        "title=Two\n");
    const std::string cover = folder.make("cover.png", source("testsrc2=s=32x32") + "-frames:v 1");
    const std::string in = folder.make("in.mp4", picture + "-i '" + cover + "' -i '" + about +
                                                     "' -map 0 -map 1 -map_chapters 2 -c:v:0 libx264 -pix_fmt:v:0 "
                                                     "yuv420p -c:v:1 copy -disposition:v:1 attached_pic");
    const std::string told = ffprobe_text(in, "-show_chapters -of compact");
    REQUIRE(told.find("Two") != std::string::npos);
    REQUIRE(stream_value(in, "v:1", "codec_name") == "png");
    const std::string out = folder / "out.mp4";
    CHECK(write_all(in, out, "x264", "ultrafast").empty());
    CHECK(ffprobe_text(out, "-show_chapters -of compact") == told);
    CHECK(stream_value(out, "v:1", "codec_name") == "png");
    CHECK(contents(out, "v:1") == contents(in, "v:1"));
    CHECK(decodable_frames(out) == 75);
}

TEST_CASE("video writer: plain text changes its kind with the container") {
    const Folder folder;
    const std::string spoken = folder.write("lines.srt", lines);
    struct Case {
        const char* in;
        const char* codec; // in it
        const char* out;
        const char* becomes;
    };
    for (const Case& each : {Case{"in.mp4", "mov_text", "out.mkv", "subrip"}}) {
        CAPTURE(std::string(each.out));
        const std::string in = folder.make(each.in, picture + "-i '" + spoken + "' " + coded + "-c:s " + each.codec);
        const auto notes = write_all(in, folder / each.out, "x264", "ultrafast");
        REQUIRE(notes.size() == 1);
        CHECK(notes[0].text.find(std::string("becomes ") + each.becomes) != std::string::npos);
        CHECK(stream_value(folder / each.out, "s:0", "codec_name") == each.becomes);
        CHECK(srt(folder / each.out) == srt(in));
    }
}

TEST_CASE("video writer: a finished film of the .mp4 family has one index, in front") {
    const Folder folder;
    const std::string in = folder.make("in.mkv", picture + source("sine=440:d=3") + coded + "-c:a aac");
    for (const char* name : {"out.mp4", "out.mov"}) {
        CAPTURE(std::string(name));
        const std::string out = folder / name;
        CHECK(write_all(in, out, "x264", "ultrafast").empty());
        const std::vector<std::string> found = boxes(out);
        const auto at = [&](const char* box) { return std::find(found.begin(), found.end(), box) - found.begin(); };
        CHECK(at("moof") == static_cast<std::ptrdiff_t>(found.size()));
        CHECK(at("moov") < at("mdat"));
        CHECK(std::atof(ffprobe_text(out, "-show_entries format=duration -of csv=p=0").c_str()) ==
              doctest::Approx(3.0).epsilon(0.02));
        CHECK(contents(out, "a:0") == contents(in, "a:0"));
        CHECK(ffprobe_numbers(out, "frame=pts_time") == ffprobe_numbers(in, "frame=pts_time"));
        CHECK(stream_value(out, "a:0", "start_time") == "0.000000");
    }
    for (const auto& entry : std::filesystem::directory_iterator(std::filesystem::path(in).parent_path())) {
        CHECK(entry.path().string().find(".part") == std::string::npos);
    }
}

TEST_CASE("video writer: a name without an ending is no film") {
    const Folder folder;
    VideoWriterOptions options;
    options.format.size = {64, 36};
    for (const char* name : {"film", "-"}) {
        options.path = folder / name;
        const auto writer = VideoWriter::open(options);
        REQUIRE_FALSE(writer.ok());
        CHECK(writer.error().code == Code::usage);
        CHECK(writer.error().text.find(".mkv, .mp4") != std::string::npos);
        CHECK_FALSE(std::filesystem::exists(options.path));
    }
}

TEST_CASE("video writer: the smallest picture of AV1 is told") {
    const Folder folder;
    VideoWriterOptions options;
    options.path = folder / "small.mkv";
    options.codec = "av1";
    options.format.size = {32, 18};
    const auto writer = VideoWriter::open(options);
    REQUIRE_FALSE(writer.ok());
    CHECK(writer.error().text.find("64x64") != std::string::npos);
}
