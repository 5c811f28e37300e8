// The exported mpv folder as a viewer installs it, in libmpv without a picture: mpv.conf with the profile, input.conf
// with the keys, the scripts that obey them.
#include "renderer/chain/preset.h"
#include "renderer/export/export.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>
#include <mpv/client.h>

#include <chrono>
#include <clocale>
#include <memory>
#include <string>
#include <thread>
#include <vector>

using namespace senga;

namespace {

struct FreeCore {
    void operator()(mpv_handle* handle) const { mpv_terminate_destroy(handle); }
};

std::string text_of(const Export& result, const std::string& path) {
    for (const ExportedFile& file : result.files) {
        if (file.path == path) {
            return file.text;
        }
    }
    return "";
}

Export exported(const std::string& preset, const std::string& name) {
    const Shelf shelf{.shader_folders = {SENGA_SOURCE_DIR "/shaders"}, .preset_folders = {SENGA_SOURCE_DIR "/presets"}};
    const Result<Preset> loaded = load_preset(shelf, preset);
    REQUIRE(loaded.ok());
    Result<Export> out = export_chain(load_chain(shelf, *loaded).chain, {.name = name});
    REQUIRE(out.ok());
    return *std::move(out);
}

// A player with a configuration folder of its own.
class Installed {
public:
    Installed() : folder_("mpv_export") {}

    void install(const Export& result) const {
        for (const ExportedFile& file : result.files) {
            folder_.write(file.path, file.text);
        }
    }
    void write(const std::string& name, const std::string& text) const { folder_.write(name, text); }

    void start() {
        std::setlocale(LC_NUMERIC, "C"); // mpv refuses to start otherwise
        core_.reset(mpv_create());
        REQUIRE(core_ != nullptr);
        const std::string folder = folder_.path().string();
        for (const auto& [name, value] : {std::pair<const char*, const char*>{"config", "yes"},
                                          {"config-dir", folder.c_str()},
                                          {"load-scripts", "yes"},
                                          {"vo", "null"},
                                          {"ao", "null"},
                                          {"idle", "yes"},
                                          {"input-default-bindings", "yes"},
                                          {"osd-level", "1"}}) {
            REQUIRE(mpv_set_option_string(core_.get(), name, value) >= 0);
        }
        mpv_request_log_messages(core_.get(), "warn");
        REQUIRE(mpv_initialize(core_.get()) >= 0);
    }

    void press(const char* key) {
        const char* command[]{"keypress", key, nullptr};
        REQUIRE(mpv_command(core_.get(), command) >= 0);
    }
    void restore(const char* profile) {
        const char* command[]{"apply-profile", profile, "restore", nullptr};
        REQUIRE(mpv_command(core_.get(), command) >= 0);
    }
    std::string property(const char* name) {
        char* text = mpv_get_property_string(core_.get(), name);
        std::string out = text == nullptr ? "" : text;
        mpv_free(text);
        return out;
    }
    // Whether the property becomes that soon; what it is in the end otherwise. Scripts answer on threads of their own.
    std::string wait_for(const char* name, const std::string& expected) {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(10);
        while (property(name) != expected && std::chrono::steady_clock::now() < deadline) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        return property(name);
    }
    std::string complaints() {
        std::string out;
        for (const mpv_event* event = mpv_wait_event(core_.get(), 0.05); event->event_id != MPV_EVENT_NONE;
             event = mpv_wait_event(core_.get(), 0.05)) {
            if (event->event_id == MPV_EVENT_LOG_MESSAGE) {
                out += static_cast<const mpv_event_log_message*>(event->data)->text;
            }
        }
        return out;
    }

private:
    senga::test::TemporaryFolder folder_;
    std::unique_ptr<mpv_handle, FreeCore> core_;
};

} // namespace

TEST_SUITE_BEGIN("export");

