// The program itself, run as from a shell: what it prints and its exit code. For the tests of commands; they are built
// with SENGA_PROGRAM, the program's path.
#pragma once

#include "tests/temporary_folder.h"

#include <cstdlib>
#include <string>

#include <sys/wait.h>

namespace senga::test {

struct Ran {
    int code = -1;
    std::string out;
    std::string err;
};

#ifdef SENGA_PROGRAM
// `arguments` as the shell reads them; `folder` takes what is printed.
inline Ran run_senga(const TemporaryFolder& folder, const std::string& arguments) {
    const std::string out = (folder.path() / "stdout").string();
    const std::string err = (folder.path() / "stderr").string();
    const int status =
        std::system((SENGA_PROGRAM " " + arguments + " > '" + out + "' 2> '" + err + "'").c_str()); // NOLINT
    return {WEXITSTATUS(status), contents(out), contents(err)};
}
#endif

// How often the part stands in the text.
inline std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t out = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++out;
    }
    return out;
}

} // namespace senga::test
