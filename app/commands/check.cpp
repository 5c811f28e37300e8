// senga check: whether shader files work here. Every file given, or found in the folders given, is read, planned,
// compiled and run on a still; a line for each says how far it came and what stopped it.
#include "app/commands/chain_options.h"
#include "app/commands/check_file.h"
#include "app/commands/check_picture.h"
#include "app/commands/check_report.h"
#include "app/commands/command.h"
#include "app/commands/input_format.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <memory>

namespace senga {
namespace {

namespace fs = std::filesystem;

struct CheckOptions {
    std::vector<std::string> paths;
    std::string input = "1280x720";
    std::vector<std::string> sizes{"2560x1440"};
    std::string image;
    bool json = false;
};

bool is_shader(const fs::path& path) {
    return path.extension() == ".glsl" || path.extension() == ".hook";
}

// The files themselves, and those in the folders, each folder's in order of name. Errors: file_missing.
Result<std::vector<std::string>> find_files(const std::vector<std::string>& paths) {
    std::vector<std::string> out;
    for (const std::string& path : paths) {
        std::error_code error;
        if (!fs::is_directory(path, error)) {
            if (!fs::exists(path, error)) {
                return diagnose(Code::file_missing, "there is no such file or folder", {path, 0});
            }
            out.push_back(path);
            continue;
        }
        std::vector<std::string> found;
        fs::recursive_directory_iterator at(path, fs::directory_options::skip_permission_denied, error);
        for (; !error && at != fs::recursive_directory_iterator(); at.increment(error)) {
            if (is_shader(at->path()) && at->is_regular_file(error)) {
                found.push_back(at->path().string());
            }
        }
        if (found.empty()) {
            return diagnose(Code::file_missing, "the folder holds no .glsl or .hook file", {path, 0});
        }
        std::sort(found.begin(), found.end());
        out.insert(out.end(), found.begin(), found.end());
    }
    return out;
}

// The built-in picture or the image, in the asked format. An image without an asked format keeps its size and becomes
// 4:2:0, as most shaders work on such planes.
Result<RawFrame> make_still(const CheckOptions& options, const CLI::App& command) {
    const Result<FrameFormat> asked = parse_input_format(options.input);
    if (!asked) {
        return asked.error();
    }
    if (options.image.empty()) {
        return make_picture(*asked, test_colour);
    }
    Result<VideoReader> reader = VideoReader::open(options.image);
    if (!reader) {
        return reader.error();
    }
    Result<RawFrame> frame = reader->next();
    if (!frame) {
        return frame.error();
    }
    FrameFormat format = *asked;
    if (command.count("--input") == 0) {
        format.size = frame->format.size;
    }
    return make_picture(format, colours_of(*std::move(frame)));
}

Exit check_all(const CheckOptions& options, const std::vector<std::string>& files, const CheckSetup& setup,
               ShaderChecker& checker) {
    std::vector<CheckedFile> checked;
    for (const std::string& file : files) {
        if (files.size() > 1) {
            fmt::print(stderr, "senga: {} of {}: {}\n", checked.size() + 1, files.size(), file);
        }
        checked.push_back(checker.check(file));
        if (!options.json) {
            fmt::print("{}\n", check_line(checked.back()));
            std::fflush(stdout);
        }
    }
    const CheckSummary summary = summarise(checked);
    fmt::print("{}\n", options.json ? check_json(checked, setup) : summary_lines(summary));
    return summary.bad == 0 ? Exit::done : Exit::bad_input;
}

Exit run_check(const CheckOptions& options, const CLI::App& command) {
    const Result<std::vector<std::string>> files = find_files(options.paths);
    if (!files) {
        return fail(files.error());
    }
    CheckSetup setup;
    for (const std::string& text : options.sizes) {
        const Result<Size> size = parse_size(text);
        if (!size) {
            return fail(size.error());
        }
        if (std::find(setup.outputs.begin(), setup.outputs.end(), *size) == setup.outputs.end()) {
            setup.outputs.push_back(*size);
        }
    }
    const Result<RawFrame> still = make_still(options, command);
    if (!still) {
        return fail(still.error());
    }
    setup.input = still->format;
    Result<ShaderChecker> checker = ShaderChecker::create(*still, setup.outputs);
    if (!checker) {
        return fail(checker.error());
    }
    setup.driver = fmt::format("{}, {}", checker->driver().renderer, checker->driver().version);
    return check_all(options, *files, setup, *checker);
}

} // namespace

void declare_check(CLI::App& app, Run& run) {
    auto options = std::make_shared<CheckOptions>();
    CLI::App* command =
        app.add_subcommand("check", "try shader files: do they parse, compile and run on this machine?");
    command->add_option("paths", options->paths, "shader files, and folders of them")->required();
    command
        ->add_option("--input", options->input,
                     "size and FFmpeg pixel format of the picture (yuv420p, unless told; the size of --image, where "
                     "that is given)")
        ->type_name("WxH[:FORMAT]")
        ->capture_default_str();
    command->add_option("--sizes", options->sizes, "output sizes to try, separated by commas")
        ->type_name("WxH,...")
        ->delimiter(',')
        ->capture_default_str();
    command->add_option("--image", options->image, "run them on this picture in place of the built-in one")
        ->type_name("FILE");
    command->add_flag("--json", options->json, "print JSON");
    command->callback([options, command, &run] { run = [options, command] { return run_check(*options, *command); }; });
}

} // namespace senga
