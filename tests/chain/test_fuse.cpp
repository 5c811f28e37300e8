// Which passes go together, and that what cannot go says why. What the GLSL of the whole computes is shown by the
// exporters' tests, on pixels.
#include "renderer/chain/fuse.h"
#include "tests/chain/plan_fixture.h"

#include <doctest/doctest.h>

#include <algorithm>

using namespace senga;
using namespace senga::test;

namespace {

struct Case {
    Chain chain;
    Plan plan;
    FusedChain fused;
};

Case fused(const std::vector<std::string>& texts, Scaling scaling = {}, Size output = {128, 72}) {
    Case out;
    out.chain = planned_chain(texts, scaling);
    out.plan = planned(out.chain, video({64, 36}), output);
    out.fused = fuse(out.plan, out.chain);
    return out;
}

std::string desc(const Case& it, std::size_t report) {
    return it.plan.reports[report].desc;
}

std::vector<std::string> descs(const Case& it, const std::vector<std::size_t>& reports) {
    std::vector<std::string> out;
    std::transform(reports.begin(), reports.end(), std::back_inserter(out),
                   [&](std::size_t report) { return desc(it, report); });
    return out;
}

std::string lost_reason(const Case& it, const std::string& name) {
    for (const UnfusedPass& pass : it.fused.lost) {
        if (desc(it, pass.report) == name) {
            return pass.reason;
        }
    }
    return "";
}

const std::string guide = pass_text("//!HOOK OUTPUT\n//!SAVE GUIDE\n//!COMPONENTS 1\n//!DESC guide\n");
const std::string reader = pass_text("//!HOOK OUTPUT\n//!BIND GUIDE\n//!DESC reader\n");

} // namespace

TEST_CASE("fuse: a pass takes those whose textures it reads into itself, the deepest first") {
    const std::string deep = pass_text("//!HOOK OUTPUT\n//!SAVE DEEP\n//!DESC deep\n");
    const std::string middle = pass_text("//!HOOK OUTPUT\n//!BIND DEEP\n//!SAVE GUIDE\n//!DESC middle\n");
    const Case it = fused({deep, middle, reader});
    REQUIRE(it.fused.passes.size() == 1);
    CHECK(desc(it, it.fused.passes[0].report) == "reader");
    CHECK(descs(it, it.fused.passes[0].producers) == std::vector<std::string>{"deep", "middle"});
    CHECK(it.fused.passes[0].where == FusedPass::Where::after_scaling);
    CHECK(it.fused.lost.empty());
}

TEST_CASE("fuse: passes before and after scaling are told apart, and each stands for itself") {
    const Case it = fused({pass_text("//!HOOK MAIN\n//!DESC main\n"), pass_text("//!HOOK OUTPUT\n//!DESC output\n")});
    REQUIRE(it.fused.passes.size() == 2);
    CHECK(it.fused.passes[0].where == FusedPass::Where::before_scaling);
    CHECK(it.fused.passes[1].where == FusedPass::Where::after_scaling);
    CHECK(it.fused.passes[0].producers.empty());
}

TEST_CASE("fuse: what was read off an earlier picture is lost, as players hand out the latest one") {
    const Case it = fused({guide, pass_text("//!HOOK OUTPUT\n//!DESC between\n"), reader});
    REQUIRE(it.fused.passes.size() == 1);
    CHECK(desc(it, it.fused.passes[0].report) == "between");
    CHECK(lost_reason(it, "reader").find("an earlier picture") != std::string::npos);
    CHECK(lost_reason(it, "guide") == "nothing that remains reads what it saves");
}

