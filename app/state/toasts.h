// Short messages over the picture. A toast with a topic replaces the one before it, so that ten presses of a key leave
// one message. Diagnostics go into the log as well, so that nothing is lost when the toast fades.
// Pure functions over ViewState, main thread.
#pragma once

#include "app/state/state.h"

#include <string>

namespace senga {

// Stays as long as its text takes to read.
void show_toast(ViewState& view, std::string topic, std::string text, double now_s);
// Stays as long as a warning of report(), but is not logged.
void show_warning(ViewState& view, std::string topic, std::string text, double now_s);
// A picture was saved: one toast for all that are saved into the same folder while it stays. A click copies their
// paths.
void tell_saved(ViewState& view, const std::string& path, double now_s);
// Logs it; warnings and errors are shown too, and longer than notes: what it is about in the viewer's language, then
// where and the details as they came.
void report(ViewState& view, const Diagnostic& diagnostic, double now_s);
void expire_toasts(ViewState& view, double now_s);

} // namespace senga
