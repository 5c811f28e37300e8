#include "app/media/declared.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

namespace senga::ff {
namespace {

// By how far a count may miss length times rate and still be believed: copying a part of a film with ffmpeg takes the
// tag of the whole along.
constexpr double count_tolerance = 0.03;
constexpr double count_tolerance_frames = 3.0;

// 0 where it is unknown.
double file_duration_s(const AVFormatContext& format) {
    return format.duration != AV_NOPTS_VALUE ? static_cast<double>(format.duration) / AV_TIME_BASE : 0.0;
}

// What a container says of the video's own length; 0 where it says nothing.
double stream_duration_s(const AVStream& stream) {
    if (stream.duration != AV_NOPTS_VALUE && stream.duration > 0) {
        return static_cast<double>(stream.duration) * av_q2d(stream.time_base);
    }
    // Matroska keeps it in a tag.
    std::int64_t microseconds = 0;
    const AVDictionaryEntry* tag = av_dict_get(stream.metadata, "DURATION", nullptr, AV_DICT_IGNORE_SUFFIX);
    if (tag && av_parse_time(&microseconds, tag->value, 1) >= 0) {
        return static_cast<double>(microseconds) / AV_TIME_BASE;
    }
    return 0.0;
}

} // namespace

std::optional<std::int64_t> declared_frames(const AVFormatContext& format, const AVStream& stream) {
    if (stream.nb_frames > 0) {
        return stream.nb_frames;
    }
    const AVDictionaryEntry* tag = av_dict_get(stream.metadata, "NUMBER_OF_FRAMES", nullptr, AV_DICT_IGNORE_SUFFIX);
    const std::string_view text = tag ? tag->value : "";
    std::int64_t count = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), count);
    const double likely =
        file_duration_s(format) * av_q2d(stream.avg_frame_rate.den > 0 ? stream.avg_frame_rate : AVRational{0, 1});
    const double missed = std::fabs(static_cast<double>(count) - likely);
    const bool agrees = likely <= 0.0 || missed <= std::max(count_tolerance * likely, count_tolerance_frames);
    return read.ec == std::errc() && count > 0 && agrees ? std::optional(count) : std::nullopt;
}

double declared_end_s(const AVFormatContext& format, const AVStream& stream) {
    // Containers round the length and count the last frame differently; half a second is more than any does.
    // A part of a film copied out may still carry the length of the whole.
    const double file_s = file_duration_s(format);
    if (const double own_s = stream_duration_s(stream); own_s > 0.0) {
        return (file_s > 0.0 ? std::min(own_s, file_s) : own_s) - 0.5;
    }
    if (file_s <= 0.0) {
        return 0.0;
    }
    // The file's length is that of its longest stream, and sound may go on for some seconds after the picture.
    return file_s - (format.nb_streams == 1 ? 0.5 : 5.0);
}

} // namespace senga::ff
