// The still that `senga check` runs shaders on: a picture in any planar format, made from a colour for every position.
// The built-in one holds what drawn pictures hold (flat fields, dark outlines, thin lines, a gradient) and what breaks
// shaders (pure black and white, full saturation, noise); it is the same on every machine. Not a scaler: pictures are
// sampled at the nearest position. Pure functions, any thread.
#pragma once

#include "app/media/video_reader.h"
#include "renderer/base/result.h"
#include "renderer/picture/frame_format.h"

#include <array>
#include <functional>

namespace senga {

using Rgb = std::array<double, 3>; // 0..1, as coded
// The colour at (u, v), both 0..1 from the top left corner.
using ColourAt = std::function<Rgb(double u, double v)>;

Rgb test_colour(double u, double v);

// `frame` as colours; keeps its own copy of the samples.
ColourAt colours_of(RawFrame frame);

// Samples `colour` at the centre of every sample of `format`. Errors: plan_input (an empty size, or more than 16 bits).
Result<RawFrame> make_picture(const FrameFormat& format, const ColourAt& colour);

} // namespace senga
