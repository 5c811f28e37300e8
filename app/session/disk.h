// Disk carries out what the State asks of the file system and hands back, as events, what came of it: shaders and
// presets are read and parsed, presets, settings, pictures and exports written, files that changed noticed. Slow work
// is done on threads. It decides nothing and changes no State. Main thread; one owner.
#pragma once

#include "app/session/chain_loader.h"
#include "app/session/exporter.h"
#include "app/session/folder_reader.h"
#include "app/session/picture_saver.h"
#include "app/settings/file_watch.h"
#include "app/settings/store.h"
#include "app/state/effect.h"
#include "app/state/event.h"

#include <functional>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace senga {

struct DiskOptions {
    Shelf shelf;
    ChainLoaderOptions::Thread thread = ChainLoaderOptions::Thread::own;
    StoreOptions store;              // without folders nothing is remembered
    std::function<void()> on_change; // called on threads, to wake whoever waits for take()
};

class Disk {
public:
    explicit Disk(DiskOptions options);

    // What was remembered, what is on the shelf: for the start.
    std::vector<ChainEvent> start();

    void carry_out(const effect::LoadPresetFile& wanted);
    void carry_out(const effect::LoadShaderFile& wanted);
    void carry_out(const effect::LoadChainText& wanted);
    void carry_out(const effect::SavePreset& wanted);
    void carry_out(const effect::DeletePreset& wanted);
    void carry_out(const effect::ExportChain& wanted, const Chain& chain);
    void carry_out(const effect::ListFolder& wanted);
    void save(LibraryPart part, const Library& library);

    // From now on notices changes of the chain's files. Cheap where they are the same.
    void watch(const Chain& chain);

    PictureSaver& pictures() { return pictures_; }

    // What has come of it since the last call: an event, or why there is none.
    using News = std::variant<ChainEvent, Diagnostic>;
    std::vector<News> take();

private:
    void tell(std::variant<ChainEvent, Diagnostic> news) { news_.push_back(std::move(news)); }
    void list_presets();
    void list_shaders();
    void take_changes();

    DiskOptions options_;
    Store store_;
    ChainLoader loader_;
    PictureSaver pictures_;
    Exporter exporter_;
    FolderReader folders_;
    FileWatch watch_;
    struct Watched {
        std::string path;
        std::string id;
    };
    std::vector<Watched> watched_;
    std::vector<News> news_;
};

} // namespace senga
