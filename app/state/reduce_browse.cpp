// What is wanted in the overlay that opens files.
#include "app/state/browse.h"
#include "app/state/command_reducer.h"

#include <algorithm>
#include <utility>

namespace senga {
namespace {

const BrowseEntry* find_entry(const BrowseState& browse, const std::string& name) {
    const auto found = std::find_if(browse.entries.begin(), browse.entries.end(),
                                    [&](const BrowseEntry& entry) { return entry.name == name; });
    return found != browse.entries.end() ? &*found : nullptr;
}

// A file's name in a whole folder.
std::string joined(const std::string& path, const std::string& name) {
    return path.ends_with('/') ? path + name : path + "/" + name;
}

std::string trimmed(const std::string& text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

} // namespace

void CommandReducer::begin_browsing() {
    state_.browse = {}; // what is there now and not what was there the last time
    browse_to(first_folder(state_));
}

// The folder of what is typed now is read, unless it is the one that was read already. What is typed with no folder at
// all is about the one that is shown.
void CommandReducer::browse_to(std::string typed) {
    state_.view.query = std::move(typed);
    BrowseState& browse = state_.browse;
    const std::string folder = typed_folder(state_.view.query);
    browse.pending = BrowseState::Pending::none;
    if (is_address(state_.view.query) || folder.empty() || folder == browse.folder) {
        if (!browse.path.empty()) {
            browse.failure.reset(); // it was about what had been typed
        }
        return;
    }
    browse = {};
    browse.folder = folder;
    browse.reading = true;
    effects_.emplace_back(effect::ListFolder{folder});
}

void CommandReducer::operator()(const command::OpenBrowsed& wanted) {
    BrowseState& browse = state_.browse;
    const std::string typed = trimmed(state_.view.query);
    const bool by_text = wanted.name.empty();
    if (by_text && is_address(typed)) {
        open_browsed(typed, wanted.mode);
        return;
    }
    if (by_text && browse.reading) { // what is typed there means something once the folder is known
        browse.pending = wanted.mode == OpenMode::replace ? BrowseState::Pending::open : BrowseState::Pending::append;
        return;
    }
    const std::string name = by_text ? typed_name(typed) : wanted.name;
    if (browse.path.empty() || name.empty()) {
        return;
    }
    const BrowseEntry* entry = find_entry(browse, name);
    if (entry == nullptr) {
        const std::string text = tr_format(state_.view.language, Text::open_missing, name);
        browse.failure = diagnose(Code::file_missing, text, {.file = browse.path});
    } else if (entry->kind == BrowseEntry::Kind::folder && wanted.mode == OpenMode::replace) {
        browse_to(browse.folder + name + "/");
    } else {
        open_browsed(joined(browse.path, name), wanted.mode);
    }
}

// Several may be added one after another: the overlay stays for that.
void CommandReducer::open_browsed(const std::string& path, OpenMode mode) {
    if (mode == OpenMode::replace) {
        (*this)(command::ToggleOverlay{Overlay::opening});
    }
    (*this)(command::DropFiles{{path}, mode});
}

void CommandReducer::operator()(const command::CompleteBrowsed&) {
    browse_to(completed(state_.browse, state_.view.query));
}

void CommandReducer::operator()(const command::BrowseUp&) {
    const std::string& typed = state_.view.query;
    const std::string folder =
        is_address(typed) || typed_folder(typed).empty() ? state_.browse.folder : typed_folder(typed);
    // Only the whole path tells what is above home.
    const std::string& path = state_.browse.path;
    browse_to(folder == "~/" && !path.empty() ? folder_above(path + "/") : folder_above(folder));
}

} // namespace senga
