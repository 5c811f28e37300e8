// No call into libmpv waits for it: with the render API in use, a synchronous one from the render thread hangs for
// ever. So the sources hold none, but for the options that are set before mpv starts: in MpvClient::create, and in
// start_core() of the benchmark's plain mpv.
#include <doctest/doctest.h>

#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace {

// What client.h of libmpv declares and what answers only once the core has had its turn. mpv_initialize is such too,
// but comes before the core runs.
const std::set<std::string> synchronous{
    "mpv_get_property",     "mpv_get_property_string", "mpv_get_property_osd_string",
    "mpv_set_property",     "mpv_set_property_string", "mpv_del_property",
    "mpv_command",          "mpv_command_string",      "mpv_command_node",
    "mpv_command_ret",      "mpv_set_option",          "mpv_set_option_string",
    "mpv_load_config_file", "mpv_wait_async_requests",
};

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

struct Call {
    std::string name;
    std::string arguments;
};

// What stands between the parenthesis at `open` and its partner.
std::string between(const std::string& text, std::size_t open) {
    int depth = 0;
    for (std::size_t i = open; i < text.size(); ++i) {
        depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
        if (depth == 0) {
            return text.substr(open + 1, i - open - 1);
        }
    }
    return "";
}

// The calls of functions whose names begin with mpv_.
std::vector<Call> calls_in(const std::string& text) {
    std::vector<Call> out;
    for (std::size_t at = text.find("mpv_"); at != text.npos; at = text.find("mpv_", at + 1)) {
        if (at > 0 && is_word(text[at - 1])) {
            continue;
        }
        std::size_t end = at;
        while (end < text.size() && is_word(text[end])) {
            ++end;
        }
        const std::size_t open = text.find_first_not_of(" \n", end);
        if (open != text.npos && text[open] == '(') {
            out.push_back({text.substr(at, end - at), between(text, open)});
        }
    }
    return out;
}

std::vector<std::string> found_in(const std::string& text) {
    std::vector<std::string> out;
    for (const Call& call : calls_in(text)) {
        if (synchronous.contains(call.name)) {
            out.push_back(call.name);
        }
    }
    return out;
}

std::string text_of(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

// Without the body of the one function that may.
std::string without(const std::string& function, const std::string& text) {
    const std::size_t begin = text.find(function);
    REQUIRE(begin != std::string::npos);
    const std::size_t end = text.find("\n}\n", begin);
    REQUIRE(end != std::string::npos);
    return text.substr(0, begin) + text.substr(end);
}

} // namespace

TEST_CASE("calls: the search finds what it looks for and nothing else") {
    CHECK(found_in("mpv_get_property(handle, \"pause\", MPV_FORMAT_FLAG, &flag);").size() == 1);
    CHECK(found_in("x = mpv_command (handle, args); mpv_set_property_string(h, a, b);").size() == 2);
    CHECK(
        found_in("mpv_command_async(h, 0, a); mpv_set_property_async(h, 0, n, f, d); mpv_observe_property(h, 0, n, f);")
            .empty());
    CHECK(found_in("mpv_wait_event(h, 0); mpv_render_context_render(c, p);").empty());
}

TEST_CASE("calls: none in app/ waits for mpv, but before it starts") {
    int files = 0;
    const std::map<std::string, std::string> starters{{"mpv_client.cpp", "MpvClient::create("},
                                                      {"mpv_screen.cpp", "start_core("}};
    std::size_t started = 0;
    for (const auto& file : std::filesystem::recursive_directory_iterator(std::string(SENGA_SOURCE_DIR) + "/app")) {
        const std::filesystem::path& path = file.path();
        if (path.extension() != ".cpp" && path.extension() != ".h") {
            continue;
        }
        ++files;
        std::string text = text_of(path);
        if (const auto starter = starters.find(path.filename().string()); starter != starters.end()) {
            ++started;
            // There it is what sets the options: the search sees it.
            const std::string rest = without(starter->second, text);
            CHECK(found_in(text).size() > found_in(rest).size());
            text = rest;
        }
        for (const std::string& call : found_in(text)) {
            CHECK_MESSAGE(false, path.string() << ": " << call);
        }
    }
    CHECK(started == starters.size());
    CHECK(files > 50);
}

// The benchmark's plain mpv shows no window that would stand still meanwhile.
TEST_CASE("calls: events are polled, never waited for") {
    int calls = 0;
    for (const auto& file : std::filesystem::recursive_directory_iterator(std::string(SENGA_SOURCE_DIR) + "/app")) {
        if (file.path().extension() != ".cpp" || file.path().filename() == "mpv_screen.cpp") {
            continue;
        }
        for (const Call& call : calls_in(text_of(file.path()))) {
            if (call.name == "mpv_wait_event") {
                ++calls;
                CHECK_MESSAGE(call.arguments.ends_with(", 0"), file.path().string());
            }
        }
    }
    CHECK(calls == 1);
}
