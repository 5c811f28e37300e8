#include "renderer/export/guides.h"

#include "renderer/export/host_text.h"
#include "renderer/export/resizers.h"

#include <fmt/format.h>

#include <algorithm>

namespace senga {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string numbered(const std::vector<std::string>& names, std::string_view none) {
    std::string out;
    for (std::size_t i = 0; i < names.size(); ++i) {
        out += fmt::format("       {}. {}\n", i + 1, names[i]);
    }
    return out.empty() ? fmt::format("       {}\n", none) : out;
}

Kernel kernel_of(const PixelSet& set) {
    const bool enlarges = set.plan.output.w > set.plan.format.size.w || set.plan.output.h > set.plan.format.size.h;
    return (enlarges ? set.chain.scaling.up : set.chain.scaling.down).kernel;
}

std::string chinese_part(const PixelSet& set, const ExportSetup& setup, const GuideFiles& files) {
    const bool alpha = setup.form == ExportSetup::Form::alpha_guide;
    return fmt::format(
        "Senga 着色器：{0}\n"
        "==================\n\n"
        "1. 把 PxShader 文件夹里的 .txt 文件复制到 PotPlayer 安装目录下的 PxShader 文件夹。\n"
        "   （视频 > 像素着色 > 打开着色文件夹 会直接打开它。）\n"
        "2. 视频 > 像素着色 > 重载着色文件。\n"
        "3. 调整尺寸前的着色集 > 勾选「组合」，再点「组合编辑...」，按顺序加入：\n{1}"
        "4. 调整尺寸后的着色集 > 勾选「组合」，再点「组合编辑...」，按顺序加入：\n{2}"
        "   顺序不能颠倒，每个文件只加一次。\n"
        "5. 选项 > 视频 > 像素着色器设置：缓冲格式选「32 位浮点」（至少「16 位浮点」）。{3}\n"
        "   画面有黑边时，勾选「仅处理视频区」，否则黑边会影响画面边缘。\n"
        "6. 视频渲染器用内置 Direct3D 11 或 Direct3D 9；缩放方式选「{4}」，与原来的效果最接近。\n"
        "7. Ctrl+Alt+P 开关「调整尺寸后」，Shift+P 开关「调整尺寸前」，方便对比。\n\n"
        "数值是按 {5}x{6} 的视频、{7}x{8} 的显示器固定下来的；换了尺寸请重新导出。\n",
        set.chain.name, numbered(files.before, "（没有，保持「不使用」）"),
        numbered(files.after, "（没有，保持「不使用」）"),
        alpha ? "\n   这一套用 alpha 通道传递数据，缓冲必须是浮点；8 位或 10 位缓冲会丢掉 alpha，画面将没有任何变化。"
              : "\n   8 位整数缓冲也能用，只是每一步都会舍入一次。",
        closest_resizer(ExportTarget::potplayer, kernel_of(set)), setup.source.size.w, setup.source.size.h,
        setup.display.w, setup.display.h);
}

std::string english_part(const PixelSet& set, const ExportSetup& setup, const GuideFiles& files) {
    const bool alpha = setup.form == ExportSetup::Form::alpha_guide;
    return fmt::format(
        "Senga shaders: {0}\n"
        "==================\n\n"
        "1. Copy the .txt files of the folder PxShader into the folder PxShader where PotPlayer is installed.\n"
        "   (Video > Pixel Shaders > Open Pixel Shader folder opens it.)\n"
        "2. Video > Pixel Shaders > Reload Pixel Shader list.\n"
        "3. Pre-Resize Pixel Shaders > tick Enable Shader Stacker, then Stack..., and add, in this order:\n{1}"
        "4. Post-Resize Pixel Shaders > tick Enable Shader Stacker, then Stack..., and add, in this order:\n{2}"
        "   The order matters, and each file goes in once.\n"
        "5. In the pixel shader settings (Preferences > Video) choose 32-bit float buffers, or at least 16-bit "
        "float.{3}\n"
        "   Where black bars are part of the picture, tick \"Apply only to video image\": bars would otherwise bleed\n"
        "   into its borders.\n"
        "6. Choose the built-in Direct3D 11 or Direct3D 9 video renderer, and \"{4}\" as the resizer: it comes\n"
        "   closest to what the chain scales with.\n"
        "7. Ctrl+Alt+P switches the post-resize shaders on and off, Shift+P the pre-resize ones: compare.\n\n"
        "The values in the files are for {5}; export again for other sizes.\n",
        set.chain.name, numbered(files.before, "(none: leave it off)"), numbered(files.after, "(none: leave it off)"),
        alpha ? "\n   These files hand data on in alpha: the buffer has to hold floats. Buffers of 8 or 10 bits lose "
                "alpha, and the\n   picture then stays as it was, without a word."
              : "\n   8-bit integer buffers work as well; each shader then rounds once.",
        closest_resizer(ExportTarget::potplayer, kernel_of(set)), set.made);
}

} // namespace

std::string guide_name(std::string_view stem) {
    return fmt::format("senga-{}-README.txt", stem);
}

GuideFiles guide_files(const PixelSet& set, std::string_view folder) {
    GuideFiles out;
    const std::string before = fmt::format("senga-{}-{}", set.stem, side_name(FusedPass::Where::before_scaling));
    for (const ExportedFile& file : set.result.files) {
        if (!file.path.starts_with(folder)) {
            continue;
        }
        const std::string name = file.path.substr(folder.size());
        (name.starts_with(before) ? out.before : out.after).push_back(name);
    }
    return out;
}

std::string potplayer_guide(const PixelSet& set, const ExportSetup& setup) {
    const GuideFiles files = guide_files(set, "PxShader/");
    return std::string(byte_order_mark) +
           with_crlf(chinese_part(set, setup, files) + "\n\n" + english_part(set, setup, files));
}

std::string plain_guide(const PixelSet& set, std::string_view player, const std::vector<std::string>& steps,
                        const GuideFiles& files) {
    std::string out = fmt::format("Senga shaders for {}: {}\n\n", player, set.chain.name);
    for (std::size_t i = 0; i < steps.size(); ++i) {
        out += fmt::format("{}. {}\n", i + 1, steps[i]);
    }
    if (!files.before.empty()) {
        out += "\nBefore scaling, in this order:\n" + numbered(files.before, "");
    }
    if (!files.after.empty()) {
        out += "\nAfter scaling, in this order:\n" + numbered(files.after, "");
    }
    for (const std::string& note : set.result.notes) {
        out += fmt::format("\n{}\n", note);
    }
    return std::string(byte_order_mark) + with_crlf(out);
}

} // namespace senga
