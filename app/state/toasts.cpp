#include "app/state/toasts.h"

#include "app/state/text.h"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace senga {
namespace {

constexpr double note_s = 1.5;
constexpr double warning_s = 6.0;
constexpr double error_s = 10.0;
constexpr std::size_t toasts_at_once = 5; // more would hide the picture
constexpr std::size_t log_entries = 200;

double lifetime_s(Severity severity) {
    switch (severity) {
    case Severity::note:
        return note_s;
    case Severity::warning:
        return warning_s;
    case Severity::error:
        break;
    }
    return error_s;
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
    add(view, {std::move(topic), std::move(text), Severity::note, now_s + note_s});
}

void show_warning(ViewState& view, std::string topic, std::string text, double now_s) {
    add(view, {std::move(topic), std::move(text), Severity::warning, now_s + lifetime_s(Severity::warning)});
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
    add(view, {"", std::move(text), diagnostic.severity, now_s + lifetime_s(diagnostic.severity)});
}

void expire_toasts(ViewState& view, double now_s) {
    std::erase_if(view.toasts, [&](const Toast& toast) { return toast.expires_s <= now_s; });
}

} // namespace senga
