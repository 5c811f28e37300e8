// State in words, for toasts, labels, the panel and the information line. Numbers and units are the same in every
// language; where there are words the function takes one. Pure functions, any thread.
#pragma once

#include "app/state/state.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace senga {

// "0:07", "12:34", "1:02:03"; negative and unknown times are "0:00".
std::string time_text(double time_s);
// "+0.3 s", "0 s".
std::string delay_text(double delay_s);
// "1280x720 4:2:0 8-bit bt709 limited".
std::string format_text(const FrameFormat& format);
// "2: Signs & Songs, eng, ass (external)".
std::string track_text(Language language, const Track& track);
// "Subtitles", "Audio", "Video".
std::string track_kind_text(Language language, TrackKind kind);
// "0.42", "1041.9".
std::string milliseconds_number(double ms);
// "0.42 ms".
std::string milliseconds_text(double ms);
// "0.02 MiB", "3.52 MiB", "31.6 MiB", "182 MiB".
std::string mebibytes_text(std::size_t bytes);
// "12.40 of 41.71 ms per frame (30 %)"; without a budget "12.40 ms per frame".
std::string frame_cost_text(Language language, double total_ms, std::optional<double> budget_ms);
// "Compiling 3 of 12 passes".
std::string compile_text(Language language, const CompileState& compile);
// The first `count` lines, without the last one's end.
std::string first_lines(const std::string& text, std::size_t count);
// What a file or a stream is called: the last component of its path.
std::string file_name(std::string_view path);
// The name of a preset for people; its key where nothing more is known.
std::string preset_name(const ChainState& chain, std::string_view key);
// Of the preset, else of the chain itself; may be empty.
std::string chain_name(const ChainState& chain);
// The same for the viewer: what came with Senga in their language, what is their own as they called it.
std::string preset_title(Language language, const ChainState& chain, std::string_view key);
std::string chain_title(Language language, const ChainState& chain);
// Of the chain itself, else of its preset; may be empty.
std::string own_title(Language language, const ChainState& chain);
std::string rule_title(Language language, const ChainState& chain, const Rule& rule);
std::string pass_title(Language language, const ChainEntry& pass);
// What a texture of the plan is called; without the shader's id, which the planner adds.
std::string texture_title(Language language, const ChainState& chain, std::string_view name);
// What a side shows, in a few words: "Original", "Default*" (the star: changed), "GUIDE (texture)", "still.png".
std::string exhibit_name(const State& state, const Exhibit& exhibit);
// "Wipe: Original | Default": what the window shows, by hand or for good.
std::string compare_text(const State& state);
// What a diagnostic of that code is about, in one short sentence.
std::string headline(Language language, Code code);
// Everything about the present playback on one line; empty when nothing is open.
std::string information_line(const State& state);

} // namespace senga
