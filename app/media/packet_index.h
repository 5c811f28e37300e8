// PacketIndex tells which timestamp the N-th shown frame has and where a keyframe stands before it, by reading the
// packets of the file without decoding them, from the beginning and only as far as asked. It is not a demuxer's own
// index: that one counts nothing. It is trusted only for files where one packet is one shown frame by construction, and
// says so. Internal to app/media. Owns a second handle of the file; one thread at a time.
#pragma once

#include "app/media/ffmpeg.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace senga::ff {

class PacketIndex {
public:
    // Whether a stream's packets may be counted at all, by its codec and container.
    static bool suits(const AVFormatContext& format, const AVStream& stream);

    PacketIndex(const std::string& location, int stream_index);

    // Empty: behind the end, or the file does not bear counting (trusted() is then false).
    std::optional<std::int64_t> timestamp_of(std::int64_t number);
    // The number of the frame with exactly that timestamp.
    std::optional<std::int64_t> number_of(std::int64_t timestamp);
    // The number of the last frame that begins at or before the timestamp.
    std::optional<std::int64_t> number_at(std::int64_t timestamp);
    // A keyframe from which frame `number` decodes rightly: the last but one at or before it, so that what leans on
    // pictures before a keyframe, as open groups do, has played out. Empty: begin at the beginning.
    std::optional<std::int64_t> keyframe_before(std::int64_t number);

    // `number`, or that of the last frame where there are fewer; not below 0.
    std::int64_t at_most(std::int64_t number);

    bool trusted() const { return trusted_; }

private:
    struct Entry {
        std::int64_t timestamp = 0;
        bool key = false;
    };
    void read_until_number(std::int64_t number);
    void read_until_timestamp(std::int64_t timestamp);
    bool read_one();
    void insert(Entry entry);
    // Entries that no packet still to come can move.
    std::int64_t settled() const;

    FormatPtr format_;
    PacketPtr packet_ = new_packet();
    int stream_index_ = 0;
    std::vector<Entry> entries_; // by timestamp
    bool ended_ = false;
    bool trusted_ = true;
};

} // namespace senga::ff
