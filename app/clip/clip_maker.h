// ClipMaker makes clips that compare two pictures: a wipe with a sliding divider, both side by side, a divided still.
// A and B are two films or images, or one of them before and after a chain. All clips asked for come out of one
// reading, in constant memory whatever the length. It measures nothing and prints nothing. One thread; owns the GL
// context, the readers and the files being written.
#pragma once

#include "app/clip/clip_source.h"
#include "app/clip/composer.h"
#include "app/clip/film_output.h"
#include "app/clip/side_painter.h"
#include "app/clip/slide.h"
#include "app/offline/interruption.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace senga {

struct ClipRequest {
    ClipSourceOptions source;
    Chain chain_a; // what each side is drawn with; scalers included
    Chain chain_b;

    // Where they are written; empty: not made.
    std::string wipe;
    std::string side_by_side;
    std::string still; // a PNG
    Existing existing = Existing::keep;

    SlideOptions slide;
    std::optional<double> duration_s; // of film; unset: as long as the slide takes, a film 10 s at least
    std::optional<Size> picture;      // of each side; unset: the larger one's own
    std::optional<Rational> fps;      // unset: A's
    Divider::Line line = Divider::Line::vertical;
    std::optional<int> line_px;
    std::string label_a; // empty: none
    std::string label_b;
    double still_position = 0.5;
    int still_depth = 8; // or 16

    std::string codec = "x264";
    std::optional<double> crf;
    std::string encoder_preset;
    std::string pixel_format; // as FFmpeg names it; empty: default_pixel_format()
    enum class Sound { of_a, none } sound = Sound::of_a;
};

struct ClipProgress {
    std::int64_t frames = 0;   // of all clips
    std::int64_t expected = 0; // about
    std::int64_t bytes = 0;
};

// What is asked after each frame: whether to go on.
using OnClipProgress = std::function<Onward(const ClipProgress&)>;

struct WrittenClip {
    std::string path;
    Size size;
    std::int64_t frames = 0; // 1: a still
    double length_s = 0.0;
    std::int64_t bytes = 0;
};

struct ClipReport {
    std::vector<WrittenClip> written;
    std::vector<std::string> notes;
    std::vector<Diagnostic> warnings;
    bool stopped = false; // before its end, as was asked; the films are whole files
};

class ClipMaker {
public:
    // Opens the sources and settles sizes and rates; writes nothing. Errors: usage (outputs that cannot be), those of
    // VideoReader::open, file_unwritable (a file exists and may not be replaced), gl_no_context and its kin.
    static Result<ClipMaker> open(ClipRequest request);

    // How the two were brought together, in sentences.
    const std::vector<std::string>& notes() const { return notes_; }

    // Once. Errors: those of reading, drawing and writing; what was written until then stays and plays.
    Result<ClipReport> make(const OnClipProgress& on_progress);

private:
    // One film being made.
    struct Run {
        FilmOutput out;
        ClipComposer composer;
        Slide slide;
        enum class End { stops, slides } end = End::stops;
    };
    // A pair of frames and the part of the film in which it is on the screen.
    struct Shown {
        FramePair pair;
        double end_s = 0.0;
        bool last = false;
    };

    ClipMaker(ClipRequest request, ClipSource source, Offline offline);
    void settle();
    void note_sizes();
    void note_place(const std::string& name, const FrameFormat& format);
    ComposerOptions composer_options(ComposerOptions::Kind kind);
    Outcome begin(const RawFrame& first);
    Outcome begin_film(const std::string& path, ComposerOptions::Kind kind, double begin_s);
    Outcome paint(const FramePair& pair);
    Outcome write_still();
    Result<std::optional<Shown>> look_ahead(const FramePair& pair);
    Outcome emit(Run& run, double position);
    Outcome play(Run& run, double until_s);
    Outcome finish(Run& run);
    Outcome show_all();
    Outcome finish_all();
    void tell();
    ClipReport report() const;

    ClipRequest request_;
    ClipSource source_;
    Offline offline_; // before all that lives in its context
    std::unique_ptr<SidePainter> side_a_;
    std::unique_ptr<SidePainter> side_b_;
    std::vector<Run> runs_;

    Size picture_;
    Rational fps_;
    int line_px_ = 0;
    bool moving_ = false;
    double duration_s_ = 0.0;
    double tolerance_s_ = 0.0; // by which timestamps may miss a moment
    double origin_s_ = 0.0;    // the first frame's timestamp
    std::optional<FramePair> ahead_;
    const gl::Texture* texture_a_ = nullptr;
    const gl::Texture* texture_b_ = nullptr;
    std::vector<WrittenClip> stills_;
    std::vector<std::string> notes_;
    OnClipProgress on_progress_;
    bool stopped_ = false;
};

} // namespace senga
