// StreamCopy carries the streams of a source file that are not encoded anew (sound, subtitles, attachments) and its
// chapters and metadata into an OutputFile: cut to a part, moved to begin at 0, bytes unchanged but where the container
// wants them in another form. It reads the source once, in step with the picture, and keeps one packet. What the
// container cannot hold is left out and noted.
// Internal to app/media. One thread at a time; owns its handle of the source.
#pragma once

#include "app/media/colour_tags.h"
#include "app/media/ffmpeg.h"
#include "app/media/output_file.h"
#include "app/media/packet_form.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace senga::ff {

// Seconds since the source's beginning.
struct Part {
    double start_s = 0.0;
    double end_s = 0.0; // may be infinite
};

class StreamCopy {
public:
    static Result<StreamCopy> open(const std::string& location, Part part, Carried carried);

    // What is known of the source's picture.
    AVRational video_time_base() const { return video().time_base; }
    ColourTags video_colours() const;
    // The beginning of the source, of which Part counts, on its own clock.
    double clock_start_s() const { return start_s(*format_); }

    // Declares the streams in the order they have in the source, with chapters and metadata; returns the picture's,
    // which the caller completes. Owned by `out`.
    AVStream* declare(OutputFile& out);

    // Writes what begins before `time_s` of the new file. Errors: those of the disk.
    Outcome copy_until(double time_s, OutputFile& out);

    const std::vector<Diagnostic>& notes() const { return notes_; }

private:
    // Where the packets of a source stream go.
    struct Route {
        int target = -1; // no stream
        std::int64_t shift = 0;
        std::int64_t last_dts = AV_NOPTS_VALUE; // in the target's time base
        std::int64_t next = AV_NOPTS_VALUE;     // where a packet without a time begins, in the source's
        std::unique_ptr<PacketForm> form;       // null: as they are
        bool arrived = false;                   // a packet of it was written
        bool refused = false;                   // one was not
    };

    StreamCopy(Input input, int video_index, std::string location, Part part, Carried carried);
    const AVStream& video() const { return *format_->streams[video_index_]; }
    bool may_carry(const AVStream& source, OutputFile& out);
    bool find_form(const AVStream& source, const OutputFile& out);
    AVStream* declare_stream(const AVStream& source, OutputFile& out);
    void declare_chapters(OutputFile& out) const;
    void go_to_start();
    bool read();
    bool take_packet(OutputFile& out);
    bool cut(const AVStream& source, Route& route);
    void address(const AVStream& source, const AVStream& target, Route& route);
    void note_refusal(std::size_t index, const Diagnostic& why);
    void note_missing();
    void note(Code code, std::string text);

    FormatPtr format_;
    std::string location_;
    Part part_;
    Carried carried_;
    int video_index_ = 0;
    std::vector<Route> routes_; // by source stream
    PacketPtr packet_ = new_packet();
    double held_s_ = 0.0; // when the packet held begins, in the new file
    bool held_ = false;
    std::size_t held_of_ = 0; // the source stream of the packet held
    bool ended_ = false;
    bool complained_ = false;
    std::vector<Diagnostic> notes_;
};

} // namespace senga::ff
