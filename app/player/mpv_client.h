// MpvClient owns one libmpv core and talks to it without ever waiting: commands and settings are sent asynchronously,
// properties arrive as events. Nothing here blocks, because a synchronous call from the render thread hangs for ever
// while libmpv's render API is in use. It renders nothing (see Player).
// Main thread, but for the wake-up callback, which mpv calls from any thread.
#pragma once

#include "app/player/figures.h"
#include "app/player/video_params.h"
#include "app/state/event.h"
#include "renderer/base/result.h"

#include <mpv/client.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace senga {

struct MpvOption {
    std::string name;
    std::string value;
};

struct MpvClientOptions {
    // A file of key bindings in mpv's own language, for keys that are forwarded; empty, or no such file: no key is
    // bound.
    std::string input_conf;
    std::vector<MpvOption> extra;    // set after our own, so they win
    std::function<void()> on_wakeup; // any thread; must not call into mpv
};

// The options that make mpv hand over planes and subtitles and nothing else (why: mpv_options.cpp).
const std::vector<MpvOption>& base_options();

// Which ways of sharing decoded pictures with OpenGL mpv may try on a machine with these devices (/dev). It takes one
// name or "auto" for all.
std::string hwdec_interop(const std::filesystem::path& devices);

class MpvClient {
public:
    // Errors: player_start.
    static Result<MpvClient> create(MpvClientOptions options);

    // Sent, not awaited. A refusal comes back as event::Reported.
    void command(const std::vector<std::string>& args);
    void set(const std::string& name, const std::string& value);
    void set_list(const std::string& name, const std::vector<std::string>& values);

    // Everything that happened since the last call, in order.
    std::vector<PlayerEvent> poll();

    // The parameters of the picture as last announced. They come before or after the picture itself; while a file has
    // announced none of its own, they are those of the last one.
    const std::optional<VideoParams>& video_params() const { return video_params_; }
    // Whether they are known to be those of the file that plays: announced since it began, or asked for once it played.
    // Until then its first picture is better left alone. mpv says nothing of parameters that equal the last file's.
    bool video_params_settled() const { return video_params_settled_; }
    // Grows whenever either of the two changes.
    std::uint64_t video_params_version() const { return video_params_version_; }
    // Grows with every seek and every file: pictures on both sides do not follow one another.
    std::uint64_t sequence() const { return sequence_; }
    // Grows with every file.
    std::uint64_t file() const { return files_; }
    // What the container says of the picture's size, known before the first picture; empty where it says nothing.
    Size container_size() const { return container_size_; }
    bool subtitles_selected() const { return subtitles_selected_; }
    bool paused() const { return paused_; }
    // Which frame of the file stands at the time that was last told of, counted from 0, by the container's frame rate;
    // 0 where it says none. The time of a picture may be told after the picture itself.
    std::uint32_t frame_number() const;

    mpv_handle* handle() const { return handle_.get(); }

private:
    struct Destroy {
        void operator()(mpv_handle* handle) const { mpv_terminate_destroy(handle); }
    };

    MpvClient() = default;
    void observe();
    // The file behind a playlist entry; the last one asked for where the entry has not been heard of.
    std::string file_of(std::int64_t entry) const;
    // The value of a property now. mpv tells of changes only, and what is the same in the next file has not changed.
    void ask(const char* property);
    void note_refusal(int code, const std::string& what);
    void take(const mpv_event& event, std::vector<PlayerEvent>& out);
    void take_answer(const mpv_event& event, std::vector<PlayerEvent>& out);
    void take_reply(const mpv_event& event, std::vector<PlayerEvent>& out);
    void take_start(std::int64_t entry, std::vector<PlayerEvent>& out);
    void take_playlist(const NodeView& list, std::vector<PlayerEvent>& out);
    void settle_video_params();
    void take_property(const mpv_event_property& property, std::vector<PlayerEvent>& out);
    void take_node(std::string_view name, const NodeView& node, std::vector<PlayerEvent>& out);
    void take_end(const mpv_event_end_file& end, std::vector<PlayerEvent>& out);
    void take_log(const mpv_event_log_message& message, std::vector<PlayerEvent>& out);

    std::unique_ptr<std::function<void()>> on_wakeup_; // mpv keeps its address
    std::unique_ptr<mpv_handle, Destroy> handle_;
    std::optional<VideoParams> video_params_;
    bool video_params_settled_ = false;
    std::uint64_t video_params_version_ = 0;
    std::uint64_t sequence_ = 0;
    Size container_size_;
    bool subtitles_selected_ = false;
    bool paused_ = false;
    Figures figures_;
    std::uint64_t files_ = 0;                       // that were begun; what was asked of one is not another's
    std::string path_;                              // of the file that is open
    std::string requested_path_;                    // of the last loadfile
    std::map<std::uint64_t, std::string> requests_; // the path of each loadfile that has not been answered
    std::uint64_t last_request_ = 0;
    std::map<std::int64_t, std::string> entries_; // of the playlist, by mpv's ids
    std::string last_log_error_;
    std::vector<Diagnostic> refused_; // what mpv would not even queue; handed out by the next poll()
    double time_s_ = 0.0;
    double fps_ = 0.0;
    double duration_s_ = 0.0;
    std::optional<double> loop_a_s_;
    std::optional<double> loop_b_s_;
};

} // namespace senga
