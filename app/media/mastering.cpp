#include "app/media/mastering.h"

#include "app/media/decoder.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstring>
#include <string_view>

namespace senga::ff {
namespace {

// How an encoder wants it said. The words are x265's, which the others took over; the units are not.
struct Dialect {
    std::string_view encoder;
    std::string_view option;
    std::string_view display;
    std::string_view light;
    enum class Numbers { steps, decimals } numbers; // steps: of 0.00002 and 0.0001 cd/m2, as in the bitstream
};
constexpr std::array<Dialect, 4> dialects{
    {{"libx264", "x264-params", "mastering-display", "cll", Dialect::Numbers::steps},
     {"libx264rgb", "x264-params", "mastering-display", "cll", Dialect::Numbers::steps},
     {"libx265", "x265-params", "master-display", "max-cll", Dialect::Numbers::steps},
     {"libsvtav1", "svtav1-params", "mastering-display", "content-light", Dialect::Numbers::decimals}}};

constexpr double chromaticity_step = 0.00002;
constexpr double luminance_step = 0.0001;

std::string number(AVRational value, double step, Dialect::Numbers numbers) {
    const double exact = av_q2d(value);
    return numbers == Dialect::Numbers::steps ? fmt::format("{}", std::llround(exact / step))
                                              : fmt::format("{:.5f}", exact);
}

std::string display_words(const AVMasteringDisplayMetadata& display, Dialect::Numbers numbers) {
    const auto point = [&](const AVRational(&xy)[2]) {
        return fmt::format("({},{})", number(xy[0], chromaticity_step, numbers),
                           number(xy[1], chromaticity_step, numbers));
    };
    return fmt::format("G{}B{}R{}WP{}L({},{})", point(display.display_primaries[1]),
                       point(display.display_primaries[2]), point(display.display_primaries[0]),
                       point(display.white_point), number(display.max_luminance, luminance_step, numbers),
                       number(display.min_luminance, luminance_step, numbers));
}

template<class Data>
std::optional<Data> side_data(const AVFrame& frame, AVFrameSideDataType type) {
    const AVFrameSideData* found = av_frame_get_side_data(&frame, type);
    if (!found || found->size < sizeof(Data)) {
        return std::nullopt;
    }
    Data out;
    std::memcpy(&out, found->data, sizeof(Data));
    return out;
}

template<class Data>
std::optional<Data> side_data(const AVStream& stream, AVPacketSideDataType type) {
    std::size_t size = 0;
    const std::uint8_t* found = av_stream_get_side_data(&stream, type, &size);
    if (!found || size < sizeof(Data)) {
        return std::nullopt;
    }
    Data out;
    std::memcpy(&out, found, sizeof(Data));
    return out;
}

template<class Data>
void add_side_data(AVStream& stream, AVPacketSideDataType type, const Data& data) {
    if (std::uint8_t* to = av_stream_new_side_data(&stream, type, sizeof(Data))) {
        std::memcpy(to, &data, sizeof(Data));
    }
}

} // namespace

Mastering mastering_of(const std::string& location) {
    auto decoder = Decoder::open(location);
    const FramePtr frame = new_frame();
    if (!decoder || !frame || decoder->next(*frame) == Decoder::Step::end) {
        return {};
    }
    Mastering out;
    out.display = side_data<AVMasteringDisplayMetadata>(*frame, AV_FRAME_DATA_MASTERING_DISPLAY_METADATA);
    out.light = side_data<AVContentLightMetadata>(*frame, AV_FRAME_DATA_CONTENT_LIGHT_LEVEL);
    const AVStream& stream = decoder->stream();
    if (!out.display) {
        out.display = side_data<AVMasteringDisplayMetadata>(stream, AV_PKT_DATA_MASTERING_DISPLAY_METADATA);
    }
    if (!out.light) {
        out.light = side_data<AVContentLightMetadata>(stream, AV_PKT_DATA_CONTENT_LIGHT_LEVEL);
    }
    if (av_frame_get_side_data(frame.get(), AV_FRAME_DATA_DYNAMIC_HDR_PLUS)) {
        out.dynamic = "HDR10+";
    } else if (av_frame_get_side_data(frame.get(), AV_FRAME_DATA_DOVI_METADATA)) {
        out.dynamic = "Dolby Vision";
    }
    return out;
}

void describe(AVStream& stream, const Mastering& mastering) {
    if (mastering.display) {
        add_side_data(stream, AV_PKT_DATA_MASTERING_DISPLAY_METADATA, *mastering.display);
    }
    if (mastering.light) {
        add_side_data(stream, AV_PKT_DATA_CONTENT_LIGHT_LEVEL, *mastering.light);
    }
}

EncoderWords encoder_words(const VideoEncoder& encoder, const Mastering& mastering) {
    for (const Dialect& dialect : dialects) {
        if (dialect.encoder != encoder.name) {
            continue;
        }
        EncoderWords out;
        const auto& display = mastering.display;
        if (display && display->has_primaries != 0 && display->has_luminance != 0) {
            out.value += fmt::format(":{}={}", dialect.display, display_words(*display, dialect.numbers));
        }
        if (mastering.light && !dialect.light.empty()) {
            out.value += fmt::format(":{}={},{}", dialect.light, mastering.light->MaxCLL, mastering.light->MaxFALL);
        }
        out.option = out.value.empty() ? "" : dialect.option;
        return out;
    }
    return {};
}

} // namespace senga::ff
