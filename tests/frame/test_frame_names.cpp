// What pictures are called: fields, folders, pairs, and names that would clash.
#include "app/commands/frame_names.h"
#include "renderer/base/utf8.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace senga;
using test::TemporaryFolder;

namespace {

using Frames = PicturesWanted::Frames;
using Chains = PicturesWanted::Chains;

constexpr PicturesWanted one{};
constexpr PicturesWanted list{.frames = Frames::list_of_one};
constexpr PicturesWanted many{.frames = Frames::several};
constexpr PicturesWanted pair{.chains = Chains::several};
constexpr PicturesWanted pairs{.frames = Frames::several, .chains = Chains::several};

const PictureFacts facts{.number = 7, .frame = 12, .time_s = 83.4567, .name = "Film: 1/2", .chain = "Classic, 4K?"};

std::string name(const std::string& output, PicturesWanted wanted, const PictureFacts& of = facts) {
    const Result<NameRule> rule = name_rule(output, wanted);
    REQUIRE_MESSAGE(rule.ok(), (rule.ok() ? "" : rule.error().text));
    return picture_path(*rule, of).string();
}

bool refused(const std::string& output, PicturesWanted wanted) {
    const Result<NameRule> rule = name_rule(output, wanted);
    return !rule && rule.error().code == Code::usage && rule.error().text.find(output) != std::string::npos;
}

} // namespace

TEST_CASE("frame names: fields are filled in with values that are legal anywhere, the rest is left alone") {
    CHECK(name("out/%03d.png", many) == "out/007.png");
    CHECK(name("%d.png", many) == "7.png");
    CHECK(name("%5d.png", many) == "00007.png");
    CHECK(name("{frame}.png", many) == "000012.png");
    CHECK(name("a {time}.png", many) == "a 00-01-23.457.png");
    CHECK(name("{name}-{frame}-{preset}.png", pairs) == "Film_ 1_2-000012-Classic, 4K_.png");
    CHECK(name("{preset}/{frame}.png", pairs) == "Classic, 4K_/000012.png");
    CHECK(name("100%-{frame}-{unknown}-%s.PNG", many) == "100%-000012-{unknown}-%s.PNG");
    CHECK(name("..//a:b  {frame}.png", many) == "..//a:b  000012.png");
    CHECK(name("{frame}", many) == "000012.png");
    CHECK(name("{name}.{frame}", many) == "Film_ 1_2.000012.png");
    CHECK(name("{frame} v1.5", many) == "000012 v1.5.png"); // no ending that says what a file is
    CHECK(name("{time}", many) == "00-01-23.457.png");
    CHECK(name("{frame}.png", one) == "000012.png");
    CHECK(name("{frame}%d.png", one) == "000012%d.png");
    CHECK(name("%03d.png", list) == "007.png");
    CHECK(name("plain.png", list) == "plain.png");
    CHECK(name("a%03 d%.png", list) == "a%03 d%.png");
    CHECK(name("%d/", list) == "7/Film_ 1_2 000012 00-01-23.457.png");
    CHECK(name("{frame}{time}%02d.png", many) == "00001200-01-23.45707.png");
}

TEST_CASE("frame names: numbers wider than their field are written whole") {
    PictureFacts large = facts;
    large.number = 12345;
    large.frame = 12345678;
    CHECK(name("%03d {frame}.png", many, large) == "12345 12345678.png");
}

TEST_CASE("frame names: one picture goes to the file that is named") {
    for (const char* const output :
         {"out.png", "OUT.PNG", "100%.png", "{brace}.png", "%s.png", "x%dx.png", "my%2dfilm.png"}) {
        CAPTURE(output);
        const Result<NameRule> rule = name_rule(output, one);
        REQUIRE(rule.ok());
        CHECK(rule->kind == NameRule::Kind::written_out);
        CHECK(picture_path(*rule, facts).string() == output);
    }
}

TEST_CASE("frame names: a folder gives names of its own") {
    CHECK(name("out/", one) == "out/Film_ 1_2 000012 00-01-23.457.png");
    CHECK(name("out/", many) == "out/Film_ 1_2 000012 00-01-23.457.png");
    CHECK(name("out", many) == "out/Film_ 1_2 000012 00-01-23.457.png");
    CHECK(name("out/", pair) == "out/000012_00-01-23.457 - Classic, 4K_.png");
    CHECK(name("out", pairs) == "out/000012_00-01-23.457 - Classic, 4K_.png");
    const PicturesWanted sheet{
        .frames = Frames::several, .chains = Chains::several, .form = PicturesWanted::Form::sheet};
    CHECK(name("out/", sheet) == "out/Film_ 1_2 sheet.png");
    CHECK(name("sheet.png", sheet) == "sheet.png");
    CHECK(name("{name}.png", sheet) == "Film_ 1_2.png");
    const TemporaryFolder folder("names");
    CHECK(name(folder.path().string(), one) == folder.path().string() + "/Film_ 1_2 000012 00-01-23.457.png");
    CHECK(name_rule(folder.path().string(), one)->kind == NameRule::Kind::from_fields);
}

