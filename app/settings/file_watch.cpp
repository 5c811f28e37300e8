#include "app/settings/file_watch.h"

#include "renderer/base/files.h"
#include "renderer/base/limits.h"

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <system_error>
#include <thread>
#include <utility>

#include <sys/stat.h>

namespace senga {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t second_ns = 1'000'000'000;
constexpr std::size_t most_folders = 1000; // in one tree

// What stat() tells of a file or folder; all zero where there is none.
struct Stamp {
    std::int64_t changed_ns = 0;
    std::int64_t bytes = 0;
    std::uint64_t inode = 0;
    std::uint64_t device = 0;
    bool operator==(const Stamp&) const = default;
    bool there() const { return *this != Stamp(); }
    // Clocks of file systems are coarse, up to two seconds: a file written twice meanwhile has the same stamp.
    bool recent() const {
        const auto now = std::chrono::system_clock::now().time_since_epoch();
        const std::int64_t now_ns = std::chrono::duration_cast<std::chrono::nanoseconds>(now).count();
        return now_ns - changed_ns < 2 * second_ns && changed_ns - now_ns < 2 * second_ns;
    }
};

Stamp stamp_of(const std::string& path) {
    struct stat found {};
    if (::stat(path.c_str(), &found) != 0) {
        return {};
    }
    return {.changed_ns = found.st_mtim.tv_sec * second_ns + found.st_mtim.tv_nsec,
            .bytes = found.st_size,
            .inode = found.st_ino,
            .device = found.st_dev};
}

// Of the contents; nullopt where they cannot be read.
std::optional<std::size_t> hash_of(const std::string& path) {
    const Result<std::string> text = read_file(path, Limits().file_bytes);
    return text ? std::optional(std::hash<std::string>()(*text)) : std::nullopt;
}

class WatchedFile {
public:
    explicit WatchedFile(Stamp at_first) : known_(at_first), seen_(at_first) {}

    // Whether the contents are others than before, and settled.
    bool look(const std::string& path) {
        const Stamp now = stamp_of(path);
        const bool settled = now == std::exchange(seen_, now);
        if (!settled || !now.there() || (now == known_ && hash_ && !now.recent())) {
            return false;
        }
        const std::optional<std::size_t> hash = hash_of(path);
        if (!hash || stamp_of(path) != now) {
            return false;
        }
        // Without a hash to compare with, the stamp decides: the file changed before we first read it.
        const bool changed = hash_ ? *hash != *hash_ : now != known_;
        hash_ = hash;
        known_ = now;
        return changed;
    }

private:
    Stamp known_; // of the contents that `hash_` is of, or as it was when watching began
    Stamp seen_;  // at the last look
    std::optional<std::size_t> hash_;
};

// A folder with all below it, as the names in it.
class WatchedFolder {
public:
    explicit WatchedFolder(const std::string& path) { list(path); }

    // Whether files have come or gone.
    bool look(const std::string& path) {
        std::map<std::string, Stamp> now;
        for (const auto& [folder, stamp] : known_) {
            now.emplace(folder, stamp_of(folder));
        }
        const bool settled = now == std::exchange(seen_, now);
        if (!settled || now == known_) {
            return false;
        }
        const std::set<std::string> before = std::exchange(names_, {});
        list(path);
        return names_ != before;
    }

private:
    void list(const std::string& path) {
        known_ = {{path, stamp_of(path)}};
        names_.clear();
        std::error_code error;
        fs::recursive_directory_iterator at(path, fs::directory_options::skip_permission_denied, error);
        for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
            std::error_code ignored;
            if (at->path().filename().string().starts_with('.')) { // also the drafts of editors
                at.disable_recursion_pending();
            } else if (at->is_directory(ignored) && known_.size() < most_folders) {
                known_.emplace(at->path().string(), stamp_of(at->path().string()));
            } else {
                names_.insert(at->path().string());
            }
        }
        seen_ = known_;
    }

    std::map<std::string, Stamp> known_; // of the folder and those in it, when it was listed
    std::map<std::string, Stamp> seen_;  // at the last look
    std::set<std::string> names_;
};

std::vector<std::string> sorted_once(std::vector<std::string> paths) {
    std::sort(paths.begin(), paths.end());
    paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
    return paths;
}

} // namespace

