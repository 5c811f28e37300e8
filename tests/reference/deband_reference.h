// The debander as plain code, written from f3kdb's sample mode 6 and Zastin's debandmask and not from our GLSL.
// Samples are as at mpv's plane hooks: 8-bit code / 255, limited range.
// Pure functions over Image, any thread.
#pragma once

#include "tests/reference/image.h"

#include <array>
#include <cstdint>

namespace senga::reference {

// The shader's parameters without their prefix, and their initial values.
struct DebandOptions {
    float range = 24.0F;     // pixels
    float luma = 1.2F;       // 8-bit codes
    float chroma = 1.2F;     // 8-bit codes
    float spread = 2.8F;     // thresholds
    float curve = 1.6F;      // thresholds
    float detail = 1.5F;     // 8-bit codes
    float grain = 0.25F;     // 8-bit codes
    std::uint32_t frame = 0; // deband_dynamic = 1 uses the frame's number, 0 stands for 0
};

// PCG3D (Jarzynski, Olano: Hash Functions for GPU Rendering, 2020), its upper 24 bits as 0..1.
std::array<float, 3> random_at(std::uint32_t x, std::uint32_t y, std::uint32_t z);

// What one sample becomes beside its four; threshold in the samples' units, before any mask.
float soft_mean(float x, float up, float down, float left, float right, float threshold, const DebandOptions& options);

// The detail mask: 1 where the filter may act.
Image deband_allow(const Image& luma, const DebandOptions& options);
// Both rounds and grain on one channel.
Image deband_luma(const Image& luma, const DebandOptions& options);
// Both rounds on two channels; `luma` is the plane before it was filtered.
Image deband_chroma(const Image& chroma, const Image& luma, const DebandOptions& options);

} // namespace senga::reference
