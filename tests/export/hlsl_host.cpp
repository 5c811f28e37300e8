#include "tests/export/hlsl_host.h"

#include "renderer/gl/framebuffer.h"
#include "renderer/gl/texture.h"
#include "renderer/language/words.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <glad/gl.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <regex>
#include <span>

namespace senga::test {
namespace {

using reference::Image;

// Everything a host gives, in one buffer: the registers c0 and c1, and their values as other hosts name them.
struct HostBlock {
    float c0[4]; // width, height, counter, clock
    float c1[4]; // 1 / width, 1 / height
};

constexpr std::string_view host_declarations = R"(
cbuffer HostBlock : register(b5) { float4 host_c0; float4 host_c1; };
Texture2D host_texture : register(t0);
SamplerState host_sampler : register(s0);
)";

// With a sampler that takes the nearest texel, as the four texels are read one by one.
constexpr std::string_view read_direct3d = R"(
float4 host_texel(float2 p)
{
    float2 held = clamp(p, 0.0, host_c0.xy - 1.0);
    return host_texture.SampleLevel(host_sampler, (held + 0.5) / host_c0.xy, 0.0);
}
float4 host_read(float2 at)
{
    float2 texel = floor((at * host_c0.xy - 0.5) * 256.0 + 0.5) / 256.0;
    float2 first = floor(texel);
    float2 weight = texel - first;
    float4 top = lerp(host_texel(first), host_texel(first + float2(1.0, 0.0)), weight.x);
    float4 bottom = lerp(host_texel(first + float2(0.0, 1.0)), host_texel(first + float2(1.0, 1.0)), weight.x);
    return lerp(top, bottom, weight.y);
}
)";
constexpr std::string_view read_plainly =
    "float4 host_read(float2 at) { return host_texture.SampleLevel(host_sampler, at, 0.0); }\n";

std::string host_head(Sampling sampling) {
    return std::string(host_declarations) + std::string(sampling == Sampling::direct3d ? read_direct3d : read_plainly) +
           "#define tex2Dlod(s, c) host_read((c).xy)\n"
           "#define tex2D(s, c) host_texture.Sample(host_sampler, (c))\n";
}

// "float4 p1 : register(c1);" becomes a name for the register, "sampler s0 : register(s0);" goes.
std::string with_registers(const std::string& text) {
    const std::regex constant(R"(float4\s+(\w+)\s*:\s*register\s*\(\s*c(\d)\s*\)\s*;)");
    const std::regex sampler(R"(sampler\s+\w+\s*:\s*register\s*\(\s*s0\s*\)\s*;)");
    std::string out = std::regex_replace(text, constant, "\n#define $1 host_c$2\n");
    return std::regex_replace(out, sampler, "");
}

std::string with_objects(const std::string& text) {
    std::string out = std::regex_replace(text, std::regex(R"(Texture2D\s+\w+\s*:\s*register\(t0\)\s*;)"), "");
    out = std::regex_replace(out, std::regex(R"(SamplerState\s+\w+\s*:\s*register\(s0\)\s*;)"), "");
    out = std::regex_replace(out, std::regex(R"(cbuffer PS_CONSTANTS[^}]*\};)"),
                             "#define pxy host_c1.xy\n#define width host_c0.x\n#define height host_c0.y\n");
    return std::regex_replace(out, std::regex(R"(s0_texture\.SampleLevel\(s0_sampler,)"), "host_level(");
}

// What is left of SPIRV-Cross' GLSL for Program: no version, and the texel's centre for the one input.
std::string as_fragment(const std::string& glsl) {
    const std::regex input(R"(layout\(location = \d+\) in vec2 (\w+);)");
    std::string out = std::regex_replace(glsl.substr(glsl.find('\n') + 1), input,
                                         "uniform vec2 host_extent;\n#define $1 (gl_FragCoord.xy / host_extent)");
    out = std::regex_replace(out, std::regex("#extension[^\n]*\n"), "");
    // In the order of operations that is written down: Mesa would join constants across them, and of two candidates
    // with the same mean the other one would win.
    out = std::regex_replace(out, std::regex(R"(\n(\s*)(float|vec2|vec3|vec4) (\w+)( =|;))"), "\n$1precise $2 $3$4");
    // Mesa's warning for a variable that a called function reads knows nothing of the caller.
    return std::regex_replace(out, std::regex(R"(vec2 senga_tex;)"), "vec2 senga_tex = vec2(0.0);");
}

