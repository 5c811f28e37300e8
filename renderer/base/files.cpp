#include "renderer/base/files.h"

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace senga {
namespace {

namespace fs = std::filesystem;

std::string message_of(int error) {
    return std::error_code(error, std::generic_category()).message();
}

// A file that is written to the disk before anybody relies on it; gone at the end unless it was renamed.
class Draft {
public:
    // Beside the file it is to become, under a name that nobody else uses at the moment.
    explicit Draft(const fs::path& target) {
        const std::string stem = "." + target.filename().string().substr(0, 200) + "." + std::to_string(::getpid());
        for (int number = 0; descriptor_ < 0 && number < 100; ++number) {
            path_ = target.parent_path() / (stem + "-" + std::to_string(number));
            descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666); // less the umask
            if (descriptor_ < 0 && errno != EEXIST) {
                break;
            }
        }
    }
    ~Draft() {
        if (descriptor_ >= 0) {
            ::close(descriptor_);
            ::unlink(path_.c_str());
        }
    }
    Draft(const Draft&) = delete;
    Draft& operator=(const Draft&) = delete;

    // Each returns whether it went well; errno says why not.
    bool opened() const { return descriptor_ >= 0; }
    bool write(std::string_view text) const;
    bool take_permissions_of(const fs::path& path) const;
    bool sync() const { return ::fsync(descriptor_) == 0; }
    bool rename_to(const fs::path& path);

private:
    fs::path path_;
    int descriptor_ = -1;
};

bool Draft::write(std::string_view text) const {
    while (!text.empty()) {
        const ssize_t written = ::write(descriptor_, text.data(), text.size());
        if (written < 0 && errno != EINTR) {
            return false;
        }
        text.remove_prefix(static_cast<std::size_t>(written < 0 ? 0 : written));
    }
    return true;
}

bool Draft::take_permissions_of(const fs::path& path) const {
    struct stat old {};
    return ::stat(path.c_str(), &old) != 0 || ::fchmod(descriptor_, old.st_mode & 07777U) == 0;
}

bool Draft::rename_to(const fs::path& path) {
    if (::rename(path_.c_str(), path.c_str()) != 0) {
        return false;
    }
    ::close(descriptor_);
    descriptor_ = -1;
    return true;
}

// The name in its folder is on the disk only once the folder is. Some file systems refuse; then it is as good as it
// gets.
void sync_folder(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        static_cast<void>(::fsync(descriptor));
        ::close(descriptor);
    }
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
