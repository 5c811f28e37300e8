#include "app/media/colour_tags.h"

namespace senga::ff {
namespace {

// The two systems of BT.601 differ in primaries and share the matrix; lines tell them apart.
bool has_lines_of_pal(Size size) {
    return size.h == 576 || size.h == 288;
}

AVColorSpace matrix_tag(const FrameFormat& format, AVColorSpace source) {
    if (format.layout == Layout::rgb) {
        return AVCOL_SPC_RGB;
    }
    switch (format.matrix) {
    case Matrix::bt601:
        if (source == AVCOL_SPC_BT470BG || source == AVCOL_SPC_SMPTE170M) {
            return source;
        }
        return has_lines_of_pal(format.size) ? AVCOL_SPC_BT470BG : AVCOL_SPC_SMPTE170M;
    case Matrix::bt709:
        return AVCOL_SPC_BT709;
    case Matrix::bt2020_ncl:
        return AVCOL_SPC_BT2020_NCL;
    case Matrix::smpte240m:
        return AVCOL_SPC_SMPTE240M;
    case Matrix::ycgco:
        return AVCOL_SPC_YCGCO;
    }
    return AVCOL_SPC_UNSPECIFIED;
}

AVColorPrimaries primaries_tag(AVColorSpace matrix, AVColorPrimaries source) {
    if (source != AVCOL_PRI_UNSPECIFIED && source != AVCOL_PRI_RESERVED && source != AVCOL_PRI_RESERVED0) {
        return source;
    }
    switch (matrix) {
    case AVCOL_SPC_BT470BG:
        return AVCOL_PRI_BT470BG;
    case AVCOL_SPC_SMPTE170M:
        return AVCOL_PRI_SMPTE170M;
    case AVCOL_SPC_SMPTE240M:
        return AVCOL_PRI_SMPTE240M;
    case AVCOL_SPC_BT2020_NCL:
        return AVCOL_PRI_BT2020;
    default:
        return AVCOL_PRI_BT709;
    }
}

bool is_known(AVColorTransferCharacteristic tag) {
    return tag != AVCOL_TRC_UNSPECIFIED && tag != AVCOL_TRC_RESERVED && tag != AVCOL_TRC_RESERVED0;
}

AVColorTransferCharacteristic video_transfer(const FrameFormat& format, AVColorSpace matrix) {
    switch (matrix) {
    case AVCOL_SPC_BT470BG:
    case AVCOL_SPC_SMPTE170M:
        return AVCOL_TRC_SMPTE170M;
    case AVCOL_SPC_SMPTE240M:
        return AVCOL_TRC_SMPTE240M;
    case AVCOL_SPC_BT2020_NCL:
        return format.bit_depth > 10 ? AVCOL_TRC_BT2020_12 : AVCOL_TRC_BT2020_10;
    default:
        return AVCOL_TRC_BT709;
    }
}

AVColorTransferCharacteristic transfer_tag(const FrameFormat& format, AVColorSpace matrix,
                                           AVColorTransferCharacteristic source) {
    // Tags such as PQ are read as BT.1886 and their codes pass through unchanged: they keep their tag.
    if (is_known(source) && read_transfer(source, Layout::ycbcr) == format.transfer) {
        return source;
    }
    switch (format.transfer) {
    case Transfer::srgb:
        return AVCOL_TRC_IEC61966_2_1;
    case Transfer::linear:
        return AVCOL_TRC_LINEAR;
    case Transfer::gamma18:
    case Transfer::gamma20:
    case Transfer::gamma22:
    case Transfer::prophoto:
        return AVCOL_TRC_GAMMA22;
    case Transfer::gamma26:
    case Transfer::gamma28:
        return AVCOL_TRC_GAMMA28;
    case Transfer::bt1886:
    case Transfer::gamma24:
        return video_transfer(format, matrix);
    }
    return AVCOL_TRC_UNSPECIFIED;
}

AVChromaLocation siting_tag(const FrameFormat& format) {
    const bool halved_both = format.layout == Layout::ycbcr && format.subsampling == Subsampling{1, 1};
    if (!halved_both) {
        return AVCHROMA_LOC_UNSPECIFIED; // the tag is defined for 4:2:0
    }
    switch (format.siting) {
    case Siting::unknown:
        return AVCHROMA_LOC_UNSPECIFIED;
    case Siting::left:
        return AVCHROMA_LOC_LEFT;
    case Siting::center:
        return AVCHROMA_LOC_CENTER;
    case Siting::top_left:
        return AVCHROMA_LOC_TOPLEFT;
    case Siting::top:
        return AVCHROMA_LOC_TOP;
    case Siting::bottom_left:
        return AVCHROMA_LOC_BOTTOMLEFT;
    case Siting::bottom:
        return AVCHROMA_LOC_BOTTOM;
    }
    return AVCHROMA_LOC_UNSPECIFIED;
}

} // namespace

Transfer read_transfer(AVColorTransferCharacteristic tag, Layout layout) {
    switch (tag) {
    case AVCOL_TRC_BT709:
    case AVCOL_TRC_SMPTE170M:
    case AVCOL_TRC_SMPTE240M:
    case AVCOL_TRC_BT1361_ECG:
    case AVCOL_TRC_BT2020_10:
    case AVCOL_TRC_BT2020_12:
        return Transfer::bt1886;
    case AVCOL_TRC_IEC61966_2_1:
        return Transfer::srgb;
    case AVCOL_TRC_LINEAR:
        return Transfer::linear;
    case AVCOL_TRC_GAMMA22:
        return Transfer::gamma22;
    case AVCOL_TRC_GAMMA28:
        return Transfer::gamma28;
    default:
        return layout == Layout::rgb ? Transfer::srgb : Transfer::bt1886;
    }
}

ColourTags colour_tags(const FrameFormat& format, const ColourTags& source) {
    ColourTags out;
    out.matrix = matrix_tag(format, source.matrix);
    out.primaries = primaries_tag(out.matrix, source.primaries);
    out.transfer = transfer_tag(format, out.matrix, source.transfer);
    out.range = format.layout == Layout::rgb || format.range == Range::full ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG;
    out.siting = siting_tag(format);
    return out;
}

bool has_tag(Transfer transfer) {
    return transfer == Transfer::bt1886 || transfer == Transfer::srgb || transfer == Transfer::linear ||
           transfer == Transfer::gamma22 || transfer == Transfer::gamma24 || transfer == Transfer::gamma28;
}

} // namespace senga::ff