class UniformBuffer {
public:
    UniformBuffer() { glGenBuffers(1, &id_); }
    ~UniformBuffer() { glDeleteBuffers(1, &id_); }
    UniformBuffer(const UniformBuffer&) = delete;
    UniformBuffer& operator=(const UniformBuffer&) = delete;

    void bind(const HostBlock& block, GLuint program) const {
        GLint count = 0;
        glGetProgramiv(program, GL_ACTIVE_UNIFORM_BLOCKS, &count);
        glBindBuffer(GL_UNIFORM_BUFFER, id_);
        glBufferData(GL_UNIFORM_BUFFER, sizeof block, &block, GL_STATIC_DRAW);
        for (GLint i = 0; i < count; ++i) {
            glUniformBlockBinding(program, static_cast<GLuint>(i), 5);
        }
        glBindBufferBase(GL_UNIFORM_BUFFER, 5, id_);
    }

private:
    GLuint id_ = 0;
};

// The only sampler of the program, whatever its name, reads unit 0.
void use_unit_0(GLuint program) {
    GLint count = 0;
    glGetProgramiv(program, GL_ACTIVE_UNIFORMS, &count);
    for (GLint i = 0; i < count; ++i) {
        std::array<char, 128> name{};
        GLint size = 0;
        GLenum type = 0;
        glGetActiveUniform(program, static_cast<GLuint>(i), name.size(), nullptr, &size, &type, name.data());
        if (type == GL_SAMPLER_2D) {
            glUniform1i(glGetUniformLocation(program, name.data()), 0);
        }
    }
}

std::string between(const std::string& text, const std::string& from, const std::string& to) {
    const std::size_t begin = text.find(from);
    if (begin == std::string::npos) {
        return "";
    }
    const std::size_t start = begin + from.size();
    return text.substr(start, text.find(to, start) - start);
}

std::string without_returns(std::string text) {
    std::erase(text, '\r');
    return text;
}

} // namespace

std::string hosted(const std::string& text, HostForm form, Sampling sampling) {
    if (form == HostForm::direct3d_9) {
        return host_head(sampling) + with_registers(text);
    }
    return host_head(sampling) + "#define host_level(at, level) host_read(at)\n" + with_objects(text);
}

std::vector<EffectPass> magpie_passes(const std::string& effect, Sampling sampling) {
    const std::string text = without_returns(effect);
    const std::string common = between(text, "//!COMMON\n", "//!PASS");
    std::vector<EffectPass> out;
    std::size_t at = text.find("//!PASS ");
    while (at != std::string::npos) {
        const std::size_t next = text.find("//!PASS ", at + 1);
        const std::string part = text.substr(at, next - at);
        EffectPass pass{.number = std::stoi(part.substr(8)), .out = between(part, "//!OUT ", "\n")};
        for (const std::string_view word : split_words(between(part, "//!IN ", "\n"))) {
            pass.in.emplace_back(word);
        }
        pass.text =
            host_head(sampling) +
            "#define host_level(at, level) host_read(at)\n#define MF4 float4\n"
            "uint2 GetInputSize() { return uint2(host_c0.xy); }\n"
            "float2 GetInputPt() { return host_c1.xy; }\n" +
            common + with_objects(part) +
            fmt::format("float4 main(float2 tex : TEXCOORD0) : SV_Target {{ return Pass{}(tex); }}\n", pass.number);
        out.push_back(std::move(pass));
        at = next;
    }
    return out;
}

