#include "tests/parity/inputs.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace senga::parity {
namespace {

// Rows with arguments are made from `source` by ffmpeg; the others are taken as they are.
struct Row {
    const char* name;
    const char* source;    // under assets/
    double time_s;         // of the frame in `source`
    const char* arguments; // of ffmpeg; empty: the file itself
    const char* suffix;
};

#define SENGA_TAGS_709 "-colorspace bt709 -color_primaries bt709 -color_trc bt709 "
#define SENGA_YUV_709 "-vf scale=out_color_matrix=bt709:out_range=tv -color_range tv " SENGA_TAGS_709 "-c:v ffv1 "

constexpr std::array rows{
    Row{"rgb eyes", "stills/s02_boy_eyes_crop_640x360.png", 0, "", ""},
    Row{"rgb lines", "stills/s07_speedlines_crop_640x360.png", 0, "", ""},
    Row{"rgb credits", "stills/s08_credits_crop_640x360.png", 0, "", ""},
    Row{"420 wires", "stills/s01_wires_crop_640x360.png", 0,

        "-vf crop=480:270,scale=out_color_matrix=bt709:out_range=tv -color_range tv " SENGA_TAGS_709
        "-c:v ffv1 -pix_fmt yuv420p -chroma_sample_location left",
        ".mkv"},
    Row{"420 eyes", "stills/s02_boy_eyes_crop_640x360.png", 0,
        SENGA_YUV_709 "-pix_fmt yuv420p -chroma_sample_location left", ".mkv"},
    Row{"422 lines", "stills/s07_speedlines_crop_640x360.png", 0, SENGA_YUV_709 "-pix_fmt yuv422p", ".mkv"},
    Row{"444 credits", "stills/s08_credits_crop_640x360.png", 0, SENGA_YUV_709 "-pix_fmt yuv444p", ".mkv"},
    Row{"420 full range", "stills/s02_boy_eyes_crop_640x360.png", 0,
        "-vf scale=out_color_matrix=bt709:out_range=pc -color_range pc " SENGA_TAGS_709 "-c:v ffv1 -pix_fmt yuv420p",
        ".mkv"},
    Row{"420 bt601", "stills/s02_boy_eyes_crop_640x360.png", 0,
        "-vf scale=out_color_matrix=bt601:out_range=tv -color_range tv -colorspace smpte170m -color_primaries bt709 "
        "-color_trc bt709 -c:v ffv1 -pix_fmt yuv420p",
        ".mkv"},
    Row{"420 odd size", "stills/s02_boy_face_720p.png", 0,
        "-vf scale=853:479:out_color_matrix=bt709:out_range=tv -color_range tv " SENGA_TAGS_709
        "-c:v ffv1 -pix_fmt yuv420p",
        ".mkv"},
    Row{"nv12 eyes", "stills/s02_boy_eyes_crop_640x360.png", 0,
        "-vf scale=out_color_matrix=bt709:out_range=tv -color_range tv " SENGA_TAGS_709 "-c:v rawvideo -pix_fmt nv12",
        ".nut"},
    Row{"420 10 bit", "clips/b_dusk_1080p_hevc10.mkv", 1.0,
        "-frames:v 1 -vf crop=480:270:800:500 -color_range tv " SENGA_TAGS_709 "-c:v ffv1 -pix_fmt yuv420p10le",
        ".mkv"},
    Row{"444 10 bit full", "stills/s02_boy_eyes_crop_640x360.png", 0,
        "-vf scale=out_color_matrix=bt709:out_range=pc -color_range pc " SENGA_TAGS_709
        "-c:v ffv1 -pix_fmt yuv444p10le",
        ".mkv"},
    Row{"demo", "demo.mkv", 2.0, "", ""},
    Row{"demo crop", "demo.mkv", 3.0,
        "-frames:v 1 -vf crop=480:270:320:180 -color_range tv " SENGA_TAGS_709 "-c:v ffv1 -pix_fmt yuv420p", ".mkv"},
    // Its index is broken, of which mpv warns; the pictures stay as they were coded.
    Row{"hevc 10 bit", "clips/b_dusk_1080p_hevc10.mkv", 0, "-t 0.5 -c copy", ".mkv"},
    Row{"xvid", "clips/e_concert_480p_xvid.avi", 0, "", ""},
};

#undef SENGA_YUV_709
#undef SENGA_TAGS_709

bool is_rgb(const Row& row) {
    return std::string_view(row.name).starts_with("rgb");
}

} // namespace

const Input& Inputs::get(const std::string& name) {
    if (const auto known = known_.find(name); known != known_.end()) {
        return known->second;
    }
    const auto* row = std::find_if(rows.begin(), rows.end(), [&](const Row& one) { return name == one.name; });
    INFO("input ", name);
    REQUIRE(row != rows.end());
    Input out{.name = name, .path = std::string(SENGA_SOURCE_DIR "/assets/") + row->source};
    double time_s = row->time_s;
    if (*row->arguments != '\0') {
        const std::string file = "input" + std::to_string(known_.size()) + row->suffix;
        const std::string seek = time_s > 0 ? "-ss " + std::to_string(time_s) + " " : "";
        out.path = folder_.make(file, seek + "-i '" + out.path + "' -map 0:v:0 " + row->arguments);
        time_s = 0.0;
    }
    VideoReader reader = senga::test::open(out.path);
    Result<RawFrame> frame = reader.frame_at_time(time_s);
    REQUIRE(frame.ok());
    out.frame = *std::move(frame);
    // The first frame is found without its time, which in some containers (AVI) is not 0.
    out.start_s = time_s > 0.0 ? out.frame.pts_s : 0.0;
    return known_.emplace(name, std::move(out)).first->second;
}

std::vector<std::string> rgb_inputs() {
    std::vector<std::string> out;
    for (const Row& row : rows) {
        if (is_rgb(row)) {
            out.emplace_back(row.name);
        }
    }
    return out;
}

std::vector<std::string> ycbcr_inputs() {
    std::vector<std::string> out;
    for (const Row& row : rows) {
        if (!is_rgb(row)) {
            out.emplace_back(row.name);
        }
    }
    return out;
}

} // namespace senga::parity
