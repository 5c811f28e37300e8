#include "app/session/folder_reader.h"

#include "app/settings/folders.h"
#include "app/state/browse.h"

#include <filesystem>
#include <system_error>
#include <utility>

namespace senga {
namespace {

namespace fs = std::filesystem;

// A link is what it leads to; one that leads nowhere is a file that cannot be played.
BrowseEntry entry_of(const fs::directory_entry& file) {
    std::error_code error;
    const std::string name = file.path().filename().string();
    return {name, file.is_directory(error) ? BrowseEntry::Kind::folder : kind_of_file(name)};
}

Diagnostic unreadable(const fs::path& folder, const std::error_code& why) {
    const Code code = why == std::errc::no_such_file_or_directory ? Code::file_missing : Code::file_unreadable;
    return diagnose(code, why.message(), {.file = folder.string()});
}

} // namespace

event::FolderListed read_entries(const std::string& typed) {
    event::FolderListed out{.asked = typed, .path = {}, .entries = {}, .failure = {}};
    std::error_code error;
    const fs::path folder = fs::absolute(below_home(typed), error).lexically_normal();
    fs::directory_iterator at(folder, error);
    while (!error && at != fs::directory_iterator()) {
        out.entries.push_back(entry_of(*at));
        at.increment(error);
    }
    if (error) {
        out.entries.clear();
        out.failure = unreadable(folder, error);
        return out;
    }
    const std::string path = folder.string();
    out.path = path.size() > 1 && path.ends_with('/') ? path.substr(0, path.size() - 1) : path;
    return out;
}

FolderReader::FolderReader(std::function<void()> on_listed) : on_listed_(std::move(on_listed)) {}

void FolderReader::read(const std::string& typed) {
    if (!thread_) {
        thread_ = std::make_unique<Background>();
    }
    thread_->post([this, typed] {
        event::FolderListed listed = read_entries(typed);
        {
            const std::lock_guard lock(mutex_);
            listed_.push_back(std::move(listed));
        }
        if (on_listed_) {
            on_listed_();
        }
    });
}

std::vector<event::FolderListed> FolderReader::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(listed_, {});
}

} // namespace senga
