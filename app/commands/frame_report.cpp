#include "app/commands/frame_report.h"

#include <nlohmann/json.hpp>

namespace senga {

std::string frame_json(const FrameReport& report) {
    nlohmann::json out{{"input", report.input}, {"pictures", nlohmann::json::array()}};
    for (const WrittenPicture& picture : report.pictures) {
        nlohmann::json entry{{"file", picture.file},   {"frame", picture.frame},  {"time_s", picture.time_s},
                             {"chain", picture.chain}, {"width", picture.area.w}, {"height", picture.area.h}};
        if (!report.sheet.empty()) {
            entry["x"] = picture.area.x;
            entry["y"] = picture.area.y;
        }
        out["pictures"].push_back(std::move(entry));
    }
    if (!report.sheet.empty()) {
        out["sheet"] = {{"file", report.sheet}, {"width", report.sheet_size.w}, {"height", report.sheet_size.h}};
    }
    // Names of files may be no UTF-8.
    return out.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

} // namespace senga
