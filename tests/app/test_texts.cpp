// Every text is there in both languages, and takes the same arguments in both.
#include "app/i18n/texts.h"
#include "app/state/text.h"

#include <doctest/doctest.h>

#include <cctype>
#include <set>
#include <string>
#include <vector>

using namespace senga;

namespace {

// The replacement fields of a format string in order: "{:.0f}" of "{{}} {:.0f} %". fmt's own rules: {{ is a brace.
std::vector<std::string> fields(const std::string& text) {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '{') {
            continue;
        }
        if (i + 1 < text.size() && text[i + 1] == '{') {
            ++i;
            continue;
        }
        const std::size_t end = text.find('}', i);
        REQUIRE(end != std::string::npos);
        out.push_back(text.substr(i, end - i + 1));
        i = end;
    }
    return out;
}

// Lead bytes announce as many continuation bytes as follow (RFC 3629).
bool is_utf8(const std::string& text) {
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC2 ? 2 : 0;
        if (length == 0 || i + length > text.size()) {
            return false;
        }
        for (std::size_t k = 1; k < length; ++k) {
            if ((static_cast<unsigned char>(text[i + k]) & 0xC0) != 0x80) {
                return false;
            }
        }
        i += length;
    }
    return true;
}

constexpr const char* names[] = {
#define X(name, english, chinese) #name,
#include "app/i18n/all.def"
#undef X
};

constexpr Code codes[] = {
#define SENGA_X(code, severity, meaning) Code::code,
    SENGA_DIAGNOSTICS(SENGA_X)
#undef SENGA_X
};

} // namespace

TEST_CASE("every text has both languages and the same fields in both") {
    REQUIRE(std::size(names) == text_count());
    for (std::size_t i = 0; i < text_count(); ++i) {
        CAPTURE(names[i]);
        const std::string english = tr(Language::english, static_cast<Text>(i));
        const std::string chinese = tr(Language::chinese, static_cast<Text>(i));
        CHECK_FALSE(english.empty());
        CHECK_FALSE(chinese.empty());
        CHECK(fields(english) == fields(chinese));
        CHECK(is_utf8(english));
        CHECK(is_utf8(chinese));
    }
}

TEST_CASE("the fields are told apart from braces") {
    CHECK(fields("{} of {:.2f} {{}}") == std::vector<std::string>{"{}", "{:.2f}"});
    CHECK(fields("{title}") == std::vector<std::string>{"{title}"});
}

TEST_CASE("every diagnostic has its own headline, in English what the code means") {
    std::set<std::string> chinese;
    for (const Code code : codes) {
        const std::string_view meaning = code_meaning(code);
        CAPTURE(meaning);
        std::string english = headline(Language::english, code);
        REQUIRE_FALSE(english.empty());
        // Sentence case here, a clause there.
        CHECK(std::tolower(english[0]) == std::tolower(meaning[0]));
        CHECK(english.substr(1) == meaning.substr(1));
        CHECK(chinese.insert(headline(Language::chinese, code)).second);
    }
}

TEST_CASE("languages by name") {
    CHECK(language_from_name("en") == Language::english);
    CHECK(language_from_name("zh") == Language::chinese);
    CHECK_FALSE(language_from_name("fr"));
    for (const Language language : {Language::english, Language::chinese}) {
        CHECK(language_from_name(language_name(language)) == language);
    }
}
