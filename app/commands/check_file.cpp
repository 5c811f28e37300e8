#include "app/commands/check_file.h"

#include "app/commands/check_probe.h"
#include "app/offline/offline.h"
#include "renderer/chain/preset.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <optional>
#include <utility>

namespace senga {
namespace {

class Stopwatch {
public:
    double ms() const {
        return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start_).count();
    }

private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// The same problem shows at every size and stage; once is enough.
void add(std::vector<Diagnostic>& list, Diagnostic diagnostic) {
    if (std::find(list.begin(), list.end(), diagnostic) == list.end()) {
        list.push_back(std::move(diagnostic));
    }
}

// A name without folder and without a shader's extension would be taken for a shelf's id.
std::string as_path(const std::string& path) {
    return path.find('/') == std::string::npos ? "./" + path : path;
}

// The player's usual scaling, but in the light in which the stages exist that the file hooks.
Scaling scaling_for(const ShaderFile& file) {
    Scaling out;
    for (const PassBlock& pass : file.passes) {
        for (const Stage stage : pass.hooks) {
            if (stage == Stage::sigmoid) {
                out.up_light = UpLight::sigmoid;
            } else if (stage == Stage::linear) {
                out.up_light = out.up_light == UpLight::gamma ? UpLight::linear : out.up_light;
                out.down_light = DownLight::linear;
            }
        }
    }
    return out;
}

// How much a status says about a pass: what ran once has run, whatever happened elsewhere; a fault outweighs a skip.
int weight(PassStatus status) {
    switch (status) {
    case PassStatus::off:
        return 0;
    case PassStatus::skipped:
        return 1;
    case PassStatus::missing_texture:
        return 2;
    case PassStatus::runs:
        return 3;
    case PassStatus::failed:
        return 4;
    }
    return 0;
}

void note_reports(const Plan& plan, CheckedFile& file) {
    for (const PassReport& report : plan.reports) {
        CheckedPass& pass = file.passes[report.block];
        if (weight(report.status) > weight(pass.status)) {
            pass.status = report.status;
            pass.reason = report.reason;
            pass.fault = report.fault;
        }
    }
    for (const Diagnostic& note : plan.notes) {
        add(file.notes, note);
    }
}

void note_compiled(const Plan& plan, const Runner::Preparation& preparation, CheckedFile& file) {
    for (const CompileFailure& failure : preparation.failures) {
        file.compiled = false;
        add(file.problems, failure.diagnostic);
    }
    if (!preparation.failures.empty()) {
        return;
    }
    for (const PassReport& report : plan.reports) {
        CheckedPass& pass = file.passes[report.block];
        pass.compiled = pass.compiled || report.status == PassStatus::runs;
    }
}

// Whether a pass lacks its texture by the file's own fault. It is none where WHEN or the input's format keeps the pass
// from running that would have saved it, or where the input has no such stage.
bool texture_at_fault(const ShaderFile& shader, const PassBlock& pass, const CheckedFile& file) {
    bool excused = false;
    for (const Binding& bind : pass.binds) {
        if (shader.find_texture(bind.name) != nullptr || shader.find_buffer(bind.name) != nullptr) {
            continue;
        }
        if (bind.name == "HOOKED" || stage_from_name(bind.name)) {
            excused = excused || bind.name != "HOOKED";
            continue;
        }
        bool saved = false;
        for (std::size_t i = 0; i < shader.passes.size(); ++i) {
            if (shader.passes[i].save == bind.name) {
                saved = true;
                excused = excused || file.passes[i].status != PassStatus::runs;
            }
        }
        if (!saved) {
            return true;
        }
    }
    return !excused; // every texture is made, so one of them too late
}

// Problems that are known only when every size has been planned: a pass that runs at one of them is fine.
void judge_passes(CheckedFile& file, const ShaderFile& shader) {
    for (std::size_t i = 0; i < file.passes.size(); ++i) {
        const CheckedPass& pass = file.passes[i];
        const Place place{shader.name, pass.line};
        if (pass.status == PassStatus::missing_texture && texture_at_fault(shader, shader.passes[i], file)) {
            add(file.problems, diagnose(Code::texture_missing, pass.reason, place));
        }
        if (pass.status == PassStatus::failed) {
            add(file.problems, pass.fault.value_or(diagnose(Code::plan_size, pass.reason, place)));
        }
    }
}

bool finite(const std::vector<float>& samples) {
    return std::all_of(samples.begin(), samples.end(), [](float sample) { return std::isfinite(sample); });
}

// Change and range of R, G and B; alpha is always 1.
void measure(const std::vector<float>& picture, const std::vector<float>& original, CheckedSize& size) {
    double sum = 0.0;
    size.least = picture.empty() ? 0.0F : picture.front();
    size.most = size.least;
    for (std::size_t i = 0; i < picture.size(); ++i) {
        if (i % 4 == 3) {
            continue;
        }
        size.least = std::min(size.least, picture[i]);
        size.most = std::max(size.most, picture[i]);
        sum += std::abs(static_cast<double>(std::clamp(picture[i], 0.0F, 1.0F)) -
                        static_cast<double>(std::clamp(original[i], 0.0F, 1.0F)));
    }
    size.change = picture.empty() ? 0.0 : sum / (static_cast<double>(picture.size()) / 4 * 3);
}

} // namespace

std::size_t CheckedFile::count(PassStatus status) const {
    return static_cast<std::size_t>(
        std::count_if(passes.begin(), passes.end(), [&](const CheckedPass& pass) { return pass.status == status; }));
}

Result<ShaderChecker> ShaderChecker::create(const RawFrame& still, std::vector<Size> outputs) {
    Result<gl::OffscreenContext> context = gl::OffscreenContext::create();
    if (!context) {
        return context.error();
    }
    ShaderChecker out;
    out.context_ = std::make_unique<gl::OffscreenContext>(*std::move(context));
    out.uploader_ = std::make_unique<PlaneUploader>();
    Result<Frame> frame = out.uploader_->upload(still.format, planes_of(still), 1);
    if (!frame) {
        return frame.error();
    }
    out.frame_ = *std::move(frame);
    out.outputs_ = std::move(outputs);
    for (const Size output : out.outputs_) {
        if (const Outcome rendered = out.render_original(output); !rendered) {
            return rendered.error();
        }
    }
    return out;
}

Outcome ShaderChecker::render_original(Size output) {
    Result<Plan> planned = plan({}, frame_.format, output);
    if (!planned) {
        return planned.error();
    }
    Runner runner;
    const Result<Runner::Preparation> preparation = runner.prepare(std::make_shared<const Plan>(*std::move(planned)));
    if (!preparation) {
        return preparation.error();
    }
    const Result<RunOutput> run = runner.run(preparation->prepared, frame_);
    if (!run) {
        return run.error();
    }
    originals_.push_back(run->picture->texture.read());
    return Done{};
}

CheckedFile ShaderChecker::check(const std::string& path) {
    const Stopwatch watch;
    CheckedFile out{.path = path};
    Chain chain;
    chain.entries.push_back(load_entry({}, as_path(path)));
    const ChainEntry& entry = chain.entries.front();
    if (entry.failure) {
        out.problems.push_back(*entry.failure);
        out.total_ms = watch.ms();
        return out;
    }
    chain.scaling = scaling_for(*entry.shader);
    out.parsed = out.compiled = out.finite = true;
    out.notes = entry.shader->notes;
    for (const PassBlock& pass : entry.shader->passes) {
        out.passes.push_back({.desc = pass.desc, .line = pass.line});
    }
    Runner runner; // of this file alone, so that its programs and textures go with it
    for (const Size output : outputs_) {
        if (!check_size(runner, chain, output, out)) {
            break;
        }
    }
    if (out.compiled) {
        compile_skipped(runner, chain, out);
    }
    judge_passes(out, *entry.shader);
    out.ran = out.compiled && !out.sizes.empty() && out.count(PassStatus::runs) > 0;
    out.finite = out.finite && out.ran;
    out.total_ms = watch.ms();
    return out;
}

void ShaderChecker::compile_skipped(Runner& runner, Chain chain, CheckedFile& file) {
    const auto skipped = [](const CheckedPass& pass) { return pass.status == PassStatus::skipped; };
    if (outputs_.empty() || std::none_of(file.passes.begin(), file.passes.end(), skipped)) {
        return;
    }
    ShaderFile unconditional = *chain.entries.front().shader;
    for (std::size_t i = 0; i < file.passes.size(); ++i) {
        if (skipped(file.passes[i])) {
            unconditional.passes[i].when = {};
        }
    }
    chain.entries.front().shader = std::make_shared<const ShaderFile>(std::move(unconditional));
    const Result<Plan> planned = plan(chain, frame_.format, outputs_.front());
    if (!planned) {
        return;
    }
    const Result<Runner::Preparation> preparation = runner.prepare(std::make_shared<const Plan>(*planned));
    if (!preparation) {
        return add(file.problems, preparation.error());
    }
    note_compiled(*planned, *preparation, file);
}

bool ShaderChecker::check_size(Runner& runner, const Chain& chain, Size output, CheckedFile& file) {
    const Stopwatch watch;
    const Result<Plan> planned = plan(chain, frame_.format, output);
    if (!planned) {
        add(file.problems, planned.error());
        return false;
    }
    note_reports(*planned, file);
    CheckedSize size{.output = output};
    // First without probes, so that the file's own time and failures are measured.
    const Result<Runner::Preparation> preparation = runner.prepare(std::make_shared<const Plan>(*planned));
    size.prepare_ms = watch.ms();
    if (!preparation) {
        add(file.problems, preparation.error());
        return false;
    }
    note_compiled(*planned, *preparation, file);
    if (!file.compiled) {
        return false;
    }
    if (const Outcome looked = look(runner, *planned, file, size); !looked) {
        add(file.problems, looked.error());
        return false;
    }
    file.sizes.push_back(size);
    return true;
}

Outcome ShaderChecker::look(Runner& runner, const Plan& plan, CheckedFile& file, CheckedSize& size) {
    const Stopwatch watch;
    ProbedPlan probed = with_probes(plan);
    const Result<Runner::Preparation> preparation =
        runner.prepare(std::make_shared<const Plan>(std::move(probed.plan)));
    if (!preparation) {
        return preparation.error();
    }
    if (!preparation->failures.empty()) {
        return preparation->failures.front().diagnostic;
    }
    const Result<RunOutput> run = runner.run(preparation->prepared, frame_, {.keep_texture = probed.counters});
    if (!run) {
        return run.error();
    }
    const std::vector<float> picture = run->picture->texture.read();
    size.run_ms = watch.ms();
    std::optional<std::size_t> bad;
    if (run->kept) {
        bad = first_bad(run->kept->texture.read(), probed.passes.size());
    }
    if (bad) {
        const CheckedPass& pass = file.passes[probed.passes[*bad]->block];
        add(file.problems, diagnose(Code::shader_not_finite,
                                    fmt::format("the pass \"{}\" writes values that are no numbers (NaN or infinite; "
                                                "half floats end at 65504): look for divisions by 0, log(0), and "
                                                "roots and powers of negative values",
                                                pass.desc),
                                    {file.path, pass.line}));
    } else if (!finite(picture)) {
        add(file.problems, diagnose(Code::shader_not_finite,
                                    "the picture holds values that are no numbers, although every pass wrote numbers: "
                                    "one of them is too large to be scaled",
                                    {file.path, 0}));
    }
    if (bad || !finite(picture)) {
        file.finite = false;
        return Done{};
    }
    const auto index =
        static_cast<std::size_t>(std::find(outputs_.begin(), outputs_.end(), size.output) - outputs_.begin());
    measure(picture, originals_[index], size);
    return Done{};
}

} // namespace senga