TEST_CASE("frame names: pairs sort by frame, then stand beside each other") {
    std::vector<std::string> names;
    for (const std::int64_t frame : {9, 10, 100}) {
        for (const char* const chain : {"Default", "Original"}) {
            PictureFacts of = facts;
            of.frame = frame;
            of.time_s = static_cast<double>(frame) / 24.0;
            of.chain = chain;
            names.push_back(name("p/", pairs, of));
        }
    }
    CHECK(std::is_sorted(names.begin(), names.end()));
    CHECK(names[0] == "p/000009_00-00-00.375 - Default.png");
    CHECK(names[1] == "p/000009_00-00-00.375 - Original.png");
}

TEST_CASE("frame names: a name that ends as something else than a PNG is refused") {
    const PicturesWanted sheet{.frames = Frames::several, .form = PicturesWanted::Form::sheet};
    for (const char* const output : {"out.jpg", "out.mkv", "out", "out.png.webp"}) {
        CAPTURE(output);
        const Result<NameRule> rule = name_rule(output, one);
        REQUIRE_FALSE(rule.ok());
        CHECK(rule.error().code == Code::usage);
        CHECK(rule.error().place.file == output);
        CHECK(rule.error().text.find(".png") != std::string::npos);
    }
    CHECK(name_rule("sheet.mkv", sheet).error().code == Code::usage);
    CHECK(name_rule("{frame}.jpg", many).error().code == Code::usage);
    CHECK(name_rule("{preset}.webp", pair).error().code == Code::usage);
}

TEST_CASE("frame names: several pictures under one name are refused") {
    CHECK(refused("out.png", many));
    CHECK(refused("out.png", pair));
    CHECK(refused("{preset}.png", many));
    CHECK(refused("{name}.png", many));
    CHECK(refused("{frame}.png", pairs));
    CHECK(refused("{frame}.png", pair));
    CHECK(refused("{preset}.png", pairs));
    CHECK_FALSE(refused("{preset}.png", pair));
    CHECK_FALSE(refused("%03d.png", pairs));
    CHECK_FALSE(refused("{time} {preset}.png", pairs));
}

TEST_CASE("frame names: whatever a film or a preset is called, the name stays within its folder") {
    for (const std::string& nasty :
         {std::string(".."), std::string("../../etc/passwd"), std::string("a\0b", 3), std::string("a\nb"),
          std::string("\xFF\xFE"), std::string(500, 'x'), std::string(), std::string(" . "), std::string("CON:"),
          std::string("\xE8\x91\xAC\xE9\x80\x81"), std::string("{frame}%03d")}) {
        CAPTURE(nasty);
        PictureFacts of = facts;
        of.name = nasty;
        of.chain = nasty;
        for (const PicturesWanted wanted : {many, pairs}) {
            const std::filesystem::path path = name("out/", wanted, of);
            CHECK(path.parent_path() == "out");
            const std::string last = path.filename().string();
            CHECK(is_utf8(last));
            CHECK(last.size() <= 255);
            CHECK(last.find_first_of("\\:*?\"<>|\n") == std::string::npos);
            CHECK(last.find('\0') == std::string::npos);
            CHECK(last.ends_with(".png"));
        }
    }
}

TEST_CASE("frame names: a film's name is its file's, without folder and extension") {
    CHECK(film_name("/films/Show 01.mkv") == "Show 01");
    CHECK(film_name("a.b.c.mkv") == "a.b.c");
    CHECK(film_name("plain") == "plain");
    CHECK(film_name("https://host/clip.mp4") == "clip");
}

TEST_CASE("frame names: chains of one name are told apart, capitals or not") {
    using Names = std::vector<std::string>;
    CHECK(told_apart({"Original", "Default"}) == Names{"Original", "Default"});
    CHECK(told_apart({"Own", "own", "Own"}) == Names{"Own", "own (2)", "Own (3)"});
    CHECK(told_apart({"A", "A (2)", "A"}) == Names{"A", "A (2)", "A (3)"});
}
