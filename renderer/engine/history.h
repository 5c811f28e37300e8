// History is what the passes of a chain remember from frame to frame: the STORAGE textures and the buffers of their
// files. Each Slot has its own, so that two chains with the same file do not share a memory.
// Belongs to the thread of the GL context.
#pragma once

#include "renderer/base/result.h"
#include "renderer/gl/buffer.h"
#include "renderer/gl/texture.h"
#include "renderer/language/shader_file.h"

#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace senga {

class History {
public:
    using File = std::shared_ptr<const ShaderFile>;

    // Textures and buffers of a file by index, made with their initial content when first asked for. Errors:
    // shader_unsupported, shader_texture_data, gl_out_of_memory.
    Result<std::shared_ptr<const gl::Texture>> texture(const File& file, std::size_t index);
    std::shared_ptr<const gl::Buffer> buffer(const File& file, std::size_t index);

    // Back to the initial content: the next frame does not follow the last one.
    void clear();
    // Drops what belongs to none of `files`.
    void retain(const std::vector<File>& files);

    std::size_t bytes() const;

private:
    // The files are held, so that their addresses stay theirs.
    using Key = std::pair<File, std::size_t>;
    std::map<Key, std::shared_ptr<gl::Texture>> textures_;
    std::map<Key, std::shared_ptr<gl::Buffer>> buffers_;
};

} // namespace senga
