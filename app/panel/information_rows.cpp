#include "app/panel/information_rows.h"

#include "app/i18n/texts.h"
#include "app/state/text.h"
#include "renderer/chain/scaling.h"

#include <fmt/format.h>

#include <cmath>
#include <utility>

namespace senga {
namespace {

class Rows {
public:
    explicit Rows(const State& state) : state_(state) {}

    std::vector<InformationRow> take() && {
        add_source();
        add_output();
        add_pace();
        add_audio();
        return std::move(rows_);
    }

private:
    const char* tr(Text text) const { return senga::tr(state_.view.language, text); }
    template<class... Arguments>
    std::string format(Text text, const Arguments&... arguments) const {
        return tr_format(state_.view.language, text, arguments...);
    }
    void heading(Text name) { rows_.push_back({tr(name), ""}); }
    void add(Text name, std::string value) {
        if (!value.empty()) {
            rows_.push_back({tr(name), std::move(value)});
        }
    }
    static std::string bitrate(double bits_per_second) {
        return bits_per_second > 0.0 ? fmt::format("{:.0f} kbit/s", bits_per_second / 1000.0) : "";
    }
    std::string rate() const {
        const PlayerState& player = state_.player;
        if (player.fps <= 0.0) {
            return "";
        }
        const std::string fps = fmt::format("{:.5g}", player.fps);
        return player.measured_fps > 0.0 ? format(Text::info_fps_both, fps, fmt::format("{:.2f}", player.measured_fps))
                                         : format(Text::info_fps_value, fps);
    }

    void add_source() {
        const PlayerState& player = state_.player;
        heading(Text::info_source);
        add(Text::info_file, player.path);
        add(Text::info_title, player.title);
        add(Text::info_container, player.file_format);
        add(Text::info_video, player.video_codec);
        add(Text::info_format, player.format ? format_text(*player.format) : "");
        add(Text::info_pixel_format, player.pixel_format);
        add(Text::info_hdr, player.hdr ? tr(Text::info_hdr_mapped) : "");
        if (player.format && !player.format->size.empty()) {
            const Size shape = natural_size(*player.format);
            if (shape != player.format->size) {
                add(Text::info_shape, format(Text::info_turned, shape.w, shape.h, player.format->rotation_deg));
            }
        }
        add(Text::info_fps, rate());
        add(Text::info_bitrate, bitrate(player.video_bitrate));
        add(Text::info_decoder,
            player.hwdec.empty() ? tr(Text::info_decoder_software) : format(Text::info_decoder_hardware, player.hwdec));
    }
    void add_output() {
        const ChainState& chain = state_.chain;
        heading(Text::info_output);
        add(Text::info_chain, preset_title(state_.view.language, chain, chain.preset));
        if (chain.plan) {
            std::size_t run = 0;
            for (std::size_t i = 0; i < chain.plan->shaders.size(); ++i) {
                run += entry_status(*chain.plan, i).status == PassStatus::runs ? 1 : 0;
            }
            add(Text::info_passes, format(Text::info_passes_value, run, chain.plan->shaders.size() - run));
            const Size from = chain.plan->format.size;
            const Size to = chain.plan->output;
            add(Text::info_size, format(Text::info_enlarged, from.w, from.h, to.w, to.h));
        }
        add(Text::info_upscaler, to_text(chain.chain.scaling.up));
        add(Text::info_downscaler, to_text(chain.chain.scaling.down));
        add(Text::info_chroma, to_text(chain.chain.scaling.chroma));
        if (!chain.cost.renderer.empty()) {
            add(Text::info_renderer,
                chain.cost.software ? format(Text::info_renderer_software, chain.cost.renderer) : chain.cost.renderer);
        }
    }
    void add_pace() {
        const PlayerState& player = state_.player;
        heading(Text::info_pace);
        add(Text::info_sync, fmt::format("{:+.1f} ms", std::abs(player.sync_s) < 0.00005 ? 0.0 : player.sync_s * 1e3));
        add(Text::info_dropped, format(Text::info_dropped_value, player.dropped_output, player.dropped_decoder));
        add(Text::info_mistimed, std::to_string(player.mistimed));
        add(Text::info_delayed, std::to_string(player.delayed));
        add(Text::info_display, state_.view.display_hz > 0.0 ? fmt::format("{:.0f} Hz", state_.view.display_hz) : "");
        add(Text::info_cache, player.cache_s > 0 ? format(Text::info_seconds, player.cache_s) : "");
    }
    void add_audio() {
        const PlayerState& player = state_.player;
        if (player.audio_codec.empty() && player.audio_output.empty()) {
            return;
        }
        heading(Text::info_audio);
        add(Text::info_codec, player.audio_codec);
        add(Text::info_bitrate, bitrate(player.audio_bitrate));
        add(Text::info_audio_output, player.audio_output);
    }

    const State& state_;
    std::vector<InformationRow> rows_;
};

} // namespace

std::vector<InformationRow> information_rows(const State& state) {
    if (!state.player.opened) {
        return {};
    }
    Rows rows(state);
    return std::move(rows).take();
}

std::string to_text(const std::vector<InformationRow>& rows) {
    std::string text;
    for (const InformationRow& row : rows) {
        text += row.value.empty() ? row.name + "\n" : "  " + row.name + ": " + row.value + "\n";
    }
    return text;
}

} // namespace senga
