// Bindings are the textures of one run, by index into Plan::textures: planes from the frame, targets from the pool; and
// the arithmetic that takes a position in a target to one in a texture.
// Lives for one run, on the thread of its GL context.
#pragma once

#include "renderer/base/result.h"
#include "renderer/chain/plan.h"
#include "renderer/engine/frame.h"
#include "renderer/engine/texture_pool.h"

#include <array>
#include <memory>
#include <vector>

namespace senga {

struct Bindings {
    std::vector<std::shared_ptr<const gl::Texture>> planes;
    std::vector<std::shared_ptr<Target>> targets;

    const gl::Texture& texture(int index) const;
};

// Errors: plan_input (the frame lacks a plane of the plan).
Result<Bindings> bind_planes(const Plan& plan, const Frame& frame);

// Fragment position of a target of size `output` to pixels of the image's texture: scale and shift.
std::array<float, 4> to_pixels(const PlanImage& image, Size output);
// The same to normalised coordinates.
std::array<float, 4> to_coordinates(const PlanImage& image, Size output, Size texture);

} // namespace senga
