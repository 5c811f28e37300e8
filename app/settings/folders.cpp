#include "app/settings/folders.h"

#include "renderer/base/files.h"
#include "renderer/language/words.h"

#include <cstddef>
#include <cstdlib>
#include <string>

namespace senga {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t user_dirs_bytes = 1U << 16;

// The specification has relative paths in these variables ignored.
fs::path folder_in_environment(const char* name) {
    const char* const value = std::getenv(name);
    const fs::path path = value == nullptr ? "" : value;
    return path.is_absolute() ? path : fs::path();
}

fs::path base_folder(const char* variable, const char* below_home) {
    if (fs::path set = folder_in_environment(variable); !set.empty()) {
        return set;
    }
    const fs::path home = folder_in_environment("HOME");
    return home.empty() ? fs::path() : home / below_home;
}

fs::path own_folder(const char* variable, const char* below_home) {
    const fs::path base = base_folder(variable, below_home);
    return base.empty() ? fs::path() : base / "senga";
}

// What stands in quotation marks, a backslash taking the character after it as it is; nullopt: they do not close.
std::optional<std::string> unquoted(std::string_view text) {
    if (!text.starts_with('"')) {
        return std::nullopt;
    }
    std::string out;
    for (std::size_t i = 1; i < text.size() && text[i] != '"'; ++i) {
        i += text[i] == '\\' ? 1U : 0U;
        out += i < text.size() ? text[i] : '\0';
        if (i + 1 >= text.size()) {
            return std::nullopt;
        }
    }
    return out;
}

} // namespace

fs::path config_folder() {
    return own_folder("XDG_CONFIG_HOME", ".config");
}

fs::path state_folder() {
    return own_folder("XDG_STATE_HOME", ".local/state");
}

fs::path cache_folder() {
    return own_folder("XDG_CACHE_HOME", ".cache");
}

std::optional<fs::path> pictures_from_user_dirs(std::string_view text, const fs::path& home) {
    constexpr std::string_view variable = "XDG_PICTURES_DIR=";
    constexpr std::string_view of_home = "$HOME";
    std::optional<fs::path> out;
    while (!text.empty()) {
        std::string_view line = trim(take_line(text));
        if (!line.starts_with(variable)) {
            continue;
        }
        line.remove_prefix(variable.size());
        const auto value = unquoted(line);
        if (!value) {
            continue;
        }
        // Only "$HOME/..." and absolute paths are allowed; the last line wins, as for the shell that this file is for.
        if (value->starts_with(of_home) && !home.empty()) {
            const std::string rest = value->substr(of_home.size());
            if (rest.empty() || rest.front() == '/') {
                const fs::path below = fs::path(rest).relative_path();
                out = below.empty() ? home : (home / below).lexically_normal();
            }
        } else if (value->starts_with('/')) {
            out = fs::path(*value).lexically_normal();
        }
    }
    return out;
}

fs::path pictures_folder() {
    fs::path pictures = folder_in_environment("XDG_PICTURES_DIR");
    const fs::path home = folder_in_environment("HOME");
    const fs::path config = base_folder("XDG_CONFIG_HOME", ".config");
    if (pictures.empty() && !config.empty()) {
        const auto text = read_file(config / "user-dirs.dirs", user_dirs_bytes);
        pictures = text ? pictures_from_user_dirs(*text, home).value_or(fs::path()) : fs::path();
    }
    if (pictures.empty() && !home.empty()) {
        pictures = home / "Pictures";
    }
    return pictures.empty() ? pictures : pictures / "Senga";
}

} // namespace senga
