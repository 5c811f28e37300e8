// `senga check`: every kind of bad file is found and told with its own line, good ones pass, and the exit code follows.
#include "app/commands/check_picture.h"
#include "app/commands/check_probe.h"
#include "app/commands/check_report.h"
#include "app/commands/command.h"
#include "renderer/language/parser.h"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <unistd.h>

using namespace senga;

namespace {

// A folder for shaders written on the spot.
struct Pack {
    std::filesystem::path path = std::filesystem::temp_directory_path() / ("senga-check-" + std::to_string(getpid()));
    Pack() { std::filesystem::create_directories(path / "more"); }
    ~Pack() { std::filesystem::remove_all(path); }
    std::string write(const std::string& name, const std::string& text) const {
        std::ofstream(path / name) << text;
        return (path / name).string();
    }
};

struct Told {
    int exit = -1;
    std::string out;
};

// Standard output goes into a file while this lives.
class Capture {
public:
    Capture() {
        std::fflush(stdout);
        const int file = open(path_.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600);
        REQUIRE(file >= 0);
        REQUIRE(dup2(file, STDOUT_FILENO) == STDOUT_FILENO);
        close(file);
    }
    ~Capture() {
        restore();
        close(kept_);
        std::filesystem::remove(path_);
    }
    Capture(const Capture&) = delete;
    Capture& operator=(const Capture&) = delete;

    std::string end() {
        restore();
        std::ostringstream text;
        text << std::ifstream(path_).rdbuf();
        return text.str();
    }

private:
    void restore() {
        std::fflush(stdout);
        dup2(kept_, STDOUT_FILENO);
    }
    std::filesystem::path path_ =
        std::filesystem::temp_directory_path() / ("senga-check-out-" + std::to_string(getpid()));
    int kept_ = dup(STDOUT_FILENO);
};

// Runs the command as the program does.
Told run_check(const std::vector<std::string>& words) {
    CLI::App app("test");
    Run run;
    declare_check(app, run);
    std::vector<std::string> arguments{"check"};
    arguments.insert(arguments.end(), words.begin(), words.end());
    std::reverse(arguments.begin(), arguments.end());
    Capture capture;
    Told told;
    try {
        app.parse(std::move(arguments));
        told.exit = static_cast<int>(run());
    } catch (const CLI::ParseError&) {
        told.exit = static_cast<int>(Exit::wrong_usage);
    }
    told.out = capture.end();
    return told;
}

const std::vector<std::string> small{"--input", "64x36", "--sizes", "128x72"};

std::vector<std::string> with_small(std::vector<std::string> words) {
    words.insert(words.end(), small.begin(), small.end());
    return words;
}

nlohmann::json check_as_json(std::vector<std::string> words, int exit) {
    words.push_back("--json");
    const Told told = run_check(words);
    CHECK(told.exit == exit);
    return nlohmann::json::parse(told.out);
}

constexpr const char* good = R"(//!HOOK LUMA
//!DESC brighter
//!BIND HOOKED
vec4 hook() {
    return HOOKED_tex(HOOKED_pos) + vec4(0.1, 0.0, 0.0, 0.0);
}
//!HOOK MAIN
//!DESC never
//!BIND HOOKED
//!WHEN OUTPUT.w HOOKED.w <
vec4 hook() {
    return HOOKED_tex(HOOKED_pos);
}
)";

constexpr const char* wrong_stage = R"(// a comment
//!HOOK NOWHERE
//!BIND HOOKED
vec4 hook() { return HOOKED_tex(HOOKED_pos); }
)";

constexpr const char* wrong_glsl = R"(//!HOOK MAIN
//!BIND HOOKED
vec4 hook() {
    vec4 color = HOOKED_tex(HOOKED_pos);
    return colour;
}
)";

constexpr const char* wants_extension = R"(//!HOOK MAIN
//!BIND HOOKED
#extension GL_SENGA_no_such_extension : require
vec4 hook() { return HOOKED_tex(HOOKED_pos); }
)";

constexpr const char* wants_texture = R"(//!HOOK MAIN
//!BIND HOOKED
//!BIND NOBODYS
vec4 hook() { return HOOKED_tex(HOOKED_pos) + NOBODYS_tex(NOBODYS_pos); }
)";

