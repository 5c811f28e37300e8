#include "renderer/language/parser.h"

#include <doctest/doctest.h>

#include <string>

using namespace senga;

namespace {

ShaderFile parsed(std::string_view text, const Limits& limits = {}) {
    auto result = parse_shader(text, "x.glsl", limits);
    REQUIRE_MESSAGE(result.ok(), result.error().text);
    return *std::move(result);
}

Diagnostic fault_of(std::string_view text, const Limits& limits = {}) {
    const auto result = parse_shader(text, "x.glsl", limits);
    REQUIRE_MESSAGE(!result.ok(), text);
    CHECK(result.error().place.file == "x.glsl");
    return result.error();
}

const std::string body = "vec4 hook() { return HOOKED_texOff(0); }\n";

} // namespace

TEST_CASE("every directive of a pass is read") {
    const ShaderFile file = parsed("// A comment\n"
                                   "// of two lines\n"
                                   "//!DESC Sharpen (all)\n"
                                   "//!HOOK LUMA\n"
                                   "//!HOOK CHROMA\n"
                                   "//!BIND HOOKED\n"
                                   "//!BIND guide\n"
                                   "//!SAVE out_1\n"
                                   "//!WIDTH HOOKED.w 2 *\n"
                                   "//!HEIGHT HOOKED.h\n"
                                   "//!WHEN OUTPUT.w LUMA.w >\n"
                                   "//!OFFSET -0.5 1\n"
                                   "//!COMPONENTS 2\n"
                                   "//!COMPUTE 32 16 8 4\n" +
                                   body);
    CHECK(file.name == "x.glsl");
    CHECK(file.header == "// A comment\n// of two lines\n");
    CHECK(file.notes.empty());
    REQUIRE(file.passes.size() == 1);
    const PassBlock& pass = file.passes[0];
    CHECK(pass.desc == "Sharpen (all)");
    CHECK(pass.hooks == std::vector{Stage::luma, Stage::chroma});
    REQUIRE(pass.binds.size() == 2);
    CHECK(pass.binds[1].name == "guide");
    CHECK(pass.binds[1].line == 7);
    CHECK(pass.save == "out_1");
    CHECK(pass.width.text == "HOOKED.w 2 *");
    CHECK(pass.width.line == 9);
    CHECK(pass.width.tokens.size() == 3);
    CHECK(pass.height.tokens.size() == 1);
    CHECK(pass.when.tokens.size() == 3);
    CHECK(pass.offset.x == -0.5F);
    CHECK(pass.offset.y == 1.0F);
    CHECK(!pass.offset.align);
    CHECK(pass.components == 2);
    REQUIRE(pass.compute);
    CHECK(pass.compute->block_w == 32);
    CHECK(pass.compute->block_h == 16);
    CHECK(pass.compute->threads_w == 8);
    CHECK(pass.compute->threads_h == 4);
    CHECK(pass.body == body);
    CHECK(pass.line == 3);
    CHECK(pass.body_line == 15);
}

TEST_CASE("what is left out has mpv's defaults") {
    const PassBlock pass = parsed("//!HOOK MAIN\n" + body).passes.at(0);
    CHECK(pass.binds.empty());
    CHECK(pass.save.empty());
    CHECK(pass.desc.empty());
    CHECK(pass.width.empty());
    CHECK(pass.when.empty());
    CHECK(pass.components == 0);
    CHECK(!pass.compute);
    CHECK(!pass.offset.align);
}

TEST_CASE("COMPUTE with two numbers leaves the threads to the block") {
    const PassBlock pass = parsed("//!HOOK MAIN\n//!COMPUTE 32 8\nvoid hook() {}\n").passes.at(0);
    REQUIRE(pass.compute);
    CHECK(pass.compute->block_h == 8);
    CHECK(pass.compute->threads_w == 0);
}

TEST_CASE("a directive behind the body begins a new pass") {
    const ShaderFile file = parsed("//!HOOK LUMA\n//!SAVE a\nfloat f;\n" + body + "//!BIND a\n//!HOOK MAIN\n" + body);
    REQUIRE(file.passes.size() == 2);
    CHECK(file.passes[0].body == "float f;\n" + body);
    CHECK(file.passes[1].binds.at(0).name == "a");
    CHECK(file.passes[1].line == 5);
}

TEST_CASE("CRLF, indentation, a byte order mark and a missing last line end change nothing") {
    const ShaderFile file = parsed("\xEF\xBB\xBF//!HOOK LUMA\r\n  //!BIND HOOKED  \r\n\t//!WHEN OUTPUT.w 2 ==\r\n\r\n"
                                   "vec4 hook() {\r\n}//x");
    REQUIRE(file.passes.size() == 1);
    CHECK(file.passes[0].hooks.at(0) == Stage::luma);
    CHECK(file.passes[0].binds.at(0).name == "HOOKED");
    CHECK(file.passes[0].when.tokens.at(2).kind == Token::Kind::equal);
    CHECK(file.passes[0].body == "\r\nvec4 hook() {\r\n}//x");
    CHECK(file.header.empty());
}

