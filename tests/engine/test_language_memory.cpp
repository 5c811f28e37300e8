// What passes share and remember, which libmpv 0.35 has not: BUFFER blocks with VARs, as constants and as memory, and
// STORAGE textures, from pass to pass and from frame to frame; against values computed here.
#include "renderer/engine/slot.h"
#include "tests/engine/engine_fixture.h"
#include "tests/engine/synthetic.h"

#include <cmath>
#include <cstdint>
#include <cstring>

using namespace senga;
using namespace senga::test;

namespace {

std::string pass(const std::string& directives, const std::string& body) {
    return "//!HOOK OUTPUT\n//!BIND HOOKED\n" + directives + "//!DESC x\n" + body;
}

// Hex of 32-bit words, each a float or an integer, as a block's memory holds them.
class Words {
public:
    Words& operator<<(float value) { return append(value); }
    Words& operator<<(std::int32_t value) { return append(value); }
    Words& operator<<(std::uint32_t value) { return append(value); }
    // Nothing reads these.
    Words& padding(int words) {
        for (int i = 0; i < words; ++i) {
            append(0xdeadbeefU);
        }
        return *this;
    }
    std::string text() const { return text_ + "\n\n"; }

private:
    template<class T>
    Words& append(T value) {
        unsigned char bytes[4];
        std::memcpy(bytes, &value, 4);
        for (const unsigned char byte : bytes) {
            text_ += "0123456789abcdef"[byte >> 4U];
            text_ += "0123456789abcdef"[byte & 15U];
        }
        return *this;
    }
    std::string text_;
};

Image picture_of(const std::string& text, const Image& rgb) {
    Runner runner = single_runner();
    return run(runner, chain_of({entry_of(parsed(text))}), rgb_frame(rgb), {rgb.w, rgb.h}).picture;
}

// Frames through a slot, as the player shows them.
class Film {
public:
    explicit Film(const std::string& text, ParameterValues values = {})
        : runner_(single_runner()), slot_(runner_), chain_(chain_of({entry_of(parsed(text), std::move(values))})) {
        slot_.set_chain(chain_, ++revision_);
    }
    Image show(const Image& rgb, std::uint64_t sequence = 0) {
        Frame frame = rgb_frame(rgb, ++id_);
        frame.sequence = sequence;
        const Result<Picture> picture = slot_.show(frame, {rgb.w, rgb.h});
        INFO((picture.ok() ? std::string() : to_string(picture.error())));
        REQUIRE(picture.ok());
        CHECK(slot_.failures().empty());
        return read(picture->target->texture);
    }
    void set(const std::string& parameter, double value) {
        chain_.entries[0].values[parameter] = value;
        slot_.set_chain(chain_, ++revision_);
    }

private:
    Runner runner_;
    Slot slot_;
    Chain chain_;
    std::uint64_t revision_ = 0;
    std::uint64_t id_ = 0;
};

Image filled(int w, int h, float value) {
    Image out(w, h, 3);
    for (float& one : out.values) {
        one = value;
    }
    return out;
}

} // namespace

// Offsets by the rules of std140 (GLSL 4.30, 7.6.2.2): a vec3 begins at a multiple of 16 bytes and ends after 12, an
// array's elements and a matrix' columns lie 16 bytes apart.
TEST_CASE("language: a BUFFER of constants, by std140") {
    const Gl gl;
    Words data;
    data << 1.0F << 2.0F;                             // one, two                        0
    data << 3.0F << 4.0F;                             // pair                            8
    data << 5.0F << 6.0F << 7.0F;                     // triple                         16
    data << -8;                                       // whole                          28
    data << 9U << 10U << 11U << 12U;                  // four                           32
    for (const float value : {13.0F, 14.0F, 15.0F}) { // list                           48
        (data << value).padding(3);
    }
    for (const float value : {16.0F, 18.0F, 20.0F}) { // matrix: three columns of two   96
        (data << value << value + 1.0F).padding(2);
    }
    data << 22.0F; // last                          144
    const std::string block =
        "//!BUFFER NUMBERS\n//!VAR float one\n//!VAR float two\n//!VAR vec2 pair\n//!VAR vec3 triple\n"
        "//!VAR int whole\n//!VAR uvec4 four\n//!VAR float list[3]\n//!VAR mat3x2 matrix\n"
        "//!VAR float last\n" +
        data.text();
    const std::string body =
        "vec4 hook() {\n"
        "    float numbers[22] = float[22](one, two, pair.x, pair.y, triple.x, triple.y, triple.z,\n"
        "        -float(whole), float(four.x), float(four.y), float(four.z), float(four.w), list[0],\n"
        "        list[1], list[2], matrix[0].x, matrix[0].y, matrix[1].x, matrix[1].y, matrix[2].x,\n"
        "        matrix[2].y, last);\n"
        "    return vec4(numbers[int(gl_FragCoord.x)], 0.0, 0.0, 1.0);\n"
        "}\n";
    const Image found = picture_of(block + pass("//!BIND NUMBERS\n", body), Image(22, 1, 3));
    for (int x = 0; x < 22; ++x) {
        CHECK(found.at(x, 0, 0) == static_cast<float>(x + 1));
    }
}

