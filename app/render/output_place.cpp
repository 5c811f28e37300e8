#include "app/render/output_place.h"

#include "app/media/video_writer.h"
#include "renderer/base/ascii.h"

#include <algorithm>
#include <array>
#include <set>
#include <system_error>
#include <utility>

#include <sys/stat.h>

namespace senga {
namespace {

namespace fs = std::filesystem;

// The same for all names of one file.
using Identity = std::pair<dev_t, ino_t>;

std::optional<Identity> identity(const fs::path& path) {
    struct stat found {};
    return ::stat(path.c_str(), &found) == 0 ? std::optional(Identity(found.st_dev, found.st_ino)) : std::nullopt;
}

std::string lower_ending(const fs::path& path) {
    return ascii_lower(path.extension().string());
}

bool is_picture_ending(const std::string& ending) {
    constexpr std::array<std::string_view, 8> endings{".png", ".jpg", ".jpeg", ".webp",
                                                      ".bmp", ".tif", ".tiff", ".exr"};
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

// "a_%03d.jpg" becomes "FOLDER/a_%03d.png".
NumberedName as_png(NumberedName name, const fs::path& folder) {
    name.folder = folder;
    name.after = name.after.substr(0, name.after.rfind('.')) + ".png";
    return name;
}

Result<OutputNames> names_in_folder(const fs::path& folder, const std::string& input, const FrameSource& source) {
    OutputNames out{.numbered = {.folder = folder, .before = "", .after = ".png", .digits = 6}};
    if (source.info().kind == SourceInfo::Kind::film) {
        return out;
    }
    if (source.info().kind == SourceInfo::Kind::numbered) {
        const Result<std::optional<NumberedName>> numbered = parse_numbered(input);
        if (numbered && *numbered) {
            out.numbered = as_png(**numbered, folder);
        }
        return out;
    }
    out.folder = folder;
    std::set<std::string> seen;
    for (const ListedPicture& picture : source.pictures()) {
        out.stems.push_back(picture.path.stem().string());
        if (!seen.insert(out.stems.back()).second) {
            return diagnose(Code::usage,
                            "two pictures of the input would both become " + out.stems.back() +
                                ".png; number "
                                "the output instead, as in out/%05d.png",
                            {picture.path.string()});
        }
    }
    return out;
}

} // namespace

Result<OutputPlace> output_place(const std::string& output, const std::string& input, const FrameSource& source) {
    OutputPlace out{.film = output, .names = {}};
    std::error_code ignored;
    if (output.ends_with('/') || fs::is_directory(output, ignored)) {
        Result<OutputNames> names = names_in_folder(output, input, source);
        if (!names) {
            return names.error();
        }
        out.pictures = true;
        out.names = *std::move(names);
    } else {
        const Result<std::optional<NumberedName>> numbered = parse_numbered(output);
        if (!numbered) {
            return numbered.error();
        }
        if (*numbered) {
            out.pictures = true;
            out.names.numbered = **numbered;
        }
    }
    const std::string ending = lower_ending(output);
    if (out.pictures && !output.ends_with('/') && !fs::is_directory(output, ignored) && ending != ".png") {
        return diagnose(Code::usage, "pictures are written as PNG; name them like out/%05d.png", {output});
    }
    if (!out.pictures && is_picture_ending(ending)) {
        return diagnose(
            Code::usage,
            "for pictures put a number into the name, as in out/%05d.png, or name a folder, as in out/; one "
            "picture is written by senga frame",
            {output});
    }
    if (!out.pictures && ending.empty()) {
        return diagnose(Code::usage,
                        "name a film with its ending, one of " + film_endings() +
                            "; the name of a folder for pictures ends with a slash",
                        {output});
    }
    return out;
}

Outcome check_apart(const OutputPlace& place, const FrameSource& source) {
    if (!place.pictures || source.pictures().empty()) {
        return Done{};
    }
    std::set<Identity> sources;
    for (const ListedPicture& picture : source.pictures()) {
        if (const std::optional<Identity> found = identity(picture.path)) {
            sources.insert(*found);
        }
    }
    for (const ListedPicture& picture : source.pictures()) {
        const fs::path path = place.names.path(picture.number);
        const std::optional<Identity> there = identity(path);
        if (there && sources.contains(*there)) {
            return diagnose(Code::usage,
                            "a picture would be written over one of the source; name another folder, as in out/",
                            {path.string()});
        }
    }
    return Done{};
}

std::optional<fs::path> existing_output(const OutputPlace& place, const FrameSource& source) {
    std::error_code ignored;
    if (!place.pictures) {
        return fs::exists(place.film, ignored) ? std::optional(place.film) : std::nullopt;
    }
    if (!place.names.stems.empty()) {
        for (const ListedPicture& picture : source.pictures()) {
            if (const fs::path path = place.names.path(picture.number); fs::exists(path, ignored)) {
                return path;
            }
        }
        return std::nullopt;
    }
    const std::int64_t first = source.next_number().value_or(0);
    const std::optional<std::int64_t> count = source.expected();
    const fs::path folder = place.names.numbered.folder.empty() ? fs::path(".") : place.names.numbered.folder;
    for (fs::directory_iterator at(folder, ignored), end; !ignored && at != end; at.increment(ignored)) {
        const auto number = place.names.numbered.number_in(at->path().filename().string());
        if (number && *number >= first && (!count || *number - first < *count)) {
            return place.names.numbered.folder / at->path().filename();
        }
    }
    return std::nullopt;
}

std::int64_t pictures_from(const OutputPlace& place, const FrameSource& source) {
    const std::optional<std::int64_t> first = source.next_number();
    std::error_code ignored;
    std::int64_t count = 0;
    while (first && fs::exists(place.names.path(*first + count), ignored)) {
        ++count;
    }
    return count;
}

} // namespace senga
