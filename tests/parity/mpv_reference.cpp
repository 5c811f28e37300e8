#include "tests/parity/mpv_reference.h"

#include "app/player/carrier_file.h"
#include "renderer/gl/framebuffer.h"

#include <fmt/format.h>
#include <glad/gl.h>
#include <mpv/client.h>
#include <mpv/render_gl.h>

#include <algorithm>
#include <chrono>
#include <clocale>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <utility>

namespace senga::parity {
namespace {

struct FreeCore {
    void operator()(mpv_handle* handle) const { mpv_terminate_destroy(handle); }
};
struct FreeRenderer {
    void operator()(mpv_render_context* context) const { mpv_render_context_free(context); }
};
using Core = std::unique_ptr<mpv_handle, FreeCore>;
using Renderer = std::unique_ptr<mpv_render_context, FreeRenderer>;

using Options = std::vector<std::pair<std::string, std::string>>;

// Our kernel as mpv's options: `scaler` is "scale", "dscale" or "cscale".
void add_kernel(Options& out, const std::string& scaler, const KernelChoice& choice) {
    std::string name(kernel_name(choice.kernel));
    std::replace(name.begin(), name.end(), '-', '_');
    std::optional<double> b = choice.b;
    std::optional<double> c = choice.c;
    if (choice.kernel == Kernel::hermite) {
        b = b.value_or(0.0);
        c = c.value_or(0.0);
    } else if (choice.kernel == Kernel::bicubic && (b || c)) {
        b = b.value_or(1.0);
        c = c.value_or(0.0);
    }
    const bool renamed = choice.kernel == Kernel::hermite || (choice.kernel == Kernel::bicubic && b);
    out.emplace_back(scaler, renamed ? "bcspline" : name);
    const auto add = [&](const char* key, std::optional<double> value) {
        if (value) {
            out.emplace_back(scaler + key, fmt::format("{}", *value));
        }
    };
    add("-param1", b);
    add("-param2", c);
    add("-radius", choice.radius);
    add("-blur", choice.blur);
    add("-antiring", choice.antiring);
}

// Whether the kernel is to be widened; mpv warns where its own bilinear scaler cannot be, as ours is not either.
const char* correct_downscaling(const Scaling& scaling) {
    const bool bilinear = scaling.down.kernel == Kernel::bilinear;
    return scaling.downscale == Scaling::Downscale::widened && !bilinear ? "yes" : "no";
}

const char* yes_if(bool wanted) {
    return wanted ? "yes" : "no";
}

Options options_of(const MpvRequest& request) {
    Options out{
        {"config", "no"},
        {"vo", "libmpv"},
        {"pause", "yes"},
        {"keep-open", "yes"},
        {"audio", "no"},
        {"sid", "no"},
        {"hwdec", "no"},
        {"osd-level", "0"},
        {"load-scripts", "no"},
        {"load-stats-overlay", "no"},
        {"load-osd-console", "no"},
        {"hr-seek", "yes"},
        {"keepaspect", "no"},
        {"blend-subtitles", "no"},
        // With nothing but bilinear scalers mpv takes a short cut: each plane straight to the target, chroma after
        // luma.
        {"gpu-dumb-mode", "no"},
        {"fbo-format", "rgba32f"},
        {"dither-depth", "no"},
        {"deband", "no"},
        {"interpolation", "no"},
        {"linear-upscaling", yes_if(request.scaling.up_light == UpLight::linear)},
        {"linear-downscaling", yes_if(request.scaling.down_light == DownLight::linear)},
        {"sigmoid-upscaling", yes_if(request.scaling.up_light == UpLight::sigmoid)},
        {"sigmoid-center", fmt::format("{}", request.scaling.sigmoid.centre)},
        {"sigmoid-slope", fmt::format("{}", request.scaling.sigmoid.slope)},
        {"correct-downscaling", correct_downscaling(request.scaling)},
    };
    add_kernel(out, "scale", request.scaling.up);
    add_kernel(out, "dscale", request.scaling.down);
    add_kernel(out, "cscale", request.scaling.chroma);
    if (request.start_s > 0.0) {
        out.emplace_back("start", fmt::format("{:.6f}", request.start_s));
    }
    out.insert(out.end(), request.options.begin(), request.options.end());
    return out;
}

// What is wrong with mpv's log; empty where nothing is. A warning counts as well: a shader that mpv refuses leaves one.
class Log {
public:
    void take(const mpv_event& event) {
        if (event.event_id == MPV_EVENT_LOG_MESSAGE) {
            const std::string_view text = static_cast<const mpv_event_log_message*>(event.data)->text;
            if (text.find("Suspected software renderer") == text.npos) {
                complaints_ += text;
            }
        }
    }
    const std::string& complaints() const { return complaints_; }

private:
    std::string complaints_;
};

Result<Core> start_core(const MpvRequest& request, const std::vector<CarrierFile>& files) {
    std::setlocale(LC_NUMERIC, "C"); // mpv refuses to start otherwise
    Core core(mpv_create());
    if (!core) {
        return diagnose(Code::player_start, "libmpv does not start");
    }
    for (const auto& [name, value] : options_of(request)) {
        if (mpv_set_option_string(core.get(), name.c_str(), value.c_str()) < 0) {
            return diagnose(Code::player_start, fmt::format("libmpv refuses {}={}", name, value));
        }
    }
    std::vector<std::string> paths;
    for (const CarrierFile& file : files) {
        paths.push_back(file.path());
    }
    std::vector<mpv_node> items(paths.size());
    for (std::size_t i = 0; i < paths.size(); ++i) {
        items[i].format = MPV_FORMAT_STRING;
        items[i].u.string = paths[i].data();
    }
    mpv_node_list list{.num = static_cast<int>(items.size()), .values = items.data(), .keys = nullptr};
    mpv_node node{};
    node.format = MPV_FORMAT_NODE_ARRAY;
    node.u.list = &list;
    if (mpv_set_option(core.get(), "glsl-shaders", MPV_FORMAT_NODE, &node) < 0) {
        return diagnose(Code::player_start, "libmpv refuses the list of shaders");
    }
    mpv_request_log_messages(core.get(), "warn");
    if (mpv_initialize(core.get()) < 0) {
        return diagnose(Code::player_start, "libmpv cannot be initialised");
    }
    return core;
}

Result<Renderer> start_renderer(mpv_handle* core) {
    mpv_opengl_init_params gl{
        .get_proc_address = [](void*, const char* name) { return gl::OffscreenContext::get_proc_address(name); },
        .get_proc_address_ctx = nullptr};
    mpv_render_param params[]{{MPV_RENDER_PARAM_API_TYPE, const_cast<char*>(MPV_RENDER_API_TYPE_OPENGL)},
                              {MPV_RENDER_PARAM_OPENGL_INIT_PARAMS, &gl},
                              {MPV_RENDER_PARAM_INVALID, nullptr}};
    mpv_render_context* context = nullptr;
    if (mpv_render_context_create(&context, core, params) < 0) {
        return diagnose(Code::player_start, "libmpv cannot draw with this OpenGL");
    }
    return Renderer(context);
}

// Whether a frame that was never drawn waits: what is drawn then comes through the whole chain and from no cache.
bool new_frame_waits(mpv_render_context* renderer) {
    if ((mpv_render_context_update(renderer) & MPV_RENDER_UPDATE_FRAME) == 0) {
        return false;
    }
    mpv_render_frame_info info{};
    const mpv_render_param ask{MPV_RENDER_PARAM_NEXT_FRAME_INFO, &info};
    return mpv_render_context_get_info(renderer, ask) >= 0 && (info.flags & MPV_RENDER_FRAME_INFO_PRESENT) != 0 &&
           (info.flags & MPV_RENDER_FRAME_INFO_REDRAW) == 0;
}

Outcome wait_for_frame(mpv_handle* core, mpv_render_context* renderer, const std::string& path, Log& log) {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (std::chrono::steady_clock::now() < deadline) {
        const mpv_event* event = mpv_wait_event(core, 0.005);
        log.take(*event);
        if (event->event_id == MPV_EVENT_END_FILE) {
            return diagnose(Code::player_open, fmt::format("libmpv cannot play the file: {}", log.complaints()),
                            {.file = path});
        }
        if (new_frame_waits(renderer)) {
            return Done{};
        }
    }
    return diagnose(Code::player_open, "libmpv shows no frame within a minute", {.file = path});
}

// Units from 6 up are free in mpv.
constexpr int capture_unit = 6;

std::string capture_shader() {
    return fmt::format("//!HOOK OUTPUT\n//!BIND HOOKED\n//!DESC capture\n"
                       "layout(binding = {}, rgba32f) writeonly uniform highp image2D captured;\n"
                       "vec4 hook() {{\n"
                       "    ivec2 p = ivec2(HOOKED_pos * HOOKED_size);\n"
                       "    vec4 v = texelFetch(HOOKED_raw, p, 0);\n"
                       "    imageStore(captured, p, v);\n"
                       "    return v;\n"
                       "}}\n",
                       capture_unit);
}

Result<FloatImage> draw(mpv_render_context* renderer, Size size, MpvRequest::Take take) {
    gl::Texture captured({.size = size, .format = gl::Format::rgba32f});
    captured.clear();
    gl::Texture texture({.size = size, .format = gl::Format::rgba32f});
    texture.clear();
    Result<gl::Framebuffer> framebuffer = gl::Framebuffer::for_texture(texture);
    if (!framebuffer) {
        return framebuffer.error();
    }
    mpv_opengl_fbo fbo{
        .fbo = static_cast<int>(framebuffer->id()), .w = size.w, .h = size.h, .internal_format = GL_RGBA32F};
    glBindImageTexture(capture_unit, captured.id(), 0, GL_FALSE, 0, GL_WRITE_ONLY, GL_RGBA32F);
    int no = 0;
    mpv_render_param params[]{{MPV_RENDER_PARAM_OPENGL_FBO, &fbo},
                              {MPV_RENDER_PARAM_FLIP_Y, &no},
                              {MPV_RENDER_PARAM_BLOCK_FOR_TARGET_TIME, &no},
                              {MPV_RENDER_PARAM_INVALID, nullptr}};
    if (const int code = mpv_render_context_render(renderer, params); code < 0) {
        return diagnose(Code::player_command, fmt::format("libmpv does not draw: {}", mpv_error_string(code)));
    }
    glMemoryBarrier(GL_TEXTURE_UPDATE_BARRIER_BIT);
    glBindImageTexture(capture_unit, 0, 0, GL_FALSE, 0, GL_WRITE_ONLY, GL_RGBA32F);
    return read_back(take == MpvRequest::Take::target ? texture : captured);
}

// mpv paints everything blue where a shader fails.
bool solid_blue(const FloatImage& image) {
    for (std::size_t i = 0; i + 2 < image.rgb.size(); i += 3) {
        if (image.rgb[i] > 0.01F || image.rgb[i + 1] > 0.01F || image.rgb[i + 2] < 0.9F) {
            return false;
        }
    }
    return true;
}

} // namespace

Result<MpvReference> MpvReference::create() {
    const char* perturb = std::getenv("MALLOC_PERTURB_");
    if (perturb == nullptr || std::string_view(perturb) != "255") {
        return diagnose(Code::gl_internal, "MALLOC_PERTURB_ must be 255 here; run the test through ctest");
    }
    Result<gl::OffscreenContext> context = gl::OffscreenContext::create();
    if (!context) {
        return context.error();
    }
    if (context->driver().renderer.find("llvmpipe") == std::string::npos) {
        return diagnose(Code::gl_internal,
                        fmt::format("the bounds are derived for llvmpipe, but this is {}; run the test "
                                    "through ctest",
                                    context->driver().renderer));
    }
    return MpvReference(*std::move(context));
}

Result<FloatImage> MpvReference::picture(const MpvRequest& request) {
    context_.make_current();
    std::vector<CarrierFile> files;
    std::vector<std::string> texts = request.shaders;
    if (request.take == MpvRequest::Take::output_stage) {
        texts.push_back(capture_shader());
    }
    for (const std::string& text : texts) {
        Result<CarrierFile> file = CarrierFile::write(text);
        if (!file) {
            return file.error();
        }
        files.push_back(*std::move(file));
    }
    Result<Core> core = start_core(request, files);
    if (!core) {
        return core.error();
    }
    Result<Renderer> renderer = start_renderer(core->get());
    if (!renderer) {
        return renderer.error();
    }
    const char* load[]{"loadfile", request.path.c_str(), nullptr};
    if (mpv_command_async(core->get(), 0, load) < 0) {
        return diagnose(Code::player_open, "libmpv does not load the file", {.file = request.path});
    }
    Log log;
    if (const Outcome waited = wait_for_frame(core->get(), renderer->get(), request.path, log); !waited) {
        return waited.error();
    }
    Result<FloatImage> image = draw(renderer->get(), request.size, request.take);
    if (!image) {
        return image.error();
    }
    // Log messages come through another thread; a moment of silence ends them.
    for (const mpv_event* event = mpv_wait_event(core->get(), 0.02); event->event_id != MPV_EVENT_NONE;
         event = mpv_wait_event(core->get(), 0.02)) {
        log.take(*event);
    }
    if (!log.complaints().empty()) {
        return diagnose(Code::player_command, fmt::format("libmpv complains: {}", log.complaints()),
                        {.file = request.path});
    }
    if (!std::all_of(image->rgb.begin(), image->rgb.end(), [](float value) { return std::isfinite(value); })) {
        return diagnose(Code::player_command, "libmpv's picture holds values that are no numbers",
                        {.file = request.path});
    }
    if (solid_blue(*image)) {
        return diagnose(Code::player_command, "libmpv's picture is blue: a shader failed", {.file = request.path});
    }
    return image;
}

} // namespace senga::parity
