#include "app/commands/time_text.h"

#include <fmt/format.h>

#include <cmath>
#include <cstdlib>

namespace senga {

Result<double> parse_time(const std::string& option, const std::string& text, double duration_s) {
    const auto bad = [&] {
        return diagnose(
            Code::usage,
            fmt::format("{} \"{}\" is no time: write seconds, H:MM:SS or a percentage like 25%", option, text));
    };
    // Only what times are made of: strtod() alone would also take signs, blanks, exponents and hexadecimal numbers.
    if (text.find_first_not_of("0123456789.:%") != std::string::npos) {
        return bad();
    }
    double total = 0.0;
    const char* at = text.c_str();
    for (int parts = 1; parts <= 3; ++parts) {
        char* end = nullptr;
        const double part = std::strtod(at, &end);
        total = total * 60 + part;
        if (end == at || !std::isfinite(total)) {
            return bad();
        }
        if (*end == '%' && end[1] == '\0' && parts == 1 && part <= 100) {
            return total / 100 * duration_s;
        }
        if (*end == '\0') {
            return total;
        }
        if (*end != ':') {
            return bad();
        }
        at = end + 1;
    }
    return bad();
}

} // namespace senga
