// PNG files against the ffmpeg program's reading and writing of them.
#include "app/media/png_file.h"
#include "tests/media/media_fixture.h"

#include <cstring>

using namespace senga;
using namespace senga::test;

namespace {

template<class Image>
Image noise(Size size, std::uint32_t seed) {
    Image image;
    image.size = size;
    image.samples.resize(static_cast<std::size_t>(size.w * size.h * 3));
    for (auto& sample : image.samples) {
        seed = seed * 1664525u + 1013904223u;
        sample = static_cast<std::remove_reference_t<decltype(sample)>>(seed >> 16);
    }
    return image;
}

Bytes file_bytes(const std::string& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::size_t files_in(const std::string& folder) {
    std::size_t count = 0;
    for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator(folder)) {
        ++count;
    }
    return count;
}

} // namespace

TEST_CASE("png: 8 bits are what ffmpeg reads") {
    const Folder folder;
    const auto image = noise<Rgb8Image>({53, 31}, 1);
    const std::string file = folder / "a.png";
    REQUIRE(write_png(file, image).ok());
    CHECK(ffmpeg_raw(file, "rgb24") == image.samples);
    const auto back = read_png(file);
    REQUIRE(back.ok());
    CHECK(back->size == image.size);
    CHECK(back->file_bit_depth == 8);
    int wrong = 0;
    for (std::size_t i = 0; i < image.samples.size(); ++i) {
        wrong += back->samples[i] != image.samples[i] * 257;
    }
    CHECK(wrong == 0);
}

TEST_CASE("png: 16 bits are what ffmpeg reads") {
    const Folder folder;
    const auto image = noise<Rgb16Image>({53, 31}, 2);
    const std::string file = folder / "a.png";
    REQUIRE(write_png(file, image).ok());
    const Bytes theirs = ffmpeg_raw(file, "rgb48le");
    REQUIRE(theirs.size() == image.samples.size() * 2);
    CHECK(std::memcmp(theirs.data(), image.samples.data(), theirs.size()) == 0);
    const auto back = read_png(file);
    REQUIRE(back.ok());
    CHECK(back->samples == image.samples);
    CHECK(back->file_bit_depth == 16);
}

TEST_CASE("png: the same picture gives the same bytes, and nothing is left beside it") {
    const Folder folder;
    const auto image = noise<Rgb16Image>({17, 9}, 3);
    REQUIRE(write_png(folder / "a.png", image).ok());
    REQUIRE(write_png(folder / "b.png", image).ok());
    REQUIRE(write_png(folder / "b.png", image).ok()); // over an old one
    CHECK(file_bytes(folder / "a.png") == file_bytes(folder / "b.png"));
    CHECK(files_in(folder / "") == 2);
    // PNG 1.2 chunk types: only the head, the data and the end; no tIME, no text.
    const Bytes bytes = file_bytes(folder / "a.png");
    std::string chunks;
    for (std::size_t at = 8; at + 8 <= bytes.size();) {
        const std::size_t length =
            static_cast<std::size_t>(bytes[at] << 24 | bytes[at + 1] << 16 | bytes[at + 2] << 8 | bytes[at + 3]);
        chunks += std::string(bytes.begin() + static_cast<std::ptrdiff_t>(at) + 4,
                              bytes.begin() + static_cast<std::ptrdiff_t>(at) + 8) +
                  " ";
        at += 12 + length;
    }
    CHECK(chunks == "IHDR IDAT IEND ");
}

TEST_CASE("png: every kind of file is read as ffmpeg reads it") {
    const Folder folder;
    const std::string picture = source("testsrc2=s=53x31:r=25:d=0.04");
    for (const char* pixels : {"rgb24", "rgba", "rgb48be", "rgba64be", "gray", "gray16be", "ya8", "pal8", "monob"}) {
        CAPTURE(pixels);
        const std::string file = folder.make("a.png", picture + "-frames:v 1 -pix_fmt " + pixels);
        const auto image = read_png(file);
        REQUIRE(image.ok());
        const bool deep = image->file_bit_depth == 16;
        CHECK(deep == (std::strstr(pixels, "16") || std::strstr(pixels, "48") || std::strstr(pixels, "64")));
        const Bytes theirs = ffmpeg_raw(file, deep ? "rgb48le" : "rgb24");
        REQUIRE(theirs.size() == image->samples.size() * (deep ? 2 : 1));
        int wrong = 0;
        for (std::size_t i = 0; i < image->samples.size(); ++i) {
            const int code = deep ? theirs[2 * i] | theirs[2 * i + 1] << 8 : theirs[i] * 257;
            wrong += image->samples[i] != code;
        }
        CHECK(wrong == 0);
    }
}

TEST_CASE("png: what cannot be written leaves what was there") {
    const Folder folder;
    const auto image = noise<Rgb8Image>({4, 4}, 4);
    CHECK(write_png(folder / "none/a.png", image).error().code == Code::file_unwritable);
    const std::string kept = folder.write("kept.png", "old");
    Rgb8Image wrong = image;
    wrong.samples.pop_back();
    CHECK(write_png(kept, wrong).error().code == Code::file_unwritable);
    CHECK(write_png(kept, Rgb8Image{}).error().code == Code::file_unwritable);
    std::filesystem::create_directories(folder / "taken.png/inside");
    CHECK(write_png(folder / "taken.png", image).error().code == Code::file_unwritable);
    CHECK(file_bytes(kept) == Bytes{'o', 'l', 'd'});
    CHECK(files_in(folder / "") == 2);
    if (std::filesystem::exists("/dev/full")) {
        std::filesystem::create_symlink("/dev/full", folder / ("full.png.part" + std::to_string(::getpid())));
        CHECK(write_png(folder / "full.png", image).error().code == Code::file_unwritable);
        CHECK_FALSE(std::filesystem::exists(folder / "full.png"));
    }
}

TEST_CASE("png: what is no PNG is refused") {
    const Folder folder;
    CHECK(read_png(folder / "missing.png").error().code == Code::file_missing);
    CHECK(read_png(folder.write("text.png", "hello")).error().code == Code::media_unreadable);
    CHECK(read_png(folder.write("empty.png", "")).error().code == Code::media_unreadable);
    REQUIRE(write_png(folder / "whole.png", noise<Rgb8Image>({64, 64}, 5)).ok());
    std::filesystem::resize_file(folder / "whole.png", 5000);
    CHECK(read_png(folder / "whole.png").error().code == Code::media_unreadable);
}
