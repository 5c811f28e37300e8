// Where a render writes: one film, or pictures and how each is called; and what is there already. It writes nothing.
// Plain data and free functions, any thread; they look at the disk.
#pragma once

#include "app/render/frame_sink.h"
#include "app/render/frame_source.h"
#include "renderer/base/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace senga {

struct OutputPlace {
    bool pictures = false;
    std::filesystem::path film; // where it is one
    OutputNames names;          // where it is not
};

// "out/%05d.png" and folders ("out/", or what is one) are pictures; a film has one of film_endings(). In a folder they
// are called as those of the input, and frames of a film by their number, as in %06d.png. Errors: usage.
Result<OutputPlace> output_place(const std::string& output, const std::string& input, const FrameSource& source);

// Errors: usage, where a picture would be written over one of the source, by whatever name that is reached. The part of
// the source must be chosen.
Outcome check_apart(const OutputPlace& place, const FrameSource& source);

// A file that would be written and is there. The part of the source must be chosen.
std::optional<std::filesystem::path> existing_output(const OutputPlace& place, const FrameSource& source);

// How many pictures in a row are there, from the source's next frame on.
std::int64_t pictures_from(const OutputPlace& place, const FrameSource& source);

} // namespace senga
