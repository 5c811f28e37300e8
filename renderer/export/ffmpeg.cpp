#include "renderer/export/guides.h"
#include "renderer/export/mpv.h"
#include "renderer/export/mpv_text.h"

#include <fmt/format.h>

#include <algorithm>

namespace senga {
namespace {

constexpr std::string_view pixels = "yuv420p10le"; // what is encoded

// The script goes into its own folder first, so that the filter names the shader without a path: ':' and '\' would have
// to be escaped twice there.
constexpr std::string_view shell = R"sh(#!/bin/sh
# Senga's chain "{title}" through FFmpeg's libplacebo filter:
#     ./senga-{stem}.sh IN OUT [WIDTH HEIGHT [OPTIONS OF FFMPEG FOR OUT...]]
# It needs FFmpeg 5.1 or later, built with libplacebo and Vulkan.
set -eu
if [ $# -lt 2 ]; then
    echo "usage: $0 IN OUT [WIDTH HEIGHT [OPTIONS...]]" >&2
    exit 2
fi
case $1 in /*) in=$1 ;; *) in=$PWD/$1 ;; esac
case $2 in /*) out=$2 ;; *) out=$PWD/$2 ;; esac
shift 2
width={width}
height={height}
if [ $# -ge 2 ]; then
    width=$1
    height=$2
    shift 2
fi
if [ $# -eq 0 ]; then
    set -- -c:v libx265 -crf 16 -preset medium
fi
cd "$(dirname "$0")"
exec ffmpeg -init_hw_device vulkan=gpu -filter_hw_device gpu -i "$in" -map 0:v:0 -map 0:a? -c:a copy \
    -vf "hwupload,libplacebo=w=$width:h=$height:{options},hwdownload,format={pixels}" "$@" "$out"
)sh";

constexpr std::string_view batch = R"bat(@echo off
rem Senga's chain "{title}" through FFmpeg's libplacebo filter:
rem     senga-{stem}.bat IN OUT [WIDTH HEIGHT]
rem It needs FFmpeg 5.1 or later, built with libplacebo and Vulkan, in PATH.
setlocal
chcp 65001 >nul
if "%~2"=="" (
    echo usage: %~nx0 IN OUT [WIDTH HEIGHT]
    exit /b 2
)
set "in=%~f1"
set "out=%~f2"
set "width=%~3"
set "height=%~4"
if "%width%"=="" set "width={width}"
if "%height%"=="" set "height={height}"
pushd "%~dp0"
ffmpeg -init_hw_device vulkan=gpu -filter_hw_device gpu -i "%in%" -map 0:v:0 -map 0:a? -c:a copy -vf "hwupload,libplacebo=w=%width%:h=%height%:{options},hwdownload,format={pixels}" -c:v libx265 -crf 16 -preset medium "%out%"
set "code=%errorlevel%"
popd
exit /b %code%
)bat";

constexpr std::string_view readme = R"text(Senga's chain "{title}" for FFmpeg

Keep the files of this folder together. On Linux and macOS:
    sh senga-{stem}.sh film.mkv out.mkv
on Windows, with ffmpeg.exe in PATH:
    senga-{stem}.bat film.mkv out.mkv
Behind the two names may stand another width and height than {width} {height}. It takes FFmpeg 5.1 or later with the
libplacebo filter ("ffmpeg -filters" lists it) and a Vulkan driver.
{notes}
Senga 的着色器链“{title}”，用于 FFmpeg

请把本文件夹的文件放在一起。Linux 与 macOS：sh senga-{stem}.sh 输入 输出；Windows：senga-{stem}.bat 输入 输出。
后面可以再写宽度和高度，默认为 {width} {height}。需要 FFmpeg 5.1 或更高版本（带 libplacebo 滤镜）和 Vulkan 驱动。
)text";

// libplacebo has mpv's names for the scalers, but for one, which without numbers is another's.
std::string filter_name(const KernelChoice& choice) {
    std::string out(kernel_name(choice.kernel));
    std::replace(out.begin(), out.end(), '-', '_');
    return out == "bcspline" ? "mitchell" : out;
}

std::string filter_options(const mpv::Shaders& shaders, const Scaling& scaling) {
    std::string out = fmt::format("format={}:upscaler={}:downscaler={}:dithering=blue", pixels, filter_name(scaling.up),
                                  filter_name(scaling.down));
    // The filter bends and linearises of its own accord.
    out += scaling.up_light == UpLight::sigmoid ? ":sigmoid=1" : ":sigmoid=0";
    const bool linear = scaling.up_light == UpLight::linear || scaling.down_light == DownLight::linear ||
                        scaling.up_light == UpLight::sigmoid;
    out += linear ? "" : ":disable_linear=1";
    out += shaders.universal.empty() ? "" : fmt::format(":custom_shader_path=senga-{}.glsl", shaders.stem);
    return out;
}

std::string with_carriage_returns(const std::string& text) {
    std::string out;
    for (const char c : text) {
        out += c == '\n' ? "\r\n" : std::string(1, c);
    }
    return out;
}

} // namespace

Result<Export> export_ffmpeg(const Chain& chain, const ExportSetup& setup) {
    auto shaders = mpv::write_shaders(chain, setup);
    if (!shaders) {
        return shaders.error();
    }
    Export out;
    out.passes = shaders->passes;
    out.notes = shaders->notes;
    const std::string glsl = fmt::format("senga-{}.glsl", shaders->stem);
    for (ExportedPass& pass : out.passes) {
        if (pass.fate == PassFate::kept || pass.fate == PassFate::approximated) {
            pass.files = {glsl};
        }
    }
    if (!shaders->universal.empty()) {
        out.files.push_back({glsl, shaders->universal});
    }
    out.notes.emplace_back("the filter takes scalers without numbers of their own and scales chroma in its own way");
    std::string notes;
    for (const std::string& note : out.notes) {
        notes += fmt::format("Note: {}.\n", note);
    }
    const std::string options = filter_options(*shaders, chain.scaling);
    const auto fill = [&](std::string_view text) {
        return fmt::format(fmt::runtime(text), fmt::arg("title", shaders->title), fmt::arg("stem", shaders->stem),
                           fmt::arg("width", setup.display.w), fmt::arg("height", setup.display.h),
                           fmt::arg("options", options), fmt::arg("pixels", pixels), fmt::arg("notes", notes));
    };
    out.files.push_back({fmt::format("senga-{}.sh", shaders->stem), fill(shell)});
    out.files.push_back({fmt::format("senga-{}.bat", shaders->stem), with_carriage_returns(fill(batch))});
    out.files.push_back({guide_name(shaders->stem), fill(readme)});
    return out;
}

} // namespace senga
