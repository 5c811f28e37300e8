// Reading a file whole, and writing one so that nobody ever sees half of it. Small files: texts, shaders, settings.
// It knows no format. Free functions, any thread; they look at the disk.
#pragma once

#include "renderer/base/result.h"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace senga {

// Errors: file_missing, file_unreadable (also what is no regular file), file_too_large.
Result<std::string> read_file(const std::filesystem::path& path, std::size_t most_bytes);

// Written beside the file, brought to the disk, then renamed over it: after a crash there is the old text or the new.
// Missing folders are made; a link is followed, so that it stays one; the file keeps its permissions. Errors:
// file_unwritable.
Outcome write_file(const std::filesystem::path& path, std::string_view text);

// Whether write_file() could write there now; nothing is left behind. Errors: file_unwritable.
Outcome check_writable(const std::filesystem::path& path);

// Whether both names lead to one file, through links as well. What is not there yet is known by its name alone.
bool same_file(const std::filesystem::path& a, const std::filesystem::path& b);

} // namespace senga
