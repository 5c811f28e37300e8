#include "renderer/export/write.h"

#include "renderer/base/draft.h"
#include "renderer/base/files.h"

#include <algorithm>
#include <cerrno>
#include <set>
#include <string>
#include <system_error>
#include <utility>

#include <unistd.h>

namespace senga {
namespace {

namespace fs = std::filesystem;

Diagnostic refused(const fs::path& path, const std::string& why) {
    return diagnose(Code::file_unwritable, "nothing is exported: " + why + "; choose another folder",
                    {path.string(), 0});
}

std::string message_of(int error) {
    return std::error_code(error, std::generic_category()).message();
}

// Names below a folder, and nothing that leads out of it on any system: no "..", no '\', no drive, no root.
bool stays_below(const std::string& path) {
    constexpr std::string_view forbidden("\\:\0", 3);
    if (path.empty() || path.back() == '/' || path.find_first_of(forbidden) != std::string::npos) {
        return false;
    }
    const fs::path parts = fs::path(path).lexically_normal();
    return parts.string() == path && parts.is_relative() && *parts.begin() != ".." && *parts.begin() != ".";
}

// Folders made on the way; those that are empty at the end go again unless they are kept.
class NewFolders {
public:
    NewFolders() = default;
    ~NewFolders() {
        for (; !made_.empty(); made_.pop_back()) {
            ::rmdir(made_.back().c_str()); // succeeds only where it is empty
        }
    }
    NewFolders(const NewFolders&) = delete;
    NewFolders& operator=(const NewFolders&) = delete;

    // `folder` is absolute.
    Outcome make(const fs::path& folder) {
        std::error_code error;
        if (fs::is_directory(folder, error)) {
            return Done{};
        }
        if (folder.has_relative_path()) {
            if (const Outcome parent = make(folder.parent_path()); !parent) {
                return parent;
            }
        }
        if (fs::create_directory(folder, error)) {
            made_.push_back(folder);
        }
        if (error || !fs::is_directory(folder, error)) {
            const std::string why = error ? error.message() : "it is gone again";
            std::error_code ignored;
            return refused(folder, fs::exists(folder, ignored) ? "a file has the folder's name"
                                                               : "the folder cannot be made: " + why);
        }
        return Done{};
    }
    void keep() { made_.clear(); }

private:
    std::vector<fs::path> made_;
};

// One file on its way to its place, and back if another one fails.
class Arrival {
public:
    Arrival(fs::path target, Draft draft) : target_(std::move(target)), draft_(std::move(draft)) {}
    ~Arrival() { undo(); }
    Arrival(Arrival&& other) noexcept
        : target_(std::move(other.target_)),
          aside_(std::exchange(other.aside_, {})),
          draft_(std::move(other.draft_)),
          arrived_(std::exchange(other.arrived_, false)) {}
    Arrival& operator=(Arrival&&) = delete;

    const fs::path& target() const { return target_; }
    // errno says why not.
    bool arrive() {
        if (!set_aside()) {
            return false;
        }
        arrived_ = draft_.rename_to(target_);
        return arrived_;
    }
    // Now it stays.
    void keep() {
        if (!aside_.empty()) {
            ::unlink(aside_.c_str());
        }
        aside_.clear();
        arrived_ = false;
    }

private:
    // What is there gets a second name, or where the file system knows none, another one.
    bool set_aside() {
        std::error_code error;
        if (!fs::exists(target_, error)) {
            return true;
        }
        const fs::path aside = target_.parent_path() / (".old-" + std::to_string(::getpid()) + "-" +
                                                        target_.filename().string().substr(0, 200));
        ::unlink(aside.c_str()); // left by a process that is no more
        if (::link(target_.c_str(), aside.c_str()) != 0 && ::rename(target_.c_str(), aside.c_str()) != 0) {
            return false;
        }
        aside_ = aside;
        return true;
    }
    void undo() {
        if (!aside_.empty()) {
            // Where both names are the same file, rename() does nothing.
            ::rename(aside_.c_str(), target_.c_str());
            ::unlink(aside_.c_str());
        } else if (arrived_) {
            ::unlink(target_.c_str());
        }
    }

