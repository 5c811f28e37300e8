// FolderReader lists folders on a thread of its own: one on a sleeping disk or a slow network takes seconds. It sorts
// and chooses nothing; what came of it is handed out as an event.
// One owner, on the main thread; the thread inside is its own affair.
#pragma once

#include "app/state/event.h"
#include "renderer/base/background.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace senga {

// "~" is the viewer's home. Errors are in the answer: file_missing, file_unreadable.
event::FolderListed read_entries(const std::string& typed);

class FolderReader {
public:
    // `on_listed` is called on the thread, to wake whoever waits for take().
    explicit FolderReader(std::function<void()> on_listed);

    void read(const std::string& typed);
    std::vector<event::FolderListed> take();

private:
    std::function<void()> on_listed_;
    std::mutex mutex_;
    std::vector<event::FolderListed> listed_; // under the mutex
    std::unique_ptr<Background> thread_;      // last: it uses all of the above; begun with the first folder
};

} // namespace senga
