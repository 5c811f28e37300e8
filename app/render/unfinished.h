// The note that lies beside an output while it is not whole ("film.mkv.unfinished"): everything that decides what the
// output is. It tells --resume whether what is there may go on, and people that something is missing. It is JSON, and
// gone when the output is whole.
// Plain data and free functions, any thread; they look at the disk.
#pragma once

#include "renderer/base/result.h"
#include "renderer/chain/chain.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace senga {

// What is decided, by what people call it: "--crf", "the input". Values are texts and only compared.
using RenderFacts = std::map<std::string, std::string>;

// Where the note of that output lies.
std::filesystem::path unfinished_path(const std::filesystem::path& output);

// Errors: file_unwritable.
Outcome write_unfinished(const std::filesystem::path& output, const RenderFacts& facts);
// Nothing where there is none. Errors: file_unreadable (also where it is not what this wrote).
Result<std::optional<RenderFacts>> read_unfinished(const std::filesystem::path& output);
void remove_unfinished(const std::filesystem::path& output);

// Errors: usage, naming what is not as it was.
Outcome check_same(const RenderFacts& was, const RenderFacts& is, const std::filesystem::path& output);

// A file or folder as it is now: its size and when it was changed. Of an address: nothing more than itself.
std::string identity_of(const std::string& input);
// A chain with the text of its shaders, in a few characters.
std::string identity_of(const Chain& chain);

} // namespace senga