// The second pass writes a NaN that the third never reads: the picture itself stays sound.
constexpr const char* hidden_nan = R"(//!HOOK MAIN
//!DESC sound
//!BIND HOOKED
//!SAVE ONE
vec4 hook() { return HOOKED_tex(HOOKED_pos); }
//!HOOK MAIN
//!DESC broken
//!BIND HOOKED
//!SAVE TWO
vec4 hook() {
    bool corner = all(lessThan(gl_FragCoord.xy, vec2(1.0)));
    return corner ? vec4(0.0, 0.0, uintBitsToFloat(0x7fc00000u), 0.0) : HOOKED_tex(HOOKED_pos);
}
//!HOOK MAIN
//!DESC sound again
//!BIND HOOKED
//!BIND ONE
vec4 hook() { return ONE_tex(ONE_pos); }
)";

Plan plan_of(const std::string& text) {
    Result<ShaderFile> file = parse_shader(text, "test.glsl");
    REQUIRE(file.ok());
    Chain chain;
    chain.entries.push_back({.id = "test",
                             .label = "test",
                             .shader = std::make_shared<const ShaderFile>(*std::move(file)),
                             .failure = {},
                             .values = {},
                             .conditional = {}});
    Result<Plan> planned = plan(chain, {.size = {64, 36}}, {128, 72});
    REQUIRE(planned.ok());
    return *std::move(planned);
}

} // namespace

TEST_CASE("check: a folder of good and bad files") {
    const Pack pack;
    pack.write("a_good.glsl", good);
    pack.write("b_stage.hook", wrong_stage);
    pack.write("c_glsl.glsl", wrong_glsl);
    pack.write("more/d_extension.glsl", wants_extension);
    pack.write("more/e_texture.glsl", wants_texture);
    pack.write("more/f_nan.glsl", hidden_nan);
    pack.write("more/readme.txt", "no shader");
    const std::string folder = pack.path.string();

    const nlohmann::json told = check_as_json(with_small({folder}), 1);
    REQUIRE(told["files"].size() == 6);
    const auto file = [&](std::size_t i) -> const nlohmann::json& { return told["files"][i]; };
    const auto problem = [&](std::size_t i) {
        const nlohmann::json& problems = told["files"][i]["problems"];
        return problems.empty() ? nlohmann::json{{"code", "none"}, {"line", 0}} : problems[0];
    };

    CHECK(file(0)["good"] == true);
    CHECK(file(0)["finite"] == true);
    CHECK(file(0)["passes"][0]["status"] == "runs");
    CHECK(file(0)["passes"][1]["status"] == "skipped");
    CHECK(file(0)["passes"][1]["line"] == 7);
    // 0.1 more of Y' is 0.1 * 255 / 219 more of each of R', G', B', less where they reach 1.
    const double change = file(0)["sizes"][0]["change"];
    CHECK(change > 0.05);
    CHECK(change < 0.1 * 255 / 219 + 0.001);

    CHECK(file(1)["parsed"] == false);
    CHECK(problem(1)["code"] == "shader_stage");
    CHECK(problem(1)["line"] == 2);

    CHECK(file(2)["parsed"] == true);
    CHECK(file(2)["compiled"] == false);
    CHECK(problem(2)["code"] == "shader_compile");
    CHECK(problem(2)["line"] == 5);

    CHECK(file(3)["compiled"] == false);
    CHECK(problem(3)["code"] == "shader_compile");
    CHECK(problem(3)["line"] == 3);

    CHECK(file(4)["compiled"] == true);
    CHECK(file(4)["ran"] == false);
    CHECK(problem(4)["code"] == "texture_missing");
    CHECK(problem(4)["line"] == 1);

    CHECK(file(5)["ran"] == true);
    CHECK(file(5)["finite"] == false);
    CHECK(problem(5)["code"] == "shader_not_finite");
    CHECK(problem(5)["line"] == 6);

    CHECK(told["summary"]["files"] == 6);
    CHECK(told["summary"]["parsed"] == 5);
    CHECK(told["summary"]["compiled"] == 3);
    CHECK(told["summary"]["ran"] == 2);
    CHECK(told["summary"]["finite"] == 1);
    CHECK(told["summary"]["bad"] == 5);
}

