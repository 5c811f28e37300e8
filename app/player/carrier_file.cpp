#include "app/player/carrier_file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <unistd.h>
#include <utility>

namespace senga {

Result<CarrierFile> CarrierFile::write(const std::string& text) {
    std::error_code ignored;
    std::filesystem::path folder = std::filesystem::temp_directory_path(ignored);
    if (folder.empty()) {
        folder = "/tmp";
    }
    std::string path = (folder / "senga-carrier-XXXXXX.glsl").string();
    const int file = mkstemps(path.data(), 5);
    if (file < 0) {
        return diagnose(Code::file_unwritable,
                        fmt::format("no temporary file can be made in {}: {}; set TMPDIR to a folder you can write to",
                                    folder.string(), std::strerror(errno)));
    }
    CarrierFile out(path);
    const bool written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    const bool closed = close(file) == 0;
    if (!written || !closed) {
        return diagnose(Code::file_unwritable, fmt::format("{} cannot be written: is the disk full?", path));
    }
    return out;
}

CarrierFile::~CarrierFile() {
    if (!path_.empty()) {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
}

CarrierFile::CarrierFile(CarrierFile&& other) noexcept : path_(std::exchange(other.path_, {})) {}

CarrierFile& CarrierFile::operator=(CarrierFile&& other) noexcept {
    std::swap(path_, other.path_);
    return *this;
}

} // namespace senga
