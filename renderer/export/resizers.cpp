#include "renderer/export/resizers.h"

#include <fmt/format.h>

namespace senga {
namespace {

// Kernels by what they do to an edge.
enum class Look { nearest, bilinear, smooth, cubic, mitchell, sharp, round };

Look look_of(Kernel kernel) {
    switch (kernel) {
    case Kernel::nearest:
        return Look::nearest;
    case Kernel::bilinear:
        return Look::bilinear;
    case Kernel::bicubic:
    case Kernel::gaussian:
        return Look::smooth;
    case Kernel::bcspline:
    case Kernel::mitchell:
    case Kernel::robidoux:
    case Kernel::hermite:
        return Look::mitchell;
    case Kernel::catmull_rom:
    case Kernel::robidouxsharp:
    case Kernel::spline16:
        return Look::cubic;
    case Kernel::spline36:
    case Kernel::spline64:
    case Kernel::lanczos:
        return Look::sharp;
    default:
        return Look::round;
    }
}

std::string_view potplayer_resizer(Look look) {
    switch (look) {
    case Look::nearest:
        return "Texture Nearest-neighbor";
    case Look::bilinear:
        return "Shader Bilinear";
    case Look::smooth:
        return "Shader(2 PASS) Bspline";
    case Look::cubic:
    case Look::mitchell:
        return "Shader(2 PASS) Bicubic(A = -0.6)";
    default:
        return "Shader(2 PASS) Lanczos 3";
    }
}

std::string_view mpc_hc_resizer(Look look) {
    switch (look) {
    case Look::nearest:
        return "Nearest neighbor";
    case Look::bilinear:
    case Look::smooth:
        return "Bilinear";
    case Look::cubic:
    case Look::mitchell:
        return "Bicubic A=-0.60";
    default:
        return "Bicubic A=-0.75";
    }
}

std::string_view mpc_be_resizer(Look look) {
    switch (look) {
    case Look::nearest:
        return "Nearest neighbor";
    case Look::bilinear:
        return "Bilinear";
    case Look::smooth:
        return "B-spline";
    case Look::mitchell:
        return "Mitchell-Netravali";
    case Look::cubic:
        return "Catmull-Rom";
    default:
        return "Lanczos3";
    }
}

std::string_view mpc_vr_resizer(Look look) {
    switch (look) {
    case Look::nearest:
        return "Nearest-neighbor";
    case Look::bilinear:
    case Look::smooth:
    case Look::mitchell:
        return "Mitchell-Netravali";
    case Look::cubic:
        return "Catmull-Rom";
    case Look::sharp:
        return "Lanczos3";
    default:
        return "Jinc2m";
    }
}

std::string_view magpie_resizer(Look look) {
    switch (look) {
    case Look::nearest:
        return "Nearest";
    case Look::bilinear:
        return "Bilinear";
    case Look::smooth:
        return "Bicubic with B = 1, C = 0";
    case Look::mitchell:
        return "Bicubic with B = 0.33, C = 0.33";
    case Look::cubic:
        return "Bicubic with B = 0, C = 0.5";
    case Look::sharp:
        return "Lanczos";
    default:
        return "Jinc";
    }
}

} // namespace

std::string closest_resizer(ExportTarget target, Kernel kernel) {
    const Look look = look_of(kernel);
    switch (target) {
    case ExportTarget::mpc_hc:
        return std::string(mpc_hc_resizer(look));
    case ExportTarget::mpc_be:
        return std::string(mpc_be_resizer(look));
    case ExportTarget::mpc_vr:
        return std::string(mpc_vr_resizer(look));
    case ExportTarget::magpie:
        return std::string(magpie_resizer(look));
    default:
        return std::string(potplayer_resizer(look));
    }
}

std::string scaling_advice(ExportTarget target, const Chain& chain, const Plan& plan) {
    if (plan.output == plan.format.size) {
        return "";
    }
    const bool enlarges = plan.output.w > plan.format.size.w || plan.output.h > plan.format.size.h;
    const KernelChoice& choice = enlarges ? chain.scaling.up : chain.scaling.down;
    const std::string_view light = enlarges ? light_name(chain.scaling.up_light) : light_name(chain.scaling.down_light);
    std::string out =
        fmt::format("the chain {} with {}; the closest of {}'s scalers is \"{}\"", enlarges ? "enlarges" : "shrinks",
                    to_text(choice), export_target_info(target).label, closest_resizer(target, choice.kernel));
    if (light != light_name(UpLight::gamma)) {
        out += fmt::format(", and it will not scale in {} light as the chain does", light);
    }
    return out;
}

} // namespace senga