// std430: an array of floats lies close, so its data are shorter.
TEST_CASE("language: a STORAGE buffer begins with its data, is written by one pass and read by the next") {
    const Gl gl;
    Words data;
    data << 5.0F << 6.0F << 7.0F; // list at 0: no 16 bytes between
    data.padding(1);              // to a multiple of 16
    data << 1.0F << 2.0F << 3.0F; // triple at 16
    data << 40U;                  // count at 28
    const std::string text =
        "//!BUFFER STATE\n//!VAR float list[3]\n//!VAR vec3 triple\n//!VAR uint count\n//!STORAGE\n" + data.text() +
        pass("//!BIND STATE\n//!SAVE NONE\n//!WIDTH 1\n//!HEIGHT 1\n//!COMPUTE 1 1\n",
             "void hook() { list[1] += list[0] + list[2]; triple = triple.zxy; count += 2u; }\n") +
        pass("//!BIND STATE\n", "vec4 hook() { return gl_FragCoord.x < 1.0 ? vec4(list[0], list[1], "
                                "list[2], 1.0) : gl_FragCoord.x < 2.0 ? vec4(triple, 1.0) : "
                                "vec4(float(count), 0.0, 0.0, 1.0); }\n");
    Film film(text);
    const Image grey = filled(3, 1, 0.5F);
    Image found = film.show(grey);
    CHECK(found.at(0, 0, 0) == 5.0F);
    CHECK(found.at(0, 0, 1) == 18.0F);
    CHECK(found.at(0, 0, 2) == 7.0F);
    CHECK(found.at(1, 0, 0) == 3.0F);
    CHECK(found.at(1, 0, 1) == 1.0F);
    CHECK(found.at(1, 0, 2) == 2.0F);
    CHECK(found.at(2, 0, 0) == 42.0F);
    found = film.show(grey); // it remembers
    CHECK(found.at(0, 0, 1) == 30.0F);
    CHECK(found.at(1, 0, 0) == 2.0F);
    CHECK(found.at(2, 0, 0) == 44.0F);
    found = film.show(grey, 1); // a seek: as at first
    CHECK(found.at(0, 0, 1) == 18.0F);
    CHECK(found.at(2, 0, 0) == 42.0F);
}

TEST_CASE("language: atomics of a compute pass count every pixel once") {
    const Gl gl;
    // 37x23 is no multiple of the block; what lies outside must not be counted.
    Image image(37, 23, 3);
    int bright = 0;
    Noise noise(5);
    for (float& value : image.values) {
        value = noise.next();
    }
    for (int y = 0; y < 23; ++y) {
        for (int x = 0; x < 37; ++x) {
            bright += image.at(x, y, 0) > 0.5F ? 1 : 0;
        }
    }
    const std::string text =
        "//!BUFFER METER\n//!VAR uint all\n//!VAR uint bright\n//!STORAGE\n\n" +
        pass("//!BIND METER\n//!COMPUTE 16 16\n//!SAVE NONE\n",
             "shared uint part;\n"
             "void hook() {\n"
             "    if (gl_LocalInvocationIndex == 0u) part = 0u;\n"
             "    barrier();\n"
             "    ivec2 at = ivec2(gl_GlobalInvocationID.xy);\n"
             "    if (at.x < int(HOOKED_size.x) && at.y < int(HOOKED_size.y)) {\n"
             "        atomicAdd(all, 1u);\n"
             "        if (texelFetch(HOOKED_raw, at, 0).r > 0.5) atomicAdd(part, 1u);\n"
             "    }\n"
             "    barrier();\n"
             "    if (gl_LocalInvocationIndex == 0u) atomicAdd(bright, part);\n"
             "}\n") +
        pass("//!BIND METER\n", "vec4 hook() { return vec4(float(all), float(bright), 0.0, 1.0); }\n");
    const Image found = picture_of(text, image);
    CHECK(found.at(20, 10, 0) == 37.0F * 23.0F);
    CHECK(found.at(20, 10, 1) == static_cast<float>(bright));
    CHECK(bright > 300);
}

