// What mpv says of a video becomes a FrameFormat: here its transfer curve. Nodes made by hand; no player runs.
#include "app/player/video_params.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

using namespace senga;

namespace {

// "video-out-params" of a 64x36 video in 4:2:0 of BT.709 with this curve.
VideoParams params_with(std::string gamma) {
    std::array keys{std::string("w"),         std::string("h"),           std::string("dw"),
                    std::string("dh"),        std::string("pixelformat"), std::string("colormatrix"),
                    std::string("primaries"), std::string("gamma")};
    std::string format = "yuv420p";
    std::string standard = "bt.709";
    std::array<mpv_node, 8> values{};
    std::array<char*, 8> names{};
    const std::array<std::string*, 4> texts{&format, &standard, &standard, &gamma};
    for (std::size_t i = 0; i < keys.size(); ++i) {
        names[i] = keys[i].data();
        if (i < 4) {
            values[i].format = MPV_FORMAT_INT64;
            values[i].u.int64 = i % 2 == 0 ? 64 : 36;
        } else {
            values[i].format = MPV_FORMAT_STRING;
            values[i].u.string = texts[i - 4]->data();
        }
    }
    mpv_node_list list{.num = 8, .values = values.data(), .keys = names.data()};
    mpv_node node{};
    node.format = MPV_FORMAT_NODE_MAP;
    node.u.list = &list;
    const std::optional<VideoParams> out = read_video_params(NodeView(&node));
    REQUIRE(out.has_value());
    return *out;
}

} // namespace

TEST_CASE("video params: the curve of planes is mpv's word for it") {
    for (const auto& [name, transfer] : {std::pair{"bt.1886", Transfer::bt1886},
                                         {"srgb", Transfer::srgb},
                                         {"gamma2.2", Transfer::gamma22},
                                         {"gamma2.8", Transfer::gamma28},
                                         {"prophoto", Transfer::prophoto},
                                         {"", Transfer::bt1886}}) {
        const VideoParams params = params_with(name);
        CHECK(params.source == CarrierSource::planes);
        CHECK(params.format.transfer == transfer);
    }
}

TEST_CASE("video params: what mpv finishes is shown with gamma 2.2") {
    // mpv's pass_colormanage(): curves of HDR and linear light are not handed out.
    for (const char* name : {"pq", "hlg", "v-log", "linear"}) {
        const VideoParams params = params_with(name);
        CHECK(params.source == CarrierSource::finished);
        CHECK(params.format.transfer == Transfer::gamma22);
    }
}
