#include "app/media/png_file.h"

#include <png.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csetjmp>
#include <cstdio>
#include <cstring>
#include <memory>
#include <string>
#include <system_error>
#include <unistd.h>

namespace senga {
namespace {

// 32768 x 32768 RGB of 16 bits: more than any picture asked for, less than what exhausts a machine.
constexpr std::uint64_t largest_bytes = 6ull << 30;

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using FilePtr = std::unique_ptr<std::FILE, CloseFile>;

// libpng's message, kept for the diagnostic.
using ErrorText = std::array<char, 160>;

void on_error(png_structp png, png_const_charp message) {
    auto* text = static_cast<ErrorText*>(png_get_error_ptr(png));
    std::snprintf(text->data(), text->size(), "%s", message);
    png_longjmp(png, 1);
}

void on_warning(png_structp, png_const_charp) {}

// libpng leaves by longjmp. Everything between setjmp and there has only trivial locals: `step` works on `state`.
template<class State>
bool guarded(png_structp png, void (*step)(State&), State& state) {
    if (setjmp(png_jmpbuf(png)) != 0) {
        return false;
    }
    step(state);
    return true;
}

class Writer {
public:
    Writer() : png_(png_create_write_struct(PNG_LIBPNG_VER_STRING, &error_, on_error, on_warning)) {
        info_ = png_ ? png_create_info_struct(png_) : nullptr;
    }
    ~Writer() { png_destroy_write_struct(&png_, &info_); }
    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;

    bool ready() const { return png_ && info_; }
    png_structp png() const { return png_; }
    png_infop info() const { return info_; }
    const char* error() const { return error_.data(); }

private:
    ErrorText error_{};
    png_structp png_ = nullptr;
    png_infop info_ = nullptr;
};

class Reader {
public:
    Reader() : png_(png_create_read_struct(PNG_LIBPNG_VER_STRING, &error_, on_error, on_warning)) {
        info_ = png_ ? png_create_info_struct(png_) : nullptr;
    }
    ~Reader() { png_destroy_read_struct(&png_, &info_, nullptr); }
    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;

