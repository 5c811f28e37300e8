// FramePictures makes the pictures of "senga frame": frames through chains, at the size that was asked for, as codes.
// All come out of one engine, so that every program is compiled once; each is what it would be if it were the only one.
// Owns the engine and its GL context. One thread.
#pragma once

#include "app/offline/codes.h"
#include "app/offline/offline.h"
#include "renderer/base/result.h"

#include <optional>
#include <set>
#include <string>

namespace senga {

struct PictureOptions {
    std::string size; // "WxH"; empty: by the two below, else the frame's own
    std::optional<double> scale;
    std::optional<int> width_px; // and the height that the first frame's shape asks for; later frames fit into that
    std::string pass;            // what this pass wrote, at its size, instead of the picture
    int depth = 8;               // 8 or 16
};

class FramePictures {
public:
    // Errors: those of Offline::create().
    static Result<FramePictures> create(PictureOptions options);

    // Whether the chain's passes compile for such frames: asked before anything is written. Errors: usage (the size),
    // those of Offline::check_chain().
    Outcome check(const FrameFormat& format, const Chain& chain);

    // Errors: usage (the size), pass_unknown, those of Offline::show(), and that of a pass that failed.
    Result<Codes> picture(const RawFrame& frame, const Chain& chain);

    // What was to be said of passes that lack their input, each sentence once.
    const std::set<std::string>& complaints() const { return complaints_; }

private:
    FramePictures(Offline offline, PictureOptions options)
        : offline_(std::move(offline)), options_(std::move(options)) {}

    Result<Size> output_size(const FrameFormat& format);
    void note_passes(const Chain& chain);

    Offline offline_;
    PictureOptions options_;
    std::optional<FrameFormat> first_;
    std::set<std::string> complaints_;
};

} // namespace senga
