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

// What a text of the form of user-dirs.dirs says of a variable.
std::optional<fs::path> from_user_dirs(std::string_view text, const fs::path& home, std::string_view variable) {
    constexpr std::string_view of_home = "$HOME";
    std::optional<fs::path> out;
    while (!text.empty()) {
        std::string_view line = trim(take_line(text));
        if (!line.starts_with(variable) || !line.substr(variable.size()).starts_with('=')) {
            continue;
        }
        line.remove_prefix(variable.size() + 1);
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

// A folder of the viewer's, from the environment or from user-dirs.dirs; empty: neither names it.
fs::path viewers_folder(const char* variable) {
    fs::path out = folder_in_environment(variable);
    const fs::path config = base_folder("XDG_CONFIG_HOME", ".config");
    if (out.empty() && !config.empty()) {
        const auto text = read_file(config / "user-dirs.dirs", user_dirs_bytes);
        out = text ? from_user_dirs(*text, folder_in_environment("HOME"), variable).value_or(fs::path()) : fs::path();
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
    return from_user_dirs(text, home, "XDG_PICTURES_DIR");
}

fs::path pictures_folder() {
    fs::path pictures = viewers_folder("XDG_PICTURES_DIR");
    const fs::path home = folder_in_environment("HOME");
    if (pictures.empty() && !home.empty()) {
        pictures = home / "Pictures";
    }
    return pictures.empty() ? pictures : pictures / "Senga";
}

fs::path exports_folder() {
    const fs::path documents = viewers_folder("XDG_DOCUMENTS_DIR");
    const fs::path parent = documents.empty() ? folder_in_environment("HOME") : documents;
    return parent.empty() ? parent : parent / "senga-export";
}

fs::path below_home(const std::string& typed) {
    const fs::path home = folder_in_environment("HOME");
    const bool meant = typed == "~" || typed.starts_with("~/");
    return meant && !home.empty() ? home / fs::path(typed.substr(1)).relative_path() : fs::path(typed);
}

} // namespace senga
