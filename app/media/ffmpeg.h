// FFmpeg's handles as owning pointers, and how an input is opened. Internal to app/media: the only header there that
// includes FFmpeg's. It decodes nothing. Handles belong to one thread at a time; each frees itself.
#pragma once

#include "renderer/base/result.h"

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
#include <libavutil/display.h>
#include <libavutil/parseutils.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>
}

#include <memory>
#include <string>

namespace senga::ff {

struct Close {
    void operator()(AVFormatContext* p) const { avformat_close_input(&p); }
    void operator()(AVCodecContext* p) const { avcodec_free_context(&p); }
    void operator()(AVFrame* p) const { av_frame_free(&p); }
    void operator()(AVPacket* p) const { av_packet_free(&p); }
    void operator()(SwsContext* p) const { sws_freeContext(p); }
    void operator()(AVCodecParameters* p) const { avcodec_parameters_free(&p); }
};
using FormatPtr = std::unique_ptr<AVFormatContext, Close>;
using CodecPtr = std::unique_ptr<AVCodecContext, Close>;
using FramePtr = std::unique_ptr<AVFrame, Close>;
using PacketPtr = std::unique_ptr<AVPacket, Close>;
using ParametersPtr = std::unique_ptr<AVCodecParameters, Close>;
using SwsPtr = std::unique_ptr<SwsContext, Close>;

inline FramePtr new_frame() {
    return FramePtr(av_frame_alloc());
}
inline PacketPtr new_packet() {
    return PacketPtr(av_packet_alloc());
}

// FFmpeg's words for an error code.
std::string error_text(int code);

// Reads the next packet of any stream, as av_read_frame does. Some demuxers step over damage, or take a cut for the
// end, and say so in the log alone; `complained` becomes true where they do, and is never made false.
int read_packet(AVFormatContext& format, AVPacket& packet, bool& complained);

// Opens the container and reads its head. Refused are the demuxers that turn any text into a picture.
// FFmpeg's log, which the process has only once, is taken over: nothing is printed. A libmpv in the same process that
// started earlier no longer sees FFmpeg's messages; one that starts later takes the log, and then only what FFmpeg
// returns tells of damage.
struct Input {
    FormatPtr format;
    bool complained = false; // as in read_packet: opening reads ahead
};
Result<Input> open_input(const std::string& location);

// The stream a player would show: no cover art where there is another, default before others, then the first; all other
// streams are told to be skipped. -1 where there is none.
int select_video_stream(AVFormatContext& format);

// Where the file's clock starts, in seconds, as mpv takes it.
double start_s(const AVFormatContext& format);
// Seconds of a timestamp since then.
double seconds(std::int64_t timestamp, const AVStream& stream, const AVFormatContext& format);

} // namespace senga::ff
