// Library is what Senga remembers between sessions besides settings: recent files and where they were left, the preset
// chosen by hand for a folder, rules, keys. Plain data; reading and writing is app/settings' matter.
#pragma once

#include "app/input/keymap.h"
#include "app/settings/settings.h"
#include "app/state/rules.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace senga {

struct RecentFile {
    std::string path;
    std::string title;
    double time_s = 0.0; // where it was left; 0: at its start, or seen to its end
    double duration_s = 0.0;
    bool operator==(const RecentFile&) const = default;
};

struct Library {
    static constexpr std::size_t most_recent = 200; // kept; menus show fewer

    Settings settings;
    Keymap keys;
    std::vector<Rule> rules = initial_rules();
    std::map<std::string, std::string, std::less<>> folder_presets; // folder to preset key
    std::vector<RecentFile> recent;                                 // latest first
    bool operator==(const Library&) const = default;
};

// The parts that are saved on their own.
enum class LibraryPart { settings, keys, rules, folders, recent };

} // namespace senga
