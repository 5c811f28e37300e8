// How long the GPU takes for something, from an idle GPU to an idle GPU. gpu_ms() needs a current GL context.
#pragma once

#include <glad/gl.h>

#include <chrono>

namespace senga {

// Milliseconds of wall time until everything that `work` asks of the GPU is done.
template<class Work>
double gpu_ms(Work&& work) {
    glFinish();
    const auto begun = std::chrono::steady_clock::now();
    work();
    glFinish();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count();
}

// Waits until no thread of this process works, so that a player's decoding ahead is in nobody's time; a twentieth of a
// second at most.
void wait_for_quiet();

} // namespace senga
