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
    const auto refused = [&path](const std::string& why) {
        return diagnose(Code::file_unwritable, "the file cannot be written: " + why, {path.string(), 0});
    };
    std::error_code error;
    fs::path target = fs::absolute(path, error);
    if (fs::is_symlink(target, error)) {
        const fs::path linked = fs::canonical(target, error);
        target = error ? target : linked; // a link to nowhere is replaced by the file
    }
    const fs::path folder = target.parent_path();
    fs::create_directories(folder, error);
    if (error) {
        return refused("its folder cannot be made: " + error.message());
    }
    if (fs::is_directory(target, error)) {
        return refused("a folder has its name");
    }
    Draft draft(target);
    if (!draft.opened() || !draft.write(text) || !draft.take_permissions_of(target) || !draft.sync() ||
        !draft.rename_to(target)) {
        return refused(message_of(errno));
    }
    sync_folder(folder);
    return Done{};
}

} // namespace senga
