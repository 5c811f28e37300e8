// Writes an export to disk: all of it or nothing. Files are written beside their places first and then renamed.
// Blocking; any thread, but no two at once into the same folder.
#pragma once

#include "renderer/base/existing.h"
#include "renderer/base/result.h"
#include "renderer/export/export.h"

#include <filesystem>
#include <vector>

namespace senga {

// Makes the folder where it is missing. A file that is there with the same bytes is no conflict. Returns the paths.
// Errors: export_exists (names the files), file_unwritable.
Result<std::vector<std::filesystem::path>> write_export(const Export& result, const std::filesystem::path& folder,
                                                        Existing existing);

} // namespace senga
