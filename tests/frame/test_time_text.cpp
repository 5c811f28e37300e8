// Times as people write them: by hand, and whatever a keyboard can produce.
#include "app/commands/time_text.h"

#include <doctest/doctest.h>

#include <cmath>
#include <random>

#include <fmt/format.h>

using namespace senga;

namespace {

double time_of(const std::string& text) {
    const Result<double> out = parse_time("--at", text, 200.0);
    REQUIRE_MESSAGE(out.ok(), text);
    return *out;
}

bool refused(const std::string& text) {
    const Result<double> out = parse_time("--at", text, 200.0);
    return !out && out.error().code == Code::usage && out.error().text.find("--at") != std::string::npos;
}

} // namespace

TEST_CASE("time text: seconds, clock times, shares") {
    CHECK(time_of("0") == 0.0);
    CHECK(time_of("83.5") == 83.5);
    CHECK(time_of(".5") == 0.5);
    CHECK(time_of("1:23.5") == 83.5);
    CHECK(time_of("1:02:03") == 3723.0);
    CHECK(time_of("0:90") == 90.0);
    CHECK(time_of("25%") == 50.0);
    CHECK(time_of("0%") == 0.0);
    CHECK(time_of("100%") == 200.0);
    CHECK(time_of("12.5%") == 25.0);
}

TEST_CASE("time text: what is no time is refused") {
    for (const char* const text :
         {"",       " ",    ":",        "1:",    ":1",  "1::2", "a",   "1a",  "1:2a",  "-1",  "1:-2",
          "1:-0:3", "101%", "%",        "1:50%", "5%%", "5%5",  "nan", "inf", "1e999", "1,5", "1:2:3:4",
          "0x10",   "1e2",  "\xC3\xBC", "1 s",   " 1",  "1 ",   "+1",  "-0",  "1:+2"}) {
        CAPTURE(text);
        CHECK(refused(text));
    }
}

TEST_CASE("time text: clock times written from a number are that number") {
    std::mt19937 random(11);
    std::uniform_int_distribution<int> any(0, 100 * 3600 * 1000);
    for (int i = 0; i < 2000; ++i) {
        const int ms = any(random);
        const std::string clock =
            fmt::format("{}:{:02}:{:02}.{:03}", ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60, ms % 1000);
        CAPTURE(clock);
        // Three roundings of a double of up to 3.6e5: below 1e-9.
        CHECK(std::abs(time_of(clock) - ms / 1000.0) < 1e-9);
        CHECK(std::abs(time_of(fmt::format("{}.{:03}", ms / 1000, ms % 1000)) - ms / 1000.0) < 1e-9);
    }
}

TEST_CASE("time text: any text is a finite time from 0 on, or refused with a sentence") {
    std::mt19937 random(5);
    const std::string letters = "0123456789::..%%-+eExX aninf,\t\n\xC3\xBC\x80";
    std::uniform_int_distribution<std::size_t> any(0, letters.size() - 1);
    std::uniform_int_distribution<int> length(0, 12);
    int taken = 0;
    for (int i = 0; i < 200'000; ++i) {
        std::string text(static_cast<std::size_t>(length(random)), ' ');
        for (char& c : text) {
            c = letters[any(random)];
        }
        const Result<double> time = parse_time("--at", text, 200.0);
        if (time) {
            ++taken;
            // Digits, colons, dots and a percent sign at the end are all a time is made of.
            const bool plain = text.find_first_not_of("0123456789:.%") == std::string::npos;
            if (!plain || !std::isfinite(*time) || *time < 0.0) {
                FAIL_CHECK(text << " is taken for " << *time);
            }
        } else if (time.error().code != Code::usage || time.error().text.empty()) {
            FAIL_CHECK(text << " is refused without a reason");
        }
    }
    CHECK(taken > 1000); // short ones are often numbers
}

TEST_CASE("time text: a text with a zero byte is not read up to there") {
    CHECK(refused(std::string("1\0x", 3)));
}
