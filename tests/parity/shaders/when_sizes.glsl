WHEN is asked when the pass's turn comes, with the sizes of that moment: the second doubler finds MAIN large enough,
and a texture's own size tells whether it was made.

//!HOOK MAIN
//!BIND HOOKED
//!SAVE MARK
//!WIDTH 10
//!HEIGHT 4
//!DESC mark
vec4 hook() { return vec4(0.0, 0.4, 0.0, 1.0); }

//!HOOK MAIN
//!BIND HOOKED
//!WHEN OUTPUT.w MAIN.w / 1.2 >
//!WIDTH MAIN.w 2 *
//!HEIGHT MAIN.h 2 *
//!DESC doubler
vec4 hook() { return HOOKED_tex((floor(HOOKED_pos * HOOKED_size) + 0.5) * HOOKED_pt); }

//!HOOK MAIN
//!BIND HOOKED
//!WHEN OUTPUT.w MAIN.w / 1.2 >
//!WIDTH MAIN.w 2 *
//!HEIGHT MAIN.h 2 *
//!DESC the same once more
vec4 hook() { return vec4(1.0, 0.0, 1.0, 1.0); }

//!HOOK MAIN
//!BIND HOOKED
//!BIND MARK
//!WHEN MARK.w MARK.h 2.5 * =
//!DESC by a saved texture's size
vec4 hook() { return vec4(HOOKED_tex(HOOKED_pos).r, MARK_tex(MARK_pos).g, HOOKED_tex(HOOKED_pos).b, 1.0); }
