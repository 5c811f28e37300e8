// A Plan made ready for the GPU: each step with its program and where its uniforms lie. Data only: Runner::prepare
// fills it, Runner::run reads it. Belongs to the thread of its GL context.
#pragma once

#include "renderer/chain/plan.h"
#include "renderer/gl/program.h"
#include "renderer/gl/texture.h"

#include <memory>
#include <vector>

namespace senga {

struct PreparedStep {
    std::shared_ptr<const gl::Program> program;
    std::vector<int> image_places; // per image: vec4 fragment position to coordinate
    std::vector<int> image_sizes;  // user passes only, as the next two
    std::vector<int> image_rotations;
    std::vector<int> image_shifts;
    std::vector<int> parameters;                                  // in the order of PassStep::values
    std::vector<std::shared_ptr<const gl::Texture>> own_textures; // TEXTURE blocks or the kernel table
    int random = -1;
    int frame = -1;
    int input_size = -1;
    int target_size = -1;
    int tex_offset = -1;
    int matrix = -1;
    int shift = -1;
    int axis = -1;
};

struct PreparedPlan {
    std::shared_ptr<const Plan> plan;
    std::vector<PreparedStep> steps;
};

} // namespace senga
