// Pictures come back from the GPU in order, none is lost or mixed up with its neighbours, and nothing grows: the ring
// of the downloader, whatever the sizes.
#include "renderer/engine/download.h"
#include "tests/engine/engine_fixture.h"

#include <glad/gl.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <thread>
#include <utility>

using namespace senga;
using namespace senga::test;

namespace {

PictureDownloader made(const DownloadSettings& settings) {
    Result<PictureDownloader> out = PictureDownloader::create(settings);
    REQUIRE_MESSAGE(out.ok(), to_string(out.error()));
    return *std::move(out);
}

// A gray picture whose luma code of full range is exactly `code`.
Image gray_picture(Size size, int code) {
    Image out(size.w, size.h, 4);
    std::fill(out.values.begin(), out.values.end(), static_cast<float>(code) / 255.0F);
    return out;
}

constexpr FrameFormat full_range() {
    FrameFormat out;
    out.range = Range::full;
    return out;
}

void start(PictureDownloader& downloader, const gl::Texture& picture, std::uint64_t tag) {
    const Outcome started = downloader.start(picture, tag);
    REQUIRE_MESSAGE(started.ok(), to_string(started.error()));
}

// That it is the picture of this size, all of this code, and without colour.
void check_gray(const Downloaded& found, Size size, int code) {
    CHECK(found.format.size == size);
    REQUIRE(found.planes.size() == 3);
    CHECK(found.planes[0].size == size);
    CHECK(found.planes[0].bytes.size() == static_cast<std::size_t>(size.w * size.h));
    CHECK(found.planes[1].size == Size{(size.w + 1) / 2, (size.h + 1) / 2});
    for (std::size_t plane = 0; plane < 3; ++plane) {
        const int wanted = plane == 0 ? code : 128;
        const auto& bytes = found.planes[plane].bytes;
        CHECK(std::count(bytes.begin(), bytes.end(), wanted) == static_cast<std::ptrdiff_t>(bytes.size()));
    }
}

int code_of(std::uint64_t tag) {
    return static_cast<int>(tag * 37 % 256);
}

// How many objects there are. Names are handed out from 1 on, and this process makes few.
int objects() {
    int out = 0;
    for (GLuint name = 1; name < 4096; ++name) {
        out += glIsTexture(name) == GL_TRUE ? 1 : 0;
        out += glIsBuffer(name) == GL_TRUE ? 1 : 0;
        out += glIsFramebuffer(name) == GL_TRUE ? 1 : 0;
        out += glIsProgram(name) == GL_TRUE ? 1 : 0;
        out += glIsVertexArray(name) == GL_TRUE ? 1 : 0;
    }
    return out;
}

} // namespace

TEST_CASE("download: pictures come back in order with their tags, of whatever size each is") {
    const Gl gl;
    const std::array sizes{Size{64, 36}, Size{33, 17}, Size{1, 1}, Size{128, 2}};
    for (const int capacity : {1, 3, 5}) {
        CAPTURE(capacity);
        PictureDownloader downloader = made({.format = full_range(), .capacity = capacity});
        std::uint64_t next = 0;
        std::uint64_t expected = 0;
        const auto size_of = [&](std::uint64_t tag) { return sizes[tag / 4 % sizes.size()]; };
        const auto take = [&] {
            const std::optional<Downloaded> found = downloader.fetch(Wait::until_done);
            REQUIRE(found.has_value());
            CHECK(found->tag == expected);
            check_gray(*found, size_of(expected), code_of(expected));
            ++expected;
        };
        while (next < 40) {
            if (downloader.full()) {
                take();
            }
            const auto picture = texture_of(gray_picture(size_of(next), code_of(next)), gl::Format::rgba32f);
            start(downloader, *picture, next);
            ++next;
        }
        CHECK(downloader.in_flight() == capacity);
        while (downloader.in_flight() > 0) {
            take();
        }
        CHECK(expected == 40);
        CHECK(!downloader.fetch(Wait::until_done).has_value());
        CHECK(!downloader.fetch(Wait::never).has_value());
    }
}

TEST_CASE("download: a full ring refuses, loses nothing and goes on after the next fetch") {
    const Gl gl;
    PictureDownloader downloader = made({.format = full_range()});
    const Size size{16, 8};
    const auto picture = [&](std::uint64_t tag) {
        return texture_of(gray_picture(size, code_of(tag)), gl::Format::rgba32f);
    };
    for (std::uint64_t tag = 0; tag < 3; ++tag) {
        CHECK(!downloader.full());
        start(downloader, *picture(tag), tag);
    }
    CHECK(downloader.full());
    const Outcome refused = downloader.start(*picture(9), 9);
    REQUIRE(!refused.ok());
    CHECK(refused.error().code == Code::plan_input);
    CHECK(downloader.in_flight() == 3);
    check_gray(*downloader.fetch(Wait::until_done), size, code_of(0));
    start(downloader, *picture(3), 3);
    for (std::uint64_t tag = 1; tag < 4; ++tag) {
        const std::optional<Downloaded> found = downloader.fetch(Wait::until_done);
        REQUIRE(found.has_value());
        CHECK(found->tag == tag);
        check_gray(*found, size, code_of(tag));
    }
}