TEST_CASE("check: text, one line for each file and a summary") {
    const Pack pack;
    const std::string sound = pack.write("good.glsl", good);
    const std::string broken = pack.write("broken.glsl", wrong_glsl);

    const Told alone = run_check(with_small({sound}));
    CHECK(alone.exit == 0);
    CHECK(alone.out == sound + ": parsed, compiled, ran 1 of 2 passes (1 skipped), finite\n" +
                           "1 files: 1 parsed, 1 compiled, 1 ran, 1 finite; 0 bad, 0 with no pass that runs here\n" +
                           "2 passes: 1 never ran, 0 were not even compiled\n");

    const Told both = run_check(with_small({broken, sound}));
    CHECK(both.exit == 1);
    CHECK(both.out.starts_with(broken + ": parsed, not compiled; " + broken + ":5: error: "));
    CHECK(std::count(both.out.begin(), both.out.end(), '\n') == 4);
}

TEST_CASE("check: of a driver's many lines the one with the error is told") {
    CheckedFile file{.path = "a.glsl"};
    file.parsed = true;
    file.problems.push_back(
        diagnose(Code::shader_compile, "rejected: 0:1(1): warning: old\n0:7(2): error: wrong\n0:9(1)", {"a.glsl", 7}));
    CHECK(check_line(file) ==
          "a.glsl: parsed, not compiled; a.glsl:7: error: 0:7(2): error: wrong ... [shader_compile]");
    file.problems[0].text = "rejected: 0:7(2): error: wrong";
    CHECK(check_line(file) ==
          "a.glsl: parsed, not compiled; a.glsl:7: error: rejected: 0:7(2): error: wrong [shader_compile]");
}

TEST_CASE("check: what runs at one of several sizes has run") {
    const Pack pack;
    const std::string path = pack.write("gated.glsl", R"(//!HOOK MAIN
//!DESC only when doubled
//!BIND HOOKED
//!WHEN OUTPUT.w HOOKED.w / 1.5 >
vec4 hook() { return HOOKED_tex(HOOKED_pos).grba; }
)");
    const std::vector<std::string> words{path, "--input", "64x36", "--sizes"};
    const auto with = [&](const char* sizes) {
        std::vector<std::string> out = words;
        out.push_back(sizes);
        return out;
    };
    const nlohmann::json same = check_as_json(with("64x36"), 0);
    CHECK(same["files"][0]["ran"] == false);
    CHECK(same["summary"]["untried"] == 1);
    CHECK(same["files"][0]["sizes"][0]["change"] == 0.0);
    const nlohmann::json both = check_as_json(with("64x36,128x72"), 0);
    CHECK(both["files"][0]["ran"] == true);
    CHECK(both["files"][0]["passes"][0]["reason"] == "");
    REQUIRE(both["files"][0]["sizes"].size() == 2);
    CHECK(both["files"][0]["sizes"][1]["change"] > 0.01);
}

TEST_CASE("check: what WHEN skips is compiled all the same") {
    const Pack pack;
    const std::string path = pack.write("skipped.glsl", R"(//!HOOK MAIN
//!DESC sound
//!BIND HOOKED
vec4 hook() { return HOOKED_tex(HOOKED_pos); }
//!HOOK MAIN
//!DESC never here
//!BIND HOOKED
//!WHEN OUTPUT.w HOOKED.w <
vec4 hook() { return unknown_name; }
)");
    const nlohmann::json told = check_as_json(with_small({path}), 1);
    CHECK(told["files"][0]["compiled"] == false);
    REQUIRE(told["files"][0]["problems"].size() == 1);
    CHECK(told["files"][0]["problems"][0]["line"] == 9);
    CHECK(told["files"][0]["passes"][0]["compiled"] == true);
    CHECK(told["files"][0]["passes"][1]["compiled"] == false);
    CHECK(told["summary"]["passes_never_compiled"] == 1);
}

TEST_CASE("check: the input's format decides which stages there are") {
    const Pack pack;
    const std::string path = pack.write("good.glsl", good);
    const nlohmann::json told = check_as_json({path, "--input", "64x36:gbrp", "--sizes", "128x72"}, 0);
    CHECK(told["format"] == "RGB");
    CHECK(told["summary"]["untried"] == 1);
    CHECK(told["summary"]["passes_never_run"] == 2);
    CHECK(told["summary"]["passes_never_compiled"] == 1); // RGB has no LUMA; MAIN is there
}

