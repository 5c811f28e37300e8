// senga frame: frames of a video or an image through chains into PNG files, or onto one sheet.
#include "app/commands/chain_options.h"
#include "app/commands/command.h"
#include "app/commands/frame_choice.h"
#include "app/commands/frame_output.h"
#include "app/commands/number_rules.h"
#include "app/commands/shelf.h"
#include "app/state/text.h"

#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

namespace senga {
namespace {

constexpr int most_cells = 100; // of a sheet, across and down

struct FrameOptions {
    ChainOptions chain;
    PictureOptions picture;
    FrameChoiceText choice;
    std::string input;
    std::string output;
    bool pairs = false;
    std::vector<std::string> against;
    std::string sheet;
    int tile_width_px = 320;
    SheetShape shape;
    bool force = false;
    bool json = false;
};

struct LoadedChains {
    std::vector<NamedChain> chains;
    std::vector<Diagnostic> notes;
};

// The chain of the options; before it the original with its scalers, as the window compares; behind it the other
// presets. Errors: those of load(); usage.
Result<LoadedChains> load_chains(const FrameOptions& options, const CLI::App& command) {
    std::vector<ChainOptions> wanted{options.chain};
    for (const std::string& preset : options.against) {
        ChainOptions other = options.chain;
        other.preset = preset;
        other.shaders.clear();
        other.values.clear();
        other.none = false;
        wanted.push_back(std::move(other));
    }
    if (options.pairs && options.chain.none && options.against.empty()) {
        return diagnose(Code::usage, "--pairs with --none would be the original twice; leave --none out, or name a "
                                     "preset with --against");
    }
    LoadedChains out;
    std::vector<std::string> names;
    for (const ChainOptions& chain_options : wanted) {
        Result<LoadedChain> loaded = load(chain_options, command, default_shelf());
        if (!loaded) {
            return loaded.error();
        }
        if (const Diagnostic* failure = unreadable(loaded->chain)) {
            return *failure;
        }
        out.notes.insert(out.notes.end(), loaded->notes.begin(), loaded->notes.end());
        if (options.pairs && out.chains.empty() && !options.chain.none) {
            Chain original = original_of(loaded->chain);
            names.push_back(original.name);
            out.chains.push_back({.name = {}, .chain = std::move(original)});
        }
        names.push_back(loaded->chain.name);
        out.chains.push_back({.name = {}, .chain = std::move(loaded->chain)});
    }
    names = told_apart(std::move(names));
    for (std::size_t i = 0; i < names.size(); ++i) {
        out.chains[i].name = names[i];
    }
    return out;
}

// Errors: usage.
Result<SheetShape> sheet_shape(const FrameOptions& options) {
    SheetShape out = options.shape;
    const Result<Size> cells = parse_size(options.sheet);
    if (!cells || cells->w > most_cells || cells->h > most_cells) {
        return diagnose(Code::usage, fmt::format("--sheet \"{}\" is not COLUMNSxROWS like 4x3 (1 to {} each)",
                                                 options.sheet, most_cells));
    }
    out.columns = cells->w;
    out.rows = cells->h;
    return out;
}

// What stands on top of a sheet.
std::vector<std::string> sheet_head(const FrameOptions& options, const MediaInfo& info,
                                    const std::vector<NamedChain>& chains) {
    std::string facts = format_text(info.format);
    const Size natural = natural_size(info.format);
    if (natural != info.format.size) {
        facts += fmt::format(", shown as {}x{}", natural.w, natural.h);
    }
    facts += ", " + info.codec;
    if (info.fps.num > 0) {
        facts += fmt::format(", {:.6g} fps", info.fps.value());
    }
    if (info.duration_s > 0.0) {
        facts += ", " + time_text(info.duration_s);
    }
    std::string names;
    for (const NamedChain& chain : chains) {
        names += (names.empty() ? "" : " | ") + chain.name;
    }
    return {file_name(options.input), facts, names};
}

// The frames that are asked for; of a sheet as many as it has cells. Errors: usage.
Result<FrameChoice> choice_for(const FrameOptions& options, const MediaInfo& info, const SheetShape& shape) {
    const bool sheet = !options.sheet.empty();
    const std::int64_t cells = static_cast<std::int64_t>(shape.columns) * shape.rows;
    const FilmKind kind = info.kind == MediaKind::video ? FilmKind::film : FilmKind::still;
    Result<FrameChoice> out =
        choose_frames(options.choice, {.kind = kind, .duration_s = info.duration_s},
                      sheet ? FramesUnlessChosen{FramesUnlessChosen::Kind::spread, cells} : FramesUnlessChosen{});
    if (!out || !sheet) {
        return out;
    }
    if (auto* steps = std::get_if<FramesByStep>(&*out); steps != nullptr && !options.choice.count) {
        steps->most = cells;
    }
    const std::optional<std::int64_t> most = most_frames(*out);
    if (most && *most > cells) {
        return diagnose(Code::usage, fmt::format("--sheet {} has room for {} frames, but {} are asked for",
                                                 options.sheet, cells, *most));
    }
    return out;
}

Outcome write_all(const FrameOptions& options, FrameTask& task, const MediaInfo& info, const SheetShape& shape,
                  FrameReport& report) {
    using Wanted = PicturesWanted;
    const bool sheet = !options.sheet.empty();
    const Wanted::Frames frames = names_one_frame(options.choice) ? Wanted::Frames::one
                                  : task.most_frames == 1         ? Wanted::Frames::list_of_one
                                                                  : Wanted::Frames::several;
    const Result<NameRule> rule =
        name_rule(options.output, {.frames = frames,
                                   .chains = task.chains.size() > 1 ? Wanted::Chains::several : Wanted::Chains::one,
                                   .form = sheet ? Wanted::Form::sheet : Wanted::Form::files});
    if (!rule) {
        return rule.error();
    }
    for (const NamedChain& chain : task.chains) {
        if (Outcome compiles = task.pictures.check(info.format, chain.chain); !compiles) {
            return compiles;
        }
    }
    const Existing there = options.force ? Existing::replace : Existing::keep;
    if (!sheet) {
        return write_pictures(task, *rule, there, report);
    }
    return write_sheet(
        task, {.shape = shape, .head = sheet_head(options, info, task.chains), .rule = *rule, .there = there}, report);
}

// What there is to say besides the pictures, on stderr.
void tell(const FrameTask& task, const FrameReport& report, const Outcome& written) {
    for (const std::string& complaint : task.pictures.complaints()) {
        fmt::print(stderr, "senga: {}\n", complaint);
    }
    if (task.walk.repeated() > 0) {
        fmt::print(stderr, "senga: {} of the moments lie in a frame that was taken already; each frame stands once\n",
                   task.walk.repeated());
    }
    const std::size_t count = report.pictures.size();
    if (!written && count > 0) {
        fmt::print(stderr, "senga: {} written before this error, and kept:\n",
                   count == 1 ? "1 picture was" : fmt::format("{} pictures were", count));
    }
    if (written && report.sheet.empty() && count > 1) {
        const std::filesystem::path folder = std::filesystem::path(report.pictures.front().file).parent_path();
        fmt::print(stderr, "senga: wrote {} pictures to {}\n", count, folder.empty() ? "." : folder.string());
    }
}

Exit run_frame(const FrameOptions& options, const CLI::App& command) {
    Result<LoadedChains> loaded = load_chains(options, command);
    const Result<SheetShape> shape = options.sheet.empty() ? Result<SheetShape>(SheetShape()) : sheet_shape(options);
    if (!loaded || !shape) {
        return fail(!loaded ? loaded.error() : shape.error());
    }
    warn(loaded->notes);
    Result<VideoReader> reader = VideoReader::open(options.input);
    if (!reader) {
        return fail(reader.error());
    }
    const Result<FrameChoice> choice = choice_for(options, reader->info(), *shape);
    if (!choice) {
        return fail(choice.error());
    }
    PictureOptions picture = options.picture;
    if (!options.sheet.empty() && picture.size.empty() && !picture.scale) {
        picture.width_px = options.tile_width_px;
    }
    Result<FramePictures> pictures = FramePictures::create(std::move(picture));
    if (!pictures) {
        return fail(pictures.error());
    }
    FrameTask task{.walk = FrameWalk(*reader, *choice),
                   .most_frames = most_frames(*choice),
                   .chains = std::move(loaded->chains),
                   .pictures = *std::move(pictures),
                   .film = film_name(options.input),
                   .input = options.input};
    FrameReport report{.input = options.input};
    const Outcome written = write_all(options, task, reader->info(), *shape, report);
    warn(reader->diagnostics());
    tell(task, report, written);
    if (options.json) {
        fmt::print("{}", frame_json(report));
    }
    return written ? Exit::done : fail(written.error());
}

void declare_choice(CLI::App& command, FrameChoiceText& choice) {
    const char* const group = "Which frames (the first, unless told; in the film's order, each once)";
    CLI::Option* frame = command
                             .add_option("--frame", choice.frames,
                                         "by number, counted from 0: one, or a list of numbers and ranges like "
                                         "10,20,30-40 (50- is 50 and all that follow)")
                             ->type_name("LIST")
                             ->group(group);
    command
        .add_option("--at", choice.times,
                    "by time: what is shown then; seconds, H:MM:SS or a share of the length, or a list like "
                    "1:00,2:30,75%")
        ->type_name("LIST")
        ->group(group)
        ->excludes(frame);
    command.add_option("--every", choice.every, "each Nth frame, from --start on")
        ->type_name("N")
        ->check(whole_number(1))
        ->group(group);
    command
        .add_option("--count", choice.count,
                    "with --every: at most so many frames; alone: so many moments, spread evenly between --start and "
                    "--end")
        ->type_name("N")
        ->check(whole_number(1))
        ->group(group);
    command
        .add_option("--start", choice.start,
                    "where --every and --count begin (the film's beginning), a time as for --at")
        ->type_name("TIME")
        ->group(group);
    command.add_option("--end", choice.end, "frames that begin then or later are left out (the film's end)")
        ->type_name("TIME")
        ->group(group);
}

void declare_picture(CLI::App& command, PictureOptions& picture) {
    const char* const group = "The picture";
    CLI::Option* size = command.add_option("--size", picture.size, "size of the picture, or of a sheet's tiles")
                            ->type_name("WxH")
                            ->group(group);
    command.add_option("--scale", picture.scale, "the same as a multiple of the source's size (1)")
        ->type_name("X")
        ->check(number_above_zero())
        ->excludes(size)
        ->group(group);
    command
        .add_option("--pass", picture.pass,
                    "write what this pass wrote, at its own size, instead of the picture; a "
                    "name that senga inspect prints")
        ->type_name("NAME")
        ->group(group);
    command.add_option("--depth", picture.depth, "bits per channel")
        ->check(CLI::IsMember({8, 16}))
        ->capture_default_str()
        ->group(group);
}

void declare_pairs(CLI::App& command, FrameOptions& options) {
    const char* const group = "Before and after";
    CLI::Option* pairs = command
                             .add_flag("--pairs", options.pairs,
                                       "each frame without passes (with the chain's scalers) and with them: two files "
                                       "of one number, or two tiles "
                                       "beside each other")
                             ->excludes(command.get_option("--pass"))
                             ->group(group);
    command
        .add_option("--against", options.against,
                    "with --pairs: the same frame with these presets too, separated by commas")
        ->type_name("PRESET,...")
        ->delimiter(',')
        ->needs(pairs)
        ->group(group);
}

void declare_sheet(CLI::App& command, FrameOptions& options) {
    const char* const group = "A contact sheet";
    CLI::Option* sheet =
        command
            .add_option("--sheet", options.sheet,
                        "all frames on one picture, so many beside and below each other; unless told which, spread "
                        "evenly. Each went through the chain at its tile's size")
            ->type_name("COLUMNSxROWS")
            ->group(group);
    command
        .add_option("--tile-width", options.tile_width_px,
                    "width of a tile in pixels, unless --size or --scale is given")
        ->type_name("PX")
        ->check(whole_number(16, 16384))
        ->capture_default_str()
        ->needs(sheet)
        ->group(group);
    command.add_option("--gap", options.shape.gap_px, "space between tiles and around them in pixels")
        ->type_name("PX")
        ->check(whole_number(0, 1024))
        ->capture_default_str()
        ->needs(sheet)
        ->group(group);
    command
        .add_option("--text", options.shape.text_px,
                    "height in pixels of the lines on top and under the tiles; 0 for none")
        ->type_name("PX")
        ->check(whole_number(0, 256))
        ->capture_default_str()
        ->needs(sheet)
        ->group(group);
}

} // namespace

void declare_frame(CLI::App& app, Run& run) {
    auto options = std::make_shared<FrameOptions>();
    CLI::App* command =
        app.add_subcommand("frame", "write frames of a video or an image as PNG, one, many, in pairs or on a sheet");
    command->add_option("input", options->input, "a video or an image")->required();
    command
        ->add_option("-o,--output", options->output,
                     "the PNG to write; of several pictures a folder, or a name with fields (below). A file named in "
                     "full is replaced, others only with --force")
        ->type_name("FILE|DIR|NAME")
        ->required();
    command->add_flag("--force", options->force, "replace files that are there already");
    command->add_flag("--json", options->json, "say on stdout what was written: file, frame, time, chain, size");
    declare_choice(*command, options->choice);
    declare_picture(*command, options->picture);
    declare_pairs(*command, *options);
    declare_sheet(*command, *options);
    declare(*command, options->chain);
    command->footer("Fields of -o: " + name_fields_help() +
                    ".\nIn a folder: \"NAME FRAME TIME.png\", and with --pairs \"FRAME_TIME - PRESET.png\".");
    command->callback([options, command, &run] { run = [options, command] { return run_frame(*options, *command); }; });
}

} // namespace senga
