// Comments before the first directive, of either kind, /* and lines of anything at all: ünïcödé, "quotes", 50 %.

//!DESC The lines' order is free — ünïcödé: no trouble
//!BIND HOOKED
//!WHEN   1
//!COMPONENTS 3
//!HOOK OUTPUT

/* a comment between
   the lines and the body */
vec4 hook() // behind the name
{
#ifdef HOOKED_tex
    vec4 colour = HOOKED_tex(HOOKED_pos); /* inside */
#else
    vec4 colour = vec4(1.0, 0.0, 1.0, 1.0);
#endif
#if __VERSION__ >= 150 && defined(HOOKED_pos) && !defined(NOTHING_tex)
    colour.rgb = colour.brg;
#endif
    return colour;
}
// behind the end
