// The mpv export as text: what is written, what is said of each pass, and names that must not clash.
#include "renderer/export/export.h"

#include "renderer/chain/preset.h"
#include "renderer/language/parser.h"
#include "renderer/language/words.h"
#include "tests/export/references.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

using namespace senga;

namespace {

Shelf shelf() {
    return {.shader_folders = {SENGA_SOURCE_DIR "/shaders"}, .preset_folders = {SENGA_SOURCE_DIR "/presets"}};
}

Chain preset_chain(const std::string& key) {
    const Result<Preset> preset = load_preset(shelf(), key);
    REQUIRE(preset.ok());
    return load_chain(shelf(), *preset).chain;
}

ChainEntry entry_of(const std::string& id, const std::string& text) {
    auto read = parse_shader(text, id);
    INFO((read.ok() ? std::string() : to_string(read.error())));
    REQUIRE(read.ok());
    ChainEntry out;
    out.id = id;
    out.label = id;
    out.shader = std::make_shared<const ShaderFile>(*std::move(read));
    return out;
}

Chain chain_of(std::vector<ChainEntry> entries) {
    Chain out;
    out.name = "test";
    out.entries = std::move(entries);
    return out;
}

Export exported(const Chain& chain, const ExportSetup& setup = {}) {
    Result<Export> out = export_chain(chain, setup);
    INFO((out.ok() ? std::string() : to_string(out.error())));
    REQUIRE(out.ok());
    return *std::move(out);
}

std::string file_of(const Export& result, std::string_view path) {
    for (const ExportedFile& file : result.files) {
        if (file.path == path) {
            return file.text;
        }
    }
    return "";
}

std::string universal(const Export& result, const std::string& stem = "test") {
    return file_of(result, "shaders/senga-" + stem + ".glsl");
}

ShaderFile parsed(const std::string& text) {
    auto read = parse_shader(text, "exported");
    INFO((read.ok() ? std::string() : to_string(read.error())));
    REQUIRE(read.ok());
    return *std::move(read);
}

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t out = 0;
    for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) {
        ++out;
    }
    return out;
}

const std::string strong = "//!PARAM strength\n//!TYPE float\n//!MINIMUM 0\n//!MAXIMUM 9\n1.0\n\n"
                           "//!HOOK OUTPUT\n//!BIND HOOKED\n//!DESC Strong\n"
                           "vec4 hook() { return HOOKED_texOff(0) * strength; }\n";

Expression condition(const std::string& text) {
    auto read = parse_expression(text, {}, {});
    REQUIRE(read.ok());
    return *std::move(read);
}

// Whether mpv would run the pass at this display, for a 1920x1080 film.
bool runs_at(const PassBlock& pass, Size display) {
    if (pass.when.empty()) {
        return true;
    }
    const Lookup lookup{.size = [&](std::string_view name) -> std::optional<Size> {
                            return name == "OUTPUT"                               ? std::optional(display)
                                   : name == "NATIVE_CROPPED" || name == "HOOKED" ? std::optional(Size{1920, 1080})
                                                                                  : std::nullopt;
                        },
                        .parameter = [](std::string_view) { return std::optional<double>(); }};
    const auto value = evaluate(pass.when, lookup);
    REQUIRE(value.ok());
    return value->value != 0.0F;
}

} // namespace

TEST_CASE("the exported texts are those looked at") {
    for (const std::string& key : list_presets(shelf())) {
        for (const ExportTarget target : {ExportTarget::mpv, ExportTarget::vapoursynth, ExportTarget::ffmpeg}) {
            const Export result = exported(preset_chain(key), {.target = target, .name = key});
            const std::string folder = fmt::format("mpv/{}/{}", key, export_target_info(target).name);
            for (const ExportedFile& file : result.files) {
                // The passes of the shipped files are in the shipped files: one whole chain is enough to look at.
                const bool shader = file.path.ends_with(".glsl");
                const bool chosen = file.path == "shaders/senga-default.glsl" ||
                                    file.path == "shaders/senga-default-params.glsl" ||
                                    file.path == "shaders/senga-default/01-deband.glsl";
                if ((!shader || chosen) && (key == "default" || file.path.ends_with(".conf"))) {
                    senga::test::check_reference(folder + "/" + file.path + ".txt", file.text);
                }
            }
            senga::test::check_reference(folder + "/report.txt", report_text(result));
        }
    }
}

