// CarrierFile is a shader text on disk for as long as it lives: mpv reads user shaders from files only.
// Owns the file; movable; any thread.
#pragma once

#include "renderer/base/result.h"

#include <string>

namespace senga {

class CarrierFile {
public:
    // A private temporary file. Errors: file_unwritable.
    static Result<CarrierFile> write(const std::string& text);
    ~CarrierFile();
    CarrierFile(CarrierFile&& other) noexcept;
    CarrierFile& operator=(CarrierFile&& other) noexcept;

    const std::string& path() const { return path_; }

private:
    explicit CarrierFile(std::string path) : path_(std::move(path)) {}
    std::string path_;
};

} // namespace senga