TEST_CASE("blank lines between directives do not end them") {
    const ShaderFile file = parsed("//!HOOK LUMA\n\n//!BIND HOOKED\n" + body);
    REQUIRE(file.passes.size() == 1);
    CHECK(file.passes[0].binds.size() == 1);
}

TEST_CASE("all stages are known, others are told") {
    for (const char* const stage :
         {"LUMA", "CHROMA", "RGB", "ALPHA", "XYZ", "CHROMA_SCALED", "ALPHA_SCALED", "NATIVE", "MAINPRESUB", "MAIN",
          "LINEAR", "SIGMOID", "PREKERNEL", "POSTKERNEL", "SCALED", "PREOUTPUT", "OUTPUT"}) {
        CHECK(stage_name(parsed("//!HOOK " + std::string(stage) + "\n" + body).passes.at(0).hooks.at(0)) == stage);
    }
    const Diagnostic fault = fault_of("\n//!HOOK LUMINA\n" + body);
    CHECK(fault.code == Code::shader_stage);
    CHECK(fault.place.line == 2);
}

TEST_CASE("unknown directives are ignored with a note") {
    const ShaderFile file = parsed("//!HOOK LUMA\n//!FUTURE 1\n//!BIND HOOKED\n" + body);
    CHECK(file.passes.at(0).binds.size() == 1);
    REQUIRE(file.notes.size() == 1);
    CHECK(file.notes[0].code == Code::shader_directive_unknown);
    CHECK(file.notes[0].place == Place{"x.glsl", 2});
}

TEST_CASE("a stray //! in a body is a comment, with a note, and the body goes on") {
    const ShaderFile file = parsed("//!HOOK LUMA\nfloat a; //! the value\n//! more\n" + body);
    REQUIRE(file.passes.size() == 1);
    CHECK(file.passes[0].body == "float a; //! the value\n//! more\n" + body);
    REQUIRE(file.notes.size() == 2);
    CHECK(file.notes[0].place.line == 2);
    CHECK(file.notes[1].place.line == 3);
}

TEST_CASE("SAVE HOOKED is the default, SAVE MAIN a name") {
    CHECK(parsed("//!HOOK LUMA\n//!SAVE HOOKED\n" + body).passes[0].save.empty());
    CHECK(parsed("//!HOOK LUMA\n//!SAVE MAIN\n" + body).passes[0].save == "MAIN");
}

TEST_CASE("a texture bound twice is bound once") {
    CHECK(parsed("//!HOOK LUMA\n//!BIND a\n//!BIND a\n" + body).passes[0].binds.size() == 1);
}

TEST_CASE("lines without HOOK are ignored with a note") {
    const ShaderFile file = parsed("//!DESC about\n// nothing\n//!HOOK LUMA\n" + body);
    CHECK(file.passes.size() == 1);
    REQUIRE(file.notes.size() == 1);
    CHECK(file.notes[0].code == Code::shader_no_hook);
}

TEST_CASE("a file or a pass without content is empty") {
    CHECK(fault_of("").code == Code::shader_empty);
    CHECK(fault_of("void main() {}\n").code == Code::shader_empty);
    CHECK(fault_of("//!").code == Code::shader_empty);
    CHECK(fault_of("//!DESC x\n" + body).code == Code::shader_empty);
    const Diagnostic fault = fault_of("//!HOOK LUMA\n" + body + "//!HOOK MAIN\n  \n");
    CHECK(fault.code == Code::shader_empty);
    CHECK(fault.place.line == 3);
}