TEST_CASE("the universal file holds nothing that old versions refuse, and every pass") {
    const Export result = exported(preset_chain("default"), {.name = "default"});
    const std::string text = universal(result, "default");
    for (const char* word : {"//!PARAM", "//!TYPE", "//!BUFFER", "//!STORAGE", "//!VAR", "//!MINIMUM"}) {
        CHECK(count(text, word) == 0);
    }
    const ShaderFile file = parsed(text);
    CHECK(file.notes.empty());
    // Deband 3, Krig 3, Luma, Push, Gradient, and Push-grad once for each side of 1080 lines.
    CHECK(file.passes.size() == 11);
    CHECK(file.passes.back().save.empty());
    CHECK(count(text, "Source: Anime4K 0.9 (bloc97, MIT)") == 4);
    for (const ExportedPass& pass : result.passes) {
        CHECK(pass.fate == PassFate::kept);
        CHECK(pass.reason.empty());
        CHECK(pass.files.size() == 3);
        for (const std::string& path : pass.files) {
            CHECK_FALSE(file_of(result, path).empty());
        }
    }
}

TEST_CASE("exactly one of the cases of a condition runs, with the value that holds") {
    for (const auto& [height, value] : {std::pair{720, "0.7"}, {1080, "0.7"}, {1081, "1.0"}, {2160, "1.0"}}) {
        const ShaderFile file = parsed(universal(exported(preset_chain("default"), {.name = "default"}), "default"));
        int running = 0;
        for (const PassBlock& pass : file.passes) {
            if (pass.body.find("#define grad_strength") != pass.body.npos && runs_at(pass, {height * 16 / 9, height})) {
                ++running;
                CHECK(pass.body.find(std::string("#define grad_strength ") + value) != pass.body.npos);
            }
        }
        CHECK(running == 1);
    }
}

TEST_CASE("of several conditions the later wins, as in the chain itself") {
    Chain chain = chain_of({entry_of("strong", strong)});
    chain.entries[0].conditional = {{condition("OUTPUT.h 1000 >"), {{"strength", 2.0}}},
                                    {condition("OUTPUT.w LUMA.w -"), {{"strength", 3.0}}}, // no 1 or 0
                                    {condition("OUTPUT.h 2000 >"), {{"strength", 4.0}}}};
    const std::string text = universal(exported(chain));
    const ShaderFile file = parsed(text);
    CHECK(file.passes.size() > 1);
    for (const Size display : {Size{1920, 900}, {1920, 1080}, {1000, 900}, {1000, 1080}, {3840, 2160}, {1920, 2160}}) {
        const double expected = effective_value(chain.entries[0], chain.entries[0].shader->parameters[0],
                                                source_lookup({.size = {1920, 1080}}, display));
        int running = 0;
        for (const PassBlock& pass : file.passes) {
            if (runs_at(pass, display)) {
                ++running;
                INFO(display.w, "x", display.h);
                CHECK(pass.body.find(fmt::format("#define strength {:.1f}\n", expected)) != pass.body.npos);
            }
        }
        CHECK(running == 1);
    }
    // The viewer's own value beats all of them.
    chain.entries[0].values["strength"] = 5.0;
    const ShaderFile own = parsed(universal(exported(chain)));
    REQUIRE(own.passes.size() == 1);
    CHECK(own.passes[0].when.empty());
    CHECK(own.passes[0].body.find("#define strength 5.0") != own.passes[0].body.npos);
}

