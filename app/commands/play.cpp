// senga play: files in a window.
#include "app/commands/chain_options.h"
#include "app/commands/command.h"
#include "app/commands/shelf.h"
#include "app/player/audio_noise.h"
#include "app/session/session.h"
#include "app/settings/folders.h"
#include "app/window/clock.h"
#include "app/window/event_loop.h"
#include "app/window/window.h"

#include <fmt/format.h>

#include <algorithm>
#include <clocale>
#include <filesystem>
#include <map>
#include <memory>

namespace senga {
namespace {

struct PlayOptions {
    ChainOptions chain;
    std::vector<std::string> inputs;
    std::string size; // empty: as the display suggests
    std::string start;
    std::vector<std::string> subtitles;
    bool no_panel = false;
    bool paused = false;
    std::string ab = "processed";
    std::string reference;
    std::string language;
    std::string trace;
};

// The way a comparison starts.
const std::map<std::string, std::vector<Command>>& ab_modes() {
    static const std::map<std::string, std::vector<Command>> modes{
        {"processed", {}},
        {"original", {command::ToggleCompare{Compare::a}}},
        {"wipe", {command::ToggleCompare{Compare::wipe}}},
        {"wipe-horizontal", {command::TurnDivider{}, command::ToggleCompare{Compare::wipe}}},
        {"side-by-side", {command::ToggleCompare{Compare::side_by_side}}},
        {"difference", {command::ToggleCompare{Compare::difference}}},
        {"blink", {command::ToggleCompare{Compare::blink}}},
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

SessionOptions session_options(const PlayOptions& options, const CLI::App& command, const Window& window,
                               const Shelf& shelf) {
    SessionOptions out;
    out.shelf = shelf;
    out.preset = options.chain.none || !options.chain.shaders.empty() ? "" : options.chain.preset;
    const bool chosen = options.chain.none || !options.chain.shaders.empty() || command["--preset"]->count() > 0;
    out.choice = chosen ? ChainState::Choice::by_hand : ChainState::Choice::automatic;
    out.window_px = window.size_px();
    out.display_scale = window.ui_scale();
    out.now_s = clock_s();
    out.language = language_from_name(options.language).value_or(system_language());
    out.depth = window.depth();
    out.store = {.config_folder = config_folder(), .state_folder = state_folder(), .on_fault = {}};
    out.screenshot_folder = pictures_folder().string();
    out.export_folder = exports_folder().string();
    out.player.render = window.render_interface();
    if (const std::filesystem::path config = config_folder(); !config.empty()) {
        out.player.client.input_conf = (config / "mpv-input.conf").string(); // for keys that go to mpv
    }
    const std::filesystem::path cache = cache_folder();
    out.compiler = {.thread = CompilerOptions::Thread::background, .cache = cache.empty() ? cache : cache / "programs"};
    return out;
}

// What the command line says about the first picture.
void begin(Session& session, const PlayOptions& options) {
    const auto wish = [&](const Command& command) { session.dispatch(command, clock_s()); };
    if (!options.inputs.empty()) {
        wish(command::OpenFiles{options.inputs, OpenMode::replace, options.start});
        if (options.paused) {
            wish(command::TogglePause{});
        }
    }
    for (const std::string& subtitle : options.subtitles) {
        wish(command::AddSubtitle{subtitle});
    }
    if (options.no_panel) {
        wish(command::TogglePanel{});
    }
    if (!options.reference.empty()) {
        wish(command::SetExhibit{Side::a, {Exhibit::Kind::reference, options.reference, 0}});
    }
    for (const Command& start : ab_modes().at(options.ab)) {
        wish(start);
    }
}

Exit run_play(PlayOptions options, const CLI::App& command) {
    std::setlocale(LC_NUMERIC, "C");
    quiet_audio_libraries();
    sort_inputs(options);
    const Result<Size> size = options.size.empty() ? Result<Size>(Size{}) : parse_size(options.size);
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
    SessionOptions wish = session_options(options, command, *window, shelf);
    wish.chain = *std::move(chain);
    wish.player.client.on_wakeup = [&window = *window] { window.wake(); };
    Result<Session> session = Session::create(std::move(wish));
    if (!session) {
        return fail(session.error());
    }
    begin(*session, options);
    EventLoop(*window, *session, options.trace).run();
    return Exit::done;
}

} // namespace

void declare_play(CLI::App& app, Run& run) {
    auto options = std::make_shared<PlayOptions>();
    CLI::App* command = app.add_subcommand("play", "play files in a window (the command may be left out)");
    command->add_option("inputs", options->inputs,
                        "files, folders, URLs, playlists; .glsl files are added to the chain");
    command->add_option("--size", options->size, "size of the window; else two thirds of the display")
        ->type_name("WxH");
    command->add_option("--start", options->start, "where to start: seconds, H:MM:SS or 25%")->type_name("TIME");
    command->add_option("--sub-file", options->subtitles, "an external subtitle file")->type_name("FILE");
    command->add_flag("--no-panel", options->no_panel, "start without the panel (Tab shows it)");
    command->add_flag("--paused", options->paused, "start paused");
    std::vector<std::string> modes;
    for (const auto& [name, commands] : ab_modes()) {
        modes.push_back(name);
    }
    command->add_option("--ab", options->ab, "how A and B are shown: " + CLI::detail::join(modes, ", "))
        ->type_name("MODE")
        ->check(CLI::IsMember(modes))
        ->capture_default_str();
    command->add_option("--reference", options->reference, "another film or an image to compare with, as A")
        ->type_name("FILE");
    command->add_option("--language", options->language, "en or zh, where the settings name none")
        ->check(CLI::IsMember({"en", "zh"}));
    command->add_option("--trace", options->trace, "write what the window shows to this file, a line of JSON a change")
        ->type_name("FILE");
    declare(*command, options->chain);
    command->callback([options, command, &run] { run = [options, command] { return run_play(*options, *command); }; });
}

} // namespace senga
