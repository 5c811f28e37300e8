#include "app/session/chain_loader.h"

#include <utility>

namespace senga {

ChainLoader::ChainLoader(ChainLoaderOptions options) : options_(std::move(options)) {
    if (options_.thread == ChainLoaderOptions::Thread::background) {
        thread_ = std::make_unique<Background>();
    }
}

void ChainLoader::post(std::function<Loaded()> load) {
    auto job = [this, load = std::move(load)] {
        Loaded result = load();
        {
            const std::lock_guard lock(mutex_);
            loaded_.push_back(std::move(result));
        }
        if (options_.on_loaded) {
            options_.on_loaded();
        }
    };
    if (thread_) {
        thread_->post(std::move(job));
    } else {
        job();
    }
}

void ChainLoader::load_shader(std::string path) {
    post([this, path = std::move(path)]() -> Loaded {
        return ChainEvent(event::ShaderLoaded{load_entry(options_.shelf, path)});
    });
}

void ChainLoader::reload_shader(std::string shader) {
    post([this, shader = std::move(shader)]() -> Loaded {
        return ChainEvent(event::ShaderReloaded{load_entry(options_.shelf, shader)});
    });
}

void ChainLoader::name_shaders() {
    post([this]() -> Loaded {
        event::ShadersNamed named;
        for (const std::string& id : list_shaders(options_.shelf)) {
            named.labels.emplace(id, load_entry(options_.shelf, id).label);
        }
        return ChainEvent(std::move(named));
    });
}

void ChainLoader::load_text(std::string text) {
    post([this, text = std::move(text)]() -> Loaded {
        Result<LoadedChain> loaded = load_chain_text(options_.shelf, text);
        if (!loaded) {
            return loaded.error();
        }
        return ChainEvent(event::ChainLoaded{"", std::move(loaded->chain), std::move(loaded->notes)});
    });
}

void ChainLoader::load_preset(std::string key) {
    post([this, key = std::move(key)]() -> Loaded {
        const Result<Preset> preset = senga::load_preset(options_.shelf, key);
        if (!preset) {
            return preset.error();
        }
        LoadedChain loaded = load_chain(options_.shelf, *preset);
        loaded.notes.insert(loaded.notes.begin(), preset->notes.begin(), preset->notes.end());
        return ChainEvent(event::ChainLoaded{key, std::move(loaded.chain), std::move(loaded.notes)});
    });
}

std::vector<ChainLoader::Loaded> ChainLoader::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(loaded_, {});
}

} // namespace senga
