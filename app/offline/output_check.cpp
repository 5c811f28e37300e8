#include "app/offline/output_check.h"

#include "renderer/base/ascii.h"
#include "renderer/base/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

namespace senga {

Outcome check_no_input(const std::filesystem::path& path, const std::vector<std::string>& inputs) {
    const bool read = std::any_of(inputs.begin(), inputs.end(), [&path](const std::string& input) {
        return !input.empty() && same_file(path, input);
    });
    return read ? Outcome(diagnose(Code::usage, "the output is the input itself; choose another name", {path.string()}))
                : Outcome(Done{});
}

Outcome check_ending(const std::filesystem::path& path, std::string_view ending, std::string_view kind) {
    if (ascii_lower(path.extension().string()) == ending) {
        return Done{};
    }
    const std::string format = ascii_upper(ending.substr(1));
    return diagnose(Code::usage, fmt::format("{} is written as {}: give a name that ends in {}", kind, format, ending),
                    {path.string()});
}

Outcome check_output(const OutputFile& file) {
    Outcome out = file.ending.empty() ? Outcome(Done{}) : check_ending(file.path, file.ending, file.kind);
    out = out ? check_no_input(file.path, file.inputs) : out;
    if (!out) {
        return out;
    }
    std::error_code failed;
    if (file.existing == Existing::keep && std::filesystem::exists(file.path, failed)) {
        return diagnose(Code::file_unwritable,
                        "the file exists already; choose another name, or add --force to replace it",
                        {file.path.string()});
    }
    return check_writable(file.path);
}

} // namespace senga
