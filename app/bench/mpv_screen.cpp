#include "app/bench/mpv_screen.h"

#include "app/player/carrier_file.h"
#include "renderer/gl/context.h"

#include <fmt/format.h>
#include <glad/gl.h>
#include <mpv/client.h>
#include <mpv/render_gl.h>

#include <chrono>
#include <clocale>
#include <optional>
#include <string_view>

namespace senga {
namespace {

struct FreeCore {
    void operator()(mpv_handle* handle) const { mpv_terminate_destroy(handle); }
};
struct FreeRenderer {
    void operator()(mpv_render_context* context) const { mpv_render_context_free(context); }
};
using Core = std::unique_ptr<mpv_handle, FreeCore>;
using Renderer = std::unique_ptr<mpv_render_context, FreeRenderer>;

MpvSettings settings_of(const MpvScreenSetup& setup) {
    MpvSettings out{
        {"config", "no"},
        {"terminal", "no"},
        {"vo", "libmpv"},
        {"pause", "yes"},
        {"keep-open", "no"},
        {"loop-file", "inf"},
        {"image-display-duration", "inf"},
        {"audio", "no"},
        {"sid", "no"},
        {"hwdec", "no"},
        {"gpu-hwdec-interop", "no"}, // else its loaders print what they do not find
        {"osd-level", "0"},
        {"load-scripts", "no"},
        {"load-stats-overlay", "no"},
        {"load-osd-console", "no"},
        {"hr-seek", "yes"},
        {"keepaspect", "no"},
        // Frames come as soon as they are wanted, and all of them.
        {"untimed", "yes"},
        {"framedrop", "no"},
        {"start", fmt::format("{:.6f}", setup.start_s)},
    };
    out.insert(out.end(), setup.settings.begin(), setup.settings.end());
    return out;
}

Result<Core> start_core(const MpvSettings& settings, const std::optional<CarrierFile>& shader) {
    std::setlocale(LC_NUMERIC, "C"); // mpv refuses to start otherwise
    Core core(mpv_create());
    if (!core) {
        return diagnose(Code::player_start, "libmpv cannot be started: it is out of memory");
    }
    for (const auto& [name, value] : settings) {
        if (const int code = mpv_set_option_string(core.get(), name.c_str(), value.c_str()); code < 0) {
            return diagnose(Code::player_start,
                            fmt::format("libmpv refuses the option {}={}: {}", name, value, mpv_error_string(code)));
        }
    }
    if (shader) {
        // As a list, since paths may hold the separators of a text.
        std::string path = shader->path();
        mpv_node item{};
        item.format = MPV_FORMAT_STRING;
        item.u.string = path.data();
        mpv_node_list list{.num = 1, .values = &item, .keys = nullptr};
        mpv_node node{};
        node.format = MPV_FORMAT_NODE_ARRAY;
        node.u.list = &list;
        if (mpv_set_option(core.get(), "glsl-shaders", MPV_FORMAT_NODE, &node) < 0) {
            return diagnose(Code::player_start, "libmpv refuses the list of shaders");
        }
    }
    mpv_request_log_messages(core.get(), "warn");
    if (const int code = mpv_initialize(core.get()); code < 0) {
        return diagnose(Code::player_start, fmt::format("libmpv cannot be initialised: {}", mpv_error_string(code)));
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
    if (const int code = mpv_render_context_create(&context, core, params); code < 0) {
        return diagnose(Code::player_start,
                        fmt::format("libmpv cannot draw with this OpenGL: {}", mpv_error_string(code)));
    }
    return Renderer(context);
}

} // namespace

class MpvScreen::Impl {
public:
    Outcome start(const MpvScreenSetup& setup);
    Outcome draw(const Target& target);
    void shown() { mpv_render_context_report_swap(renderer_.get()); }
    Outcome redo();
    Outcome set(const char* name, const char* value);
    Outcome wait_for_new_frame();
    const std::string& complaints();
    std::string text_of(const char* property);

private:
    enum class Waiting { nothing, again, fresh };
    Waiting waiting();
    Outcome take(const mpv_event& event);

