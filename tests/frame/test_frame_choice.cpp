// Which frames the words of the command line mean, against lists written by hand. No media.
#include "app/commands/frame_choice.h"

#include <doctest/doctest.h>

#include <cmath>

using namespace senga;

namespace {

constexpr FilmFacts hundred_s{.kind = FilmKind::film, .duration_s = 100.0};
constexpr FilmFacts unknown{.kind = FilmKind::film, .duration_s = 0.0};
constexpr FilmFacts still{.kind = FilmKind::still, .duration_s = 0.0};

FrameChoice chosen(const FrameChoiceText& text, const FilmFacts& film = hundred_s) {
    const Result<FrameChoice> out = choose_frames(text, film);
    REQUIRE_MESSAGE(out.ok(), (out.ok() ? "" : out.error().text));
    return *out;
}

std::vector<FrameRange> ranges(const std::string& list) {
    return std::get<FramesByNumber>(chosen({.frames = list})).ranges;
}

std::vector<double> times(const FrameChoiceText& text, const FilmFacts& film = hundred_s) {
    return std::get<FramesByTime>(chosen(text, film)).times_s;
}

bool refused(const FrameChoiceText& text, const FilmFacts& film = hundred_s) {
    const Result<FrameChoice> out = choose_frames(text, film);
    return !out && out.error().code == Code::usage && !out.error().text.empty();
}

} // namespace

TEST_CASE("frame choice: numbers and ranges come in the film's order, each once") {
    CHECK(ranges("7") == std::vector<FrameRange>{{7, 7}});
    CHECK(ranges("10,20,30-40") == std::vector<FrameRange>{{10, 10}, {20, 20}, {30, 40}});
    CHECK(ranges("30,10") == std::vector<FrameRange>{{10, 10}, {30, 30}});
    CHECK(ranges("5,5,5") == std::vector<FrameRange>{{5, 5}});
    CHECK(ranges("1,2,3") == std::vector<FrameRange>{{1, 3}});
    CHECK(ranges("0-4,3-9,20") == std::vector<FrameRange>{{0, 9}, {20, 20}});
    CHECK(ranges("0-9,2-3") == std::vector<FrameRange>{{0, 9}});
    CHECK(ranges("50-") == std::vector<FrameRange>{{50, no_end}});
    CHECK(ranges("50-,7,60-70") == std::vector<FrameRange>{{7, 7}, {50, no_end}});
    CHECK(ranges(" 1 , 3 - 5 ") == std::vector<FrameRange>{{1, 1}, {3, 5}});
    CHECK(ranges("9223372036854775806") == std::vector<FrameRange>{{no_end - 1, no_end - 1}});
}

TEST_CASE("frame choice: what is no list of frames is refused") {
    for (const char* const list : {"-1", "1,,2", "1,", ",1", "a", "1.5", "1-2-3", "4-2", "-", "1 2", "+1", "0x10",
                                   "-5-7", "9223372036854775807", "99999999999999999999", " ", "1;2"}) {
        CAPTURE(list);
        CHECK(refused({.frames = list}));
    }
}

TEST_CASE("frame choice: times are seconds, clock times and shares of the length, in the film's order") {
    CHECK(times({.times = "83.5"}) == std::vector<double>{83.5});
    CHECK(times({.times = "1:00,75%,2.5,0:02.5"}) == std::vector<double>{2.5, 60.0, 75.0});
    CHECK(times({.times = "50%, 0:01:20"}) == std::vector<double>{50.0, 80.0});
    for (const char* const list : {"", "1,,2", "x", "1:xx", "101%", "-1", "1,2,"}) {
        CAPTURE(list);
        CHECK((list[0] == '\0' || refused({.times = list})));
    }
    CHECK(refused({.times = "1,50%"}, unknown)); // of what length?
    CHECK(times({.times = "1,50"}, unknown) == std::vector<double>{1.0, 50.0});
}

