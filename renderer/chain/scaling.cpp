#include "renderer/chain/scaling.h"

#include "renderer/language/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace senga {
namespace {

enum class Family { plain, cubic, resizable };

struct Row {
    Kernel kernel;
    std::string_view name;
    Family family = Family::plain;
    bool polar = false;
};

constexpr auto rows = std::to_array<Row>({
    {Kernel::nearest, "nearest"},
    {Kernel::bilinear, "bilinear"},
    {Kernel::bicubic, "bicubic", Family::cubic},
    {Kernel::bcspline, "bcspline", Family::cubic},
    {Kernel::catmull_rom, "catmull-rom", Family::cubic},
    {Kernel::mitchell, "mitchell", Family::cubic},
    {Kernel::hermite, "hermite", Family::cubic},
    {Kernel::robidoux, "robidoux", Family::cubic},
    {Kernel::robidouxsharp, "robidouxsharp", Family::cubic},
    {Kernel::spline16, "spline16"},
    {Kernel::spline36, "spline36"},
    {Kernel::spline64, "spline64"},
    {Kernel::lanczos, "lanczos", Family::resizable},
    {Kernel::gaussian, "gaussian", Family::resizable},
    {Kernel::ewa_lanczos, "ewa-lanczos", Family::resizable, true},
    {Kernel::ewa_lanczossharp, "ewa-lanczossharp", Family::resizable, true},
    {Kernel::ewa_lanczossoft, "ewa-lanczossoft", Family::resizable, true},
    {Kernel::haasnsoft, "haasnsoft", Family::resizable, true},
    {Kernel::ewa_robidoux, "ewa-robidoux", Family::cubic, true},
    {Kernel::ewa_robidouxsharp, "ewa-robidouxsharp", Family::cubic, true},
});

const Row& row_of(Kernel kernel) {
    return *std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.kernel == kernel; });
}

// Whether the GPU's own filter does the kernel: then there is nothing to set.
bool is_fixed(Kernel kernel) {
    return kernel == Kernel::nearest || kernel == Kernel::bilinear;
}

// A number that can be set in a kernel's text.
struct Setting {
    std::string_view key;
    double lowest;
    double highest;
    bool (*taken_by)(Kernel);
    void (*set)(KernelChoice&, double);
    std::optional<double> (*get)(const KernelChoice&);
};

constexpr auto settings = std::to_array<Setting>({
    {"b", -10, 10, is_cubic, [](KernelChoice& k, double v) { k.b = v; }, [](const KernelChoice& k) { return k.b; }},
    {"c", -10, 10, is_cubic, [](KernelChoice& k, double v) { k.c = v; }, [](const KernelChoice& k) { return k.c; }},
    {"radius", 0.5, 16, has_radius, [](KernelChoice& k, double v) { k.radius = v; },
     [](const KernelChoice& k) { return k.radius; }},
    {"blur", 0.1, 10, [](Kernel k) { return !is_fixed(k); }, [](KernelChoice& k, double v) { k.blur = v; },
     [](const KernelChoice& k) { return k.blur; }},
    {"antiring", 0, 1, [](Kernel k) { return !is_fixed(k); }, [](KernelChoice& k, double v) { k.antiring = v; },
     [](const KernelChoice& k) { return k.antiring == 0.0 ? std::nullopt : std::optional(k.antiring); }},
});

std::string settings_of(Kernel kernel) {
    std::string out;
    for (const Setting& setting : settings) {
        if (setting.taken_by(kernel)) {
            out +=
                fmt::format("{}{} ({} to {})", out.empty() ? "" : ", ", setting.key, setting.lowest, setting.highest);
        }
    }
    return out.empty() ? "nothing" : out;
}

Outcome read_setting(std::string_view word, KernelChoice& out) {
    const std::size_t equals = word.find('=');
    const std::string_view key = trim(word.substr(0, equals));
    const std::string_view number = equals == word.npos ? std::string_view() : word.substr(equals + 1);
    const double value = parse_real(trim(number)).value_or(std::nan(""));
    const auto* const setting = std::find_if(settings.begin(), settings.end(), [&](const Setting& each) {
        return each.key == key && each.taken_by(out.kernel);
    });
    if (setting == settings.end() || !(value >= setting->lowest && value <= setting->highest)) {
        return diagnose(Code::preset_value,
                        fmt::format("{} is not possible for {}; it takes KEY=NUMBER of: {}", in_quotes(word),
                                    kernel_name(out.kernel), settings_of(out.kernel)));
    }
    setting->set(out, value);
    return Done{};
}

