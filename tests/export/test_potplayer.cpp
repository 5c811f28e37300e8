// The stack of exported shaders as a player runs it, with a buffer between them, and what the exporter says and writes.
#include "tests/engine/synthetic.h"
#include "tests/export/pixel_fixture.h"
#include "tests/export/references.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace senga;
using namespace senga::test;

namespace {

std::vector<HlslHost> stack_of(const Export& result) {
    std::vector<HlslHost> out;
    for (const ExportedFile& file : shader_files(result, "PxShader/")) {
        out.push_back(hosted_file(file, HostForm::direct3d_9));
    }
    return out;
}

// All that an 8-bit source can be, and nothing beyond.
Image as_codes(Image rgb) {
    for (float& value : rgb.values) {
        value = std::round(std::clamp(value, 0.0F, 1.0F) * 255.0F) / 255.0F;
    }
    return rgb;
}

// How far a channel ranges over the pixel and its eight neighbours.
float range_around(const Image& image, int x, int y, int channel) {
    float low = std::numeric_limits<float>::infinity();
    float high = -low;
    for (int j = -1; j <= 1; ++j) {
        for (int i = -1; i <= 1; ++i) {
            low = std::min(low, image.clamped(x + i, y + j, channel));
            high = std::max(high, image.clamped(x + i, y + j, channel));
        }
    }
    return high - low;
}

struct Bounded {
    int beyond = 0; // samples farther apart than their bound
    double mean = 0.0;
    double largest = 0.0;
};

Bounded bounded(const Image& drawn, const Image& live, const Image& pushed, double rounding) {
    Bounded out;
    for (int y = 0; y < live.h; ++y) {
        for (int x = 0; x < live.w; ++x) {
            for (int channel = 0; channel < 3; ++channel) {
                const double apart = std::fabs(static_cast<double>(drawn.at(x, y, channel)) - live.at(x, y, channel));
                const double bound = range_around(pushed, x, y, channel) + rounding + 1e-4;
                out.beyond += apart > bound ? 1 : 0;
                out.mean += apart / (3.0 * live.w * live.h);
                out.largest = std::max(out.largest, apart);
            }
        }
    }
    return out;
}

const ExportedPass& pass_of(const Export& result, const std::string& label) {
    const auto found = std::find_if(result.passes.begin(), result.passes.end(),
                                    [&](const ExportedPass& pass) { return pass.label.starts_with(label); });
    REQUIRE_MESSAGE(found != result.passes.end(), label);
    return *found;
}

// All files of an export in one text, for the reference. A carriage return shows as "\r".
std::string concatenated(const Export& result) {
    std::string out = report_text(result);
    for (const ExportedFile& file : result.files) {
        out += "\n===== " + file.path + "\n";
        for (const char c : file.text) {
            out += c == '\r' ? "\\r" : std::string(1, c);
        }
    }
    return out;
}

void check_even_stack(ExportSetup::Form form, std::size_t files) {
    const Gl gl;
    Runner runner = single_runner();
    const Chain chain = even_chain();
    const std::vector<HlslHost> stack = stack_of(exported(chain, {.target = ExportTarget::potplayer, .form = form}));
    CHECK(stack.size() == files);
    for (const Synthetic& each : synthetic_pictures()) {
        CAPTURE(each.name);
        const Image input = with_random_alpha(each.rgb);
        CHECK(difference(stacked(stack, input, Buffer::floats), live_picture(runner, chain, each.rgb)).largest <= 1e-4);
        const Image opaque = stacked(stack, input, Buffer::opaque_float);
        if (form == ExportSetup::Form::folded) {
            CHECK(mismatches(opaque, stacked(stack, input, Buffer::floats)) == 0); // nothing travels in alpha
        } else {
            // Without alpha the guides are equal everywhere, no direction hits, and the picture stays as it was.
            CHECK(mismatches(channels(opaque, 3), each.rgb) == 0);
        }
    }
}

} // namespace

TEST_CASE("potplayer: the whole stack draws what the live chain draws") {
    check_even_stack(ExportSetup::Form::folded, 2);
}

