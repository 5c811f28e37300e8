#include "renderer/engine/upload.h"

#include "renderer/picture/colour.h"

#include <fmt/format.h>
#include <glad/gl.h>

namespace senga {
namespace {

gl::Format staging_format(const PlaneData& plane) {
    const bool wide = plane.bytes_per_sample == 2;
    switch (plane.components) {
    case 1:
        return wide ? gl::Format::r16 : gl::Format::r8;
    case 2:
        return wide ? gl::Format::rg16 : gl::Format::rg8;
    default:
        return wide ? gl::Format::rgba16 : gl::Format::rgba8;
    }
}

bool planes_match(const FrameFormat& format, std::span<const PlaneData> planes) {
    for (const PlaneData& plane : planes) {
        const auto row = static_cast<std::size_t>(plane.size.w * plane.components * plane.bytes_per_sample);
        if (plane.size.empty() || plane.stride_bytes < row ||
            plane.bytes.size() < plane.stride_bytes * static_cast<std::size_t>(plane.size.h - 1) + row) {
            return false;
        }
    }
    if (planes.empty() || planes[0].size != format.size) {
        return false;
    }
    switch (format.layout) {
    case Layout::gray:
        return planes[0].components == 1;
    case Layout::rgb:
        return planes[0].components == 4;
    case Layout::ycbcr:
        break;
    }
    const Size chroma = chroma_size(format);
    if (planes.size() == 2) {
        return planes[1].components == 2 && planes[1].size == chroma;
    }
    return planes.size() == 3 && planes[1].size == chroma && planes[2].size == chroma && planes[1].components == 1 &&
           planes[2].components == 1;
}

} // namespace

double sample_scale(const FrameFormat& format, int bytes_per_sample) {
    return (bytes_per_sample == 2 ? 65535.0 : 255.0) / code_scale(format);
}

gl::Texture& PlaneUploader::staging(std::size_t index, const PlaneData& plane) {
    if (staging_.size() <= index) {
        staging_.resize(index + 1);
    }
    const gl::TextureDesc desc{.size = plane.size, .format = staging_format(plane), .filter = gl::Filter::nearest};
    if (!staging_[index] || staging_[index].desc() != desc) {
        staging_[index] = gl::Texture(desc);
    }
    staging_[index].upload(plane.bytes, plane.stride_bytes);
    return staging_[index];
}

Result<const gl::Program*> PlaneUploader::program(builtin::Upload upload) {
    std::optional<gl::Program>& slot = upload == builtin::Upload::one_texture ? one_ : two_;
    if (!slot) {
        Result<gl::Program> compiled = gl::Program::from_fragment(builtin::normalise(upload), "built-in");
        if (!compiled) {
            return diagnose(Code::gl_internal, compiled.error().text);
        }
        slot = *std::move(compiled);
    }
    return &*slot;
}

Outcome PlaneUploader::draw(Drawn& target, Size size, gl::Format format, std::span<const PlaneData> planes,
                            Scales scales) {
    const gl::TextureDesc desc{.size = size, .format = format};
    if (!target.texture || target.texture->desc() != desc) {
        target.texture = std::make_shared<gl::Texture>(desc);
        Result<gl::Framebuffer> framebuffer = gl::Framebuffer::for_texture(*target.texture);
        if (!framebuffer) {
            return framebuffer.error();
        }
        target.framebuffer = *std::move(framebuffer);
    }
    const Result<const gl::Program*> compiled =
        program(planes.size() == 1 ? builtin::Upload::one_texture : builtin::Upload::two_textures);
    if (!compiled) {
        return compiled.error();
    }
    const gl::Program& normalise = **compiled;
    const std::size_t first = &target == &luma_ ? 0 : 1;
    for (std::size_t i = 0; i < planes.size(); ++i) {
        staging(first + i, planes[i]);
    }
    normalise.use();
    for (std::size_t i = 0; i < planes.size(); ++i) {
        staging_[first + i].bind(static_cast<int>(i));
    }
    glUniform1i(normalise.location("first"), 0);
    glUniform1i(normalise.location("second"), 1);
    glUniform1f(normalise.location("scale"), static_cast<float>(scales.to_value));
    glUniform1f(normalise.location("codes"), static_cast<float>(scales.to_code));
    glDisable(GL_BLEND);
    glDisable(GL_SCISSOR_TEST);
    glDisable(GL_DITHER);
    target.framebuffer.bind();
    triangle_.draw();
    glBindFramebuffer(GL_FRAMEBUFFER, 0);
    glUseProgram(0);
    return Done{};
}

Result<Frame> PlaneUploader::upload(const FrameFormat& format, std::span<const PlaneData> planes,
                                    std::uint64_t frame_id) {
    if (!planes_match(format, planes)) {
        return diagnose(Code::plan_input, fmt::format("the planes do not fit a {}x{} {} frame", format.size.w,
                                                      format.size.h, subsampling_name(format)));
    }
    Frame out{.id = frame_id, .format = format};
    const Scales scale{sample_scale(format, planes[0].bytes_per_sample), code_scale(format)};
    if (format.layout == Layout::rgb) {
        // 16 bits whatever the depth, as in the live player: the same rounding, the same pixels.
        if (const Outcome drawn = draw(rgb_, format.size, gl::Format::rgba16, planes.first(1), scale); !drawn) {
            return drawn.error();
        }
        out.rgb = rgb_.texture;
        return out;
    }
    if (const Outcome drawn = draw(luma_, format.size, gl::Format::r32f, planes.first(1), scale); !drawn) {
        return drawn.error();
    }
    out.luma = luma_.texture;
    if (format.layout == Layout::ycbcr) {
        if (const Outcome drawn = draw(chroma_, chroma_size(format), gl::Format::rg32f, planes.subspan(1), scale);
            !drawn) {
            return drawn.error();
        }
        out.chroma = chroma_.texture;
    }
    return out;
}

} // namespace senga
