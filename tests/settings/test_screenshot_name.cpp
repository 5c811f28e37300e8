#include "app/settings/screenshot_name.h"
#include "renderer/base/utf8.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>
#include <string>

using namespace senga;
using test::TemporaryFolder;

namespace {

const ScreenshotFacts facts{.title = "Film 01",
                            .time_s = 83.4567,
                            .frame = 2003,
                            .preset = "Classic",
                            .what = "shown",
                            .date = "2024-05-01 21-14-05"};

ScreenshotFacts titled(const std::string& title) {
    ScreenshotFacts out = facts;
    out.title = title;
    return out;
}

// What no file system of today refuses, hides or changes.
bool is_legal(const std::string& name) {
    return !name.empty() && name.size() <= 200 && is_utf8(name) && name.front() != '.' && name.front() != ' ' &&
           name.back() != '.' && name.back() != ' ' &&
           name.find_first_of("/\\:*?\"<>|\n\r\t\x7F") == std::string::npos && name.find('\0') == std::string::npos;
}

} // namespace

TEST_CASE("screenshot name: everything the template knows") {
    CHECK(screenshot_name("{title} {time} {preset} {what}", facts) == "Film 01 00-01-23.457 Classic shown");
    CHECK(screenshot_name("{date}_{frame}", facts) == "2024-05-01 21-14-05_2003");
    ScreenshotFacts late = facts;
    late.time_s = 3600.0 * 27.0 + 59.9996; // rounds up into the next minute
    CHECK(screenshot_name("{time}", late) == "27-01-00.000");
    late.time_s = std::nan("");
    CHECK(screenshot_name("{time}", late) == "00-00-00.000");
    late.time_s = -5.0;
    CHECK(screenshot_name("{time}", late) == "00-00-00.000");
}

TEST_CASE("screenshot name: unknown names and braces stay") {
    CHECK(screenshot_name("{title} {nobody} {", facts) == "Film 01 {nobody} {");
    CHECK(screenshot_name("{{title}}", facts) == "{Film 01}");
    CHECK(screenshot_name("}{", facts) == "}{");
    CHECK(screenshot_name("{Title}", facts) == "{Title}");
    // What a fact holds is not read as a template.
    CHECK(screenshot_name("{title}", titled("{frame}")) == "{frame}");
}

TEST_CASE("screenshot name: what an empty fact leaves is tidied") {
    ScreenshotFacts bare = facts;
    bare.preset.clear();
    CHECK(screenshot_name("{title} {preset} {what}", bare) == "Film 01 shown");
    CHECK(screenshot_name("{preset} {title}", bare) == "Film 01");
    CHECK(screenshot_name("{preset}", bare) == "Senga");
    CHECK(screenshot_name("", facts) == "Senga");
}

TEST_CASE("screenshot name: pictures of one frame have different names whatever the template") {
    ScreenshotFacts before = facts;
    before.what = "before";
    CHECK(screenshot_name("{title}", before) == "Film 01 before");
    CHECK(screenshot_name("{title}", facts) == "Film 01");
    CHECK(screenshot_name("{what} {title}", before) == "before Film 01");
    before.title = std::string(500, 'x');
    CHECK(screenshot_name("{title}", before) == std::string(193, 'x') + " before");
}

TEST_CASE("screenshot name: what file names cannot hold") {
    CHECK(screenshot_name("{title}", titled("Fate/stay: night?")) == "Fate_stay_ night_");
    CHECK(screenshot_name("{title}", titled("../../etc/passwd")) == "_.._etc_passwd");
    CHECK(screenshot_name("a/b", facts) == "a_b");
    CHECK(screenshot_name("{title}", titled("...hidden.")) == "hidden");
    CHECK(screenshot_name("{title}", titled("..")) == "Senga");
    CHECK(screenshot_name("{title}", titled("a\nb\x01\xFFz\x7F")) == "a_b__z_");
    CHECK(screenshot_name("{title}", titled("線画 第1話")) == "線画 第1話");
}

TEST_CASE("screenshot name: a long title gives way first, between characters") {
    std::string title;
    for (int i = 0; i < 100; ++i) {
        title += "線"; // 3 bytes
    }
    const std::string name = screenshot_name("{title} {time} {preset} {what}", titled(title));
    const std::string rest = " 00-01-23.457 Classic shown"; // 27 bytes: 173 are left, 57 characters
    REQUIRE(name.ends_with(rest));
    CHECK(name.size() == 57 * 3 + rest.size());
    CHECK(is_utf8(name));
    CHECK(screenshot_name(title, facts).size() == 198);
    ScreenshotFacts odd = facts;
    odd.preset = title;
    odd.what = title;
    CHECK(screenshot_name("{preset} {what} {title}", odd) ==
          title.substr(0, 78) + " " + title.substr(0, 78) + " Film 01");
}

TEST_CASE("screenshot name: any bytes give a legal name") {
    std::mt19937 random(11);
    const std::string alphabet = "ab {}./\\:\n\xFF\xE7\xB7\x9A\"titlewhat";
    const auto text = [&](std::size_t length) {
        std::string out;
        while (out.size() < length) {
            out += alphabet[random() % alphabet.size()];
        }
        return out;
    };
    for (int round = 0; round < 500; ++round) {
        ScreenshotFacts any = titled(text(random() % 300));
        any.preset = text(random() % 120);
        any.what = text(random() % 120);
        std::string name_template = text(random() % 60);
        name_template += round % 2 == 0 ? "{title}{what}" : "";
        const std::string name = screenshot_name(name_template, any);
        CAPTURE(name);
        CHECK(is_legal(name));
    }
}

TEST_CASE("unique path: a number is added until the name is free") {
    const TemporaryFolder folder("unique");
    CHECK(unique_path(folder.path(), "a", ".png") == folder.path() / "a.png");
    folder.write("a.png", "");
    CHECK(unique_path(folder.path(), "a", ".png") == folder.path() / "a (2).png");
    folder.write("a (2).png", "");
    std::filesystem::create_symlink("nowhere", folder.path() / "a (3).png");
    CHECK(unique_path(folder.path(), "a", ".png") == folder.path() / "a (4).png");
    CHECK(unique_path(folder.path() / "not there", "a", ".png") == folder.path() / "not there/a.png");
    CHECK(unique_path(folder.path(), "v1.5", ".png") == folder.path() / "v1.5.png");
}

TEST_CASE("local date: in the form of file names") {
    const auto start = std::chrono::system_clock::from_time_t(86400 * 366);
    const std::string text = local_date_text(start); // any zone: 1971-01-01 or 02
    CHECK(text.size() == 19);
    CHECK(text.starts_with("1971-01-0"));
    CHECK(text.find_first_not_of("0123456789- ") == std::string::npos);
}
