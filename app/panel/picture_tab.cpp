// The tab "Picture": colour by the built-in equaliser, the picture's shape, and the scalers, which A and B share.
#include "app/panel/parameters.h"
#include "app/panel/style.h"
#include "app/panel/widgets.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace senga {
namespace {

// The equaliser is ours, so its values have names in both languages; what else it may offer is called as its file says.
std::optional<Text> equaliser_name(std::string_view parameter) {
    struct Named {
        std::string_view parameter;
        Text name;
    };
    constexpr std::array<Named, 5> names{Named{"brightness", Text::picture_brightness},
                                         Named{"contrast", Text::picture_contrast},
                                         Named{"saturation", Text::picture_saturation},
                                         Named{"gamma", Text::picture_gamma}, Named{"hue", Text::picture_hue}};
    for (const Named& named : names) {
        if (named.parameter == parameter) {
            return named.name;
        }
    }
    return std::nullopt;
}

double equaliser_value(const ChainEntry& equaliser, const Parameter& parameter) {
    const auto own = equaliser.values.find(parameter.name);
    return sanitised(parameter, own != equaliser.values.end() ? own->second : parameter.initial);
}

void draw_equaliser(const Canvas& canvas) {
    const ChainEntry& equaliser = canvas.state.chain.equaliser;
    if (!equaliser.shader) {
        text_wrapped(theme::warn, canvas.tr(Text::picture_equaliser_missing));
        return;
    }
    bool changed = false;
    for (const Parameter& parameter : equaliser.shader->parameters) {
        const auto name = equaliser_name(parameter.name);
        const ParameterRow row{.parameter = parameter,
                               .value = equaliser_value(equaliser, parameter),
                               .base = parameter.initial,
                               .label = name ? canvas.tr(*name)
                                             : parameter_label(canvas.state.view.language, equaliser, parameter),
                               .less = "picture.less-" + parameter.name,
                               .more = "picture.more-" + parameter.name,
                               .mark = "equaliser." + parameter.name};
        changed = changed || row.value != row.base;
        double value = 0.0;
        switch (draw_parameter(canvas, row, value)) {
        case Wish::set:
            canvas.emit(command::SetEqualiser{parameter.name, value});
            break;
        case Wish::reset:
            canvas.emit(command::SetEqualiser{parameter.name, parameter.initial});
            break;
        case Wish::none:
            break;
        }
    }
    ImGui::BeginDisabled(!changed);
    if (ImGui::Button(canvas.tr(Text::picture_reset))) {
        canvas.emit(command::ResetEqualiser{});
    }
    ImGui::EndDisabled();
    canvas.mark("equaliser.reset");
    help(canvas, Text::picture_reset, "picture.reset-equaliser");
}

constexpr std::array<const char*, 7> aspects{"", "16:9", "4:3", "2.35:1", "1.85:1", "21:9", "1:1"};

void draw_aspect(const Canvas& canvas) {
    const std::string& present = canvas.state.player.aspect;
    const auto name = [&](const std::string& aspect) {
        return aspect.empty() ? std::string(canvas.tr(Text::picture_aspect_file)) : aspect;
    };
    label_beside(canvas, canvas.tr(Text::picture_aspect));
    if (begin_combo("##aspect", name(present))) {
        for (const char* aspect : aspects) {
            if (ImGui::Selectable(name(aspect).c_str(), present == aspect)) {
                canvas.emit(command::SetAspect{aspect});
            }
            canvas.mark(std::string("aspect.") + aspect);
        }
        ImGui::EndCombo();
    }
    canvas.mark("picture.aspect");
    help(canvas, Text::picture_aspect, "picture.aspect");
}

void draw_rotation(const Canvas& canvas) {
    label_beside(canvas, canvas.tr(Text::picture_rotation));
    if (ImGui::Button(canvas.tr(Text::picture_rotate_left))) {
        canvas.emit(command::Rotate{Direction::back});
    }
    canvas.mark("picture.rotate-left");
    help(canvas, Text::picture_rotation, "picture.rotate-left");
    ImGui::SameLine();
    if (ImGui::Button(canvas.tr(Text::picture_rotate_right))) {
        canvas.emit(command::Rotate{Direction::forward});
    }
    canvas.mark("picture.rotate-right");
    help(canvas, Text::picture_rotation, "picture.rotate-right");
    ImGui::SameLine();
    text_dim(fmt::format("{}\u00B0", canvas.state.player.rotation_deg));
}

void draw_shape(const Canvas& canvas) {
    const PlayerState& player = canvas.state.player;
    draw_aspect(canvas);
    draw_rotation(canvas);
    constexpr double percent = 100.0;
    const Slid slid = slide(canvas, {.id = "panscan",
                                     .label = Text::picture_panscan,
                                     .value = player.panscan * percent,
                                     .most = percent,
                                     .format = "%.0f %%",
                                     .less = "picture.less-panscan",
                                     .more = "picture.more-panscan"});
    if (slid.changed) {
        canvas.emit(command::ChangePanscan{slid.value / percent - player.panscan});
    }
    bool deinterlace = player.deinterlace;
    if (ImGui::Checkbox(canvas.tr(Text::picture_deinterlace), &deinterlace)) {
        canvas.emit(command::ToggleDeinterlace{});
    }
    canvas.mark("picture.deinterlace");
    help(canvas, Text::picture_deinterlace, "video.deinterlace");
    bool on_top = canvas.state.view.on_top;
    if (ImGui::Checkbox(canvas.tr(Text::picture_on_top), &on_top)) {
        canvas.emit(command::ToggleOnTop{});
    }
    canvas.mark("picture.on-top");
    help(canvas, Text::picture_on_top, "window.on-top");
}

// A kernel and how strongly it is held back. All of these return whether the viewer changed it. Kernels are called as
// presets and mpv call them, in every language.
bool draw_kernel(const Canvas& canvas, const char* id, Text label, KernelChoice& choice) {
    bool changed = false;
    ImGui::PushID(id);
    label_beside(canvas, canvas.tr(label));
    const std::string present = to_text(choice);
    if (begin_combo("##kernel", std::string(kernel_name(choice.kernel)))) {
        for (const Kernel kernel : all_kernels()) {
            const std::string name(kernel_name(kernel));
            if (ImGui::Selectable(name.c_str(), kernel == choice.kernel) && kernel != choice.kernel) {
                const double antiring = choice.antiring;
                choice = kernel; // numbers of one kernel mean nothing to another
                choice.antiring = antiring;
                changed = true;
            }
            canvas.mark("kernel." + name);
        }
        ImGui::EndCombo();
    } else {
        canvas.mark(std::string("scaling.") + id);
        tooltip(present);
    }
    const Slid slid =
        slide(canvas, {.id = "antiring", .label = Text::picture_antiring, .value = choice.antiring, .mark = id});
    if (slid.changed) {
        choice.antiring = slid.value;
        changed = true;
    }
    ImGui::PopID();
    return changed;
}

template<class Light, std::size_t count>
bool draw_light(const Canvas& canvas, const char* id, Text label, const std::array<Text, count>& names, Light& light) {
    bool changed = false;
    label_beside(canvas, canvas.tr(label));
    if (begin_combo((std::string("##") + id).c_str(), canvas.tr(names[static_cast<std::size_t>(light)]))) {
        for (std::size_t i = 0; i < count; ++i) {
            const auto choice = static_cast<Light>(i);
            if (ImGui::Selectable(canvas.tr(names[i]), choice == light) && choice != light) {
                light = choice;
                changed = true;
            }
            canvas.mark("light." + std::to_string(i));
        }
        ImGui::EndCombo();
    } else {
        canvas.mark(std::string("scaling.") + id);
    }
    return changed;
}

constexpr std::array<Text, 3> up_lights{Text::picture_light_gamma, Text::picture_light_linear,
                                        Text::picture_light_sigmoid};
constexpr std::array<Text, 2> down_lights{Text::picture_light_gamma, Text::picture_light_linear};

void draw_scaling(const Canvas& canvas) {
    Scaling wanted = canvas.state.chain.chain.scaling;
    bool changed = draw_kernel(canvas, "up", Text::picture_up, wanted.up);
    changed = draw_light(canvas, "up-light", Text::picture_light_up, up_lights, wanted.up_light) || changed;
    ImGui::Spacing();
    changed = draw_kernel(canvas, "down", Text::picture_down, wanted.down) || changed;
    changed = draw_light(canvas, "down-light", Text::picture_light_down, down_lights, wanted.down_light) || changed;
    bool widened = wanted.downscale == Scaling::Downscale::widened;
    if (ImGui::Checkbox(canvas.tr(Text::picture_widened), &widened)) {
        wanted.downscale = widened ? Scaling::Downscale::widened : Scaling::Downscale::plain;
        changed = true;
    }
    canvas.mark("scaling.widened");
    help(canvas, Text::picture_widened_help);
    ImGui::Spacing();
    changed = draw_kernel(canvas, "chroma", Text::picture_chroma, wanted.chroma) || changed;
    if (changed) {
        canvas.emit(command::SetScaling{wanted});
    }
}

} // namespace

void draw_picture(const Canvas& canvas) {
    text_dim(canvas.tr(Text::picture_equaliser));
    draw_equaliser(canvas);
    heading(canvas, Text::picture_shape);
    draw_shape(canvas);
    heading(canvas, Text::picture_scaling);
    draw_scaling(canvas);
}

} // namespace senga