TEST_CASE("language: a STORAGE texture carries pictures from frame to frame until the film jumps") {
    const Gl gl;
    // new = 3/4 old + 1/4 picture, the usual filter over time, kept in one channel.
    const std::string text = "//!PARAM share\n//!TYPE float\n0.25\n\n"
                             "//!TEXTURE PAST\n//!SIZE 6 4\n//!FORMAT r32f\n//!STORAGE\n\n" +
                             pass("//!BIND PAST\n", "vec4 hook() {\n"
                                                    "    ivec2 at = ivec2(gl_FragCoord.xy);\n"
                                                    "    float old = imageLoad(PAST, at).r;\n"
                                                    "    vec4 colour = HOOKED_tex(HOOKED_pos);\n"
                                                    "    float mixed = mix(old, colour.r, share);\n"
                                                    "    imageStore(PAST, at, vec4(mixed));\n"
                                                    "    return vec4(mixed, old, colour.b, 1.0);\n"
                                                    "}\n");
    Film film(text);
    double mixed = 0.0; // zeros at first
    const auto step = [&](float value, double share, std::uint64_t sequence) {
        const Image found = film.show(filled(6, 4, value), sequence);
        const double old = mixed;
        mixed = old + (static_cast<double>(value) - old) * share;
        for (const int x : {0, 3, 5}) {
            CHECK(found.at(x, x / 2, 0) == doctest::Approx(mixed).epsilon(1e-6));
            CHECK(found.at(x, x / 2, 1) == doctest::Approx(old).epsilon(1e-6));
            CHECK(found.at(x, x / 2, 2) == value);
        }
    };
    step(0.8F, 0.25, 7);
    step(0.2F, 0.25, 7);
    step(1.0F, 0.25, 7);
    film.set("share", 0.5); // a slider forgets nothing
    step(0.6F, 0.5, 7);
    mixed = 0.0;
    step(0.4F, 0.5, 8); // a seek
    step(0.9F, 0.5, 8);
}

TEST_CASE("language: a STORAGE texture with data begins with them, in compute and of several kinds") {
    const Gl gl;
    Words start;
    start << 3U << 5U << 7U << 11U;
    const std::string text =
        "//!TEXTURE COUNTS\n//!SIZE 2 2\n//!FORMAT r32u\n//!STORAGE\n" + start.text() +
        "//!TEXTURE LINE\n//!SIZE 4\n//!FORMAT rgba16f\n//!STORAGE\n\n" +
        pass("//!BIND COUNTS\n//!BIND LINE\n//!COMPUTE 2 2\n//!WIDTH 2\n//!HEIGHT 2\n//!SAVE NONE\n",
             "void hook() {\n"
             "    ivec2 at = ivec2(gl_GlobalInvocationID.xy);\n"
             "    uint before = imageAtomicAdd(COUNTS, at, 10u);\n"
             "    imageStore(LINE, int(gl_LocalInvocationIndex), vec4(before) * 0.5);\n"
             "}\n") +
        pass("//!BIND COUNTS\n//!BIND LINE\n",
             "vec4 hook() { int i = int(gl_FragCoord.x); return vec4(float(imageLoad(COUNTS, "
             "ivec2(i % 2, i / 2)).r), imageLoad(LINE, i).ga, 1.0); }\n");
    Film film(text);
    const float first[] = {3, 5, 7, 11};
    for (int shown = 0; shown < 3; ++shown) {
        const Image found = film.show(filled(4, 1, 0.1F * static_cast<float>(shown)));
        for (int x = 0; x < 4; ++x) {
            const float before = first[x] + 10.0F * static_cast<float>(shown);
            CHECK(found.at(x, 0, 0) == before + 10.0F);
            CHECK(found.at(x, 0, 1) == before * 0.5F);
            CHECK(found.at(x, 0, 2) == before * 0.5F);
        }
    }
}

TEST_CASE("language: frame, random and the sizes in a compute pass are those of a fragment pass") {
    const Gl gl;
    const std::string numbers = "vec4(float(frame), random, input_size.x + 64.0 * target_size.y, 1.0)";
    const std::string text = pass("//!SAVE A\n//!COMPUTE 4 4\n", "void hook() { imageStore(out_image, "
                                                                 "ivec2(gl_GlobalInvocationID.xy), " +
                                                                     numbers + "); }\n") +
                             pass("//!BIND A\n", "vec4 hook() { vec4 here = " + numbers +
                                                     "; vec4 there = A_tex(A_pos);\n"
                                                     "return vec4(there.rb, here == there ? 1.0 : 0.0, 1.0); }\n");
    Runner runner = single_runner();
    Result<Plan> planned = plan(chain_of({entry_of(parsed(text))}), rgb_format({9, 7}), {20, 11});
    REQUIRE(planned.ok());
    const auto preparation = runner.prepare(std::make_shared<const Plan>(*planned));
    REQUIRE(preparation.ok());
    REQUIRE(preparation->failures.empty());
    Frame frame = rgb_frame(Image(9, 7, 3));
    for (const std::uint32_t number : {0U, 1U, 17U}) {
        frame.number = number;
        const Result<RunOutput> output = runner.run(preparation->prepared, frame);
        REQUIRE(output.ok());
        const Image found = read(output->picture->texture);
        CHECK(found.at(13, 9, 0) == static_cast<float>(number));
        CHECK(found.at(13, 9, 1) == 9.0F + 64.0F * 11.0F);
        CHECK(found.at(13, 9, 2) == 1.0F);
    }
}