TEST_CASE("potplayer: the form with the guide in alpha needs buffers with alpha") {
    check_even_stack(ExportSetup::Form::alpha_guide, 4);
    const Export& result = shipped_export("classic-4k", ExportTarget::potplayer, ExportSetup::Form::alpha_guide);
    CHECK(pass_of(result, "Luma").fate == PassFate::approximated);
    CHECK(pass_of(result, "Luma").reason.find("alpha") != std::string::npos);
    CHECK(std::any_of(result.notes.begin(), result.notes.end(),
                      [](const std::string& note) { return note.find("changes nothing") != std::string::npos; }));
}

TEST_CASE("potplayer: the whole stack with 8-bit buffers stays within what rounding can do") {
    // The buffer rounds each sample by half a code at most. Push-grad gives the pixel or a mean of pixels among its
    // neighbours, whichever comparison rounding turns: so two results lie no farther apart than the pushed picture
    // ranges there, and half a code for each of the two buffers. With floats the same holds without the codes.
    const Gl gl;
    Runner runner = single_runner();
    const ShippedChain& shipped = shipped_chains[0];
    const std::vector<HlslHost> stack = stack_of(shipped_export(shipped.key, ExportTarget::potplayer));
    const Chain chain = pinned_chain(shipped);
    Chain push_only = chain;
    push_only.entries[3].enabled = false;
    for (const Synthetic& each : synthetic_pictures()) {
        CAPTURE(each.name);
        const Image rgb = as_codes(each.rgb);
        const Image live = live_picture(runner, chain, rgb);
        const Image pushed = live_picture(runner, push_only, rgb);
        const Image input = with_random_alpha(rgb);
        CHECK(bounded(stacked(stack, input, Buffer::floats), live, pushed, 0.0).beyond == 0);
        const Bounded found = bounded(stacked(stack, input, Buffer::opaque_8_bit), live, pushed, 1.0 / 255.0);
        CHECK(found.beyond == 0);
        if (rgb.w > 64) {
            MESSAGE(each.name << ", 8-bit buffers: " << found.mean * 255.0 << " codes apart on average, "
                              << found.largest * 255.0 << " at most");
            CHECK(found.mean * 255.0 < 0.5); // most pixels differ by rounding alone
        }
    }
}

TEST_CASE("potplayer: the report says of every pass what became of it and why") {
    const Export& result = shipped_export("default", ExportTarget::potplayer);
    CHECK(pass_of(result, "Deband: wide round").fate == PassFate::refused);
    CHECK(pass_of(result, "Deband: wide round").reason.find("debanding") != std::string::npos);
    CHECK(pass_of(result, "Krig: chroma guided").fate == PassFate::refused);
    CHECK(pass_of(result, "Krig: chroma guided").reason.find("chroma upscaling") != std::string::npos);
    CHECK(pass_of(result, "Luma").fate == PassFate::folded);
    CHECK(pass_of(result, "Luma").reason.find("Push: thinner dark lines") != std::string::npos);
    CHECK(pass_of(result, "Push:").fate == PassFate::kept);
    CHECK(pass_of(result, "Push-grad").fate == PassFate::approximated); // its strength goes by the display
    CHECK(pass_of(result, "Push-grad").reason.find("grad_strength = 1") != std::string::npos);
    CHECK(pass_of(result, "Luma").files == pass_of(result, "Push:").files);
    const Export small =
        exported(shipped_chain("default"), {.target = ExportTarget::potplayer, .display = {1920, 1080}});
    CHECK(pass_of(small, "Push-grad").reason.find("grad_strength = 0.7") != std::string::npos);
    std::size_t passes = 0;
    for (const ChainEntry& entry : shipped_chain("default").entries) {
        passes += entry.shader->passes.size();
    }
    CHECK(result.passes.size() == passes);
}

