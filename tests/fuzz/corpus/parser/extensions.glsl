//!PARAM mode
//!TYPE ENUM int
soft
hard

//!PARAM half
//!TYPE DEFINE
1

//!PARAM amount
//!TYPE float
0.5

//!HOOK LUMA
//!HOOK CHROMA
//!BIND HOOKED
#version 430
#define USE (half == 1) /* of
two lines */
#if USE && \
    defined(HOOKED_gather)
  #  extension GL_ARB_gpu_shader_fp64 : enable
#else
#endif
#extension GL_ARB_shading_language_420pack : enable
#define A amount
const float twice = A * 2.0, four[2] = float[2](twice, A);
vec4 linearize(vec4 c) { return c; }
vec4 hook() { return mode == hard ? linearize(HOOKED_texOff(0)) : vec4(twice); }
#endif
