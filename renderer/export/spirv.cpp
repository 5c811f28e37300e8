#include "renderer/export/spirv.h"

#include "renderer/export/spirv_fold.h"
#include "renderer/export/spirv_strict.h"
#include "renderer/language/words.h"

#include <fmt/format.h>
#include <glslang/Public/ResourceLimits.h>
#include <glslang/Public/ShaderLang.h>
#include <glslang/SPIRV/GlslangToSpv.h>
#include <spirv-tools/libspirv.hpp>
#include <spirv-tools/optimizer.hpp>
#include <spirv_cross/spirv_cross_c.h>

#include <charconv>
#include <memory>
#include <mutex>

namespace senga::spirv {
namespace {

constexpr spv_target_env environment = SPV_ENV_OPENGL_4_5;

// glslang keeps tables for the process, which are never given back: the process ends with them.
void prepare_glslang() {
    static std::once_flag once;
    std::call_once(once, [] { glslang::InitializeProcess(); });
}

Diagnostic refused(std::string_view what, std::string_view log) {
    return diagnose(Code::export_failed, fmt::format("{}: {}", what, log.empty() ? "no reason was given" : log));
}

// Of "ERROR: 0:4: 'nonsense' : undeclared identifier" and what follows: the line and the words.
Diagnostic first_complaint(std::string_view log) {
    constexpr std::string_view mark = "ERROR: ";
    const std::size_t begin = log.find(mark);
    log = begin == std::string_view::npos ? log : log.substr(begin + mark.size());
    log = log.substr(0, log.find('\n'));
    Place place;
    const std::size_t colon = log.find(':');
    if (colon != std::string_view::npos) {
        const char* const end = log.data() + log.size();
        const auto [after, error] = std::from_chars(log.data() + colon + 1, end, place.line);
        if (error == std::errc() && after != end && *after == ':') {
            log.remove_prefix(static_cast<std::size_t>(after + 1 - log.data()));
        }
    }
    return diagnose(Code::shader_compile, fmt::format("this GLSL does not compile: {}", trim(log)), place);
}

// Collects what the tools complain of.
spvtools::MessageConsumer into(std::string& log) {
    return [&log](spv_message_level_t level, const char*, const spv_position_t&, const char* message) {
        if (level <= SPV_MSG_ERROR) {
            log += log.empty() ? "" : "; ";
            log += message;
        }
    };
}

bool run(const spvtools::Optimizer& optimiser, Module& module) {
    Module out;
    if (!optimiser.Run(module.data(), module.size(), &out)) {
        return false;
    }
    module = std::move(out);
    return true;
}

// One function, nothing computed otherwise yet.
bool inline_calls(Module& module, std::string& log) {
    spvtools::Optimizer optimiser(environment);
    optimiser.SetMessageConsumer(into(log));
    optimiser.RegisterPass(spvtools::CreateDeadBranchElimPass());
    optimiser.RegisterPass(spvtools::CreateMergeReturnPass());
    optimiser.RegisterPass(spvtools::CreateInlineExhaustivePass());
    optimiser.RegisterPass(spvtools::CreateEliminateDeadFunctionsPass());
    optimiser.RegisterPass(spvtools::CreateCompactIdsPass());
    return run(optimiser, module);
}

// One round of SPIRV-Tools' passes, and loops after them, once their bounds are known.
bool run_passes(Module& module, std::string& log) {
    spvtools::Optimizer optimiser(environment);
    optimiser.SetMessageConsumer(into(log));
    optimiser.RegisterPerformancePasses();
    optimiser.RegisterPass(spvtools::CreateLoopUnrollPass(true));
    optimiser.RegisterPass(spvtools::CreateDeadBranchElimPass());
    optimiser.RegisterPass(spvtools::CreateBlockMergePass());
    optimiser.RegisterPass(spvtools::CreateCFGCleanupPass());
    optimiser.RegisterPass(spvtools::CreateRedundancyEliminationPass());
    optimiser.RegisterPass(spvtools::CreateAggressiveDCEPass());
    optimiser.RegisterPass(spvtools::CreateCompactIdsPass());
    module = strict(module);
    return run(optimiser, module);
}

struct ContextEnd {
    void operator()(spvc_context context) const { spvc_context_destroy(context); }
};
using Context = std::unique_ptr<spvc_context_s, ContextEnd>;

struct Option {
    spvc_compiler_option name;
    unsigned value;
};

Result<std::string> translate(const Module& module, spvc_backend backend, std::initializer_list<Option> wanted) {
    spvc_context raw = nullptr;
    if (spvc_context_create(&raw) != SPVC_SUCCESS) {
        return refused("SPIRV-Cross cannot be started", "");
    }
    const Context context(raw);
    spvc_parsed_ir ir = nullptr;
    spvc_compiler compiler = nullptr;
    spvc_compiler_options options = nullptr;
    const char* text = nullptr;
    bool ok =
        spvc_context_parse_spirv(raw, module.data(), module.size(), &ir) == SPVC_SUCCESS &&
        spvc_context_create_compiler(raw, backend, ir, SPVC_CAPTURE_MODE_TAKE_OWNERSHIP, &compiler) == SPVC_SUCCESS &&
        spvc_compiler_create_compiler_options(compiler, &options) == SPVC_SUCCESS;
    for (const Option& option : wanted) {
        ok = ok && spvc_compiler_options_set_uint(options, option.name, option.value) == SPVC_SUCCESS;
    }
    ok = ok && spvc_compiler_install_compiler_options(compiler, options) == SPVC_SUCCESS &&
         spvc_compiler_build_combined_image_samplers(compiler) == SPVC_SUCCESS &&
         spvc_compiler_compile(compiler, &text) == SPVC_SUCCESS;
    if (!ok) {
        return refused("the shader cannot be said in that language", spvc_context_get_last_error_string(raw));
    }
    return std::string(text);
}

} // namespace

Result<Module> compile(std::string_view text, Source source) {
    prepare_glslang();
    const bool hlsl = source == Source::hlsl;
    const auto messages = static_cast<EShMessages>(EShMsgSpvRules | (hlsl ? EShMsgReadHlsl : EShMsgDefault));
    glslang::TShader shader(EShLangFragment);
    const char* strings[] = {text.data()};
    const int lengths[] = {static_cast<int>(text.size())};
    shader.setStringsWithLengths(strings, lengths, 1);
    shader.setEnvInput(hlsl ? glslang::EShSourceHlsl : glslang::EShSourceGlsl, EShLangFragment,
                       glslang::EShClientOpenGL, 450);
    shader.setEnvClient(glslang::EShClientOpenGL, glslang::EShTargetOpenGL_450);
    shader.setEnvTarget(glslang::EShTargetSpv, glslang::EShTargetSpv_1_0);
    shader.setEntryPoint("main");
    shader.setSourceEntryPoint("main");
    shader.setAutoMapBindings(true);
    shader.setAutoMapLocations(true);
    if (!shader.parse(GetDefaultResources(), 450, false, messages)) {
        return refused("the shader does not compile", shader.getInfoLog());
    }
    glslang::TProgram program;
    program.addShader(&shader);
    if (!program.link(messages) || !program.mapIO()) {
        return refused("the shader does not link", program.getInfoLog());
    }
    Module out;
    glslang::SpvOptions options;
    options.disableOptimizer = true;
    glslang::GlslangToSpv(*program.getIntermediate(EShLangFragment), out, &options);
    return out;
}

Outcome check_glsl(std::string_view text, Stage stage) {
    prepare_glslang();
    glslang::TShader shader(stage == Stage::compute ? EShLangCompute : EShLangFragment);
    const char* strings[] = {text.data()};
    const int lengths[] = {static_cast<int>(text.size())};
    shader.setStringsWithLengths(strings, lengths, 1);
    // What is merely out of fashion is no fault: drivers take it.
    const bool good = shader.parse(GetDefaultResources(), 430, false, EShMsgRelaxedErrors);
    return good ? Outcome(Done{}) : Outcome(first_complaint(shader.getInfoLog()));
}

Result<Module> optimise(Module module) {
    std::string log;
    // A hundred times what ps_3_0 holds, and some seconds' work.
    constexpr std::size_t most_words = 600'000;
    const std::size_t inlined = inlined_words(module);
    const auto too_long = [&](std::size_t words) {
        return diagnose(Code::export_failed, fmt::format("written as one shader it would be {} words of code or more, "
                                                         "far beyond what such players run",
                                                         words));
    };
    if (inlined > most_words) {
        return too_long(inlined);
    }
    if (!inline_calls(module, log)) {
        return refused("the optimiser refuses the shader", log);
    }
    // Each round folds what the one before laid open; straight shaders need three.
    constexpr int most_rounds = 8;
    for (int round = 0; round < most_rounds; ++round) {
        if (!run_passes(module, log)) {
            return refused("the optimiser refuses the shader", log);
        }
        if (module.size() > most_words) {
            return too_long(module.size());
        }
        Folded folded = fold_constants(module);
        if (folded.count == 0) {
            return loosened(module);
        }
        module = std::move(folded.module);
    }
    if (!run_passes(module, log)) {
        return refused("the optimiser refuses the shader", log);
    }
    return loosened(module);
}

Outcome validate(const Module& module) {
    std::string log;
    spvtools::SpirvTools tools(environment);
    tools.SetMessageConsumer(into(log));
    if (!tools.Validate(module)) {
        return refused("the shader is not valid", log);
    }
    return Done{};
}

Result<std::string> to_hlsl(const Module& module, const HlslOptions& options) {
    return translate(module, SPVC_BACKEND_HLSL,
                     {{SPVC_COMPILER_OPTION_HLSL_SHADER_MODEL, static_cast<unsigned>(options.shader_model)}});
}

Result<std::string> to_glsl(const Module& module) {
    return translate(module, SPVC_BACKEND_GLSL,
                     {{SPVC_COMPILER_OPTION_GLSL_VERSION, 430}, {SPVC_COMPILER_OPTION_GLSL_VULKAN_SEMANTICS, 0}});
}

} // namespace senga::spirv
