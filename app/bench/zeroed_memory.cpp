#include "app/bench/zeroed_memory.h"

#include <cstdlib>

#include <malloc.h>

namespace senga {

#ifdef M_PERTURB

// glibc fills new memory with the complement of the given byte.
ZeroedMemory::ZeroedMemory() {
    mallopt(M_PERTURB, 255);
}

ZeroedMemory::~ZeroedMemory() {
    const char* own = std::getenv("MALLOC_PERTURB_"); // the environment's wish stays
    mallopt(M_PERTURB, own != nullptr ? std::atoi(own) : 0);
}

#else

ZeroedMemory::ZeroedMemory() = default;
ZeroedMemory::~ZeroedMemory() = default;

#endif

} // namespace senga
