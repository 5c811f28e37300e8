// The options libmpv starts with, and why.
#include "app/player/mpv_client.h"

#include <system_error>

namespace senga {

std::string hwdec_interop(const std::filesystem::path& devices) {
#if defined(__x86_64__)
    std::error_code ignored;
    const bool nvidia = std::filesystem::exists(devices / "nvidiactl", ignored) ||
                        std::filesystem::exists(devices / "dxg", ignored); // through Windows
    return nvidia ? "auto" : "vaapi";
#else
    static_cast<void>(devices);
    return "auto";
#endif
}

const std::vector<MpvOption>& base_options() {
    static const std::vector<MpvOption> options{
        // A user's mpv.conf may hold vo=, profile= or glsl-shaders=, each of which would break the carrier.
        {"config", "no"},
        {"vo", "libmpv"},
        {"idle", "yes"},
        {"keep-open", "yes"},
        {"force-window", "no"},
        {"terminal", "no"},
        {"ytdl", "yes"},
        // mpv reads folders in natural order by itself.
        {"autoload-files", "yes"},
        {"sub-auto", "fuzzy"},
        // Keys and messages are ours.
        {"input-default-bindings", "no"},
        {"input-vo-keyboard", "no"},
        {"osd-level", "0"},
        {"osd-bar", "no"},
        {"load-scripts", "no"},
        {"load-stats-overlay", "no"},
        {"load-osd-console", "no"},
        // The render target is the window: mpv lays the video and the subtitles out in it as it would on screen, black
        // bars included; bars and video stay transparent, the subtitles remain.
        {"keepaspect", "yes"},
        {"blend-subtitles", "no"},
        {"alpha", "yes"},
        {"background", "#00000000"},
        {"sub-use-margins", "yes"},
        // What happens to mpv's own picture is nobody's concern; the cheapest will do.
        {"scale", "bilinear"},
        {"cscale", "bilinear"},
        {"dscale", "bilinear"},
        {"dither-depth", "no"},
        {"deband", "no"},
        {"sigmoid-upscaling", "no"},
        {"linear-downscaling", "no"},
        {"interpolation", "no"},
        // Planes are exact in it: mpv merges Cb and Cr through a texture of this format.
        {"fbo-format", "rgba32f"},
        // A frame is announced when it is due, not 50 ms before.
        {"video-timing-offset", "0"},
        // Not every decoder there is: those that are known to be right. VDPAU is none of them, and its library writes
        // to
        // stderr what it does not find. So does mpv's loader of CUDA, hence the other option.
        {"hwdec", "auto-safe"},
        {"gpu-hwdec-interop", hwdec_interop("/dev")},
        // Screenshots, and whatever else would save mpv's blank picture, are ours.
        {"screenshot-sw", "no"},
    };
    return options;
}

} // namespace senga
