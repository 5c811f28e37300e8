#include "renderer/engine/program_cache.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <fstream>
#include <span>
#include <system_error>
#include <vector>

namespace senga {
namespace {

namespace fs = std::filesystem;

// Changes whenever the layout of a file does.
constexpr std::uint64_t magic = 0x31'4752'5041'474E45; // "ENGAPRG1"
constexpr const char* extension = ".bin";

struct Header {
    std::uint64_t magic = 0;
    std::uint64_t key_bytes = 0;
    std::uint64_t data_bytes = 0;
    std::uint64_t format = 0;   // of the driver
    std::uint64_t checksum = 0; // of all the rest
};

// FNV-1a, 64 bits: finds damage, and names files. Equal keys are compared byte by byte all the same.
std::uint64_t fnv(std::span<const std::byte> bytes, std::uint64_t state = 0xcbf29ce484222325) {
    for (const std::byte byte : bytes) {
        state = (state ^ static_cast<std::uint64_t>(byte)) * 0x100000001b3;
    }
    return state;
}

std::span<const std::byte> bytes_of(const std::string& text) {
    return std::as_bytes(std::span(text));
}

// The header's own field counts as 0.
std::uint64_t checksum_of(Header header, std::span<const std::byte> key, std::span<const std::byte> data) {
    header.checksum = 0;
    return fnv(data, fnv(key, fnv(std::as_bytes(std::span(&header, 1)))));
}

// Empty where there is no such file; also where something else has its name.
std::vector<std::byte> read_file(const fs::path& path) {
    std::error_code ignored;
    if (!fs::is_regular_file(path, ignored)) {
        return {};
    }
    const std::uintmax_t bytes = fs::file_size(path, ignored);
    std::ifstream in(path, std::ios::binary);
    std::vector<std::byte> out(in ? bytes : 0);
    in.read(reinterpret_cast<char*>(out.data()), static_cast<std::streamsize>(out.size()));
    return in ? out : std::vector<std::byte>();
}

// Deletes the files that were used longest ago, until the rest fits.
void prune(const fs::path& folder, std::uintmax_t limit_bytes) {
    struct Kept {
        fs::file_time_type used;
        std::uintmax_t bytes;
        fs::path path;
    };
    std::vector<Kept> files;
    std::error_code failed;
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
        std::error_code ignored;
        if (at->path().extension() == extension && at->is_regular_file(ignored)) {
            files.push_back({at->last_write_time(ignored), at->file_size(ignored), at->path()});
        }
    }
    std::sort(files.begin(), files.end(), [](const Kept& a, const Kept& b) { return a.used > b.used; });
    std::uintmax_t sum = 0;
    for (const Kept& file : files) {
        sum += file.bytes;
        if (sum > limit_bytes) {
            std::error_code ignored;
            fs::remove(file.path, ignored);
        }
    }
}

} // namespace

ProgramCache::ProgramCache(ProgramCacheOptions options, const gl::DriverInfo& driver)
    : options_(std::move(options)),
      driver_(fmt::format("{}\n{}\n{}\n", driver.vendor, driver.renderer, driver.version)) {
    if (!options_.folder.empty()) {
        prune(options_.folder, options_.limit_bytes);
    }
}

std::string ProgramCache::key(gl::ProgramKind kind, const std::string& source) const {
    return driver_ + (kind == gl::ProgramKind::compute ? "compute\n" : "fragment\n") + source;
}

fs::path ProgramCache::file_of(gl::ProgramKind kind, const std::string& source) const {
    return options_.folder / fmt::format("{:016x}{}", fnv(bytes_of(key(kind, source))), extension);
}

std::optional<gl::ProgramBinary> ProgramCache::load(gl::ProgramKind kind, const std::string& source) const {
    if (options_.folder.empty()) {
        return std::nullopt;
    }
    const fs::path path = file_of(kind, source);
    const std::vector<std::byte> file = read_file(path);
    if (file.empty()) {
        forget(kind, source); // an empty file, or something else that stands in the way
        return std::nullopt;
    }
    const std::string wanted = key(kind, source);
    Header header;
    if (file.size() >= sizeof header) {
        std::memcpy(&header, file.data(), sizeof header);
    }
    const auto body = std::span(file).subspan(std::min(file.size(), sizeof header));
    const bool whole = header.magic == magic && header.key_bytes == wanted.size() && header.data_bytes <= body.size() &&
                       body.size() - header.data_bytes == wanted.size() &&
                       header.checksum == checksum_of(header, {}, body) &&
                       std::equal(wanted.begin(), wanted.end(), body.begin(),
                                  [](char a, std::byte b) { return static_cast<std::byte>(a) == b; });
    if (!whole) {
        forget(kind, source);
        return std::nullopt;
    }
    std::error_code ignored;
    fs::last_write_time(path, fs::file_time_type::clock::now(), ignored); // used: not the next to go
    const auto data = body.subspan(wanted.size());
    return gl::ProgramBinary{.format = static_cast<std::uint32_t>(header.format), .data = {data.begin(), data.end()}};
}

void ProgramCache::store(gl::ProgramKind kind, const std::string& source, const gl::ProgramBinary& binary) const {
    if (options_.folder.empty()) {
        return;
    }
    const std::string whole_key = key(kind, source);
    Header header{
        .magic = magic, .key_bytes = whole_key.size(), .data_bytes = binary.data.size(), .format = binary.format};
    header.checksum = checksum_of(header, bytes_of(whole_key), std::as_bytes(std::span(binary.data)));
    const fs::path path = file_of(kind, source);
    // Written aside and renamed: another process never sees half a file.
    const fs::path aside = path.string() + fmt::format(".{}", getpid());
    std::error_code failed;
    fs::create_directories(options_.folder, failed);
    {
        std::ofstream out(aside, std::ios::binary | std::ios::trunc);
        out.write(reinterpret_cast<const char*>(&header), sizeof header);
        out.write(whole_key.data(), static_cast<std::streamsize>(whole_key.size()));
        out.write(reinterpret_cast<const char*>(binary.data.data()), static_cast<std::streamsize>(binary.data.size()));
        out.close();
        failed = out ? std::error_code() : std::make_error_code(std::errc::io_error);
    }
    if (!failed) {
        fs::rename(aside, path, failed);
    }
    if (failed) {
        fs::remove(aside, failed);
    }
}

void ProgramCache::forget(gl::ProgramKind kind, const std::string& source) const {
    std::error_code ignored;
    fs::remove(file_of(kind, source), ignored);
}

} // namespace senga
