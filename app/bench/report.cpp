#include "app/bench/report.h"

#include <fmt/format.h>

#include <cmath>

namespace senga {
namespace {

constexpr int label_columns = 34;

std::string row(const std::string& label, const Statistics& times) {
    return times.count == 0 ? fmt::format("  {:<{}} not measured\n", label, label_columns)
                            : fmt::format("  {:<{}} {:>9.2f} {:>9.2f} {:>9.2f} {:>9.2f}   {}\n", label, label_columns,
                                          times.min, times.median, times.p95, times.mean, times.count);
}

std::string heading(const std::string& title) {
    return fmt::format("\n{:<{}} {:>9} {:>9} {:>9} {:>9}   frames\n", title, label_columns + 2, "min ms", "median",
                       "p95", "mean");
}

std::string megabytes(std::size_t bytes) {
    return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

std::string decibels(double value) {
    return std::isfinite(value) ? fmt::format("{:.1f} dB", value) : "equal";
}

std::string notes_text(const std::vector<std::string>& notes) {
    std::string out;
    for (const std::string& note : notes) {
        out += fmt::format("  note: {}\n", note);
    }
    return out;
}

std::string subject_text(const BenchResult& result) {
    return fmt::format("input   {} ({}), {} frames from {:.2f} s\n"
                       "output  {}x{}\n"
                       "chain   {}\n"
                       "driver  {}, {}{}\n",
                       result.input, result.input_format, result.distinct_frames, result.start_s, result.output.w,
                       result.output.h, result.chain_name, result.driver.renderer, result.driver.version,
                       result.driver.software() ? " (software: the processor draws)" : "");
}

std::string steps_text(const ChainTimes& times) {
    std::string out =
        fmt::format("\n{:<{}} {:>9}   size\n", "steps, by the GPU's timers", label_columns + 2, "mean ms");
    for (const StepTime& step : times.steps) {
        const std::string ms = step.samples > 0 ? fmt::format("{:.3f}", step.average_ms) : "-";
        out += fmt::format("  {:<{}} {:>9}   {}x{}\n", step.name, label_columns, ms, step.size.w, step.size.h);
    }
    for (const BenchPass& pass : times.passes) {
        if (pass.report.status != PassStatus::runs) {
            const std::string& name = pass.report.desc.empty() ? pass.shader : pass.report.desc;
            out += fmt::format("  {}: {}: {}\n", name, status_name(pass.report.status), pass.report.reason);
        }
    }
    return out;
}

std::string chain_text(const ChainTimes& times) {
    std::size_t sum = 0;
    for (const TextureUse& use : times.memory.textures) {
        sum += use.bytes;
    }
    return heading("Senga") + row("chain", times.chain) + row("samples to the GPU", times.upload) +
           fmt::format("  ready after {:.0f} ms (planning, compiling, first picture); {} compiles within the clock\n",
                       times.prepare_ms, times.in_clock.compiles) +
           fmt::format("  memory: {} of render targets, shared by textures of {}\n", megabytes(times.memory.pool_bytes),
                       megabytes(sum)) +
           steps_text(times);
}

std::string agreement_text(const Agreement& agreement) {
    std::string out = fmt::format("  pictures {}: {}, mean difference {:.4f}/255, {:.4f} % of the pixels over 1/255",
                                  verdict_name(agreement.verdict), decibels(agreement.distance.psnr_db),
                                  agreement.distance.mean, agreement.distance.share_over * 100.0);
    out += fmt::format(" (the passes change it by {:.4f}/255)\n", agreement.effect.mean);
    if (agreement.verdict == Verdict::differ) {
        out += "  no ratio: the two draw different pictures, so they do not do the same work\n";
    } else if (agreement.verdict == Verdict::unproven) {
        out += "  no ratio: this frame hardly shows what the passes do; choose another with --start\n";
    }
    return out;
}

std::string ratio_text(const char* what, std::optional<double> ratio) {
    return ratio ? fmt::format("  {}: {:.3f} of mpv's time\n", what, *ratio) : "";
}

std::string against_text(const AgainstTimes& times) {
    std::string out = heading("against " + times.mpv_version);
    out += row("Senga, chain and drawing", times.ours);
    out += row("mpv, the same and a copy", times.mpv_redraw);
    out += row("mpv, the copy alone", times.mpv_copy);
    out += row("Senga, new frame to the GPU as well", times.ours_frame);
    out += row("mpv, new frame to the GPU as well", times.mpv_frame);
    out += agreement_text(times.agreement);
    out += ratio_text("ratio, without the copy", ratio_of(times));
    out += ratio_text("ratio with a new frame to the GPU", frame_ratio_of(times));
    return out + notes_text(times.notes);
}

std::string window_text(const WindowTimes& times) {
    std::string out = heading("whole window");
    out += row("Senga", times.ours) + row("mpv", times.mpv) + agreement_text(times.agreement);
    out += fmt::format("  first frames of both windows: {}; subtitles: {}\n", decibels(times.psnr_db),
                       times.subtitles.empty() ? "none" : times.subtitles);
    return out + ratio_text("ratio", ratio_of(times)) + notes_text(times.notes);
}

std::string sweep_text(const SweepTimes& times) {
    std::string out = fmt::format("\n{:<12} {:>11} {:>9} {:>14} {:>12}\n", "size", "megapixels", "median ms",
                                  "ms/megapixel", "targets");
    for (const SweepRow& one : times.rows) {
        const double pixels = static_cast<double>(one.size.w) * static_cast<double>(one.size.h);
        out += fmt::format("{:<12} {:>11.2f} {:>9.2f} {:>14.2f} {:>12}\n", fmt::format("{}x{}", one.size.w, one.size.h),
                           pixels / 1e6, one.chain.median, ms_per_megapixel(one), megabytes(one.pool_bytes));
    }
    return out + notes_text(times.notes);
}

} // namespace

std::string bench_table(const BenchResult& result) {
    std::string out = subject_text(result) + chain_text(result.times);
    out += result.against ? against_text(*result.against) : "";
    out += result.window ? window_text(*result.window) : "";
    out += result.sweep ? sweep_text(*result.sweep) : "";
    return result.notes.empty() ? out : out + "\n" + notes_text(result.notes);
}

} // namespace senga