TEST_CASE("frame choice: moments spread evenly are the middles of equal parts") {
    CHECK(times({.count = 1}) == std::vector<double>{50.0});
    CHECK(times({.count = 4}) == std::vector<double>{12.5, 37.5, 62.5, 87.5});
    CHECK(times({.count = 2, .start = "20", .end = "40%"}) == std::vector<double>{25.0, 35.0});
    CHECK(times({.count = 2, .start = "60"}) == std::vector<double>{70.0, 90.0});
    CHECK(times({.count = 2, .end = "1000"}) == std::vector<double>{25.0, 75.0}); // the film ends earlier
    CHECK(times({.count = 2, .end = "8"}, unknown) == std::vector<double>{2.0, 6.0});
    CHECK(refused({.count = 3}, unknown));
    CHECK(refused({.count = 3, .start = "100"}));
    CHECK(refused({.count = 3, .start = "20", .end = "20"}));
    CHECK(refused({.count = 100'001}));
}

TEST_CASE("frame choice: steps carry their bounds") {
    CHECK(std::get<FramesByStep>(chosen({.every = 24})) == FramesByStep{.every = 24});
    CHECK(std::get<FramesByStep>(chosen({.every = 2, .count = 5, .start = "1:00", .end = "90%"})) ==
          FramesByStep{.every = 2, .start_s = 60.0, .end_s = 90.0, .most = 5});
    CHECK(std::get<FramesByStep>(chosen({.every = 1}, unknown)).every == 1);
    CHECK(refused({.every = 2, .start = "9", .end = "3"}));
    CHECK(refused({.every = 0}));
    CHECK(refused({.count = 0}));
}

TEST_CASE("frame choice: without words it is the first frame, or what a sheet spreads") {
    CHECK(std::get<FramesByNumber>(chosen({})).ranges == std::vector<FrameRange>{{0, 0}});
    const FramesUnlessChosen two{.kind = FramesUnlessChosen::Kind::spread, .count = 2};
    const Result<FrameChoice> spread = choose_frames({}, hundred_s, two);
    REQUIRE(spread.ok());
    CHECK(std::get<FramesByTime>(*spread).times_s == std::vector<double>{25.0, 75.0});
    const Result<FrameChoice> bounded = choose_frames({.end = "10"}, hundred_s, two);
    REQUIRE(bounded.ok());
    CHECK(std::get<FramesByTime>(*bounded).times_s == std::vector<double>{2.5, 7.5});
    const Result<FrameChoice> one = choose_frames({}, hundred_s, {FramesUnlessChosen::Kind::spread, 1});
    REQUIRE(one.ok());
    CHECK(std::get<FramesByTime>(*one).times_s == std::vector<double>{50.0});
}

TEST_CASE("frame choice: words that contradict each other are refused") {
    CHECK(refused({.frames = "1", .times = "1"}));
    CHECK(refused({.frames = "1", .every = 2}));
    CHECK(refused({.times = "1", .count = 2}));
    CHECK(refused({.frames = "1", .start = "1"}));
    CHECK(refused({.times = "1", .end = "1"}));
    CHECK(refused({.start = "1"}));
    CHECK(refused({.end = "1"}));
}

TEST_CASE("frame choice: a still is its one frame, but its words are read all the same") {
    const FrameChoice one = FramesByNumber{{{0, 0}}};
    CHECK(chosen({.frames = "10,20-"}, still) == one);
    CHECK(chosen({.times = "75%"}, still) == one);
    CHECK(chosen({.count = 9}, still) == one);
    CHECK(chosen({.every = 9}, still) == one);
    CHECK(choose_frames({}, still, {FramesUnlessChosen::Kind::spread, 12}).value() == one);
    CHECK(refused({.times = "nonsense"}, still));
    CHECK(refused({.frames = "1-0"}, still));
}

TEST_CASE("frame choice: one number or one time is a frame, all else a list") {
    CHECK(names_one_frame({}));
    CHECK(names_one_frame({.frames = "10"}));
    CHECK(names_one_frame({.times = "0:10.5"}));
    CHECK_FALSE(names_one_frame({.frames = "10-10"}));
    CHECK_FALSE(names_one_frame({.frames = "10,10"}));
    CHECK_FALSE(names_one_frame({.times = "1,1"}));
    CHECK_FALSE(names_one_frame({.every = 100}));
    CHECK_FALSE(names_one_frame({.count = 1}));
}

TEST_CASE("frame choice: how many frames at most") {
    CHECK(most_frames(chosen({})) == 1);
    CHECK(most_frames(chosen({.frames = "10,20,30-40"})) == 13);
    CHECK(most_frames(chosen({.frames = "10,20-"})) == std::nullopt);
    CHECK(most_frames(chosen({.frames = "0-9223372036854775806"})) == std::nullopt);
    CHECK(most_frames(chosen({.times = "1,2,2,3"})) == 3);
    CHECK(most_frames(chosen({.every = 2})) == std::nullopt);
    CHECK(most_frames(chosen({.every = 2, .count = 7})) == 7);
    CHECK(most_frames(chosen({.count = 7})) == 7);
}