struct FileWatch::Watcher {
    explicit Watcher(FileWatchOptions wish) : options(std::move(wish)), thread([this] { work(); }) {}
    ~Watcher() {
        {
            const std::lock_guard lock(mutex);
            stopping = true;
        }
        wanted_changed.notify_all();
        thread.join();
    }
    Watcher(const Watcher&) = delete;
    Watcher& operator=(const Watcher&) = delete;

    void work();
    void look();
    void take_wishes();

    FileWatchOptions options;
    std::mutex mutex;
    std::condition_variable wanted_changed;
    // Under the mutex. What is watched comes with its state at the moment of the wish.
    bool stopping = false;
    std::vector<std::string> wanted_files;
    std::vector<std::string> wanted_folders;
    std::map<std::string, WatchedFile> new_files;
    std::map<std::string, WatchedFolder> new_folders;
    std::set<std::string> changed_files;
    std::set<std::string> changed_folders;
    // The thread's own.
    std::map<std::string, WatchedFile> files;
    std::map<std::string, WatchedFolder> folders;
    std::thread thread; // last: it uses all of the above
};

// Brings the thread's own in line with what is wanted; what was watched before keeps its state.
void FileWatch::Watcher::take_wishes() {
    files.merge(new_files);
    folders.merge(new_folders);
    new_files.clear();
    new_folders.clear();
    const auto unwanted = [](const std::vector<std::string>& wanted) {
        return [&wanted](const auto& each) { return !std::binary_search(wanted.begin(), wanted.end(), each.first); };
    };
    std::erase_if(files, unwanted(wanted_files));
    std::erase_if(folders, unwanted(wanted_folders));
}

void FileWatch::Watcher::look() {
    std::vector<std::string> files_found;
    std::vector<std::string> folders_found;
    for (auto& [path, file] : files) {
        if (file.look(path)) {
            files_found.push_back(path);
        }
    }
    for (auto& [path, folder] : folders) {
        if (folder.look(path)) {
            folders_found.push_back(path);
        }
    }
    if (files_found.empty() && folders_found.empty()) {
        return;
    }
    {
        const std::lock_guard lock(mutex);
        changed_files.insert(files_found.begin(), files_found.end());
        changed_folders.insert(folders_found.begin(), folders_found.end());
    }
    if (options.on_change) {
        options.on_change();
    }
}

void FileWatch::Watcher::work() {
    std::unique_lock lock(mutex);
    while (!stopping) {
        take_wishes();
        if (files.empty() && folders.empty()) {
            wanted_changed.wait(lock, [this] { return stopping || !wanted_files.empty() || !wanted_folders.empty(); });
            continue;
        }
        lock.unlock();
        look();
        lock.lock();
        wanted_changed.wait_for(lock, options.period, [this] { return stopping; });
    }
}

FileWatch::FileWatch(FileWatchOptions options) : watcher_(std::make_unique<Watcher>(std::move(options))) {}

FileWatch::~FileWatch() = default;

void FileWatch::set_files(std::vector<std::string> files) {
    files = sorted_once(std::move(files));
    {
        const std::lock_guard lock(watcher_->mutex);
        if (files == watcher_->wanted_files) {
            return;
        }
        for (const std::string& path : files) {
            if (!std::binary_search(watcher_->wanted_files.begin(), watcher_->wanted_files.end(), path)) {
                watcher_->new_files.insert_or_assign(path, WatchedFile(stamp_of(path)));
            }
        }
        watcher_->wanted_files = std::move(files);
    }
    watcher_->wanted_changed.notify_all();
}

void FileWatch::set_folders(std::vector<std::string> folders) {
    folders = sorted_once(std::move(folders));
    {
        const std::lock_guard lock(watcher_->mutex);
        if (folders == watcher_->wanted_folders) {
            return;
        }
        for (const std::string& path : folders) {
            if (!std::binary_search(watcher_->wanted_folders.begin(), watcher_->wanted_folders.end(), path)) {
                watcher_->new_folders.insert_or_assign(path, WatchedFolder(path));
            }
        }
        watcher_->wanted_folders = std::move(folders);
    }
    watcher_->wanted_changed.notify_all();
}

FileWatch::Changes FileWatch::take() {
    const std::lock_guard lock(watcher_->mutex);
    Changes out{{watcher_->changed_files.begin(), watcher_->changed_files.end()},
                {watcher_->changed_folders.begin(), watcher_->changed_folders.end()}};
    watcher_->changed_files.clear();
    watcher_->changed_folders.clear();
    return out;
}

} // namespace senga
