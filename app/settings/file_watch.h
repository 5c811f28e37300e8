// FileWatch tells which of a set of files have other contents than before, and in which folders files have come or
// gone. It looks several times a second, by stat(), on a thread of its own: that works on every file system, and sees
// editors that write a new file and rename it over the old one. A file is reported once its contents differ and two
// looks agree on it: whoever writes it is done. One that is deleted is not reported; it is when it comes back with
// other contents. All functions may be called from any thread; without files and folders the thread sleeps.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace senga {

struct FileWatchOptions {
    std::chrono::milliseconds period{200};
    std::function<void()> on_change; // called on the thread, to wake whoever waits for take()
};

class FileWatch {
public:
    explicit FileWatch(FileWatchOptions options = {});
    ~FileWatch();
    FileWatch(const FileWatch&) = delete;
    FileWatch& operator=(const FileWatch&) = delete;

    // From now on these; what counts as a change begins with this call. Cheap where the set is the same.
    void set_files(std::vector<std::string> files);
    // With everything in them, however deep. They need not exist.
    void set_folders(std::vector<std::string> folders);

    // What has changed since the last call, each once, sorted.
    struct Changes {
        std::vector<std::string> files;
        std::vector<std::string> folders;
        bool empty() const { return files.empty() && folders.empty(); }
    };
    Changes take();

private:
    struct Watcher;
    std::unique_ptr<Watcher> watcher_;
};

} // namespace senga
