#include "app/player/mpv_node.h"

#include <cmath>

namespace senga {

NodeView NodeView::operator[](std::string_view key) const {
    if (node_ != nullptr && node_->format == MPV_FORMAT_NODE_MAP) {
        for (int i = 0; i < node_->u.list->num; ++i) {
            if (key == node_->u.list->keys[i]) {
                return NodeView(&node_->u.list->values[i]);
            }
        }
    }
    return NodeView();
}

std::size_t NodeView::length() const {
    return node_ != nullptr && node_->format == MPV_FORMAT_NODE_ARRAY ? static_cast<std::size_t>(node_->u.list->num)
                                                                      : 0;
}

NodeView NodeView::at(std::size_t index) const {
    return index < length() ? NodeView(&node_->u.list->values[index]) : NodeView();
}

std::optional<std::string> NodeView::text() const {
    if (node_ == nullptr || node_->format != MPV_FORMAT_STRING) {
        return std::nullopt;
    }
    return node_->u.string;
}

std::optional<double> NodeView::number() const {
    if (node_ == nullptr) {
        return std::nullopt;
    }
    if (node_->format == MPV_FORMAT_DOUBLE) {
        return node_->u.double_;
    }
    if (node_->format == MPV_FORMAT_INT64) {
        return static_cast<double>(node_->u.int64);
    }
    return std::nullopt;
}

std::optional<bool> NodeView::flag() const {
    if (node_ == nullptr || node_->format != MPV_FORMAT_FLAG) {
        return std::nullopt;
    }
    return node_->u.flag != 0;
}

int NodeView::integer_or(int fallback) const {
    const std::optional<double> value = number();
    return value && std::abs(*value) < 2e9 ? static_cast<int>(*value) : fallback;
}

} // namespace senga
