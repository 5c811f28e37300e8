// FilmOutput draws compositions and encodes them, one frame after the other at a constant rate: compositor, planes for
// the encoder, file. Drawing, reading back and encoding work at the same time, some frames apart.
// It decides nothing about what is drawn. One thread, that of the GL context; owns the file and its textures.
#pragma once

#include "app/media/video_writer.h"
#include "app/offline/offline.h"
#include "renderer/engine/download.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace senga {

struct FilmOptions {
    std::string path;
    std::string codec = "x264";
    std::optional<double> crf;
    std::string encoder_preset;
    FrameFormat format; // of what is written
    Rational fps;
    std::string sound_of; // the film that the pictures come from; empty: a still
    Carried carried = Carried::sound;
    // The part of it whose sound is carried over.
    double start_s = 0.0;
    double end_s = 0.0;
    Existing existing = Existing::keep;
};

// The format of a clip's film: the pixel format by FFmpeg's name, upright, of square pixels, colours as in `like`.
// Errors: usage (no such pixel format).
Result<FrameFormat> film_format(const std::string& pixel_format, Size size, const FrameFormat& like);
// What a codec is given unless a pixel format is asked for: 8-bit R'G'B' where it is lossless, else 4:2:0.
std::string default_pixel_format(const std::string& codec);

class FilmOutput {
public:
    // Errors: those of VideoWriter::open, gl_out_of_memory, gl_internal.
    static Result<FilmOutput> open(Offline& offline, const FilmOptions& options);

    // `what` is drawn at once; its depth is set here. Errors: those of writing.
    Outcome add(Composition what);
    Outcome finish(VideoWriter::Ending ending);

    std::int64_t frames() const { return frames_; }
    const FilmOptions& options() const { return options_; }
    WriterFigures figures() const { return writer_.figures(); }
    const std::vector<Diagnostic>& notes() const { return writer_.notes(); }

private:
    FilmOutput(Offline& offline, FilmOptions options, VideoWriter writer, PictureDownloader downloader,
               std::shared_ptr<Target> target);
    Outcome write(Downloaded picture);

    Offline* offline_;
    FilmOptions options_;
    VideoWriter writer_;
    PictureDownloader downloader_;
    std::shared_ptr<Target> target_;
    OutputDepth depth_ = OutputDepth::sixteen;
    std::int64_t frames_ = 0;
};

} // namespace senga
