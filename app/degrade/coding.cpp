// What storing as video does: chroma at half size, and lossy codecs.
#include "app/degrade/operations.h"
#include "app/degrade/storage_words.h"
#include "app/measure/planar.h"
#include "app/media/codec_trip.h"
#include "renderer/measure/colour_planes.h"
#include "renderer/measure/grid.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <utility>
#include <vector>

namespace senga {
namespace {

// How a picture is stored for a moment.
struct Storage {
    Subsampling subsampling;
    Siting siting = Siting::left;
    std::optional<Matrix> matrix;
    Range range = Range::limited;
    int bit_depth = 8;
    KernelChoice down = Kernel::catmull_rom; // what makes chroma small
    KernelChoice up = Kernel::catmull_rom;
};

FrameFormat stored_as(const FilmFrame& frame, const Storage& storage) {
    return {.size = frame.format.size,
            .layout = Layout::ycbcr,
            .subsampling = storage.subsampling,
            .bit_depth = storage.bit_depth,
            .matrix = storage.matrix.value_or(frame.format.matrix),
            .range = storage.range,
            .siting = storage.siting};
}

// Codes it has that way already are taken as they are.
PlanarPicture codes_as(const FilmFrame& frame, const Storage& storage) {
    const FrameFormat format = stored_as(frame, storage);
    const bool there = frame.coded && grid_differences(frame.coded->format, format).empty();
    return there ? *frame.coded : picture_of_rgb(frame.rgb, format, storage.down);
}

// --- a codec ---------------------------------------------------------------------------------------------------------

int next_multiple(int value, int step) {
    return (value + step - 1) / step * step;
}

// The sides made multiples of a step by repeating the last row and column, as encoders do themselves, or cut back.
FloatPlane fitted(const FloatPlane& plane, Size size) {
    FloatPlane out = float_plane(size);
    for (int y = 0; y < size.h; ++y) {
        const float* from = plane.row(std::min(y, plane.size.h - 1));
        float* to = out.row(y);
        const int common = std::min(size.w, plane.size.w);
        std::copy_n(from, common, to);
        std::fill(to + common, to + size.w, from[common - 1]);
    }
    return out;
}

void fit(FilmFrame& frame, Size size) {
    if (frame.format.size == size) {
        return;
    }
    for (FloatPlane& plane : frame.rgb) {
        plane = fitted(plane, size);
    }
    frame.format.size = size;
    frame.coded.reset();
}

class CodecStage : public DamageStage {
public:
    CodecStage(CodecTripOptions options, Storage storage) : options_(std::move(options)), storage_(storage) {}

    Outcome take(FilmFrame frame, std::vector<FilmFrame>& out) override;
    Outcome end(std::vector<FilmFrame>& out) override;

private:
    Outcome open(const FilmFrame& frame);
    Outcome collect(std::vector<FilmFrame>& out);

    CodecTripOptions options_;
    Storage storage_;
    std::optional<CodecTrip> trip_;   // from the first frame on
    std::deque<FilmFrame> under_way_; // without their pictures
};

Outcome CodecStage::open(const FilmFrame& frame) {
    options_.format = stored_as(frame, storage_);
    Result<CodecTrip> trip = CodecTrip::open(options_);
    if (!trip) {
        return trip.error();
    }
    trip_.emplace(*std::move(trip));
    return Done{};
}

Outcome CodecStage::take(FilmFrame frame, std::vector<FilmFrame>& out) {
    under_way_.push_back({.format = frame.format, .source = frame.source, .pts_s = frame.pts_s, .index = frame.index});
    fit(frame, {next_multiple(frame.format.size.w, 1 << storage_.subsampling.x),
                next_multiple(frame.format.size.h, 1 << storage_.subsampling.y)});
    if (!trip_) {
        if (Outcome opened = open(frame); !opened) {
            return opened;
        }
    }
    const Outcome sent = trip_->send(raw_frame(codes_as(frame, storage_)));
    return sent ? collect(out) : sent;
}

Outcome CodecStage::end(std::vector<FilmFrame>& out) {
    if (!trip_) {
        return Done{};
    }
    const Outcome ended = trip_->end();
    return ended ? collect(out) : ended;
}

Outcome CodecStage::collect(std::vector<FilmFrame>& out) {
    while (true) {
        const Result<std::optional<RawFrame>> got = trip_->receive();
        if (!got) {
            return got.error();
        }
        if (!*got || under_way_.empty()) {
            return Done{};
        }
        FilmFrame frame = std::move(under_way_.front());
        under_way_.pop_front();
        PlanarPicture picture = planar_picture(**got);
        frame.rgb = rgb_planes(picture, storage_.up);
        const Size size = std::exchange(frame.format.size, (*got)->format.size);
        if (frame.format.size == size) {
            frame.coded = std::move(picture);
        }
        fit(frame, size);
        out.push_back(std::move(frame));
    }
}

std::optional<double> bitrate_of(const DamageValues& values) {
    const double kbps = values.number("bitrate");
    return kbps > 0.0 ? std::optional(kbps) : std::nullopt;
}

} // namespace

StagePtr make_chroma(const DamageValues& values, const StagePlace& /*place*/) {
    const Storage storage{.subsampling = subsampling_from_word(values.word("subsampling")),
                          .siting = siting_from_word(values.word("siting")),
                          .matrix = matrix_from_word(values.word("matrix")),
                          .range = values.word("range") == "full" ? Range::full : Range::limited,
                          .bit_depth = values.whole("bits"),
                          .down = kernel_from_name(values.word("down")).value_or(Kernel::catmull_rom),
                          .up = kernel_from_name(values.word("up")).value_or(Kernel::catmull_rom)};
    return std::make_unique<FrameStage>([storage](FilmFrame& frame) -> Outcome {
        frame.coded = picture_of_rgb(frame.rgb, stored_as(frame, storage), storage.down);
        frame.rgb = rgb_planes(*frame.coded, storage.up);
        return Done{};
    });
}

StagePtr make_h264(const DamageValues& values, const StagePlace& place) {
    const Storage storage{.subsampling = subsampling_from_word(values.word("subsampling")),
                          .siting = siting_from_word(values.word("siting")),
                          .matrix = matrix_from_word(values.word("matrix")),
                          .bit_depth = values.word("bits") == "10" ? 10 : 8};
    return std::make_unique<CodecStage>(CodecTripOptions{.codec = TripCodec::h264,
                                                         .bitrate_kbps = bitrate_of(values),
                                                         .quality = values.number("crf"),
                                                         .keyframe_interval = values.whole("gop"),
                                                         .encoder_preset = values.word("preset"),
                                                         .fps = place.fps},
                                        storage);
}

StagePtr make_mpeg2(const DamageValues& values, const StagePlace& place) {
    const Storage storage{.subsampling = subsampling_from_word(values.word("subsampling")),
                          .siting = siting_from_word(values.word("siting")),
                          .matrix = matrix_from_word(values.word("matrix"))};
    return std::make_unique<CodecStage>(CodecTripOptions{.codec = TripCodec::mpeg2,
                                                         .bitrate_kbps = bitrate_of(values),
                                                         .quality = values.number("q"),
                                                         .keyframe_interval = values.whole("gop"),
                                                         .fps = place.fps},
                                        storage);
}

} // namespace senga
