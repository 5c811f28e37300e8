#include "app/player/player.h"

#include "app/player/carrier_file.h"

#include "renderer/picture/colour.h"

#include <fmt/format.h>
#include <glad/gl.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <optional>
#include <utility>

namespace senga {
namespace {

// mpv gives a picture up as dropped that nobody has taken for 0.2 s; less, as clocks differ.
constexpr std::chrono::milliseconds mpvs_patience{150};
// mpv's target while nothing but the planes is wanted. Subtitles that mpv has chosen and not yet announced are drawn
// into it as well: libass is given no size at which letters shrink to nothing.
constexpr Size no_subtitles{64, 64};

struct FreeRenderContext {
    void operator()(mpv_render_context* context) const { mpv_render_context_free(context); }
};

// The shader that brings pictures of these parameters. RGB and finished ones arrive upright.
CarrierKind kind_for(const VideoParams& params) {
    const bool stored = params.source == CarrierSource::planes && params.format.layout != Layout::rgb;
    const int turn = params.format.rotation_deg;
    // mpv turns by quarters only.
    return {.source = params.source, .rotation_deg = stored && turn % 90 == 0 ? (turn % 360 + 360) % 360 : 0};
}

// Whether the parameters can be the picture's. RGB arrives upright, with its edges swapped if it was turned.
bool is_of(const VideoParams& params, const CarrierStamp& stamp) {
    const Size size = params.format.size;
    return stamp.luma.empty() ? stamp.rgb == size || stamp.rgb == Size{size.h, size.w} : stamp.luma == size;
}

// Whether the chroma stands upright beside planes that lie as stored: mpv turns the picture and has not said so yet.
bool turned_unannounced(const FrameFormat& format, const CarrierStamp& stamp) {
    const Size stored = chroma_size(format);
    return stamp.luma == format.size && !stamp.chroma.empty() && stamp.chroma != stored &&
           stamp.chroma == Size{stored.h, stored.w};
}

} // namespace

class Player::Impl {
public:
    Impl(MpvClient client, CarrierFile carrier) : client_(std::move(client)) {
        shaders_.push_back({CarrierKind{}, std::move(carrier)});
    }

    Outcome start(const RenderInterface& interface, const std::function<void()>& wakeup);
    std::vector<PlayerEvent> poll();
    PlayerUpdate update(Size window);
    void skip();

private:
    friend class Player; // whose other half this is

    MpvClient client_;
    Frame frame_;
    Counters counters_;
    std::shared_ptr<Target> layer_; // mpv's own output
    bool layer_shown_ = false;
    bool unreported_ = false; // a new frame was rendered and not yet reported as shown
    std::unique_ptr<mpv_render_context, FreeRenderContext> context_;

    Size target_size(Size window) const;
    void render(Size target);
    void accept(PlayerUpdate& out);
    void take(PlayerUpdate& out);
    std::uint32_t next_number() const;
    void renumber();
    void wake_if_stale() const {
        if (stale_ && wakeup_) {
            wakeup_(); // it is drawn again in the next turn
        }
    }
    void report_shown();
    void reserve_announced();
    void use_shader(const CarrierKind& kind);

