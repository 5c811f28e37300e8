#include "app/player/figures.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace senga {
namespace {

struct Row {
    const char* property;
    double PlayerState::*number = nullptr;
    int PlayerState::*count = nullptr; // rounded
};

constexpr std::array rows{
    Row{.property = "video-bitrate", .number = &PlayerState::video_bitrate},
    Row{.property = "audio-bitrate", .number = &PlayerState::audio_bitrate},
    Row{.property = "avsync", .number = &PlayerState::sync_s},
    Row{.property = "estimated-vf-fps", .number = &PlayerState::measured_fps},
    Row{.property = "demuxer-cache-duration", .count = &PlayerState::cache_s},
};

const Row* find(std::string_view property) {
    const auto* row = std::find_if(rows.begin(), rows.end(), [&](const Row& one) { return property == one.property; });
    return row != rows.end() ? row : nullptr;
}

} // namespace

void Figures::observe(mpv_handle* handle) {
    for (const Row& row : rows) {
        mpv_observe_property(handle, 0, row.property, MPV_FORMAT_DOUBLE);
    }
}

bool Figures::knows(std::string_view property) {
    return find(property) != nullptr;
}

void Figures::take(std::string_view property, std::optional<double> value) {
    changed_.insert_or_assign(std::string(property), value.value_or(0.0));
}

void Figures::tell(double now_s, std::vector<PlayerEvent>& out) {
    if (changed_.empty() || now_s - told_s_ < every_s) {
        return;
    }
    told_s_ = now_s;
    for (const auto& [property, value] : changed_) {
        const Row& row = *find(property);
        if (row.number != nullptr) {
            out.emplace_back(event::NumberChanged{row.number, value});
        } else {
            out.emplace_back(event::CountChanged{row.count, static_cast<int>(std::lround(value))});
        }
    }
    changed_.clear();
}

} // namespace senga
