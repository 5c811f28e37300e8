// What a command asks of a file before it works for it: that its name ends as what is written, that it is none of the
// files the command reads, that it is not there yet or may be replaced, and that it can be written at all.
// Free functions, any thread; they look at the disk and leave nothing behind.
#pragma once

#include "renderer/base/existing.h"
#include "renderer/base/result.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace senga {

struct OutputFile {
    std::filesystem::path path;
    std::string_view ending;         // ".png", in small letters; empty: any
    std::string_view kind;           // for people, where there is an ending: "a plot", "a picture"
    std::vector<std::string> inputs; // none of them is written over; empty names count for nothing
    Existing existing = Existing::keep;
};

// Errors: usage (its ending, an input), file_unwritable.
Outcome check_output(const OutputFile& file);

// Errors: usage, where the file is one of the inputs, whatever there is to be replaced.
Outcome check_no_input(const std::filesystem::path& path, const std::vector<std::string>& inputs);

// Errors: usage. `kind` as above.
Outcome check_ending(const std::filesystem::path& path, std::string_view ending, std::string_view kind);

} // namespace senga