    fs::path target_;
    fs::path aside_; // the old file, while it might have to come back
    Draft draft_;
    bool arrived_ = false;
};

// Where the file is to be: a link is followed, so that it stays one.
fs::path place_of(const fs::path& path) {
    std::error_code error;
    const fs::path linked = fs::is_symlink(path, error) ? fs::canonical(path, error) : fs::path();
    return linked.empty() || error ? path : linked;
}

enum class Present { absent, same, different, no_file };

Present look_at(const fs::path& path, const std::string& text) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    if (!fs::exists(status)) {
        return Present::absent;
    }
    if (!fs::is_regular_file(status)) {
        return Present::no_file;
    }
    const Result<std::string> there = read_file(path, text.size());
    return there && *there == text ? Present::same : Present::different;
}

struct Task {
    fs::path place;
    const std::string* text = nullptr;
};

// Those that are to be written; what is there already is looked at and left alone.
Result<std::vector<Task>> tasks_of(const Export& result, const fs::path& folder, Existing existing) {
    std::vector<Task> out;
    std::set<std::string> names;
    std::string there;
    for (const ExportedFile& file : result.files) {
        if (!stays_below(file.path) || !names.insert(file.path).second) {
            return diagnose(Code::file_unwritable, "nothing is exported: a file cannot have that name; choose another",
                            {file.path, 0});
        }
        const fs::path place = place_of(folder / fs::path(file.path));
        const Present present = look_at(place, file.text);
        if (present == Present::no_file) {
            return refused(place, "a folder, or something else that is no file, has that name");
        }
        if (present == Present::different && existing == Existing::keep) {
            there += there.empty() ? "" : ", ";
            there += file.path;
        }
        if (present != Present::same) {
            out.push_back({place, &file.text});
        }
    }
    if (!there.empty()) {
        return diagnose(Code::export_exists,
                        "nothing is written, for these are there already and differ: " + there +
                            "; choose another folder or name, or let them be replaced",
                        {folder.string(), 0});
    }
    return out;
}

Result<std::vector<Arrival>> drafts_of(const std::vector<Task>& tasks) {
    std::vector<Arrival> out;
    out.reserve(tasks.size());
    for (const Task& task : tasks) {
        Draft draft(task.place);
        if (!draft.opened() || !draft.write(*task.text) || !draft.take_permissions_of(task.place) || !draft.sync()) {
            return refused(task.place, message_of(errno));
        }
        out.emplace_back(task.place, std::move(draft));
    }
    return out;
}

} // namespace

Result<std::vector<fs::path>> write_export(const Export& result, const fs::path& folder, Existing existing) {
    std::error_code error;
    const fs::path whole = fs::absolute(folder, error).lexically_normal();
    if (error || folder.empty()) {
        return refused(folder, "no folder is named");
    }
    const Result<std::vector<Task>> tasks = tasks_of(result, whole, existing);
    if (!tasks) {
        return tasks.error();
    }
    NewFolders folders; // goes after what was written into them
    std::set<fs::path> touched;
    for (const Task& task : *tasks) {
        touched.insert(task.place.parent_path());
        if (const Outcome made = folders.make(task.place.parent_path()); !made) {
            return made.error();
        }
    }
    Result<std::vector<Arrival>> arrivals = drafts_of(*tasks);
    if (!arrivals) {
        return arrivals.error();
    }
    for (Arrival& arrival : *arrivals) {
        if (!arrival.arrive()) {
            return refused(arrival.target(), message_of(errno));
        }
    }
    for (Arrival& arrival : *arrivals) {
        arrival.keep();
    }
    folders.keep();
    std::for_each(touched.begin(), touched.end(), sync_folder);
    std::vector<fs::path> out;
    out.reserve(result.files.size());
    for (const ExportedFile& file : result.files) {
        out.push_back(folder / fs::path(file.path));
    }
    return out;
}

} // namespace senga
