// senga compare: how far B is from A, in numbers, frame by frame, and in clips.
#include "app/commands/chain_options.h"
#include "app/commands/command.h"
#include "app/commands/compare_clip.h"
#include "app/commands/compare_report.h"
#include "app/commands/number_rules.h"
#include "app/commands/progress_line.h"
#include "app/measure/measurement.h"
#include "app/offline/interruption.h"
#include "app/offline/output_check.h"
#include "renderer/base/files.h"

#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

namespace senga {
namespace {

constexpr const char* metrics_help =
    "which, separated by commas: psnr, ssim (as FFmpeg's filters), ms-ssim, mse, banding, and vmaf and cambi where the "
    "FFmpeg installed has libvmaf";

struct CompareOptions {
    std::string a;
    std::string b;
    std::vector<std::string> metrics{"psnr", "ssim"};
    bool json = false;
    std::string csv;
    std::string plot;
    std::optional<std::int64_t> frames;
    std::int64_t every = 1;
    double start_s = 0.0;
    std::optional<double> start_b_s;
    std::optional<double> offset_s;
    std::string grid;
    std::string kernel = "catmull-rom";
    std::size_t worst = 5;
    ClipOptions clip;
    CLI::App* numbers_group = nullptr; // what of the command line asks for numbers
};

std::optional<double> offset_of(const CompareOptions& options) {
    return options.start_b_s ? std::optional(*options.start_b_s - options.start_s) : options.offset_s;
}

// Asked for, or all there is to do.
bool wants_numbers(const CompareOptions& options) {
    const std::vector<CLI::Option*> given =
        options.numbers_group->get_options([](const CLI::Option* option) { return option->count() > 0; });
    return !given.empty() || !wants_clip(options.clip);
}

// Errors: usage.
Outcome read_metric(const std::string& name, MeasureRequest& out) {
    static constexpr std::pair<const char*, Metric> ours[]{{"psnr", Metric::psnr},
                                                           {"mse", Metric::mse},
                                                           {"ssim", Metric::ssim},
                                                           {"ms-ssim", Metric::ms_ssim},
                                                           {"banding", Metric::banding}};
    for (const auto& [known, metric] : ours) {
        if (name == known) {
            out.metrics.insert(metric);
            return Done{};
        }
    }
    if (name != "vmaf" && name != "cambi") {
        return diagnose(Code::usage, fmt::format("--metrics: \"{}\" is none of psnr, ssim, ms-ssim, mse, vmaf, cambi, "
                                                 "banding",
                                                 name));
    }
    if (!Vmaf::available()) {
        return diagnose(Code::usage,
                        fmt::format("--metrics: {} needs FFmpeg's filter libvmaf, and the FFmpeg installed "
                                    "here is built without it; install one with libvmaf, or leave {} out",
                                    name, name));
    }
    out.vmaf.insert(name == "vmaf" ? VmafMetric::vmaf : VmafMetric::cambi);
    return Done{};
}

// Errors: usage.
Outcome read_grid(const CompareOptions& options, GridChoice& out) {
    const Result<KernelChoice> kernel = kernel_choice_from_text(options.kernel);
    if (!kernel || is_polar(kernel->kernel) || kernel->antiring > 0.0) {
        return diagnose(Code::usage,
                        fmt::format("--kernel {}: {}", options.kernel,
                                    kernel ? "it is to be a separable one without antiring: bilinear, catmull-rom, "
                                             "spline36, lanczos"
                                           : kernel.error().text));
    }
    out.kernel = *kernel;
    static constexpr std::pair<const char*, GridChoice::Kind> words[]{{"", GridChoice::Kind::none},
                                                                      {"a", GridChoice::Kind::of_a},
                                                                      {"b", GridChoice::Kind::of_b},
                                                                      {"stored", GridChoice::Kind::stored}};
    for (const auto& [word, kind] : words) {
        if (options.grid == word) {
            out.kind = kind;
            return Done{};
        }
    }
    const Result<Size> size = parse_size(options.grid);
    if (!size) {
        return diagnose(Code::usage,
                        fmt::format("--grid \"{}\" is none of a, b, stored or a size like 1920x1080", options.grid));
    }
    out.kind = GridChoice::Kind::size;
    out.size = *size;
    return Done{};
}

Result<MeasureRequest> request_of(const CompareOptions& options) {
    MeasureRequest out{.a = options.a, .b = options.b};
    out.pairs = {.start_s = options.start_s,
                 .offset_s = offset_of(options),
                 .every = options.every,
                 .most_pairs = options.frames};
    for (const std::string& name : options.metrics) {
        if (const Outcome read = read_metric(name, out); !read) {
            return read.error();
        }
    }
    const Outcome read = read_grid(options, out.grid);
    return read ? Result<MeasureRequest>(std::move(out)) : Result<MeasureRequest>(read.error());
}

// What is wrong with the files that take the numbers is told before anything is measured.
Outcome check_reports(const CompareOptions& options) {
    const std::vector<std::string> read{options.a, options.b};
    const std::vector<std::string> others{options.plot, options.clip.wipe, options.clip.side_by_side,
                                          options.clip.still};
    const Existing there = options.clip.force ? Existing::replace : Existing::keep;
    Outcome out = Done{};
    if (!options.csv.empty()) {
        for (const std::string& other : others) {
            if (!other.empty() && same_file(options.csv, other)) {
                return diagnose(Code::usage, "two outputs would be written to one file; give each its own name",
                                {options.csv});
            }
        }
        out = check_output(
            {.path = options.csv, .ending = ".csv", .kind = "a table of numbers", .inputs = read, .existing = there});
    }
    if (out && !options.plot.empty()) {
        out =
            check_output({.path = options.plot, .ending = ".svg", .kind = "a plot", .inputs = read, .existing = there});
    }
    return out;
}

Outcome write_reports(const CompareOptions& options, const ReportSubject& subject) {
    if (!options.csv.empty()) {
        if (Outcome written = write_file(options.csv, compare_csv(subject.found)); !written) {
            return written;
        }
    }
    return options.plot.empty() ? Outcome(Done{}) : write_file(options.plot, svg(compare_plot(subject)));
}

Exit run_measurement(const CompareOptions& options, const MeasureRequest& request) {
    Interruption interruption;
    ProgressLine line;
    const Result<Measurement> found = measure(request, [&](const MeasureProgress& progress) {
        line.show({.frames = progress.pairs, .expected = progress.expected});
        return interruption.asked() ? Onward::no : Onward::yes;
    });
    line.clear();
    if (!found) {
        return fail(found.error());
    }
    warn(found->warnings);
    const ReportSubject subject{.request = request, .found = *found, .worst_count = options.worst};
    const std::string report = options.json ? compare_json(subject) : compare_table(subject);
    std::fputs(report.c_str(), stdout);
    if (const Outcome written = write_reports(options, subject); !written) {
        return fail(written.error());
    }
    if (found->interrupted) {
        fmt::print(stderr, "senga: stopped before the end; the numbers are of the frames until then\n");
        return Exit::bad_input;
    }
    return Exit::done;
}

// What the numbers need, told before a clip is made. Errors: usage, file_unwritable, those of check_grid().
Result<MeasureRequest> checked_request(const CompareOptions& options) {
    Result<MeasureRequest> out = request_of(options);
    if (!out) {
        return out;
    }
    Outcome good = check_reports(options);
    good = good && wants_clip(options.clip) ? check_grid(*out) : good;
    return good ? std::move(out) : Result<MeasureRequest>(good.error());
}

Exit run_compare(const CompareOptions& options) {
    const bool numbers = wants_numbers(options);
    if (!wants_clip(options.clip)) {
        if (const Outcome checked = check_without_clip(options.clip, options.b); !checked) {
            return fail(checked.error());
        }
    } else if (numbers && options.b.empty()) {
        return fail(diagnose(Code::usage, "numbers are of two files: name a second one, or leave --metrics, --json and "
                                          "the like out"));
    }
    std::optional<MeasureRequest> request;
    if (numbers) {
        Result<MeasureRequest> checked = checked_request(options);
        if (!checked) {
            return fail(checked.error());
        }
        request = *std::move(checked);
    }
    Exit exit = Exit::done;
    if (wants_clip(options.clip)) {
        exit = run_clips(options.clip, {.a = options.a,
                                        .b = options.b,
                                        .start_s = options.start_s,
                                        .offset_s = offset_of(options),
                                        .most_frames = options.frames});
    }
    return request && exit == Exit::done ? run_measurement(options, *request) : exit;
}

void declare_alignment(CLI::App& command, CompareOptions& options) {
    command.add_option("--start", options.start_s, "begin here in A, in seconds")->check(number(0.0));
    CLI::Option* start_b =
        command
            .add_option("--start-b", options.start_b_s,
                        "begin here in B; unless given, where --start is, counted from the first frame")
            ->check(number(0.0));
    command
        .add_option("--offset", options.offset_s,
                    "B's time minus A's, in seconds, instead of --start-b; unless given, the first frames meet")
        ->excludes(start_b);
    command.add_option("--frames", options.frames, "compare this many frames at most")->check(whole_number(1));
}

void declare_numbers(CLI::App& group, CompareOptions& options) {
    group.add_option("--metrics", options.metrics, metrics_help)->delimiter(',')->capture_default_str();
    group.add_flag("--json", options.json, "everything as JSON, each frame's numbers too");
    group.add_option("--csv", options.csv, "write each frame's numbers to this file")->type_name("FILE.csv");
    group.add_option("--plot", options.plot, "write a plot over time to this file")->type_name("FILE.svg");
    group.add_option("--worst", options.worst, "how many of the worst frames are named")
        ->type_name("N")
        ->check(whole_number(1))
        ->capture_default_str();
    group
        .add_option("--grid", options.grid,
                    "where sizes or formats differ: a (bring B to A's), b, a size (both, stored as A is), or stored "
                    "(same size and depth: compare the codes, whatever the colour tags say)")
        ->type_name("a|b|WxH|stored");
    group.add_option("--kernel", options.kernel, "how pictures are brought to the grid, and chroma to luma's size")
        ->capture_default_str();
    group.add_option("--every", options.every, "compare each Nth frame of A")
        ->type_name("N")
        ->check(whole_number(1))
        ->capture_default_str();
}

} // namespace

void declare_compare(CLI::App& app, Run& run) {
    auto options = std::make_shared<CompareOptions>();
    CLI::App* command = app.add_subcommand(
        "compare", "measure how far a video or image B is from the reference A: per frame, mean and worst frames; or "
                   "show both in clips: a divider that slides over the film, side by side, a divided still");
    command->add_option("a", options->a, "the reference: a video or an image")->required();
    command->add_option("b", options->b,
                        "what is judged; in clips it may be left out, and B is A through a chain (--preset, --shader)");
    declare_alignment(*command, *options);
    command->add_flag("--force", options->clip.force, "replace files that are there already");
    options->numbers_group =
        command->add_option_group("Numbers", "printed where one of these is given or no clip is asked for");
    declare_numbers(*options->numbers_group, *options);
    declare(*command, options->clip);
    command->callback([options, &run] { run = [options] { return run_compare(*options); }; });
}

} // namespace senga
