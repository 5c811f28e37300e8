#include "app/bench/frame_ring.h"

#include "app/commands/time_text.h"
#include "app/session/raw_planes.h"

#include <algorithm>
#include <utility>

namespace senga {
namespace {

constexpr std::size_t most_bytes = 256U << 20U; // of decoded samples

std::size_t bytes_of(const RawFrame& frame) {
    std::size_t out = 0;
    for (const RawPlane& plane : frame.planes) {
        out += plane.bytes.size();
    }
    return out;
}

Result<RawFrame> first_frame(VideoReader& reader, const std::string& start) {
    if (reader.info().kind != MediaKind::video) {
        return reader.frame_at_index(0);
    }
    const Result<double> time = parse_time("--start", start, reader.info().duration_s);
    if (!time) {
        return time.error();
    }
    return *time > 0.0 ? reader.frame_at_time(*time) : reader.frame_at_index(0);
}

} // namespace

Result<FrameRing> FrameRing::read(const Request& request) {
    Result<VideoReader> reader = VideoReader::open(request.path);
    if (!reader) {
        return reader.error();
    }
    FrameRing out;
    out.info_ = reader->info();
    Result<RawFrame> raw = first_frame(*reader, request.start);
    if (!raw) {
        return raw.error();
    }
    const auto fitting = static_cast<std::size_t>(most_bytes / std::max<std::size_t>(1, bytes_of(*raw)));
    const std::size_t wanted = std::clamp<std::size_t>(fitting, 2, static_cast<std::size_t>(request.frames));
    while (true) {
        if (!out.items_.empty() && !(raw->format == out.format())) {
            break; // the film goes on in another format
        }
        Item item{.raw = *std::move(raw), .uploader = std::make_unique<PlaneUploader>()};
        Result<Frame> frame = item.uploader->upload(item.raw.format, planes_of(item.raw), out.items_.size() + 1);
        if (!frame) {
            return frame.error();
        }
        item.frame = *std::move(frame);
        item.frame.number = static_cast<std::uint32_t>(item.raw.index);
        out.items_.push_back(std::move(item));
        if (out.items_.size() >= wanted || out.info_.kind != MediaKind::video) {
            break;
        }
        raw = reader->next();
        if (!raw) {
            break; // the film's end
        }
    }
    out.notes_ = reader->diagnostics();
    return out;
}

} // namespace senga
