// What the pictures of "senga frame" are called: patterns with fields, made up names in a folder, and names of
// before/after pairs that comparison sites sort and group. Values put into a name are legal on any file system; what
// the pattern itself says is left alone.
// Pure functions, any thread, but for name_rule(), which looks whether there is such a folder.
#pragma once

#include "renderer/base/result.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace senga {

struct PictureFacts {
    std::int64_t number = 1; // among the pictures of this run, from 1
    std::int64_t frame = 0;
    double time_s = 0.0;
    std::string name; // of the film, without folder and extension
    std::string chain;
};

// "%03d  the picture's number ...", one field a line, for --help.
std::string name_fields_help();

// How many pictures there will be of what: names have to tell them apart.
struct PicturesWanted {
    // A list may turn out to be one frame; its pictures are numbered all the same.
    enum class Frames { one, list_of_one, several } frames = Frames::one;
    enum class Chains { one, several } chains = Chains::one;
    enum class Form { files, sheet } form = Form::files; // a sheet is one file, whatever is on it
};

struct NameRule {
    std::string pattern;
    // `written_out`: the one file that -o named.
    enum class Kind { written_out, from_fields } kind = Kind::written_out;
    // Whether "%03d" is the picture's number. A single picture has none, and "100%2d.png" is just its name.
    enum class Counting { off, on } counting = Counting::on;
};

// From what -o says. A folder (that exists, or ends in "/", or has no extension where there are several pictures) gets
// names of its own: "Film 000012 00-00-00.500.png", "000012_00-00-00.500 - Original.png" for several chains, and
// "Film sheet.png".
// Errors: usage, where several pictures would get one name, or a name ends as something else than a PNG.
Result<NameRule> name_rule(const std::string& output, PicturesWanted wanted);

std::filesystem::path picture_path(const NameRule& rule, const PictureFacts& facts);

// The file's name without folder and extension.
std::string film_name(const std::string& location);

// Each name once, whatever the case of its letters: the second "Own" becomes "Own (2)".
std::vector<std::string> told_apart(std::vector<std::string> names);

} // namespace senga
