// Transfer is the curve that a video's R'G'B' values are coded with, and its mathematics: code to linear light and
// back, as numbers and as GLSL. SDR curves only: pictures with others come from mpv, already mapped. Values outside
// 0..1 are clamped first, as mpv does: not every curve is defined there. `linear` alone leaves them. Pure functions,
// any thread.
#pragma once

#include <string>
#include <string_view>

namespace senga {

enum class Transfer { bt1886, srgb, linear, gamma18, gamma20, gamma22, gamma24, gamma26, gamma28, prophoto };

std::string_view transfer_name(Transfer transfer); // "bt.1886", "srgb", ...: mpv's words

// Source: IEC 61966-2-1 (srgb); ROMM RGB, ANSI/I3A IT10.7666 (prophoto); the rest are pure powers. bt1886 is taken with
// a black of 0, which leaves the power 2.4, as in mpv.
double to_linear(Transfer transfer, double value);
double from_linear(Transfer transfer, double value);

// GLSL of a function `vec4 NAME(vec4 color)` that does the same to r, g and b and keeps alpha.
std::string to_linear_glsl(Transfer transfer, std::string_view name);
std::string from_linear_glsl(Transfer transfer, std::string_view name);

} // namespace senga
