// ImageCarrier gets the decoded planes out of libmpv: the render API hands out finished RGB only, but a user shader
// that mpv runs in our GL context may write into images that we bind. carrier_shader() is that shader; bind() and
// collect() stand around mpv_render_context_render(). It knows no format: it stamps the sizes it met, and the planes
// are given out as textures of exactly those sizes. Belongs to the render thread. Textures handed out stay valid; they
// are rewritten by the next frame, unless they were let go.
#pragma once

#include "renderer/base/result.h"
#include "renderer/gl/framebuffer.h"
#include "renderer/gl/program.h"
#include "renderer/gl/texture.h"

#include <memory>
#include <optional>
#include <string>

namespace senga {

// What the carrier takes: the planes as decoded, or, where only mpv can make sense of them (HDR, Dolby Vision, wide
// gamuts), mpv's finished picture at the size of the render target.
enum class CarrierSource { planes, finished };

// Which of its shaders. In a video that is to be turned mpv merges Cb and Cr into an upright plane while all others
// stay as stored; the shader turns that one back and has to know how far.
struct CarrierKind {
    CarrierSource source = CarrierSource::planes;
    int rotation_deg = 0; // clockwise: 0, 90, 180, 270
    bool operator==(const CarrierKind&) const = default;
};

// The text of the mpv user shader.
std::string carrier_shader(const CarrierKind& kind);

// What one render wrote. Sizes are those of mpv's textures; an empty one means that plane was not written.
struct CarrierStamp {
    Size luma;
    Size chroma;
    Size rgb;
    int upload = 0;   // mpv's count of frames uploaded so far
    CarrierKind kind; // of the shader that wrote it: mpv changes shaders some time after it is told
    bool empty() const { return luma.empty() && rgb.empty(); }
};

class ImageCarrier {
public:
    // Makes room for planes of these sizes. Call before the first frame of a new format; stores outside are dropped by
    // GL, so a wrong guess costs one redraw, not memory.
    void reserve(Size luma, Size chroma, Size rgb);

    // How many codes make 1 in the samples to come (code_scale() of their format); values are rounded to whole ones. 0:
    // not known yet, they stay as they are.
    void set_codes(double codes);
    double codes() const { return codes_value_; }

    // The same where only the outer size of a picture is known: every plane gets at least that. See settle().
    void reserve_at_least(Size size);

    // Leaves the textures of the last picture as they are to whoever holds them: the next render gets others.
    void let_go();

    // Binds the images and clears the stamp.
    void bind();
    // What was written since bind(). Waits for the GPU.
    CarrierStamp collect();

    // Makes the planes of the last render what they would be had size and codes been known before: cut down to what was
    // stamped, and, unless `codes` is 0, rounded. Errors: gl_internal, gl_framebuffer.
    Outcome settle(const CarrierStamp& stamp, double codes);

    // Whether every plane that was stamped has just the size that is reserved.
    bool holds(const CarrierStamp& stamp) const;

    std::shared_ptr<const gl::Texture> luma() const { return luma_; }
    std::shared_ptr<const gl::Texture> chroma() const { return chroma_; }
    std::shared_ptr<const gl::Texture> rgb() const { return rgb_; }

private:
    void bind_image(int unit, const gl::Texture* texture, unsigned format, unsigned access) const;
    static constexpr double unset = -1.0;
    Outcome redraw(std::shared_ptr<gl::Texture>& texture, Size size, double codes);

    std::shared_ptr<gl::Texture> luma_;
    std::shared_ptr<gl::Texture> chroma_;
    std::shared_ptr<gl::Texture> rgb_;
    std::optional<gl::Texture> stamp_;
    std::optional<gl::Texture> codes_;
    double codes_value_ = unset;
    std::optional<gl::Program> settling_;
    std::optional<gl::FullscreenTriangle> triangle_;
};

} // namespace senga
