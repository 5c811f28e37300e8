#include "app/clip/clip_source.h"

#include <utility>

namespace senga {

Result<ClipSource> ClipSource::open(const ClipSourceOptions& options) {
    if (options.b.empty()) {
        Result<VideoReader> reader = VideoReader::open(options.a);
        if (!reader) {
            return reader.error();
        }
        return ClipSource(
            Single{.reader = *std::move(reader), .start_s = options.start_s, .frames_left = options.most_frames});
    }
    Result<FramePairs> pairs =
        FramePairs::open(options.a, options.b,
                         {.start_s = options.start_s, .offset_s = options.offset_s, .most_pairs = options.most_frames});
    return pairs ? Result<ClipSource>(ClipSource(*std::move(pairs))) : Result<ClipSource>(pairs.error());
}

Result<std::optional<FramePair>> ClipSource::next_of(Single& file) {
    if (file.frames_left && *file.frames_left <= 0) {
        return std::optional<FramePair>();
    }
    const bool first = !std::exchange(file.begun, true);
    // A still has no times to start at.
    const bool sought = first && file.reader.info().kind == MediaKind::video;
    Result<RawFrame> read = sought ? file.reader.frame_at_time(file.start_s) : file.reader.next();
    if (!read) {
        const bool over = !first && read.error().code == Code::media_end;
        return over ? Result<std::optional<FramePair>>(std::nullopt) : read.error();
    }
    if (file.frames_left) {
        --*file.frames_left;
    }
    const auto frame = std::make_shared<const RawFrame>(*std::move(read));
    return std::optional(FramePair{frame, frame});
}

Result<std::optional<FramePair>> ClipSource::next() {
    if (Single* file = std::get_if<Single>(&files_)) {
        return next_of(*file);
    }
    return std::get<FramePairs>(files_).next();
}

const MediaInfo& ClipSource::info_a() const {
    const Single* file = std::get_if<Single>(&files_);
    return file != nullptr ? file->reader.info() : std::get<FramePairs>(files_).info_a();
}

const MediaInfo& ClipSource::info_b() const {
    const Single* file = std::get_if<Single>(&files_);
    return file != nullptr ? file->reader.info() : std::get<FramePairs>(files_).info_b();
}

std::vector<std::string> ClipSource::leftovers() const {
    const FramePairs* pairs = std::get_if<FramePairs>(&files_);
    return pairs != nullptr ? pairs->leftovers() : std::vector<std::string>();
}

std::vector<Diagnostic> ClipSource::diagnostics() const {
    const Single* file = std::get_if<Single>(&files_);
    return file != nullptr ? file->reader.diagnostics() : std::get<FramePairs>(files_).diagnostics();
}

} // namespace senga
