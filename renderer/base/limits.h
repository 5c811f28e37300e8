// Limits bound what a file from elsewhere may ask for, so that no input can exhaust memory or time.
// They are values handed to the readers, not globals; the defaults admit every community shader we know.
// Plain data, any thread.
#pragma once

#include <cstddef>

namespace senga {

struct Limits {
    std::size_t file_bytes = 64u << 20;    // shader files reach 4 MB
    std::size_t passes = 512;              // files reach 260
    std::size_t hooks_per_pass = 16;       // mpv: 16
    std::size_t binds_per_pass = 16;       // mpv: 16
    std::size_t parameters = 256;          // per file
    std::size_t textures = 64;             // per file
    std::size_t texture_bytes = 64u << 20; // one TEXTURE block, decoded
    std::size_t expression_tokens = 64;    // libplacebo: 64, mpv: 32
    std::size_t name_bytes = 128;          // a texture's or parameter's name
    std::size_t line_bytes = 256u << 20;   // hex data stand on one line
    int texture_edge_px = 16384;           // any intermediate
};

} // namespace senga
