//!PARAM strength
//!DESC Strength
//!TYPE float
//!MINIMUM -1
//!MAXIMUM 2.5
0.3

//!PARAM taps
//!TYPE DEFINE
2

//!PARAM count
//!TYPE CONSTANT uint
4294967295

//!PARAM low
//!TYPE DYNAMIC int
-2147483648

//!PARAM mode
//!TYPE ENUM int
none
hard
two words

//!HOOK OUTPUT
//!BIND HOOKED
//!WHEN strength 0 > mode hard = +
float f(float strength) { return strength; }
vec4 hook() { return vec4(strength * taps * count + low) * (mode == hard ? 1.0 : 2.0); }
