// Reading of libmpv's node trees (maps, lists, scalars) without ceremony. A NodeView owns nothing and is valid as long
// as the mpv_node behind it. A missing key or another type yields nullopt. Any thread.
#pragma once

#include <mpv/client.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace senga {

class NodeView {
public:
    explicit NodeView(const mpv_node* node = nullptr) : node_(node) {}

    bool exists() const { return node_ != nullptr && node_->format != MPV_FORMAT_NONE; }
    NodeView operator[](std::string_view key) const;
    std::size_t length() const; // of a list
    NodeView at(std::size_t index) const;

    std::optional<std::string> text() const;
    std::optional<double> number() const; // integers too
    std::optional<bool> flag() const;

    std::string text_or(std::string_view fallback) const { return text().value_or(std::string(fallback)); }
    int integer_or(int fallback) const;
    bool flag_or_false() const { return flag().value_or(false); }

private:
    const mpv_node* node_;
};

} // namespace senga
