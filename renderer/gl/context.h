// Loading of the GL functions into whatever context is current, and a context without any window (EGL, no surface) for
// the offline commands and the tests. It opens no window: SDL does that in app/.
// An OffscreenContext belongs to the thread that made it.
#pragma once

#include "renderer/base/result.h"

#include <memory>
#include <string>
#include <vector>

namespace senga::gl {

// What the current context is.
struct DriverInfo {
    std::string vendor;
    std::string renderer;
    std::string version;
    int major = 0;
    int minor = 0;
    bool software() const; // llvmpipe, softpipe, SwiftShader
};

// Of the context that is current and loaded.
DriverInfo current_driver();

using GetProcAddress = void* (*)(const char* name);

// Loads GL for the current context and checks that it is 4.3 or newer. Errors: gl_no_context, gl_too_old.
Result<DriverInfo> load(GetProcAddress get_proc_address);

// Collects the driver's complaints of medium and high severity while it lives, synchronously. For tests and debug runs.
class MessageWatch {
public:
    MessageWatch();
    ~MessageWatch();
    MessageWatch(const MessageWatch&) = delete;
    MessageWatch& operator=(const MessageWatch&) = delete;
    const std::vector<std::string>& messages() const { return *messages_; }

private:
    std::unique_ptr<std::vector<std::string>> messages_;
};

class OffscreenContext {
public:
    // Creates the context, makes it current and loads GL. Errors: gl_no_context, gl_too_old.
    static Result<OffscreenContext> create();
    ~OffscreenContext();
    OffscreenContext(OffscreenContext&&) noexcept;
    OffscreenContext& operator=(OffscreenContext&&) noexcept;

    const DriverInfo& driver() const { return driver_; }
    void make_current() const;
    // For libmpv, which loads its own functions.
    static void* get_proc_address(const char* name);

private:
    struct Handles;
    explicit OffscreenContext(std::unique_ptr<Handles> handles);
    std::unique_ptr<Handles> handles_;
    DriverInfo driver_;
};

// A second context that shares textures, buffers and programs with the one that was current when it was made; for a
// thread that compiles. Made on the main thread, then used by one other thread at a time between enter() and leave().
// It must die before the context it shares with.
class WorkerContext {
public:
    // null where the system offers none (the current context is not EGL's, or surfaceless contexts are not known); the
    // caller then compiles on its own thread.
    static std::unique_ptr<WorkerContext> shared_with_current();
    ~WorkerContext();
    WorkerContext(const WorkerContext&) = delete;
    WorkerContext& operator=(const WorkerContext&) = delete;

    // Makes it current on the calling thread; false where that fails.
    bool enter() const;
    void leave() const;

private:
    struct Handles;
    explicit WorkerContext(std::unique_ptr<Handles> handles);
    std::unique_ptr<Handles> handles_;
};

} // namespace senga::gl
