#include "app/player/mpv_client.h"

#include "app/player/mpv_readings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <clocale>
#include <cmath>
#include <filesystem>
#include <string_view>
#include <utility>

namespace senga {
namespace {

struct NumberRow {
    const char* property;
    double PlayerState::*field;
};
struct CountRow {
    const char* property;
    int PlayerState::*field;
};
struct FlagRow {
    const char* property;
    bool PlayerState::*field;
};
struct TextRow {
    const char* property;
    std::string PlayerState::*field;
};

// The observed properties; each is one member of PlayerState.
constexpr std::array numbers{
    NumberRow{"time-pos", &PlayerState::time_s},
    NumberRow{"duration", &PlayerState::duration_s},
    NumberRow{"speed", &PlayerState::speed},
    NumberRow{"volume", &PlayerState::volume},
    NumberRow{"sub-delay", &PlayerState::subtitle_delay_s},
    NumberRow{"sub-pos", &PlayerState::subtitle_position},
    NumberRow{"sub-scale", &PlayerState::subtitle_scale},
    NumberRow{"audio-delay", &PlayerState::audio_delay_s},
    NumberRow{"container-fps", &PlayerState::fps},
};
constexpr std::array counts{
    CountRow{"decoder-frame-drop-count", &PlayerState::dropped_decoder},
    CountRow{"frame-drop-count", &PlayerState::dropped_output},
    CountRow{"mistimed-frame-count", &PlayerState::mistimed},
    CountRow{"vo-delayed-frame-count", &PlayerState::delayed},
};
constexpr std::array flags{
    FlagRow{"pause", &PlayerState::paused},
    FlagRow{"eof-reached", &PlayerState::ended},
    FlagRow{"paused-for-cache", &PlayerState::buffering},
    FlagRow{"mute", &PlayerState::muted},
    FlagRow{"idle-active", &PlayerState::idle},
    FlagRow{"deinterlace", &PlayerState::deinterlace},
    FlagRow{"sub-visibility", &PlayerState::subtitles_visible},
};
constexpr std::array texts{
    TextRow{"media-title", &PlayerState::title},        TextRow{"path", &PlayerState::path},
    TextRow{"hwdec-current", &PlayerState::hwdec},      TextRow{"file-format", &PlayerState::file_format},
    TextRow{"video-format", &PlayerState::video_codec}, TextRow{"audio-codec-name", &PlayerState::audio_codec},
};
constexpr std::array nodes{"track-list",       "chapter-list", "playlist",
                           "ab-loop-a",        "ab-loop-b",    "loop-file",
                           "video-out-params", "video-rotate", "video-aspect-override",
                           "audio-out-params"};

constexpr const char* video_params_property = "video-out-params";
// Of those, and of the nodes, what describes the file that is open.
constexpr std::array of_the_file{"duration",      "container-fps",    "media-title",
                                 "path",          "file-format",      "video-format",
                                 "hwdec-current", "audio-codec-name", "audio-out-params"};

template<std::size_t size, class Row>
const Row* find(const std::array<Row, size>& rows, std::string_view property) {
    for (const Row& row : rows) {
        if (property == row.property) {
            return &row;
        }
    }
    return nullptr;
}

double seconds_now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

} // namespace

Result<MpvClient> MpvClient::create(MpvClientOptions options) {
    std::setlocale(LC_NUMERIC, "C"); // mpv refuses to start otherwise
    MpvClient out;
    out.handle_.reset(mpv_create());
    if (!out.handle_) {
        return diagnose(Code::player_start, "libmpv cannot be started: it is out of memory, or LC_NUMERIC is not C");
    }
    mpv_handle* handle = out.handle_.get();
    for (const MpvOption& option : base_options()) {
        mpv_set_option_string(handle, option.name.c_str(), option.value.c_str());
    }
    if (std::error_code ignored; std::filesystem::is_regular_file(options.input_conf, ignored)) {
        options.extra.insert(options.extra.begin(), {"input-conf", options.input_conf});
    }
    for (const MpvOption& option : options.extra) {
        const int code = mpv_set_option_string(handle, option.name.c_str(), option.value.c_str());
        if (code < 0) {
            return diagnose(Code::player_start, fmt::format("libmpv refuses the option {}={}: {}", option.name,
                                                            option.value, mpv_error_string(code)));
        }
    }
    mpv_request_log_messages(handle, "warn");
    if (const int code = mpv_initialize(handle); code < 0) {
        return diagnose(Code::player_start, fmt::format("libmpv cannot be initialised: {}", mpv_error_string(code)));
    }
    if (options.on_wakeup) {
        out.on_wakeup_ = std::make_unique<std::function<void()>>(std::move(options.on_wakeup));
        mpv_set_wakeup_callback(
            handle, [](void* context) { (*static_cast<std::function<void()>*>(context))(); }, out.on_wakeup_.get());
    }
    out.observe();
    return out;
}

void MpvClient::observe() {
    mpv_handle* handle = handle_.get();
    for (const NumberRow& row : numbers) {
        mpv_observe_property(handle, 0, row.property, MPV_FORMAT_DOUBLE);
    }
    for (const CountRow& row : counts) {
        mpv_observe_property(handle, 0, row.property, MPV_FORMAT_INT64);
    }
    for (const FlagRow& row : flags) {
        mpv_observe_property(handle, 0, row.property, MPV_FORMAT_FLAG);
    }
    for (const TextRow& row : texts) {
        mpv_observe_property(handle, 0, row.property, MPV_FORMAT_STRING);
    }
    for (const char* name : nodes) {
        mpv_observe_property(handle, 0, name, MPV_FORMAT_NODE);
    }
    Figures::observe(handle);
}

void MpvClient::command(const std::vector<std::string>& args) {
    std::uint64_t request = 0; // its answer is nobody's concern
    if (args.size() > 1 && args.front() == "loadfile") {
        requested_path_ = args[1];
        request = ++last_request_;
        requests_.emplace(request, args[1]);
    }
    std::vector<const char*> argv;
    argv.reserve(args.size() + 1);
    for (const std::string& arg : args) {
        argv.push_back(arg.c_str());
    }
    argv.push_back(nullptr);
    note_refusal(mpv_command_async(handle_.get(), request, argv.data()), args.empty() ? "" : args.front());
}

void MpvClient::note_refusal(int code, const std::string& what) {
    if (code < 0) {
        refused_.push_back(
            diagnose(Code::player_command, fmt::format("the player refused {}: {}", what, mpv_error_string(code))));
    }
}

void MpvClient::ask(const char* property) {
    const mpv_format format = find(numbers, property) != nullptr ? MPV_FORMAT_DOUBLE
                              : find(texts, property) != nullptr ? MPV_FORMAT_STRING
                                                                 : MPV_FORMAT_NODE;
    note_refusal(mpv_get_property_async(handle_.get(), files_, property, format), property);
}

void MpvClient::set(const std::string& name, const std::string& value) {
    const char* text = value.c_str();
    note_refusal(mpv_set_property_async(handle_.get(), 0, name.c_str(), MPV_FORMAT_STRING, static_cast<void*>(&text)),
                 name);
}

void MpvClient::set_list(const std::string& name, const std::vector<std::string>& values) {
    // As a node: in a string mpv would split paths at its list separator.
    std::vector<std::string> copies = values;
    std::vector<mpv_node> items(copies.size());
    for (std::size_t i = 0; i < copies.size(); ++i) {
        items[i].format = MPV_FORMAT_STRING;
        items[i].u.string = copies[i].data();
    }
    mpv_node_list list{.num = static_cast<int>(items.size()), .values = items.data(), .keys = nullptr};
    mpv_node node{};
    node.format = MPV_FORMAT_NODE_ARRAY;
    node.u.list = &list;
    note_refusal(mpv_set_property_async(handle_.get(), 0, name.c_str(), MPV_FORMAT_NODE, &node), name);
}

std::vector<PlayerEvent> MpvClient::poll() {
    std::vector<PlayerEvent> out;
    for (Diagnostic& refusal : std::exchange(refused_, {})) {
        out.emplace_back(event::Reported{std::move(refusal)});
    }
    while (true) {
        const mpv_event* event = mpv_wait_event(handle_.get(), 0);
        if (event->event_id == MPV_EVENT_NONE) {
            break;
        }
        take(*event, out);
    }
    figures_.tell(seconds_now(), out);
    return out;
}

std::uint32_t MpvClient::frame_number() const {
    constexpr double largest = 2147483647.0; // shaders read a signed integer
    return static_cast<std::uint32_t>(std::clamp(std::round(time_s_ * fps_), 0.0, largest));
}

void MpvClient::take(const mpv_event& event, std::vector<PlayerEvent>& out) {
    switch (event.event_id) {
    case MPV_EVENT_SEEK:
        ++sequence_;
        break;
    case MPV_EVENT_START_FILE:
        take_start(static_cast<const mpv_event_start_file*>(event.data)->playlist_entry_id, out);
        break;
    case MPV_EVENT_PLAYBACK_RESTART:
        ++sequence_;
        if (!video_params_settled_) {
            ask(video_params_property); // announced by now, or the same as the last file's
        }
        break;
    case MPV_EVENT_FILE_LOADED:
        out.emplace_back(event::FileLoaded{});
        for (const char* property : of_the_file) {
            ask(property);
        }
        break;
    case MPV_EVENT_GET_PROPERTY_REPLY:
        take_answer(event, out);
        break;
    case MPV_EVENT_END_FILE:
        take_end(*static_cast<const mpv_event_end_file*>(event.data), out);
        break;
    case MPV_EVENT_PROPERTY_CHANGE:
        take_property(*static_cast<const mpv_event_property*>(event.data), out);
        break;
    case MPV_EVENT_LOG_MESSAGE:
        take_log(*static_cast<const mpv_event_log_message*>(event.data), out);
        break;
    case MPV_EVENT_COMMAND_REPLY:
    case MPV_EVENT_SET_PROPERTY_REPLY:
        take_reply(event, out);
        break;
    default:
        break;
    }
}

void MpvClient::take_start(std::int64_t entry, std::vector<PlayerEvent>& out) {
    ++sequence_;
    ++files_;
    last_log_error_.clear();
    video_params_settled_ = false;
    container_size_ = {};
    path_ = file_of(entry);
    out.emplace_back(event::FileStarted{path_, entry});
}

// A loadfile is answered before its file begins, with the id of its entry; the playlist is told of later.
void MpvClient::take_reply(const mpv_event& event, std::vector<PlayerEvent>& out) {
    if (event.error < 0) {
        out.emplace_back(event::Reported{
            diagnose(Code::player_command, fmt::format("the player refused: {}", mpv_error_string(event.error)))});
    }
    auto request = requests_.extract(event.event_id == MPV_EVENT_COMMAND_REPLY ? event.reply_userdata : 0);
    if (request.empty() || event.error < 0) {
        return;
    }
    const NodeView result(&static_cast<const mpv_event_command*>(event.data)->result);
    if (const std::optional<double> entry = result["playlist_entry_id"].number()) {
        entries_[static_cast<std::int64_t>(*entry)] = std::move(request.mapped());
    }
}

// What ask() asked.
void MpvClient::take_answer(const mpv_event& event, std::vector<PlayerEvent>& out) {
    if (event.data == nullptr || event.reply_userdata != files_) {
        return; // of a file that is left: the present one is asked in its turn
    }
    mpv_event_property property = *static_cast<const mpv_event_property*>(event.data);
    if (event.error < 0) {
        property.format = MPV_FORMAT_NONE;
    }
    take_property(property, out);
    if (property.name == std::string_view(video_params_property)) {
        settle_video_params(); // also where there is no video
    }
}

void MpvClient::settle_video_params() {
    video_params_settled_ = true;
    ++video_params_version_;
}

void MpvClient::take_property(const mpv_event_property& property, std::vector<PlayerEvent>& out) {
    const std::string_view name = property.name;
    const bool known = property.format != MPV_FORMAT_NONE;
    if (const NumberRow* row = find(numbers, name)) {
        const double value = known ? *static_cast<double*>(property.data) : PlayerState{}.*(row->field);
        if (row->field == &PlayerState::time_s) {
            time_s_ = value;
        } else if (row->field == &PlayerState::fps) {
            fps_ = value;
        } else if (row->field == &PlayerState::duration_s) {
            duration_s_ = value;
        }
        out.emplace_back(event::NumberChanged{row->field, value});
    } else if (const CountRow* count = find(counts, name)) {
        const auto value = known ? *static_cast<std::int64_t*>(property.data) : 0;
        out.emplace_back(event::CountChanged{count->field, static_cast<int>(value)});
    } else if (const FlagRow* flag = find(flags, name)) {
        const bool value = known && *static_cast<int*>(property.data) != 0;
        const bool cut_short =
            flag->field == &PlayerState::ended && value && duration_s_ > 0 && time_s_ < duration_s_ - 2.0;
        if (flag->field == &PlayerState::paused) {
            paused_ = value;
        }
        out.emplace_back(event::FlagChanged{flag->field, value});
        if (cut_short) {
            out.emplace_back(event::Reported{
                diagnose(Code::player_ended_early,
                         fmt::format("the file ends at {:.0f} s of {:.0f} s: its end is missing or damaged", time_s_,
                                     duration_s_),
                         {.file = path_})});
        }
    } else if (const TextRow* text = find(texts, name)) {
        std::string value = known ? *static_cast<char**>(property.data) : "";
        if (text->field == &PlayerState::hwdec && value == "no") {
            value.clear();
        } else if (text->field == &PlayerState::path && !value.empty()) {
            path_ = value;
        }
        out.emplace_back(event::TextChanged{text->field, std::move(value)});
    } else if (Figures::knows(name)) {
        figures_.take(name, known ? std::optional(*static_cast<double*>(property.data)) : std::nullopt);
    } else {
        take_node(name, NodeView(known ? static_cast<mpv_node*>(property.data) : nullptr), out);
    }
}

void MpvClient::take_node(std::string_view name, const NodeView& node, std::vector<PlayerEvent>& out) {
    if (name == "track-list") {
        std::vector<Track> tracks = read_tracks(node);
        container_size_ = read_container_size(node);
        subtitles_selected_ = false;
        for (const Track& track : tracks) {
            subtitles_selected_ |= track.kind == TrackKind::subtitle && track.selected;
        }
        out.emplace_back(event::TracksChanged{std::move(tracks)});
    } else if (name == "chapter-list") {
        out.emplace_back(event::ChaptersChanged{read_chapters(node)});
    } else if (name == "playlist") {
        take_playlist(node, out);
    } else if (name == video_params_property) {
        // The Player announces a format once a picture of it is there.
        if (std::optional<VideoParams> params = read_video_params(node)) {
            video_params_ = std::move(params);
            settle_video_params();
        }
    } else if (name == "ab-loop-a") {
        loop_a_s_ = node.number();
        out.emplace_back(event::LoopChanged{loop_a_s_, loop_b_s_});
    } else if (name == "ab-loop-b") {
        loop_b_s_ = node.number();
        out.emplace_back(event::LoopChanged{loop_a_s_, loop_b_s_});
    } else if (name == "loop-file") {
        const bool loops = node.flag().value_or(node.exists() && node.text_or("") != "no");
        out.emplace_back(event::FlagChanged{&PlayerState::loop_file, loops});
    } else if (name == "video-rotate") {
        // mpv also knows "no": upright whatever the file says.
        out.emplace_back(event::CountChanged{&PlayerState::rotation_deg, node.integer_or(0)});
    } else if (name == "video-aspect-override") {
        out.emplace_back(event::TextChanged{&PlayerState::aspect, aspect_name(node.number().value_or(-1.0))});
    } else if (name == "audio-out-params") {
        out.emplace_back(event::TextChanged{&PlayerState::audio_output, audio_name(node)});
    }
}

void MpvClient::take_playlist(const NodeView& list, std::vector<PlayerEvent>& out) {
    Playlist playlist = read_playlist(list);
    // What was added since the list was read stays known; ids grow.
    std::map<std::int64_t, std::string> known;
    for (const PlaylistEntry& entry : playlist.entries) {
        known.emplace(entry.id, entry.path);
    }
    if (!known.empty()) {
        entries_.erase(entries_.begin(), entries_.upper_bound(known.rbegin()->first));
    }
    entries_.merge(known);
    out.emplace_back(event::PlaylistChanged{std::move(playlist)});
}

std::string MpvClient::file_of(std::int64_t entry) const {
    const auto known = entries_.find(entry);
    return known != entries_.end() ? known->second : requested_path_;
}

void MpvClient::take_end(const mpv_event_end_file& end, std::vector<PlayerEvent>& out) {
    if (end.reason != MPV_END_FILE_REASON_ERROR) {
        out.emplace_back(event::FileEnded{});
        return;
    }
    std::string text = fmt::format("cannot be played: {}", mpv_error_string(end.error));
    if (!last_log_error_.empty()) {
        text += fmt::format(" ({})", last_log_error_);
    }
    out.emplace_back(
        event::FileEnded{diagnose(Code::player_open, std::move(text), {.file = file_of(end.playlist_entry_id)})});
}

void MpvClient::take_log(const mpv_event_log_message& message, std::vector<PlayerEvent>& out) {
    std::string text = message.text;
    while (!text.empty() && text.back() == '\n') {
        text.pop_back();
    }
    // The last of several messages, and the one that comes whatever the reason.
    if (text.find("no sound") != std::string::npos) {
        out.emplace_back(event::Reported{diagnose(
            Code::player_no_audio, "there is no sound: no audio device could be opened; the picture plays on")});
        return;
    }
    if (message.log_level <= MPV_LOG_LEVEL_ERROR) {
        last_log_error_ = std::move(text);
    }
}

} // namespace senga
