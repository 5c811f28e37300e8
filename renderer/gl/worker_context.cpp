// gl::WorkerContext, by EGL alone: SDL's windows are made with EGL too, so one way serves the window and the commands.
#include "renderer/gl/context.h"

#include <EGL/egl.h>
#include <EGL/eglext.h>

#include <array>
#include <string_view>

namespace senga::gl {

struct WorkerContext::Handles {
    EGLDisplay display = EGL_NO_DISPLAY;
    EGLContext context = EGL_NO_CONTEXT;

    Handles() = default;
    Handles(const Handles&) = delete;
    Handles& operator=(const Handles&) = delete;
    ~Handles() {
        if (context != EGL_NO_CONTEXT) {
            eglDestroyContext(display, context);
        }
    }
};

WorkerContext::WorkerContext(std::unique_ptr<Handles> handles) : handles_(std::move(handles)) {}
WorkerContext::~WorkerContext() = default;

std::unique_ptr<WorkerContext> WorkerContext::shared_with_current() {
    const EGLContext main = eglGetCurrentContext();
    const EGLDisplay display = eglGetCurrentDisplay();
    if (main == EGL_NO_CONTEXT || display == EGL_NO_DISPLAY) {
        return nullptr;
    }
    const char* text = eglQueryString(display, EGL_EXTENSIONS);
    const std::string_view extensions = text == nullptr ? "" : text;
    if (extensions.find("EGL_KHR_surfaceless_context") == std::string_view::npos) {
        return nullptr;
    }
    // The same configuration as the main context's, or none where that has none.
    EGLint config_id = 0;
    EGLConfig config = nullptr;
    EGLint count = 0;
    if (eglQueryContext(display, main, EGL_CONFIG_ID, &config_id) == EGL_TRUE && config_id != 0) {
        const std::array<EGLint, 3> wish{EGL_CONFIG_ID, config_id, EGL_NONE};
        eglChooseConfig(display, wish.data(), &config, 1, &count);
    }
    const std::array<EGLint, 7> wish{
        EGL_CONTEXT_MAJOR_VERSION,           4,       EGL_CONTEXT_MINOR_VERSION, 3, EGL_CONTEXT_OPENGL_PROFILE_MASK,
        EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE};
    auto handles = std::make_unique<Handles>();
    handles->display = display;
    handles->context = eglCreateContext(display, count > 0 ? config : nullptr, main, wish.data());
    if (handles->context == EGL_NO_CONTEXT) {
        return nullptr;
    }
    return std::unique_ptr<WorkerContext>(new WorkerContext(std::move(handles)));
}

bool WorkerContext::enter() const {
    return eglBindAPI(EGL_OPENGL_API) == EGL_TRUE &&
           eglMakeCurrent(handles_->display, EGL_NO_SURFACE, EGL_NO_SURFACE, handles_->context) == EGL_TRUE;
}

void WorkerContext::leave() const {
    eglMakeCurrent(handles_->display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
}

} // namespace senga::gl
