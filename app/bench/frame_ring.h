// FrameRing holds a few consecutive frames of a film, decoded and on the GPU, before any clock runs. Few, so that it
// takes the same memory however many frames are measured: a chain's cost hardly depends on what a frame shows.
// Belongs to the thread of the GL context, and must die before it.
#pragma once

#include "app/media/video_reader.h"
#include "renderer/base/result.h"
#include "renderer/engine/frame.h"
#include "renderer/engine/upload.h"

#include <memory>
#include <string>
#include <vector>

namespace senga {

class FrameRing {
public:
    struct Item {
        RawFrame raw;
        Frame frame;
        std::unique_ptr<PlaneUploader> uploader; // owns the frame's textures
    };
    struct Request {
        std::string path;
        std::string start = "10%"; // of the first frame; stills have but one
        int frames = 8;            // at most; fewer where they are large or the film ends
    };
    // Errors: usage (start is no time), those of VideoReader and PlaneUploader, media_format (frames of several formats
    // in so short a piece).
    static Result<FrameRing> read(const Request& request);

    std::size_t size() const { return items_.size(); }
    // Counts on from the first frame again and again.
    const Item& at(std::size_t index) const { return items_[index % items_.size()]; }
    const FrameFormat& format() const { return items_.front().raw.format; }
    const MediaInfo& info() const { return info_; }
    const std::vector<Diagnostic>& notes() const { return notes_; }

private:
    std::vector<Item> items_;
    MediaInfo info_;
    std::vector<Diagnostic> notes_;
};

} // namespace senga
