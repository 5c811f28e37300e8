#include "app/commands/input_format.h"

#include "app/commands/chain_options.h"
#include "app/media/pixel_format.h"

#include <fmt/format.h>

namespace senga {

Result<FrameFormat> parse_input_format(const std::string& text) {
    const std::size_t colon = text.find(':');
    const Result<Size> size = parse_size(text.substr(0, colon));
    if (!size) {
        return size.error();
    }
    FrameFormat out{.size = *size};
    if (colon != std::string::npos) {
        const std::string name = text.substr(colon + 1);
        if (!pixel_format_known(name)) {
            return diagnose(Code::usage,
                            fmt::format("\"{}\" is no pixel format; FFmpeg's names are meant: yuv420p, yuv444p10, "
                                        "gray, gbrp",
                                        name));
        }
        const PixelFormat pixels = pixel_format_by_name(name);
        out.layout = pixels.layout;
        out.subsampling = pixels.subsampling;
        out.bit_depth = pixels.bit_depth;
        out.range = pixels.layout == Layout::rgb ? Range::full : Range::limited;
    }
    // As players guess the matrix of untagged files.
    out.matrix = guessed_matrix(*size);
    return out;
}

} // namespace senga
