// How typed letters find an entry of the palette.
#include "app/input/actions.h"
#include "app/input/palette.h"
#include "renderer/base/ascii.h"

#include <algorithm>
#include <cstddef>
#include <limits>
#include <tuple>

namespace senga {
namespace {

constexpr double impossible = -std::numeric_limits<double>::infinity();

bool is_word(char c) {
    const char low = ascii_lower(c);
    return (low >= 'a' && low <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}

// A following byte of UTF-8: bytes of one character are never found apart, as they follow each other.
bool continues(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80;
}

bool begins_word(std::string_view text, std::size_t at) {
    return is_word(text[at]) && (at == 0 || !is_word(text[at - 1]));
}

// The best sum over all ways to find the word's bytes in this order: one for each, two more right behind the one
// before, three more at the beginning of a word.
double word_score(std::string_view word, std::string_view text) {
    std::vector<double> before(text.size(), 0.0); // best with the last byte so far found at i
    for (std::size_t k = 0; k < word.size(); ++k) {
        std::vector<double> now(text.size(), impossible);
        double earlier = impossible; // best of before[0 .. i-2]
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (k > 0 && i >= 2) {
                earlier = std::max(earlier, before[i - 2]);
            }
            if (ascii_lower(text[i]) != ascii_lower(word[k])) {
                continue;
            }
            const double gain = begins_word(text, i) ? 4.0 : 1.0;
            if (k == 0) {
                now[i] = gain;
                continue;
            }
            const double run = i > 0 ? before[i - 1] + 2.0 : impossible;
            now[i] = gain + (continues(word[k]) ? run : std::max(run, earlier));
        }
        before = std::move(now);
    }
    return before.empty() ? impossible : *std::max_element(before.begin(), before.end());
}

bool same_letters(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                      [](char x, char y) { return ascii_lower(x) == ascii_lower(y); });
}

// Where nothing but letters of ASCII parts words, as in Chinese, every character may begin one.
bool may_begin_word(std::string_view text, std::size_t at) {
    const auto beyond_ascii = [](char c) { return static_cast<unsigned char>(c) >= 0x80; };
    return at == 0 || !is_word(text[at - 1]) || beyond_ascii(text[at]) || beyond_ascii(text[at - 1]);
}

enum class Found { scattered, inside, at_word };

// How the letters of `part` occur in the text as one run.
Found find_run(std::string_view part, std::string_view text) {
    Found best = Found::scattered;
    for (std::size_t at = 0; at + part.size() <= text.size(); ++at) {
        if (same_letters(text.substr(at, part.size()), part)) {
            best = std::max(best, may_begin_word(text, at) ? Found::at_word : Found::inside);
        }
    }
    return best;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(' ');
    return first == std::string_view::npos ? "" : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

std::vector<std::string_view> words_of(std::string_view query) {
    std::vector<std::string_view> words;
    while (!query.empty()) {
        const std::size_t end = std::min(query.find(' '), query.size());
        if (end > 0) {
            words.push_back(query.substr(0, end));
        }
        query.remove_prefix(std::min(end + 1, query.size()));
    }
    return words;
}

} // namespace

std::optional<Fit> match(std::string_view query, std::string_view label) {
    const std::vector<std::string_view> words = words_of(query);
    if (words.empty()) {
        return Fit{};
    }
    double score = 0.0;
    Found worst = Found::at_word;
    for (const std::string_view word : words) {
        score += word_score(word, label);
        worst = std::min(worst, find_run(word, label));
    }
    if (score == impossible) {
        return std::nullopt;
    }
    Fit fit{.kind = worst == Found::at_word  ? Fit::Kind::words
                    : worst == Found::inside ? Fit::Kind::parts
                                             : Fit::Kind::letters,
            .score = score - 0.01 * static_cast<double>(label.size())}; // of equals, the shorter label
    switch (find_run(trimmed(query), label)) {
    case Found::at_word:
        fit.kind = Fit::Kind::phrase;
        break;
    case Found::inside:
        fit.kind = std::max(fit.kind, Fit::Kind::run);
        break;
    case Found::scattered:
        break;
    }
    return fit;
}

bool has_words_of(std::string_view text, std::string_view query) {
    const std::optional<Fit> fit = match(query, text);
    return fit && (fit->kind != Fit::Kind::letters || words_of(query).empty());
}

std::optional<Fit> match(std::string_view query, const PaletteEntry& entry) {
    std::optional<Fit> best;
    for (const std::string& text : {entry.label, entry.english}) {
        best = std::max(best, match(query, text)); // nothing is less than anything
    }
    // Ids are known to few: only who types a piece of one means it.
    if (has_words_of(entry.id, query) && (!best || best->kind == Fit::Kind::letters)) {
        best = Fit{.kind = Fit::Kind::parts, .score = -0.01 * static_cast<double>(entry.id.size())};
    }
    return best;
}

std::vector<PaletteEntry> matching(std::vector<PaletteEntry> entries, std::string_view query) {
    struct Ranked {
        PaletteEntry entry;
        Fit fit;
        bool action = false;
    };
    const bool all = words_of(query).empty();
    std::vector<Ranked> ranked;
    for (PaletteEntry& entry : entries) {
        if (const std::optional<Fit> fit = match(query, entry)) {
            const bool action = all || find_action(entry.id) != nullptr;
            ranked.push_back({std::move(entry), all ? Fit{} : *fit, action});
        }
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) {
        return std::tuple(a.entry.enabled, a.fit.kind, a.action, a.fit.score) >
               std::tuple(b.entry.enabled, b.fit.kind, b.action, b.fit.score);
    });
    std::vector<PaletteEntry> result;
    result.reserve(ranked.size());
    for (Ranked& one : ranked) {
        result.push_back(std::move(one.entry));
    }
    return result;
}

} // namespace senga
