// What VideoWriter carries over from the source: packets unchanged, chapters, attachments, metadata, and the cut to a
// part. Judged by ffprobe on both files.
#include "tests/media/writer_fixture.h"

#include <array>
#include <utility>

using namespace senga;
using namespace senga::test;

namespace {

constexpr auto subtitles = R"(1
00:00:00,500 --> 00:00:02,500
one

2
00:00:03,000 --> 00:00:04,000
two

3
00:00:04,500 --> 00:00:05,800
three
)";

constexpr auto description = R"(;FFMETADATA1
title=A film
comment=kept; with signs = and more
[CHAPTER]
TIMEBASE=1/1000
START=0
END=2000
title=Opening
[CHAPTER]
TIMEBASE=1/1000
START=2000
END=6000
title=Part A
)";

// Six seconds: H.264, FLAC, Opus, ASS, a font, two chapters.
std::string rich_film(const Folder& folder) {
    const std::string spoken = folder.write("lines.srt", subtitles);
    const std::string about = folder.write("about.txt", description);
    const std::string font = folder.write("Some Font.otf", std::string(5000, '\1') + "the end");
    return folder.make("rich.mkv",
                       source("testsrc2=s=64x36:r=24000/1001:d=6") + source("sine=440:d=6") + source("sine=880:d=6") +
                           "-i '" + spoken + "' -i '" + about + "' -map 0 -map 1 -map 2 -map 3 -map_metadata 4 " +
                           "-map_chapters 4 -c:v libx264 -pix_fmt yuv420p -g 48 -c:a:0 flac -c:a:1 libopus -c:s ass " +
                           "-attach '" + font + "' -metadata:s:t mimetype=font/otf -metadata:s:v language=jpn " +
                           "-metadata:s:a:0 language=jpn -metadata:s:a:1 language=eng -metadata:s:a:1 title=Dub " +
                           "-metadata:s:s:0 language=ger -disposition:a:0 0 -disposition:a:1 default+dub " +
                           "-disposition:s:0 forced");
}

// Each line of `part` in its place among the lines of `whole`, times moved: which lines, from first to last.
struct Lines {
    std::vector<double> times_s;
    std::vector<std::string> contents; // size and checksum
};

Lines lines(const std::string& packets_text) {
    Lines out;
    std::istringstream stream(packets_text);
    for (std::string line; std::getline(stream, line);) {
        const std::size_t comma = line.find(',');
        if (comma != std::string::npos) {
            out.times_s.push_back(std::atof(line.c_str()));
            out.contents.push_back(line.substr(comma));
        }
    }
    return out;
}

std::string text(const char* format, double first, double second = 0.0) {
    std::array<char, 128> out{};
    std::snprintf(out.data(), out.size(), format, first, second);
    return out.data();
}

