// Numbered pictures ("shots/%05d.png") and folders of pictures: which files they mean, in which order, and under which
// names new ones are written. It opens no picture. Plain data and free functions, any thread; they look at the disk.
#pragma once

#include "renderer/base/result.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace senga {

// "shots/%05d.png": a folder, what stands before and after the number, and its digits at least (0: as many as it has).
struct NumberedName {
    std::filesystem::path folder;
    std::string before;
    std::string after;
    int digits = 0;

    std::filesystem::path path(std::int64_t number) const;
    // The number of a file's name, where it is one of these.
    std::optional<std::int64_t> number_in(const std::string& name) const;
};

// Nothing where the last part of the path has no %d, %5d or %05d in it. Errors: usage, where there are two of them or
// one stands in a folder's name.
Result<std::optional<NumberedName>> parse_numbered(const std::string& text);

struct ListedPicture {
    std::filesystem::path path;
    std::int64_t number = 0; // of its name, or its place in the folder, from 0
};

// Sorted by number. Errors: file_missing, where there is none or one is missing between others.
Result<std::vector<ListedPicture>> list_numbered(const NumberedName& name);

// The pictures of a folder in the order of their names, numbers in them counted as numbers: 2.png before 10.png. Other
// files are passed over. Errors: file_missing, file_unreadable.
Result<std::vector<ListedPicture>> list_folder(const std::filesystem::path& folder);

// Whether a < b in that order.
bool comes_before(std::string_view a, std::string_view b);

} // namespace senga
