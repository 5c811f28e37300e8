#include "renderer/export/guides.h"
#include "renderer/export/mpv.h"
#include "renderer/export/mpv_text.h"
#include "renderer/language/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

namespace senga {
namespace {

constexpr std::string_view script =
    R"py(# Senga's chain "{title}" for VapourSynth. It needs vs-placebo and one of the source filters below, e.g. with vsrepo:
#     vsrepo.py install placebo bs lsmas ffms2
# Play:    vspipe -c y4m -a source=FILM senga-{stem}.vpy - | mpv -
# Encode:  vspipe -c y4m -a source=FILM senga-{stem}.vpy - | x265 --y4m - -o OUT.hevc
# Size:    -a width=1920 -a height=1080 (the picture is enlarged or shrunk to it, as on a display)
import os
import vapoursynth as vs

core = vs.core
FILM = globals().get("source", b"film.mkv")
FILM = FILM.decode() if isinstance(FILM, bytes) else FILM
WIDTH = int(globals().get("width", {width}))
HEIGHT = int(globals().get("height", {height}))
HERE = os.path.dirname(os.path.abspath(__file__))


def opened(path):
    # The first source filter that is installed, the most exact one in front.
    if hasattr(core, "bs"):
        return core.bs.VideoSource(path)
    if hasattr(core, "lsmas"):
        return core.lsmas.LWLibavSource(path)
    if hasattr(core, "ffms2"):
        return core.ffms2.Source(path)
    raise vs.Error("no source filter: install bestsource, L-SMASH-Works or ffms2")


clip = opened(FILM)
if clip.format.color_family != vs.YUV:
    # What has no Y'CbCr gets BT.709's.
    clip = core.resize.Spline36(clip, format=vs.YUV444P16, matrix_s="709", range_s="limited")
else:
    # The same planes with 16 bits, which is what placebo.Shader takes.
    clip = core.resize.Point(
        clip,
        format=core.query_video_format(
            vs.YUV, vs.INTEGER, 16, clip.format.subsampling_w, clip.format.subsampling_h
        ).id,
        dither_type="none",
    )
{body}
clip.set_output()
)py";

constexpr std::string_view filter =
    R"py(# The whole chain; the result is YUV444P16 of the size asked for. The colours are taken for BT.709's: a film in BT.601
# needs matrix=1 here, one whose chroma is not at the left a chroma_loc.
clip = core.placebo.Shader(
    clip,
    shader=os.path.join(HERE, "senga-{stem}.glsl"),
    width=WIDTH,
    height=HEIGHT,
{options})
)py";

constexpr std::string_view readme = R"text(Senga's chain "{title}" for VapourSynth

Install VapourSynth, the plugin vs-placebo, and bestsource, L-SMASH-Works or ffms2. Keep the files of this folder
together. senga-{stem}.vpy says in its first lines how to play and how to encode.
The colours come out as YUV444P16; add core.resize.Spline36(clip, format=vs.YUV420P10) before set_output() where an
encoder wants less.
{notes}
Senga 的着色器链“{title}”，用于 VapourSynth

请安装 VapourSynth、插件 vs-placebo，以及 bestsource、L-SMASH-Works 或 ffms2 之一，并把本文件夹的文件放在一起。
播放与编码的命令写在 senga-{stem}.vpy 的开头。输出为 YUV444P16，编码器需要其他格式时请在 set_output() 之前转换。
)text";

// placebo.Shader's arguments for the scaler: libplacebo's names, which are mpv's.
std::string scaler_options(const Scaling& scaling) {
    const KernelChoice& up = scaling.up;
    std::string kernel(kernel_name(up.kernel));
    std::replace(kernel.begin(), kernel.end(), '-', '_');
    std::string out = fmt::format("    filter=\"{}\",\n", kernel);
    const auto add = [&out](const char* name, std::optional<double> value) {
        out += value ? fmt::format("    {}={},\n", name, shortest(*value)) : "";
    };
    add("param1", up.b);
    add("param2", up.c);
    add("radius", up.radius);
    add("blur", up.blur);
    add("antiring", up.antiring > 0.0 ? std::optional(up.antiring) : std::nullopt);
    const bool sigmoid = scaling.up_light == UpLight::sigmoid;
    const bool linear = scaling.up_light == UpLight::linear || scaling.down_light == DownLight::linear;
    out += fmt::format("    linearize={},\n    sigmoidize={},\n", linear || sigmoid ? 1 : 0, sigmoid ? 1 : 0);
    add("sigmoid_center", sigmoid ? std::optional(scaling.sigmoid.centre) : std::nullopt);
    add("sigmoid_slope", sigmoid ? std::optional(scaling.sigmoid.slope) : std::nullopt);
    return out;
}

} // namespace

Result<Export> export_vapoursynth(const Chain& chain, const ExportSetup& setup) {
    auto shaders = mpv::write_shaders(chain, setup);
    if (!shaders) {
        return shaders.error();
    }
    Export out;
    out.passes = shaders->passes;
    out.notes = shaders->notes;
    const std::string glsl = fmt::format("senga-{}.glsl", shaders->stem);
    const bool any = !shaders->universal.empty();
    for (ExportedPass& pass : out.passes) {
        if (pass.fate == PassFate::kept || pass.fate == PassFate::approximated) {
            pass.files = {glsl};
        }
    }
    if (any) {
        out.files.push_back({glsl, shaders->universal});
    }
    const auto stem = fmt::arg("stem", shaders->stem);
    const auto title = fmt::arg("title", shaders->title);
    const std::string options = scaler_options(chain.scaling);
    const std::string body =
        any ? fmt::format(fmt::runtime(filter), stem, fmt::arg("options", options))
            : std::string("clip = core.resize.Spline36(clip, WIDTH, HEIGHT) # the chain has no passes\n");
    out.files.push_back({fmt::format("senga-{}.vpy", shaders->stem),
                         fmt::format(fmt::runtime(script), title, stem, fmt::arg("width", setup.display.w),
                                     fmt::arg("height", setup.display.h), fmt::arg("body", body))});
    out.notes.emplace_back("vs-placebo scales with one kernel for both directions: the chain's for enlarging");
    std::string notes;
    for (const std::string& note : out.notes) {
        notes += fmt::format("Note: {}.\n", note);
    }
    out.files.push_back(
        {guide_name(shaders->stem), fmt::format(fmt::runtime(readme), title, stem, fmt::arg("notes", notes))});
    return out;
}

} // namespace senga
