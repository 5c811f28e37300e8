// Slide is the timetable of a wipe clip: where the divider stands, and how far the film is, at each moment. First the
// divider crosses the running film, A to B, as often as asked; when the film is over it goes back over the frozen last
// frame to A and again to B, where the clip ends. It knows no pictures and no files.
// Positions are shares of the picture: 1 all A, 0 all B, never beyond. Times are seconds. Immutable, any thread.
#pragma once

#include <optional>
#include <vector>

namespace senga {

struct SlideOptions {
    double start_position = 1.0;
    double delay_s = 1.0;           // before the divider starts
    double speed_per_s = 0.4;       // share of the picture per second; 0: it stands still
    double pause_s = 1.0;           // at each stop, and where it turns round
    std::vector<double> stops{0.5}; // positions between 0 and 1, in any order
    enum class Pause { film_runs, film_waits } pause = Pause::film_runs;
    int crossings = 1; // from A to B; between two it goes back. 0: until the film is over
    enum class Back { slides, stays } back = Back::slides;
    double hold_s = 2.0; // on B, at the end
};

struct Moment {
    double film_s = 0.0; // since the film's beginning
    double position = 1.0;
};

class Slide {
public:
    explicit Slide(const SlideOptions& options);

    // While the film lasts: until film_s reaches its length.
    Moment running(double time_s) const;
    // From when on the divider rests; the end of the first crossing where there is no end to crossing.
    double rests_after_s() const;

    // Over the frozen last frame, that the divider reached at `from`; `time_s` counts from there. Nothing once the clip
    // is over: its last frame shows B alone (or, where the divider never moves, both).
    std::optional<double> ending(double from, double time_s) const;
    double ending_s(double from) const;

private:
    // The divider goes evenly from one place to another, or rests.
    struct Leg {
        double length_s = 0.0;
        double from = 0.0;
        double to = 0.0;
        double film_s = 0.0; // how much of the film passes
    };
    using Legs = std::vector<Leg>;
    void rest(Legs& legs, double position, double length_s, SlideOptions::Pause film) const;
    void travel(Legs& legs, double from, double to) const;
    Legs ending_legs(double from) const;

    SlideOptions options_;
    Legs first_; // up to B
    Legs again_; // back to A and over to B once more
};

} // namespace senga
