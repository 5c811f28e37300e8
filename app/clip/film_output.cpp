#include "app/clip/film_output.h"

#include "app/media/pixel_format.h"
#include "app/session/raw_planes.h"

#include <utility>

namespace senga {
namespace {

// R'G'B' that the compositor itself brings to the codes of the film: those that senga frame and the window have. All
// else is dithered once, where the codes are made.
bool drawn_as_codes(const FrameFormat& format) {
    return format.layout == Layout::rgb && (format.bit_depth == 8 || format.bit_depth == 10);
}

OutputDepth drawn_depth(const FrameFormat& format) {
    if (!drawn_as_codes(format)) {
        return OutputDepth::sixteen;
    }
    return format.bit_depth == 8 ? OutputDepth::eight : OutputDepth::ten;
}

Result<VideoWriter> open_writer(const FilmOptions& options) {
    return VideoWriter::open({.path = options.path,
                              .codec = options.codec,
                              .crf = options.crf,
                              .encoder_preset = options.encoder_preset,
                              .format = options.format,
                              .time_base = {options.fps.den, options.fps.num},
                              .fps = options.fps,
                              .copy_from = options.sound_of,
                              .carried = options.carried,
                              .start_s = options.start_s,
                              .end_s = options.end_s,
                              .existing = options.existing});
}

} // namespace

Result<FrameFormat> film_format(const std::string& pixel_format, Size size, const FrameFormat& like) {
    if (!pixel_format_known(pixel_format)) {
        return diagnose(Code::usage, "there is no pixel format \"" + pixel_format +
                                         "\"; write it as FFmpeg does: yuv420p, yuv420p10le, yuv444p, gbrp");
    }
    const PixelFormat pixels = pixel_format_by_name(pixel_format);
    const bool kept = like.layout == Layout::ycbcr && like.matrix != Matrix::ycgco;
    return FrameFormat{.size = size,
                       .layout = pixels.layout,
                       .subsampling = pixels.subsampling,
                       .bit_depth = pixels.bit_depth,
                       .matrix = kept ? like.matrix : guessed_matrix(size),
                       .range = pixels.layout == Layout::rgb ? Range::full : Range::limited,
                       .siting = pixels.layout == Layout::ycbcr ? Siting::left : Siting::unknown,
                       .transfer = like.transfer};
}

std::string default_pixel_format(const std::string& codec) {
    const VideoCodec* row = find_video_codec(codec);
    return row != nullptr && !row->default_crf ? "gbrp" : "yuv420p";
}

FilmOutput::FilmOutput(Offline& offline, FilmOptions options, VideoWriter writer, PictureDownloader downloader,
                       std::shared_ptr<Target> target)
    : offline_(&offline),
      options_(std::move(options)),
      writer_(std::move(writer)),
      downloader_(std::move(downloader)),
      target_(std::move(target)),
      depth_(drawn_depth(options_.format)) {}

Result<FilmOutput> FilmOutput::open(Offline& offline, const FilmOptions& options) {
    const bool codes = drawn_as_codes(options.format);
    Result<PictureDownloader> downloader = PictureDownloader::create(
        {.format = options.format, .dither = codes ? DownloadDither::off : DownloadDither::blue_noise});
    if (!downloader) {
        return downloader.error();
    }
    const bool bytes = drawn_depth(options.format) == OutputDepth::eight;
    TexturePool pool;
    Result<std::shared_ptr<Target>> target = pool.acquire({.size = options.format.size,
                                                           .format = bytes ? gl::Format::rgba8 : gl::Format::rgba16,
                                                           .filter = gl::Filter::nearest});
    if (!target) {
        return target.error();
    }
    Result<VideoWriter> writer = open_writer(options);
    if (!writer) {
        return writer.error();
    }
    return FilmOutput(offline, options, *std::move(writer), *std::move(downloader), *std::move(target));
}

Outcome FilmOutput::write(Downloaded picture) {
    const auto number = static_cast<std::int64_t>(picture.tag);
    RawFrame frame = raw_frame(std::move(picture));
    frame.index = number;
    frame.pts_s = options_.start_s + static_cast<double>(number) / options_.fps.value();
    return writer_.write(frame);
}

Outcome FilmOutput::add(Composition what) {
    if (downloader_.full()) {
        if (std::optional<Downloaded> done = downloader_.fetch(Wait::until_done)) {
            if (Outcome written = write(*std::move(done)); !written) {
                return written;
            }
        }
    }
    what.depth = depth_;
    offline_->compositor().draw(what, target_->framebuffer.id(), options_.format.size, RowOrder::top_first);
    return downloader_.start(target_->texture, static_cast<std::uint64_t>(frames_++));
}

Outcome FilmOutput::finish(VideoWriter::Ending ending) {
    while (std::optional<Downloaded> done = downloader_.fetch(Wait::until_done)) {
        if (Outcome written = write(*std::move(done)); !written) {
            return written;
        }
    }
    return writer_.finish(ending);
}

} // namespace senga
