// FrameSink is where rendered frames go: a film by VideoWriter, or PNG pictures, each whole or not there at all. It
// scales nothing and converts no colours.
// One thread at a time.
#pragma once

#include "app/media/video_writer.h"
#include "app/render/picture_names.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace senga {

// The names of pictures to be written: numbered, or in a folder as those of the input are called.
struct OutputNames {
    NumberedName numbered;
    std::vector<std::string> stems; // by frame; empty: numbered
    std::filesystem::path folder;   // of the stems

    std::filesystem::path path(std::int64_t frame) const;
};

class FrameSink {
public:
    virtual ~FrameSink() = default;

    // Errors: file_unwritable, media_format. After one nothing more can be written, and what was written stays.
    virtual Outcome write(const RawFrame& frame) = 0;
    virtual Outcome finish(VideoWriter::Ending ending) = 0;
    virtual WriterFigures figures() const = 0;
    virtual std::vector<Diagnostic> notes() const = 0;
};

// Errors: those of VideoWriter::open.
Result<std::unique_ptr<FrameSink>> open_film(const VideoWriterOptions& options);

// Frames must be R'G'B' of 8 or 16 bits. Folders are made. Errors: file_unwritable.
Result<std::unique_ptr<FrameSink>> open_pictures(OutputNames names);

} // namespace senga