std::vector<EffectPass> reshade_passes(const std::string& effect, Sampling sampling) {
    const std::string text = without_returns(effect);
    std::vector<EffectPass> out;
    std::size_t at = text.find("namespace senga_pass");
    while (at != std::string::npos) {
        const std::size_t end = text.find("#undef s0", at);
        const std::size_t define = text.rfind("#define s0 ", at);
        // Without the namespace, in which glslang takes no variables.
        const std::string body = text.substr(text.find('{', at) + 1, end - text.find('{', at) - 1);
        EffectPass pass{.number = static_cast<int>(out.size()) + 1};
        pass.in.push_back(text.substr(define + 11, text.find('\n', define) - define - 11));
        const std::string target =
            between(text.substr(text.find("technique ")), fmt::format("senga_pass{}::draw;\n", pass.number), "}");
        pass.out = between(target, "RenderTarget = ", ";");
        pass.text = host_head(sampling) +
                    "#define BUFFER_WIDTH host_c0.x\n#define BUFFER_HEIGHT host_c0.y\n"
                    "#define BUFFER_RCP_WIDTH host_c1.x\n#define BUFFER_RCP_HEIGHT host_c1.y\n" +
                    between(text, "#include \"ReShade.fxh\"\n", "\n\n") + "\n" + body.substr(0, body.rfind('}')) +
                    "float4 main(float2 tex : TEXCOORD0) : SV_Target { return senga_main(tex); }\n";
        out.push_back(std::move(pass));
        at = text.find("namespace senga_pass", end);
    }
    return out;
}

Result<HlslHost> HlslHost::load(const std::string& hosted_text, Sampling sampling) {
    const Result<spirv::Module> module = spirv::compile(hosted_text, spirv::Source::hlsl);
    if (!module) {
        return module.error();
    }
    if (const Outcome valid = spirv::validate(*module); !valid) {
        return valid.error();
    }
    const Result<std::string> glsl = spirv::to_glsl(*module);
    if (!glsl) {
        return glsl.error();
    }
    Result<gl::Program> program = gl::Program::from_fragment(as_fragment(*glsl), "exported");
    if (!program) {
        return program.error();
    }
    HlslHost out;
    out.program_ = *std::move(program);
    out.sampling_ = sampling;
    out.figures_ = spirv::measure(*module);
    return out;
}

Image HlslHost::draw(const Image& rgba, const HostInputs& inputs) const {
    const Size size{rgba.w, rgba.h};
    gl::Texture input({.size = size,
                       .format = gl::Format::rgba32f,
                       .filter = sampling_ == Sampling::exact ? gl::Filter::linear : gl::Filter::nearest});
    input.upload(std::as_bytes(std::span(rgba.values)));
    const gl::Texture target({.size = size, .format = gl::Format::rgba32f});
    const Result<gl::Framebuffer> framebuffer = gl::Framebuffer::for_texture(target);
    REQUIRE(framebuffer.ok());
    framebuffer->bind();
    program_.use();
    const auto w = static_cast<float>(rgba.w);
    const auto h = static_cast<float>(rgba.h);
    const UniformBuffer buffer;
    buffer.bind({{w, h, inputs.counter, inputs.clock}, {1.0F / w, 1.0F / h, 0.0F, 0.0F}}, program_.id());
    use_unit_0(program_.id());
    input.bind(0);
    glUniform2f(program_.location("host_extent"), w, h);
    triangle_.draw();
    Image out(rgba.w, rgba.h, 4);
    out.values = target.read();
    return out;
}

Image buffered(Image rgba, Buffer buffer) {
    if (buffer == Buffer::floats) {
        return rgba;
    }
    for (std::size_t i = 0; i < rgba.values.size(); ++i) {
        float& value = rgba.values[i];
        if (i % 4 == 3) {
            value = 1.0F;
        } else if (buffer == Buffer::opaque_8_bit) {
            value = std::round(std::clamp(value, 0.0F, 1.0F) * 255.0F) / 255.0F;
        }
    }
    return rgba;
}

} // namespace senga::test
