#include "app/commands/shelf.h"

#include <cstdlib>
#include <string>

namespace senga {
namespace {

std::string environment(const char* name) {
    const char* value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

} // namespace

std::filesystem::path data_folder() {
    if (const std::string set = environment("SENGA_DATA"); !set.empty()) {
        return set;
    }
    std::error_code ignored;
    const std::filesystem::path built_from = SENGA_BUILT_FROM;
    if (std::filesystem::is_directory(built_from / "shaders", ignored)) {
        return built_from;
    }
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", ignored);
    return program.parent_path().parent_path() / "share" / "senga";
}

Shelf default_shelf() {
    Shelf out;
    if (const std::filesystem::path own = config_folder(); !own.empty()) {
        out.shader_folders.push_back(own / "shaders");
        out.own_presets = own / "presets";
        out.preset_folders.push_back(out.own_presets);
    }
    out.shader_folders.push_back(data_folder() / "shaders");
    out.preset_folders.push_back(data_folder() / "presets");
    return out;
}

} // namespace senga
