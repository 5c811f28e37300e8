// Slot::keep hands a texture of the chain out with the picture: the right one, and at no cost beyond the run that makes
// the picture anyway.
#include "renderer/engine/slot.h"

#include "tests/engine/engine_fixture.h"
#include "tests/engine/synthetic.h"

using namespace senga;
using namespace senga::test;

namespace {

constexpr Size source_size{16, 9};
constexpr Size shown_size{32, 18};

std::string pass(const std::string& stage, const std::string& desc, const std::string& expression,
                 const std::string& more = "") {
    return "//!HOOK " + stage + "\n//!BIND HOOKED\n//!DESC " + desc + "\n" + more + "vec4 hook() {\n    return " +
           expression + ";\n}\n";
}

ChainEntry named(const std::string& id, const std::string& text) {
    ChainEntry out = entry_of(parsed(text, id + ".glsl"));
    out.id = id;
    return out;
}

// Halves the colours, saves the picture's red in one channel, then inverts: "half (h)", "red (r)", "negative (n)".
Chain three_passes() {
    return chain_of({named("h", pass("OUTPUT", "half", "HOOKED_texOff(0) * 0.5")),
                     named("r", pass("OUTPUT", "red", "HOOKED_texOff(0).rrrr", "//!SAVE RED\n//!COMPONENTS 1\n")),
                     named("n", pass("OUTPUT", "negative", "vec4(1.0) - HOOKED_texOff(0)"))});
}

Frame frame_of(std::uint32_t seed) {
    return rgb_frame(noise_picture(source_size.w, source_size.h, seed), seed);
}

Picture shown(Slot& slot, const Frame& frame, Size size = shown_size) {
    const Result<Picture> picture = slot.show(frame, size);
    REQUIRE_MESSAGE(picture.ok(), to_string(picture.error()));
    return *picture;
}

Image kept(const Picture& picture) {
    REQUIRE(picture.kept != nullptr);
    return read(*picture.kept);
}

// A runner and a slot with those passes.
struct Bench {
    Bench() : runner({.precision = RunnerOptions::Precision::single}), slot(runner) {
        slot.set_chain(three_passes(), 1);
    }
    std::uint64_t runs() const { return runner.counters().runs; }

    Gl gl;
    Runner runner;
    Slot slot;
};

} // namespace

TEST_CASE("kept: the texture is what intermediate() draws afresh, and the picture is as without it") {
    Bench bench;
    const Frame frame = frame_of(1);
    const Image without = read(shown(bench.slot, frame).target->texture);
    struct Row {
        const char* name;
        int components;
    };
    for (const Row& row : {Row{"half (h)", 4}, Row{"red (r)", 1}, Row{"negative (n)", 4}}) {
        CAPTURE(row.name);
        bench.slot.keep(TextureName{row.name});
        const Picture picture = shown(bench.slot, frame);
        CHECK(picture.kept_components == row.components);
        const int index = find_texture(*bench.slot.plan(), row.name);
        const auto afresh = bench.slot.intermediate(frame, shown_size, index);
        REQUIRE(afresh.ok());
        CHECK(mismatches(kept(picture), read((*afresh)->texture)) == 0);
        CHECK(mismatches(read(picture.target->texture), without) == 0);
    }
}

TEST_CASE("kept: the numbers are the pass's") {
    Bench bench;
    const Image source = noise_picture(source_size.w, source_size.h, 1);
    // At the source's own size nothing is scaled.
    bench.slot.keep(TextureName{"half (h)"});
    const Image half = kept(shown(bench.slot, rgb_frame(source, 1), source_size));
    bench.slot.keep(TextureName{"red (r)"});
    const Image red = kept(shown(bench.slot, rgb_frame(source, 1), source_size));
    for (int y = 0; y < source_size.h; ++y) {
        for (int x = 0; x < source_size.w; ++x) {
            CHECK(half.at(x, y, 1) == source.at(x, y, 1) * 0.5F);
            CHECK(red.at(x, y, 0) == source.at(x, y, 0) * 0.5F);
        }
    }
}

TEST_CASE("kept: a film costs one run per frame, with it as without") {
    Bench bench;
    shown(bench.slot, frame_of(1));
    const std::uint64_t before = bench.runs();
    bench.slot.keep(TextureName{"half (h)"});
    for (std::uint32_t i = 2; i < 12; ++i) {
        const Frame frame = frame_of(i);
        const Picture picture = shown(bench.slot, frame);
        shown(bench.slot, frame); // redrawn, as for a moved divider
        CHECK(picture.kept != nullptr);
        CHECK(picture.frame_id == i);
    }
    CHECK(bench.runs() == before + 10);
}

TEST_CASE("kept: a still picture is run once for another name, and not at all for the same or for none") {
    Bench bench;
    const Frame frame = frame_of(1);
    shown(bench.slot, frame);
    CHECK(bench.runs() == 1);
    bench.slot.keep(TextureName{"half (h)"});
    for (int i = 0; i < 3; ++i) {
        bench.slot.keep(TextureName{"half (h)"});
        CHECK(shown(bench.slot, frame).kept != nullptr);
    }
    CHECK(bench.runs() == 2);
    bench.slot.keep(TextureName{"red (r)"});
    CHECK(shown(bench.slot, frame).kept_components == 1);
    CHECK(shown(bench.slot, frame).kept_components == 1);
    CHECK(bench.runs() == 3);
    bench.slot.keep(std::nullopt);
    const Picture picture = shown(bench.slot, frame);
    CHECK(picture.kept == nullptr);
    CHECK(picture.kept_components == 4);
    CHECK(picture.target != nullptr);
    CHECK(bench.runs() == 3);
}