    struct Shader {
        CarrierKind kind;
        CarrierFile file;
    };
    std::vector<Shader> shaders_; // those that were needed so far
    ImageCarrier carrier_;
    TexturePool targets_;
    CallWatch watch_;
    std::function<void()> wakeup_;
    std::atomic<bool> due_ = false; // set by mpv's update callback, any thread
    std::vector<PlayerEvent> events_;
    std::optional<VideoParams> announced_; // what FormatChanged said last
    std::optional<VideoParams> reserved_;
    CarrierKind kind_; // of the shader that mpv was told to use
    Size layer_window_;
    CarrierStamp stamp_; // of the last render that was not a mere copy
    VideoParams params_; // of the picture
    // Parameters and pictures come apart. settled: those of the picture are known to be its own. stale: another of the
    // carrier's shaders wrote it, or it was rounded to another number of codes; it must be drawn anew.
    bool settled_ = false;
    bool stale_ = false;
    std::chrono::steady_clock::time_point asked_; // when update() was called last
    // There may have been a picture that mpv has given up, say while a shader was compiled. Where the film is paused no
    // other comes, but mpv still draws that one.
    bool given_up_ = false;
    bool renumbered_ = false;          // since update() was called last
    bool skipped_ = false;             // pictures were consumed unseen; the present one is to be drawn
    double stamped_codes_ = 0.0;       // that the planes were rounded to; 0: to none
    std::uint64_t params_version_ = 0; // of the announcement that the picture was taken with
    std::uint64_t upload_ = 0;         // mpv's number of the picture that was taken
    std::uint64_t file_ = 0;           // that it is of, as the client counts them
    int redraws_ = 0;
};

Outcome Player::Impl::start(const RenderInterface& interface, const std::function<void()>& wakeup) {
    wakeup_ = wakeup;
    mpv_opengl_init_params gl{.get_proc_address = interface.get_proc_address, .get_proc_address_ctx = nullptr};
    int advanced = 1;
    std::vector<mpv_render_param> params{
        {MPV_RENDER_PARAM_API_TYPE, const_cast<char*>(MPV_RENDER_API_TYPE_OPENGL)},
        {MPV_RENDER_PARAM_OPENGL_INIT_PARAMS, &gl},
        {MPV_RENDER_PARAM_ADVANCED_CONTROL, &advanced},
    };
    if (interface.x11_display != nullptr) {
        params.push_back({MPV_RENDER_PARAM_X11_DISPLAY, interface.x11_display});
    }
    if (interface.wayland_display != nullptr) {
        params.push_back({MPV_RENDER_PARAM_WL_DISPLAY, interface.wayland_display});
    }
    params.push_back({MPV_RENDER_PARAM_INVALID, nullptr});
    mpv_render_context* context = nullptr;
    if (const int code = mpv_render_context_create(&context, client_.handle(), params.data()); code < 0) {
        return diagnose(Code::player_start,
                        fmt::format("libmpv cannot draw with this OpenGL: {}", mpv_error_string(code)));
    }
    context_.reset(context);
    // Until the first report mpv believes that nobody reports, and sends the next picture while this one is being
    // drawn.
    mpv_render_context_report_swap(context);
    mpv_render_context_set_update_callback(
        context,
        [](void* self) {
            auto* impl = static_cast<Impl*>(self);
            impl->due_.store(true, std::memory_order_release);
            if (impl->wakeup_) {
                impl->wakeup_();
            }
        },
        this);
    client_.set_list("glsl-shaders", {shaders_.front().file.path()});
    return Done{};
}

void Player::Impl::use_shader(const CarrierKind& kind) {
    if (kind == kind_) {
        return;
    }
    kind_ = kind;
    auto known =
        std::find_if(shaders_.begin(), shaders_.end(), [&](const Shader& shader) { return shader.kind == kind; });
    if (known == shaders_.end()) {
        Result<CarrierFile> file = CarrierFile::write(carrier_shader(kind));
        if (!file) {
            events_.emplace_back(event::Reported{file.error()});
            return;
        }
        known = shaders_.insert(shaders_.end(), {kind, *std::move(file)});
    }
    client_.set_list("glsl-shaders", {known->file.path()});
}

std::vector<PlayerEvent> Player::Impl::poll() {
    const std::uint64_t version = client_.video_params_version();
    std::vector<PlayerEvent> out = client_.poll();
    if (version != client_.video_params_version() && !stamp_.empty() && wakeup_) {
        wakeup_(); // a picture may have waited for them
    }
    out.insert(out.end(), events_.begin(), events_.end());
    events_.clear();
    if (client_.video_params()) {
        use_shader(kind_for(*client_.video_params()));
    }
    renumber();
    return out;
}

// For a picture that was just taken. Its time may be told late: still no two pictures that follow one another have one
// number.
std::uint32_t Player::Impl::next_number() const {
    const std::uint32_t by_time = client_.frame_number();
    const bool follows = !frame_.empty() && frame_.sequence == client_.sequence();
    return follows ? std::max(by_time, frame_.number + 1) : by_time;
}

// Once the film stands, the number is the one that its time says: the one that offline commands give to that frame.
void Player::Impl::renumber() {
    if (client_.paused() && !frame_.empty() && frame_.number != client_.frame_number()) {
        frame_.number = client_.frame_number();
        renumbered_ = true;
    }
}

Size Player::Impl::target_size(Size window) const {
    if (kind_.source == CarrierSource::finished && client_.video_params()) {
        return client_.video_params()->format.size;
    }
    return client_.subtitles_selected() && !window.empty() ? window : no_subtitles;
}

void Player::Impl::reserve_announced() {
    carrier_.set_codes(
        client_.video_params_settled() && client_.video_params() ? code_scale(client_.video_params()->format) : 0.0);
    if (!client_.video_params_settled()) {
        if (frame_.luma ? frame_.luma == carrier_.luma() : frame_.rgb && frame_.rgb == carrier_.rgb()) {
            carrier_.let_go(); // it stays on the screen until the next file's first picture is known well enough
            reserved_.reset();
        }
        // The parameters of a file often come after its first picture, as mpv waits for it to be drawn. The container
        // says how large it will be shown; a quarter more is enough for samples that are narrower than high.
        if (const Size size = client_.container_size(); !size.empty()) {
            reserved_.reset();
            carrier_.reserve_at_least({size.w + size.w / 4, size.h});
        }
        return;
    }
    const auto& params = client_.video_params();
    if (!params || params == reserved_) {
        return;
    }
    reserved_ = params;
    const bool planes = params->source == CarrierSource::planes && params->format.layout != Layout::rgb;
    carrier_.reserve(planes ? params->format.size : Size{}, planes ? chroma_size(params->format) : Size{},
                     planes ? Size{} : params->format.size);
}

void Player::Impl::render(Size target) {
    Result<std::shared_ptr<Target>> layer = targets_.acquire({.size = target, .format = gl::Format::rgba8});
    if (layer_ && layer_->texture.size() == target) {
        layer = layer_;
    }
    if (!layer) {
        events_.emplace_back(event::Reported{layer.error()});
        return;
    }
    layer_ = *layer;
    mpv_opengl_fbo fbo{
        .fbo = static_cast<int>(layer_->framebuffer.id()), .w = target.w, .h = target.h, .internal_format = 0};
    int off = 0;
    std::array<mpv_render_param, 4> params{{
        {MPV_RENDER_PARAM_OPENGL_FBO, &fbo},
        {MPV_RENDER_PARAM_FLIP_Y, &off},
        {MPV_RENDER_PARAM_BLOCK_FOR_TARGET_TIME, &off},
        {MPV_RENDER_PARAM_INVALID, nullptr},
    }};
    // mpv expects GL's initial state.
    glBindVertexArray(0);
    glUseProgram(0);
    glActiveTexture(GL_TEXTURE0);
    carrier_.bind();
    {
        const CallWatch::Scope scope(watch_, "mpv_render_context_render");
        mpv_render_context_render(context_.get(), params.data());
    }
    ++counters_.renders;
    // A picture that has not changed may be copied from mpv's cache; then nothing is written and all stays as it was.
    if (const CarrierStamp stamp = carrier_.collect(); !stamp.empty()) {
        stamp_ = stamp;
        stamped_codes_ = carrier_.codes();
    }
}

// Takes the picture that the last render brought, with the parameters it has as far as they are known.
void Player::Impl::accept(PlayerUpdate& out) {
    const auto& announced = client_.video_params();
    const bool another = frame_.empty() || upload_ != static_cast<std::uint64_t>(stamp_.upload);
    params_version_ = client_.video_params_version();
    if (another && !client_.video_params_settled()) {
        // The parameters at hand are the last file's. This one's come when mpv takes its first picture for shown, and
        // the last picture stays until then.
        stale_ = false;
        report_shown();
        return;
    }
    if (announced && (another || (file_ == client_.file() && is_of(*announced, stamp_)))) {
        params_ = *announced;
    }
    if (turned_unannounced(params_.format, stamp_)) {
        stale_ = false; // the last picture stays until the parameters come
        return;
    }
    const double codes = code_scale(params_.format);
    // Once known they stay so, also while the picture is drawn again and the next file has begun.
    settled_ = (client_.video_params_settled() && is_of(params_, stamp_)) || (settled_ && !another);
    stale_ = stamp_.kind != kind_for(params_) || (settled_ && stamped_codes_ != 0.0 && stamped_codes_ != codes);
    if (stale_) {
        return;
    }
    if (settled_ && stamped_codes_ == 0.0) {
        if (const Outcome done = carrier_.settle(stamp_, codes); !done) {
            events_.emplace_back(event::Reported{done.error()});
        }
        stamped_codes_ = codes;
    }
    take(out);
}

void Player::Impl::take(PlayerUpdate& out) {
    // Another number once the codes are whole: it is another picture then, if only just.
    const auto upload = static_cast<std::uint64_t>(stamp_.upload);
    const std::uint64_t id = 2 * upload + (stamped_codes_ != 0.0 ? 2 : 1);
    const FrameFormat format = matched_to(params_.format, stamp_);
    const bool rgb = stamp_.luma.empty();
    if (frame_.id == id && frame_.format == format) {
        return;
    }
    const bool another = frame_.empty() || upload_ != upload;
    upload_ = upload;
    file_ = another ? client_.file() : file_;
    const std::uint32_t number = another ? next_number() : frame_.number;
    frame_ = {.id = id, .sequence = client_.sequence(), .number = number, .format = format};
    if (rgb) {
        frame_.rgb = carrier_.rgb();
    } else {
        frame_.luma = carrier_.luma();
        frame_.chroma = stamp_.chroma.empty() ? nullptr : carrier_.chroma();
    }
    out.frame = true;
    VideoParams now = params_;
    now.format = format;
    if (now != announced_) {
        announced_ = now;
        events_.emplace_back(event::FormatChanged{format, now.pixel_format, now.source == CarrierSource::finished});
    }
    if (another) {
        ++counters_.frames;
        events_.emplace_back(event::FrameShown{id});
    }
}

PlayerUpdate Player::Impl::update(Size window) {
    PlayerUpdate out{.frame = std::exchange(renumbered_, false)};
    bool due = false;
    const auto now = std::chrono::steady_clock::now();
    const bool late = now - std::exchange(asked_, now) > mpvs_patience;
    if (due_.exchange(false, std::memory_order_acquire)) {
        const CallWatch::Scope scope(watch_, "mpv_render_context_update");
        // Also lets mpv's core do what it needs this thread for.
        due = (mpv_render_context_update(context_.get()) & MPV_RENDER_UPDATE_FRAME) != 0;
        given_up_ = !due && (given_up_ || late);
    }
    const Size target = target_size(window);
    const bool resized = layer_ && layer_window_ != target && !frame_.empty();
    const bool standing = given_up_ && client_.paused();
    given_up_ &= !standing;
    const bool unseen = std::exchange(skipped_, false) || standing;
    if (!due && !resized && !stale_ && !unseen) {
        if (!stamp_.empty() && params_version_ != client_.video_params_version()) {
            accept(out);
            wake_if_stale();
        }
        return out;
    }
    reserve_announced();
    // A target of another size keeps mpv from handing out a cached copy of a picture that is to be drawn anew.
    const bool anew = stale_ || (unseen && !due);
    const int odd_px = anew ? 8 + 2 * (++redraws_ % 2) : 0;
    render({target.w + odd_px, target.h});
    layer_window_ = anew ? Size{} : target;
    if (const Outcome done = carrier_.settle(stamp_, 0.0); !done) {
        events_.emplace_back(event::Reported{done.error()});
    }
    // The picture is larger than was announced: make room and draw it once more. It may be the next picture by then, of
    // another size again.
    for (int attempt = 1; attempt <= 3 && !carrier_.holds(stamp_); ++attempt) {
        carrier_.reserve(stamp_.luma, stamp_.chroma, stamp_.rgb);
        render({target.w + 2 * attempt, target.h});
        layer_window_ = {};
    }
    if (due) {
        unreported_ = true;
    }
    if (!stamp_.empty() && carrier_.holds(stamp_)) {
        accept(out);
    }
    wake_if_stale();
    layer_shown_ = target != no_subtitles;
    out.subtitles = layer_shown_;
    return out;
}

void Player::Impl::report_shown() {
    if (std::exchange(unreported_, false)) {
        mpv_render_context_report_swap(context_.get());
    }
}

void Player::Impl::skip() {
    if (!due_.exchange(false, std::memory_order_acquire) ||
        (mpv_render_context_update(context_.get()) & MPV_RENDER_UPDATE_FRAME) == 0) {
        return;
    }
    int on = 1;
    int off = 0;
    std::array<mpv_render_param, 3> params{{
        {MPV_RENDER_PARAM_SKIP_RENDERING, &on},
        {MPV_RENDER_PARAM_BLOCK_FOR_TARGET_TIME, &off},
        {MPV_RENDER_PARAM_INVALID, nullptr},
    }};
    mpv_render_context_render(context_.get(), params.data());
    mpv_render_context_report_swap(context_.get());
    skipped_ = true;
}

Player::Player(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}

Player::~Player() {
    if (impl_ && impl_->context_) {
        // No callback may come any more; then the renderer, then the core.
        mpv_render_context_set_update_callback(impl_->context_.get(), nullptr, nullptr);
        mpv_set_wakeup_callback(impl_->client_.handle(), nullptr, nullptr);
    }
}

Player::Player(Player&&) noexcept = default;
Player& Player::operator=(Player&&) noexcept = default;

Result<Player> Player::create(PlayerOptions options) {
    const std::function<void()> wakeup = options.client.on_wakeup;
    Result<CarrierFile> carrier = CarrierFile::write(carrier_shader({}));
    if (!carrier) {
        return carrier.error();
    }
    Result<MpvClient> client = MpvClient::create(std::move(options.client));
    if (!client) {
        return client.error();
    }
    auto impl = std::make_unique<Impl>(*std::move(client), *std::move(carrier));
    if (const Outcome started = impl->start(options.render, wakeup); !started) {
        return started.error();
    }
    return Player(std::move(impl));
}

MpvClient& Player::client() {
    return impl_->client_;
}

std::vector<PlayerEvent> Player::poll() {
    return impl_->poll();
}

PlayerUpdate Player::update(Size window) {
    return impl_->update(window);
}

void Player::skip() {
    impl_->skip();
}

void Player::shown() {
    impl_->report_shown();
}

const Frame& Player::frame() const {
    return impl_->frame_;
}

const gl::Texture* Player::subtitles() const {
    return impl_->layer_shown_ && impl_->layer_ ? &impl_->layer_->texture : nullptr;
}

Player::Counters Player::counters() const {
    return impl_->counters_;
}

} // namespace senga
