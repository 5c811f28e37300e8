#include "app/state/text.h"

#include "app/i18n/shipped.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace senga {
namespace {

constexpr std::string_view separator = "  \xC2\xB7  "; // a middle dot

void append(std::string& line, std::string_view part) {
    if (part.empty()) {
        return;
    }
    if (!line.empty()) {
        line += separator;
    }
    line += part;
}

std::string pace_text(Language language, const PlayerState& player) {
    std::string text =
        tr_format(language, Text::text_pace, player.dropped_output, player.dropped_decoder, player.mistimed);
    if (player.delayed > 0) {
        text += tr_format(language, Text::text_pace_delayed, player.delayed);
    }
    return text;
}

// Nobody knows where a chain without a preset comes from: its name is taken as the viewer's.
bool is_own(const ChainState& chain, std::string_view key) {
    return key.empty() || std::any_of(chain.presets.begin(), chain.presets.end(),
                                      [&](const PresetName& preset) { return preset.own && preset.key == key; });
}

} // namespace

std::string time_text(double time_s) {
    constexpr double longest_s = 359999.0; // 99:59:59; streams may claim absurd lengths
    const double bounded = std::isfinite(time_s) ? std::clamp(time_s, 0.0, longest_s) : 0.0;
    const int total = static_cast<int>(bounded);
    const int hours = total / 3600;
    const int minutes = total / 60 % 60;
    const int seconds = total % 60;
    return hours > 0 ? fmt::format("{}:{:02}:{:02}", hours, minutes, seconds)
                     : fmt::format("{}:{:02}", minutes, seconds);
}

std::string delay_text(double delay_s) {
    // Rounded to milliseconds first: sums of tenths are not exact.
    const double rounded = std::round(delay_s * 1000.0) / 1000.0;
    return rounded == 0.0 ? "0 s" : fmt::format("{:+g} s", rounded);
}

std::string format_text(const FrameFormat& format) {
    const std::string shape =
        fmt::format("{}x{} {} {}-bit", format.size.w, format.size.h, subsampling_name(format), format.bit_depth);
    if (format.layout == Layout::rgb) {
        return shape;
    }
    return fmt::format("{} {} {}", shape, matrix_name(format.matrix), range_name(format.range));
}

std::string track_text(Language language, const Track& track) {
    std::string text = std::to_string(track.id) + ":";
    const char* join = " ";
    for (const std::string* part : {&track.title, &track.lang, &track.codec}) {
        if (!part->empty()) {
            text += join + *part;
            join = ", ";
        }
    }
    if (track.external) {
        text += tr(language, Text::text_track_external);
    }
    if (track.albumart) {
        text += tr(language, Text::text_track_cover);
    }
    return text;
}

std::string track_kind_text(Language language, TrackKind kind) {
    switch (kind) {
    case TrackKind::video:
        return tr(language, Text::text_track_video);
    case TrackKind::audio:
        return tr(language, Text::text_track_audio);
    case TrackKind::subtitle:
        break;
    }
    return tr(language, Text::text_track_subtitle);
}

std::string milliseconds_number(double ms) {
    return fmt::format("{:.{}f}", ms, std::abs(ms) < 99.995 ? 2 : 1); // 99.995 is where two decimals give "100.00"
}

std::string milliseconds_text(double ms) {
    return milliseconds_number(ms) + " ms";
}

std::string mebibytes_text(std::size_t bytes) {
    const double mebibytes = static_cast<double>(bytes) / (1024.0 * 1024.0);
    // Three digits, as far as they go; the limits are where fewer decimals begin to round to a digit more.
    const int decimals = mebibytes < 9.995 ? 2 : mebibytes < 99.95 ? 1 : 0;
    return fmt::format("{:.{}f} MiB", mebibytes, decimals);
}

std::string frame_cost_text(Language language, double total_ms, std::optional<double> budget_ms) {
    const std::string total = milliseconds_number(total_ms);
    if (!budget_ms) {
        return tr_format(language, Text::text_frame_cost, total);
    }
    return tr_format(language, Text::text_frame_cost_of, total, milliseconds_number(*budget_ms),
                     100.0 * total_ms / *budget_ms);
}

std::string compile_text(Language language, const CompileState& compile) {
    return tr_format(language, Text::text_compiling, compile.done, compile.total);
}

std::string first_lines(const std::string& text, std::size_t count) {
    std::size_t end = 0;
    for (std::size_t i = 0; i < count; ++i) {
        end = text.find('\n', end);
        if (end == std::string::npos) {
            return text;
        }
        ++end;
    }
    return text.substr(0, end > 0 ? end - 1 : 0);
}

std::string file_name(std::string_view path) {
    const std::size_t last = path.find_last_not_of('/');
    const std::string_view whole = path.substr(0, last == std::string_view::npos ? 0 : last + 1);
    return std::string(whole.substr(whole.rfind('/') + 1));
}