TEST_CASE("kept: by name it survives other sizes, other chains and other indices") {
    Bench bench;
    const Frame frame = frame_of(1);
    bench.slot.keep(TextureName{"red (r)"});
    const Image at_first = kept(shown(bench.slot, frame));
    const int index = find_texture(*bench.slot.plan(), "red (r)");
    CHECK(read(*shown(bench.slot, frame, {64, 36}).kept).w == 64);

    // A pass before it moves its index and leaves its picture alone.
    Chain longer = three_passes();
    longer.entries.insert(longer.entries.begin(), named("x", pass("MAIN", "copy", "HOOKED_texOff(0)")));
    bench.slot.set_chain(longer, 2);
    CHECK(mismatches(kept(shown(bench.slot, frame)), at_first) == 0);
    CHECK(find_texture(*bench.slot.plan(), "red (r)") != index);

    // A change before it changes it.
    Chain darker = three_passes();
    darker.entries[0] = named("h", pass("OUTPUT", "half", "HOOKED_texOff(0) * 0.25"));
    bench.slot.set_chain(darker, 3);
    const Image dark = kept(shown(bench.slot, frame));
    CHECK(dark.at(5, 5, 0) == at_first.at(5, 5, 0) * 0.5F);

    // Without the pass there is none; with it again, there is.
    Chain shorter = three_passes();
    shorter.entries.erase(shorter.entries.begin() + 1);
    bench.slot.set_chain(shorter, 4);
    const Picture without = shown(bench.slot, frame);
    CHECK(without.kept == nullptr);
    CHECK(without.target != nullptr);
    bench.slot.set_chain(three_passes(), 5);
    CHECK(mismatches(kept(shown(bench.slot, frame)), at_first) == 0);
}

TEST_CASE("kept: a name that no texture has is null and runs once") {
    Bench bench;
    const Frame frame = frame_of(1);
    bench.slot.keep(TextureName{"nobody"});
    for (int i = 0; i < 3; ++i) {
        CHECK(shown(bench.slot, frame).kept == nullptr);
    }
    CHECK(bench.runs() == 1);
    bench.slot.keep(TextureName{"half (h)", 1}); // there is but one
    CHECK(shown(bench.slot, frame).kept == nullptr);
}

TEST_CASE("kept: of a pass that stands twice, each") {
    Bench bench;
    Chain chain = three_passes();
    chain.entries.push_back(chain.entries[0]);
    bench.slot.set_chain(chain, 2);
    const Frame frame = frame_of(1);
    bench.slot.keep(TextureName{"half (h)", 0});
    const Image first = kept(shown(bench.slot, frame));
    bench.slot.keep(TextureName{"half (h)", 1});
    const Picture last = shown(bench.slot, frame);
    // The second halves the negative of the first: (1 - first) / 2.
    CHECK(kept(last).at(4, 4, 2) == (1.0F - first.at(4, 4, 2)) * 0.5F);
    // And it is the picture itself.
    CHECK(mismatches(channels(kept(last), 3), channels(read(last.target->texture), 3)) == 0);
}

TEST_CASE("kept: the planes of the frame are handed out as they are") {
    Bench bench;
    const Image luma = luma_codes(noise_picture(16, 10, 3), 8);
    Image chroma(8, 5, 2);
    for (std::size_t i = 0; i < chroma.values.size(); ++i) {
        chroma.values[i] = static_cast<float>(i % 7) / 8.0F;
    }
    const Frame frame = planar_frame(ycbcr_format({16, 10}), luma, chroma, 7);
    shown(bench.slot, frame);
    const Plan& plan = *bench.slot.plan();
    int planes = 0;
    for (const PlanTexture& texture : plan.textures) {
        if (texture.source == PlanTexture::Source::intermediate) {
            continue;
        }
        CAPTURE(texture.name);
        ++planes;
        bench.slot.keep(TextureName{texture.name});
        const Picture picture = shown(bench.slot, frame);
        CHECK(picture.kept == (texture.source == PlanTexture::Source::luma ? frame.luma : frame.chroma));
        CHECK(picture.kept_components == (texture.source == PlanTexture::Source::luma ? 1 : 2));
    }
    CHECK(planes == 2);
}

// The texture belongs to the picture: what is drawn later, by this slot or another of the runner, must not write to it.
TEST_CASE("kept: what was handed out stays as it was while others draw") {
    Bench bench;
    bench.slot.keep(TextureName{"half (h)"});
    const Frame frame = frame_of(1);
    const Picture first = shown(bench.slot, frame);
    const Image before = kept(first);
    Slot other(bench.runner);
    other.set_chain(three_passes(), 1);
    for (std::uint32_t i = 2; i < 6; ++i) {
        shown(other, frame_of(i));
        shown(bench.slot, frame_of(i));
    }
    CHECK(mismatches(kept(first), before) == 0);
}
