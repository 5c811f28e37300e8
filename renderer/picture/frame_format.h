// FrameFormat says how the samples of a decoded frame are to be read: sizes, planes, depth, matrix, range, siting,
// and the shape it is shown in. It holds no samples. Plain data, any thread.
#pragma once

#include "renderer/picture/size.h"
#include "renderer/picture/transfer.h"

#include <string>
#include <string_view>

namespace senga {

enum class Layout { gray, ycbcr, rgb };
enum class Matrix { bt601, bt709, bt2020_ncl, smpte240m, ycgco };
enum class Range { limited, full };
// Where the first chroma sample sits; `unknown` is read as left for limited and as center for full range, as mpv does.
enum class Siting { unknown, left, center, top_left, top, bottom_left, bottom };

// log2 of the ratio between luma and chroma samples: {1,1} is 4:2:0, {1,0} 4:2:2, {0,0} 4:4:4, {2,0} 4:1:1.
struct Subsampling {
    int x = 1;
    int y = 1;
    bool operator==(const Subsampling&) const = default;
};

struct FrameFormat {
    Size size; // luma or RGB samples
    Layout layout = Layout::ycbcr;
    Subsampling subsampling;
    int bit_depth = 8;
    Matrix matrix = Matrix::bt709;
    Range range = Range::limited;
    Siting siting = Siting::unknown;
    Transfer transfer = Transfer::bt1886;
    double pixel_aspect = 1.0; // width of a sample over its height
    int rotation_deg = 0;      // clockwise, to be applied when shown: 0, 90, 180, 270

    bool operator==(const FrameFormat&) const = default;
};

// Size of the chroma plane: rounded up, as every codec stores it. {0,0} where there is none.
Size chroma_size(const FrameFormat& format);

// A texel offset in chroma samples.
struct ChromaOffset {
    double x = 0.0;
    double y = 0.0;
};

// What to add to the chroma coordinate (in chroma samples, sample n centred at n+0.5) at which a luma position is
// looked up: +0.25 for left siting of a halved axis, 0 for centre. Source: ITU-T H.264 Annex E, facts of filters 1.1.
ChromaOffset chroma_offset(const FrameFormat& format);

// What mpv takes an untagged picture of this size for.
Matrix guessed_matrix(Size size);

// The siting after `unknown` is resolved.
Siting resolved_siting(const FrameFormat& format);

// The size at which the whole picture fits into `window` with its display aspect (pixel aspect and rotation
// considered), at least 1x1.
Size fit_size(const FrameFormat& format, Size window);
// The same, centred.
Rect fit_rect(const FrameFormat& format, Size window);
// The size at which the picture shows every line once: height kept, width corrected by the pixel aspect; rotated.
Size natural_size(const FrameFormat& format);

std::string_view matrix_name(Matrix matrix);
std::string_view range_name(Range range);
std::string_view siting_name(Siting siting);
// "4:2:0", "4:4:4", "RGB", "gray".
std::string subsampling_name(const FrameFormat& format);

} // namespace senga
