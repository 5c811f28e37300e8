// ChainLoader reads shader files and presets from disk and parses them, at once or on a thread of its own: files of
// several megabytes take longer than a frame. It changes no State: results are handed out as events.
// One owner, on the main thread; the thread inside is its own affair. Results come in the order they were asked for.
#pragma once

#include "app/state/event.h"
#include "renderer/base/background.h"
#include "renderer/chain/preset.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <variant>
#include <vector>

namespace senga {

struct ChainLoaderOptions {
    Shelf shelf;
    enum class Thread { own, background } thread = Thread::own;
    std::function<void()> on_loaded; // called on the thread, to wake whoever waits for take()
};

class ChainLoader {
public:
    explicit ChainLoader(ChainLoaderOptions options);

    void load_shader(std::string path);
    void load_preset(std::string key);
    void load_text(std::string text);       // a preset's text; its key is empty
    void reload_shader(std::string shader); // the same again; comes as event::ShaderReloaded
    void name_shaders();                    // all on the shelf; comes as event::ShadersNamed

    // What has been loaded since the last call: an event for the State, or why there is none.
    using Loaded = std::variant<ChainEvent, Diagnostic>;
    std::vector<Loaded> take();

private:
    void post(std::function<Loaded()> load);

    ChainLoaderOptions options_;
    std::mutex mutex_;
    std::vector<Loaded> loaded_; // under the mutex
    std::unique_ptr<Background> thread_;
};

} // namespace senga
