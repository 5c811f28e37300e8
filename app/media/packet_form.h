// PacketForm brings the packets of a stream that is carried over into the form the new container holds: AAC without the
// headers that broadcasts put before every packet, subtitles in another kind of text. Times stay the packet's own.
// Internal to app/media. One thread at a time; owns its filter or codecs.
#pragma once

#include "app/media/ffmpeg.h"

#include <memory>

namespace senga::ff {

class PacketForm {
public:
    // Null where packets go over as they are, or cannot be brought into that form.
    static std::unique_ptr<PacketForm> of(const AVStream& source, AVCodecID target);

    virtual ~PacketForm() = default;

    // Of what change() makes.
    virtual const AVCodecParameters& parameters() const = 0;
    // In place. False where nothing comes of the packet.
    virtual bool change(AVPacket& packet) = 0;
};

} // namespace senga::ff
