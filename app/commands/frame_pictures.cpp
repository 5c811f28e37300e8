#include "app/commands/frame_pictures.h"

#include "app/commands/chain_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

namespace senga {
namespace {

constexpr int most_px = 16384;

Size tile_of(const FrameFormat& format, int width_px) {
    const Size natural = natural_size(format);
    const double height = static_cast<double>(width_px) * natural.h / natural.w;
    return {width_px, static_cast<int>(std::clamp<long>(std::lround(height), 1, most_px))};
}

// The texture the named pass wrote. A pass is named by its file's id ("classic/push"), its DESC, or what it saves.
Result<int> texture_of_pass(const Plan& plan, const Chain& chain, const std::string& name) {
    std::set<std::string> known;
    int found = -1;
    for (const PassReport& report : plan.reports) {
        const std::string& id = chain.entries[report.entry].id;
        known.insert(id);
        if (name != id && name != report.desc && name != report.saves) {
            continue;
        }
        if (report.status != PassStatus::runs) {
            if (found < 0) {
                found = -2;
            }
            continue;
        }
        found = report.texture; // the last one that matches: of a file, its final pass
    }
    if (found == -2) {
        return diagnose(Code::pass_unknown,
                        fmt::format("--pass {}: it does not run here; senga inspect says why", name));
    }
    if (found == -1) {
        std::string list;
        for (const std::string& id : known) {
            list += " " + id;
        }
        return diagnose(Code::pass_unknown,
                        fmt::format("--pass {}: the chain has no such pass; it has:{}", name, list));
    }
    return found;
}

} // namespace

Result<FramePictures> FramePictures::create(PictureOptions options) {
    Result<Offline> offline = Offline::create();
    if (!offline) {
        return offline.error();
    }
    return FramePictures(*std::move(offline), std::move(options));
}

Result<Size> FramePictures::output_size(const FrameFormat& format) {
    if (!options_.size.empty()) {
        return parse_size(options_.size);
    }
    const Size natural = natural_size(format);
    if (options_.width_px) {
        if (!first_) {
            first_ = format;
        }
        const Size tile = tile_of(*first_, *options_.width_px);
        return natural == natural_size(*first_) ? tile : fit_size(format, tile);
    }
    const double scale = options_.scale.value_or(1.0);
    const double w = std::round(natural.w * scale);
    const double h = std::round(natural.h * scale);
    if (!(w >= 1 && h >= 1 && w <= most_px && h <= most_px)) {
        return diagnose(Code::usage,
                        fmt::format("--scale {} makes {:.0f}x{:.0f}: sizes go from 1 to {}", scale, w, h, most_px));
    }
    return Size{static_cast<int>(w), static_cast<int>(h)};
}

Outcome FramePictures::check(const FrameFormat& format, const Chain& chain) {
    const Result<Size> size = output_size(format);
    first_.reset(); // the first frame is still to come
    return size ? offline_.check_chain(chain, format, *size) : Outcome(size.error());
}

Result<Codes> FramePictures::picture(const RawFrame& frame, const Chain& chain) {
    const Result<Size> size = output_size(frame.format);
    if (!size) {
        return size.error();
    }
    offline_.set_chain(chain);
    const OutputDepth depth = options_.depth == 16 ? OutputDepth::sixteen : OutputDepth::eight;
    Result<OfflineImage> image = offline_.show(frame, *size, depth);
    if (const Outcome whole = image ? check_reports(*offline_.plan(), chain) : Done{}; !whole) {
        return whole.error();
    }
    if (image && !options_.pass.empty()) {
        const Result<int> texture = texture_of_pass(*offline_.plan(), chain, options_.pass);
        if (!texture) {
            return texture.error();
        }
        image = offline_.intermediate(frame, *size, *texture);
    }
    if (!image) {
        return image.error();
    }
    note_passes(chain);
    return codes_of(*image, options_.depth);
}

void FramePictures::note_passes(const Chain& chain) {
    for (const PassReport& report : offline_.plan()->reports) {
        if (report.status == PassStatus::missing_texture) {
            complaints_.insert(
                fmt::format("{} at {}: {}", chain.entries[report.entry].id, stage_name(report.stage), report.reason));
        }
    }
}

} // namespace senga
