#include "app/offline/interruption.h"

#include <ctime>

#include <pthread.h>

namespace senga {

Interruption::Interruption() {
    sigemptyset(&held_back_);
    sigaddset(&held_back_, SIGINT);
    sigaddset(&held_back_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &held_back_, &before_);
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGXFSZ, &ignore, &file_size_before_);
}

Interruption::~Interruption() {
    sigaction(SIGXFSZ, &file_size_before_, nullptr);
    pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

bool Interruption::asked() {
    const timespec at_once{};
    if (!asked_ && sigtimedwait(&held_back_, nullptr, &at_once) > 0) {
        asked_ = true;
        pthread_sigmask(SIG_SETMASK, &before_, nullptr); // this thread takes the next one, and the program ends
    }
    return asked_;
}

} // namespace senga
