// The keys of the action table: those of the product's contract, mpv's, and that README prints this very table.
#include "app/input/bindings.h"
#include "fixtures.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

using namespace senga;
using namespace senga::test;

namespace {

// README's key table as the action table has it: commas between actions, in the order in which the line names them.
std::string key_table() {
    std::string table = "| Key | What it does |\n|---|---|\n";
    for (const KeyLine& line : key_lines()) {
        std::string cell;
        for (const std::vector<std::string>& keys : line.keys) {
            cell += cell.empty() ? "" : ",";
            for (const std::string& key : keys) {
                cell += cell.empty() ? "" : " ";
                cell += key == "`" ? "`` ` ``" : "`" + key + "`"; // Markdown's way to quote the quote
            }
        }
        table += "| " + cell + " | " + tr(Language::english, line.help) + " |\n";
    }
    return table;
}

} // namespace

TEST_CASE("the keys of the contract") {
    const std::map<std::string, std::string> contract{
        {"Space", "playback.pause"},
        {"Left", "seek.back-5"},
        {"Right", "seek.forward-5"},
        {"Up", "seek.forward-60"},
        {"Down", "seek.back-60"},
        {"f", "window.fullscreen"},
        {"q", "window.quit"},
        {"Ctrl+Alt+P", "chain.toggle"},
        {"Backspace", "compare.peek"},
        {"Shift+Backspace", "compare.original"},
        {"v", "compare.wipe"},
        {"1", "chain.toggle-pass-1"},
        {"9", "chain.toggle-pass-9"},
        {"Ctrl+1", "chain.preset-1"},
        {"Ctrl+9", "chain.preset-9"},
        {"Ctrl+0", "chain.preset-off"},
        {"Ctrl+Shift+P", "window.palette"},
        {"?", "window.keys"},
        {"WheelUp", "view.zoom-in"},
        {"s", "compare.screenshot"},
        {"Esc", "window.leave-fullscreen"},
    };
    for (const auto& [key, id] : contract) {
        CAPTURE(key);
        const auto chord = parse_chord(key);
        REQUIRE(chord);
        const Action* action = find_action(Keymap{}, *chord);
        REQUIRE(action != nullptr);
        CHECK(action->id == id);
    }
}

