// Files that are missing, no media, empty or damaged: one diagnostic each, and what can be read is read.
#include "tests/media/media_fixture.h"

using namespace senga;
using namespace senga::test;

namespace {

Diagnostic refusal(const std::string& file) {
    auto reader = VideoReader::open(file);
    CAPTURE(file);
    REQUIRE_FALSE(reader.ok());
    CHECK(reader.error().place.file == file);
    CHECK_FALSE(reader.error().text.empty());
    return reader.error();
}

std::string contents(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

} // namespace

TEST_CASE("bad input: nothing to open") {
    const Folder folder;
    CHECK(refusal(folder / "missing.mkv").code == Code::file_missing);
    CHECK(refusal("").code == Code::file_missing);
    CHECK(refusal(folder / "").code == Code::file_unreadable); // a folder
}

TEST_CASE("bad input: no media") {
    const Folder folder;
    CHECK(refusal(folder.write("empty.mkv", "")).code == Code::media_unreadable);
    CHECK(refusal(folder.write("text.mkv", "this is not a video\n")).code == Code::media_unreadable);
    // FFmpeg would draw these as pictures of text.
    CHECK(refusal(folder.write("text.txt", "this is not a video\n")).code == Code::media_unreadable);
    CHECK(refusal(folder.write("text.nfo", "this is not a video\n")).code == Code::media_unreadable);
    CHECK(refusal(folder.write("zeros.mp4", std::string(4096, '\0'))).code == Code::media_unreadable);
    CHECK(refusal(folder.write("half.png", "\x89PNG\r\n\x1a\n")).code == Code::media_unreadable);
}

TEST_CASE("bad input: sound without a picture") {
    const Folder folder;
    CHECK(refusal(folder.make("tone.mka", source("sine=d=0.5") + "-c:a flac")).code == Code::media_no_video);
}

TEST_CASE("bad input: a file cut off in the middle") {
    const Folder folder;
    const std::string whole = contents(SENGA_SOURCE_DIR "/assets/demo.mkv");
    const std::string file = folder.write("cut.mkv", whole.substr(0, whole.size() / 2));
    VideoReader reference = open(SENGA_SOURCE_DIR "/assets/demo.mkv");
    VideoReader reader = open(file);
    std::int64_t count = 0;
    int wrong = 0;
    for (auto frame = reader.next(); frame; frame = reader.next(), ++count) {
        const auto expected = reference.next();
        REQUIRE(expected.ok());
        wrong += hash(*expected) != hash(*frame);
    }
    CHECK(count > 20);
    CHECK(count < 144);
    CHECK(wrong <= 1); // the last frame may be half a packet
    REQUIRE(reader.diagnostics().size() == 1);
    CHECK(reader.diagnostics()[0].code == Code::media_damaged);
    CHECK(reader.frame_at_index(143).error().code == Code::media_end);
    CHECK(reader.frame_at_index(count - 1)->index == count - 1);
    CHECK(reader.frame_at_index(0)->index == 0);
}

TEST_CASE("bad input: holes in the middle") {
    const Folder folder;
    const std::string clip = folder.make("whole.mkv", source("testsrc2=s=128x96:r=25:d=8") +
                                                          "-pix_fmt yuv420p -c:v libx264 -preset veryfast -g 25");
    std::string bytes = contents(clip);
    for (std::size_t i = bytes.size() / 3; i < bytes.size() / 3 + 3000; ++i) {
        bytes[i] = static_cast<char>(bytes[i] ^ 0x5a);
    }
    const std::string file = folder.write("holes.mkv", bytes);
    VideoReader reader = open(file);
    const auto frames = sequential_hashes(reader);
    CHECK(frames.size() > 100); // 200 less what the hole took
    CHECK(has(reader.diagnostics(), Code::media_damaged));
    CHECK(reader.diagnostics().size() == 1); // said once
    // What the reader counted it finds again, in any order, once the damage is known.
    int wrong = 0;
    for (const std::size_t at : {frames.size() - 1, std::size_t{30}, frames.size() / 2}) {
        const auto frame = reader.frame_at_index(static_cast<std::int64_t>(at));
        REQUIRE(frame.ok());
        wrong += hash(*frame) != frames[at];
    }
    CHECK(wrong == 0);
}

TEST_CASE("bad input: random damage never ends in a crash or a hang") {
    const Folder folder;
    const std::string clip = folder.make("whole.mkv", source("testsrc2=s=64x48:r=25:d=2") +
                                                          "-pix_fmt yuv420p -c:v libx264 -preset veryfast -g 10");
    const std::string whole = contents(clip);
    std::uint32_t state = 12345;
    for (int round = 0; round < 12; ++round) {
        std::string bytes = whole;
        for (int i = 0; i < 40; ++i) {
            state = state * 1664525u + 1013904223u;
            bytes[(state >> 8) % bytes.size()] = static_cast<char>(state >> 24);
        }
        auto reader = VideoReader::open(folder.write("damaged.mkv", bytes));
        if (!reader) {
            CHECK(code_severity(reader.error().code) == Severity::error);
            continue;
        }
        std::int64_t count = 0;
        for (auto frame = reader->next(); frame && count < 500; frame = reader->next()) {
            CHECK(frame->index == count++);
        }
        CHECK(count <= 50); // it never makes up frames
        CHECK(count > 0);
        CHECK(reader->frame_at_index(0).ok());
    }
}

TEST_CASE("bad input: the file goes away while it is read") {
    const Folder folder;
    const std::string file = folder.make("gone.avi", source("testsrc2=s=64x48:r=25:d=1") + "-c:v mpeg4");
    VideoReader reader = open(file);
    REQUIRE(reader.frame_at_index(20).ok());
    std::filesystem::remove(file);
    const auto back = reader.frame_at_index(0); // needs the beginning again
    REQUIRE_FALSE(back.ok());
    CHECK(back.error().code == Code::file_missing);
}
