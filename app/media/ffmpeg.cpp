#include "app/media/ffmpeg.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdarg>
#include <filesystem>
#include <string_view>
#include <system_error>

namespace senga::ff {
namespace {

// Hears, while it lives, what one demuxer says on this thread.
class Listener {
public:
    Listener(const AVFormatContext& demuxer, bool& complained) : demuxer_(&demuxer), complained_(complained) {
        current = this;
    }
    ~Listener() { current = nullptr; }
    Listener(const Listener&) = delete;
    Listener& operator=(const Listener&) = delete;

    static void hear(const void* speaker) {
        if (current && speaker == current->demuxer_) {
            current->complained_ = true;
        }
    }

private:
    static thread_local Listener* current;
    const void* demuxer_;
    bool& complained_;
};
thread_local Listener* Listener::current = nullptr;

// Takes the place of FFmpeg's printing. Decoders answer by return values and flags; only demuxers are listened to.
void on_log(void* speaker, int level, const char*, va_list) {
    if (level <= AV_LOG_ERROR) {
        Listener::hear(speaker);
    }
}

// RFC 3986 wants two slashes after the scheme of every address we may be handed.
bool is_url(const std::string& location) {
    return location.find("://") != std::string::npos;
}

// Why a local path cannot be media, before FFmpeg is asked.
Outcome check_path(const std::string& location) {
    std::error_code failed;
    const auto status = std::filesystem::status(location, failed);
    if (status.type() == std::filesystem::file_type::not_found) {
        return diagnose(Code::file_missing, "there is no such file; check the path", {location});
    }
    if (failed) {
        return diagnose(Code::file_unreadable, "the file cannot be reached: " + failed.message(), {location});
    }
    if (std::filesystem::is_directory(status)) {
        return diagnose(Code::file_unreadable, "this is a folder; name a file in it", {location});
    }
    return Done{};
}

Diagnostic open_error(int code, const std::string& location) {
    if (code == AVERROR(ENOENT) || code == AVERROR_HTTP_NOT_FOUND) {
        return diagnose(Code::file_missing, "there is no such file; check the path", {location});
    }
    if (code == AVERROR(EACCES) || code == AVERROR(EPERM)) {
        return diagnose(Code::file_unreadable, "the file may not be read; check its permissions", {location});
    }
    return diagnose(Code::media_unreadable,
                    "this is no video or image FFmpeg can open (" + error_text(code) +
                        "); check that the file is complete and its name ends rightly",
                    {location});
}

// These draw a text file as a picture, by the name's ending alone.
bool draws_text(const AVInputFormat& format) {
    constexpr std::array<std::string_view, 5> names{"tty", "bin", "xbin", "adf", "idf"};
    for (const std::string_view name : names) {
        if (name == format.name) {
            return true;
        }
    }
    return false;
}

// Higher is better; negative is no choice at all.
int rank(const AVStream& stream) {
    if (stream.codecpar->codec_type != AVMEDIA_TYPE_VIDEO) {
        return -1;
    }
    if (stream.disposition & AV_DISPOSITION_ATTACHED_PIC) {
        return 0;
    }
    return stream.disposition & AV_DISPOSITION_DEFAULT ? 2 : 1;
}

} // namespace

std::string error_text(int code) {
    std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
    av_strerror(code, text.data(), text.size());
    return text.data();
}

int read_packet(AVFormatContext& format, AVPacket& packet, bool& complained) {
    const Listener listener(format, complained);
    return av_read_frame(&format, &packet);
}

Result<Input> open_input(const std::string& location) {
    av_log_set_callback(on_log);
    av_log_set_level(AV_LOG_QUIET); // for the default callback, which libmpv puts back when it ends
    const bool url = is_url(location);
    if (!url) {
        if (const Outcome path = check_path(location); !path) {
            return path.error();
        }
    }
    // "file:" keeps a colon in the name from being read as a protocol; pattern_type keeps a percent sign in the name of
    // an image from being read as a sequence.
    const std::string name = url ? location : "file:" + location;
    AVDictionary* options = nullptr;
    av_dict_set(&options, "pattern_type", "none", 0);
    AVFormatContext* raw = nullptr;
    const int opened = avformat_open_input(&raw, name.c_str(), nullptr, &options);
    av_dict_free(&options);
    if (opened < 0) {
        return open_error(opened, location);
    }
    FormatPtr format(raw);
    if (draws_text(*format->iformat)) {
        return open_error(AVERROR_INVALIDDATA, location);
    }
    Input input{std::move(format)};
    const Listener listener(*raw, input.complained);
    if (const int found = avformat_find_stream_info(raw, nullptr); found < 0) {
        return open_error(found, location);
    }
    return input;
}

int select_video_stream(AVFormatContext& format) {
    int best = -1;
    int best_rank = -1;
    for (unsigned i = 0; i < format.nb_streams; ++i) {
        if (const int found = rank(*format.streams[i]); found > best_rank) {
            best = static_cast<int>(i);
            best_rank = found;
        }
    }
    for (unsigned i = 0; i < format.nb_streams; ++i) {
        format.streams[i]->discard = static_cast<int>(i) == best ? AVDISCARD_DEFAULT : AVDISCARD_ALL;
    }
    return best;
}

double start_s(const AVFormatContext& format) {
    if (format.start_time == AV_NOPTS_VALUE) {
        return 0.0;
    }
    const double start = static_cast<double>(format.start_time) / AV_TIME_BASE;
    // Matroska counts from its first cluster, whose time is never negative; what FFmpeg finds before it is the
    // run-up of an audio codec.
    const bool matroska = std::string_view(format.iformat->name).starts_with("matroska");
    return matroska ? std::max(start, 0.0) : start;
}

double seconds(std::int64_t timestamp, const AVStream& stream, const AVFormatContext& format) {
    // One division of whole numbers, so that 1001 ticks of 1/1000 s are exactly the double nearest to 1.001.
    const double since_zero =
        static_cast<double>(timestamp) * stream.time_base.num / static_cast<double>(stream.time_base.den);
    return since_zero - start_s(format);
}

} // namespace senga::ff
