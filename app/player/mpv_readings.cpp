#include "app/player/mpv_readings.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstddef>
#include <utility>

namespace senga {

std::vector<Track> read_tracks(const NodeView& list) {
    std::vector<Track> out;
    for (std::size_t i = 0; i < list.length(); ++i) {
        const NodeView node = list.at(i);
        Track track{.id = node["id"].integer_or(0),
                    .title = node["title"].text_or(""),
                    .lang = node["lang"].text_or(""),
                    .codec = node["codec"].text_or(""),
                    .selected = node["selected"].flag_or_false(),
                    .external = node["external"].flag_or_false(),
                    .albumart = node["albumart"].flag_or_false()};
        const std::string type = node["type"].text_or("");
        track.kind = type == "audio" ? TrackKind::audio : type == "sub" ? TrackKind::subtitle : TrackKind::video;
        out.push_back(std::move(track));
    }
    return out;
}

Size read_container_size(const NodeView& track_list) {
    for (std::size_t i = 0; i < track_list.length(); ++i) {
        const NodeView node = track_list.at(i);
        if (node["selected"].flag_or_false() && node["type"].text_or("") == "video") {
            return {node["demux-w"].integer_or(0), node["demux-h"].integer_or(0)};
        }
    }
    return {};
}

std::vector<Chapter> read_chapters(const NodeView& list) {
    std::vector<Chapter> out;
    for (std::size_t i = 0; i < list.length(); ++i) {
        out.push_back({.time_s = list.at(i)["time"].number().value_or(0.0), .title = list.at(i)["title"].text_or("")});
    }
    return out;
}

Playlist read_playlist(const NodeView& list) {
    Playlist out;
    for (std::size_t i = 0; i < list.length(); ++i) {
        out.entries.push_back({.path = list.at(i)["filename"].text_or(""),
                               .title = list.at(i)["title"].text_or(""),
                               .id = list.at(i)["id"].integer_or(0)});
        if (list.at(i)["current"].flag_or_false() || list.at(i)["playing"].flag_or_false()) {
            out.position = static_cast<int>(i);
        }
    }
    return out;
}

std::string aspect_name(double aspect) {
    struct Named {
        const char* name;
        double value;
    };
    constexpr std::array known{Named{"4:3", 4.0 / 3.0},   Named{"16:9", 16.0 / 9.0}, Named{"16:10", 1.6},
                               Named{"21:9", 21.0 / 9.0}, Named{"3:2", 1.5},         Named{"5:4", 1.25}};
    if (aspect < 0.0) {
        return "";
    }
    if (aspect == 0.0) {
        return "no";
    }
    for (const Named& one : known) {
        if (std::abs(one.value - aspect) < 1e-4) {
            return one.name;
        }
    }
    std::string text = fmt::format("{:.3f}", aspect); // float in mpv: 2.35 is 2.3499999
    text.erase(text.find_last_not_of('0') + 1);
    if (text.back() == '.') {
        text.pop_back();
    }
    return text + ":1";
}

std::string audio_name(const NodeView& params) {
    return params.exists() ? fmt::format("{} Hz {} {}", params["samplerate"].integer_or(0),
                                         params["hr-channels"].text_or(params["channels"].text_or("")),
                                         params["format"].text_or(""))
                           : "";
}

} // namespace senga
