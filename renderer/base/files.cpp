#include "renderer/base/files.h"

#include "renderer/base/draft.h"

#include <cerrno>
#include <fstream>
#include <system_error>

namespace senga {
namespace {

namespace fs = std::filesystem;

std::string message_of(int error) {
    return std::error_code(error, std::generic_category()).message();
}

Diagnostic refused(const fs::path& path, const std::string& why) {
    return diagnose(Code::file_unwritable, "the file cannot be written: " + why, {path.string(), 0});
}

// Where the file is to be: a link is followed, so that it stays one; a link to nowhere is replaced by the file.
fs::path place_of(const fs::path& path) {
    std::error_code error;
    fs::path out = fs::absolute(path, error);
    if (fs::is_symlink(out, error)) {
        const fs::path linked = fs::canonical(out, error);
        out = error ? out : linked;
    }
    return out;
}

} // namespace

Result<std::string> read_file(const fs::path& path, std::size_t most_bytes) {
    const Place place{path.string(), 0};
    std::error_code error;
    if (!fs::exists(path, error)) {
        return diagnose(Code::file_missing, "the file does not exist", place);
    }
    // A pipe or a device could deliver for ever.
    if (!fs::is_regular_file(path, error)) {
        return diagnose(Code::file_unreadable, "this is no regular file", place);
    }
    const auto size = fs::file_size(path, error);
    if (error) {
        return diagnose(Code::file_unreadable, "the file cannot be read: " + error.message(), place);
    }
    if (size > most_bytes) {
        return diagnose(Code::file_too_large,
                        "the file has " + std::to_string(size) + " bytes; at most " + std::to_string(most_bytes) +
                            " are read",
                        place);
    }
    std::string text(static_cast<std::size_t>(size), '\0');
    std::ifstream stream(path, std::ios::binary);
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!stream) {
        return diagnose(Code::file_unreadable, "the file cannot be read; check its permissions", place);
    }
    return text;
}

Outcome write_file(const fs::path& path, std::string_view text) {
    std::error_code error;
    const fs::path target = place_of(path);
    const fs::path folder = target.parent_path();
    fs::create_directories(folder, error);
    if (error) {
        return refused(path, "its folder cannot be made: " + error.message());
    }
    if (fs::is_directory(target, error)) {
        return refused(path, "a folder has its name");
    }
    Draft draft(target);
    if (!draft.opened() || !draft.write(text) || !draft.take_permissions_of(target) || !draft.sync() ||
        !draft.rename_to(target)) {
        return refused(path, message_of(errno));
    }
    sync_folder(folder);
    return Done{};
}

Outcome check_writable(const fs::path& path) {
    std::error_code error;
    const fs::path target = place_of(path);
    if (fs::is_directory(target, error)) {
        return refused(path, "a folder has its name");
    }
    fs::path folder = target.parent_path();
    while (!fs::exists(folder, error) && folder.has_relative_path()) {
        folder = folder.parent_path(); // those that are missing are made in it
    }
    if (!fs::is_directory(folder, error)) {
        return refused(path, folder.string() + " is no folder");
    }
    const Draft draft(folder / target.filename());
    return draft.opened() ? Outcome(Done{}) : refused(path, message_of(errno));
}

bool same_file(const fs::path& a, const fs::path& b) {
    std::error_code error;
    if (fs::equivalent(a, b, error)) {
        return true;
    }
    const fs::path name_a = fs::weakly_canonical(a, error);
    const fs::path name_b = error ? fs::path() : fs::weakly_canonical(b, error);
    return !error && !name_a.empty() && name_a == name_b;
}

} // namespace senga
