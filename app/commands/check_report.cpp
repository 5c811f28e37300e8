#include "app/commands/check_report.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace senga {
namespace {

// Drivers answer in many lines, and warn before they complain: the first line that tells of an error, else the first.
std::string telling_line(const std::string& text) {
    const std::size_t error = text.find("error");
    const std::size_t before = error == std::string::npos ? error : text.rfind('\n', error);
    const std::size_t from = before == std::string::npos ? 0 : before + 1;
    return text.substr(from, text.find('\n', from) - from);
}

std::string in_one_line(Diagnostic diagnostic) {
    if (diagnostic.text.find('\n') != std::string::npos) {
        diagnostic.text = telling_line(diagnostic.text) + " ...";
    }
    return to_string(diagnostic);
}

std::string passes_text(const CheckedFile& file) {
    std::string others;
    const auto tell = [&](PassStatus status, const char* words) {
        if (const std::size_t n = file.count(status); n > 0) {
            others += fmt::format("{}{} {}", others.empty() ? "" : ", ", n, words);
        }
    };
    tell(PassStatus::skipped, "skipped");
    tell(PassStatus::missing_texture, "without their textures");
    tell(PassStatus::failed, "failed");
    return fmt::format("ran {} of {} passes{}", file.count(PassStatus::runs), file.passes.size(),
                       others.empty() ? "" : " (" + others + ")");
}

nlohmann::json size_json(Size size) {
    return {{"w", size.w}, {"h", size.h}};
}

nlohmann::json to_json(const Diagnostic& diagnostic) {
    return {{"code", code_name(diagnostic.code)},
            {"file", diagnostic.place.file},
            {"line", diagnostic.place.line},
            {"text", diagnostic.text}};
}

nlohmann::json to_json(const CheckedFile& file) {
    nlohmann::json out{{"path", file.path},         {"good", file.good()}, {"parsed", file.parsed},
                       {"compiled", file.compiled}, {"ran", file.ran},     {"finite", file.finite},
                       {"total_ms", file.total_ms}};
    for (const char* list : {"passes", "sizes", "problems", "notes"}) {
        out[list] = nlohmann::json::array();
    }
    for (const CheckedPass& pass : file.passes) {
        out["passes"].push_back({{"desc", pass.desc},
                                 {"line", pass.line},
                                 {"status", status_name(pass.status)},
                                 {"reason", pass.reason},
                                 {"compiled", pass.compiled}});
    }
    for (const CheckedSize& size : file.sizes) {
        out["sizes"].push_back({{"output", size_json(size.output)},
                                {"prepare_ms", size.prepare_ms},
                                {"run_ms", size.run_ms},
                                {"change", size.change},
                                {"least", size.least},
                                {"most", size.most}});
    }
    for (const Diagnostic& problem : file.problems) {
        out["problems"].push_back(to_json(problem));
    }
    for (const Diagnostic& note : file.notes) {
        out["notes"].push_back(to_json(note));
    }
    return out;
}

} // namespace

std::string check_line(const CheckedFile& file) {
    std::string out = file.path + ": ";
    if (!file.parsed) {
        out += "not parsed";
    } else if (!file.compiled) {
        out += "parsed, not compiled";
    } else {
        out += "parsed, compiled, " + passes_text(file) + (file.finite ? ", finite" : file.ran ? ", not finite" : "");
    }
    if (!file.good()) {
        out += "; " + in_one_line(file.problems.front());
        if (file.problems.size() > 1) {
            out += fmt::format(" and {} more", file.problems.size() - 1);
        }
    }
    return out;
}

CheckSummary summarise(std::span<const CheckedFile> files) {
    CheckSummary out;
    for (const CheckedFile& file : files) {
        const std::size_t ran = file.count(PassStatus::runs);
        ++out.files;
        out.parsed += file.parsed ? 1U : 0U;
        out.compiled += file.compiled ? 1U : 0U;
        out.ran += file.ran ? 1U : 0U;
        out.finite += file.finite ? 1U : 0U;
        out.bad += file.good() ? 0U : 1U;
        out.untried += file.good() && !file.ran ? 1U : 0U;
        out.passes += file.passes.size();
        out.passes_never_run += file.passes.size() - ran;
        out.passes_never_compiled += static_cast<std::size_t>(std::count_if(
            file.passes.begin(), file.passes.end(), [](const CheckedPass& pass) { return !pass.compiled; }));
    }
    return out;
}

std::string summary_lines(const CheckSummary& summary) {
    return fmt::format("{} files: {} parsed, {} compiled, {} ran, {} finite; {} bad, {} with no pass that runs here\n"
                       "{} passes: {} never ran, {} were not even compiled",
                       summary.files, summary.parsed, summary.compiled, summary.ran, summary.finite, summary.bad,
                       summary.untried, summary.passes, summary.passes_never_run, summary.passes_never_compiled);
}

std::string check_json(std::span<const CheckedFile> files, const CheckSetup& setup) {
    const CheckSummary summary = summarise(files);
    nlohmann::json out{{"input", size_json(setup.input.size)},
                       {"format", subsampling_name(setup.input)},
                       {"driver", setup.driver},
                       {"outputs", nlohmann::json::array()},
                       {"files", nlohmann::json::array()},
                       {"summary",
                        {{"files", summary.files},
                         {"parsed", summary.parsed},
                         {"compiled", summary.compiled},
                         {"ran", summary.ran},
                         {"finite", summary.finite},
                         {"bad", summary.bad},
                         {"untried", summary.untried},
                         {"passes", summary.passes},
                         {"passes_never_run", summary.passes_never_run},
                         {"passes_never_compiled", summary.passes_never_compiled}}}};
    for (const Size output : setup.outputs) {
        out["outputs"].push_back(size_json(output));
    }
    for (const CheckedFile& file : files) {
        out["files"].push_back(to_json(file));
    }
    // Paths and drivers' messages need not be UTF-8.
    return out.dump(2, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace senga
