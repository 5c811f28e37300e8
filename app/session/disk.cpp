#include "app/session/disk.h"

#include <algorithm>
#include <set>
#include <utility>

namespace senga {
namespace {

StoreOptions with_wakeup(StoreOptions options, const std::function<void()>& on_change) {
    options.on_fault = on_change;
    return options;
}

} // namespace

Disk::Disk(DiskOptions options)
    : options_(std::move(options)),
      store_(with_wakeup(options_.store, options_.on_change)),
      loader_({.shelf = options_.shelf, .thread = options_.thread, .on_loaded = options_.on_change}),
      pictures_(options_.on_change),
      exporter_(options_.thread == ChainLoaderOptions::Thread::background ? Exporter::Thread::background
                                                                          : Exporter::Thread::own,
                options_.on_change),
      folders_(options_.on_change),
      watch_({.on_change = options_.on_change}) {
    std::vector<std::string> folders;
    for (const auto* list : {&options_.shelf.shader_folders, &options_.shelf.preset_folders}) {
        for (const std::filesystem::path& folder : *list) {
            folders.push_back(folder.string());
        }
    }
    watch_.set_folders(std::move(folders));
}

std::vector<ChainEvent> Disk::start() {
    std::vector<ChainEvent> out;
    Store::Loaded loaded = store_.load();
    out.emplace_back(event::LibraryLoaded{std::move(loaded.library)});
    for (Diagnostic& note : loaded.notes) {
        tell(std::move(note));
    }
    list_presets();
    list_shaders();
    const std::string equaliser = "colour/equaliser";
    out.emplace_back(event::EqualiserLoaded{load_entry(options_.shelf, equaliser)});
    return out;
}

void Disk::list_presets() {
    std::vector<PresetName> names;
    for (PresetListing& listing : preset_listings(options_.shelf)) {
        names.push_back({std::move(listing.key), std::move(listing.name), listing.own});
    }
    tell(ChainEvent(event::PresetsListed{std::move(names)}));
}

void Disk::list_shaders() {
    tell(ChainEvent(event::ShadersListed{senga::list_shaders(options_.shelf)}));
    loader_.name_shaders();
}

void Disk::carry_out(const effect::LoadPresetFile& wanted) {
    loader_.load_preset(wanted.key);
}

void Disk::carry_out(const effect::LoadShaderFile& wanted) {
    loader_.load_shader(wanted.path);
}

void Disk::carry_out(const effect::LoadChainText& wanted) {
    loader_.load_text(wanted.text);
}

void Disk::carry_out(const effect::SavePreset& wanted) {
    const Outcome saved = save_preset(options_.shelf, wanted.key, wanted.text);
    if (!saved) {
        tell(saved.error());
        return;
    }
    const Result<Preset> preset = load_preset(options_.shelf, wanted.key);
    tell(ChainEvent(event::PresetSaved{wanted.key, preset ? preset->name : wanted.key}));
    list_presets();
}

void Disk::carry_out(const effect::DeletePreset& wanted) {
    if (const Outcome done = delete_preset(options_.shelf, wanted.key); !done) {
        tell(done.error());
    }
    list_presets();
}

void Disk::carry_out(const effect::ExportChain& wanted, const Chain& chain) {
    exporter_.start(chain, wanted);
}

void Disk::carry_out(const effect::ListFolder& wanted) {
    folders_.read(wanted.folder);
}

void Disk::save(LibraryPart part, const Library& library) {
    store_.save(part, library);
}

void Disk::watch(const Chain& chain) {
    std::vector<Watched> now;
    for (const ChainEntry& entry : chain.entries) {
        if (!entry.path.empty()) {
            now.push_back({entry.path, entry.id});
        }
    }
    std::vector<std::string> files;
    files.reserve(now.size());
    for (const Watched& file : now) {
        files.push_back(file.path);
    }
    watched_ = std::move(now);
    watch_.set_files(std::move(files));
}

void Disk::take_changes() {
    const FileWatch::Changes changes = watch_.take();
    std::set<std::string> reloaded;
    for (const std::string& path : changes.files) {
        for (const Watched& file : watched_) {
            if (file.path == path && reloaded.insert(file.id).second) {
                loader_.reload_shader(file.id);
            }
        }
    }
    if (!changes.folders.empty()) {
        list_presets();
        list_shaders();
    }
}

std::vector<Disk::News> Disk::take() {
    take_changes();
    std::vector<News> out = std::exchange(news_, {});
    for (ChainLoader::Loaded& loaded : loader_.take()) {
        out.push_back(std::move(loaded));
    }
    for (PictureSaver::Saved& saved : pictures_.take()) {
        if (auto* picture = std::get_if<event::PictureSaved>(&saved)) {
            out.emplace_back(ChainEvent(std::move(*picture)));
        } else {
            out.emplace_back(std::get<Diagnostic>(std::move(saved)));
        }
    }
    for (event::Exported& exported : exporter_.take()) {
        out.emplace_back(ChainEvent(std::move(exported)));
    }
    for (event::FolderListed& listed : folders_.take()) {
        out.emplace_back(ChainEvent(std::move(listed)));
    }
    for (Diagnostic& fault : store_.take()) {
        out.emplace_back(std::move(fault));
    }
    return out;
}

} // namespace senga
