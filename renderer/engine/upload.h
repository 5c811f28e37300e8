// PlaneUploader brings decoded samples from memory to the GPU as a Frame, normalised like the live player's planes, so
// that both give the same pixels. It decodes nothing and converts no colours.
// Belongs to the thread of its GL context. Textures are reused from frame to frame: a Frame is valid until the next
// upload() of the same uploader.
#pragma once

#include "renderer/base/result.h"
#include "renderer/engine/builtin.h"
#include "renderer/engine/frame.h"
#include "renderer/gl/framebuffer.h"
#include "renderer/gl/program.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace senga {

// One plane as it lies in memory. Samples are unsigned, native byte order, value in the low bits.
struct PlaneData {
    std::span<const std::byte> bytes;
    std::size_t stride_bytes = 0;
    Size size;
    int components = 1;       // 1, 2 (interleaved chroma) or 4 (RGBA)
    int bytes_per_sample = 1; // 1 or 2
};

// What unsigned-normalised samples (code / 255 or code / 65535) are multiplied with to become Frame values.
double sample_scale(const FrameFormat& format, int bytes_per_sample);

class PlaneUploader {
public:
    // Planes in order: Y, then either CbCr interleaved or Cb and Cr; or one RGBA plane. Errors: plan_input (planes that
    // do not match the format), gl_framebuffer, gl_internal.
    Result<Frame> upload(const FrameFormat& format, std::span<const PlaneData> planes, std::uint64_t frame_id);

private:
    struct Scales {
        double to_value = 1.0; // from what the texture unit returns
        double to_code = 255.0;
    };
    struct Drawn {
        std::shared_ptr<gl::Texture> texture;
        gl::Framebuffer framebuffer;
    };
    Outcome draw(Drawn& target, Size size, gl::Format format, std::span<const PlaneData> planes, Scales scales);
    Result<const gl::Program*> program(builtin::Upload upload);
    gl::Texture& staging(std::size_t index, const PlaneData& plane);

    std::vector<gl::Texture> staging_;
    Drawn luma_;
    Drawn chroma_;
    Drawn rgb_;
    std::optional<gl::Program> one_;
    std::optional<gl::Program> two_;
    gl::FullscreenTriangle triangle_;
};

} // namespace senga
