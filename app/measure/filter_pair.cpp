#include "app/measure/filter_pair.h"

#include "app/media/ffmpeg.h"

extern "C" {
#include <libavfilter/avfilter.h>
#include <libavfilter/buffersink.h>
#include <libavfilter/buffersrc.h>
}

#include <fmt/format.h>

#include <array>
#include <cstring>
#include <utility>

namespace senga {
namespace {

struct FreeGraph {
    void operator()(AVFilterGraph* graph) const { avfilter_graph_free(&graph); }
};
using GraphPtr = std::unique_ptr<AVFilterGraph, FreeGraph>;

// Owns what av_dict_set makes.
class Dictionary {
public:
    explicit Dictionary(const std::map<std::string, std::string>& entries) {
        for (const auto& [key, value] : entries) {
            av_dict_set(&entries_, key.c_str(), value.c_str(), 0);
        }
    }
    ~Dictionary() { av_dict_free(&entries_); }
    Dictionary(const Dictionary&) = delete;
    Dictionary& operator=(const Dictionary&) = delete;
    AVDictionary** get() { return &entries_; }
    // What the filter did not take.
    std::string left() const {
        const AVDictionaryEntry* entry = av_dict_get(entries_, "", nullptr, AV_DICT_IGNORE_SUFFIX);
        return entry != nullptr ? entry->key : "";
    }

private:
    AVDictionary* entries_ = nullptr;
};

// FFmpeg's name of the planar format, in the machine's byte order.
AVPixelFormat planar_format(const FrameFormat& format) {
    const std::string depth = format.bit_depth == 8 ? "" : std::to_string(format.bit_depth);
    std::string name = "gray" + depth;
    if (format.layout == Layout::rgb) {
        name = "gbrp" + depth;
    } else if (format.layout == Layout::ycbcr) {
        static constexpr std::array<std::array<const char*, 3>, 3> names{
            {{"444", "440", nullptr}, {"422", "420", nullptr}, {"411", nullptr, "410"}}};
        const auto x = static_cast<std::size_t>(format.subsampling.x);
        const auto y = static_cast<std::size_t>(format.subsampling.y);
        const char* const ratio = x < 3 && y < 3 ? names[x][y] : nullptr;
        if (ratio == nullptr) {
            return AV_PIX_FMT_NONE;
        }
        name = fmt::format("yuv{}p{}", ratio, depth);
    }
    return av_get_pix_fmt(name.c_str());
}

// gbrp stores green, blue, red.
std::size_t stored_plane(Layout layout, std::size_t plane) {
    return layout == Layout::rgb ? (plane + 2) % 3 : plane;
}

void copy_plane(const SamplePlane& plane, std::uint8_t* to, int stride_bytes, int bit_depth) {
    const auto width = static_cast<std::size_t>(plane.size.w);
    for (int y = 0; y < plane.size.h; ++y, to += stride_bytes) {
        const std::uint16_t* row = plane.row(y);
        if (bit_depth > 8) {
            std::memcpy(to, row, width * sizeof(*row));
            continue;
        }
        for (std::size_t x = 0; x < width; ++x) {
            to[x] = static_cast<std::uint8_t>(row[x]);
        }
    }
}

Diagnostic refused(const std::string& filter, const std::string& why) {
    return diagnose(Code::media_unreadable, fmt::format("FFmpeg's filter {}: {}", filter, why));
}

} // namespace

struct FilterPair::Impl {
    std::string name;
    FrameFormat format;
    AVPixelFormat pixels = AV_PIX_FMT_NONE;
    GraphPtr graph;
    std::array<AVFilterContext*, 2> sources{}; // the graph's
    AVFilterContext* sink = nullptr;
    std::int64_t frames = 0;

