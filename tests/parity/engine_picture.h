// EnginePicture draws a decoded frame with our engine, the way the offline command does, but with 32-bit float targets.
// Belongs to the thread that made it; owns its GL context and makes it current when it draws. Movable.
#pragma once

#include "app/media/video_reader.h"
#include "renderer/base/result.h"
#include "renderer/chain/plan.h"
#include "tests/parity/float_image.h"

#include <memory>

namespace senga::parity {

struct EngineResult {
    FloatImage image;
    std::shared_ptr<const Plan> plan;
};

class EnginePicture {
public:
    static Result<EnginePicture> create();
    EnginePicture(EnginePicture&&) noexcept;
    EnginePicture& operator=(EnginePicture&&) noexcept;
    ~EnginePicture();

    // Errors: those of the engine, and gl_internal where the driver complained.
    Result<EngineResult> picture(const RawFrame& frame, const Chain& chain, Size size);
    // The same for a picture that is R'G'B' already, taken as it is, at its own size.
    Result<EngineResult> picture(const FloatImage& source, const Chain& chain);

private:
    class Rig;
    explicit EnginePicture(std::unique_ptr<Rig> rig);
    std::unique_ptr<Rig> rig_;
};

} // namespace senga::parity
