// The two things that "senga frame" writes: a file for each picture, or all of them on one sheet. They walk through the
// film once, show how far they are, and leave what is written where a later frame fails.
// Main thread.
#pragma once

#include "app/commands/frame_names.h"
#include "app/commands/frame_pictures.h"
#include "app/commands/frame_report.h"
#include "app/commands/frame_walk.h"
#include "app/offline/contact_sheet.h"
#include "renderer/base/existing.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace senga {

struct NamedChain {
    std::string name; // differs from those of the others
    Chain chain;
};

struct FrameTask {
    FrameWalk walk;
    std::optional<std::int64_t> most_frames; // of the walk, where that is known
    std::vector<NamedChain> chains;
    FramePictures pictures;
    std::string film;  // its name
    std::string input; // where it lies; never written over
};

// A file that is there already is replaced where -o named it, or `there` says so.
// Errors: file_unwritable, usage (two pictures of one name, the input's name, the size), and those of reading and
// drawing.
Outcome write_pictures(FrameTask& task, const NameRule& rule, Existing there, FrameReport& report);

struct SheetWish {
    SheetShape shape; // parts and head_lines follow from the chains and the head
    std::vector<std::string> head;
    NameRule rule; // its fields say what they say of the first frame and the last chain
    Existing there = Existing::keep;
};

// Takes as many frames as the shape has room for. Errors: as above.
Outcome write_sheet(FrameTask& task, const SheetWish& wish, FrameReport& report);

} // namespace senga
