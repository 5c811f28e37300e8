#include "app/i18n/shipped.h"

#include <algorithm>
#include <iterator>
#include <optional>

namespace senga {
namespace {

struct Entry {
    std::string_view english;
    std::string_view chinese;
};

constexpr Entry entries[]{
#define X(english, chinese) Entry{english, chinese},
#include "app/i18n/shipped.def"
#undef X
};

constexpr std::string_view mark = ": "; // between a pass and what of it is meant

std::optional<std::string_view> chinese(std::string_view english) {
    const auto* const found = std::find_if(std::begin(entries), std::end(entries),
                                           [&](const Entry& entry) { return entry.english == english; });
    return found != std::end(entries) ? std::optional(found->chinese) : std::nullopt;
}

} // namespace

std::string shipped_text(Language language, std::string_view english) {
    if (language == Language::english) {
        return std::string(english);
    }
    if (const auto whole = chinese(english)) {
        return std::string(*whole);
    }
    if (const std::size_t at = english.find(mark); at != std::string_view::npos) {
        const auto owner = chinese(english.substr(0, at));
        const auto rest = chinese(english.substr(at + mark.size()));
        if (owner && rest) {
            return std::string(*owner) + "：" + std::string(*rest);
        }
    }
    return std::string(english);
}

std::string_view without_owner(std::string_view text, std::string_view owner) {
    const std::string_view name = owner.substr(0, owner.find(mark));
    const bool named = !name.empty() && text.size() > name.size() + mark.size() && text.starts_with(name) &&
                       text.substr(name.size()).starts_with(mark);
    return named ? text.substr(name.size() + mark.size()) : text;
}

std::string shipped_letters() {
    std::string all;
    for (const Entry& entry : entries) {
        all += entry.chinese;
    }
    return all;
}

} // namespace senga
