// Pictures in and out: the same as single frames, names, order, gaps, sizes.
#include "app/media/png_file.h"
#include "app/render/picture_names.h"
#include "tests/render/render_fixture.h"

#include <algorithm>
#include <utility>

using namespace senga;
using namespace senga::test;

namespace {

Rgb16Image read(const std::filesystem::path& path) {
    auto image = read_png(path);
    INFO(path.string());
    REQUIRE(image.ok());
    return *std::move(image);
}

// Plain pictures, one gray each: value 10 * (i + 1).
void make_grays(const TemporaryFolder& folder, const std::vector<std::string>& names, Size size = {16, 12}) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        Rgb8Image image{.size = size, .samples = {}};
        image.samples.assign(static_cast<std::size_t>(size.w * size.h * 3), static_cast<std::uint8_t>(10 * (i + 1)));
        std::filesystem::create_directories((folder.path() / names[i]).parent_path());
        REQUIRE(write_png(folder.path() / names[i], image).ok());
    }
}

} // namespace

TEST_CASE("render: pictures are those of senga frame, code for code") {
    const TemporaryFolder folder("render_pictures");
    const std::string film =
        made_clip(folder, "in.mkv", "testsrc2=size=48x36:rate=24", "-frames:v 5 -c:v ffv1 -pix_fmt yuv420p");
    for (const auto& [depth, size] : {std::pair<std::string, std::string>{"8", "--scale 2"}, {"16", "--size 96x72"}}) {
        CAPTURE(depth);
        const std::string chain = " --shader classic/luma classic/push " + size + " --depth " + depth;
        const Ran ran =
            run_senga(folder, "render " + film + " -o " + quoted(folder.path() / "out/%03d.png") + chain + " --force");
        INFO(ran.err);
        REQUIRE(ran.code == 0);
        for (const int number : {0, 3}) {
            const auto single = folder.path() / "single.png";
            REQUIRE(run_senga(folder,
                              "frame " + film + " -o " + quoted(single) + " --frame " + std::to_string(number) + chain)
                        .code == 0);
            const Rgb16Image expected = read(single);
            const Rgb16Image found = read(folder.path() / ("out/00" + std::to_string(number) + ".png"));
            CHECK(found.size == Size{96, 72});
            CHECK(found.file_bit_depth == (depth == "8" ? 8 : 16));
            CHECK(found.samples == expected.samples);
        }
        CHECK_FALSE(std::filesystem::exists(folder.path() / "out/005.png"));
    }
}

TEST_CASE("render: numbered pictures go in and out with their numbers and codes") {
    const TemporaryFolder folder("render_numbered");
    make_grays(folder, {"in/a_0007.png", "in/a_0008.png", "in/a_0009.png"});
    const std::string input = "render " + quoted(folder.path() / "in/a_%04d.png") + " --none";
    Ran ran = run_senga(folder, input + " -o " + quoted(folder.path() / "out") + "/");
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    for (int i = 0; i < 3; ++i) {
        const auto image = read(folder.path() / ("out/a_000" + std::to_string(7 + i) + ".png"));
        CHECK(image.samples == read(folder.path() / ("in/a_000" + std::to_string(7 + i) + ".png")).samples);
    }
    // Frames are called by their numbers.
    ran = run_senga(folder, input + " -o " + quoted(folder.path() / "part/%d.png") + " --start 8f --frames 1");
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    CHECK(read(folder.path() / "part/8.png").samples.front() == 20 * 257);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "part/9.png"));
    // A film of them, and one of a single one.
    const auto film = folder.path() / "film.mkv";
    ran = run_senga(folder, input + " -o " + quoted(film) + " --codec ffv1 --fps 10");
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    CHECK(probed(film, "frame=pts_time") == std::vector<std::string>{"0.000000", "0.100000", "0.200000"});
    ran = run_senga(folder, "render " + quoted(folder.path() / "in/a_0008.png") + " --none --force -o " + quoted(film));
    REQUIRE(ran.code == 0);
    CHECK(probed(film, "frame=pts_time").size() == 1);
    std::filesystem::remove(folder.path() / "in/a_0008.png");
    ran = run_senga(folder, input + " -o " + quoted(film) + " --force");
    CHECK(ran.code == 1);
    CHECK(ran.err.find("a_0008.png") != std::string::npos);
}

TEST_CASE("render: a folder's pictures keep their names and come in the order of people") {
    const TemporaryFolder folder("render_folder");
    make_grays(folder, {"in/2.png", "in/10.png", "in/x \u00fc.png"});
    folder.write("in/notes.txt", "no picture");
    Ran ran = run_senga(folder, "render " + quoted(folder.path() / "in") + " --none -o " +
                                    quoted(folder.path() / "out/%d.png"));
    INFO(ran.err);
    REQUIRE(ran.code == 0);
    for (int i = 0; i < 3; ++i) {
        CHECK(read(folder.path() / ("out/" + std::to_string(i) + ".png")).samples.front() == 10 * (i + 1) * 257);
    }
    ran = run_senga(folder,
                    "render " + quoted(folder.path() / "in") + " --none -o " + quoted(folder.path() / "same") + "/");
    REQUIRE(ran.code == 0);
    CHECK(std::filesystem::exists(folder.path() / "same/x \u00fc.png"));
    ran = run_senga(folder,
                    "render " + quoted(folder.path() / "in") + " --none -o " + quoted(folder.path() / "same") + "/");
    CHECK(ran.code == 1); // they are there
}

