// PotPlayer's other form: a pass that saves one number per pixel becomes a shader that hands it on in alpha, and the
// pass that reads it takes it from there. Works only where the player keeps floats with alpha between shaders.
// Pure functions, any thread.
#pragma once

#include "renderer/export/pixel_set.h"

#include <optional>
#include <string>

namespace senga {

struct AlphaPair {
    HlslPass guide;    // its senga_main() gives the number in x
    HlslPass consumer; // reads it from the picture's alpha
};

// nullopt where the shader is none of that kind: it holds no or several passes, or one that saves more than a number.
std::optional<AlphaPair> alpha_pair(const PixelSet& set, const PixelShader& shader);

// As a file of PotPlayer's, without the comment: the picture as it is, the number in alpha.
std::string guide_text(const HlslPass& guide);

} // namespace senga
