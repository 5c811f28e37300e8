#include "app/state/browse.h"

#include "app/state/drop.h"
#include "app/state/viewing.h"
#include "renderer/base/ascii.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

namespace senga {
namespace {

constexpr std::array<std::string_view, 80> playable{
    // films
    "mkv", "mp4", "m4v", "mov", "avi", "webm", "ts", "m2ts", "mts", "mpg", "mpeg", "m2v", "vob", "ogv", "ogm", "flv",
    "wmv", "asf", "rm", "rmvb", "3gp", "3g2", "divx", "mxf", "y4m", "h264", "264", "hevc", "h265", "265", "ivf", "obu",
    "dv", "mk3d", "f4v", "nut", "wtv", "iso",
    // sound
    "flac", "mp3", "m4a", "aac", "ogg", "opus", "wav", "mka", "ac3", "dts", "ape", "wv", "tta", "wma", "alac",
    // pictures
    "png", "jpg", "jpeg", "webp", "bmp", "gif", "tif", "tiff", "avif", "jxl", "apng", "tga",
    // lists
    "m3u", "m3u8", "pls", "cue", "edl",
    // what goes with a film
    "srt", "ass", "ssa", "sub", "idx", "sup", "vtt", "glsl", "hook", "mpls"};

bool begins(std::string_view name, std::string_view typed) {
    return name.size() >= typed.size() && ascii_lower(name.substr(0, typed.size())) == ascii_lower(typed);
}

bool is_hidden(const BrowseEntry& entry) {
    return entry.name.starts_with('.');
}

bool is_shown(const BrowseEntry& entry, std::string_view typed) {
    if (entry.kind == BrowseEntry::Kind::other) {
        return entry.name == typed;
    }
    if (is_hidden(entry) && !typed.starts_with('.')) {
        return false;
    }
    return ascii_lower(entry.name).find(ascii_lower(typed)) != std::string::npos;
}

// How many bytes the names have in common, whatever their case; never a part of a character.
std::size_t common(std::string_view a, std::string_view b) {
    std::size_t length = 0;
    while (length < a.size() && length < b.size() && ascii_lower(a[length]) == ascii_lower(b[length])) {
        ++length;
    }
    const auto continues = [&](std::size_t at) {
        return at < a.size() && (static_cast<unsigned char>(a[at]) & 0xC0U) == 0x80U;
    };
    while (length > 0 && continues(length)) {
        --length;
    }
    return length;
}

} // namespace

std::string first_folder(const State& state) {
    std::string folder = folder_of(state.player.path);
    for (const RecentFile& file : state.library.recent) {
        if (folder.empty()) {
            folder = folder_of(file.path);
        }
    }
    if (folder.empty()) {
        return "~/";
    }
    return folder.ends_with('/') ? folder : folder + "/";
}

bool is_address(std::string_view typed) {
    return typed.find("://") != std::string_view::npos;
}

std::string typed_folder(std::string_view typed) {
    const std::size_t slash = typed.rfind('/');
    return slash == std::string_view::npos ? "" : std::string(typed.substr(0, slash + 1));
}

std::string typed_name(std::string_view typed) {
    return std::string(typed.substr(typed_folder(typed).size()));
}

std::string folder_above(std::string_view folder) {
    if (folder.empty() || folder == "/" || folder == "~/") {
        return std::string(folder);
    }
    folder.remove_suffix(folder.ends_with('/') ? 1 : 0);
    return typed_folder(folder);
}

BrowseEntry::Kind kind_of_file(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    const std::string extension = dot == std::string_view::npos ? "" : ascii_lower(name.substr(dot + 1));
    return std::find(playable.begin(), playable.end(), extension) != playable.end() ? BrowseEntry::Kind::playable
                                                                                    : BrowseEntry::Kind::other;
}

void sort_entries(std::vector<BrowseEntry>& entries) {
    std::sort(entries.begin(), entries.end(), [](const BrowseEntry& a, const BrowseEntry& b) {
        const bool folder = a.kind == BrowseEntry::Kind::folder;
        return folder != (b.kind == BrowseEntry::Kind::folder) ? folder : natural_less(a.name, b.name);
    });
}

std::vector<BrowseEntry> browse_rows(const BrowseState& browse, std::string_view typed) {
    std::vector<BrowseEntry> rows;
    if (is_address(typed)) {
        return rows;
    }
    const std::string name = typed_name(typed);
    std::copy_if(browse.entries.begin(), browse.entries.end(), std::back_inserter(rows),
                 [&](const BrowseEntry& entry) { return is_shown(entry, name); });
    std::stable_partition(rows.begin(), rows.end(), [&](const BrowseEntry& entry) { return begins(entry.name, name); });
    std::stable_partition(rows.begin(), rows.end(), [&](const BrowseEntry& entry) { return entry.name == name; });
    return rows;
}

std::string completed(const BrowseState& browse, std::string_view typed) {
    const std::string name = typed_name(typed);
    std::vector<BrowseEntry> rows = browse_rows(browse, typed);
    std::erase_if(rows, [&](const BrowseEntry& entry) { return !begins(entry.name, name); });
    if (rows.empty()) {
        return std::string(typed);
    }
    std::string agreed = rows.front().name;
    for (const BrowseEntry& row : rows) {
        agreed.resize(common(agreed, row.name));
    }
    const bool entered = rows.size() == 1 && rows.front().kind == BrowseEntry::Kind::folder;
    if (agreed.size() <= name.size() && !entered) {
        return std::string(typed);
    }
    return typed_folder(typed) + agreed + (entered ? "/" : "");
}

void folder_listed(BrowseState& browse, const event::FolderListed& listed) {
    if (!browse.reading || listed.asked != browse.folder) {
        return;
    }
    browse.reading = false;
    browse.path = listed.path;
    browse.entries = listed.entries;
    browse.failure = listed.failure;
    sort_entries(browse.entries);
}

} // namespace senga