std::string dumped(const Folder& folder, const std::string& file) {
    const std::string to = folder / "dumped.bin";
    std::filesystem::remove(to);
    capture("ffmpeg -nostdin -v quiet -dump_attachment:t:0 '" + to + "' -i '" + file + "' || true");
    std::ifstream stream(to, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace

TEST_CASE("video writer: what is carried over into .mkv is the source's, packet by packet") {
    const Folder folder;
    const std::string in = rich_film(folder);
    const std::string out = folder / "out.mkv";
    const auto notes = write_all(in, out, "x264", "ultrafast");
    CHECK(notes.empty());
    for (const char* stream : {"1", "2", "3"}) {
        CAPTURE(std::string(stream));
        const std::string before = packets(in, stream);
        CHECK(before.size() > 100);
        CHECK(packets(out, stream) == before);
        CHECK(stream_value(out, stream, "extradata_size") == stream_value(in, stream, "extradata_size"));
    }
    const std::string chapters = ffprobe_text(in, "-show_chapters -of compact");
    CHECK(chapters.find("Part A") != std::string::npos);
    CHECK(ffprobe_text(out, "-show_chapters -of compact") == chapters);
    const std::string kept = "stream=index,codec_type,codec_name:stream_tags=language,title,filename,mimetype:"
                             "stream_disposition:format_tags=title,comment";
    const std::string told = ffprobe_text(in, "-of compact -show_entries " + kept);
    for (const char* word : {"Dub", "ger", "Some Font.otf", "A film", "kept; with"}) {
        CHECK(told.find(word) != std::string::npos);
    }
    CHECK(ffprobe_text(out, "-of compact -show_entries " + kept) == told);
    CHECK(dumped(folder, in).size() == 5007);
    CHECK(dumped(folder, out) == dumped(folder, in));
}

TEST_CASE("video writer: .mp4 leaves out what it cannot hold and says so") {
    const Folder folder;
    const std::string in = rich_film(folder);
    const std::string out = folder / "out.mp4";
    const auto notes = write_all(in, out, "x264", "ultrafast");
    REQUIRE(notes.size() == 2);
    CHECK(notes[0].text.find("stream 3 (ass subtitles, ger)") != std::string::npos);
    CHECK(notes[1].text.find("Some Font.otf") != std::string::npos);
    CHECK(notes[0].severity == Severity::note);
    for (const char* stream : {"a:0", "a:1"}) {
        CAPTURE(std::string(stream));
        const Lines before = lines(packets(in, stream));
        const Lines after = lines(packets(out, stream));
        CHECK(before.contents.size() > 10);
        CHECK(after.contents == before.contents);
        // The source counts milliseconds.
        CHECK(std::abs(after.times_s.front() - before.times_s.front()) < 0.0011);
        CHECK(std::abs(after.times_s.back() - before.times_s.back()) < 0.0011);
    }
    CHECK(ffprobe_text(out, "-show_chapters -of compact").find("Part A") != std::string::npos);
    CHECK(stream_value(out, "a:1", "codec_name") == "opus");
    CHECK(stream_value(out, "v:0", "start_time") == stream_value(in, "v:0", "start_time"));
}

TEST_CASE("video writer: timed text goes from .mp4 to .mp4") {
    const Folder folder;
    const std::string spoken = folder.write("lines.srt", subtitles);
    const std::string in = folder.make("in.mp4", source("testsrc2=s=64x36:r=25:d=6") + "-i '" + spoken +
                                                     "' -c:v libx264 -pix_fmt yuv420p -c:s mov_text");
    CHECK(write_all(in, folder / "out.mp4", "x264", "ultrafast").empty());
    const Lines before = lines(packets(in, "s:0"));
    Lines after = lines(packets(folder / "out.mp4", "s:0"));
    REQUIRE(before.contents.size() >= 6); // three lines and what is empty before each
    // FFmpeg closes the last line by an empty one of its own where the file is in fragments.
    REQUIRE(after.contents.size() == before.contents.size() + 1);
    after.contents.pop_back();
    after.times_s.pop_back();
    CHECK(after.contents == before.contents);
    CHECK(after.times_s == before.times_s);
}

TEST_CASE("video writer: a cover stays the same picture") {
    const Folder folder;
    const std::string cover = folder.make("cover.png", source("testsrc2=s=32x32") + "-frames:v 1");
    const std::string in =
        folder.make("in.mkv", source("testsrc2=s=64x36:r=25:d=1") + "-c:v libx264 -pix_fmt yuv420p " + "-attach '" +
                                  cover + "' -metadata:s:t mimetype=image/png");
    REQUIRE(stream_value(in, "1", "codec_name") == "png");
    CHECK(write_all(in, folder / "out.mkv", "x264", "ultrafast").empty());
    CHECK(stream_value(folder / "out.mkv", "1", "codec_name") == "png");
    CHECK(packets(folder / "out.mkv", "1") == packets(in, "1"));
}

TEST_CASE("video writer: a part takes its own sound, lines and chapters along, moved to 0") {
    const Folder folder;
    const std::string in = rich_film(folder);
    VideoReader reader = open(in);
    const auto times = ffprobe_numbers(in, "frame=pts_time");
    REQUIRE(times.size() > 110);
    VideoWriterOptions options = options_for(reader, folder / "part.mkv", "ffv1");
    options.copy_from = in;
    options.start_s = times[36]; // 1.5015 s as milliseconds
    options.end_s = times[108];  // 4.5045 s
    const double length_s = options.end_s - options.start_s;
    CHECK(write_part(reader, options).empty());
    const auto after = ffprobe_numbers(options.path, "frame=pts_time");
    REQUIRE(after.size() == 72);
    for (std::size_t i = 0; i < after.size(); ++i) {
        CHECK(std::abs(after[i] - (times[36 + i] - times[36])) < 1e-6);
    }
    for (const char* stream : {"1", "2"}) {
        CAPTURE(std::string(stream));
        const Lines whole = lines(packets(in, stream));
        std::vector<std::string> wanted;
        for (std::size_t i = 0; i < whole.times_s.size(); ++i) {
            if (whole.times_s[i] >= options.start_s && whole.times_s[i] < options.end_s) {
                wanted.push_back(whole.contents[i]);
            }
        }
        CHECK(wanted.size() > 20);
        CHECK(lines(packets(options.path, stream)).contents == wanted);
    }
    // "one" is on the screen when the part begins, "two" inside it; "three" begins shortly before the end.
    const std::string times_and_lengths = "-select_streams 3 -show_entries packet=pts_time,duration_time -of csv=p=0";
    std::istringstream said(ffprobe_text(in, times_and_lengths));
    const double s = options.start_s;
    std::string expected;
    int count = 0;
    for (std::string line; std::getline(said, line); ++count) {
        const double from_s = std::atof(line.c_str());
        const double to_s = from_s + std::atof(line.c_str() + line.find(',') + 1);
        const double cut_from_s = std::max(from_s, s);
        expected += text("%.6f,%.6f\n", cut_from_s - s, std::min(to_s, options.end_s) - cut_from_s);
    }
    CHECK(count == 3);
    CHECK(ffprobe_text(options.path, times_and_lengths) == expected);
    const auto chapters =
        ffprobe_text(options.path, "-show_chapters -show_entries chapter=start_time,end_time -of csv=p=0");
    CHECK(chapters == text("0.000000,%.6f,Opening\n", 2.0 - s) + text("%.6f,%.6f,Part A\n", 2.0 - s, length_s));
}

TEST_CASE("video writer: a film that is broken off ends with its picture") {
    const Folder folder;
    const std::string in = rich_film(folder);
    VideoReader reader = open(in);
    VideoWriterOptions options = options_for(reader, folder / "early.mkv", "x264");
    options.copy_from = in;
    auto writer = VideoWriter::open(options);
    REQUIRE(writer.ok());
    for (int i = 0; i < 48; ++i) {
        REQUIRE(writer->write(*reader.next()).ok());
    }
    REQUIRE(writer->finish(VideoWriter::Ending::at_last_frame).ok());
    CHECK(decodable_frames(options.path) == 48);
    const double end_s = 48 * 1001.0 / 24000.0;
    for (const char* stream : {"1", "2"}) {
        const Lines kept = lines(packets(options.path, stream));
        CHECK(kept.times_s.back() < end_s);
        CHECK(kept.times_s.back() > end_s - 0.2); // a FLAC packet lasts 0.104 s at 44.1 kHz
    }
}
