#include "app/state/toasts.h"

#include "app/state/text.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <utility>

namespace senga {
namespace {

constexpr double shortest_note_s = 1.5;
constexpr double longest_note_s = 8.0;
constexpr double letter_s = 0.06;
constexpr double letters_at_a_glance = 30.0;
constexpr double warning_s = 6.0;
constexpr double error_s = 10.0;
constexpr std::size_t toasts_at_once = 5; // more would hide the picture
constexpr std::size_t log_entries = 200;

// In Latin letters; a Chinese character takes as long as two.
double reading_length(std::string_view text) {
    double length = 0.0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        length += byte < 0x80U ? 1.0 : byte >= 0xC0U ? 2.0 : 0.0;
    }
    return length;
}

double reading_s(std::string_view text) {
    const double beyond = reading_length(text) - letters_at_a_glance;
    return std::clamp(shortest_note_s + letter_s * beyond, shortest_note_s, longest_note_s);
}

double lifetime_s(Severity severity, std::string_view text) {
    switch (severity) {
    case Severity::note:
        return reading_s(text);
    case Severity::warning:
        return warning_s;
    case Severity::error:
        break;
    }
    return error_s;
}

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.emplace_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

void add(ViewState& view, Toast toast) {
    const auto same = std::find_if(view.toasts.begin(), view.toasts.end(), [&](const Toast& other) {
        return toast.topic.empty() ? other.text == toast.text : other.topic == toast.topic;
    });
    if (same != view.toasts.end()) {
        *same = std::move(toast);
        return;
    }
    if (view.toasts.size() >= toasts_at_once) {
        view.toasts.erase(view.toasts.begin());
    }
    view.toasts.push_back(std::move(toast));
}

} // namespace

void show_toast(ViewState& view, std::string topic, std::string text, double now_s) {
    const double until_s = now_s + lifetime_s(Severity::note, text);
    add(view, {std::move(topic), std::move(text), Severity::note, until_s});
}

void tell_saved(ViewState& view, const std::string& path, double now_s) {
    constexpr const char* topic = "picture-saved";
    constexpr std::size_t named = 4; // the last ones
    const auto folder_in = [](const std::string& file) { return file.substr(0, file.size() - file_name(file).size()); };
    const std::string folder = folder_in(path);
    std::vector<std::string> paths;
    for (const Toast& toast : view.toasts) {
        if (toast.topic == topic && toast.copies) {
            paths = lines_of(*toast.copies);
        }
    }
    if (!paths.empty() && folder_in(paths.front()) != folder) {
        paths.clear();
    }
    paths.push_back(path);
    std::string text = paths.size() == 1 ? tr_format(view.language, Text::toast_picture_saved, path)
                                         : tr_format(view.language, Text::toast_pictures_saved, paths.size(), folder);
    for (std::size_t i = paths.size() > named ? paths.size() - named : 0; i < paths.size() && paths.size() > 1; ++i) {
        text += "\n" + file_name(paths[i]);
    }
    const double until_s = now_s + lifetime_s(Severity::note, text);
    add(view, {topic, std::move(text), Severity::note, until_s, fmt::format("{}", fmt::join(paths, "\n"))});
}

void show_warning(ViewState& view, std::string topic, std::string text, double now_s) {
    const double until_s = now_s + lifetime_s(Severity::warning, text);
    add(view, {std::move(topic), std::move(text), Severity::warning, until_s});
}

void report(ViewState& view, const Diagnostic& diagnostic, double now_s) {
    if (view.log.size() >= log_entries) {
        view.log.erase(view.log.begin());
    }
    view.log.push_back(diagnostic);
    if (diagnostic.severity == Severity::note) {
        return;
    }
    std::string text = headline(view.language, diagnostic.code) + "\n";
    if (!diagnostic.place.file.empty()) {
        const std::string line = diagnostic.place.line > 0 ? ":" + std::to_string(diagnostic.place.line) : "";
        text += diagnostic.place.file + line + ": ";
    }
    text += diagnostic.text;
    const double until_s = now_s + lifetime_s(diagnostic.severity, text);
    add(view, {"", std::move(text), diagnostic.severity, until_s});
}

void expire_toasts(ViewState& view, double now_s) {
    std::erase_if(view.toasts, [&](const Toast& toast) { return toast.expires_s <= now_s; });
}

} // namespace senga
