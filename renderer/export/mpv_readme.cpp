#include "renderer/export/mpv_settings.h"

#include <fmt/format.h>

namespace senga::mpv {
namespace {

constexpr std::string_view text = R"text(Senga's chain "{title}" for mpv
=====================================

Copy what lies in this folder into mpv's own folder:
  Linux    ~/.config/mpv
  macOS    ~/.config/mpv
  Windows  %APPDATA%\mpv, or portable_config beside mpv.exe
  mpv.net  %APPDATA%\mpv.net, or portable_config beside mpvnet.exe

1. In mpv.conf, before the first line in [brackets] and behind lines such as profile=gpu-hq:
       include=~~/senga-{stem}.conf
       profile=senga-{stem}
   The first line makes the profile known, the second one switches it on. "apply-profile senga-{stem} restore" in
   mpv's console takes it back.
2. Copy the lines of senga-{stem}-input.conf into input.conf. The script in scripts/ obeys them:
       Ctrl+Alt+p  the whole chain off and on
       Ctrl+1..9   one pass off and on
       Ctrl+0      every pass on
       Ctrl+Alt+n  the next chain, where several are installed

shaders/senga-{stem}.glsl is the whole chain; it runs in mpv 0.35 and later, with vo=gpu and vo=gpu-next.
shaders/senga-{stem}-params.glsl has values that can be changed while it plays (glsl-shader-opts); it needs mpv 0.37
and vo=gpu-next. Older versions refuse it and play without any shader. To use it, name it in senga-{stem}.conf.

What differs from Senga:
{notes}
------------------------------------------------------------------------------

Senga 的着色器链“{title}”，用于 mpv

把本文件夹里的内容复制到 mpv 的配置文件夹：
  Linux、macOS  ~/.config/mpv
  Windows       %APPDATA%\mpv，或 mpv.exe 旁边的 portable_config
  mpv.net       %APPDATA%\mpv.net，或 mpvnet.exe 旁边的 portable_config

1. 在 mpv.conf 中，第一个 [方括号] 行之前、profile=gpu-hq 之类的行之后，加上：
       include=~~/senga-{stem}.conf
       profile=senga-{stem}
   第一行载入配置组，第二行启用它。
2. 把 senga-{stem}-input.conf 里的行复制到 input.conf，由 scripts/ 里的脚本执行：
       Ctrl+Alt+p  开关整条链
       Ctrl+1..9   开关单个着色器
       Ctrl+0      打开全部着色器
       Ctrl+Alt+n  切换到下一条链（装有多条时）

shaders/senga-{stem}.glsl 是整条链，适用于 mpv 0.35 及更高版本的 vo=gpu 与 vo=gpu-next。
shaders/senga-{stem}-params.glsl 的参数可在播放时调整（glsl-shader-opts），需要 mpv 0.37 和 vo=gpu-next；
旧版本会拒绝它，画面将不经任何处理。要使用它，请在 senga-{stem}.conf 中改用它的名字。

与 Senga 的差别：抖动由 mpv 自己完成，个别像素最多相差 8 位的一级。
)text";

} // namespace

std::string readme_text(const Shaders& shaders) {
    std::string notes;
    for (const std::string& note : shaders.notes) {
        notes += fmt::format("  * {}\n", note);
    }
    return fmt::format(fmt::runtime(text), fmt::arg("title", shaders.title), fmt::arg("stem", shaders.stem),
                       fmt::arg("notes", notes));
}

} // namespace senga::mpv