    bool ready() const { return png_ && info_; }
    png_structp png() const { return png_; }
    png_infop info() const { return info_; }
    const char* error() const { return error_.data(); }

private:
    ErrorText error_{};
    png_structp png_ = nullptr;
    png_infop info_ = nullptr;
};

// --- writing ---------------------------------------------------------------------------------------------------------

struct Picture {
    Size size;
    int bit_depth = 8;
    const std::uint8_t* bytes = nullptr; // samples in the machine's byte order
    std::size_t byte_count = 0;
};

struct WriteJob {
    png_structp png;
    png_infop info;
    std::FILE* file;
    const Picture* picture;
};

void write_all(WriteJob& job) {
    const Picture& picture = *job.picture;
    png_init_io(job.png, job.file);
    png_set_IHDR(job.png, job.info, static_cast<png_uint_32>(picture.size.w), static_cast<png_uint_32>(picture.size.h),
                 picture.bit_depth, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_write_info(job.png, job.info);
    if (picture.bit_depth == 16) {
        png_set_swap(job.png); // the file is big endian
    }
    const std::size_t stride = static_cast<std::size_t>(picture.size.w) * 3 * (picture.bit_depth / 8);
    for (int y = 0; y < picture.size.h; ++y) {
        png_write_row(job.png, picture.bytes + static_cast<std::size_t>(y) * stride);
    }
    png_write_end(job.png, nullptr);
}

Diagnostic unwritable(const std::filesystem::path& path, const std::string& why) {
    return diagnose(Code::file_unwritable,
                    "the picture cannot be written (" + why + "); check the folder, its permissions and the free space",
                    {path.string()});
}

// By errno where the system says why, else in libpng's words.
Diagnostic refused(const std::filesystem::path& path, int code, const char* otherwise) {
    if (code == ENOSPC || code == EDQUOT) {
        return diagnose(Code::file_unwritable, "the disk is full; make room or write elsewhere", {path.string()});
    }
    return unwritable(path, code != 0 ? std::strerror(code) : otherwise);
}

Outcome write_file(const std::filesystem::path& beside, const std::filesystem::path& path, const Picture& picture) {
    FilePtr file(std::fopen(beside.c_str(), "wb"));
    if (!file) {
        return unwritable(path, std::strerror(errno));
    }
    const Writer writer;
    if (!writer.ready()) {
        return unwritable(path, "out of memory");
    }
    WriteJob job{writer.png(), writer.info(), file.get(), &picture};
    errno = 0;
    if (!guarded(writer.png(), write_all, job)) {
        return refused(path, errno, writer.error());
    }
    // The last bytes leave the buffer only here, and a full disk shows only here.
    if (std::fclose(file.release()) != 0) {
        return refused(path, errno, "");
    }
    return Done{};
}

Outcome write_picture(const std::filesystem::path& path, const Picture& picture) {
    const std::size_t expected = static_cast<std::size_t>(std::max(picture.size.w, 0)) *
                                 static_cast<std::size_t>(std::max(picture.size.h, 0)) * 3 * (picture.bit_depth / 8);
    if (picture.size.empty() || picture.byte_count != expected) {
        return unwritable(path, "its size and its samples do not agree");
    }
    std::filesystem::path beside = path;
    beside += ".part" + std::to_string(::getpid());
    Outcome written = write_file(beside, path, picture);
    std::error_code failed;
    if (written) {
        std::filesystem::rename(beside, path, failed);
        if (!failed) {
            return Done{};
        }
        written = unwritable(path, failed.message());
    }
    std::filesystem::remove(beside, failed);
    return written;
}

// --- reading ---------------------------------------------------------------------------------------------------------

struct ReadJob {
    png_structp png;
    png_infop info;
    std::FILE* file;
    int file_bit_depth = 0;
    png_bytepp rows = nullptr;
};

// Reads the head and sets what turns every kind of PNG into RGB of 8 or 16 bits.
void read_head(ReadJob& job) {
    png_init_io(job.png, job.file);
    png_read_info(job.png, job.info);
    const int type = png_get_color_type(job.png, job.info);
    job.file_bit_depth = png_get_bit_depth(job.png, job.info) == 16 ? 16 : 8;
    if (type == PNG_COLOR_TYPE_PALETTE) {
        png_set_palette_to_rgb(job.png);
    } else if (!(type & PNG_COLOR_MASK_COLOR)) {
        png_set_expand_gray_1_2_4_to_8(job.png);
        png_set_gray_to_rgb(job.png);
    }
    png_set_strip_alpha(job.png);
    if (job.file_bit_depth == 16) {
        png_set_swap(job.png);
    }
    png_set_interlace_handling(job.png);
    png_read_update_info(job.png, job.info);
}

void read_rows(ReadJob& job) {
    png_read_image(job.png, job.rows);
    png_read_end(job.png, nullptr);
}

Diagnostic unreadable(const std::filesystem::path& path, const std::string& why) {
    return diagnose(Code::media_unreadable, "this is no PNG that can be read (" + why + "); check the file",
                    {path.string()});
}

Result<Rgb16Image> read_open_file(const std::filesystem::path& path, std::FILE* file) {
    const Reader reader;
    if (!reader.ready()) {
        return unreadable(path, "out of memory");
    }
    ReadJob job{reader.png(), reader.info(), file};
    if (!guarded(reader.png(), read_head, job)) {
        return unreadable(path, reader.error());
    }
    const std::uint64_t width = png_get_image_width(reader.png(), reader.info());
    const std::uint64_t height = png_get_image_height(reader.png(), reader.info());
    const std::size_t stride = png_get_rowbytes(reader.png(), reader.info());
    if (stride != width * 3 * static_cast<unsigned>(job.file_bit_depth / 8)) {
        return unreadable(path, "its rows have an unexpected length");
    }
    if (width * height * 6 > largest_bytes) {
        return diagnose(Code::file_too_large, "the picture is too large to be read into memory", {path.string()});
    }
    std::vector<std::uint8_t> bytes(stride * height);
    std::vector<png_bytep> rows(height);
    for (std::size_t y = 0; y < height; ++y) {
        rows[y] = bytes.data() + y * stride;
    }
    job.rows = rows.data();
    if (!guarded(reader.png(), read_rows, job)) {
        return unreadable(path, reader.error());
    }
    Rgb16Image image;
    image.size = {static_cast<int>(width), static_cast<int>(height)};
    image.file_bit_depth = job.file_bit_depth;
    image.samples.resize(width * height * 3);
    if (job.file_bit_depth == 16) {
        std::memcpy(image.samples.data(), bytes.data(), bytes.size());
    } else {
        for (std::size_t i = 0; i < bytes.size(); ++i) {
            image.samples[i] = static_cast<std::uint16_t>(bytes[i] * 257);
        }
    }
    return image;
}

} // namespace

Outcome write_png(const std::filesystem::path& path, const Rgb8Image& image) {
    return write_picture(path, {image.size, 8, image.samples.data(), image.samples.size()});
}

Outcome write_png(const std::filesystem::path& path, const Rgb16Image& image) {
    return write_picture(
        path, {image.size, 16, reinterpret_cast<const std::uint8_t*>(image.samples.data()), image.samples.size() * 2});
}

Result<Rgb16Image> read_png(const std::filesystem::path& path) {
    std::error_code failed;
    if (!std::filesystem::exists(path, failed)) {
        return diagnose(Code::file_missing, "there is no such file; check the path", {path.string()});
    }
    const FilePtr file(std::fopen(path.c_str(), "rb"));
    if (!file) {
        return diagnose(Code::file_unreadable, std::string("the file cannot be opened: ") + std::strerror(errno),
                        {path.string()});
    }
    return read_open_file(path, file.get());
}

} // namespace senga
