// Which code points State shows.
#include "app/i18n/shipped.h"
#include "app/i18n/texts.h"
#include "app/panel/fonts.h"

#include <imgui/imgui_internal.h>

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace senga {
namespace {

constexpr std::size_t code_points = std::size_t{std::numeric_limits<ImWchar>::max()} + 1;

// A set that remembers the order in which its members came.
class Collector {
public:
    Collector() : seen_(code_points, false) {}

    void add(unsigned int code) {
        if (code >= 0x20 && code < code_points && !seen_[code]) {
            seen_[code] = true;
            order_.push_back(static_cast<ImWchar>(code));
        }
    }
    void add_range(unsigned int first, unsigned int last) {
        for (unsigned int code = first; code <= last; ++code) {
            add(code);
        }
    }
    void add(std::string_view text) {
        const char* at = text.data();
        const char* end = at + text.size();
        while (at < end) {
            if (static_cast<unsigned char>(*at) < 0x80) {
                ++at; // all of ASCII is there
                continue;
            }
            unsigned int code = 0;
            const int length = ImTextCharFromUtf8(&code, at, end);
            if (length <= 0) {
                break;
            }
            add(code);
            at += length;
        }
    }
    std::vector<ImWchar> take() && { return std::move(order_); }

private:
    std::vector<bool> seen_;
    std::vector<ImWchar> order_;
};

void add_catalogue(Collector& all, Language language) {
    for (std::size_t i = 0; i < text_count(); ++i) {
        all.add(tr(language, static_cast<Text>(i)));
    }
}

void add_player(Collector& all, const PlayerState& player) {
    for (const std::string* text : {&player.title, &player.path, &player.video_codec, &player.audio_codec}) {
        all.add(*text);
    }
    for (const Track& track : player.tracks) {
        all.add(track.title);
        all.add(track.lang);
    }
    for (const Chapter& chapter : player.chapters) {
        all.add(chapter.title);
    }
    for (const PlaylistEntry& entry : player.playlist.entries) {
        all.add(entry.title);
        all.add(entry.path);
    }
}

void add_shader(Collector& all, const ShaderFile& shader) {
    for (const Parameter& parameter : shader.parameters) {
        all.add(parameter.desc);
        for (const std::string& label : parameter.labels) {
            all.add(label);
        }
    }
}

void add_chain(Collector& all, const ChainState& chain) {
    all.add(chain.chain.name);
    for (const PresetName& preset : chain.presets) {
        all.add(preset.name);
        all.add(preset.key);
    }
    for (const ChainEntry& entry : chain.chain.entries) {
        all.add(entry.label);
        all.add(entry.id);
        if (entry.failure) {
            all.add(entry.failure->text);
        }
        if (entry.shader) {
            add_shader(all, *entry.shader);
        }
    }
    for (const std::string& shader : chain.shaders) {
        all.add(shader);
    }
    for (const auto& [id, label] : chain.shader_labels) {
        all.add(label);
    }
}

void add_library(Collector& all, const Library& library) {
    all.add(library.settings.screenshot_folder);
    all.add(library.settings.screenshot_template);
    for (const Rule& rule : library.rules) {
        for (const std::string* text : {&rule.name, &rule.file, &rule.folder}) {
            all.add(*text);
        }
    }
    for (const RecentFile& file : library.recent) {
        all.add(file.title);
        all.add(file.path);
    }
}

} // namespace

std::vector<ImWchar> needed_glyphs(const State& state) {
    Collector all;
    all.add_range(0x20, 0x7E);
    all.add_range(0xA0, 0xFF);
    all.add_range(0x2010, 0x2026); // dashes, quotes, the ellipsis
    add_catalogue(all, Language::english);
    if (state.view.language != Language::english) {
        add_catalogue(all, state.view.language);
        all.add(shipped_letters());
    }
    all.add(state.view.query);
    for (const Toast& toast : state.view.toasts) {
        all.add(toast.text);
    }
    for (const Exhibit* exhibit : {&state.view.a, &state.view.b}) {
        all.add(exhibit->name);
    }
    for (const BrowseEntry& entry : state.browse.entries) {
        all.add(entry.name);
    }
    add_chain(all, state.chain);
    add_player(all, state.player);
    add_library(all, state.library);
    return std::move(all).take();
}

} // namespace senga