TEST_CASE("conditions that mpv cannot ask are taken for the film and display at hand, and said") {
    Chain chain = chain_of({entry_of("strong", strong)});
    const auto check_approximated = [&](const char* value) {
        const Export result = exported(chain);
        REQUIRE(result.passes.size() == 1);
        CHECK(result.passes[0].fate == PassFate::approximated);
        CHECK(result.passes[0].reason.find("3840x2160") != std::string::npos);
        const ShaderFile file = parsed(universal(result));
        REQUIRE(file.passes.size() == 1);
        CHECK(file.passes[0].body.find(std::string("#define strength ") + value) != std::string::npos);
    };
    SUBCASE("the size of chroma") {
        chain.entries[0].conditional = {{condition("CHROMA.w LUMA.w <"), {{"strength", 2.0}}}};
        check_approximated("2.0");
    }
    SUBCASE("four of them") {
        for (int i = 1; i <= 4; ++i) {
            chain.entries[0].conditional.push_back(
                {condition(fmt::format("OUTPUT.h {} >", 100 * i)), {{i == 1 ? "other" : "strength", 1.0 + i}}});
        }
        chain.entries[0].conditional.push_back({condition("OUTPUT.h 5000 >"), {{"strength", 8.0}}});
        check_approximated("5.0");
    }
    SUBCASE("more words than mpv reads") {
        std::string text = "OUTPUT.h 1 >";
        for (int i = 0; i < 15; ++i) {
            text += " 1 *";
        }
        chain.entries[0].conditional = {{condition(text), {{"strength", 3.0}}}};
        check_approximated("3.0");
    }
    SUBCASE("the film's size behind a pass that doubles it") {
        chain.entries.insert(chain.entries.begin(),
                             entry_of("double", "//!HOOK MAIN\n//!BIND HOOKED\n//!WIDTH HOOKED.w 2 *\n"
                                                "vec4 hook() { return HOOKED_tex(HOOKED_pos); }\n"));
        chain.entries[1].conditional = {{condition("NATIVE.h 1000 >"), {{"strength", 4.0}}}};
        const Export result = exported(chain);
        CHECK(result.passes[0].fate == PassFate::kept);
        CHECK(result.passes[1].fate == PassFate::approximated);
    }
}

TEST_CASE("a name nobody knows makes a condition never hold, in both players") {
    Chain chain = chain_of({entry_of("strong", strong)});
    chain.entries[0].conditional = {{condition("NOBODY.w 1 >"), {{"strength", 2.0}}}};
    const ShaderFile file = parsed(universal(exported(chain)));
    for (const PassBlock& pass : file.passes) {
        const bool initial = pass.body.find("#define strength 1.0") != pass.body.npos;
        CHECK(runs_at(pass, {3840, 2160}) == initial);
    }
}

TEST_CASE("a pass that lacks a picture is left out, with all that lacks its own") {
    Chain chain = preset_chain("classic-4k");
    chain.entries[0].enabled = false; // Luma
    const Export result = exported(chain, {.name = "test"});
    CHECK(result.passes[0].fate == PassFate::left_out);
    CHECK(result.passes[0].reason == "switched off");
    CHECK(result.passes[1].fate == PassFate::left_out);
    CHECK(result.passes[1].reason.find("LUMA_GUIDE") != std::string::npos);
    CHECK(result.passes[1].reason.find("is off") != std::string::npos);
    CHECK(result.passes[2].fate == PassFate::kept);
    CHECK(result.passes[3].fate == PassFate::kept);
    CHECK(count(universal(result), "LUMA_GUIDE") == 0);
    CHECK(result.passes[0].files.empty());
}

