// No call into libmpv waits for it: with the render API in use, a synchronous one from the render thread hangs for ever. So
// the sources hold none, but for the options that are set before mpv starts, in MpvClient::create.
#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

namespace {

// What client.h of libmpv declares and what answers only once the core has had its turn. mpv_initialize and
// mpv_set_option are such too, but only ever come before the core runs.
const std::regex& synchronous() {
    static const std::regex out(R"(\bmpv_(get_property|get_property_string|get_property_osd_string|set_property|set_property_string|)"
                                R"(del_property|command|command_string|command_node|command_ret|set_option|set_option_string|)"
                                R"(load_config_file|wait_async_requests|get_time_us_sync)\s*\()");
    return out;
}

std::vector<std::string> found_in(const std::string& text) {
    std::vector<std::string> out;
    for (auto it = std::sregex_iterator(text.begin(), text.end(), synchronous()); it != std::sregex_iterator(); ++it) {
        out.push_back(it->str());
    }
    return out;
}

std::string text_of(const std::filesystem::path& path) {
    std::ifstream stream(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
}

// Without the body of the one function that may.
std::string without_create(const std::string& text) {
    const std::size_t begin = text.find("MpvClient::create(");
    REQUIRE(begin != std::string::npos);
    const std::size_t end = text.find("\n}\n", begin);
    REQUIRE(end != std::string::npos);
    return text.substr(0, begin) + text.substr(end);
}

} // namespace

TEST_CASE("calls: the search finds what it looks for and nothing else") {
    CHECK(found_in("mpv_get_property(handle, \"pause\", MPV_FORMAT_FLAG, &flag);").size() == 1);
    CHECK(found_in("x = mpv_command (handle, args); mpv_set_property_string(h, a, b);").size() == 2);
    CHECK(found_in("mpv_command_async(h, 0, a); mpv_set_property_async(h, 0, n, f, d); mpv_observe_property(h, 0, n, f);").empty());
    CHECK(found_in("mpv_wait_event(h, 0); mpv_render_context_render(c, p);").empty());
}

TEST_CASE("calls: none in app/ waits for mpv, but before it starts") {
    int files = 0;
    bool client = false;
    for (const auto& file : std::filesystem::recursive_directory_iterator(std::string(SENGA_SOURCE_DIR) + "/app")) {
        const std::filesystem::path& path = file.path();
        if (path.extension() != ".cpp" && path.extension() != ".h") {
            continue;
        }
        ++files;
        std::string text = text_of(path);
        if (path.filename() == "mpv_client.cpp") {
            client = true;
            // There it is what sets the options: the search sees it.
            CHECK(found_in(text).size() > found_in(without_create(text)).size());
            text = without_create(text);
        }
        for (const std::string& call : found_in(text)) {
            CHECK_MESSAGE(false, path.string() << ": " << call);
        }
    }
    CHECK(client);
    CHECK(files > 50);
}

TEST_CASE("calls: events are polled, never waited for") {
    const std::regex waiting(R"(mpv_wait_event\s*\([^,]+,\s*([^)]*)\))");
    int calls = 0;
    for (const auto& file : std::filesystem::recursive_directory_iterator(std::string(SENGA_SOURCE_DIR) + "/app")) {
        if (file.path().extension() != ".cpp") {
            continue;
        }
        const std::string text = text_of(file.path());
        for (auto it = std::sregex_iterator(text.begin(), text.end(), waiting); it != std::sregex_iterator(); ++it) {
            ++calls;
            CHECK_MESSAGE((*it)[1].str() == "0", file.path().string());
        }
    }
    CHECK(calls == 1);
}
