// What the progress line says, by hand-made numbers.
#include "app/commands/progress_line.h"

#include <doctest/doctest.h>

#include <string>

using namespace senga;

TEST_CASE("progress: share, frames, rate, time left and size") {
    // 120 of 250 are 48 %, of 20 columns 9.6; 130 more at 20 a second take 6.5 s.
    CHECK(progress_text({.frames = 120, .expected = 250, .bytes = 4'200'000}, 6.0) ==
          "[=========           ]  48 %, 120 of about 250 frames, 20.0 fps, 7 s left, 4.2 MB");
    // 3600 at one a second.
    CHECK(progress_text({.frames = 100, .expected = 3700}, 100.0).ends_with(", 1.0 fps, 1:00:00 left"));
    CHECK(progress_text({.frames = 10, .expected = 10}, 1.0) ==
          "[====================] 100 %, 10 of about 10 frames, 10.0 fps, 0 s left");
}

TEST_CASE("progress: what is unknown, or turns out wrong, is left out") {
    CHECK(progress_text({.frames = 30}, 2.0) == "30 frames, 15.0 fps");
    CHECK(progress_text({.frames = 11, .expected = 10}, 1.0) == "11 frames, 11.0 fps");
    CHECK(progress_text({.frames = 0, .expected = 10}, 0.0) ==
          "[                    ]   0 %, 0 of about 10 frames, 0.0 fps");
}