TEST_CASE("hooks at which a picture is not there yet are left out alone") {
    const Export result = exported(chain_of({entry_of(
        "late",
        "//!HOOK MAIN\n//!BIND HOOKED\n//!SAVE MADE\nvec4 hook() { return vec4(1.0); }\n"
        "//!HOOK LUMA\n//!HOOK OUTPUT\n//!BIND HOOKED\n//!BIND MADE\nvec4 hook() { return MADE_texOff(0); }\n")}));
    const ShaderFile file = parsed(universal(result));
    REQUIRE(file.passes.size() == 2);
    CHECK(file.passes[1].hooks == std::vector{Stage::output});
}

TEST_CASE("files that call different things by the same name keep their meaning") {
    const auto with_table = [](const std::string& id, const char* data, const char* parameter) {
        return entry_of(id, fmt::format("//!PARAM {}\n//!TYPE float\n0.25\n\n"
                                        "//!TEXTURE TABLE\n//!SIZE 1 1\n//!FORMAT r8\n{}\n\n"
                                        "//!HOOK OUTPUT\n//!BIND HOOKED\n//!BIND TABLE\n"
                                        "vec4 hook() {{ return {} * texture(TABLE, vec2(0.5)) * HOOKED_texOff(0); }}\n",
                                        parameter, data, parameter));
    };
    const Export result = exported(
        chain_of({with_table("a", "7f", "amount"), with_table("b", "ff", "amount"), with_table("c", "7f", "other")}));
    const std::string text = universal(result);
    CHECK(count(text, "//!TEXTURE TABLE\n") == 1);
    CHECK(count(text, "//!TEXTURE TABLE_2\n") == 1);
    const ShaderFile file = parsed(text);
    REQUIRE(file.passes.size() == 3);
    CHECK(file.find_texture("TABLE")->data[0] == std::byte{0x7F});
    CHECK(file.find_texture("TABLE_2")->data[0] == std::byte{0xFF});
    CHECK(file.passes[0].body.find("texture(TABLE,") != std::string::npos);
    CHECK(file.passes[1].body.find("texture(TABLE_2,") != std::string::npos);
    CHECK(file.passes[1].binds.back().name == "TABLE_2");
    CHECK(file.passes[2].body.find("texture(TABLE,") != std::string::npos);

    const ShaderFile tunable = parsed(file_of(result, "shaders/senga-test-params.glsl"));
    CHECK(tunable.find_parameter("amount") != nullptr);
    CHECK(tunable.find_parameter("amount_2") != nullptr);
    CHECK(tunable.find_parameter("other") != nullptr);
}

TEST_CASE("the second flavour has every parameter with the chain's value") {
    Chain chain = preset_chain("default");
    chain.entries[0].values["deband_range"] = 12.0;
    const Export result = exported(chain, {.name = "default"});
    const ShaderFile file = parsed(file_of(result, "shaders/senga-default-params.glsl"));
    REQUIRE(file.find_parameter("deband_range") != nullptr);
    CHECK(file.find_parameter("deband_range")->initial == doctest::Approx(12.0));
    CHECK(file.find_parameter("deband_range")->maximum == 64.0);
    CHECK(file.find_parameter("push_strength")->initial == doctest::Approx(0.3));
    // What depends on the display's height is written for both cases instead.
    CHECK(file.find_parameter("grad_strength") == nullptr);
    CHECK(file.passes.size() == 11);
}