TEST_CASE("check: a picture of one's own gives the size") {
    const Pack pack;
    const std::string path = pack.write("good.glsl", good);
    const std::string still = SENGA_SOURCE_DIR "/assets/stills/s01_wires_crop_640x360.png";
    const nlohmann::json told = check_as_json({path, "--image", still, "--sizes", "640x360"}, 0);
    CHECK(told["input"]["w"] == 640);
    CHECK(told["input"]["h"] == 360);
    CHECK(told["format"] == "4:2:0");
    CHECK(told["files"][0]["ran"] == true);
}

TEST_CASE("check: a texture is missed by fault or by circumstance") {
    const Pack pack;
    const auto maker = [](const std::string& stage, const std::string& when) {
        return "//!HOOK " + stage + "\n//!BIND HOOKED\n//!SAVE GUIDE\n" + when +
               "vec4 hook() { return HOOKED_tex(HOOKED_pos); }\n";
    };
    const auto user = [](const std::string& stage, const std::string& bind) {
        return "//!HOOK " + stage + "\n//!BIND HOOKED\n//!BIND " + bind + "\nvec4 hook() { return " + bind + "_tex(" +
               bind + "_pos); }\n";
    };
    // Circumstance: WHEN keeps the maker away, or RGB has no LUMA.
    const std::string gated = pack.write("gated.glsl", maker("MAIN", "//!WHEN 0\n") + user("MAIN", "GUIDE"));
    const std::string luma = pack.write("luma.glsl", user("MAIN", "LUMA"));
    const nlohmann::json excused = check_as_json({gated, luma, "--input", "64x36:gbrp", "--sizes", "128x72"}, 0);
    CHECK(excused["summary"]["untried"] == 2);
    CHECK(excused["files"][0]["passes"][1]["status"] == "missing texture");
    // Fault: the maker runs, but at a later stage.
    const std::string late = pack.write("late.glsl", maker("OUTPUT", "") + user("MAIN", "GUIDE"));
    const nlohmann::json fault = check_as_json(with_small({late}), 1);
    CHECK(fault["files"][0]["problems"].at(0)["code"] == "texture_missing");
    CHECK(fault["files"][0]["problems"].at(0)["line"] == 5);
}

TEST_CASE("check: faults of the plan stand at their own line") {
    const Pack pack;
    const auto file = [&](const char* name, const std::string& line) {
        return pack.write(name, "//!HOOK MAIN\n//!BIND HOOKED\n" + line +
                                    "\nvec4 hook() { return HOOKED_tex(HOOKED_pos); }\n");
    };
    const std::string when = file("when.glsl", "//!WHEN NOBODY.w 1 >");
    const std::string width = file("width.glsl", "//!WIDTH HOOKED.w 0 *");
    const nlohmann::json told = check_as_json(with_small({when, width}), 1);
    const nlohmann::json& unknown = told["files"][0]["problems"].at(0);
    CHECK(unknown["code"] == "expression_unknown_name");
    CHECK(unknown["file"] == when);
    CHECK(unknown["line"] == 3);
    const std::string text = unknown["text"];
    CHECK(text.find("NOBODY") != std::string::npos);
    CHECK(text.find("error") == std::string::npos); // the diagnostic's own words, not a second one around it
    CHECK(told["files"][1]["problems"].at(0)["code"] == "plan_size");
    CHECK(told["files"][1]["problems"].at(0)["line"] == 3);
}

TEST_CASE("check: stages that exist in linear and sigmoid light alone are made to exist") {
    const Pack pack;
    for (const char* stage : {"LINEAR", "SIGMOID", "PREKERNEL", "POSTKERNEL", "SCALED"}) {
        CAPTURE(stage);
        const std::string path =
            pack.write("stage.glsl", std::string("//!HOOK ") + stage +
                                         "\n//!BIND HOOKED\nvec4 hook() { return HOOKED_tex(HOOKED_pos).grba; }\n");
        const nlohmann::json told = check_as_json(with_small({path}), 0);
        CHECK(told["files"][0]["ran"] == true);
        CHECK(told["files"][0]["sizes"][0]["change"] > 0.01);
    }
}

TEST_CASE("check: wrong words") {
    const Pack pack;
    const std::string path = pack.write("good.glsl", good);
    CHECK(run_check(std::vector<std::string>{}).exit == 2);
    CHECK(run_check({path, "--sizes", "big"}).exit == 2);
    CHECK(run_check({path, "--input", "64x36:mauve"}).exit == 2);
    CHECK(run_check({(pack.path / "none.glsl").string()}).exit == 1);
    CHECK(run_check({(pack.path / "more").string()}).exit == 1); // a folder without shaders
    CHECK(run_check({path, "--image", path}).exit == 1);
}

