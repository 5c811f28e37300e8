// A Plan made ready for the GPU: each step with its program and where its uniforms lie. Data only: Runner::prepare
// fills it, Runner::run reads it. Belongs to the thread of its GL context.
#pragma once

#include "renderer/chain/plan.h"
#include "renderer/engine/compiler.h"
#include "renderer/gl/buffer.h"
#include "renderer/gl/program.h"
#include "renderer/gl/texture.h"

#include <memory>
#include <string>
#include <vector>

namespace senga {

struct PreparedStep {
    std::shared_ptr<Compilation> compilation;
    std::shared_ptr<const gl::Program> program; // null until it is compiled
    // From here on: filled once there is a program.
    std::vector<int> image_places; // per image: vec4 fragment position to coordinate
    std::vector<int> image_sizes;  // user passes only, as the next two
    std::vector<int> image_rotations;
    std::vector<int> image_shifts;
    std::vector<int> parameters; // in the order of PassStep::values
    std::vector<int> uniforms;   // in the order of BuiltinSource::uniforms
    int random = -1;
    int frame = -1;
    int input_size = -1;
    int target_size = -1;
    int tex_offset = -1;
    int matrix = -1;
    int shift = -1;
    // Filled from the start.
    std::vector<std::string> place_names;                         // built-in steps: names of image_places
    std::vector<std::string> uniform_names;                       // built-in steps: names of uniforms
    std::vector<std::shared_ptr<const gl::Texture>> own_textures; // TEXTURE blocks or kernel tables: on the last units
    std::vector<std::shared_ptr<const gl::Texture>> storages;     // STORAGE textures: on image units from 1
    std::vector<std::shared_ptr<const gl::Buffer>> buffers;       // in the order of PassStep::buffers
    std::vector<int> buffer_points;                               // where each is bound
};

struct PreparedPlan {
    std::shared_ptr<const Plan> plan;
    std::vector<PreparedStep> steps;
};

// Whether the picture depends on Frame::number. Known once the programs are compiled.
bool reads_number(const PreparedPlan& prepared);

} // namespace senga
