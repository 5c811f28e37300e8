A table's FILTER and BORDER: the same four values read from -1 to 2, filtered or not, clamped or repeated. Without a
FILTER line a table is filtered.

//!TEXTURE LINEAR_CLAMP
//!SIZE 4 1
//!FORMAT r8
//!FILTER LINEAR
//!BORDER CLAMP
20c060ff

//!TEXTURE LINEAR_REPEAT
//!SIZE 4 1
//!FORMAT r8
//!BORDER REPEAT
20c060ff

//!TEXTURE NEAREST_CLAMP
//!SIZE 4 1
//!FORMAT r8
//!FILTER NEAREST
20C060FF

//!TEXTURE NEAREST_REPEAT
//!SIZE 4 1
//!FORMAT r8
//!FILTER NEAREST
//!BORDER REPEAT
20c060ff

//!HOOK OUTPUT
//!BIND HOOKED
//!BIND LINEAR_CLAMP
//!BIND LINEAR_REPEAT
//!BIND NEAREST_CLAMP
//!BIND NEAREST_REPEAT
//!DESC four rows
vec4 hook() {
    vec2 place = vec2(HOOKED_pos.x * 3.0 - 1.003, 0.5);
    int row = int(gl_FragCoord.y * 4.0 / HOOKED_size.y);
    float value = row == 0 ? texture(LINEAR_CLAMP, place).r
                  : row == 1 ? texture(LINEAR_REPEAT, place).r
                  : row == 2 ? texture(NEAREST_CLAMP, place).r
                             : texture(NEAREST_REPEAT, place).r;
    return vec4(value, 0.5 * value, HOOKED_tex(HOOKED_pos).b, 1.0);
}
