#include "renderer/engine/history.h"

#include "renderer/engine/shader_texture.h"

#include <algorithm>

namespace senga {
namespace {

void reset(gl::Texture& texture, const TextureBlock& block) {
    if (block.data.empty()) {
        texture.clear();
    } else {
        fill_shader_texture(texture, block);
    }
}

} // namespace

Result<std::shared_ptr<const gl::Texture>> History::texture(const File& file, std::size_t index) {
    auto& kept = textures_[{file, index}];
    if (!kept) {
        const TextureBlock& block = file->textures[index];
        Result<gl::Texture> made = make_shader_texture(block, file->name);
        if (!made) {
            textures_.erase({file, index});
            return made.error();
        }
        kept = std::make_shared<gl::Texture>(*std::move(made));
        reset(*kept, block);
    }
    return std::shared_ptr<const gl::Texture>(kept);
}

std::shared_ptr<const gl::Buffer> History::buffer(const File& file, std::size_t index) {
    auto& kept = buffers_[{file, index}];
    if (!kept) {
        const BufferBlock& block = file->buffers[index];
        // GL rounds the size of a block up to whole vec4s and wants a buffer as large.
        kept = std::make_shared<gl::Buffer>(block.storage ? gl::Buffer::Kind::storage : gl::Buffer::Kind::uniform,
                                            (block.bytes + 15) / 16 * 16);
        kept->fill(block.data);
    }
    return kept;
}

void History::clear() {
    for (const auto& [key, texture] : textures_) {
        reset(*texture, key.first->textures[key.second]);
    }
    for (const auto& [key, buffer] : buffers_) {
        buffer->fill(key.first->buffers[key.second].data);
    }
}

void History::retain(const std::vector<File>& files) {
    const auto gone = [&](const auto& item) {
        return std::find(files.begin(), files.end(), item.first.first) == files.end();
    };
    std::erase_if(textures_, gone);
    std::erase_if(buffers_, gone);
}

std::size_t History::bytes() const {
    std::size_t sum = 0;
    for (const auto& [key, texture] : textures_) {
        sum += texture->bytes();
    }
    for (const auto& [key, buffer] : buffers_) {
        sum += buffer->bytes();
    }
    return sum;
}

} // namespace senga
