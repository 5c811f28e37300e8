A 3-D table, filtered, as colour grades use it. Its data are 32-bit floats though its texels are halves.

//!TEXTURE CUBE
//!SIZE 4 3 2
//!FORMAT rgba16f
//!FILTER LINEAR
cdcc4c3e0000803f000000000000803fcdcc4c3ebcbb3b3fcdcccc3d0000803fcdcc4c3eefeeee3ecdcc4c3e0000803fcdcc4c3ecdcc4c3e9a99993e0000803fcdcc0c3f0000803f000000000000803fcdcc0c3fbcbb3b3fcdcccc3d0000803fcdcc0c3fefeeee3ecdcc4c3e0000803fcdcc0c3fcdcc4c3e9a99993e0000803f6666663f0000803f000000000000803f6666663fbcbb3b3fcdcccc3d0000803f6666663fefeeee3ecdcc4c3e0000803f6666663fcdcc4c3e9a99993e0000803fcdcc4c3e0000803f9a99193f0000803fcdcc4c3ebcbb3b3f3333333f0000803fcdcc4c3eefeeee3ecdcc4c3f0000803fcdcc4c3ecdcc4c3e6666663f0000803fcdcc0c3f0000803f9a99193f0000803fcdcc0c3fbcbb3b3f3333333f0000803fcdcc0c3fefeeee3ecdcc4c3f0000803fcdcc0c3fcdcc4c3e6666663f0000803f6666663f0000803f9a99193f0000803f6666663fbcbb3b3f3333333f0000803f6666663fefeeee3ecdcc4c3f0000803f6666663fcdcc4c3e6666663f0000803f

//!HOOK MAIN
//!BIND HOOKED
//!BIND CUBE
//!DESC grade
vec4 hook() {
    vec3 colour = clamp(HOOKED_tex(HOOKED_pos).rgb, 0.0, 1.0);
    vec3 place = (colour * vec3(3.0, 2.0, 1.0) + 0.5) / vec3(4.0, 3.0, 2.0);
    return vec4(texture(CUBE, place).rgb, 1.0);
}
