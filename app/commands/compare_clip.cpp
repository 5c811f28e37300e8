#include "app/commands/compare_clip.h"

#include "app/commands/number_rules.h"
#include "app/commands/progress_line.h"
#include "app/commands/shelf.h"
#include "app/offline/interruption.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <filesystem>
#include <utility>

namespace senga {
namespace {

// The first option of the group that was given; empty: none.
std::string given_of(const CLI::App& group) {
    for (const CLI::Option* option : group.get_options()) {
        if (option->count() > 0) {
            return option->get_name();
        }
    }
    return {};
}

Result<std::vector<double>> read_positions(const std::string& text) {
    std::vector<double> out;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (true) {
        double value = 0.0;
        const auto [after, error] = std::from_chars(at, end, value);
        const bool inside = error == std::errc() && value >= 0.0 && value <= 1.0;
        if (!inside || (after != end && *after != ',')) {
            return diagnose(Code::usage,
                            fmt::format("--pause-at \"{}\": write positions from 0 (B) to 1 (A) with commas between, "
                                        "e.g. 0.75,0.5",
                                        text));
        }
        out.push_back(value);
        if (after == end) {
            return out;
        }
        at = after + 1;
    }
}

// "24", "59.94", "24000/1001". Decimals mean the rates of television: 23.976 is 24000/1001.
Result<Rational> read_fps(const std::string& text) {
    const char* const end = text.data() + text.size();
    double over = 0.0;
    double under = 1.0;
    auto read = std::from_chars(text.data(), end, over);
    if (read.ec == std::errc() && read.ptr != end && *read.ptr == '/') {
        read = std::from_chars(read.ptr + 1, end, under);
    }
    const double value = over / under;
    if (read.ec != std::errc() || read.ptr != end || !(value >= 1.0) || value > 1000.0) {
        return diagnose(Code::usage,
                        fmt::format("--fps \"{}\" is no rate: write 1 to 1000, as 24, 59.94 or 24000/1001", text));
    }
    constexpr double whole_enough = 1e-9;
    if (std::abs(value - std::round(value)) < whole_enough) {
        return Rational{static_cast<int>(std::lround(value)), 1};
    }
    const double television = value * 1.001;
    if (std::abs(television - std::round(television)) < 0.01) {
        return Rational{static_cast<int>(std::lround(television)) * 1000, 1001};
    }
    return Rational{static_cast<int>(std::lround(value * 1000.0)), 1000};
}

std::string stem(const std::string& path) {
    const std::filesystem::path name(path);
    return name.stem().empty() ? path : name.stem().string();
}

struct Labels {
    std::string a;
    std::string b;
};

Labels labels_of(const ClipOptions& options, const ClipSourceOptions& source, const Chain& chain) {
    if (options.no_labels) {
        return {};
    }
    Labels own{"Original", chain.name};
    if (!source.b.empty()) {
        own = {stem(source.a), stem(source.b)};
        if (own.a == own.b) {
            own = {"A", "B"};
        }
    }
    return {options.label_a.value_or(own.a), options.label_b.value_or(own.b)};
}

Result<SlideOptions> slide_of(const ClipOptions& options) {
    SlideOptions out = options.slide;
    out.start_position = options.position.value_or(out.start_position);
    out.pause = options.freeze ? SlideOptions::Pause::film_waits : SlideOptions::Pause::film_runs;
    out.back = options.no_slide_back ? SlideOptions::Back::stays : SlideOptions::Back::slides;
    if (!options.pause_at.empty()) {
        Result<std::vector<double>> stops = read_positions(options.pause_at);
        if (!stops) {
            return stops.error();
        }
        out.stops = *std::move(stops);
    }
    if (options.pause_every) {
        out.stops.clear();
        for (int i = 1; i * *options.pause_every < 1.0; ++i) {
            out.stops.push_back(1.0 - i * *options.pause_every);
        }
    }
    return out;
}

// Sizes, rates and labels, into a request that has its sources.
Outcome fill(ClipRequest& out, const ClipOptions& options, const LoadedChain& loaded) {
    if (!options.size.empty()) {
        const Result<Size> size = parse_size(options.size);
        if (!size) {
            return diagnose(Code::usage, "--clip-size: " + size.error().text);
        }
        out.picture = *size;
    }
    if (!options.fps.empty()) {
        const Result<Rational> fps = read_fps(options.fps);
        if (!fps) {
            return fps.error();
        }
        out.fps = *fps;
    }
    const Labels labels = labels_of(options, out.source, loaded.chain);
    out.label_a = labels.a;
    out.label_b = labels.b;
    return Done{};
}

Result<ClipRequest> request_of(const ClipOptions& options, const ClipSourceOptions& source, const LoadedChain& loaded) {
    const Result<SlideOptions> slide = slide_of(options);
    if (!slide) {
        return slide.error();
    }
    ClipRequest out{.source = source,
                    .chain_a = original_of(loaded.chain),
                    .chain_b = loaded.chain,
                    .wipe = options.wipe,
                    .side_by_side = options.side_by_side,
                    .still = options.still,
                    .existing = options.force ? Existing::replace : Existing::keep,
                    .slide = *slide,
                    .duration_s = options.duration_s,
                    .line = options.line == "horizontal" ? Divider::Line::horizontal : Divider::Line::vertical,
                    .line_px = options.line_px,
                    .still_position = options.position.value_or(0.5),
                    .still_depth = options.depth,
                    .codec = options.codec,
                    .crf = options.crf,
                    .encoder_preset = options.encoder_preset,
                    .pixel_format = options.pixel_format,
                    .sound = options.no_sound ? ClipRequest::Sound::none : ClipRequest::Sound::of_a};
    const Outcome filled = fill(out, options, loaded);
    return filled ? Result<ClipRequest>(std::move(out)) : Result<ClipRequest>(filled.error());
}

// Of two files nothing but the scaler is taken from the chain's options.
Result<LoadedChain> chain_of(const ClipOptions& options, const ClipSourceOptions& source) {
    if (source.b.empty()) {
        return load(options.chain, *options.chain_group, default_shelf());
    }
    for (const char* name : {"--preset", "--shader", "--none", "--set"}) {
        if (options.chain_group->count(name) > 0) {
            return diagnose(Code::usage, fmt::format("{} makes B of A, and a second file ({}) is B already; leave one "
                                                     "of them out",
                                                     name, source.b));
        }
    }
    ChainOptions scaler = options.chain;
    scaler.none = true;
    return load(scaler, *options.chain_group, default_shelf());
}

void say(const std::string& text) {
    fmt::print(stderr, "senga: {}\n", text);
}

void say(const WrittenClip& clip) {
    const std::string length =
        clip.length_s > 0.0 ? fmt::format("{} frames, {:.2f} s, ", clip.frames, clip.length_s) : std::string();
    say(fmt::format("{}: {}{}x{}, {:.1f} MB", clip.path, length, clip.size.w, clip.size.h,
                    static_cast<double>(clip.bytes) / 1e6));
}

void say_sides(const ClipSourceOptions& source, const Chain& chain, const std::vector<std::string>& notes) {
    say(source.b.empty() ? fmt::format("A is {} as it is, B the same through the chain \"{}\"", source.a, chain.name)
                         : fmt::format("A is {}, B is {}", source.a, source.b));
    for (const std::string& note : notes) {
        say("note: " + note);
    }
}

void declare_outputs(CLI::App& group, ClipOptions& options) {
    group
        .add_option("--wipe", options.wipe,
                    "write a film in which a divider slides over A and uncovers B; its name's ending chooses the "
                    "container")
        ->type_name("OUT.mp4");
    group.add_option("--side-by-side", options.side_by_side, "write a film of A beside B")->type_name("OUT.mp4");
    group.add_option("--still", options.still, "write the picture at --start, divided at --position")
        ->type_name("OUT.png");
    group
        .add_option("--duration", options.duration_s,
                    "seconds of film in a clip, the frozen end not counted; unless given, 10 or as long as the slide "
                    "takes, or as many as --frames")
        ->type_name("SECONDS")
        ->check(number_above_zero());
}

void declare_slide(CLI::App& group, ClipOptions& options) {
    SlideOptions& slide = options.slide;
    group
        .add_option("--position", options.position,
                    "where the divider starts, or stands in a still: from 1 (A alone) to 0 (B alone); unless given, "
                    "1, in a still 0.5")
        ->type_name("SHARE")
        ->check(number(0.0, 1.0));
    group.add_option("--slide-delay", slide.delay_s, "seconds before the divider starts")
        ->type_name("SECONDS")
        ->check(number(0.0))
        ->capture_default_str();
    group
        .add_option("--slide-speed", slide.speed_per_s,
                    "share of the picture that the divider crosses in a second; 0: it stands still")
        ->type_name("SHARE")
        ->check(number(0.0, 100.0))
        ->capture_default_str();
    group
        .add_option("--pause", slide.pause_s,
                    "seconds the divider rests at each place it pauses at, and where it turns round")
        ->type_name("SECONDS")
        ->check(number(0.0))
        ->capture_default_str();
    CLI::Option* at = group
                          .add_option("--pause-at", options.pause_at,
                                      "where it pauses, positions from 1 (A) to 0 (B); unless given, 0.5")
                          ->type_name("SHARE,...");
    group.add_option("--pause-every", options.pause_every, "pause each time it has crossed so much of the picture")
        ->type_name("SHARE")
        ->check(number(0.01, 1.0))
        ->excludes(at);
    group.add_flag("--freeze", options.freeze, "the film stops too while the divider pauses; the clip has no sound");
    group
        .add_option("--repeat", slide.crossings,
                    "how often the divider crosses the running film from A to B; 0: as long as the film lasts")
        ->type_name("N")
        ->check(whole_number(0, 100000))
        ->capture_default_str();
    group.add_flag("--no-slide-back,!--slide-back", options.no_slide_back,
                   "at the end the divider goes straight to B; otherwise it slides over the frozen last frame back to "
                   "A, and again to B");
    group.add_option("--hold", slide.hold_s, "seconds the last frame stands at the end, on B")
        ->type_name("SECONDS")
        ->check(number(0.0))
        ->capture_default_str();
}

void declare_look(CLI::App& group, ClipOptions& options) {
    group
        .add_option("--line", options.line,
                    "how the divider lies: vertical (A is left of it) or horizontal (A is above it)")
        ->type_name("NAME")
        ->check(CLI::IsMember({"vertical", "horizontal"}))
        ->capture_default_str();
    group
        .add_option("--line-width", options.line_px,
                    "width of its white line in pixels, 0: none; unless given, a 180th of the height")
        ->type_name("PIXELS")
        ->check(whole_number(0, 1000));
    group.add_option("--label-a", options.label_a, "the text in A's corner; unless given, the file's name or Original")
        ->type_name("TEXT");
    group
        .add_option("--label-b", options.label_b,
                    "the text in B's corner; unless given, the file's or the chain's name")
        ->type_name("TEXT");
    group.add_flag("--no-labels", options.no_labels, "no texts on the picture");
    group
        .add_option("--clip-size", options.size,
                    "size of A and B in a clip (side by side takes twice as much); unless given, the larger one's own")
        ->type_name("WxH");
    group
        .add_option("--fps", options.fps,
                    "frames per second of a clip; unless given, A's, for stills 30. A higher rate makes the divider "
                    "move more smoothly and leaves the film as it is")
        ->type_name("RATE");
    group.add_option("--depth", options.depth, "bits per channel of a still")
        ->type_name("8|16")
        ->check(CLI::IsMember({8, 16}))
        ->capture_default_str();
}

void declare_encoding(CLI::App& group, ClipOptions& options) {
    group
        .add_option("--codec", options.codec,
                    "what films are encoded with: " + available_video_codecs() + " (ffv1 is lossless, for .mkv)")
        ->type_name("NAME")
        ->capture_default_str();
    group.add_option("--crf", options.crf, "quality, 0 is the best; unless given, the codec's own (x264: 18)")
        ->type_name("NUMBER");
    group
        .add_option("--encoder-preset", options.encoder_preset, "speed of the encoder, e.g. slow; unless given, medium")
        ->type_name("NAME");
    group
        .add_option("--pixel-format", options.pixel_format,
                    "as FFmpeg names it, e.g. yuv420p10le; unless given, yuv420p, which plays everywhere, and gbrp for "
                    "ffv1")
        ->type_name("NAME");
    group.add_flag("--no-sound", options.no_sound, "leave out the sound of A");
}

} // namespace

void declare(CLI::App& command, ClipOptions& options) {
    options.clip_group = command.add_option_group("Clips");
    declare_outputs(*options.clip_group, options);
    declare_slide(*options.clip_group, options);
    declare_look(*options.clip_group, options);
    declare_encoding(*options.clip_group, options);
    options.chain_group = command.add_option_group("The chain that makes B of A, in clips of one file; of two files, "
                                                   "the scalers that bring them to one size");
    declare(*options.chain_group, options.chain);
}

bool wants_clip(const ClipOptions& options) {
    return !options.wipe.empty() || !options.side_by_side.empty() || !options.still.empty();
}

Outcome check_without_clip(const ClipOptions& options, const std::string& b) {
    for (const CLI::App* group : {options.clip_group, options.chain_group}) {
        if (const std::string name = given_of(*group); !name.empty()) {
            return diagnose(Code::usage, fmt::format("{} is for clips; ask for one with --wipe, --side-by-side or "
                                                     "--still",
                                                     name));
        }
    }
    if (b.empty()) {
        return diagnose(Code::usage, "there is nothing to compare with: name a second file, or ask for a clip of one "
                                     "file and a chain (--wipe OUT.mp4 --preset NAME)");
    }
    return Done{};
}

Exit run_clips(const ClipOptions& options, const ClipSourceOptions& source) {
    const Result<LoadedChain> loaded = chain_of(options, source);
    if (!loaded) {
        return fail(loaded.error());
    }
    if (const Diagnostic* failure = unreadable(loaded->chain)) {
        return fail(*failure);
    }
    warn(loaded->notes);
    Result<ClipRequest> request = request_of(options, source, *loaded);
    if (!request) {
        return fail(request.error());
    }
    Interruption interruption;
    Result<ClipMaker> maker = ClipMaker::open(*std::move(request));
    if (!maker) {
        return fail(maker.error());
    }
    ProgressLine line;
    // Once, when something has been drawn: an error before that is all there is to say.
    bool told = false;
    const auto tell = [&] {
        if (!std::exchange(told, true)) {
            say_sides(source, loaded->chain, maker->notes());
        }
    };
    const Result<ClipReport> report = maker->make([&](const ClipProgress& progress) {
        tell();
        line.show({.frames = progress.frames,
                   .expected = progress.expected > 0 ? std::optional(progress.expected) : std::nullopt,
                   .bytes = progress.bytes});
        return interruption.asked() ? Onward::no : Onward::yes;
    });
    line.clear();
    if (!report) {
        return fail(report.error());
    }
    tell();
    warn(report->warnings);
    for (const std::string& note : report->notes) {
        say("note: " + note);
    }
    for (const WrittenClip& clip : report->written) {
        say(clip);
    }
    if (report->stopped) {
        say("stopped before the end; what is there plays");
        return Exit::bad_input;
    }
    return Exit::done;
}

} // namespace senga
