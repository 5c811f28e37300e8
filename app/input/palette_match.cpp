// How typed letters find an entry of the palette.
#include "app/input/palette.h"

#include <algorithm>
#include <cstddef>
#include <limits>

namespace senga {
namespace {

constexpr double impossible = -std::numeric_limits<double>::infinity();

char folded(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_word(char c) {
    const char low = folded(c);
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
            if (folded(text[i]) != folded(word[k])) {
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

std::optional<double> match(std::string_view query, std::string_view label) {
    const std::vector<std::string_view> words = words_of(query);
    if (words.empty()) {
        return 0.0;
    }
    double score = 0.0;
    for (const std::string_view word : words) {
        score += word_score(word, label);
    }
    if (score == impossible) {
        return std::nullopt;
    }
    return score - 0.01 * static_cast<double>(label.size()); // of equals, the shorter label
}

std::optional<double> match(std::string_view query, const PaletteEntry& entry) {
    std::optional<double> best;
    for (const std::string& text : {entry.label, entry.english, entry.id}) {
        const std::optional<double> score = match(query, text);
        if (score && (!best || *score > *best)) {
            best = score;
        }
    }
    return best;
}

std::vector<PaletteEntry> matching(std::vector<PaletteEntry> entries, std::string_view query) {
    struct Ranked {
        PaletteEntry entry;
        double score = 0.0;
    };
    std::vector<Ranked> ranked;
    for (PaletteEntry& entry : entries) {
        if (const std::optional<double> score = match(query, entry)) {
            ranked.push_back({std::move(entry), *score});
        }
    }
    std::stable_sort(ranked.begin(), ranked.end(), [](const Ranked& a, const Ranked& b) {
        return a.entry.enabled != b.entry.enabled ? a.entry.enabled : a.score > b.score;
    });
    std::vector<PaletteEntry> result;
    result.reserve(ranked.size());
    for (Ranked& one : ranked) {
        result.push_back(std::move(one.entry));
    }
    return result;
}

} // namespace senga
