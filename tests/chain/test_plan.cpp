// What runs, in which order, at which size, and what is said of the rest. The rules are those of mpv 0.35.1's vo=gpu:
// the order of its stages, and its szexp_lookup() and pass_hook().
#include "tests/chain/plan_fixture.h"

#include <array>

using namespace senga;
using namespace senga::test;

TEST_CASE("plan: an empty chain of 4:2:0 scales chroma, combines and scales, each once and separably") {
    const Plan it = planned({}, video({1280, 720}), {1920, 1080});
    REQUIRE(it.steps.size() == 5);
    const auto scalers = steps_of<ResampleStep>(it);
    REQUIRE(scalers.size() == 4);
    CHECK(scalers[0]->axis == ResampleStep::Axis::y);
    CHECK(scalers[1]->axis == ResampleStep::Axis::x);
    CHECK(drawn_size(it, 0) == Size{640, 720});
    CHECK(drawn_size(it, 1) == Size{1280, 720});
    CHECK(std::holds_alternative<AssembleStep>(it.steps[2].what));
    CHECK(drawn_size(it, 2) == Size{1280, 720});
    CHECK(scalers[2]->axis == ResampleStep::Axis::y);
    CHECK(drawn_size(it, 3) == Size{1280, 1080});
    CHECK(scalers[3]->axis == ResampleStep::Axis::x);
    CHECK(drawn_size(it, 4) == Size{1920, 1080});
    CHECK(it.picture == it.steps[4].output);
    CHECK(it.reports.empty());
    CHECK(it.notes.empty());
}

TEST_CASE("plan: 4:4:4, gray and RGB need fewer steps, and a plane is never the picture itself") {
    const Plan full = planned({}, video({640, 480}, {0, 0}), {640, 480});
    REQUIRE(full.steps.size() == 1);
    const auto combined = steps_of<AssembleStep>(full);
    REQUIRE(combined.size() == 1);
    CHECK(combined[0]->chroma.placement == Placement{});

    FrameFormat gray = video({640, 480});
    gray.layout = Layout::gray;
    const Plan colourless = planned({}, gray, {640, 480});
    REQUIRE(colourless.steps.size() == 1);
    CHECK(steps_of<AssembleStep>(colourless).at(0)->chroma.texture == -1);

    const Plan rgb = planned({}, rgb_video({640, 480}), {640, 480});
    REQUIRE(rgb.steps.size() == 1);
    CHECK(steps_of<SealStep>(rgb).size() == 1);
    CHECK(drawn_size(rgb, 0) == Size{640, 480});
}

TEST_CASE("plan: stages run in mpv's order whatever the files' order, passes of a stage in the files' order") {
    const std::string backwards =
        pass_text("//!HOOK OUTPUT\n//!DESC output a\n") + pass_text("//!HOOK SCALED\n//!DESC scaled a\n") +
        pass_text("//!HOOK PREKERNEL\n//!DESC prekernel a\n") + pass_text("//!HOOK MAIN\n//!DESC main a\n") +
        pass_text("//!HOOK NATIVE\n//!DESC native a\n") +
        pass_text("//!HOOK CHROMA_SCALED\n//!DESC chroma scaled a\n") +
        pass_text("//!HOOK CHROMA\n//!DESC chroma a\n") + pass_text("//!HOOK LUMA\n//!DESC luma a\n");
    const std::string more =
        pass_text("//!HOOK POSTKERNEL\n//!DESC postkernel b\n") +
        pass_text("//!HOOK MAINPRESUB\n//!DESC mainpresub b\n") +
        pass_text("//!HOOK PREOUTPUT\n//!DESC preoutput b\n") + pass_text("//!HOOK MAIN\n//!DESC main b\n") +
        pass_text("//!HOOK LUMA\n//!DESC luma b1\n") + pass_text("//!HOOK LUMA\n//!DESC luma b2\n");
    const Plan it = planned(planned_chain({backwards, more}), video({64, 36}), {128, 72});
    std::vector<std::string> order;
    for (const PassReport& report : it.reports) {
        CHECK_MESSAGE(report.status == PassStatus::runs, report.desc << ": " << report.reason);
        order.push_back(report.desc);
    }
    CHECK(order == std::vector<std::string>{"luma a", "luma b1", "luma b2", "chroma a", "chroma scaled a", "native a",
                                            "mainpresub b", "main a", "main b", "prekernel a", "postkernel b",
                                            "scaled a", "preoutput b", "output a"});
    // The steps follow the reports.
    std::vector<std::size_t> blocks;
    for (const auto& step : steps_of<PassStep>(it)) {
        blocks.push_back(step->entry * 100 + step->block);
    }
    std::vector<std::size_t> reported;
    for (const PassReport& report : it.reports) {
        reported.push_back(report.entry * 100 + report.block);
    }
    CHECK(blocks == reported);
}

