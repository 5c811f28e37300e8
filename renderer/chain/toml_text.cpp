#include "renderer/chain/toml_text.h"

#include "renderer/base/utf8.h"
#include "renderer/language/words.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace senga {

std::string toml_string(std::string_view text) {
    std::string out = "\"";
    for (const char c : made_utf8(text)) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (c == '\n') {
            out += "\\n";
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            std::array<char, 8> escape{};
            std::snprintf(escape.data(), escape.size(), "\\u%04X", static_cast<unsigned>(c));
            out += escape.data();
        } else {
            out += c;
        }
    }
    return out + "\"";
}

std::string toml_key(std::string_view name) {
    const bool bare = !name.empty() &&
                      std::all_of(name.begin(), name.end(), [](char c) { return is_identifier_part(c) || c == '-'; });
    return bare ? std::string(name) : toml_string(name);
}

std::string toml_number(double value) {
    const std::string number = shortest(value);
    return number.find_first_of(".e") == std::string::npos ? number + ".0" : number;
}

} // namespace senga
