#include "app/settings/store.h"

#include "app/settings/library_text.h"
#include "renderer/base/files.h"

#include <array>
#include <string_view>
#include <system_error>
#include <utility>

namespace senga {
namespace {

namespace fs = std::filesystem;

// Two hundred recent files take 60 KB.
constexpr std::size_t file_bytes = 4U << 20;

enum class Kept { config, state };
struct PartFile {
    LibraryPart part;
    Kept kept;
    const char* name;
};
constexpr auto part_files = std::to_array<PartFile>({{LibraryPart::settings, Kept::config, "settings.toml"},
                                                     {LibraryPart::keys, Kept::config, "keys.toml"},
                                                     {LibraryPart::rules, Kept::config, "rules.toml"},
                                                     {LibraryPart::folders, Kept::state, "folders.toml"},
                                                     {LibraryPart::recent, Kept::state, "recent.toml"}});

// Copied rather than renamed where possible: the file may be a link into the viewer's own collection of settings.
Outcome keep_aside(const fs::path& path) {
    const fs::path aside = path.string() + ".bad";
    std::error_code error;
    if (!fs::exists(path, error) || fs::copy_file(path, aside, fs::copy_options::overwrite_existing, error)) {
        return Done{};
    }
    fs::rename(path, aside, error);
    if (error) {
        return diagnose(
            Code::file_unwritable,
            "the file is left as it is, for it holds what Senga does not understand and cannot be kept as " +
                aside.string() + ": " + error.message(),
            {path.string(), 0});
    }
    return Done{};
}

} // namespace

Store::Store(StoreOptions options) : options_(std::move(options)), thread_(std::make_unique<Background>()) {}

Store::~Store() {
    thread_->drain();
}

fs::path Store::file_of(LibraryPart part) const {
    for (const PartFile& file : part_files) {
        if (file.part == part) {
            const fs::path& folder = file.kept == Kept::config ? options_.config_folder : options_.state_folder;
            return folder.empty() ? fs::path() : folder / file.name;
        }
    }
    return {};
}

Store::Loaded Store::load() {
    Loaded out;
    for (const PartFile& file : part_files) {
        const fs::path path = file_of(file.part);
        if (path.empty()) {
            continue;
        }
        const Result<std::string> text = read_file(path, file_bytes);
        std::vector<Diagnostic> notes;
        if (text) {
            notes = read_part(file.part, *text, path.string(), out.library);
        } else if (text.error().code != Code::file_missing) {
            notes.push_back(text.error());
        }
        const std::lock_guard lock(mutex_);
        if (text) {
            on_disk_.insert_or_assign(file.part, *text);
        }
        if (loses_text(notes)) {
            spoilt_.insert(file.part);
        }
        out.notes.insert(out.notes.end(), notes.begin(), notes.end());
    }
    return out;
}

void Store::save(LibraryPart part, const Library& library) {
    const fs::path path = file_of(part);
    if (path.empty()) {
        return;
    }
    {
        const std::lock_guard lock(mutex_);
        const bool posted = waiting_.contains(part);
        waiting_.insert_or_assign(part, part_text(part, library));
        if (posted) {
            return;
        }
    }
    thread_->post([this, part] { write(part); });
}

void Store::write(LibraryPart part) {
    const fs::path path = file_of(part);
    std::string text;
    bool spoilt = false;
    {
        const std::lock_guard lock(mutex_);
        text = std::move(waiting_.extract(part).mapped());
        const auto known = on_disk_.find(part);
        std::error_code error;
        if (known != on_disk_.end() && known->second == text && fs::exists(path, error)) {
            return;
        }
        spoilt = spoilt_.contains(part);
    }
    if (spoilt) {
        if (Outcome kept = keep_aside(path); !kept) {
            report(kept.error());
            return;
        }
    }
    const Outcome written = write_file(path, text);
    if (!written) {
        report(written.error());
    }
    const std::lock_guard lock(mutex_);
    spoilt_.erase(part);
    if (written) {
        on_disk_.insert_or_assign(part, std::move(text));
    } else {
        on_disk_.erase(part);
    }
}

void Store::report(Diagnostic diagnostic) {
    {
        const std::lock_guard lock(mutex_);
        faults_.push_back(std::move(diagnostic));
    }
    if (options_.on_fault) {
        options_.on_fault();
    }
}

void Store::drain() {
    thread_->drain();
}

std::vector<Diagnostic> Store::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(faults_, {});
}

} // namespace senga
