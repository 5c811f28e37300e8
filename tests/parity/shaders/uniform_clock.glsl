`random` and `frame` exist in every pass. Their values are each player's own, so that only their ranges are shown.

//!HOOK OUTPUT
//!BIND HOOKED
//!DESC in range
vec4 hook() {
    bool good = random >= 0.0 && random <= 1.0 && frame >= 0;
    return good ? vec4(1.0 - HOOKED_tex(HOOKED_pos).rgb, 1.0) : vec4(1.0, 0.0, 1.0, 1.0);
}
