#include "renderer/base/draft.h"

#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <string>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace senga {

namespace fs = std::filesystem;

Draft::Draft(const fs::path& target) {
    const std::string stem = "." + target.filename().string().substr(0, 200) + "." + std::to_string(::getpid());
    for (int number = 0; descriptor_ < 0 && number < 100; ++number) {
        path_ = target.parent_path() / (stem + "-" + std::to_string(number));
        descriptor_ = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666); // less the umask
        if (descriptor_ < 0 && errno != EEXIST) {
            break;
        }
    }
}

Draft::~Draft() {
    if (descriptor_ >= 0) {
        ::close(descriptor_);
        ::unlink(path_.c_str());
    }
}

Draft::Draft(Draft&& other) noexcept
    : path_(std::move(other.path_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

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

bool Draft::sync() const {
    return ::fsync(descriptor_) == 0;
}

bool Draft::rename_to(const fs::path& path) {
    if (::rename(path_.c_str(), path.c_str()) != 0) {
        return false;
    }
    ::close(descriptor_);
    descriptor_ = -1;
    return true;
}

void sync_folder(const fs::path& folder) {
    const int descriptor = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor >= 0) {
        static_cast<void>(::fsync(descriptor));
        ::close(descriptor);
    }
}

} // namespace senga
