// FrameSource hands out the frames of a part of the input, one after another: of a video, a still, numbered pictures or
// a folder of pictures. It holds one frame ahead and scales nothing.
// One thread at a time.
#pragma once

#include "app/media/video_reader.h"
#include "app/render/moment.h"
#include "app/render/picture_names.h"
#include "renderer/base/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace senga {

// What the input is, before any part of it is chosen.
struct SourceInfo {
    enum class Kind { film, picture, numbered, folder } kind = Kind::film;
    MediaInfo media; // of pictures: format of the first, fps as given, as many frames as there are
};

struct SourcePart {
    std::optional<Moment> start;        // the frame on the screen then comes first
    std::optional<Moment> end;          // the first frame from then on does not belong to it
    std::optional<std::int64_t> frames; // at most
};

class FrameSource {
public:
    // `fps` is that of pictures. Errors: those of VideoReader and of listing pictures.
    static Result<FrameSource> open(const std::string& input, Rational fps);

    const SourceInfo& info() const { return info_; }
    // The listed pictures; empty for a film.
    const std::vector<ListedPicture>& pictures() const { return pictures_; }

    // From now on a picture of another size than the first is an error (media_format).
    void want_one_size() { one_size_ = true; }
    // Chooses the part and reads its first frame. Errors: usage (an empty part), media_end.
    Outcome choose(const SourcePart& part);
    // Leaves out the next `count` frames; where there are fewer, all.
    Outcome skip(std::int64_t count);

    // The number of the next frame; nothing at the end.
    std::optional<std::int64_t> next_number() const;
    // Where the part lies, in seconds from the input's beginning; the end may be infinite.
    double start_s() const { return start_s_; }
    double end_s() const { return end_s_; }
    // How many frames next() will give, as far as the input tells.
    std::optional<std::int64_t> expected() const;

    // Nothing behind the last frame. Frames carry the number and time they have in the input; those of numbered
    // pictures the number of their name. Errors: those of VideoReader but media_end.
    Result<std::optional<RawFrame>> next();

    // What was found on the way: damage, conversions.
    const std::vector<Diagnostic>& notes() const { return reader_ ? reader_->diagnostics() : notes_; }

private:
    FrameSource() = default;
    Outcome open_pictures(SourceInfo::Kind kind, Rational fps);
    Result<RawFrame> read(std::size_t picture);
    Result<RawFrame> frame_at(const Moment& moment);
    bool in_part() const;
    Outcome find_end(const SourcePart& part);
    Outcome hold(Result<RawFrame> frame);
    std::int64_t number_of(std::size_t picture) const { return pictures_[picture].number; }

    std::string input_;
    SourceInfo info_;
    std::optional<VideoReader> reader_;
    std::vector<ListedPicture> pictures_;
    std::size_t next_picture_ = 0;
    bool one_size_ = false;
    std::optional<RawFrame> held_;
    double start_s_ = 0.0;
    double end_s_ = std::numeric_limits<double>::infinity();
    std::optional<Moment> end_;
    std::optional<std::int64_t> left_;  // frames that may still be given
    std::optional<Diagnostic> failure_; // met by the frame ahead
    std::vector<Diagnostic> notes_;
};

} // namespace senga
