#include "app/session/reference.h"

#include "app/session/raw_planes.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <utility>

namespace senga {
namespace {

// A Slot knows pictures by their frames' ids alone, whichever Reference they come from.
std::uint64_t next_id() {
    static std::atomic<std::uint64_t> last = 0;
    return ++last;
}

// A reader that knows where its file ends and what it handed out last.
class Follower {
public:
    explicit Follower(VideoReader reader) : reader_(std::move(reader)) {
        const double fps = reader_.info().fps.value();
        half_frame_s_ = reader_.info().kind == MediaKind::video && fps > 0.0 ? 0.5 / fps : 0.0;
    }

    // Nothing where it is the frame handed out last.
    Result<std::optional<RawFrame>> frame_at(double time_s);
    std::int64_t decoded_frames() const { return reader_.decoded_frames(); }

private:
    Result<RawFrame> last_frame();

    VideoReader reader_;
    double half_frame_s_ = 0.0;
    std::optional<double> end_s_; // from here on there is only the last frame
    std::int64_t last_index_ = -1;
    std::int64_t shown_index_ = -1;
};

Result<std::optional<RawFrame>> Follower::frame_at(double time_s) {
    const bool one_frame = reader_.info().kind != MediaKind::video;
    const double time = std::max(time_s, 0.0) + half_frame_s_;
    const bool behind_end = end_s_ && time >= *end_s_;
    if ((one_frame && shown_index_ >= 0) || (behind_end && shown_index_ == last_index_)) {
        return std::optional<RawFrame>();
    }
    Result<RawFrame> frame = reader_.frame_at_time(one_frame ? 0.0 : time);
    if (!frame && frame.error().code == Code::media_end) {
        frame = last_frame();
        if (frame) {
            end_s_ = std::min(time, end_s_.value_or(time));
            last_index_ = frame->index;
        }
    }
    if (!frame) {
        return frame.error();
    }
    if (std::exchange(shown_index_, frame->index) == frame->index) {
        return std::optional<RawFrame>();
    }
    return std::optional<RawFrame>(*std::move(frame));
}

// What the container says of the end may be wrong, or nothing; so from near it on to where decoding ends.
Result<RawFrame> Follower::last_frame() {
    const double near_end_s = std::max(reader_.info().duration_s - 2.0 * half_frame_s_, 0.0);
    Result<RawFrame> last = reader_.frame_at_time(near_end_s);
    if (!last) {
        last = reader_.frame_at_index(0);
    }
    while (last) {
        Result<RawFrame> following = reader_.next();
        if (!following) {
            break;
        }
        last = std::move(following);
    }
    return last;
}

} // namespace

// What the two threads share, and the file, which is the inner thread's alone.
class Reference::Reading {
public:
    explicit Reading(std::function<void()> on_change) : on_change_(std::move(on_change)) {}

    // --- any thread
    void open(std::string location) {
        const std::lock_guard lock(mutex_);
        ++file_;
        location_ = std::move(location);
        wish_s_.reset();
        last_wish_s_.reset();
        frame_.reset();
        error_.reset();
        failed_ = false;
    }
    // Whether a job has to be posted for it.
    bool request(double time_s) {
        const std::lock_guard lock(mutex_);
        if (location_.empty() || failed_ || last_wish_s_ == time_s) {
            return false;
        }
        last_wish_s_ = time_s;
        wish_s_ = time_s;
        return !std::exchange(job_posted_, true);
    }
    std::optional<RawFrame> take_frame() {
        const std::lock_guard lock(mutex_);
        return std::exchange(frame_, std::nullopt);
    }
    std::optional<Diagnostic> take_error() {
        const std::lock_guard lock(mutex_);
        return std::exchange(error_, std::nullopt);
    }
    bool idle() const {
        const std::lock_guard lock(mutex_);
        return !job_posted_;
    }
    std::int64_t decoded_frames() const { return decoded_frames_; }

    // --- the inner thread. True: there is another wish by now.
    bool fulfil();

private:
    Result<std::optional<RawFrame>> read(std::uint64_t file, const std::string& location, double time_s);

    std::function<void()> on_change_;
    std::atomic<std::int64_t> decoded_frames_ = 0;

    mutable std::mutex mutex_; // of all that follows
    std::string location_;
    std::uint64_t file_ = 0; // counts calls of open(); 0: none so far
    std::optional<double> wish_s_;
    std::optional<double> last_wish_s_;
    bool job_posted_ = false;
    bool failed_ = false; // and was told: the file is not asked again
    std::optional<RawFrame> frame_;
    std::optional<Diagnostic> error_;

    std::optional<Follower> follower_; // the inner thread's
    std::uint64_t open_file_ = 0;      // the inner thread's: what follower_ reads
};

bool Reference::Reading::fulfil() {
    std::unique_lock lock(mutex_);
    if (!wish_s_) {
        job_posted_ = false;
        return false;
    }
    const double time_s = *std::exchange(wish_s_, std::nullopt);
    const std::uint64_t file = file_;
    const std::string location = location_;
    lock.unlock();
    Result<std::optional<RawFrame>> frame = read(file, location, time_s);
    lock.lock();
    bool changed = false;
    if (file == file_) {
        failed_ = !frame.ok();
        changed = failed_ || frame->has_value();
        if (failed_) {
            error_ = frame.error();
            wish_s_.reset();
        } else if (changed) {
            frame_ = *std::move(frame);
        }
    }
    lock.unlock();
    if (changed && on_change_) {
        on_change_();
    }
    lock.lock();
    job_posted_ = wish_s_.has_value();
    return job_posted_;
}

Result<std::optional<RawFrame>> Reference::Reading::read(std::uint64_t file, const std::string& location,
                                                         double time_s) {
    if (open_file_ != file) {
        open_file_ = file;
        follower_.reset();
        Result<VideoReader> reader = VideoReader::open(location);
        if (!reader) {
            return reader.error();
        }
        follower_.emplace(*std::move(reader));
    }
    Result<std::optional<RawFrame>> frame = follower_->frame_at(time_s);
    decoded_frames_ = follower_->decoded_frames();
    return frame;
}

Reference::Reference(ReferenceOptions options) : reading_(std::make_shared<Reading>(std::move(options.on_change))) {}

Reference::~Reference() = default;

void Reference::open(std::string location) {
    reading_->open(std::move(location));
    upload_error_.reset();
}

void Reference::request(double time_s) {
    if (!reading_->request(time_s)) {
        return;
    }
    // One job per frame, so that the thread can be stopped between two.
    struct Job {
        std::shared_ptr<Reading> reading;
        Background* thread;
        void operator()() const {
            if (reading->fulfil()) {
                thread->post(*this);
            }
        }
    };
    thread_.post(Job{reading_, &thread_});
}

std::optional<Frame> Reference::take() {
    const std::optional<RawFrame> raw = reading_->take_frame();
    if (!raw) {
        return std::nullopt;
    }
    Result<Frame> frame = uploader_.upload(raw->format, planes_of(*raw), next_id());
    if (!frame) {
        upload_error_ = frame.error();
        return std::nullopt;
    }
    frame->number = static_cast<std::uint32_t>(raw->index);
    return *std::move(frame);
}

std::optional<Diagnostic> Reference::take_error() {
    if (upload_error_) {
        return std::exchange(upload_error_, std::nullopt);
    }
    return reading_->take_error();
}

bool Reference::idle() const {
    return reading_->idle();
}

std::int64_t Reference::decoded_frames() const {
    return reading_->decoded_frames();
}

} // namespace senga