TEST_CASE("the exported folder in libmpv: profile, keys, passes and switching between chains") {
    Installed player;
    const Export classic = exported("classic-4k", "经典 4K");
    const Export other = exported("default", "default");
    player.install(classic);
    player.install(other);
    const std::string stem = "经典-4K";
    REQUIRE_FALSE(text_of(classic, "senga-" + stem + ".conf").empty());
    player.write("mpv.conf", "profile=gpu-hq\nglsl-shaders-append=~~/mine.glsl\ninclude=~~/senga-" + stem +
                                 ".conf\ninclude=~~/senga-default.conf\nprofile=senga-" + stem + "\n");
    player.write("input.conf", text_of(classic, "senga-" + stem + "-input.conf"));
    player.start();

    const std::string whole = "~~/shaders/senga-" + stem + ".glsl";
    const auto pass = [&](const char* file) { return "~~/shaders/senga-" + stem + "/" + file; };
    const char* list = "glsl-shaders";
    CHECK(player.wait_for(list, whole) == whole);
    // gpu-hq has mitchell, linear light and a deband of its own.
    CHECK(player.property("dscale") == "spline36");
    CHECK(player.property("linear-downscaling") == "no");
    CHECK(player.property("deband") == "no");

    // The scripts have to be up before a key does anything.
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (player.property(list) == whole && std::chrono::steady_clock::now() < deadline) {
        player.press("ctrl+1"); // Luma off: Push loses its guide
        player.wait_for(list, pass("03-gradient.glsl") + "," + pass("04-push-grad.glsl"));
    }
    CHECK(player.property(list) == pass("03-gradient.glsl") + "," + pass("04-push-grad.glsl"));
    player.press("ctrl+1");
    CHECK(player.wait_for(list, whole) == whole);
    player.press("ctrl+2");
    const std::string without_push =
        pass("01-luma.glsl") + "," + pass("03-gradient.glsl") + "," + pass("04-push-grad.glsl");
    CHECK(player.wait_for(list, without_push) == without_push);
    player.press("ctrl+0");
    CHECK(player.wait_for(list, whole) == whole);
    player.press("ctrl+alt+p");
    CHECK(player.wait_for(list, "").empty());
    player.press("ctrl+alt+p");
    CHECK(player.wait_for(list, whole) == whole);
    player.press("ctrl+alt+n");
    CHECK(player.wait_for(list, "~~/shaders/senga-default.glsl") == "~~/shaders/senga-default.glsl");
    player.press("ctrl+alt+n");
    CHECK(player.wait_for(list, whole) == whole);
    CHECK(player.complaints().empty());

    player.restore(("senga-" + stem).c_str());
    CHECK(player.property("dscale") == "mitchell");
    CHECK(player.property("deband") == "yes");
}

TEST_CASE("other shaders of the viewer's stay where they are while a chain is switched") {
    Installed player;
    const Export classic = exported("classic-4k", "classic");
    player.install(classic);
    player.write("mpv.conf", "glsl-shaders-append=~~/before.glsl\nglsl-shaders-append=~~/shaders/senga-classic.glsl\n"
                             "glsl-shaders-append=~~/after.glsl\n");
    player.write("input.conf", text_of(classic, "senga-classic-input.conf"));
    player.start();
    const std::string on = "~~/before.glsl,~~/shaders/senga-classic.glsl,~~/after.glsl";
    const std::string one_off = "~~/before.glsl,~~/shaders/senga-classic/01-luma.glsl,"
                                "~~/shaders/senga-classic/02-push.glsl,~~/shaders/senga-classic/03-gradient.glsl,"
                                "~~/after.glsl";
    CHECK(player.wait_for("glsl-shaders", on) == on);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (player.property("glsl-shaders") == on && std::chrono::steady_clock::now() < deadline) {
        player.press("ctrl+4");
        player.wait_for("glsl-shaders", one_off);
    }
    CHECK(player.property("glsl-shaders") == one_off);
    player.press("ctrl+0");
    CHECK(player.wait_for("glsl-shaders", on) == on);
    CHECK(player.complaints().empty());
}

TEST_SUITE_END();
