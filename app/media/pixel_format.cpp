#include "app/media/pixel_format.h"

extern "C" {
#include <libavutil/pixdesc.h>
}

namespace senga {

bool pixel_format_known(const std::string& name) {
    return av_get_pix_fmt(name.c_str()) != AV_PIX_FMT_NONE;
}

PixelFormat pixel_format_by_name(const std::string& name) {
    PixelFormat out;
    const AVPixFmtDescriptor* row = av_pix_fmt_desc_get(av_get_pix_fmt(name.c_str()));
    if (row == nullptr || (row->flags & AV_PIX_FMT_FLAG_HWACCEL) != 0) {
        return out;
    }
    out.bit_depth = row->comp[0].depth;
    const int colours = row->nb_components - ((row->flags & AV_PIX_FMT_FLAG_ALPHA) != 0 ? 1 : 0);
    if ((row->flags & (AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL)) != 0) {
        out.layout = Layout::rgb;
    } else if (colours < 3) {
        out.layout = Layout::gray;
    }
    out.subsampling = {row->log2_chroma_w, row->log2_chroma_h};
    return out;
}

} // namespace senga
