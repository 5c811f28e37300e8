// A render target of one's own, outside of any pool. Belongs to the thread of the GL context.
#pragma once

#include "renderer/base/result.h"
#include "renderer/engine/texture_pool.h"

namespace senga {

// Errors: gl_framebuffer.
Result<Target> new_target(const gl::TextureDesc& desc);

} // namespace senga
