#include "app/session/exporter.h"

#include "app/settings/folders.h"

#include <filesystem>
#include <system_error>
#include <utility>

namespace senga {
namespace {

Result<ExportReport> carry_out(const Chain& chain, const effect::ExportChain& wanted) {
    Result<Export> made = export_chain(chain, {.target = wanted.target,
                                               .name = wanted.name,
                                               .source = wanted.source,
                                               .display = wanted.display,
                                               .form = wanted.form});
    if (!made) {
        return made.error();
    }
    std::error_code error;
    const std::filesystem::path typed = below_home(wanted.folder);
    const std::filesystem::path whole = std::filesystem::absolute(typed, error);
    const std::filesystem::path& folder = error ? typed : whole;
    if (const auto written = write_export(*made, folder, wanted.existing); !written) {
        return written.error();
    }
    ExportReport out{.target = wanted.target, .folder = folder.string(), .files = {}, .passes = {}, .notes = {}};
    out.files.reserve(made->files.size());
    for (const ExportedFile& file : made->files) {
        out.files.push_back(file.path);
    }
    out.passes = std::move(made->passes);
    out.notes = std::move(made->notes);
    return out;
}

} // namespace

Exporter::Exporter(Thread thread, std::function<void()> on_exported)
    : on_exported_(std::move(on_exported)),
      thread_(thread == Thread::background ? std::make_unique<Background>() : nullptr) {}

void Exporter::start(Chain chain, effect::ExportChain wanted) {
    auto job = [this, chain = std::move(chain), wanted = std::move(wanted)] { finish(carry_out(chain, wanted)); };
    if (thread_) {
        thread_->post(std::move(job));
    } else {
        job();
    }
}

void Exporter::finish(Result<ExportReport> outcome) {
    {
        const std::lock_guard lock(mutex_);
        exported_.push_back({std::move(outcome)});
    }
    if (on_exported_) {
        on_exported_();
    }
}

std::vector<event::Exported> Exporter::take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(exported_, {});
}

} // namespace senga
