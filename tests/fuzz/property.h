// A property that must hold for every input of a fuzz target. Not an assert: it also stands in release builds, and it
// aborts, which is what libFuzzer takes for a finding.
#pragma once

#include <cstdio>
#include <cstdlib>

#define SENGA_PROPERTY(condition)                                                                                      \
    do {                                                                                                               \
        if (!(condition)) {                                                                                            \
            std::fprintf(stderr, "%s:%d: property violated: %s\n", __FILE__, __LINE__, #condition);                    \
            std::abort();                                                                                              \
        }                                                                                                              \
    } while (false)