TEST_CASE("download: without waiting a picture arrives by and by") {
    const Gl gl;
    PictureDownloader downloader = made({.format = full_range()});
    const Size size{320, 180};
    start(downloader, *texture_of(gray_picture(size, 77), gl::Format::rgba32f), 1);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    std::optional<Downloaded> found;
    while (!found && std::chrono::steady_clock::now() < deadline) {
        found = downloader.fetch(Wait::never);
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    REQUIRE(found.has_value());
    check_gray(*found, size, 77);
}

TEST_CASE("download: the picture may be drawn over, or die, once it was started") {
    const Gl gl;
    PictureDownloader downloader = made({.format = full_range()});
    const Size size{200, 120};
    {
        gl::Texture picture({.size = size, .format = gl::Format::rgba32f});
        for (const int code : {10, 200, 90}) {
            const Image content = gray_picture(size, code);
            picture.upload(std::as_bytes(std::span(content.values)));
            start(downloader, picture, static_cast<std::uint64_t>(code));
        }
        picture.clear();
    }
    for (const int code : {10, 200, 90}) {
        const std::optional<Downloaded> found = downloader.fetch(Wait::until_done);
        REQUIRE(found.has_value());
        CHECK(found->tag == static_cast<std::uint64_t>(code));
        check_gray(*found, size, code);
    }
}

TEST_CASE("download: drivers that cannot map for good give the same bytes") {
    const Gl gl;
    // The entry point is what says whether the driver can.
    const PFNGLBUFFERSTORAGEPROC known = std::exchange(glad_glBufferStorage, nullptr);
    {
        PictureDownloader downloader = made({.format = full_range()});
        for (std::uint64_t tag = 0; tag < 3; ++tag) {
            start(downloader, *texture_of(gray_picture({31, 15}, code_of(tag)), gl::Format::rgba32f), tag);
        }
        for (std::uint64_t tag = 0; tag < 3; ++tag) {
            check_gray(*downloader.fetch(Wait::until_done), {31, 15}, code_of(tag));
        }
    }
    glad_glBufferStorage = known;
}

TEST_CASE("download: others' state does not matter, and nothing of its own stays bound") {
    const Gl gl;
    PictureDownloader downloader = made({.format = full_range()});
    const Size size{20, 10};
    const auto picture = texture_of(gray_picture(size, 33), gl::Format::rgba32f);
    glEnable(GL_BLEND);
    glEnable(GL_SCISSOR_TEST);
    glScissor(0, 0, 1, 1);
    start(downloader, *picture, 1);
    for (const auto& [name, none] : {std::pair<GLenum, GLint>{GL_PIXEL_PACK_BUFFER_BINDING, 0},
                                     {GL_READ_FRAMEBUFFER_BINDING, 0},
                                     {GL_DRAW_FRAMEBUFFER_BINDING, 0},
                                     {GL_CURRENT_PROGRAM, 0},
                                     {GL_PACK_ALIGNMENT, 4},
                                     {GL_ACTIVE_TEXTURE, GL_TEXTURE0}}) {
        GLint value = -1;
        glGetIntegerv(name, &value);
        CHECK(value == none);
    }
    check_gray(*downloader.fetch(Wait::until_done), size, 33);
}

TEST_CASE("download: a thousand pictures make no more objects than the first few, and none stays") {
    const Gl gl;
    const auto picture = texture_of(gray_picture({16, 10}, 5), gl::Format::rgba16f);
    const auto odd = texture_of(gray_picture({11, 9}, 5), gl::Format::rgba16f);
    const int before = objects();
    {
        PictureDownloader downloader = made({.format = full_range()});
        int early = 0;
        for (int i = 0; i < 1000; ++i) {
            if (downloader.full()) {
                REQUIRE(downloader.fetch(Wait::until_done).has_value());
            }
            start(downloader, i % 100 < 50 ? *picture : *odd, static_cast<std::uint64_t>(i));
            if (i == 10) {
                early = objects();
            }
        }
        CHECK(early > before);
        CHECK(objects() == early);
        // Taken over by another, nothing is made or lost.
        PictureDownloader other = std::move(downloader);
        CHECK(objects() == early);
        CHECK(other.in_flight() == 3);
        CHECK(other.fetch(Wait::until_done)->tag == 997);
    }
    CHECK(objects() == before);
}

TEST_CASE("download: what cannot be is refused with a reason") {
    const Gl gl;
    const auto refused = [](const DownloadSettings& settings) {
        const Result<PictureDownloader> result = PictureDownloader::create(settings);
        REQUIRE(!result.ok());
        CHECK(result.error().code == Code::plan_input);
        CHECK(!result.error().text.empty());
    };
    refused({.format = {.bit_depth = 7}});
    refused({.format = {.bit_depth = 17}});
    refused({.format = {.subsampling = {3, 0}}});
    refused({.format = {.subsampling = {0, -1}}});
    refused({.format = {}, .capacity = 0});
    refused({.format = {}, .capacity = 65});
    PictureDownloader downloader = made({.format = {}});
    const Outcome none = downloader.start(gl::Texture(), 1);
    REQUIRE(!none.ok());
    CHECK(none.error().code == Code::plan_input);
    CHECK(downloader.in_flight() == 0);
    // Planes of another kind while some are under way.
    start(downloader, *texture_of(gray_picture({2, 2}, 1), gl::Format::rgba32f), 1);
    const Outcome changed = downloader.change({.format = full_range()});
    REQUIRE(!changed.ok());
    CHECK(changed.error().code == Code::plan_input);
    CHECK(downloader.in_flight() == 1);
}
