// The table of operations: names, what they take, within which bounds. Help, lists and errors are made from it.
#include "app/degrade/operations.h"

#include "app/degrade/storage_words.h"

#include <string>
#include <vector>

namespace senga {
namespace {

using Kind = ParameterKind;

DamageParameter number(std::string_view name, std::string_view initial, double least, double most,
                       std::string_view help) {
    return {.name = name,
            .kind = Kind::number,
            .initial = initial,
            .least = least,
            .most = most,
            .words = {},
            .help = help};
}

DamageParameter whole(std::string_view name, std::string_view initial, double least, double most,
                      std::string_view help) {
    return {
        .name = name, .kind = Kind::whole, .initial = initial, .least = least, .most = most, .words = {}, .help = help};
}

DamageParameter word(std::string_view name, std::string_view initial, std::string words, std::string_view help) {
    return {.name = name, .kind = Kind::word, .initial = initial, .words = std::move(words), .help = help};
}

DamageParameter size(std::string_view name, std::string_view help) {
    return {.name = name, .kind = Kind::size, .initial = "", .words = {}, .help = help};
}

DamageParameter gains(std::string_view name, std::string_view help) {
    return {.name = name, .kind = Kind::list, .initial = "", .least = 0.0, .most = 8.0, .words = {}, .help = help};
}

DamageParameter kernel(std::string_view name, std::string_view initial, std::string_view help) {
    return word(name, initial, resizing_kernels(), help);
}

DamageParameter light() {
    return word("light", "gamma", "gamma, linear", "what is mixed: values as coded, or light");
}

DamageParameter direction() {
    return word("direction", "both", "both, horizontal, vertical", "which way it spreads");
}

// Kernels that are no box: chroma's places are not its pixels' middles.
DamageParameter chroma_kernel(std::string_view name, std::string_view help) {
    return word(name, "catmull-rom", resizing_kernels().substr(std::string_view("box, ").size()), help);
}

DamageParameter subsampling(std::string_view initial) {
    return word("subsampling", initial, std::string(subsampling_words), "how the colour planes are halved");
}

DamageParameter siting() {
    return word("siting", "left", std::string(siting_words), "where colour samples sit against the luma's");
}

DamageParameter matrix() {
    return word("matrix", "source", "source, " + matrix_words(),
                "the Y'CbCr matrix; source: the picture's own, bt709 of RGB");
}

DamageParameter hold() {
    return whole("hold", "1", 0, 100000, "frames for which a pattern stays; 0: for the whole film");
}

DamageParameter bright(std::string_view initial) {
    return number("bright", initial, 0, 1, "the share of bright ones, the others are dark");
}

DamageParameter opacity(std::string_view initial) {
    return number("opacity", initial, 0, 1, "how much of the picture they cover, 1: all");
}

DamageParameter bitrate() {
    return number("bitrate", "0", 0, 1000000, "kbit/s in place of a quality; 0: not used");
}

std::vector<DamageOperation> sizes() {
    return {
        {"downscale",
         "makes the picture smaller",
         {number("factor", "2", 1, 256, "how many times smaller"), size("size", "the size in place of a factor"),
          kernel("kernel", "box", "what weighs the pixels; box: the mean of the area"), light()},
         make_downscale},
        {"upscale",
         "makes the picture larger, back to the source's size unless told otherwise",
         {number("factor", "0", 0, 256, "how many times larger; 0: back to the source's size"),
          size("size", "the size in place of a factor"), kernel("kernel", "catmull-rom", "what weighs the pixels"),
          light()},
         make_upscale},
        {"fake-hd",
         "shrinks and enlarges again: a large picture with the detail of a small one",
         {number("factor", "1.5", 1, 256, "how many times smaller the native size is"),
          size("native", "the native size in place of a factor"), kernel("down", "catmull-rom", "the shrinking kernel"),
          kernel("up", "catmull-rom", "the enlarging kernel")},
         make_fake_hd},
    };
}

std::vector<DamageOperation> codings() {
    return {
        {"chroma",
         "stores as Y'CbCr with halved colour planes and reads it again",
         {subsampling("420"), siting(), matrix(), word("range", "limited", "limited, full", "which codes are used"),
          whole("bits", "8", 8, 16, "bits per sample, rounded to the nearest, no dither"),
          chroma_kernel("down", "the kernel that halves"), chroma_kernel("up", "the kernel that enlarges again")},
         make_chroma},
        {"h264",
         "encodes with x264 and decodes again; a still becomes one intra picture",
         {number("crf", "23", 0, 51, "quality, 0 is the best"), bitrate(),
          whole("gop", "250", 1, 100000, "frames between keyframes at most; 1: intra only"),
          word("preset", "medium", "ultrafast, superfast, veryfast, faster, fast, medium, slow, slower, veryslow",
               "x264's speed"),
          subsampling("420"), siting(), matrix(), word("bits", "8", "8, 10", "bits per sample")},
         make_h264},
        {"mpeg2",
         "encodes as MPEG-2, as DVDs and broadcasts are, and decodes again",
         {number("q", "6", 1, 31, "quantiser, 1 is the best"), bitrate(),
          whole("gop", "12", 1, 600, "frames between keyframes; 1: intra only"),
          word("subsampling", "420", "420, 422", "how the colour planes are halved"), siting(), matrix()},
         make_mpeg2},
        {"jpeg",
         "stores as JPEG and reads it again",
         {whole("quality", "75", 1, 100, "of the Independent JPEG Group's scale, 100 is the best"), subsampling("420")},
         make_jpeg},
    };
}

std::vector<DamageOperation> colours() {
    return {
        {"bands",
         "rounds to few levels without dither",
         {whole("bits", "6", 1, 16, "bits per channel"),
          word("of", "rgb", "rgb, luma, ycbcr",
               "what is rounded: full-range R'G'B', or codes of limited range: Y' alone, or all three")},
         make_bands},
        {"washed",
         "squeezes full range to 16..235 and shows it as full: range compression applied twice",
         {},
         make_washed},
        {"crushed", "expands full range as if it were 16..235: blacks and whites are lost", {}, make_crushed},
        {"matrix",
         "codes with one Y'CbCr matrix and reads with another",
         {word("coded", "bt601", matrix_words(), "the matrix it is coded with"),
          word("read", "bt709", matrix_words(), "the matrix it is read with")},
         make_matrix},
        {"tint",
         "multiplies the channels",
         {number("red", "1", 0, 4, "gain of R'"), number("green", "1", 0, 4, "gain of G'"),
          number("blue", "1", 0, 4, "gain of B'")},
         make_tint},
        {"borders",
         "darkens or brightens the outermost rows and columns; gains of 0 to 8 with slashes between them: 0/0.35/0.72",
         {gains("left", "gains of the columns from the left edge inwards"),
          gains("right", "gains of the last columns; the last gain is the right edge's"),
          gains("top", "gains of the rows from the top edge down"),
          gains("bottom", "gains of the last rows; the last gain is the bottom edge's")},
         make_borders},
    };
}

std::vector<DamageOperation> filters() {
    return {
        {"blur",
         "softens with a Gaussian",
         {number("sigma", "1.5", 0, 100, "deviation in pixels"), direction()},
         make_blur},
        {"halo",
         "sharpens brightness with an unsharp mask: bright and dark seams along edges",
         {number("sigma", "1.3", 0, 100, "deviation of the blur in pixels: the halo's width"),
          number("amount", "1.6", 0, 20, "how much of what the blur took is added"), direction()},
         make_halo},
        {"bleed",
         "blurs colour sideways and shifts it, as VHS does",
         {number("sigma", "3.5", 0, 100, "deviation of the blur in pixels, horizontal"),
          number("x", "4", -100, 100, "shift to the right in pixels"),
          number("y", "2", -100, 100, "shift down in pixels")},
         make_bleed},
        {"field",
         "keeps every other line and fills in the rest: stairs on slanted lines",
         {word("keep", "top", "top, bottom", "the field that is kept"),
          word("fill", "repeat", "repeat, average", "the other lines: copies, or the mean of their neighbours")},
         make_field},
    };
}

std::vector<DamageOperation> noises() {
    return {
        {"noise",
         "adds white Gaussian noise",
         {number("sigma", "6", 0, 128, "deviation of Y', black to white is 255"),
          number("chroma", "4", 0, 128, "deviation of Cb and Cr on the same scale"), hold()},
         make_noise},
        {"grain",
         "adds film grain: spots of some pixels, strongest in the middle tones",
         {number("sigma", "8", 0, 128, "deviation in the middle tones, black to white is 255"),
          number("size", "0.8", 0.1, 16, "deviation in pixels of the blur that makes the grains"),
          number("midtones", "0.7", 0, 1, "how much less there is in black and white; 0: none less"),
          number("colour", "0.2", 0, 1, "0: grey grain; 1: each channel has its own"), hold()},
         make_grain},
        {"dust",
         "lays spots over the picture, others in every frame",
         {number("count", "12", 0, 10000, "spots in a frame, on average"),
          number("size", "2.5", 0.3, 200, "radius in pixels, on average"), bright("0.5"), opacity("0.9")},
         make_dust},
        {"scratches",
         "draws upright lines that stay for a while and drift sideways",
         {whole("count", "2", 0, 1000, "lines at a time"), whole("life", "48", 1, 100000, "frames a line stays"),
          number("width", "1.5", 0.2, 50, "pixels"), number("drift", "0.4", 0, 20, "pixels per frame at most"),
          bright("0.7"), opacity("0.6")},
         make_scratches},
    };
}

std::vector<DamageOperation> all_operations() {
    std::vector<DamageOperation> out;
    for (auto* const group : {sizes, codings, colours, filters, noises}) {
        for (DamageOperation& operation : group()) {
            out.push_back(std::move(operation));
        }
    }
    return out;
}

} // namespace

std::span<const DamageOperation> damage_operations() {
    static const std::vector<DamageOperation> table = all_operations();
    return table;
}

} // namespace senga
