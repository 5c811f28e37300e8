// GLSL wants the value of a const at file scope to be a constant, and a parameter is a uniform. Shaders have
// "const float amount = clamp(STRENGTH, 0.0, 1.0);" all the same: it holds in players that compile parameters in. Here
// such a const becomes a plain variable, so that a slider still compiles nothing.
// It follows names through #define lines and other constants, but expands nothing: what it takes for dependent without
// being so works as a variable too, unless it sizes an array. Pure function, any thread; safe on arbitrary bytes.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>

namespace senga {

// `body` with the const of each declaration at file scope that depends on a name in `changing` turned into spaces.
std::string with_loose_constants(std::string_view body, std::unordered_set<std::string_view> changing);

} // namespace senga
