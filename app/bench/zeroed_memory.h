// While a ZeroedMemory lives, new memory of this process is filled with zeros. libmpv leaves the padding of its
// scalers' weight tables uninitialised; what lies there may make whole frames NaN, and a benchmark of them worthless.
// Costs time, so it ends before any clock runs. Any thread; one at a time. Only glibc can do it; elsewhere it is
// nothing.
#pragma once

namespace senga {

class ZeroedMemory {
public:
    ZeroedMemory();
    ~ZeroedMemory();
    ZeroedMemory(const ZeroedMemory&) = delete;
    ZeroedMemory& operator=(const ZeroedMemory&) = delete;
};

} // namespace senga
