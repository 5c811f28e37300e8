// PartReader takes single values out of TOML and collects what is wrong with them. It never stops: a wrong value leaves
// the variable as it is. Included by sources that read, not by headers.
// One per text; not shared between threads.
#pragma once

#include "renderer/base/diagnostic.h"
#include "renderer/chain/toml_node.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace senga {

class PartReader {
public:
    explicit PartReader(std::string_view place_name) : place_name_(place_name) {}

    // `what` is how messages call the value: "rule 2: name". The outcome says whether `out` was set.
    enum class Read { set, left };
    Read text(const toml::node& node, const std::string& what, std::string& out);
    Read toggle(const toml::node& node, const std::string& what, bool& out);
    Read number(const toml::node& node, const std::string& what, double& out); // finite
    // Null where it is none.
    const toml::table* table(const toml::node& node, const std::string& what);
    const toml::array* list(const toml::node& node, const std::string& what);

    void wrong(const toml::node& node, std::string text);
    void unknown(const toml::key& key, const std::string& owner);
    void note(Code code, int line, std::string text);

    // In the order of their lines: toml++ goes by the alphabet.
    std::vector<Diagnostic> take() &&;

private:
    void mistyped(const toml::node& node, const std::string& what, const char* expected);

    std::string place_name_;
    std::vector<Diagnostic> notes_;
};

} // namespace senga
