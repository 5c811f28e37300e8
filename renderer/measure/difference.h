// Mean squared error and PSNR of two pictures of one format, as FFmpeg's filter `psnr` defines them: squares of codes,
// the peak is 2^depth - 1, and the planes together are weighed by their number of samples. The caller sees to the
// pictures' being of one grid (grid.h). Pure functions, any thread.
#pragma once

#include "renderer/measure/planar_picture.h"

#include <array>
#include <vector>

namespace senga {

// Of squared codes, in the order of the planes.
std::vector<double> plane_mse(const PlanarPicture& a, const PlanarPicture& b);

// The mean of one value per plane, each plane weighed by its share of all samples.
double mean_of_planes(const PlanarPicture& picture, const std::vector<double>& values);

// Of R', G' and B' held within 0..1.
std::array<double, 3> channel_mse(const std::array<FloatPlane, 3>& a, const std::array<FloatPlane, 3>& b);

// 10 log10(peak^2 / mse); infinite where mse is 0.
double psnr_db(double mse, double peak);

} // namespace senga
