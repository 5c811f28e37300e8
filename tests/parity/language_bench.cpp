#include "tests/parity/language_bench.h"

#include "renderer/language/parser.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <string_view>
#include <utility>

namespace senga::parity {
namespace {

struct InputRow {
    const char* name;
    const char* pixel_format;
    const char* size;
};

constexpr std::array input_rows{
    InputRow{"4:2:0", "yuv420p", "96:64"},      InputRow{"4:2:2", "yuv422p", "96:64"},
    InputRow{"4:4:4", "yuv444p", "96:64"},      InputRow{"odd", "yuv420p", "95:63"},
    InputRow{"10 bit", "yuv420p10le", "96:64"}, InputRow{"gray", "gray", "96:64"},
    InputRow{"nv12", "nv12", "96:64"},          InputRow{"rgb", "gbrp", "96:64"},
};

template<class T>
T required(Result<T> result) {
    INFO((result.ok() ? std::string() : to_string(result.error())));
    REQUIRE(result.ok());
    return *std::move(result);
}

std::string with_carriage_returns(const std::string& text) {
    std::string out;
    for (const char c : text) {
        out += c == '\n' ? "\r\n" : std::string(1, c);
    }
    return out;
}

// Every line but the texture data, which must stand alone.
std::string indented(const std::string& text) {
    std::string out;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
        const std::string line = text.substr(begin, end - begin);
        out += line.find_first_not_of("0123456789abcdefABCDEF\n") == line.npos ? line : " \t" + line;
        begin = end;
    }
    return out;
}

std::string dressed(const std::string& text, Dress dress) {
    switch (dress) {
    case Dress::carriage_returns:
        return with_carriage_returns(text);
    case Dress::no_last_newline:
        return text.substr(0, text.find_last_not_of('\n') + 1);
    case Dress::indented:
        return indented(text);
    case Dress::as_it_is:
        break;
    }
    return text;
}

Chain chain_of(const Quirk& quirk) {
    const std::string name = quirk.what + ".glsl";
    ShaderFile file = required(parse_shader(dressed(quirk.text, quirk.dress), name));
    Chain out;
    out.entries.push_back({.id = name, .label = name, .shader = std::make_shared<const ShaderFile>(std::move(file))});
    return out;
}

struct Idle {
    int count = 0;
    std::string reasons;
};

Idle idle_passes(const Plan& plan) {
    Idle out;
    for (const PassReport& report : plan.reports) {
        if (report.status != PassStatus::runs) {
            ++out.count;
            out.reasons += fmt::format("\n  {} at {}: {}, {}", report.desc, stage_name(report.stage),
                                       status_name(report.status), report.reason);
        }
    }
    return out;
}

} // namespace

LanguageBench::LanguageBench()
    : reference_(required(MpvReference::create())), engine_(required(EnginePicture::create())) {}

const LanguageBench::Input& LanguageBench::input(const std::string& name) {
    if (const auto known = inputs_.find(name); known != inputs_.end()) {
        return known->second;
    }
    const auto row =
        std::find_if(input_rows.begin(), input_rows.end(), [&](const InputRow& r) { return r.name == name; });
    INFO("input ", name);
    REQUIRE(row != input_rows.end());
    // Tagged as video of its kind, so that neither engine guesses; a detail of a still, full of edges and colours.
    const bool rgb = std::string_view(row->pixel_format) == "gbrp";
    const std::string colours = rgb ? "" : ":out_color_matrix=bt709:out_range=tv";
    const std::string tags = rgb ? "" : "-color_range tv -colorspace bt709 -color_primaries bt709 -color_trc bt709 ";
    Input out;
    out.path = folder_.make(
        fmt::format("language{}.mkv", inputs_.size()),
        fmt::format("-i '{}/assets/stills/s02_boy_eyes_crop_640x360.png' -vf crop=384:256:120:60,scale={}:flags=area{} "
                    "{}-c:v ffv1 -pix_fmt {} -chroma_sample_location left",
                    SENGA_SOURCE_DIR, row->size, colours, tags, row->pixel_format));
    VideoReader reader = senga::test::open(out.path);
    out.frame = required(reader.frame_at_time(0.0));
    return inputs_.emplace(name, std::move(out)).first->second;
}

Result<FloatImage> LanguageBench::mpvs(const Quirk& quirk) {
    return reference_.picture({.path = input(quirk.input).path,
                               .scaling = Scaling{},
                               .shaders = {dressed(quirk.text, quirk.dress)},
                               .size = quirk.output});
}

const FloatImage& LanguageBench::plain(const std::string& name, Size output) {
    const std::string key = fmt::format("{} {}x{}", name, output.w, output.h);
    if (const auto known = plain_.find(key); known != plain_.end()) {
        return known->second;
    }
    FloatImage image = required(reference_.picture({.path = input(name).path, .scaling = Scaling{}, .size = output}));
    return plain_.emplace(key, std::move(image)).first->second;
}

EngineResult LanguageBench::ours(const Quirk& quirk) {
    return required(engine_.picture(input(quirk.input).frame, chain_of(quirk), quirk.output));
}

void LanguageBench::check(const Quirk& quirk) {
    INFO(quirk.what, " on ", quirk.input, " at ", quirk.output.w, "x", quirk.output.h);
    const EngineResult our = ours(quirk);
    const Result<FloatImage> mpv = mpvs(quirk);
    INFO((mpv.ok() ? std::string() : to_string(mpv.error())));
    CHECK(mpv.ok());
    if (!mpv) {
        return;
    }
    const Comparison apart = compare(our.image, *mpv);
    const Comparison change = compare(*mpv, plain(quirk.input, quirk.output));
    const bool near = apart.same_size && apart.max <= quirk.worst && apart.mean <= 0.1;
    fmt::print("{:<38} {:<7} {:>4}x{:<4}  {}  changes {:7.3f}  {}\n", quirk.what, quirk.input, quirk.output.w,
               quirk.output.h, to_text(apart), change.mean, near ? "ok" : "DIFFERS");
    std::fflush(stdout);
    const Idle idle = idle_passes(*our.plan);
    INFO("does not run:", idle.reasons);
    CHECK(idle.count == quirk.idle);
    INFO("apart: ", to_text(apart), "; mpv's change of the plain picture: ", to_text(change));
    CHECK(near);
    if (quirk.effect == Effect::visible) {
        CHECK(change.mean >= 1.0);
    } else {
        CHECK(change.max <= quirk.worst);
    }
}

std::string shader_text(const std::string& file) {
    const std::string path = std::string(SENGA_SOURCE_DIR "/tests/parity/shaders/") + file;
    std::ifstream stream(path, std::ios::binary);
    INFO(path);
    REQUIRE(stream.good());
    return {std::istreambuf_iterator<char>(stream), {}};
}

} // namespace senga::parity