TEST_CASE("potplayer: switched off, failed and too long") {
    Chain chain = shipped_chain("classic-4k");
    chain.entries[1].enabled = false;
    chain.entries.emplace_back();
    chain.entries.back().label = "gone";
    chain.entries.back().failure = diagnose(Code::file_missing, "the file does not exist");
    const Export off = exported(chain, {.target = ExportTarget::potplayer});
    CHECK(pass_of(off, "Push:").fate == PassFate::left_out);
    CHECK(pass_of(off, "Push:").reason == "switched off");
    CHECK(pass_of(off, "gone").fate == PassFate::left_out);
    CHECK(pass_of(off, "gone").reason == "the file does not exist");
    CHECK(shader_files(off, "PxShader/").size() == 1);
    // 150 reads, each with a root, one after the other.
    std::string sum;
    for (int i = 0; i < 150; ++i) {
        sum += fmt::format("    sum += sqrt(abs(HOOKED_texOff(vec2({}.0, {}.0))));\n", i - 50, i % 7);
    }
    Chain two = chain_of({entry_of(parsed("//!HOOK OUTPUT\n//!BIND HOOKED\n//!DESC Short\nvec4 hook() {\n"
                                          "    return 1.0 - HOOKED_tex(HOOKED_pos);\n}\n")),
                          entry_of(parsed("//!HOOK OUTPUT\n//!BIND HOOKED\n//!DESC Long\nvec4 hook() {\n"
                                          "    vec4 sum = vec4(0.0);\n" +
                                          sum + "    return sum / 150.0;\n}\n"))});
    const Export longer = exported(two, {.target = ExportTarget::potplayer});
    CHECK(pass_of(longer, "Short").fate == PassFate::kept);
    CHECK(pass_of(longer, "Long").fate == PassFate::refused);
    CHECK(pass_of(longer, "Long").reason.find("512") != std::string::npos);
    CHECK(shader_files(longer, "PxShader/").size() == 1);
}

TEST_CASE("pixel shader targets: nothing that can be expressed is an error with the reasons") {
    Chain chain = shipped_chain("default");
    for (std::size_t i = 2; i < chain.entries.size(); ++i) {
        chain.entries[i].enabled = false;
    }
    for (const ExportTarget target : {ExportTarget::potplayer, ExportTarget::mpc_hc, ExportTarget::mpc_be,
                                      ExportTarget::mpc_vr, ExportTarget::magpie, ExportTarget::reshade}) {
        const Result<Export> result = export_chain(chain, {.target = target});
        REQUIRE_FALSE(result.ok());
        CHECK(result.error().code == Code::export_nothing);
        CHECK(result.error().text.find("Krig") != std::string::npos);
        CHECK(result.error().text.find("planes") != std::string::npos);
    }
}

TEST_CASE("pixel shader targets: files are ASCII with CRLF, whatever the chain is called") {
    for (const ExportTarget target :
         {ExportTarget::potplayer, ExportTarget::mpc_hc, ExportTarget::magpie, ExportTarget::reshade}) {
        Chain chain = chain_of({entry_of(parsed("//!HOOK OUTPUT\n//!BIND HOOKED\n//!DESC \xE7\xBB\x86 \\\nvec4 hook() "
                                                "{\n    return 1.0 - HOOKED_tex(HOOKED_pos);\n}\n"))});
        chain.name = "\xE7\xBB\x86\xE7\xBA\xBF / a\\";
        const Export result = exported(chain, {.target = target});
        for (const ExportedFile& file : result.files) {
            CAPTURE(file.path);
            CHECK(file.path.find('\\') == std::string::npos);
            const bool guide = file.path.ends_with("-README.txt");
            CHECK(file.text.starts_with("\xEF\xBB\xBF") == guide);
            for (std::size_t i = 0; i < file.text.size(); ++i) {
                REQUIRE((file.text[i] != '\n' || (i > 0 && file.text[i - 1] == '\r')));
                REQUIRE((guide || (file.text[i] > 0 && file.text[i] < 127)));
            }
            REQUIRE((guide || file.text.find("\\\r\n") == std::string::npos)); // would join the next line to a comment
        }
    }
}

TEST_CASE("pixel shader targets: texts") {
    struct Row {
        ExportTarget target;
        const char* name;
    };
    const Row rows[] = {{ExportTarget::potplayer, "potplayer"}, {ExportTarget::mpc_hc, "mpc-hc"},
                        {ExportTarget::mpc_be, "mpc-be"},       {ExportTarget::mpc_vr, "mpc-vr"},
                        {ExportTarget::magpie, "magpie"},       {ExportTarget::reshade, "reshade"}};
    for (const Row& row : rows) {
        check_reference(std::string(row.name) + "/classic-4k.txt",
                        concatenated(shipped_export("classic-4k", row.target)));
    }
    // The default chain leaves the same two passes everywhere; what is refused differs in the player's name alone.
    check_reference("potplayer/default.txt", concatenated(shipped_export("default", ExportTarget::potplayer)));
    check_reference("potplayer/classic-4k-alpha.txt", concatenated(shipped_export("classic-4k", ExportTarget::potplayer,
                                                                                  ExportSetup::Form::alpha_guide)));
}
