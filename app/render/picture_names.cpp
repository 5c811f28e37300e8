#include "app/render/picture_names.h"

#include "renderer/base/ascii.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <system_error>

namespace senga {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 14> endings{".png", ".jpg", ".jpeg", ".webp", ".bmp", ".tif",  ".tiff",
                                                   ".tga", ".ppm", ".pgm",  ".exr",  ".dpx", ".avif", ".jxl"};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_picture(const fs::path& path) {
    const std::string ending = ascii_lower(path.extension().string());
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

struct NumberSpan {
    std::size_t begin = 0;
    std::size_t end = 0; // behind the d
    int digits = 0;
};

// The first "%d", "%5d" or "%05d" from `from` on.
std::optional<NumberSpan> find_number(std::string_view text, std::size_t from) {
    for (std::size_t at = text.find('%', from); at != std::string_view::npos; at = text.find('%', at + 1)) {
        std::size_t end = at + 1;
        int digits = 0;
        while (end < text.size() && is_digit(text[end]) && digits < 100) {
            digits = digits * 10 + (text[end++] - '0');
        }
        if (end < text.size() && text[end] == 'd' && digits <= 18) {
            return NumberSpan{at, end + 1, digits};
        }
    }
    return std::nullopt;
}

// The regular files of a folder. Errors: file_missing, file_unreadable.
Result<std::vector<fs::path>> files_of(const fs::path& folder) {
    std::error_code failed;
    const fs::path place = folder.empty() ? fs::path(".") : folder;
    std::vector<fs::path> out;
    for (fs::directory_iterator at(place, failed), end; !failed && at != end; at.increment(failed)) {
        if (at->is_regular_file(failed)) {
            out.push_back(folder / at->path().filename());
        }
        failed.clear(); // of one file
    }
    if (failed) {
        const bool missing = failed == std::errc::no_such_file_or_directory;
        return diagnose(missing ? Code::file_missing : Code::file_unreadable,
                        missing ? "there is no such folder; check the path"
                                : "the folder cannot be read: " + failed.message(),
                        {place.string()});
    }
    return out;
}

std::string_view digits_at(std::string_view text, std::size_t at) {
    std::size_t end = at;
    while (end < text.size() && is_digit(text[end])) {
        ++end;
    }
    return text.substr(at, end - at);
}

std::string_view without_zeros(std::string_view digits) {
    const std::size_t first = digits.find_first_not_of('0');
    return first == std::string_view::npos ? std::string_view() : digits.substr(first);
}

} // namespace

fs::path NumberedName::path(std::int64_t number) const {
    return folder / fmt::format("{}{:0{}}{}", before, number, digits, after);
}

std::optional<std::int64_t> NumberedName::number_in(const std::string& name) const {
    if (name.size() <= before.size() + after.size() || !name.starts_with(before) || !name.ends_with(after)) {
        return std::nullopt;
    }
    const std::string_view number(name.data() + before.size(), name.size() - before.size() - after.size());
    std::int64_t out = 0;
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), out);
    const bool ours = error == std::errc() && out >= 0 && path(out).filename() == name;
    return ours ? std::optional(out) : std::nullopt;
}

Result<std::optional<NumberedName>> parse_numbered(const std::string& text) {
    const fs::path path(text);
    const std::string name = path.filename().string();
    const std::optional<NumberSpan> place = find_number(name, 0);
    if (find_number(path.parent_path().string(), 0)) {
        return diagnose(Code::usage, "the number of numbered pictures stands in the file's name, not in a folder's",
                        {text});
    }
    if (!place) {
        return std::optional<NumberedName>();
    }
    if (find_number(name, place->end)) {
        return diagnose(Code::usage, "a name of numbered pictures has one number in it, like %05d", {text});
    }
    return std::optional(NumberedName{.folder = path.parent_path(),
                                      .before = name.substr(0, place->begin),
                                      .after = name.substr(place->end),
                                      .digits = place->digits});
}

Result<std::vector<ListedPicture>> list_numbered(const NumberedName& name) {
    const Result<std::vector<fs::path>> files = files_of(name.folder);
    if (!files) {
        return files.error();
    }
    std::vector<ListedPicture> out;
    for (const fs::path& path : *files) {
        if (const auto number = name.number_in(path.filename().string())) {
            out.push_back({path, *number});
        }
    }
    std::sort(out.begin(), out.end(),
              [](const ListedPicture& a, const ListedPicture& b) { return a.number < b.number; });
    if (out.empty()) {
        return diagnose(
            Code::file_missing,
            fmt::format("no file is named like this; the first might be {}", name.path(0).filename().string()),
            {(name.folder / (name.before + "%0" + std::to_string(name.digits) + "d" + name.after)).string()});
    }
    for (std::size_t i = 1; i < out.size(); ++i) {
        if (const std::int64_t expected = out[i - 1].number + 1; out[i].number != expected) {
            return diagnose(
                Code::file_missing,
                fmt::format("this picture is missing, though there are {} to {}; add it, or name the folder "
                            "to take all that are there",
                            out.front().number, out.back().number),
                {name.path(expected).string()});
        }
    }
    return out;
}

bool comes_before(std::string_view a, std::string_view b) {
    std::size_t at_a = 0;
    std::size_t at_b = 0;
    while (at_a < a.size() && at_b < b.size()) {
        const std::string_view digits_a = digits_at(a, at_a);
        const std::string_view digits_b = digits_at(b, at_b);
        if (digits_a.empty() || digits_b.empty()) {
            if (a[at_a] != b[at_b]) {
                return static_cast<unsigned char>(a[at_a]) < static_cast<unsigned char>(b[at_b]);
            }
            ++at_a;
            ++at_b;
            continue;
        }
        const std::string_view number_a = without_zeros(digits_a);
        const std::string_view number_b = without_zeros(digits_b);
        if (number_a != number_b) {
            return number_a.size() != number_b.size() ? number_a.size() < number_b.size() : number_a < number_b;
        }
        at_a += digits_a.size();
        at_b += digits_b.size();
    }
    const std::size_t left_a = a.size() - at_a;
    const std::size_t left_b = b.size() - at_b;
    return left_a != left_b ? left_a < left_b : a < b; // 01 and 1: any order, but always the same
}

Result<std::vector<ListedPicture>> list_folder(const fs::path& folder) {
    Result<std::vector<fs::path>> files = files_of(folder);
    if (!files) {
        return files.error();
    }
    std::erase_if(*files, [](const fs::path& path) { return !is_picture(path); });
    if (files->empty()) {
        return diagnose(Code::file_missing, "there is no picture in this folder", {folder.string()});
    }
    std::sort(files->begin(), files->end(), [](const fs::path& a, const fs::path& b) {
        return comes_before(a.filename().string(), b.filename().string());
    });
    std::vector<ListedPicture> out;
    for (fs::path& path : *files) {
        out.push_back({std::move(path), static_cast<std::int64_t>(out.size())});
    }
    return out;
}

} // namespace senga
