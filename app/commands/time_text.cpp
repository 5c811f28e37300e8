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
    double total = 0.0;
    const char* at = text.c_str();
    while (true) {
        char* end = nullptr;
        const double part = std::strtod(at, &end);
        if (end == at || !std::isfinite(part) || part < 0) {
            return bad();
        }
        total = total * 60 + part;
        if (*end == '%' && end[1] == '\0' && at == text.c_str() && part <= 100) {
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
}

} // namespace senga
