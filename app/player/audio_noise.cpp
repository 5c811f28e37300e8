#include "app/player/audio_noise.h"

#include <cstdlib>
#include <dlfcn.h>

namespace senga {
namespace {

// ALSA's snd_lib_error_handler_t.
void say_nothing(const char*, int, const char*, int, const char*, ...) {}

} // namespace

void quiet_audio_libraries() {
    setenv("PIPEWIRE_DEBUG", "0", 0);
    // libmpv brings ALSA along; where it does not there is nothing to quiet.
    void* alsa = dlopen("libasound.so.2", RTLD_LAZY | RTLD_NOLOAD);
    if (alsa == nullptr) {
        return;
    }
    using SetHandler = int (*)(void (*)(const char*, int, const char*, int, const char*, ...));
    if (auto* set_handler = reinterpret_cast<SetHandler>(dlsym(alsa, "snd_lib_error_set_handler"))) {
        set_handler(say_nothing);
    }
}

} // namespace senga