TEST_CASE("plan: an entry that leads comes before the others of each stage, and keeps its number") {
    Chain chain =
        planned_chain({pass_text("//!HOOK OUTPUT\n//!DESC output a\n") + pass_text("//!HOOK LUMA\n//!DESC luma a\n"),
                       pass_text("//!HOOK LUMA\n//!DESC luma b\n") + pass_text("//!HOOK OUTPUT\n//!DESC output b\n")});
    chain.entries[1].leads = true;
    const Plan it = planned(chain, video({64, 36}), {64, 36});
    std::vector<std::string> order;
    for (const PassReport& report : it.reports) {
        CHECK(report.status == PassStatus::runs);
        CHECK(report.entry == (report.desc.back() == 'a' ? 0 : 1));
        order.push_back(report.desc);
    }
    CHECK(order == std::vector<std::string>{"luma b", "luma a", "output b", "output a"});
}

TEST_CASE("plan: a pass that hooks several stages runs and is reported at each") {
    const Plan it =
        planned(planned_chain({pass_text("//!HOOK LUMA\n//!HOOK CHROMA\n//!HOOK RGB\n//!DESC each plane\n")}),
                video({64, 36}), {64, 36});
    REQUIRE(it.reports.size() == 2);
    CHECK(it.reports[0].stage == Stage::luma);
    CHECK(it.reports[0].size == Size{64, 36});
    CHECK(it.reports[1].stage == Stage::chroma);
    CHECK(it.reports[1].size == Size{32, 18});
    const Plan rgb =
        planned(planned_chain({pass_text("//!HOOK LUMA\n//!HOOK CHROMA\n//!HOOK RGB\n//!DESC each plane\n")}),
                rgb_video({64, 36}), {64, 36});
    REQUIRE(rgb.reports.size() == 1);
    CHECK(rgb.reports[0].stage == Stage::rgb);
}

TEST_CASE("plan: a pass whose stage this video does not have says so") {
    const Plan it = planned(
        planned_chain({pass_text("//!HOOK CHROMA\n//!DESC chroma\n") + pass_text("//!HOOK LINEAR\n//!DESC linear\n")}),
        rgb_video({64, 36}), {128, 72});
    CHECK(report_of(it, "chroma").status == PassStatus::skipped);
    CHECK(contains(report_of(it, "chroma").reason, "CHROMA"));
    CHECK(contains(report_of(it, "chroma").reason, "RGB"));
    CHECK(report_of(it, "linear").status == PassStatus::skipped);
    CHECK(contains(report_of(it, "linear").reason, "LINEAR"));
}

TEST_CASE("plan: WHEN decides, and the reason holds the expression's numbers") {
    const std::string text = pass_text("//!HOOK MAIN\n//!DESC larger\n//!WHEN OUTPUT.w MAIN.w / 1.2 >\n");
    CHECK(report_of(planned(planned_chain({text}), video({1280, 720}), {1920, 1080}), "larger").status ==
          PassStatus::runs);
    const Plan same = planned(planned_chain({text}), video({1280, 720}), {1366, 768});
    const PassReport& report = report_of(same, "larger");
    CHECK(report.status == PassStatus::skipped);
    for (const char* part : {"OUTPUT.w", "1366", "MAIN.w", "1280", "1.2", "false"}) {
        CHECK_MESSAGE(contains(report.reason, part), report.reason);
    }
    CHECK(steps_of<PassStep>(same).empty());
}

