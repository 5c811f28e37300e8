#include "renderer/export/mpv_settings.h"
#include "renderer/language/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace senga::mpv {
namespace {

using Options = std::vector<std::pair<std::string, std::string>>;

const char* yes_if(bool wanted) {
    return wanted ? "yes" : "no";
}

// mpv has no word for a kernel's own radius, and knows none where it cannot be changed. Source: the kernels' own
// definitions: three lobes of lanczos; the third zero of the jinc function (but for ewa_lanczos, which mpv 0.35 cuts at
// 3 and later versions do not); a Gaussian's two pixels.
double own_radius(Kernel kernel) {
    switch (kernel) {
    case Kernel::lanczos:
    case Kernel::ewa_lanczos:
        return 3.0;
    case Kernel::gaussian:
        return 2.0;
    default:
        return 3.2383154841662362;
    }
}

// One of mpv's scalers with every setting it has: what the viewer's own lines or another profile set there goes.
void add_kernel(Options& out, const std::string& scaler, const KernelChoice& choice) {
    std::string name(kernel_name(choice.kernel));
    std::replace(name.begin(), name.end(), '-', '_');
    std::optional<double> b = choice.b;
    std::optional<double> c = choice.c;
    // "hermite" is none of mpv 0.35's names, and its "bicubic" takes no numbers: both are kinds of bcspline, whose own
    // numbers are not the same in every version.
    if (choice.kernel == Kernel::hermite || (choice.kernel == Kernel::bicubic && (b || c))) {
        b = b.value_or(choice.kernel == Kernel::hermite ? 0.0 : 1.0);
        c = c.value_or(0.0);
        name = "bcspline";
    } else if (choice.kernel == Kernel::bcspline) {
        b = b.value_or(0.5);
        c = c.value_or(0.5);
    }
    const auto number = [](std::optional<double> value) { return value ? shortest(*value) : "default"; };
    out.emplace_back(scaler, name);
    out.emplace_back(scaler + "-param1", number(b));
    out.emplace_back(scaler + "-param2", number(c));
    if (has_radius(choice.kernel)) {
        out.emplace_back(scaler + "-radius", shortest(choice.radius.value_or(own_radius(choice.kernel))));
    }
    out.emplace_back(scaler + "-blur", shortest(choice.blur.value_or(0.0)));
    out.emplace_back(scaler + "-antiring", shortest(choice.antiring));
    out.emplace_back(scaler + "-taper", "0");
    out.emplace_back(scaler + "-clamp", "0");
    out.emplace_back(scaler + "-window", "");
}

} // namespace

Options scaling_options(const Scaling& scaling) {
    Options out;
    add_kernel(out, "scale", scaling.up);
    add_kernel(out, "dscale", scaling.down);
    add_kernel(out, "cscale", scaling.chroma);
    // mpv warns of a bilinear scaler that is to be widened; neither player can.
    const bool widened = scaling.downscale == Scaling::Downscale::widened && scaling.down.kernel != Kernel::bilinear;
    const Options rest{
        {"correct-downscaling", yes_if(widened)},
        {"scaler-resizes-only", "yes"},
        {"linear-upscaling", yes_if(scaling.up_light == UpLight::linear)},
        {"linear-downscaling", yes_if(scaling.down_light == DownLight::linear)},
        {"sigmoid-upscaling", yes_if(scaling.up_light == UpLight::sigmoid)},
        {"sigmoid-center", shortest(scaling.sigmoid.centre)},
        {"sigmoid-slope", shortest(scaling.sigmoid.slope)},
        {"gpu-dumb-mode", "no"},
        {"deband", "no"},
        {"interpolation", "no"},
        {"blend-subtitles", "no"},
        {"dither-depth", "auto"},
        {"dither", "fruit"},
        {"temporal-dither", "no"},
    };
    out.insert(out.end(), rest.begin(), rest.end());
    return out;
}

std::vector<std::string> scaling_notes(const Scaling& scaling) {
    std::vector<std::string> out{
        "mpv has a dither of its own: single pixels differ from Senga's by one step of 8 bits at most",
        "films that place chroma at the top left come out half a line off in mpv 0.35's vo=gpu, as they do without "
        "shaders"};
    const std::array kernels{&scaling.up, &scaling.down, &scaling.chroma};
    const auto any = [&](auto holds) { return std::any_of(kernels.begin(), kernels.end(), holds); };
    if (any([](const KernelChoice* choice) { return is_polar(choice->kernel) && choice->antiring > 0.0; })) {
        out.emplace_back("vo=gpu has no anti-ringing for round (EWA) scalers; vo=gpu-next has it, as Senga");
    }
    if (any([](const KernelChoice* choice) { return choice->kernel == Kernel::nearest; })) {
        out.emplace_back("mpv's nearest blends two samples close to a border; Senga's takes one");
    }
    return out;
}

std::string profile_text(const Shaders& shaders, const Scaling& scaling) {
    std::string title = shaders.title;
    std::replace(title.begin(), title.end(), '"', '\'');
    std::string out =
        fmt::format("# Senga's chain \"{0}\" as a profile. In mpv.conf, before the first line in [brackets]:\n"
                    "#     include=~~/senga-{1}.conf\n"
                    "#     profile=senga-{1}\n"
                    "# It stands last there, behind profile=gpu-hq and the like, so that it has its way.\n"
                    "[senga-{1}]\n"
                    "profile-desc=\"{0}\"\n"
                    "profile-restore=copy-equal\n",
                    title, shaders.stem);
    for (const auto& [name, value] : scaling_options(scaling)) {
        out += fmt::format("{}={}\n", name, value.empty() ? "\"\"" : value);
    }
    // One file, so that no system's separator is needed.
    return out + (shaders.universal.empty() ? "glsl-shaders=\"\"\n"
                                            : fmt::format("glsl-shaders=\"~~/shaders/senga-{}.glsl\"\n", shaders.stem));
}

} // namespace senga::mpv