// The light of a name, for either enum: they count alike.
constexpr auto lights = std::to_array<std::string_view>({"gamma", "linear", "sigmoid"});

template<class Light>
std::optional<Light> light_from_name(std::string_view name, Light last) {
    for (std::size_t i = 0; i <= static_cast<std::size_t>(last); ++i) {
        if (lights.at(i) == name) {
            return static_cast<Light>(i);
        }
    }
    return std::nullopt;
}

} // namespace

std::string_view kernel_name(Kernel kernel) {
    return row_of(kernel).name;
}

std::optional<Kernel> kernel_from_name(std::string_view name) {
    std::string dashed(name);
    std::replace(dashed.begin(), dashed.end(), '_', '-');
    for (const Row& row : rows) {
        if (row.name == dashed) {
            return row.kernel;
        }
    }
    return std::nullopt;
}

std::vector<Kernel> all_kernels() {
    std::vector<Kernel> out;
    out.reserve(rows.size());
    for (const Row& row : rows) {
        out.push_back(row.kernel);
    }
    return out;
}

std::string kernel_names() {
    std::string out;
    for (const Row& row : rows) {
        out += (out.empty() ? "" : ", ") + std::string(row.name);
    }
    return out;
}

bool is_polar(Kernel kernel) {
    return row_of(kernel).polar;
}

bool is_cubic(Kernel kernel) {
    return row_of(kernel).family == Family::cubic;
}

bool has_radius(Kernel kernel) {
    return row_of(kernel).family == Family::resizable;
}

Result<KernelChoice> kernel_choice_from_text(std::string_view text) {
    const std::size_t colon = text.find(':');
    const std::string_view name = trim(text.substr(0, colon));
    const std::optional<Kernel> kernel = kernel_from_name(name);
    if (!kernel) {
        return diagnose(Code::preset_value,
                        fmt::format("there is no scaler {}; there are: {}", in_quotes(name), kernel_names()));
    }
    KernelChoice out = *kernel;
    std::string_view rest = colon == text.npos ? std::string_view() : text.substr(colon + 1);
    bool more = colon != text.npos;
    while (more) {
        const std::size_t comma = rest.find(',');
        if (const Outcome read = read_setting(rest.substr(0, comma), out); !read) {
            return read.error();
        }
        more = comma != rest.npos;
        rest = more ? rest.substr(comma + 1) : std::string_view();
    }
    return out;
}

std::string to_text(const KernelChoice& choice) {
    std::string out(kernel_name(choice.kernel));
    char separator = ':';
    for (const Setting& setting : settings) {
        if (const std::optional<double> value = setting.get(choice)) {
            out += separator + std::string(setting.key) + "=" + shortest(*value);
            separator = ',';
        }
    }
    return out;
}

std::string_view light_name(UpLight light) {
    return lights.at(static_cast<std::size_t>(light));
}

std::string_view light_name(DownLight light) {
    return lights.at(static_cast<std::size_t>(light));
}

std::optional<UpLight> up_light_from_name(std::string_view name) {
    return light_from_name(name, UpLight::sigmoid);
}

std::optional<DownLight> down_light_from_name(std::string_view name) {
    return light_from_name(name, DownLight::linear);
}

std::string_view downscale_name(Scaling::Downscale downscale) {
    return downscale == Scaling::Downscale::plain ? "plain" : "widened";
}

std::optional<Scaling::Downscale> downscale_from_name(std::string_view name) {
    for (const auto downscale : {Scaling::Downscale::widened, Scaling::Downscale::plain}) {
        if (downscale_name(downscale) == name) {
            return downscale;
        }
    }
    return std::nullopt;
}

Outcome check(const SigmoidShape& shape) {
    if (shape.centre >= 0.0 && shape.centre <= 1.0 && shape.slope >= 1.0 && shape.slope <= 20.0) {
        return Done{};
    }
    return diagnose(Code::preset_value, fmt::format("a sigmoid with centre {} and slope {} is not possible; the centre "
                                                    "goes from 0 to 1, the slope from 1 to 20",
                                                    shape.centre, shape.slope));
}

} // namespace senga