TEST_CASE("plan: WHEN with an unknown texture, without a value or with too many fails or skips that pass alone") {
    const Plan it = planned(planned_chain({pass_text("//!HOOK MAIN\n//!DESC unknown\n//!WHEN NOWHERE.w 1 >\n") +
                                           pass_text("//!HOOK MAIN\n//!DESC underflow\n//!WHEN 1 >\n") +
                                           pass_text("//!HOOK MAIN\n//!DESC leftover\n//!WHEN 1 1\n") +
                                           pass_text("//!HOOK MAIN\n//!DESC good\n//!WHEN 1\n")}),
                            video({64, 36}), {64, 36});
    CHECK(report_of(it, "unknown").status == PassStatus::failed);
    CHECK(contains(report_of(it, "unknown").reason, "NOWHERE"));
    CHECK(contains(report_of(it, "unknown").reason, "a.glsl:3"));
    CHECK(report_of(it, "underflow").status == PassStatus::failed);
    CHECK(report_of(it, "leftover").status == PassStatus::skipped);
    CHECK(report_of(it, "good").status == PassStatus::runs);
}

TEST_CASE("plan: sizes in expressions are those of the moment") {
    // HOOKED is what the pass hooks; LUMA stays what it became; OUTPUT is the display before its stage is reached.
    const std::string text =
        pass_text("//!HOOK LUMA\n//!DESC double\n//!WIDTH 2 HOOKED.w *\n//!HEIGHT HOOKED.h 2 *\n") +
        pass_text("//!HOOK LUMA\n//!DESC after\n//!WHEN HOOKED.w 1280 =\n") +
        // mpv takes over the reference plane's scale only once its hooks are through.
        pass_text("//!HOOK LUMA\n//!DESC native still\n//!WHEN NATIVE_CROPPED.w 640 =\n") +
        pass_text("//!HOOK CHROMA\n//!DESC in chroma\n//!WHEN HOOKED.w 320 = LUMA.w 1280 = *\n") +
        pass_text("//!HOOK MAIN\n//!DESC native doubled\n//!WHEN NATIVE_CROPPED.h 720 =\n") +
        pass_text("//!HOOK MAIN\n//!DESC output known\n//!WHEN OUTPUT.h 1080 =\n") +
        pass_text("//!HOOK SCALED\n//!DESC scaled\n//!WHEN HOOKED.w 1920 = MAIN.w 1280 = *\n");
    const Plan it = planned(planned_chain({text}), video({640, 360}), {1920, 1080});
    for (const PassReport& report : it.reports) {
        CHECK_MESSAGE(report.status == PassStatus::runs, report.desc << ": " << report.reason);
    }
    CHECK(it.reports.size() == 7);
}

TEST_CASE("plan: at MAIN a doubler counts for NATIVE_CROPPED from the next pass on") {
    // mpv hands p->texture_offset itself to NATIVE, MAINPRESUB and MAIN.
    const std::string doubler =
        "//!HOOK MAIN\n//!WIDTH HOOKED.w 2 *\n//!HEIGHT HOOKED.h 2 *\n//!WHEN OUTPUT.w NATIVE_CROPPED.w / 1.5 >\n";
    const Plan it =
        planned(planned_chain({pass_text(doubler + "//!DESC first\n") + pass_text(doubler + "//!DESC second\n") +
                               pass_text(doubler + "//!DESC third\n")}),
                video({640, 360}), {1960, 1080});
    CHECK(report_of(it, "first").status == PassStatus::runs);  // 3.06
    CHECK(report_of(it, "second").status == PassStatus::runs); // 1.53
    CHECK(report_of(it, "third").status == PassStatus::skipped);
    CHECK(contains(report_of(it, "third").reason, "2560"));
}