    std::optional<CarrierFile> shader_;
    Core core_;
    Renderer renderer_;
    std::string path_;
    std::string complaints_;
    std::uint64_t requests_ = 0; // set so far
    std::uint64_t answered_ = 0;
    int refused_ = 0;
    bool full_levels_ = false;
};

// What draw() would draw.
MpvScreen::Impl::Waiting MpvScreen::Impl::waiting() {
    if ((mpv_render_context_update(renderer_.get()) & MPV_RENDER_UPDATE_FRAME) == 0) {
        return Waiting::nothing;
    }
    mpv_render_frame_info info{};
    const mpv_render_param ask{MPV_RENDER_PARAM_NEXT_FRAME_INFO, &info};
    if (mpv_render_context_get_info(renderer_.get(), ask) < 0 || (info.flags & MPV_RENDER_FRAME_INFO_PRESENT) == 0) {
        return Waiting::nothing;
    }
    return (info.flags & MPV_RENDER_FRAME_INFO_REDRAW) != 0 ? Waiting::again : Waiting::fresh;
}

Outcome MpvScreen::Impl::take(const mpv_event& event) {
    switch (event.event_id) {
    case MPV_EVENT_LOG_MESSAGE: {
        const std::string_view text = static_cast<const mpv_event_log_message*>(event.data)->text;
        if (text.find("Suspected software renderer") == text.npos) {
            complaints_ += text;
        }
        return Done{};
    }
    case MPV_EVENT_SET_PROPERTY_REPLY:
        answered_ = event.reply_userdata;
        refused_ = event.error;
        return Done{};
    case MPV_EVENT_END_FILE:
        return diagnose(Code::player_open, fmt::format("libmpv cannot play the file: {}", complaints_),
                        {.file = path_});
    default:
        return Done{};
    }
}

Outcome MpvScreen::Impl::wait_for_new_frame() {
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (std::chrono::steady_clock::now() < deadline) {
        if (const Outcome taken = take(*mpv_wait_event(core_.get(), 0.002)); !taken) {
            return taken;
        }
        if (waiting() == Waiting::fresh) {
            return Done{};
        }
    }
    return diagnose(Code::player_open, "libmpv shows no frame within a minute", {.file = path_});
}

Outcome MpvScreen::Impl::start(const MpvScreenSetup& setup) {
    path_ = setup.path;
    if (!setup.shader.empty()) {
        Result<CarrierFile> file = CarrierFile::write(setup.shader);
        if (!file) {
            return file.error();
        }
        shader_ = *std::move(file);
    }
    Result<Core> core = start_core(settings_of(setup), shader_);
    if (!core) {
        return core.error();
    }
    core_ = *std::move(core);
    Result<Renderer> renderer = start_renderer(core_.get());
    if (!renderer) {
        return renderer.error();
    }
    renderer_ = *std::move(renderer);
    const char* load[]{"loadfile", setup.path.c_str(), nullptr};
    if (mpv_command_async(core_.get(), 0, load) < 0) {
        return diagnose(Code::player_open, "libmpv does not load the file", {.file = path_});
    }
    return wait_for_new_frame();
}

Outcome MpvScreen::Impl::draw(const Target& target) {
    const Size size = target.texture.size();
    mpv_opengl_fbo fbo{.fbo = static_cast<int>(target.framebuffer.id()),
                       .w = size.w,
                       .h = size.h,
                       .internal_format = static_cast<int>(gl::info(target.texture.desc().format).internal)};
    int no = 0;
    mpv_render_param params[]{{MPV_RENDER_PARAM_OPENGL_FBO, &fbo},
                              {MPV_RENDER_PARAM_FLIP_Y, &no},
                              {MPV_RENDER_PARAM_BLOCK_FOR_TARGET_TIME, &no},
                              {MPV_RENDER_PARAM_INVALID, nullptr}};
    const int code = mpv_render_context_render(renderer_.get(), params);
    return code >= 0 ? Outcome(Done{})
                     : diagnose(Code::player_command, fmt::format("libmpv does not draw: {}", mpv_error_string(code)));
}

// Never a synchronous call: the core may wait for a picture to be drawn on this very thread.
Outcome MpvScreen::Impl::set(const char* name, const char* value) {
    const std::uint64_t request = ++requests_;
    refused_ = mpv_set_property_async(core_.get(), request, name, MPV_FORMAT_STRING, static_cast<void*>(&value));
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (refused_ >= 0 && answered_ < request && std::chrono::steady_clock::now() < deadline) {
        if (const Outcome taken = take(*mpv_wait_event(core_.get(), 0.002)); !taken) {
            return taken;
        }
        // A picture that waits keeps the core from answering: it is looked at, so that mpv knows somebody is there.
        static_cast<void>(waiting());
    }
    return refused_ >= 0 && answered_ >= request
               ? Outcome(Done{})
               : diagnose(Code::player_command, fmt::format("libmpv does not set {}={}", name, value));
}

// Both levels are the same to an RGB target, but the change makes what was drawn before stale.
Outcome MpvScreen::Impl::redo() {
    full_levels_ = !full_levels_;
    if (const Outcome changed = set("video-output-levels", full_levels_ ? "full" : "auto"); !changed) {
        return changed;
    }
    // mpv asks for it to be drawn again; with that asked and answered, nothing of this change is left for later.
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(2);
    while (waiting() == Waiting::nothing && std::chrono::steady_clock::now() < deadline) {
        if (const Outcome taken = take(*mpv_wait_event(core_.get(), 0.001)); !taken) {
            return taken;
        }
    }
    return Done{};
}

const std::string& MpvScreen::Impl::complaints() {
    // Messages come through another thread; a moment of silence ends them.
    for (const mpv_event* event = mpv_wait_event(core_.get(), 0.02); event->event_id != MPV_EVENT_NONE;
         event = mpv_wait_event(core_.get(), 0.02)) {
        static_cast<void>(take(*event));
    }
    return complaints_;
}

std::string MpvScreen::Impl::text_of(const char* property) {
    const std::uint64_t request = ++requests_;
    if (mpv_get_property_async(core_.get(), request, property, MPV_FORMAT_STRING) < 0) {
        return "";
    }
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (std::chrono::steady_clock::now() < deadline) {
        const mpv_event* event = mpv_wait_event(core_.get(), 0.002);
        if (event->event_id == MPV_EVENT_GET_PROPERTY_REPLY && event->reply_userdata == request) {
            if (event->error < 0) {
                return "";
            }
            const char* const* text =
                static_cast<const char* const*>(static_cast<const mpv_event_property*>(event->data)->data);
            return text != nullptr && *text != nullptr ? *text : "";
        }
        static_cast<void>(take(*event));
    }
    return "";
}

MpvScreen::MpvScreen(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
MpvScreen::~MpvScreen() = default;
MpvScreen::MpvScreen(MpvScreen&&) noexcept = default;
MpvScreen& MpvScreen::operator=(MpvScreen&&) noexcept = default;

Result<MpvScreen> MpvScreen::open(const MpvScreenSetup& setup) {
    auto impl = std::make_unique<Impl>();
    const Outcome started = impl->start(setup);
    return started ? Result<MpvScreen>(MpvScreen(std::move(impl))) : Result<MpvScreen>(started.error());
}

Outcome MpvScreen::draw(const Target& target) {
    return impl_->draw(target);
}

void MpvScreen::shown() {
    impl_->shown();
}

Outcome MpvScreen::redo() {
    return impl_->redo();
}

Outcome MpvScreen::advance() {
    const Outcome going = impl_->set("pause", "no");
    return going ? impl_->wait_for_new_frame() : going;
}

Outcome MpvScreen::hold() {
    return impl_->set("pause", "yes");
}

const std::string& MpvScreen::complaints() {
    return impl_->complaints();
}

std::string MpvScreen::version() {
    return impl_->text_of("mpv-version");
}

std::string MpvScreen::subtitles() {
    for (const char* key : {"current-tracks/sub/title", "current-tracks/sub/lang", "current-tracks/sub/id"}) {
        if (std::string text = impl_->text_of(key); !text.empty()) {
            return text;
        }
    }
    return "";
}

} // namespace senga