TEST_CASE("an ENUM, a buffer and a texture that lives on") {
    Chain chain = chain_of(
        {entry_of("modes",
                  "//!PARAM mode\n//!TYPE ENUM int\nSOFT\nHARD\n\n//!PARAM look\n//!TYPE ENUM int\nDAY\nNIGHT\n\n"
                  "//!HOOK OUTPUT\n//!BIND HOOKED\n//!WHEN mode SOFT =\n"
                  "vec4 hook() { return mode == HARD && look == DAY ? vec4(0.0) : HOOKED_texOff(0); }\n"),
         entry_of("keeps", "//!BUFFER NOTES\n//!VAR float total\n//!STORAGE\n\n//!HOOK OUTPUT\n//!BIND HOOKED\n"
                           "//!BIND NOTES\n//!DESC Keeps\nvec4 hook() { total = 1.0; return HOOKED_texOff(0); }\n")});
    chain.entries[0].values["mode"] = 1.0;
    const Export result = exported(chain);
    const std::string text = universal(result);
    CHECK(count(text, "#define HARD 1") == 1);
    CHECK(count(text, "//!WHEN 1 0 =") == 1);
    CHECK(count(text, "NOTES") == 0);
    CHECK(result.passes[1].fate == PassFate::refused);
    CHECK(result.passes[1].reason.find("buffer NOTES") != std::string::npos);
    CHECK(result.passes[1].files == std::vector<std::string>{"shaders/senga-test-params.glsl"});

    const std::string params = file_of(result, "shaders/senga-test-params.glsl");
    const ShaderFile file = parsed(params);
    CHECK(file.find_buffer("NOTES") != nullptr);
    CHECK(file.find_parameter("mode") == nullptr); // an ENUM begins with its first label, and this one has its second
    CHECK(file.find_parameter("look") != nullptr);
    CHECK(file.passes.size() == 2);
}

TEST_CASE("nothing to export is an error only where something was wanted") {
    Chain chain = preset_chain("off");
    const Export off = exported(chain, {.name = "off"});
    CHECK(universal(off, "off").empty());
    CHECK(file_of(off, "senga-off.conf").find("scale=spline36\n") != std::string::npos);
    CHECK(file_of(off, "senga-off.conf").find("glsl-shaders=\"\"\n") != std::string::npos);

    chain.entries.push_back({.id = "broken", .label = "Broken"});
    chain.entries[0].failure = diagnose(Code::shader_empty, "the file holds no pass");
    const Result<Export> broken = export_chain(chain, {});
    REQUIRE_FALSE(broken.ok());
    CHECK(broken.error().code == Code::export_nothing);
    CHECK(broken.error().text.find("the file holds no pass") != std::string::npos);
    // One that fails beside one that does not is left out.
    chain.entries.push_back(entry_of("strong", strong));
    const Export rest = exported(chain);
    CHECK(rest.passes[0].fate == PassFate::left_out);
    CHECK(rest.passes[1].fate == PassFate::kept);
}

TEST_CASE("names with quotes, line ends and other letters stay inside their lines") {
    for (const char* name : {"a\"b\\c", "two\nlines //!HOOK MAIN", "经典 线条", "../../etc/passwd", ""}) {
        for (const ExportTarget target : {ExportTarget::mpv, ExportTarget::vapoursynth, ExportTarget::ffmpeg}) {
            Chain chain = chain_of({entry_of("strong", strong)});
            chain.entries[0].label = name;
            const Export result = exported(chain, {.target = target, .name = name});
            for (const ExportedFile& file : result.files) {
                INFO(file.path);
                CHECK(file.path.find("..") == std::string::npos);
                CHECK(file.path.find(' ') == std::string::npos);
                CHECK(file.text.find("\nlines") == std::string::npos);
                if (file.path.ends_with(".glsl")) {
                    CHECK(parsed(file.text).passes.size() == 1);
                    CHECK(count(file.text, "//!HOOK") == 1);
                }
            }
        }
    }
}

TEST_CASE("a pass that calls linearize() brings the function along") {
    const Export result = exported(chain_of({entry_of(
        "light",
        "//!HOOK MAIN\n//!BIND HOOKED\nvec4 hook() { return delinearize(linearize(HOOKED_texOff(0)) * 0.5); }\n")}));
    const std::string text = universal(result);
    CHECK(count(text, "#ifndef linearize\n") == 1);
    CHECK(count(text, "#ifndef delinearize\n") == 1);
    CHECK(result.passes[0].fate == PassFate::approximated);
}
