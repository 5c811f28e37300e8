#include "app/window/trace.h"

#include "app/input/key_chord.h"

#include <imgui/imgui.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <optional>
#include <string_view>

namespace senga {
namespace {

using nlohmann::ordered_json;

constexpr std::array<std::string_view, 6> compare_names{"b", "a", "wipe", "side-by-side", "difference", "blink"};
constexpr std::array<std::string_view, 5> exhibit_names{"original", "chain", "preset", "texture", "reference"};
constexpr std::array<std::string_view, 4> left_names{"passes", "compare", "picture", "settings"};
constexpr std::array<std::string_view, 4> right_names{"cost", "textures", "information", "playlist"};
constexpr std::array<std::string_view, 5> overlay_names{"none", "palette", "keys", "exporting", "opening"};

template<std::size_t count, class Enum>
std::string_view name(const std::array<std::string_view, count>& names, Enum value) {
    return names.at(static_cast<std::size_t>(value));
}

ordered_json exhibit_json(const Exhibit& exhibit) {
    return {{"kind", name(exhibit_names, exhibit.kind)}, {"name", exhibit.name}, {"occurrence", exhibit.occurrence}};
}

template<class T>
ordered_json value_or_null(const std::optional<T>& value) {
    return value ? ordered_json(*value) : ordered_json(nullptr);
}

ordered_json view_json(const ViewState& view) {
    ordered_json toasts = ordered_json::array();
    for (const Toast& toast : view.toasts) {
        toasts.push_back(toast.text);
    }
    ordered_json out{{"compare", name(compare_names, view.compare)},
                     {"peek", view.peek},
                     {"a", exhibit_json(view.a)},
                     {"b", exhibit_json(view.b)},
                     {"divider", view.divider.position},
                     {"divider_line", view.divider.line == Divider::Line::vertical ? "vertical" : "horizontal"},
                     {"difference", static_cast<int>(view.difference.kind)},
                     {"gain", view.difference.gain},
                     {"blink_period_s", view.blink.period_s},
                     {"zoom", value_or_null(view.zoom.factor)},
                     {"centre", {view.zoom.centre.x, view.zoom.centre.y}},
                     {"language", language_name(view.language)},
                     {"fullscreen", view.fullscreen},
                     {"on_top", view.on_top},
                     {"panel", view.panel_visible},
                     {"information", view.information_visible},
                     {"left", name(left_names, view.left)},
                     {"right", view.right ? ordered_json(name(right_names, *view.right)) : ordered_json(nullptr)},
                     {"overlay", name(overlay_names, view.overlay)},
                     {"query", view.query},
                     {"capture", view.capture.value_or("")},
                     {"dimmed", view.dimmed},
                     {"cursor_hidden", view.cursor_hidden},
                     {"grid", view.grid_visible},
                     {"magnifier", view.magnifier_visible},
                     {"mouse", {view.mouse_px.x, view.mouse_px.y}},
                     {"ui_scale", view.ui_scale},
                     {"window", {view.window_px.w, view.window_px.h}},
                     {"toasts", toasts}};
    if (view.probe_visible) {
        const ProbeState& probe = view.probe;
        out["probe"] = {
            {"inside", probe.inside},     {"x", probe.x},           {"y", probe.y}, {"source_x", probe.source_x},
            {"source_y", probe.source_y}, {"source", probe.source}, {"a", probe.a}, {"b", probe.b}};
    }
    if (view.metrics_visible) {
        out["metrics"] = {{"valid", view.metrics.valid},
                          {"psnr_db", view.metrics.psnr_db}, // null where it is infinite
                          {"ssim", view.metrics.ssim},
                          {"largest", view.metrics.largest}};
    }
    return out;
}

ordered_json exporting_json(const ExportState& exporting) {
    return {{"target", export_target_info(exporting.wish.target).name},
            {"name", exporting.wish.name},
            {"folder", export_folder(exporting)},
            {"running", exporting.running},
            {"files", exporting.report ? ordered_json(exporting.report->files) : ordered_json(nullptr)},
            {"failure", exporting.failure ? ordered_json(code_name(exporting.failure->code)) : ordered_json(nullptr)}};
}

// What the panels were given when they were last drawn: a press is seen once this says so.
ordered_json panel_json() {
    const ImGuiIO& io = ImGui::GetIO();
    return {{"mouse", {io.MousePos.x, io.MousePos.y}},
            {"down", std::any_of(std::begin(io.MouseDown), std::end(io.MouseDown), [](bool down) { return down; })},
            {"captures_mouse", io.WantCaptureMouse},
            {"typing", io.WantTextInput}};
}

int selected(const PlayerState& player, TrackKind kind) {
    const auto found = std::find_if(player.tracks.begin(), player.tracks.end(),
                                    [&](const Track& track) { return track.kind == kind && track.selected; });
    return found == player.tracks.end() ? 0 : found->id;
}

ordered_json player_json(const PlayerState& player) {
    return {{"opened", player.opened},
            {"title", player.title},
            {"path", player.path},
            {"duration_s", player.duration_s},
            {"chapters", player.chapters.size()},
            {"audio", selected(player, TrackKind::audio)},
            {"subtitle", selected(player, TrackKind::subtitle)},
            {"audio_delay_s", player.audio_delay_s},
            {"subtitle_delay_s", player.subtitle_delay_s},
            {"ended", player.ended},
            {"paused", player.paused},
            {"time_s", player.paused ? player.time_s : 0.0}, // or every frame would be a line
            {"speed", player.speed},
            {"volume", player.volume},
            {"muted", player.muted},
            {"loop_file", player.loop_file},
            {"loop_a_s", value_or_null(player.loop_a_s)},
            {"loop_b_s", value_or_null(player.loop_b_s)},
            {"aspect", player.aspect},
            {"rotation", player.rotation_deg},
            {"panscan", player.panscan},
            {"subtitles", player.subtitles_visible},
            {"deinterlace", player.deinterlace},
            {"playlist", player.playlist.entries.size()},
            {"position", player.playlist.position},
            {"format_known", player.format_known},
            {"frame", player.paused ? player.frame_id : 0}};
}

ordered_json cost_json(const CostState& cost) {
    ordered_json steps = ordered_json::array();
    for (const CostState::Step& step : cost.steps) {
        steps.push_back({{"name", step.name},
                         {"entry", value_or_null(step.entry)},
                         {"last_ms", step.last_ms},
                         {"average_ms", step.average_ms},
                         {"peak_ms", step.peak_ms},
                         {"samples", step.samples}});
    }
    ordered_json textures = ordered_json::array();
    for (const CostState::Texture& texture : cost.textures) {
        textures.push_back({{"name", texture.name},
                            {"occurrence", texture.occurrence},
                            {"size", {texture.size.w, texture.size.h}},
                            {"format", texture.format},
                            {"bytes", texture.bytes}});
    }
    return {{"steps", steps},
            {"textures", textures},
            {"history", cost.history_ms.size()},
            {"pool_bytes", cost.pool_bytes},
            {"software", cost.software}};
}

ordered_json chain_json(const ChainState& chain) {
    ordered_json passes = ordered_json::array();
    for (std::size_t i = 0; i < chain.chain.entries.size(); ++i) {
        const ChainEntry& entry = chain.chain.entries[i];
        const bool planned = chain.plan && i < chain.plan->shaders.size();
        const EntryStatus status = planned ? entry_status(*chain.plan, i) : EntryStatus{};
        passes.push_back({{"id", entry.id},
                          {"enabled", entry.enabled},
                          {"muted", entry.muted},
                          {"solo", entry.solo},
                          {"values", entry.values},
                          {"status", planned ? status_name(status.status) : ""},
                          {"reason", status.reason},
                          {"failure", entry.failure ? entry.failure->text : ""},
                          {"edit_failure", entry.edit_failure ? entry.edit_failure->text : ""}});
    }
    ordered_json presets = ordered_json::array();
    for (const PresetName& preset : chain.presets) {
        presets.push_back(preset.key);
    }
    return {{"preset", chain.preset},     {"last_preset", chain.last_preset},    {"presets", presets},
            {"modified", chain.modified}, {"enabled", chain.chain.enabled},      {"compiled", chain.compile.complete()},
            {"passes", passes},           {"equaliser", chain.equaliser.values}, {"cost", cost_json(chain.cost)}};
}

ordered_json library_json(const Library& library) {
    ordered_json recent = ordered_json::array();
    for (const RecentFile& file : library.recent) {
        recent.push_back({{"path", file.path}, {"time_s", file.time_s}});
    }
    ordered_json keys = ordered_json::object();
    for (const auto& [target, chords] : library.keys.own) {
        ordered_json texts = ordered_json::array();
        for (const KeyChord& chord : chords) {
            texts.push_back(to_string(chord));
        }
        keys[target] = texts;
    }
    return {{"recent", recent}, {"own_keys", keys}, {"rules", library.rules.size()}};
}

} // namespace

Trace::Trace(const std::filesystem::path& path) {
    if (!path.empty()) {
        file_.open(path, std::ios::trunc);
    }
}

void Trace::note(const Session& session, const Landmarks& landmarks) {
    const State& state = session.state();
    const Runner::Counters counters = session.engine_counters();
    const bool still = state.player.paused;
    ordered_json marks = ordered_json::object();
    for (const auto& [mark, at] : landmarks) {
        marks[mark] = {at.x, at.y, at.w, at.h};
    }
    const ordered_json line{{"view", view_json(state.view)},
                            {"player", player_json(state.player)},
                            {"chain", chain_json(state.chain)},
                            {"exporting", exporting_json(state.exporting)},
                            {"library", library_json(state.library)},
                            {"panel", panel_json()},
                            {"runs", still ? counters.runs : 0},
                            {"compiles", counters.compiles},
                            {"landmarks", marks}};
    std::string text = line.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
    if (text != last_) {
        last_ = std::move(text);
        file_ << last_ << '\n';
        file_.flush();
    }
}

} // namespace senga