TEST_CASE("probes: counters say who was first") {
    const std::vector<float> none(8, 0.0F);
    CHECK_FALSE(first_bad(none, 3).has_value());
    CHECK(first_bad(std::vector<float>{0.0F, 1.0F}, 3) == 2U); // set by the last probe
    CHECK(first_bad(std::vector<float>{1.0F, 3.0F}, 3) == 0U); // set by the first, counted on twice
}

TEST_CASE("probes: every pass is probed, and no texture is given back before its last reader") {
    const Plan plain = plan_of(hidden_nan);
    const ProbedPlan probed = with_probes(plain);
    REQUIRE(probed.passes.size() == 3);
    CHECK(probed.plan.steps.size() == plain.steps.size() + 3);
    CHECK(probed.plan.picture == plain.picture);
    CHECK(probed.plan.reports.size() == plain.reports.size());
    int probes = 0;
    for (std::size_t i = 0; i < probed.plan.steps.size(); ++i) {
        const auto* pass = std::get_if<PassStep>(&probed.plan.steps[i].what);
        if (pass == nullptr) {
            continue;
        }
        for (const NamedImage& image : pass->images) {
            const auto index = static_cast<std::size_t>(image.image.texture);
            CHECK(probed.plan.textures[index].last_step >= static_cast<int>(i));
        }
        if (pass->images.front().name == "PROBED") {
            ++probes;
            CHECK(pass->images.front().image.texture == probed.plan.steps[i - 1].output);
        }
    }
    CHECK(probes == 3);
}

TEST_CASE("picture: codes of known colours") {
    // BT.709, 8 bits, limited: white is 235/128/128; red 63/102/240 (BT.709-6 with rounding).
    const FrameFormat format{.size = {4, 4}};
    const auto codes = [&](const Rgb& rgb) {
        const Result<RawFrame> picture = make_picture(format, [&](double, double) { return rgb; });
        REQUIRE(picture.ok());
        REQUIRE(picture->planes.size() == 2);
        CHECK(picture->planes[1].width_px == 2);
        return std::array<int, 3>{picture->planes[0].bytes[5], picture->planes[1].bytes[2],
                                  picture->planes[1].bytes[3]};
    };
    CHECK(codes({1, 1, 1}) == std::array<int, 3>{235, 128, 128});
    CHECK(codes({0, 0, 0}) == std::array<int, 3>{16, 128, 128});
    CHECK(codes({1, 0, 0}) == std::array<int, 3>{63, 102, 240});
}

TEST_CASE("picture: colours survive the way through every layout") {
    struct Case {
        FrameFormat format;
        double
            bound; // half a code in Y', Cb and Cr, times the largest row sum of the matrix (B: 1 + 1.8556), in R'G'B'
    };
    const Case cases[] = {
        {{.size = {32, 18}, .subsampling = {0, 0}, .bit_depth = 8}, 0.5 / 219 * (1 + 1.8556)},
        {{.size = {32, 18}, .subsampling = {0, 0}, .bit_depth = 16}, 0.5 / 219 / 256 * (1 + 1.8556)},
        {{.size = {32, 18}, .layout = Layout::rgb, .bit_depth = 10, .range = Range::full}, 0.5 / 1023},
    };
    for (const Case& each : cases) {
        Result<RawFrame> picture = make_picture(each.format, test_colour);
        REQUIRE(picture.ok());
        const ColourAt back = colours_of(*std::move(picture));
        for (int y = 0; y < 18; ++y) {
            for (int x = 0; x < 32; ++x) {
                const Rgb want = test_colour((x + 0.5) / 32, (y + 0.5) / 18);
                const Rgb have = back((x + 0.5) / 32, (y + 0.5) / 18);
                for (std::size_t c = 0; c < 3; ++c) {
                    CHECK(std::abs(want[c] - have[c]) <= each.bound + 1e-6); // the matrix is kept in floats
                }
            }
        }
    }
}

TEST_CASE("picture: what no picture can be") {
    CHECK_FALSE(make_picture({.size = {0, 4}}, test_colour).ok());
    CHECK_FALSE(make_picture({.size = {4, 4}, .bit_depth = 17}, test_colour).ok());
}
