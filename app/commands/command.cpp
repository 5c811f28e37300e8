#include "app/commands/command.h"

#include <cstdio>

namespace senga {

Exit fail(const Diagnostic& diagnostic) {
    std::fprintf(stderr, "senga: %s\n", to_string(diagnostic).c_str());
    return diagnostic.code == Code::usage ? Exit::wrong_usage : Exit::bad_input;
}

void warn(const std::vector<Diagnostic>& notes) {
    for (const Diagnostic& note : notes) {
        std::fprintf(stderr, "senga: %s\n", to_string(note).c_str());
    }
}

} // namespace senga