TEST_CASE("render: pictures of two sizes become pictures, and a film only by --size") {
    const TemporaryFolder folder("render_mixed");
    make_grays(folder, {"in/1.png"}, {16, 12});
    make_grays(folder, {"in/2.png"}, {20, 10});
    const std::string input = "render " + quoted(folder.path() / "in") + " --none ";
    REQUIRE(run_senga(folder, input + "-o " + quoted(folder.path() / "out") + "/").code == 0);
    CHECK(read(folder.path() / "out/1.png").size == Size{16, 12});
    CHECK(read(folder.path() / "out/2.png").size == Size{20, 10});
    const auto film = folder.path() / "film.mkv";
    const Ran refused = run_senga(folder, input + "-o " + quoted(film));
    CHECK(refused.code == 1);
    CHECK(refused.err.find("20x10") != std::string::npos);
    CHECK(refused.err.find("--resume") == std::string::npos); // with another size nothing can go on
    REQUIRE(run_senga(folder, input + "--force --size 32x24 -o " + quoted(film)).code == 0);
    CHECK(probed(film, "packet=pts").size() == 2);
}

TEST_CASE("render: pictures are never written over their source") {
    const TemporaryFolder folder("render_over_source");
    make_grays(folder, {"in/a.png", "in/b.png", "n/01.png", "n/02.png"});
    std::filesystem::create_directory_symlink(folder.path() / "in", folder.path() / "link");
    const auto before = contents(folder.path() / "in/a.png");
    const std::string here = quoted(folder.path());
    const std::pair<const char*, const char*> tries[]{
        {"/in", "/in/"}, {"/in", "/link/"}, {"/n/%02d.png", "/n/%02d.png"}, {"/n/%02d.png", "/n/"}};
    for (const auto& [input, output] : tries) {
        CAPTURE(std::string(output));
        const Ran ran =
            run_senga(folder, "render " + here + input + " -o " + here + output + " --none --scale 2 --force");
        CHECK(ran.code == 2);
        CHECK(ran.err.find("over one of the source") != std::string::npos);
    }
    CHECK(contents(folder.path() / "in/a.png") == before);
    CHECK(run_senga(folder, "render " + here + "/in -o " + here + "/other/ --none").code == 0);
}

TEST_CASE("render: a film's name has an ending") {
    const TemporaryFolder folder("render_no_ending");
    make_grays(folder, {"in/a.png"});
    const Ran ran =
        run_senga(folder, "render " + quoted(folder.path() / "in") + " -o " + quoted(folder.path() / "film"));
    CHECK(ran.code == 2);
    CHECK(ran.err.find(".mkv, .mp4") != std::string::npos);
    CHECK_FALSE(std::filesystem::exists(folder.path() / "film"));
}

TEST_CASE("render: names of pictures that mean nothing are refused") {
    const TemporaryFolder folder("render_names");
    make_grays(folder, {"in/1.png"});
    struct Case {
        const char* name;
        const char* text;
    };
    for (const Case& each : {Case{"out.png", "%05d"}, Case{"out_%03d.jpg", "PNG"}, Case{"a%d_%d.png", "one number"},
                             Case{"%02d/out.png", "folder"}}) {
        CAPTURE(std::string(each.name));
        const Ran ran = run_senga(folder, "render " + quoted(folder.path() / "in") + " --none -o " +
                                              quoted(folder.path() / each.name));
        CHECK(ran.code == 2);
        CHECK(ran.err.find(each.text) != std::string::npos);
    }
    const Ran empty = run_senga(folder, "render " + quoted(folder.path() / "in/b_%d.png") + " --none -o " +
                                            quoted(folder.path() / "o.mkv"));
    CHECK(empty.code == 1);
    CHECK(empty.err.find("b_0.png") != std::string::npos);
}

TEST_CASE("render: the order of names") {
    std::vector<std::string> names{"b10", "b9", "a", "b09x", "B2", "b9y", "b", "b010"};
    std::sort(names.begin(), names.end(),
              [](const std::string& a, const std::string& b) { return comes_before(a, b); });
    CHECK(names == std::vector<std::string>{"B2", "a", "b", "b9", "b09x", "b9y", "b010", "b10"});
    CHECK_FALSE(comes_before("a1", "a1"));
    const auto numbered = parse_numbered("dir/x%03d.png");
    REQUIRE(numbered.ok());
    REQUIRE(numbered->has_value());
    CHECK((*numbered)->path(7) == std::filesystem::path("dir/x007.png"));
    CHECK((*numbered)->number_in("x1234.png") == 1234);
    CHECK_FALSE((*numbered)->number_in("x07.png").has_value()); // another width
    CHECK_FALSE((*numbered)->number_in("x007.jpg").has_value());
    CHECK_FALSE(parse_numbered("100%.png")->has_value());
}
