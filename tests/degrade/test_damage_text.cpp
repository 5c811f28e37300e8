// The table of operations and the texts that name them.
#include "app/degrade/damage.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace senga;

namespace {

Damage parsed(const std::string& text) {
    const Result<Damage> damage = damage_from_text(text);
    REQUIRE_MESSAGE(damage.ok(), text);
    return *damage;
}

std::string error_of(const std::string& text) {
    const Result<Damage> damage = damage_from_text(text);
    REQUIRE_MESSAGE(!damage.ok(), text);
    CHECK(damage.error().code == Code::usage);
    return damage.error().text;
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("every operation can be named alone, and its full text means the same") {
    std::set<std::string_view> names;
    const std::string help = damage_help();
    for (const DamageOperation& operation : damage_operations()) {
        CAPTURE(operation.name);
        CHECK(names.insert(operation.name).second);
        const Damage damage = parsed(std::string(operation.name));
        const std::string text = to_text(damage);
        CHECK(to_text(parsed(text)) == text);
        CHECK(has(help, std::string(operation.name)));
        std::set<std::string_view> parameters;
        for (const DamageParameter& parameter : operation.parameters) {
            CHECK(parameters.insert(parameter.name).second);
            CHECK(!parameter.help.empty());
            CHECK(to_text(damage.values.at(parameter.name)) == parameter.initial);
        }
        CHECK(damage.operation->make_stage(damage.values, {}) != nullptr);
    }
    CHECK(names.size() == 21);
}

TEST_CASE("parameters are numbers, words, sizes and lists") {
    const Damage damage = parsed("downscale:factor=1.5,size=640x360,kernel=catmull-rom,light=linear");
    CHECK(damage.values.number("factor") == 1.5);
    CHECK(damage.values.size("size") == Size{640, 360});
    CHECK(damage.values.word("kernel") == "catmull-rom");
    CHECK(damage.values.word("light") == "linear");
    CHECK(!parsed("downscale").values.size("size"));
    const Damage borders = parsed("borders:left=0/0.35/0.72,bottom=1.25");
    CHECK(borders.values.list("left") == std::vector<double>{0.0, 0.35, 0.72});
    CHECK(borders.values.list("bottom") == std::vector<double>{1.25});
    CHECK(borders.values.list("top").empty());
    CHECK(to_text(borders) == "borders:left=0/0.35/0.72,bottom=1.25");
    CHECK(parsed("h264:gop=1").values.whole("gop") == 1);
    // The last one counts.
    CHECK(parsed("blur:sigma=1,sigma=2").values.number("sigma") == 2.0);
}

TEST_CASE("what is wrong is named, and what would be right") {
    CHECK(has(error_of("blurr"), "there is no damage \"blurr\"; choose one of downscale, "));
    CHECK(has(error_of(""), "choose one of"));
    CHECK(has(error_of("blur:sigam=1"), "no parameter \"sigam\"; it has sigma, direction"));
    CHECK(has(error_of("blur:sigma=-1"), "sigma is 0 to 100, not \"-1\""));
    CHECK(has(error_of("blur:sigma"), "sigma is 0 to 100"));
    CHECK(has(error_of("blur:sigma="), "sigma is 0 to 100"));
    CHECK(has(error_of("blur:sigma=1x"), "not \"1x\""));
    CHECK(has(error_of("blur:sigma=nan"), "not \"nan\""));
    CHECK(has(error_of("blur:direction=up"), "both, horizontal, vertical"));
    CHECK(has(error_of("h264:gop=1.5"), "1 to 100000, whole"));
    CHECK(has(error_of("downscale:size=640"), "WxH"));
    CHECK(has(error_of("downscale:size=0x10"), "WxH"));
    CHECK(has(error_of("downscale:size=640x99999"), "WxH"));
    CHECK(has(error_of("downscale:kernel=ewa-lanczos"), "box, nearest")); // round kernels are not separable
    CHECK(has(error_of("borders:left=0/"), "0 to 8 with slashes"));
    CHECK(has(error_of("borders:left=0/9"), "0 to 8 with slashes"));
    CHECK(has(error_of("washed:x=1"), "washed takes no parameters"));
}