TEST_CASE("malformed values name their line") {
    const std::pair<const char*, Code> cases[] = {
        {"BIND", Code::shader_value},
        {"BIND a b", Code::shader_value},
        {"BIND a-b", Code::shader_value},
        {"SAVE", Code::shader_value},
        {"SAVE 1a", Code::shader_value},
        {"OFFSET", Code::shader_value},
        {"OFFSET 1", Code::shader_value},
        {"OFFSET 1 2 3", Code::shader_value},
        {"OFFSET nan 0", Code::shader_value},
        {"OFFSET align", Code::shader_value},
        {"COMPONENTS", Code::shader_value},
        {"COMPONENTS 5", Code::shader_value},
        {"COMPONENTS 99", Code::shader_value},
        {"COMPONENTS -1", Code::shader_value},
        {"COMPONENTS 2.0", Code::shader_value},
        {"COMPUTE 8", Code::shader_value},
        {"COMPUTE 8 8 8", Code::shader_value},
        {"COMPUTE 0 8", Code::shader_value},
        {"COMPUTE 8 8 8 99999999999", Code::shader_value},
        {"WIDTH", Code::shader_expression},
        {"HEIGHT 1 ?", Code::shader_expression},
        {"WHEN )", Code::shader_expression},
        {"SIZE 1 1", Code::shader_directive},
        {"TYPE float", Code::shader_directive},
        {"HOOK", Code::shader_stage},
        {"VAR float x", Code::shader_directive},
    };
    for (const auto& [line, code] : cases) {
        const Diagnostic fault = fault_of("//!HOOK LUMA\n//!" + std::string(line) + "\n" + body);
        CHECK_MESSAGE(fault.code == code, line);
        CHECK_MESSAGE(fault.place.line == 2, line);
    }
}

TEST_CASE("OFFSET ALIGN is read") {
    CHECK(parsed("//!HOOK CHROMA\n//!OFFSET ALIGN\n" + body).passes[0].offset.align);
}

TEST_CASE("names are defined once") {
    const std::string texture = "//!TEXTURE a\n//!FORMAT r8\n00\n";
    const std::string parameter = "//!PARAM a\n//!TYPE float\n1\n";
    const std::string pass = "//!HOOK LUMA\n" + body;
    CHECK(fault_of(texture + texture + pass).code == Code::shader_duplicate);
    CHECK(fault_of(parameter + parameter + pass).code == Code::shader_duplicate);
    CHECK(fault_of(texture + parameter + pass).code == Code::shader_duplicate);
    CHECK(fault_of(texture + parameter + pass).place.line == 4);
}

TEST_CASE("every limit holds at its edge") {
    const std::string pass = "//!HOOK LUMA\n" + body;
    Limits limits;
    limits.passes = 2;
    CHECK(parsed(pass + pass, limits).passes.size() == 2);
    CHECK(fault_of(pass + pass + pass, limits).code == Code::shader_limit);

    limits = {};
    limits.binds_per_pass = 1;
    CHECK(fault_of("//!HOOK LUMA\n//!BIND a\n//!BIND b\n" + body, limits).code == Code::shader_limit);
    limits = {};
    limits.hooks_per_pass = 1;
    CHECK(fault_of("//!HOOK LUMA\n//!HOOK MAIN\n" + body, limits).code == Code::shader_limit);
    limits = {};
    limits.file_bytes = pass.size();
    CHECK(parsed(pass, limits).passes.size() == 1);
    CHECK(fault_of(pass + "\n", limits).code == Code::shader_limit);
    limits = {};
    limits.line_bytes = 45; // the longest line of `pass` has 40 bytes
    CHECK(parsed(pass, limits).passes.size() == 1);
    CHECK(fault_of(pass + std::string(46, ' '), limits).code == Code::shader_limit);
    limits = {};
    limits.name_bytes = 4;
    CHECK(fault_of("//!HOOK LUMA\n//!SAVE abcde\n" + body, limits).code == Code::shader_limit);
    limits = {};
    limits.parameters = 1;
    CHECK(fault_of("//!PARAM a\n//!TYPE float\n1\n//!PARAM b\n//!TYPE float\n1\n" + pass, limits).code ==
          Code::shader_limit);
    limits = {};
    limits.textures = 1;
    CHECK(fault_of("//!TEXTURE a\n//!FORMAT r8\n00\n//!TEXTURE b\n//!FORMAT r8\n00\n" + pass, limits).code ==
          Code::shader_limit);
}

TEST_CASE("floods of directives are bounded") {
    std::string flood = "//!HOOK LUMA\n";
    for (int i = 0; i < 1000; ++i) {
        flood += "//!X\n";
    }
    CHECK(fault_of(flood + body).code == Code::shader_limit);
    std::string comments = "//!HOOK LUMA\n" + body;
    for (int i = 0; i < 1000; ++i) {
        comments += "//! x\n";
    }
    CHECK(parsed(comments).notes.size() < 100);
}

TEST_CASE("arbitrary bytes are safe and survive") {
    using namespace std::string_literals; // they keep the NUL bytes
    const std::string directive = "//!HOOK LUMA\n";
    const std::string rest = "vec4 hook() {}\0\xFF\xFE//\x80\n\r\r\n"s;
    const ShaderFile file = parsed(directive + rest);
    CHECK(file.text == directive + rest);
    CHECK(file.passes.at(0).body == rest);
    CHECK(!parse_shader("//!\0HOOK"s, "x", {}).ok());
}