TEST_CASE("plan: parameters count in expressions, the viewer's before the preset's before the file's") {
    const std::string text =
        "//!PARAM factor\n//!TYPE int\n//!MINIMUM 1\n//!MAXIMUM 4\n2\n\n" +
        pass_text("//!HOOK MAIN\n//!DESC sized\n//!WIDTH HOOKED.w factor *\n//!HEIGHT HOOKED.h factor *\n");
    Chain chain = planned_chain({text});
    CHECK(report_of(planned(chain, video({64, 36}), {640, 360}), "sized").size == Size{128, 72});
    const Result<Expression> large = parse_expression("OUTPUT.h 300 >", {}, {});
    REQUIRE(large.ok());
    chain.entries[0].conditional.push_back({*large, {{"factor", 3.0}}});
    CHECK(report_of(planned(chain, video({64, 36}), {640, 360}), "sized").size == Size{192, 108});
    CHECK(report_of(planned(chain, video({64, 36}), {320, 180}), "sized").size == Size{128, 72});
    chain.entries[0].values["factor"] = 4.0;
    CHECK(report_of(planned(chain, video({64, 36}), {640, 360}), "sized").size == Size{256, 144});
    chain.entries[0].values["factor"] = 9.0; // clamped to its range
    const Plan clamped = planned(chain, video({64, 36}), {640, 360});
    CHECK(report_of(clamped, "sized").size == Size{256, 144});
    const auto step = steps_of<PassStep>(clamped).at(0);
    REQUIRE(step->values.size() == 1);
    CHECK(step->values[0].value == 4.0);
    CHECK(step->input_size == Size{64, 36});
    CHECK(step->target_size == Size{640, 360});
}

TEST_CASE("plan: a missing texture is named, with the pass that would have made it and why it did not") {
    const std::string maker = pass_text("//!HOOK MAIN\n//!SAVE GUIDE\n//!DESC Maker\n");
    const std::string user = pass_text("//!HOOK MAIN\n//!BIND GUIDE\n//!DESC user\n");
    const auto reason = [](const Chain& chain) {
        const Plan it = planned(chain, video({64, 36}), {64, 36});
        const PassReport& report = report_of(it, "user");
        CHECK(report.status == PassStatus::missing_texture);
        CHECK(contains(report.reason, "GUIDE"));
        return report.reason;
    };
    CHECK(contains(reason(planned_chain({user})), "no pass"));
    Chain chain = planned_chain({maker, user});
    CHECK(report_of(planned(chain, video({64, 36}), {64, 36}), "user").status == PassStatus::runs);
    chain.entries[0].enabled = false;
    CHECK(contains(reason(chain), "Maker"));
    CHECK(contains(reason(chain), "off"));
    chain.entries[0].enabled = true;
    chain.entries[0].failure = diagnose(Code::shader_compile, "broken");
    CHECK(contains(reason(chain), "failed"));
    CHECK(contains(reason(planned_chain({user, maker})), "after"));
    const std::string never = pass_text("//!HOOK MAIN\n//!SAVE GUIDE\n//!DESC Maker\n//!WHEN 0\n");
    CHECK(contains(reason(planned_chain({never, user})), "does not run"));
    // A texture that only a later stage makes is not there yet either.
    CHECK(
        contains(reason(planned_chain({pass_text("//!HOOK OUTPUT\n//!SAVE GUIDE\n//!DESC Maker\n"), user})), "before"));

    const Plan chroma =
        planned(planned_chain({pass_text("//!HOOK RGB\n//!BIND CHROMA\n//!DESC user\n")}), rgb_video({8, 8}), {8, 8});
    CHECK(report_of(chroma, "user").status == PassStatus::missing_texture);
    CHECK(contains(report_of(chroma, "user").reason, "CHROMA"));
}

TEST_CASE("plan: SAVE keeps a texture beside the stage, or replaces the stage under its own name") {
    const std::string text =
        pass_text("//!HOOK LUMA\n//!SAVE SMALL\n//!WIDTH HOOKED.w 4 /\n//!HEIGHT 9\n//!COMPONENTS 2\n//!DESC small\n") +
        pass_text("//!HOOK LUMA\n//!SAVE LUMA\n//!DESC itself\n//!BIND SMALL\n") +
        pass_text("//!HOOK OUTPUT\n//!BIND SMALL\n//!BIND LUMA\n//!WHEN SMALL.w 16 = SMALL.h 9 = *\n//!DESC reader\n");
    const Plan it = planned(planned_chain({text}), video({64, 36}), {64, 36});
    const PassReport& small = report_of(it, "small");
    CHECK(small.saves == "SMALL");
    CHECK(small.size == Size{16, 9});
    CHECK(it.textures[static_cast<std::size_t>(small.texture)].components == 2);
    CHECK(report_of(it, "itself").saves == "LUMA");
    CHECK(report_of(it, "reader").status == PassStatus::runs);
    CHECK(report_of(it, "reader").binds == std::vector<std::string>{"SMALL", "LUMA", "HOOKED"});
    const auto passes = steps_of<PassStep>(it);
    REQUIRE(passes.size() == 3);
    CHECK(passes[2]->images[0].image.texture == small.texture);
    // What the stage became, not the plane of the frame.
    CHECK(passes[2]->images[1].image.texture == report_of(it, "itself").texture);
    CHECK(steps_of<AssembleStep>(it).at(0)->luma.texture == report_of(it, "itself").texture);
    // What the last pass reads lives until then.
    std::size_t reader = 0;
    for (std::size_t i = 0; i < it.steps.size(); ++i) {
        const auto* pass = std::get_if<PassStep>(&it.steps[i].what);
        reader = pass != nullptr && pass->block == 2 ? i : reader;
    }
    CHECK(it.textures[static_cast<std::size_t>(small.texture)].last_step == static_cast<int>(reader));
}

