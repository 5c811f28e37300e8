#include "app/commands/frame_output.h"

#include "app/commands/progress_line.h"
#include "app/offline/output_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <system_error>
#include <utility>

namespace senga {
namespace {

std::optional<std::int64_t> expected_pictures(const FrameTask& task) {
    return task.most_frames ? std::optional(*task.most_frames * static_cast<std::int64_t>(task.chains.size()))
                            : std::nullopt;
}

// "0:01:23.457".
std::string clock_text(double time_s) {
    const auto ms = static_cast<std::int64_t>(std::llround(std::clamp(time_s, 0.0, 3.6e8) * 1000.0));
    return fmt::format("{}:{:02}:{:02}.{:03}", ms / 3'600'000, ms / 60'000 % 60, ms / 1000 % 60, ms % 1000);
}

// The frame's number where one chain stands on the sheet, whose name is in its head; else the chain's name.
std::string stamp_of(const FrameTask& task, const RawFrame& frame, const NamedChain& chain) {
    return task.chains.size() > 1 ? fmt::format("{}  {}", clock_text(frame.pts_s), chain.name)
                                  : fmt::format("{}  frame {}", clock_text(frame.pts_s), frame.index);
}

// Errors: file_unwritable, usage.
Outcome check_free(const std::filesystem::path& path, const NameRule& rule, Existing there, const std::string& input,
                   std::set<std::filesystem::path>& taken) {
    if (Outcome apart = check_no_input(path, {input}); !apart) {
        return apart;
    }
    if (!taken.insert(path.lexically_normal()).second) {
        return diagnose(Code::usage,
                        fmt::format("two pictures would get this name; put %03d, {{frame}} and {{preset}} into -o"),
                        {path.string()});
    }
    std::error_code failed;
    const bool keep = there == Existing::keep && rule.kind == NameRule::Kind::from_fields;
    if (keep && std::filesystem::exists(std::filesystem::symlink_status(path, failed))) {
        return diagnose(Code::file_unwritable, "this file exists already; give --force to replace it, or another -o",
                        {path.string()});
    }
    return Done{};
}

} // namespace

Outcome write_pictures(FrameTask& task, const NameRule& rule, Existing there, FrameReport& report) {
    ProgressLine line;
    std::set<std::filesystem::path> taken;
    while (true) {
        const Result<std::optional<RawFrame>> frame = task.walk.next();
        if (!frame) {
            return frame.error();
        }
        if (!*frame) {
            return Done{};
        }
        for (const NamedChain& chain : task.chains) {
            const auto count = static_cast<std::int64_t>(report.pictures.size());
            const std::filesystem::path path = picture_path(rule, {.number = count + 1,
                                                                   .frame = (*frame)->index,
                                                                   .time_s = (*frame)->pts_s,
                                                                   .name = task.film,
                                                                   .chain = chain.name});
            if (Outcome good = check_free(path, rule, there, task.input, taken); !good) {
                return good;
            }
            const Result<Codes> picture = task.pictures.picture(**frame, chain.chain);
            if (!picture) {
                return picture.error();
            }
            if (Outcome written = write(path, *picture); !written) {
                return written;
            }
            report.pictures.push_back({path.string(),
                                       (*frame)->index,
                                       (*frame)->pts_s,
                                       chain.name,
                                       {0, 0, picture->size.w, picture->size.h}});
            line.show({.frames = count + 1, .expected = expected_pictures(task)});
        }
    }
}

namespace {

struct SheetParts {
    std::vector<SheetTile> tiles;
    std::vector<WrittenPicture> pictures;
};

// Before there are many tiles. Errors: usage.
Outcome check_room(const FrameTask& task, const SheetShape& shape, Size tile) {
    const int cells = shape.columns * shape.rows;
    const auto moments = static_cast<int>(std::clamp<std::int64_t>(task.most_frames.value_or(cells), 1, cells));
    const Result<SheetLayout> fits = lay_out(shape, tile, moments);
    return fits ? Outcome(Done{}) : Outcome(fits.error());
}

Outcome collect(FrameTask& task, const SheetWish& wish, const SheetShape& shape, SheetParts& out) {
    ProgressLine line;
    std::set<std::filesystem::path> taken;
    std::string file;
    for (int moment = 0; moment < shape.columns * shape.rows; ++moment) {
        const Result<std::optional<RawFrame>> frame = task.walk.next();
        if (!frame) {
            return frame.error();
        }
        if (!*frame) {
            break;
        }
        if (moment == 0) {
            const std::filesystem::path path = picture_path(wish.rule, {.number = 1,
                                                                        .frame = (*frame)->index,
                                                                        .time_s = (*frame)->pts_s,
                                                                        .name = task.film,
                                                                        .chain = task.chains.back().name});
            if (Outcome good = check_free(path, wish.rule, wish.there, task.input, taken); !good) {
                return good;
            }
            file = path.string();
        }
        for (const NamedChain& chain : task.chains) {
            Result<Codes> picture = task.pictures.picture(**frame, chain.chain);
            if (!picture) {
                return picture.error();
            }
            out.tiles.push_back({*std::move(picture), stamp_of(task, **frame, chain)});
            out.pictures.push_back({file, (*frame)->index, (*frame)->pts_s, chain.name, {}});
            line.show({.frames = static_cast<std::int64_t>(out.tiles.size()), .expected = expected_pictures(task)});
        }
        if (Outcome room = check_room(task, shape, out.tiles.front().picture.size); !room) {
            return room;
        }
    }
    return Done{};
}

} // namespace

Outcome write_sheet(FrameTask& task, const SheetWish& wish, FrameReport& report) {
    SheetShape shape = wish.shape;
    shape.parts = static_cast<int>(task.chains.size());
    shape.head_lines = static_cast<int>(wish.head.size());
    SheetParts parts;
    if (Outcome collected = collect(task, wish, shape, parts); !collected) {
        return collected;
    }
    const Result<Codes> sheet = draw_sheet(shape, wish.head, parts.tiles);
    if (!sheet) {
        return sheet.error();
    }
    const std::string file = parts.pictures.front().file;
    if (Outcome written = write(file, *sheet); !written) {
        return written;
    }
    const int moments = static_cast<int>(parts.tiles.size()) / shape.parts;
    const Result<SheetLayout> layout = lay_out(shape, parts.tiles.front().picture.size, moments);
    for (std::size_t i = 0; layout && i < parts.pictures.size(); ++i) {
        parts.pictures[i].area = layout->tiles[i];
    }
    report.pictures = std::move(parts.pictures);
    report.sheet = file;
    report.sheet_size = sheet->size;
    return Done{};
}

} // namespace senga
