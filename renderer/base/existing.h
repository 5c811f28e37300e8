// What becomes of files that are there already. Plain data.
#pragma once

namespace senga {

enum class Existing {
    keep,    // they are an error, and nothing is written
    replace, // they are written over
};

} // namespace senga
