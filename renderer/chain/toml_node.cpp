#include "renderer/chain/toml_node.h"

namespace senga {

Result<toml::table> parse_toml(std::string_view text, std::string_view place_name, Code syntax) {
    // Debian's toml++ is built to throw; its exceptions end here.
    try {
        return toml::parse(text, place_name);
    } catch (const toml::parse_error& error) {
        return diagnose(syntax, "this is not valid TOML: " + std::string(error.description()),
                        {std::string(place_name), static_cast<int>(error.source().begin.line)});
    }
}

int line_of(const toml::node& node) {
    return static_cast<int>(node.source().begin.line);
}

int line_of(const toml::key& key) {
    return static_cast<int>(key.source().begin.line);
}

std::string_view type_name(const toml::node& node) {
    switch (node.type()) {
    case toml::node_type::table:
        return "a table";
    case toml::node_type::array:
        return "a list";
    case toml::node_type::string:
        return "a text";
    case toml::node_type::integer:
    case toml::node_type::floating_point:
        return "a number";
    case toml::node_type::boolean:
        return "a switch";
    default:
        return "a date";
    }
}

} // namespace senga
