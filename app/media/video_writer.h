// VideoWriter encodes RawFrames into a film with FFmpeg and carries over, packet by packet, what else the source file
// holds: sound, subtitles, chapters, fonts, metadata. It scales nothing and converts no colours. Memory does not grow
// with the film; a process that dies leaves a file that plays up to a few seconds before.
// One thread at a time per writer (encoding itself uses several). Owns the output file, and a handle of its own on the
// source.
//
//     auto writer = VideoWriter::open({.path = "out.mkv", .codec = "x265", .format = reader.info().format,
//                                      .fps = reader.info().fps, .copy_from = "film.mkv"});
//     for (auto frame = reader.next(); frame; frame = reader.next()) { writer->write(*frame); }
//     writer->finish();
#pragma once

#include "app/media/video_codec.h"
#include "app/media/video_reader.h"
#include "renderer/base/existing.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace senga {

// Of the file the frames come from. Its colour tags are looked at whatever is chosen.
enum class Carried { everything, sound, nothing };

struct VideoWriterOptions {
    std::string path;           // its ending chooses the container: .mkv, .mp4, .m4v, .mov, .webm
    std::string codec = "x264"; // of video_codecs()
    std::optional<double> crf;  // empty: the codec's default
    std::string encoder_preset; // empty: the codec's default
    FrameFormat format;         // of every frame; turned by its rotation when shown
    Rational time_base;         // of the timestamps; num 0: that of copy_from's video, else one frame of fps
    Rational fps;               // average; num 0: unknown
    std::string copy_from;      // the file the frames come from; empty: nothing is carried over
    Carried carried = Carried::everything;
    // The part of copy_from that is written; its beginning becomes 0.
    double start_s = 0.0;
    double end_s = std::numeric_limits<double>::infinity();
    Existing existing = Existing::keep;
    // Go on with the film at `path` that the same options began and that was broken off: what stands before its last
    // keyframe is kept, the rest is written anew. figures().frames then says how many frames are there already; the
    // frames handed over follow them. Of a file too short to keep anything of, nothing is kept.
    enum class Beginning { anew, go_on } beginning = Beginning::anew;
};

// ".mkv, .mp4, .m4v, .mov, .webm": what a film's name may end with.
std::string film_endings();

struct WriterFigures {
    std::int64_t frames = 0; // kept and handed to write()
    std::int64_t bytes = 0;  // of the file so far
    double last_pts_s = 0.0; // of the frame written last, from the new file's beginning
};

class VideoWriter {
public:
    // What cannot be written is told before the file is touched. Errors: usage, media_format, file_unwritable, and
    // those of opening copy_from. Going on, after an error what is there stays as it is.
    static Result<VideoWriter> open(const VideoWriterOptions& options);

    VideoWriter(VideoWriter&&) noexcept;
    VideoWriter& operator=(VideoWriter&&) noexcept;
    // Without finish() the file stays as an interrupted one: it plays, but has no index.
    ~VideoWriter();

    // The frame's pts_s counts from the source file's beginning, as VideoReader gives it; start_s is subtracted here.
    // Frames come in the order they are shown. A frame not later than the one before it is moved to one tick after it;
    // one before start_s stands at 0. After an error nothing more can be written, and what was written stays.
    Outcome write(const RawFrame& frame);

    // `whole`: the streams carried over go on to end_s. `at_last_frame`: they end where the picture ends, for a film
    // that is broken off.
    enum class Ending { whole, at_last_frame };
    Outcome finish(Ending ending = Ending::whole);

    WriterFigures figures() const;
    // What was left out or could not be said in this container, and why.
    const std::vector<Diagnostic>& notes() const;

private:
    class Impl;
    explicit VideoWriter(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

} // namespace senga
