#include "app/i18n/texts.h"

#include <cstdlib>
#include <iterator>

namespace senga {
namespace {

struct Pair {
    const char* english;
    const char* chinese;
};

// Not std::array: clang refuses to deduce the type of so many.
constexpr Pair pairs[]{
#define X(name, english, chinese) Pair{english, chinese},
#include "app/i18n/all.def"
#undef X
};

std::string_view environment(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
}

} // namespace

const char* tr(Language language, Text text) {
    const Pair& pair = pairs[static_cast<std::size_t>(text)];
    return language == Language::chinese ? pair.chinese : pair.english;
}

std::size_t text_count() {
    return std::size(pairs);
}

std::string_view language_name(Language language) {
    return language == Language::chinese ? "zh" : "en";
}

std::optional<Language> language_from_name(std::string_view name) {
    for (const Language language : {Language::english, Language::chinese}) {
        if (name == language_name(language)) {
            return language;
        }
    }
    return std::nullopt;
}

Language system_language() {
    std::string_view locale;
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        if (locale.empty()) {
            locale = environment(name);
        }
    }
    if (locale == "C" || locale == "POSIX" || locale.starts_with("C.")) {
        return Language::english; // gettext does not look at LANGUAGE then
    }
    if (const std::string_view wishes = environment("LANGUAGE"); !wishes.empty() && !locale.empty()) {
        locale = wishes;
    }
    return locale.starts_with("zh") ? Language::chinese : Language::english;
}

} // namespace senga