TEST_CASE("plan: stages that cannot be resized refuse a pass that would, and the rest goes on") {
    const std::string text = pass_text("//!HOOK OUTPUT\n//!WIDTH HOOKED.w 2 *\n//!DESC wide\n") +
                             pass_text("//!HOOK OUTPUT\n//!OFFSET 0.5 0\n//!DESC shifted\n") +
                             pass_text("//!HOOK SCALED\n//!OFFSET ALIGN\n//!DESC aligned\n") +
                             pass_text("//!HOOK OUTPUT\n//!WIDTH HOOKED.w 2 *\n//!SAVE BIG\n//!DESC saved\n") +
                             pass_text("//!HOOK OUTPUT\n//!DESC plain\n");
    const Plan it = planned(planned_chain({text}), video({64, 36}), {96, 54});
    CHECK(report_of(it, "wide").status == PassStatus::failed);
    for (const char* part : {"OUTPUT", "192x54", "96x54"}) {
        CHECK_MESSAGE(contains(report_of(it, "wide").reason, part), report_of(it, "wide").reason);
    }
    CHECK(report_of(it, "shifted").status == PassStatus::failed);
    CHECK(report_of(it, "aligned").status == PassStatus::failed);
    CHECK(report_of(it, "saved").status == PassStatus::runs);
    CHECK(report_of(it, "saved").size == Size{192, 54});
    CHECK(report_of(it, "plain").status == PassStatus::runs);
    CHECK(it.textures[static_cast<std::size_t>(it.picture)].size == Size{96, 54});
}

TEST_CASE("plan: impossible sizes fail their pass with the numbers, or the whole plan") {
    const std::string text = pass_text("//!HOOK MAIN\n//!WIDTH HOOKED.w 0 *\n//!DESC none\n") +
                             pass_text("//!HOOK MAIN\n//!HEIGHT HOOKED.h 10000 *\n//!DESC huge\n") +
                             pass_text("//!HOOK MAIN\n//!HEIGHT NOWHERE.h\n//!DESC unknown\n");
    const Plan it = planned(planned_chain({text}), video({64, 36}), {64, 36});
    for (const char* desc : {"none", "huge", "unknown"}) {
        CHECK(report_of(it, desc).status == PassStatus::failed);
    }
    CHECK(contains(report_of(it, "huge").reason, "360000"));
    CHECK(contains(report_of(it, "huge").reason, "16384"));
    CHECK(steps_of<PassStep>(it).empty());

    for (const auto& [source, output] : {std::pair{Size{0, 0}, Size{64, 36}},
                                         {Size{64, 36}, Size{0, 36}},
                                         {Size{64, 36}, Size{64, -1}},
                                         {Size{20000, 36}, Size{64, 36}},
                                         {Size{64, 36}, Size{64, 20000}}}) {
        const Result<Plan> refused = plan({}, video(source), output);
        REQUIRE(!refused.ok());
        CHECK(refused.error().code == Code::plan_input);
    }
}

