// senga play: files in a window.
#include "app/commands/chain_options.h"
#include "app/commands/command.h"
#include "app/commands/shelf.h"
#include "app/player/audio_noise.h"
#include "app/session/session.h"
#include "app/window/event_loop.h"
#include "app/window/window.h"

#include <fmt/format.h>

#include <algorithm>
#include <clocale>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>

namespace senga {
namespace {

struct PlayOptions {
    ChainOptions chain;
    std::vector<std::string> inputs;
    std::string size = "1280x720";
    std::string start;
    std::vector<std::string> subtitles;
    bool no_panel = false;
    bool paused = false;
    std::string ab = "processed";
};

// The way a comparison starts.
const std::map<std::string, std::vector<Command>>& ab_modes() {
    static const std::map<std::string, std::vector<Command>> modes{
        {"processed", {}},
        {"original", {command::ToggleOriginal{}}},
        {"wipe", {command::ToggleWipe{}}},
    };
    return modes;
}

// --shader a.glsl video.mkv: CLI11 takes the video as another shader, as the option has any number of values. Names say
// what is meant.
void sort_inputs(PlayOptions& options) {
    const auto is_shader = [](const std::string& path) { return path.ends_with(".glsl") || path.ends_with(".hook"); };
    std::vector<std::string> shaders;
    for (const std::string& path : options.chain.shaders) {
        std::error_code ignored;
        const bool media = !is_shader(path) && std::filesystem::exists(path, ignored);
        (media ? options.inputs : shaders).push_back(path);
    }
    for (auto it = options.inputs.begin(); it != options.inputs.end();) {
        if (is_shader(*it)) {
            shaders.push_back(*it);
            it = options.inputs.erase(it);
        } else {
            ++it;
        }
    }
    options.chain.shaders = std::move(shaders);
}

Outcome check_inputs(const std::vector<std::string>& inputs) {
    for (const std::string& input : inputs) {
        std::error_code ignored;
        if (input.find("://") == std::string::npos && !std::filesystem::exists(input, ignored)) {
            return diagnose(Code::file_missing, "the file does not exist; check the name", {.file = input});
        }
    }
    return Done{};
}

std::vector<MpvOption> mpv_options(const PlayOptions& options) {
    std::vector<MpvOption> out;
    if (!options.start.empty()) {
        out.push_back({"start", options.start});
    }
    return out;
}

// Programs compiled once are kept where the system keeps what can be made again.
std::filesystem::path program_cache_folder() {
    if (const char* cache = std::getenv("XDG_CACHE_HOME"); cache != nullptr && *cache == '/') {
        return std::filesystem::path(cache) / "senga" / "programs";
    }
    const char* home = std::getenv("HOME");
    return home != nullptr && *home == '/' ? std::filesystem::path(home) / ".cache" / "senga" / "programs"
                                           : std::filesystem::path();
}

Exit run_play(PlayOptions options, const CLI::App& command) {
    std::setlocale(LC_NUMERIC, "C");
    quiet_audio_libraries();
    sort_inputs(options);
    const Result<Size> size = parse_size(options.size);
    if (!size) {
        return fail(size.error());
    }
    if (const Outcome there = check_inputs(options.inputs); !there) {
        return fail(there.error());
    }
    const Shelf shelf = default_shelf();
    Result<LoadedChain> chain = load(options.chain, command, shelf);
    if (!chain) {
        return fail(chain.error());
    }
    warn(chain->notes);
    Result<Window> window = Window::open({.size_pt = *size});
    if (!window) {
        return fail(window.error());
    }
    SessionOptions wish;
    wish.shelf = shelf;
    wish.preset = options.chain.none || !options.chain.shaders.empty() ? "" : options.chain.preset;
    wish.chain = *std::move(chain);
    wish.window_px = window->size_px();
    wish.ui_scale = window->ui_scale();
    wish.depth = window->depth();
    wish.player.client.extra = mpv_options(options);
    wish.player.client.on_wakeup = [&window = *window] { window.wake(); };
    wish.player.render = window->render_interface();
    wish.compiler = {.thread = CompilerOptions::Thread::background, .cache = program_cache_folder()};
    Result<Session> session = Session::create(std::move(wish));
    if (!session) {
        return fail(session.error());
    }
    if (!options.inputs.empty()) {
        session->dispatch(command::OpenFiles{options.inputs, OpenMode::replace}, 0.0);
        if (options.paused) {
            session->dispatch(command::TogglePause{}, 0.0);
        }
    }
    for (const std::string& subtitle : options.subtitles) {
        session->dispatch(command::AddSubtitle{subtitle}, 0.0);
    }
    if (options.no_panel) {
        session->dispatch(command::TogglePanel{}, 0.0);
    }
    for (const Command& start : ab_modes().at(options.ab)) {
        session->dispatch(start, 0.0);
    }
    EventLoop(*window, *session).run();
    return Exit::done;
}

} // namespace

void declare_play(CLI::App& app, Run& run) {
    auto options = std::make_shared<PlayOptions>();
    CLI::App* command = app.add_subcommand("play", "play files in a window (the command may be left out)");
    command->add_option("inputs", options->inputs,
                        "files, folders, URLs, playlists; .glsl files are added to the chain");
    command->add_option("--size", options->size, "size of the window")->type_name("WxH")->capture_default_str();
    command->add_option("--start", options->start, "where to start: seconds, H:MM:SS or 25%")->type_name("T");
    command->add_option("--sub-file", options->subtitles, "an external subtitle file")->type_name("FILE");
    command->add_flag("--no-panel", options->no_panel, "start without the panel (Tab shows it)");
    command->add_flag("--paused", options->paused, "start paused");
    command->add_option("--ab", options->ab, "what to show: processed, original, wipe")
        ->check(CLI::IsMember({"processed", "original", "wipe"}))
        ->capture_default_str();
    declare(*command, options->chain);
    command->callback([options, command, &run] { run = [options, command] { return run_play(*options, *command); }; });
}

} // namespace senga
