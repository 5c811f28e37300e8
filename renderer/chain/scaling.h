// Scaling is how a picture gets from its own size to the screen's: a kernel for each direction and for chroma, and the
// light it is mixed in. It says nothing about sizes, and holds no weights: those are the engine's. One text form of a
// kernel serves command line and presets: "spline36", "bcspline:b=0.2,c=0.4", "lanczos:radius=4,antiring=0.5".
// Plain data and pure functions, any thread.
#pragma once

#include "renderer/base/result.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace senga {

// Names and meanings are those of mpv's vo=gpu, so that exported settings give the same picture: "bicubic" is the cubic
// B-spline, what others call bicubic is "catmull-rom". "hermite" has no name in mpv 0.35: it is bcspline with b = c =
// 0. "nearest" is the one exception: ours takes the nearest sample exactly, mpv's blends two of them close to a border.
enum class Kernel {
    nearest,
    bilinear,
    bicubic,
    bcspline,
    catmull_rom,
    mitchell,
    hermite,
    robidoux,
    robidouxsharp,
    spline16,
    spline36,
    spline64,
    lanczos,
    gaussian,
    ewa_lanczos,
    ewa_lanczossharp,
    ewa_lanczossoft,
    haasnsoft,
    ewa_robidoux,
    ewa_robidouxsharp,
};
std::string_view kernel_name(Kernel kernel); // "catmull-rom", "spline36", "ewa-lanczossharp"
// Takes '_' for '-', as mpv writes.
std::optional<Kernel> kernel_from_name(std::string_view name);
std::vector<Kernel> all_kernels();
// "nearest, bilinear, ...", for diagnostics and help.
std::string kernel_names();

bool is_polar(Kernel kernel);   // weights by distance, over both axes at once (EWA)
bool is_cubic(Kernel kernel);   // takes b and c
bool has_radius(Kernel kernel); // may be given another radius

// A kernel with what of it the viewer has changed. Converts from a bare Kernel: that is the usual case.
struct KernelChoice {
    Kernel kernel = Kernel::spline36;
    std::optional<double> b;      // Mitchell and Netravali's two numbers, -10..10; the kernel's own unless set
    std::optional<double> c;      //
    std::optional<double> radius; // in source pixels, 0.5..16
    std::optional<double> blur;   // stretches the kernel (above 1) or sharpens it (below), 0.1..10
    // 0..1: how strongly the result is held between its neighbours. For polar kernels as libplacebo does it; mpv's
    // vo=gpu does not know it there.
    double antiring = 0.0;

    KernelChoice() = default;
    KernelChoice(Kernel chosen) : kernel(chosen) {}
    bool operator==(const KernelChoice&) const = default;
};

// "NAME" or "NAME:KEY=NUMBER,...". Errors: preset_value; the text lists the names, or the keys this kernel takes and
// their ranges.
Result<KernelChoice> kernel_choice_from_text(std::string_view text);
std::string to_text(const KernelChoice& choice);

// What the picture's values stand for while they are mixed.
enum class UpLight { gamma, linear, sigmoid }; // as coded; as light; as light, bent so that extremes ring less
enum class DownLight { gamma, linear };
std::string_view light_name(UpLight light);
std::string_view light_name(DownLight light);
std::optional<UpLight> up_light_from_name(std::string_view name);
std::optional<DownLight> down_light_from_name(std::string_view name);

// The bend of UpLight::sigmoid: where its middle lies and how steep it is there.
struct SigmoidShape {
    double centre = 0.75; // 0..1
    double slope = 6.5;   // 1..20
    bool operator==(const SigmoidShape&) const = default;
};
Outcome check(const SigmoidShape& shape); // Errors: preset_value

struct Scaling {
    KernelChoice up;
    KernelChoice down;
    KernelChoice chroma;
    // Widens the kernel when the picture shrinks, so that nothing aliases (mpv: correct-downscaling).
    enum class Downscale { widened, plain } downscale = Downscale::widened;
    UpLight up_light = UpLight::gamma;
    DownLight down_light = DownLight::gamma;
    SigmoidShape sigmoid;
    bool operator==(const Scaling&) const = default;
};
std::string_view downscale_name(Scaling::Downscale downscale); // "widened", "plain"
std::optional<Scaling::Downscale> downscale_from_name(std::string_view name);

} // namespace senga