// etc/input.conf of mpv 0.35.1, but for MBTN_LEFT, which mpv ignores, CLOSE_WIN, which is no key, and PLAYONLY and
// PAUSEONLY, which SDL does not know. Without an id: consciously nobody's.
TEST_CASE("every default key of mpv is somebody's, and where both have the action it is that") {
    const std::map<std::string, std::string> mpv{
        {"DoubleClick", "window.fullscreen"},
        {"RightClick", "playback.pause"},
        {"MouseBack", "playlist.previous"},
        {"MouseForward", "playlist.next"},
        {"WheelUp", "view.zoom-in"},
        {"WheelDown", "view.zoom-out"},
        {"WheelLeft", "audio.quieter"},
        {"WheelRight", "audio.louder"},
        {"Shift+Up", "seek.exactly-forward-5"},
        {"Shift+Down", "seek.exactly-back-5"},
        {"Ctrl+Left", "compare.wipe-left"},
        {"Ctrl+Shift+Left", "subtitle.step-line-back"},
        {"Ctrl+Shift+Right", "subtitle.step-line-forward"},
        {"Alt+Left", "view.pan-left"},
        {"Alt+Down", "view.pan-down"},
        {"Alt++", "view.zoom-in"},
        {"Alt+-", "view.zoom-out"},
        {"Alt+Backspace", "view.reset"},
        {"PageUp", "seek.chapter-forward"},
        {"PageDown", "seek.chapter-back"},
        {"Shift+PageUp", "seek.forward-600"},
        {"Shift+PageDown", "seek.back-600"},
        {"[", "playback.slower"},
        {"]", "playback.faster"},
        {"{", "playback.half-speed"},
        {"}", "playback.double-speed"},
        {"Ctrl+Shift+Backspace", "seek.mark"},
        {"Q", "window.quit"},
        {"p", "playback.pause"},
        {".", "playback.frame-forward"},
        {",", "playback.frame-back"},
        {">", "playlist.next"},
        {"Enter", "playlist.next"},
        {"<", "playlist.previous"},
        {"O", "window.information"},
        {"o", "window.progress"},
        {"P", "window.progress"},
        {"i", "window.information"},
        {"I", "window.cost"},
        {"`", "chain.swap-presets"},
        {"z", "subtitle.earlier"},
        {"Z", "subtitle.later"},
        {"x", "subtitle.later"},
        {"Ctrl++", "audio.later"},
        {"Ctrl+-", "audio.earlier"},
        {"G", "subtitle.larger"},
        {"F", "subtitle.smaller"},
        {"0", "chain.toggle"},
        {"/", "audio.quieter"},
        {"*", "audio.louder"},
        {"m", "audio.mute"},
        {"Alt+0", "window.half-size"},
        {"Alt+1", "window.normal-size"},
        {"Alt+2", "window.double-size"},
        {"d", "video.deinterlace"},
        {"r", "subtitle.up"},
        {"R", "subtitle.down"},
        {"t", "subtitle.down"},
        {"V", "subtitle.toggle"},
        {"Alt+V", "subtitle.toggle"},
        {"u", "subtitle.style"},
        {"j", "subtitle.next-track"},
        {"J", "subtitle.previous-track"},
        {"#", "audio.next-track"},
        {"_", "video.next-track"},
        {"T", "window.on-top"},
        {"S", "compare.screenshot-sides"},
        {"Ctrl+S", "compare.screenshot"},
        {"Alt+S", ""},
        {"w", "picture.less-panscan"},
        {"W", "picture.more-panscan"},
        {"e", "picture.more-panscan"},
        {"A", "picture.aspect"},
        {"Power", "window.quit"},
        {"PlayPause", "playback.pause"},
        {"Pause", "playback.pause"},
        {"Stop", "playback.stop"},
        {"FastForward", "seek.forward-60"},
        {"Rewind", "seek.back-60"},
        {"NextTrack", "playlist.next"},
        {"PreviousTrack", "playlist.previous"},
        {"VolumeUp", "audio.louder"},
        {"VolumeDown", "audio.quieter"},
        {"Mute", "audio.mute"},
        {"Ctrl+W", "window.quit"},
        {"E", "video.next-edition"},
        {"l", "playback.loop-ab"},
        {"L", "playback.loop-file"},
        {"Ctrl+C", "chain.copy"},
        {"Delete", "window.panel"},
        {"Ctrl+H", "video.hwdec"},
        {"F8", "window.playlist"},
        {"F9", "window.details"},
        {"!", "seek.chapter-back"},
        {"@", "seek.chapter-forward"},
    };
    for (const auto& [key, id] : mpv) {
        CAPTURE(key);
        const auto chord = parse_chord(key);
        REQUIRE(chord);
        const Action* action = find_action(Keymap{}, *chord);
        CHECK((action != nullptr ? action->id : "") == id);
    }
}

TEST_CASE("the table as JSON and as text") {
    const std::string json = actions_json();
    CHECK(json.substr(0, 2) == "[\n");
    CHECK(json.find(
              R"({"id": "chain.toggle", "label": {"en": "Switch the whole chain on and off", "zh": "开关全部着色器"}, )"
              R"("keys": ["Ctrl+Alt+P", "0"], "kind": "press"})") != std::string::npos);
    CHECK(json.find(R"("kind": "hold")") != std::string::npos);
    CHECK(std::count(json.begin(), json.end(), '{') ==
          2 * static_cast<std::ptrdiff_t>(actions().size()) + 1); // one more: the key "{"
    const std::string text = actions_text();
    CHECK(std::count(text.begin(), text.end(), '\n') == static_cast<std::ptrdiff_t>(actions().size()));
    CHECK(text.find("chain.toggle  ") != std::string::npos);
    CHECK(text.find("Ctrl+Alt+P 0  ") != std::string::npos);
}

TEST_CASE("README's key table is this table") {
    const std::string begin = "<!-- keys -->\n";
    std::ifstream file(SENGA_SOURCE_DIR "/README.md");
    std::stringstream text;
    text << file.rdbuf();
    const std::string readme = text.str();
    const std::size_t from = readme.find(begin);
    const std::size_t to = readme.find("<!-- /keys -->");
    REQUIRE_MESSAGE(from != std::string::npos, "README.md lacks the line <!-- keys -->");
    REQUIRE_MESSAGE(to != std::string::npos, "README.md lacks the line <!-- /keys -->");
    CHECK_MESSAGE(readme.substr(from + begin.size(), to - from - begin.size()) == key_table(),
                  "put this between the markers of README.md:\n"
                      << key_table());
}
