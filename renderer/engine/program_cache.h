// ProgramCache keeps compiled programs on disk, so that a chain that ran once starts at once. A file holds the whole
// key (kind, text with its defines, driver) and a checksum: what does not match to the last byte is deleted and
// compiled anew. It compiles nothing, and a disk that is full or read-only only makes it useless, never an error. Used
// by one thread at a time; several processes may share a folder.
#pragma once

#include "renderer/gl/context.h"
#include "renderer/gl/program.h"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace senga {

struct ProgramCacheOptions {
    std::filesystem::path folder;                 // made when needed; empty: nothing is kept
    std::uintmax_t limit_bytes = 256ull << 20ull; // the oldest files beyond it are deleted at the start
};

class ProgramCache {
public:
    // Programs of another driver, or of another version of it, never match.
    ProgramCache(ProgramCacheOptions options, const gl::DriverInfo& driver);

    std::optional<gl::ProgramBinary> load(gl::ProgramKind kind, const std::string& source) const;
    void store(gl::ProgramKind kind, const std::string& source, const gl::ProgramBinary& binary) const;
    // What the driver refused: it goes.
    void forget(gl::ProgramKind kind, const std::string& source) const;

    // Where the program of that text lies.
    std::filesystem::path file_of(gl::ProgramKind kind, const std::string& source) const;

private:
    std::string key(gl::ProgramKind kind, const std::string& source) const;

    ProgramCacheOptions options_;
    std::string driver_;
};

} // namespace senga
