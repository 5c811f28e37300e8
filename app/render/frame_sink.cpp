#include "app/render/frame_sink.h"

#include "app/media/png_file.h"

#include <cstring>
#include <system_error>
#include <utility>

namespace senga {
namespace {

class Film final : public FrameSink {
public:
    explicit Film(VideoWriter writer) : writer_(std::move(writer)) {}

    Outcome write(const RawFrame& frame) override { return writer_.write(frame); }
    Outcome finish(VideoWriter::Ending ending) override { return writer_.finish(ending); }
    WriterFigures figures() const override { return writer_.figures(); }
    std::vector<Diagnostic> notes() const override { return writer_.notes(); }

private:
    VideoWriter writer_;
};

template<class Image>
Outcome write_picture(const std::filesystem::path& path, const RawFrame& frame) {
    using Sample = typename decltype(Image::samples)::value_type;
    const RawPlane& plane = frame.planes.front();
    Image image{.size = frame.format.size};
    image.samples.resize(static_cast<std::size_t>(plane.width_px) * static_cast<std::size_t>(plane.height_px) * 3);
    Sample* to = image.samples.data();
    for (int y = 0; y < plane.height_px; ++y) {
        const std::uint8_t* from = plane.bytes.data() + static_cast<std::ptrdiff_t>(y) * plane.stride_bytes;
        for (int x = 0; x < plane.width_px; ++x, to += 3, from += 4 * sizeof(Sample)) {
            std::memcpy(to, from, 3 * sizeof(Sample));
        }
    }
    return write_png(path, image);
}

class Pictures final : public FrameSink {
public:
    explicit Pictures(OutputNames names) : names_(std::move(names)) {}

    Outcome write(const RawFrame& frame) override {
        const std::filesystem::path path = names_.path(frame.index);
        const Outcome written =
            frame.format.bit_depth > 8 ? write_picture<Rgb16Image>(path, frame) : write_picture<Rgb8Image>(path, frame);
        if (!written) {
            return written;
        }
        std::error_code ignored;
        const std::uintmax_t bytes = std::filesystem::file_size(path, ignored);
        figures_.bytes += ignored ? 0 : static_cast<std::int64_t>(bytes);
        ++figures_.frames;
        figures_.last_pts_s = frame.pts_s;
        return Done{};
    }
    Outcome finish(VideoWriter::Ending /*ending*/) override { return Done{}; }
    WriterFigures figures() const override { return figures_; }
    std::vector<Diagnostic> notes() const override { return {}; }

private:
    OutputNames names_;
    WriterFigures figures_;
};

} // namespace

std::filesystem::path OutputNames::path(std::int64_t frame) const {
    const auto index = static_cast<std::size_t>(frame);
    return index < stems.size() ? folder / (stems[index] + ".png") : numbered.path(frame);
}

Result<std::unique_ptr<FrameSink>> open_film(const VideoWriterOptions& options) {
    Result<VideoWriter> writer = VideoWriter::open(options);
    if (!writer) {
        return writer.error();
    }
    return std::unique_ptr<FrameSink>(std::make_unique<Film>(*std::move(writer)));
}

Result<std::unique_ptr<FrameSink>> open_pictures(OutputNames names) {
    const std::filesystem::path folder = names.stems.empty() ? names.numbered.folder : names.folder;
    std::error_code failed;
    if (!folder.empty()) {
        std::filesystem::create_directories(folder, failed);
    }
    if (failed) {
        return diagnose(Code::file_unwritable, "the folder cannot be made: " + failed.message(), {folder.string()});
    }
    return std::unique_ptr<FrameSink>(std::make_unique<Pictures>(std::move(names)));
}

} // namespace senga