TEST_CASE("plan: off and failed are told apart, and an entry tells the worst of its passes") {
    const std::string two =
        pass_text("//!HOOK MAIN\n//!DESC runs\n") + pass_text("//!HOOK MAIN\n//!DESC skips\n//!WHEN 0\n");
    const std::string broken = two + pass_text("//!HOOK MAIN\n//!BIND GUIDE\n//!DESC lacks\n");
    Chain chain = planned_chain({two, broken, two, two});
    chain.entries[2].enabled = false;
    chain.entries[3].failure = diagnose(Code::shader_compile, "no such function", {.file = "d.glsl", .line = 7});
    chain.entries.push_back({.id = "e", .label = "e", .failure = diagnose(Code::file_missing, "gone")});
    const Plan it = planned(chain, video({64, 36}), {64, 36});
    CHECK(entry_status(it, 0).status == PassStatus::runs);
    CHECK(entry_status(it, 1).status == PassStatus::missing_texture);
    CHECK(entry_status(it, 2).status == PassStatus::off);
    CHECK(entry_status(it, 3).status == PassStatus::failed);
    CHECK(contains(entry_status(it, 3).reason, "d.glsl:7"));
    CHECK(entry_status(it, 4).status == PassStatus::failed);
    CHECK(it.shaders.size() == 5);
    CHECK(it.shaders[4] == nullptr);
    CHECK(steps_of<PassStep>(it).size() == 2);

    chain.enabled = false;
    const Plan off = planned(chain, video({64, 36}), {64, 36});
    CHECK(entry_status(off, 0).status == PassStatus::off);
    CHECK(contains(entry_status(off, 0).reason, "whole chain"));
    CHECK(steps_of<PassStep>(off).empty());
}

TEST_CASE("plan: passes that are muted, or not solo while another is, do not run and say so") {
    const std::string pass = "//!HOOK OUTPUT\n//!DESC ";
    Chain chain = planned_chain({pass_text(pass + "one\n"), pass_text(pass + "two\n"), pass_text(pass + "three\n")});
    const auto run = [&] {
        std::string out;
        for (const auto& step : steps_of<PassStep>(planned(chain, video({320, 180}), {320, 180}))) {
            out += chain.entries[step->entry].id;
        }
        return out;
    };
    CHECK(run() == "abc");
    chain.entries[0].muted = true;
    CHECK(run() == "bc");
    chain.entries[2].solo = true;
    CHECK(run() == "c");
    chain.entries[0].solo = true;
    CHECK(run() == "c"); // muted all the same
    chain.entries[0].muted = false;
    CHECK(run() == "ac");
    const Plan plan = planned(chain, video({320, 180}), {320, 180});
    CHECK(report_of(plan, "two").status == PassStatus::off);
    CHECK(report_of(plan, "two").reason == "another pass is solo");
}

TEST_CASE("plan: what a muted pass would have saved is missing, and it is named") {
    Chain chain = planned_chain({pass_text("//!HOOK OUTPUT\n//!SAVE GUIDE\n//!DESC maker\n"),
                                 pass_text("//!HOOK OUTPUT\n//!BIND GUIDE\n//!DESC user\n")});
    CHECK(report_of(planned(chain, video({320, 180}), {320, 180}), "user").status == PassStatus::runs);
    chain.entries[0].muted = true;
    const Plan plan = planned(chain, video({320, 180}), {320, 180});
    CHECK(report_of(plan, "maker").reason == "muted");
    CHECK(report_of(plan, "user").status == PassStatus::missing_texture);
    CHECK(report_of(plan, "user").reason.find("which is off") != std::string::npos);
}

// A stage that nobody who takes part hooks must cost no step of its own: NATIVE would take one to combine the planes.
TEST_CASE("plan: a muted pass asks for no stage") {
    Chain chain = planned_chain({pass_text("//!HOOK NATIVE\n//!DESC native\n")});
    const std::size_t with = planned(chain, video({320, 180}), {640, 360}).steps.size();
    chain.entries[0].muted = true;
    const std::size_t muted = planned(chain, video({320, 180}), {640, 360}).steps.size();
    CHECK(muted == planned({}, video({320, 180}), {640, 360}).steps.size());
    CHECK(with > muted + 1); // the pass and its stage
}

