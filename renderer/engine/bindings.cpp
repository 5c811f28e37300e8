#include "renderer/engine/bindings.h"

#include <fmt/format.h>

namespace senga {

const gl::Texture& Bindings::texture(int index) const {
    const auto i = static_cast<std::size_t>(index);
    return targets[i] ? targets[i]->texture : *planes[i];
}

Result<Bindings> bind_planes(const Plan& plan, const Frame& frame) {
    Bindings out;
    out.planes.resize(plan.textures.size());
    out.targets.resize(plan.textures.size());
    for (std::size_t i = 0; i < plan.textures.size(); ++i) {
        const PlanTexture& texture = plan.textures[i];
        switch (texture.source) {
        case PlanTexture::Source::intermediate:
            continue;
        case PlanTexture::Source::luma:
            out.planes[i] = frame.luma;
            break;
        case PlanTexture::Source::chroma:
            out.planes[i] = frame.chroma;
            break;
        case PlanTexture::Source::rgb:
            out.planes[i] = frame.rgb;
            break;
        }
        if (!out.planes[i] || out.planes[i]->size() != texture.size) {
            return diagnose(Code::plan_input,
                            fmt::format("the frame has no {} of {}x{}", texture.name, texture.size.w, texture.size.h));
        }
    }
    return out;
}

std::array<float, 4> to_pixels(const PlanImage& image, Size output) {
    return {static_cast<float>(image.placement.scale_x * image.size.w / output.w),
            static_cast<float>(image.placement.scale_y * image.size.h / output.h),
            static_cast<float>(image.placement.shift_x), static_cast<float>(image.placement.shift_y)};
}

std::array<float, 4> to_coordinates(const PlanImage& image, Size output, Size texture) {
    return {static_cast<float>(image.placement.scale_x * image.size.w / output.w / texture.w),
            static_cast<float>(image.placement.scale_y * image.size.h / output.h / texture.h),
            static_cast<float>(image.placement.shift_x / texture.w),
            static_cast<float>(image.placement.shift_y / texture.h)};
}

} // namespace senga
