// What makes the stage of each operation; the table in operations.cpp tells what they take. One file per kind of
// damage. Free functions, any thread; stages belong to one thread each.
#pragma once

#include "app/degrade/damage.h"

#include <string>

namespace senga {

// resizing.cpp. In gamma-coded or linear light; samples outside repeat the edge.
std::string resizing_kernels(); // "box, bilinear, ..."
StagePtr make_downscale(const DamageValues& values, const StagePlace& place);
StagePtr make_upscale(const DamageValues& values, const StagePlace& place);
StagePtr make_fake_hd(const DamageValues& values, const StagePlace& place);

// coding.cpp: what storing as video does.
StagePtr make_chroma(const DamageValues& values, const StagePlace& place);
StagePtr make_h264(const DamageValues& values, const StagePlace& place);
StagePtr make_mpeg2(const DamageValues& values, const StagePlace& place);
// jpeg.cpp
StagePtr make_jpeg(const DamageValues& values, const StagePlace& place);

// colouring.cpp: what becomes of each pixel by itself.
StagePtr make_bands(const DamageValues& values, const StagePlace& place);
StagePtr make_washed(const DamageValues& values, const StagePlace& place);
StagePtr make_crushed(const DamageValues& values, const StagePlace& place);
StagePtr make_matrix(const DamageValues& values, const StagePlace& place);
StagePtr make_tint(const DamageValues& values, const StagePlace& place);
StagePtr make_borders(const DamageValues& values, const StagePlace& place);

// filtering.cpp: what neighbours do to each other.
StagePtr make_blur(const DamageValues& values, const StagePlace& place);
StagePtr make_halo(const DamageValues& values, const StagePlace& place);
StagePtr make_bleed(const DamageValues& values, const StagePlace& place);
StagePtr make_field(const DamageValues& values, const StagePlace& place);

// grain.cpp
StagePtr make_noise(const DamageValues& values, const StagePlace& place);
StagePtr make_grain(const DamageValues& values, const StagePlace& place);

// wear.cpp: what happens to a strip of film.
StagePtr make_dust(const DamageValues& values, const StagePlace& place);
StagePtr make_scratches(const DamageValues& values, const StagePlace& place);

} // namespace senga
