// Store keeps the Library on disk: settings.toml, keys.toml and rules.toml in the config folder, folders.toml and
// recent.toml in the state folder. It does not decide when: the reducer asks for it by effect::Save.
// A file that is damaged, or holds what is not understood, costs no other file anything; before it is written anew it
// is kept as NAME.bad. One owner, on the main thread; writing is done on a thread inside. At its end everything asked
// for has been written.
#pragma once

#include "app/state/library.h"
#include "renderer/base/background.h"
#include "renderer/base/diagnostic.h"

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace senga {

struct StoreOptions {
    std::filesystem::path config_folder; // empty: these parts are not kept
    std::filesystem::path state_folder;
    std::function<void()> on_fault; // called on the thread, to wake whoever waits for take()
};

class Store {
public:
    explicit Store(StoreOptions options);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    struct Loaded {
        Library library;
        std::vector<Diagnostic> notes; // what was wrong in which file, with its line
    };
    // A file that does not exist leaves its part as a fresh installation has it.
    Loaded load();

    // Returns at once. Of several saves of a part that wait, only the last is written; nothing is where the text is the
    // one on disk.
    void save(LibraryPart part, const Library& library);
    // Waits until all is written.
    void drain();

    // What could not be written since the last call.
    std::vector<Diagnostic> take();

    std::filesystem::path file_of(LibraryPart part) const; // empty: it is not kept

private:
    void write(LibraryPart part);
    void report(Diagnostic diagnostic);

    StoreOptions options_;
    std::mutex mutex_;
    // Under the mutex.
    std::map<LibraryPart, std::string> waiting_; // texts to be written
    std::map<LibraryPart, std::string> on_disk_; // as far as we know
    std::set<LibraryPart> spoilt_;               // files that are to be kept aside before they are written
    std::vector<Diagnostic> faults_;
    std::unique_ptr<Background> thread_; // last: its jobs use all of the above
};

} // namespace senga
