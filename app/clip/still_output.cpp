#include "app/clip/still_output.h"

#include "app/media/png_file.h"
#include "app/session/picture_saver.h"

namespace senga {

Outcome write_still_png(Offline& offline, const std::string& path, Composition what, const StillOptions& options) {
    const bool bytes = options.depth == OutputDepth::eight;
    TexturePool pool;
    const Result<std::shared_ptr<Target>> target =
        pool.acquire({.size = options.size, .format = bytes ? gl::Format::rgba8 : gl::Format::rgba16});
    if (!target) {
        return target.error();
    }
    what.depth = options.depth;
    offline.compositor().draw(what, (*target)->framebuffer.id(), options.size, RowOrder::top_first);
    const gl::Texture& texture = (*target)->texture;
    return bytes ? write_png(path, image_of_codes(options.size, texture.read()))
                 : write_png(path, image_of_texture(texture, 3));
}

} // namespace senga
