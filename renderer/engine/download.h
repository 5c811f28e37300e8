// PictureDownloader makes of finished pictures on the GPU what encoders take: planes of integer codes in memory, of any
// layout, depth, matrix, range and siting. Pictures come out in the order in which they went in, some frames later, so
// that the GPU, the reading back and the encoder work at the same time. It encodes nothing and scales no picture.
// The codes are the inverse of how the engine reads frames (to_rgb(), code_scale()): what goes through an empty chain
// comes back as it was. Values are held within 0..1 first, as on the screen. Chroma is made of R'G'B' filtered by
// Catmull-Rom, stretched to the chroma's grid and centred where the siting says: it keeps means and straight ramps
// exactly, passes more of what the chroma grid can show than a mean of neighbours, and less of what it cannot.
// Belongs to the thread of its GL context and must die before it.
#pragma once

#include "renderer/base/result.h"
#include "renderer/engine/pack_buffer.h"
#include "renderer/gl/framebuffer.h"
#include "renderer/gl/program.h"
#include "renderer/gl/texture.h"
#include "renderer/picture/frame_format.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace senga {

enum class DownloadDither {
    off,        // the nearest code
    blue_noise, // one of the two codes next to the value, so that their mean is the value
};

struct DownloadSettings {
    FrameFormat format; // its size is ignored: that of each picture counts. RGB is of full range.
    DownloadDither dither = DownloadDither::blue_noise;
    int capacity = 3; // pictures under way at once
};

// One plane of samples, rows from the top without padding, the code in the low bits, in the machine's byte order.
struct DownloadedPlane {
    std::vector<std::uint8_t> bytes;
    Size size;
    std::size_t stride_bytes = 0;
    int components = 1;       // 4: R, G, B and an opaque alpha
    int bytes_per_sample = 1; // 2 for more than 8 bits
};

// Planes by layout: gray {Y}; ycbcr {Y, Cb, Cr}; rgb {RGBA}.
struct Downloaded {
    std::uint64_t tag = 0; // as given to start()
    FrameFormat format;    // as set, with the picture's size
    std::vector<DownloadedPlane> planes;
};

class PictureDownloader {
public:
    // Errors: plan_input (a format or capacity that cannot be), gl_internal.
    static Result<PictureDownloader> create(const DownloadSettings& settings);
    // Makes other planes from now on; the programs are kept. Only while nothing is under way. Errors: as create().
    Outcome change(const DownloadSettings& settings);

    // Queues the work and returns at once; `picture` may be drawn into again afterwards. Where full() it is an error:
    // waiting would not help, as room is made by fetch() alone. Errors: plan_input (full, or no picture),
    // gl_framebuffer, gl_out_of_memory; after one nothing was queued.
    Outcome start(const gl::Texture& picture, std::uint64_t tag);
    // The oldest picture under way. Nothing where none is, or where it is not done and nobody may wait.
    std::optional<Downloaded> fetch(Wait wait);

    int in_flight() const { return in_flight_; }
    bool full() const { return in_flight_ == settings_.capacity; }
    const DownloadSettings& settings() const { return settings_; }

private:
    struct Drawn {
        gl::Texture texture;
        gl::Framebuffer framebuffer;
    };
    struct Seat {
        PackBuffer buffer;
        std::uint64_t tag = 0;
        Size size;
    };
    PictureDownloader() = default;
    Outcome build_programs();
    void set_chroma() const;
    // Brings the textures and the buffer of the next seat to this size.
    Outcome fit(Size size, Seat& seat);
    Outcome fit(Drawn& target, Size size, gl::Format format);
    bool subsampled() const;
    Size plane_size(std::size_t plane, Size picture) const;
    std::size_t plane_bytes(std::size_t plane, Size picture) const;
    void draw_picture_plane(const gl::Texture& picture, std::size_t plane);
    void draw_chroma(const gl::Texture& picture);
    void set_rounding(const gl::Program& program, std::size_t plane) const;

    DownloadSettings settings_;
    std::size_t plane_count_ = 1;
    gl::Texture noise_;
    gl::Program encode_picture_;
    gl::Program narrow_chroma_; // this and the next from the first subsampled format on
    gl::Program encode_chroma_;
    std::array<Drawn, 3> planes_;
    Drawn narrowed_;
    gl::FullscreenTriangle triangle_;

    std::vector<Seat> seats_; // a ring
    std::size_t oldest_ = 0;
    int in_flight_ = 0;
};

} // namespace senga
