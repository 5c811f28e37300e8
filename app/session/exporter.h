// Exporter makes an export of a chain and writes it, at once or on a thread of its own: compilers take longer than a
// frame. It decides nothing; what came of it is handed out as an event.
// One owner, on the main thread; the thread inside is its own affair.
#pragma once

#include "app/state/effect.h"
#include "app/state/event.h"
#include "renderer/base/background.h"

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace senga {

class Exporter {
public:
    enum class Thread { own, background };
    // `on_exported` is called on the thread, to wake whoever waits for take().
    Exporter(Thread thread, std::function<void()> on_exported);

    void start(Chain chain, effect::ExportChain wanted);
    std::vector<event::Exported> take();

private:
    void finish(Result<ExportReport> outcome);

    std::function<void()> on_exported_;
    std::mutex mutex_;
    std::vector<event::Exported> exported_; // under the mutex
    std::unique_ptr<Background> thread_;    // last: it uses all of the above
};

} // namespace senga