TEST_CASE("fuse: planes, other sizes, shifts, compute, tables and linear light are named as reasons") {
    const Case planes =
        fused({pass_text("//!HOOK LUMA\n//!DESC luma\n"), pass_text("//!HOOK CHROMA\n//!DESC chroma\n")});
    CHECK(lost_reason(planes, "luma").find("planes") != std::string::npos);
    CHECK(lost_reason(planes, "chroma").find("planes") != std::string::npos);
    const Case doubled = fused({pass_text("//!HOOK MAIN\n//!WIDTH HOOKED.w 2 *\n//!DESC wide\n")});
    CHECK(lost_reason(doubled, "wide").find("128x36 instead of 64x36") != std::string::npos);
    const Case shifted = fused({pass_text("//!HOOK MAIN\n//!OFFSET 0.5 0.0\n//!DESC shifted\n")});
    CHECK(lost_reason(shifted, "shifted").find("shifts") != std::string::npos);
    const Case compute = fused({"//!HOOK MAIN\n//!BIND HOOKED\n//!COMPUTE 8 8\n//!DESC compute\nvoid hook() {}\n"});
    CHECK(lost_reason(compute, "compute").find("compute") != std::string::npos);
    const Case table = fused({"//!TEXTURE LUT\n//!SIZE 1 1\n//!FORMAT r8\n00\n\n" +
                              pass_text("//!HOOK MAIN\n//!BIND LUT\n//!DESC table\n")});
    CHECK(lost_reason(table, "table").find("LUT") != std::string::npos);
    const std::string scaled = pass_text("//!HOOK SCALED\n//!DESC scaled\n");
    CHECK(lost_reason(fused({scaled}), "scaled").empty());
    CHECK(lost_reason(fused({scaled}, {.up_light = UpLight::linear}), "scaled").find("linear light") !=
          std::string::npos);
}

TEST_CASE("fuse: who reads a lost texture is lost with its reason") {
    const std::string luma_guide = pass_text("//!HOOK LUMA\n//!SAVE GUIDE\n//!DESC luma guide\n");
    const Case it = fused({luma_guide, reader});
    CHECK(it.fused.passes.empty());
    CHECK(lost_reason(it, "reader").find("planes") != std::string::npos);
}

TEST_CASE("fuse: passes that do not run are nobody's business") {
    const Case it = fused({pass_text("//!HOOK MAIN\n//!WHEN 0\n//!DESC never\n")});
    CHECK(it.fused.passes.empty());
    CHECK(it.fused.lost.empty());
}

TEST_CASE("fused GLSL: what such a player cannot give is refused by name") {
    const Case it = fused({"//!HOOK MAIN\n//!BIND HOOKED\n//!DESC noise\nvec4 hook() { return vec4(random); }\n"});
    REQUIRE(it.fused.passes.size() == 1);
    const Result<std::string> text = fused_glsl(it.fused.passes[0], it.plan, it.chain);
    REQUIRE_FALSE(text.ok());
    CHECK(text.error().text.find("random") != std::string::npos);
    const Case own = fused({"//!HOOK MAIN\n//!BIND HOOKED\n//!DESC own\nfloat random(vec2 p) { return p.x; }\n"
                            "vec4 hook() { return vec4(random(HOOKED_pos)); }\n"});
    CHECK(fused_glsl(own.fused.passes[0], own.plan, own.chain).ok());
}

TEST_CASE("fused GLSL: things that two bodies call alike are told apart, members that look alike stay") {
    const std::string producer =
        "//!HOOK MAIN\n//!BIND HOOKED\n//!SAVE GUIDE\n//!DESC guide\nconst float b = 0.5;\n"
        "vec4 at(vec2 p) { return HOOKED_tex(p) * b; }\nvec4 hook() { return at(HOOKED_pos).bbbb; }\n";
    const std::string consumer =
        "//!HOOK MAIN\n//!BIND HOOKED\n//!BIND GUIDE\n//!DESC it\nconst float b = 0.25;\n"
        "vec4 at(vec2 p) { return GUIDE_tex(p) * b; }\nvec4 hook() { return at(HOOKED_pos); }\n";
    const Case it = fused({producer, consumer});
    REQUIRE(it.fused.passes.size() == 1);
    const std::string text = *fused_glsl(it.fused.passes[0], it.plan, it.chain);
    CHECK(text.find("const float fused0_b = 0.5;") != std::string::npos);
    CHECK(text.find("const float fused1_b = 0.25;") != std::string::npos);
    CHECK(text.find("fused0_at(HOOKED_pos).bbbb") != std::string::npos);
}

TEST_CASE("fused GLSL: values of parameters stand in it as numbers, the viewer's first") {
    const std::string strength = "//!PARAM strength\n//!TYPE float\n0.25\n\n"
                                 "//!HOOK MAIN\n//!BIND HOOKED\n//!DESC it\nvec4 hook() { return vec4(strength); }\n";
    Case it = fused({strength});
    CHECK(fused_glsl(it.fused.passes[0], it.plan, it.chain)->find("#define strength 0.25\n") != std::string::npos);
    it.chain.entries[0].values["strength"] = 0.75;
    CHECK(fused_glsl(it.fused.passes[0], it.plan, it.chain)->find("#define strength 0.75\n") != std::string::npos);
}
