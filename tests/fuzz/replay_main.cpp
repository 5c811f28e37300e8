// Runs a fuzz target over its seeds and over every prefix of them, without libFuzzer, so that the ordinary suite and
// every compiler check the targets' properties. A truncated file is what a broken download leaves behind.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::size_t replay(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(stream), {}};
    for (std::size_t length = 0; length <= text.size(); ++length) {
        // A copy of exactly this length, so that a sanitizer sees the first byte read too far.
        const std::vector<std::uint8_t> input(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(length));
        LLVMFuzzerTestOneInput(input.data(), input.size());
    }
    return text.size() + 1;
}

} // namespace

int main(int count, char** arguments) {
    std::size_t inputs = 0;
    for (int i = 1; i < count; ++i) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(arguments[i])) {
            inputs += entry.is_regular_file() ? replay(entry.path()) : 0;
        }
    }
    std::printf("%zu inputs\n", inputs);
    return inputs > 0 ? 0 : 1; // no seeds: the folder is wrong
}