std::string preset_name(const ChainState& chain, std::string_view key) {
    const auto known = std::find_if(chain.presets.begin(), chain.presets.end(),
                                    [&](const PresetName& preset) { return preset.key == key; });
    return known != chain.presets.end() && !known->name.empty() ? known->name : std::string(key);
}

std::string chain_name(const ChainState& chain) {
    return chain.preset.empty() ? chain.chain.name : preset_name(chain, chain.preset);
}

std::string preset_title(Language language, const ChainState& chain, std::string_view key) {
    const std::string name = preset_name(chain, key);
    return is_own(chain, key) ? name : shipped_text(language, name);
}

std::string chain_title(Language language, const ChainState& chain) {
    const std::string name = chain_name(chain);
    return is_own(chain, chain.preset) ? name : shipped_text(language, name);
}

std::string own_title(Language language, const ChainState& chain) {
    const std::string& own = chain.chain.name;
    if (own.empty()) {
        return preset_title(language, chain, chain.preset);
    }
    return is_own(chain, chain.preset) ? own : shipped_text(language, own);
}

std::string rule_title(Language language, const ChainState& chain, const Rule& rule) {
    return rule.name.empty() ? preset_title(language, chain, rule.preset) : shipped_text(language, rule.name);
}

std::string pass_title(Language language, const ChainEntry& pass) {
    return pass.label.empty() ? pass.id : shipped_text(language, pass.label);
}

std::string texture_title(Language language, const ChainState& chain, std::string_view name) {
    for (const ChainEntry& entry : chain.chain.entries) {
        if (const std::string added = " (" + entry.id + ")"; name.size() > added.size() && name.ends_with(added)) {
            name.remove_suffix(added.size());
            break;
        }
    }
    return shipped_text(language, name);
}

std::string exhibit_name(const State& state, const Exhibit& exhibit) {
    const Language language = state.view.language;
    switch (exhibit.kind) {
    case Exhibit::Kind::original:
        break;
    case Exhibit::Kind::chain: {
        const ChainState& chain = state.chain;
        const std::string name = own_title(language, chain);
        return name.empty() ? tr(language, Text::side_chain) : name + (chain.modified ? "*" : "");
    }
    case Exhibit::Kind::preset:
        return preset_title(language, state.chain, exhibit.name);
    case Exhibit::Kind::texture: {
        const std::string name = texture_title(language, state.chain, exhibit.name);
        return exhibit.occurrence == 0 ? tr_format(language, Text::text_texture, name)
                                       : tr_format(language, Text::text_texture_nth, name, exhibit.occurrence + 1);
    }
    case Exhibit::Kind::reference:
        return file_name(exhibit.name);
    }
    return tr(language, Text::side_original);
}

std::string compare_text(const State& state) {
    const Language language = state.view.language;
    const std::string a = exhibit_name(state, state.view.a);
    const std::string b = exhibit_name(state, state.view.b);
    switch (state.view.compare) {
    case Compare::b:
        break;
    case Compare::a:
        return tr_format(language, Text::toast_compare_one, "A", a);
    case Compare::wipe:
        return tr_format(language, Text::toast_compare_wipe, a, b);
    case Compare::side_by_side:
        return tr_format(language, Text::toast_compare_side_by_side, a, b);
    case Compare::difference:
        return tr_format(language, Text::toast_compare_difference, a, b);
    case Compare::blink:
        return tr_format(language, Text::toast_compare_blink, a, b);
    }
    return tr_format(language, Text::toast_compare_one, "B", b);
}

std::string headline(Language language, Code code) {
    switch (code) {
#define SENGA_X(name, severity, meaning)                                                                               \
    case Code::name:                                                                                                   \
        return tr(language, Text::code_##name);
        SENGA_DIAGNOSTICS(SENGA_X)
#undef SENGA_X
    }
    return "";
}

std::string information_line(const State& state) {
    const PlayerState& player = state.player;
    const Language language = state.view.language;
    if (!player.opened) {
        return "";
    }
    std::string line;
    append(line, player.title.empty() ? file_name(player.path) : player.title);
    if (player.format) {
        append(line, format_text(*player.format));
    }
    if (player.fps > 0.0) {
        append(line, fmt::format("{:.5g} fps", player.fps));
    }
    append(line, player.hwdec.empty() ? tr(language, Text::text_decoder_software)
                                      : tr_format(language, Text::text_decoder_hardware, player.hwdec));
    if (state.chain.plan) {
        append(line, tr_format(language, Text::text_shown_at, state.chain.plan->output.w, state.chain.plan->output.h));
    }
    append(line, pace_text(language, player));
    if (player.hdr) {
        append(line, tr(language, Text::text_hdr));
    }
    return line;
}

} // namespace senga
