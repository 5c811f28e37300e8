// SidePainter makes of a frame one side of a clip: through the side's chain, at the clip's size, upright. A picture of
// another shape stands in the middle, black around it; what differs by a hundredth is stretched to fit.
// It compares nothing and writes nothing. Belongs to the thread of the GL context; owns its textures.
#pragma once

#include "app/offline/offline.h"

#include <memory>
#include <vector>

namespace senga {

// Where a picture of that format stands in a clip of that size.
Rect place_in_clip(const FrameFormat& format, Size clip);

class SidePainter {
public:
    SidePainter(Offline& offline, const Chain& chain, Size clip);

    // The texture is valid until the next call. `uploaded` is the frame on the GPU. Errors: those of Slot::show.
    Result<const gl::Texture*> paint(const Frame& uploaded);
    // What of the chain does not run because it failed, once a frame has been painted.
    std::vector<Diagnostic> failures() const;

private:
    Result<const gl::Texture*> upright(const Picture& picture, const FrameFormat& format, const Rect& place);

    Offline* offline_;
    Chain chain_;
    Size clip_;
    Slot slot_;
    Picture picture_;
    TexturePool pool_;
    std::shared_ptr<Target> stage_; // of pictures that do not fill the clip as they are
};

} // namespace senga
