// The exporters' texts against those kept under tests/export/references/, byte for byte. A difference is to be looked
// at; SENGA_UPDATE_REFERENCES=1 writes the new texts, and git shows what changed. Fails the running test.
#pragma once

#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

namespace senga::test {

// `name` is below the folder: "mpv/default.glsl.txt".
inline void check_reference(const std::string& name, const std::string& text) {
    const std::filesystem::path path = std::filesystem::path(SENGA_SOURCE_DIR "/tests/export/references") / name;
    if (const char* update = std::getenv("SENGA_UPDATE_REFERENCES"); update != nullptr && *update == '1') {
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << text;
        return;
    }
    const std::string expected = contents(path);
    std::size_t line = 1;
    std::size_t begin = 0; // of the first line that differs
    for (std::size_t i = 0; i < expected.size() && i < text.size() && expected[i] == text[i]; ++i) {
        if (text[i] == '\n') {
            ++line;
            begin = i + 1;
        }
    }
    INFO(path.string(), ": differs in line ", line, ", which is now \"",
         text.substr(begin, text.find('\n', begin) - begin), "\"");
    CHECK((text == expected));
}

} // namespace senga::test
