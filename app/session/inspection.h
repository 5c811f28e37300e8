// Inspection measures A against B while somebody looks: the numbers under the pointer, and how far the two pictures are
// apart. What is not shown is not measured. It changes no picture.
// Belongs to the thread of the GL context.
#pragma once

#include "app/state/event.h"
#include "renderer/compare/compositor.h"
#include "renderer/compare/metrics.h"
#include "renderer/engine/frame.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace senga {

// What is on show.
struct Inspected {
    const Frame* frame = nullptr;
    Exposure a;
    Exposure b;
    Size picture; // upright, as the window shows it
    Size window;
};

class Inspection {
public:
    // Errors: gl_internal.
    static Result<Inspection> create();

    // After a picture was drawn, and when the pointer has moved. Events say what has changed.
    std::vector<ChainEvent> look(const State& state, const Inspected& what);
    // Answers that have come since.
    std::vector<ChainEvent> take();
    bool waiting() const { return asked_; }

private:
    explicit Inspection(Metrics metrics) : metrics_(std::move(metrics)) {}
    void ask(const Inspected& what);

    struct Compared { // the pictures the last question was about
        const gl::Texture* a = nullptr;
        const gl::Texture* b = nullptr;
        std::uint64_t frame_id = 0;
        std::uint32_t frame_number = 0;
        std::uint64_t revision = 0;
        std::uint64_t equaliser_revision = 0;
        bool operator==(const Compared&) const = default;
    };

    Metrics metrics_;
    Compared compared_;
    bool asked_ = false;
};

} // namespace senga
