// Figures are the player's numbers that change with nearly every picture and that nobody reads that fast: rates, sync,
// how much is read ahead. They are kept here and handed out a few times a second, the newest of each. What must be
// known at once (time, volume, ...) does not come this way. One owner, one thread; the clock is the caller's.
#pragma once

#include "app/state/event.h"

#include <mpv/client.h>

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace senga {

class Figures {
public:
    static constexpr double every_s = 0.25;

    static void observe(mpv_handle* handle);
    // Whether the property is one of them.
    static bool knows(std::string_view property);

    // A property that became unavailable has no value.
    void take(std::string_view property, std::optional<double> value);
    // Appends what has changed since it was last told, if that is long enough ago.
    void tell(double now_s, std::vector<PlayerEvent>& out);

private:
    std::map<std::string, double, std::less<>> changed_;
    double told_s_ = -1e9;
};

} // namespace senga