    Outcome build(const std::map<std::string, std::string>& options);
    Outcome add_source(std::size_t input, AVFilterContext* filter);
    Outcome push(std::size_t input, const PlanarPicture& picture) const;
    Outcome drain() const;
};

Outcome FilterPair::Impl::add_source(std::size_t input, AVFilterContext* filter) {
    const std::string label = fmt::format("in{}", input);
    const std::string arguments = fmt::format("video_size={}x{}:pix_fmt={}:time_base=1/25:pixel_aspect=1/1",
                                              format.size.w, format.size.h, static_cast<int>(pixels));
    const int made = avfilter_graph_create_filter(&sources[input], avfilter_get_by_name("buffer"), label.c_str(),
                                                  arguments.c_str(), nullptr, graph.get());
    const int linked = made < 0 ? made : avfilter_link(sources[input], 0, filter, static_cast<unsigned>(input));
    return linked < 0 ? Outcome(refused(name, ff::error_text(linked))) : Outcome(Done{});
}

Outcome FilterPair::Impl::build(const std::map<std::string, std::string>& options) {
    const AVFilter* kind = avfilter_get_by_name(name.c_str());
    if (kind == nullptr) {
        return refused(name, "the FFmpeg installed here is built without it");
    }
    graph.reset(avfilter_graph_alloc());
    AVFilterContext* filter = avfilter_graph_alloc_filter(graph.get(), kind, "measure");
    Dictionary dictionary(options);
    const int ready = avfilter_init_dict(filter, dictionary.get());
    if (ready < 0) {
        return refused(name, ff::error_text(ready));
    }
    if (const std::string left = dictionary.left(); !left.empty()) {
        return refused(name, fmt::format("the FFmpeg installed here does not know its option {}", left));
    }
    for (std::size_t i = 0; i < sources.size(); ++i) {
        if (Outcome added = add_source(i, filter); !added) {
            return added;
        }
    }
    int result =
        avfilter_graph_create_filter(&sink, avfilter_get_by_name("buffersink"), "out", nullptr, nullptr, graph.get());
    result = result < 0 ? result : avfilter_link(filter, 0, sink, 0);
    result = result < 0 ? result : avfilter_graph_config(graph.get(), nullptr);
    return result < 0 ? Outcome(refused(name, ff::error_text(result))) : Outcome(Done{});
}

Outcome FilterPair::Impl::push(std::size_t input, const PlanarPicture& picture) const {
    const ff::FramePtr frame = ff::new_frame();
    frame->width = format.size.w;
    frame->height = format.size.h;
    frame->format = pixels;
    frame->pts = frames;
    frame->color_range = format.range == Range::full ? AVCOL_RANGE_JPEG : AVCOL_RANGE_MPEG;
    int result = av_frame_get_buffer(frame.get(), 0);
    if (result >= 0) {
        for (std::size_t i = 0; i < picture.planes.size(); ++i) {
            const std::size_t to = stored_plane(format.layout, i);
            copy_plane(picture.planes[i], frame->data[to], frame->linesize[to], format.bit_depth);
        }
        result = av_buffersrc_add_frame(sources[input], frame.get());
    }
    return result < 0 ? Outcome(refused(name, ff::error_text(result))) : Outcome(Done{});
}

// The pictures the filter passes on are not needed.
Outcome FilterPair::Impl::drain() const {
    while (true) {
        const ff::FramePtr frame = ff::new_frame();
        const int result = av_buffersink_get_frame(sink, frame.get());
        if (result == AVERROR(EAGAIN) || result == AVERROR_EOF) {
            return Done{};
        }
        if (result < 0) {
            return refused(name, ff::error_text(result));
        }
    }
}

bool FilterPair::has(const std::string& filter) {
    return avfilter_get_by_name(filter.c_str()) != nullptr;
}

FilterPair::FilterPair(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
FilterPair::~FilterPair() = default;
FilterPair::FilterPair(FilterPair&&) noexcept = default;
FilterPair& FilterPair::operator=(FilterPair&&) noexcept = default;

Result<FilterPair> FilterPair::create(const std::string& filter, const std::map<std::string, std::string>& options,
                                      const FrameFormat& format) {
    auto impl = std::make_unique<Impl>();
    impl->name = filter;
    impl->format = format;
    impl->pixels = planar_format(format);
    if (impl->pixels == AV_PIX_FMT_NONE) {
        return diagnose(Code::media_format,
                        fmt::format("FFmpeg has no planar pixel format for {} of {} bits, which its filter {} needs",
                                    subsampling_name(format), format.bit_depth, filter));
    }
    const Outcome built = impl->build(options);
    return built ? Result<FilterPair>(FilterPair(std::move(impl))) : Result<FilterPair>(built.error());
}

Outcome FilterPair::add(const PlanarPicture& judged, const PlanarPicture& reference) {
    Outcome pushed = impl_->push(0, judged);
    pushed = pushed ? impl_->push(1, reference) : pushed;
    ++impl_->frames;
    return pushed ? impl_->drain() : pushed;
}

Outcome FilterPair::finish() {
    for (AVFilterContext* source : impl_->sources) {
        const int result = av_buffersrc_add_frame(source, nullptr);
        if (result < 0) {
            return refused(impl_->name, ff::error_text(result));
        }
    }
    const Outcome drained = impl_->drain();
    impl_->graph.reset();
    return drained;
}

} // namespace senga
