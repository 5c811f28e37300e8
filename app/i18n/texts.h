// Every text the viewer reads, in both languages, by name. The tables are the .def files beside this one, one per
// subject: a line that lacks a language does not compile. Messages of renderer/ (a compiler's log, why a pass is
// skipped) are English: they speak of names in files. Pure functions over constants, any thread.
#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace senga {

enum class Language { english, chinese };

// X(name, English, Simplified Chinese)
enum class Text {
#define X(name, english, chinese) name,
#include "app/i18n/all.def"
#undef X
};

// Zero-terminated, for Dear ImGui.
const char* tr(Language language, Text text);

// The text with its {} filled in. Both languages take the same arguments (checked by a test).
template<class... Arguments>
std::string tr_format(Language language, Text text, const Arguments&... arguments) {
    return fmt::format(fmt::runtime(tr(language, text)), arguments...);
}

std::size_t text_count();

// "en", "zh": what settings call it.
std::string_view language_name(Language language);
std::optional<Language> language_from_name(std::string_view name);
// What the system speaks, from LC_ALL, LC_MESSAGES, LANG and LANGUAGE as POSIX and gettext read them.
Language system_language();

} // namespace senga
