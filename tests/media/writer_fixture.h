// What the tests of VideoWriter share: pictures without a source, whole runs from reader to writer, and what ffprobe
// says of the result. Not a test. One thread.
#pragma once

#include "app/media/video_writer.h"
#include "tests/media/media_fixture.h"

#include <string>
#include <utility>
#include <vector>

namespace senga::test {

// 8-bit 4:2:0 with noise that repeats by index and cannot be compressed: an FFV1 packet is about as large as its frame.
inline RawFrame noise_frame(Size size, std::int64_t index, double fps) {
    RawFrame frame;
    frame.format.size = size;
    frame.index = index;
    frame.pts_s = static_cast<double>(index) / fps;
    std::uint32_t state = static_cast<std::uint32_t>(index) * 2654435761u + 1u;
    for (const Size plane : {size, chroma_size(frame.format), chroma_size(frame.format)}) {
        RawPlane& out = frame.planes.emplace_back();
        out.width_px = plane.w;
        out.height_px = plane.h;
        out.stride_bytes = plane.w;
        out.bytes.resize(static_cast<std::size_t>(plane.w) * plane.h);
        for (std::uint8_t& sample : out.bytes) {
            state = state * 1664525u + 1013904223u;
            sample = static_cast<std::uint8_t>(state >> 24);
        }
    }
    return frame;
}

inline VideoWriterOptions options_for(const VideoReader& reader, const std::string& out, const std::string& codec) {
    VideoWriterOptions options;
    options.path = out;
    options.codec = codec;
    options.format = reader.info().format;
    options.fps = reader.info().fps;
    options.existing = Existing::replace;
    return options;
}

// From the frame at or after start_s to the last before end_s, as a command would do it.
inline std::vector<Diagnostic> write_part(VideoReader& reader, const VideoWriterOptions& options) {
    auto writer = VideoWriter::open(options);
    INFO((writer ? std::string("opened ") + options.path : to_string(writer.error())));
    REQUIRE(writer.ok());
    for (auto frame = reader.next(); frame && frame->pts_s < options.end_s - 1e-6; frame = reader.next()) {
        if (frame->pts_s >= options.start_s - 1e-6) {
            const Outcome written = writer->write(*frame);
            INFO((written ? std::string() : to_string(written.error())));
            REQUIRE(written.ok());
        }
    }
    const Outcome finished = writer->finish();
    INFO((finished ? std::string() : to_string(finished.error())));
    REQUIRE(finished.ok());
    CHECK(writer->figures().bytes == static_cast<std::int64_t>(std::filesystem::file_size(options.path)));
    return writer->notes();
}

// The film with everything it carries.
inline std::vector<Diagnostic> write_all(const std::string& in, const std::string& out, const std::string& codec,
                                         const std::string& preset = "") {
    VideoReader reader = open(in);
    VideoWriterOptions options = options_for(reader, out, codec);
    options.copy_from = in;
    options.encoder_preset = preset;
    return write_part(reader, options);
}

inline std::string ffprobe_text(const std::string& file, const std::string& arguments) {
    const Bytes text = capture("ffprobe -v fatal " + arguments + " '" + file + "'");
    return {text.begin(), text.end()};
}

// One value of a stream, as ffprobe prints it.
inline std::string stream_value(const std::string& file, const std::string& stream, const std::string& key) {
    std::string text =
        ffprobe_text(file, "-select_streams " + stream + " -show_entries stream=" + key + " -of default=nw=1:nk=1");
    while (!text.empty() && text.back() == '\n') {
        text.pop_back();
    }
    return text;
}

// Time, size and checksum of every packet of a stream.
inline std::string packets(const std::string& file, const std::string& stream) {
    std::string text = ffprobe_text(file, "-select_streams " + stream + " -show_data_hash md5 " +
                                              "-show_entries packet=pts_time,size,data_hash -of csv=p=0");
    // Where a packet has side data, ffprobe breaks its line in two.
    for (std::size_t at = text.find("\n,"); at != std::string::npos; at = text.find("\n,", at)) {
        text.erase(at, 2);
    }
    return text;
}

inline std::size_t decodable_frames(const std::string& file) {
    return ffprobe_numbers(file, "frame=pts_time").size();
}

} // namespace senga::test