TEST_CASE("plan: planes are combined for NATIVE only where a pass of it runs or somebody binds it") {
    const auto steps = [](const std::string& text) {
        Chain chain = planned_chain({"//!PARAM amount\n//!TYPE float\n0.0\n\n" + text});
        const Plan plan = planned(chain, video({320, 180}), {320, 180});
        return steps_of<AssembleStep>(plan).size() + steps_of<ConvertStep>(plan).size() +
               steps_of<PassStep>(plan).size();
    };
    const std::string native = "//!HOOK NATIVE\n//!DESC native\n";
    CHECK(steps(pass_text("//!HOOK XYZ\n//!DESC none\n")) == 1);                  // planes to R'G'B' at once
    CHECK(steps(pass_text(native)) == 3);                                         // combined, the pass, to R'G'B'
    CHECK(steps(pass_text(native + "//!WHEN amount 0 = !\n")) == 1);              // skipped
    CHECK(steps(pass_text(native + "//!WHEN HOOKED.w 320 =\n")) == 3);            // sizes are those of then
    CHECK(steps(pass_text("//!HOOK MAIN\n//!BIND NATIVE\n//!DESC main\n")) == 3); // bound
    CHECK(steps(pass_text(native + "//!WHEN 0\n") + pass_text(native)) == 3);     // one of two
    const Chain chain = planned_chain({pass_text(native + "//!WHEN HOOKED.w 1 =\n")});
    const Plan plan = planned(chain, video({320, 180}), {320, 180});
    CHECK(report_of(plan, "native").status == PassStatus::skipped);
    CHECK(contains(report_of(plan, "native").reason, "320")); // the numbers are told all the same
}

TEST_CASE("plan: textures are found by name and number, also where a pass stands twice") {
    const std::string pass = pass_text("//!HOOK OUTPUT\n//!DESC push\n");
    Chain chain = planned_chain({pass, pass_text("//!HOOK MAIN\n//!DESC first\n"), pass});
    chain.entries[2] = chain.entries[0]; // duplicated
    const Plan plan = planned(chain, video({320, 180}), {640, 360});
    std::vector<int> made; // by each of the two
    for (const PassReport& report : plan.reports) {
        if (report.desc == "push") {
            made.push_back(report.texture);
        }
    }
    REQUIRE(made.size() == 2);
    CHECK(made[0] != made[1]);
    CHECK(find_texture(plan, "push (a)") == made[0]);
    CHECK(find_texture(plan, "push (a)", 1) == made[1]);
    CHECK(find_texture(plan, "push (a)", 2) == -1);
    CHECK(find_texture(plan, "push") == -1);
    CHECK(find_texture(plan, "first (b)") == report_of(plan, "first").texture);
}

TEST_CASE("plan: the original keeps the scalers and runs no pass") {
    Scaling scaling{.up = Kernel::lanczos, .down = Kernel::mitchell, .chroma = Kernel::bilinear};
    const Chain chain = planned_chain({pass_text("//!HOOK MAIN\n//!DESC x\n//!WIDTH HOOKED.w 2 *\n")}, scaling);
    const Plan it = planned(original_of(chain), video({64, 36}), {128, 72});
    CHECK(steps_of<PassStep>(it).empty());
    for (const auto& step : steps_of<ResampleStep>(it)) {
        CHECK(step->kernel == Kernel::lanczos);
    }
    CHECK(report_of(it, "x").status == PassStatus::off);
}

TEST_CASE("plan: COMPONENTS, and four of them are sealed") {
    const Plan it = planned(planned_chain({pass_text("//!HOOK OUTPUT\n//!DESC three\n") +
                                           pass_text("//!HOOK OUTPUT\n//!COMPONENTS 4\n//!DESC four\n")}),
                            video({64, 36}), {64, 36});
    const auto passes = steps_of<PassStep>(it);
    REQUIRE(passes.size() == 2);
    CHECK(passes[0]->components == 3); // as what it hooks
    CHECK(passes[1]->components == 4);
    REQUIRE(std::holds_alternative<SealStep>(it.steps.back().what));
    CHECK(it.picture == it.steps.back().output);
    const Plan plain =
        planned(planned_chain({pass_text("//!HOOK OUTPUT\n//!DESC three\n")}), video({64, 36}), {64, 36});
    CHECK(std::holds_alternative<PassStep>(plain.steps.back().what));
}
