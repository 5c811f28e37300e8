// CallWatch notices when a call into libmpv's render API does not come back: the mark of a synchronous mpv call made
// from the render thread, which deadlocks. In debug builds a thread of its own prints where it hangs and aborts; in
// release builds it is nothing. One per render thread; Scope brackets the call.
#pragma once

#include <memory>

namespace senga {

class CallWatch {
public:
    CallWatch();
    ~CallWatch();
    CallWatch(CallWatch&&) noexcept;
    CallWatch& operator=(CallWatch&&) noexcept;

    class Scope {
    public:
        Scope(CallWatch& watch, const char* what);
        ~Scope();
        Scope(const Scope&) = delete;
        Scope& operator=(const Scope&) = delete;

    private:
        CallWatch& watch_;
    };

private:
    struct Guard;
    std::unique_ptr<Guard> guard_;
};

} // namespace senga
