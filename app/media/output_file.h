// OutputFile is a media file being written: its container, the streams declared for it, and the disk. What was handed
// over is on the disk within a second or two of film, so that a process that dies leaves a file that plays.
// It encodes nothing and reorders nothing. Internal to app/media. One thread at a time; owns FFmpeg's context and the
// file.
#pragma once

#include "app/media/encoder.h"
#include "app/media/ffmpeg.h"
#include "app/media/plain_index.h"
#include "app/media/video_writer.h"

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace senga::ff {

// ".mkv, .mp4": what a film's name may end with.
std::string film_endings();

class OutputFile {
public:
    // Chooses the container by the name's ending, which must be there. Touches no disk. Errors: usage.
    static Result<OutputFile> plan(const std::string& path);

    // For declaring streams, chapters and metadata before start().
    AVFormatContext& format() { return *format_; }
    const std::string& path() const { return path_; }
    std::string container() const; // "mkv": the name's ending
    bool is_matroska() const;
    bool takes(AVCodecID codec) const;
    // Likewise, by what the muxer says to the stream itself.
    bool takes(const AVStream& stream) const;
    // What subtitles of plain text are written as where theirs is not taken.
    AVCodecID text_codec() const;
    // The cover of a film that is not Matroska; false where none is held. It appears with finish().
    bool take_cover(const AVStream& cover);
    bool tells_rotation() const;
    CodecHeaders headers() const;

    // Makes the file (and its folder) and writes the head. Errors: file_unwritable.
    Outcome start(Existing existing);
    // The same under a passing name beside it, so that what is there stays until take_place().
    Outcome start_beside();
    // Brings to the disk what was written so far and replaces what is there; writing goes on. Until then the passing
    // file is removed with the object.
    Outcome take_place();
    // Timestamps are in the stream's time base and do not fall within a stream. The packet is used up.
    // Errors: file_unwritable where the disk fails, media_damaged where the container refuses just this packet.
    Outcome write(AVPacket& packet);
    // Writes the index and closes the file. What could not be had is noted.
    Outcome finish();
    const std::vector<Diagnostic>& notes() const { return notes_; }

    std::int64_t bytes() const;

private:
    struct Close {
        void operator()(AVFormatContext* p) const {
            avio_closep(&p->pb);
            avformat_free_context(p);
        }
    };
    // Removes what was not renamed.
    struct Passing {
        std::string path;
        Passing() = default;
        Passing(Passing&& other) noexcept : path(std::exchange(other.path, {})) {}
        Passing& operator=(Passing&& other) noexcept {
            std::swap(path, other.path);
            return *this;
        }
        ~Passing();
    };
    using Handle = std::unique_ptr<AVFormatContext, Close>;

    OutputFile(Handle format, std::string path);
    Outcome check_place(Existing existing) const;
    Outcome open_file(const std::string& name);
    Outcome begin(const std::string& name);
    Outcome write_head();
    bool bears_plain_index() const;
    void make_plain();
    bool has_fragments() const;
    void add_codec_delay(AVPacket& packet) const;
    Outcome flush_fragment(const AVPacket& next);
    bool holds_back(const AVPacket& packet) const;
    Outcome hold_back(AVPacket& packet);
    Outcome write_now(AVPacket& packet);
    Diagnostic disk_error(int code) const;

    Handle format_;
    std::string path_;
    Passing passing_;
    PacketPtr held_ = new_packet(); // of the picture, in fragments: it lasts until the next one, which must be known
    bool holding_ = false;
    double fragment_begin_s_ = 0.0;
    bool fragment_begun_ = false;
    Unfragmented more_;
    std::int64_t final_bytes_ = 0;
    std::vector<Diagnostic> notes_;
};

} // namespace senga::ff
