#include "renderer/gl/context.h"

#include <EGL/egl.h>
#include <EGL/eglext.h>
#include <fmt/format.h>
#include <glad/gl.h>

#include <array>
#include <string_view>
#include <utility>

namespace senga::gl {
namespace {

std::string gl_string(GLenum name) {
    const auto* text = glGetString(name);
    return text == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(text));
}

void GLAPIENTRY collect(GLenum, GLenum, GLuint, GLenum severity, GLsizei, const GLchar* message, const void* user) {
    if (severity == GL_DEBUG_SEVERITY_HIGH || severity == GL_DEBUG_SEVERITY_MEDIUM) {
        auto* out = static_cast<std::vector<std::string>*>(const_cast<void*>(user));
        out->emplace_back(message);
    }
}

// Displays that need no window system, best first: Mesa's surfaceless platform, then the first device that works.
std::vector<EGLDisplay> candidate_displays() {
    std::vector<EGLDisplay> out;
    const auto get_platform_display =
        reinterpret_cast<PFNEGLGETPLATFORMDISPLAYEXTPROC>(eglGetProcAddress("eglGetPlatformDisplayEXT"));
    const auto query_devices = reinterpret_cast<PFNEGLQUERYDEVICESEXTPROC>(eglGetProcAddress("eglQueryDevicesEXT"));
    const char* client = eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);
    const std::string_view extensions = client == nullptr ? "" : client;
    if (get_platform_display != nullptr && extensions.find("EGL_EXT_platform_device") != extensions.npos &&
        query_devices != nullptr) {
        std::array<EGLDeviceEXT, 16> devices{};
        EGLint count = 0;
        if (query_devices(static_cast<EGLint>(devices.size()), devices.data(), &count) == EGL_TRUE) {
            for (EGLint i = 0; i < count; ++i) {
                out.push_back(
                    get_platform_display(EGL_PLATFORM_DEVICE_EXT, devices[static_cast<std::size_t>(i)], nullptr));
            }
        }
    }
    if (get_platform_display != nullptr && extensions.find("EGL_MESA_platform_surfaceless") != extensions.npos) {
        out.push_back(get_platform_display(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr));
    }
    out.push_back(eglGetDisplay(EGL_DEFAULT_DISPLAY));
    return out;
}

} // namespace

bool DriverInfo::software() const {
    for (const std::string_view name : {"llvmpipe", "softpipe", "SwiftShader", "swrast"}) {
        if (renderer.find(name) != std::string::npos) {
            return true;
        }
    }
    return false;
}

DriverInfo current_driver() {
    DriverInfo out{
        .vendor = gl_string(GL_VENDOR), .renderer = gl_string(GL_RENDERER), .version = gl_string(GL_VERSION)};
    glGetIntegerv(GL_MAJOR_VERSION, &out.major);
    glGetIntegerv(GL_MINOR_VERSION, &out.minor);
    return out;
}

Result<DriverInfo> load(GetProcAddress get_proc_address) {
    const int loaded = gladLoadGL(reinterpret_cast<GLADloadfunc>(get_proc_address));
    if (loaded == 0) {
        return diagnose(Code::gl_no_context, "no OpenGL context is current; check that a graphics driver is installed");
    }
    const DriverInfo out = current_driver();
    if (out.major < 4 || (out.major == 4 && out.minor < 3)) {
        return diagnose(
            Code::gl_too_old,
            fmt::format("OpenGL {}.{} of {} is too old: Senga needs 4.3; update the graphics driver, or set "
                        "LIBGL_ALWAYS_SOFTWARE=1 to try Mesa's software renderer",
                        out.major, out.minor, out.renderer));
    }
    return out;
}

MessageWatch::MessageWatch() : messages_(std::make_unique<std::vector<std::string>>()) {
    glEnable(GL_DEBUG_OUTPUT);
    glEnable(GL_DEBUG_OUTPUT_SYNCHRONOUS);
    glDebugMessageCallback(collect, messages_.get());
}

MessageWatch::~MessageWatch() {
    glDebugMessageCallback(nullptr, nullptr);
}

struct OffscreenContext::Handles {
    EGLDisplay display = EGL_NO_DISPLAY;
    EGLContext context = EGL_NO_CONTEXT;

    // The display itself is shared by every context of the process and lives on: terminating it would end them all.
    ~Handles() {
        if (context != EGL_NO_CONTEXT) {
            eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
            eglDestroyContext(display, context);
        }
    }
    Handles() = default;
    Handles(const Handles&) = delete;
    Handles& operator=(const Handles&) = delete;

    bool open(EGLDisplay candidate) {
        if (candidate == EGL_NO_DISPLAY || eglInitialize(candidate, nullptr, nullptr) != EGL_TRUE ||
            eglBindAPI(EGL_OPENGL_API) != EGL_TRUE) {
            return false;
        }
        const std::array<EGLint, 5> config_wish{EGL_SURFACE_TYPE, 0, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_NONE};
        EGLConfig config = nullptr;
        EGLint count = 0;
        if (eglChooseConfig(candidate, config_wish.data(), &config, 1, &count) != EGL_TRUE || count == 0) {
            config = nullptr; // EGL_KHR_no_config_context
        }
        const std::array<EGLint, 9> wish{EGL_CONTEXT_MAJOR_VERSION,
                                         4,
                                         EGL_CONTEXT_MINOR_VERSION,
                                         3,
                                         EGL_CONTEXT_OPENGL_PROFILE_MASK,
                                         EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT,
                                         EGL_CONTEXT_OPENGL_DEBUG,
                                         EGL_FALSE,
                                         EGL_NONE};
        context = eglCreateContext(candidate, config, EGL_NO_CONTEXT, wish.data());
        display = candidate;
        return context != EGL_NO_CONTEXT &&
               eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context) == EGL_TRUE;
    }
};

OffscreenContext::OffscreenContext(std::unique_ptr<Handles> handles) : handles_(std::move(handles)) {}
OffscreenContext::~OffscreenContext() = default;
OffscreenContext::OffscreenContext(OffscreenContext&&) noexcept = default;
OffscreenContext& OffscreenContext::operator=(OffscreenContext&&) noexcept = default;

Result<OffscreenContext> OffscreenContext::create() {
    for (EGLDisplay display : candidate_displays()) {
        auto handles = std::make_unique<Handles>();
        if (!handles->open(display)) {
            continue;
        }
        OffscreenContext out(std::move(handles));
        Result<DriverInfo> driver = load(&OffscreenContext::get_proc_address);
        if (!driver) {
            return driver.error();
        }
        out.driver_ = *std::move(driver);
        return out;
    }
    return diagnose(
        Code::gl_no_context,
        "no OpenGL 4.3 context can be made without a window; install Mesa (libgl1-mesa-dri, libegl1) or the "
        "graphics card's driver");
}

void OffscreenContext::make_current() const {
    eglMakeCurrent(handles_->display, EGL_NO_SURFACE, EGL_NO_SURFACE, handles_->context);
}

void* OffscreenContext::get_proc_address(const char* name) {
    return reinterpret_cast<void*>(eglGetProcAddress(name));
}

} // namespace senga::gl
